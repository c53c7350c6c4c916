"""How a connection to a mail server is made safe."""

from __future__ import annotations

import re
import ssl

from desktop_app.domain.errors import KnownError


def tls_context(ca_pem: str = "") -> ssl.SSLContext:
    """Certificates and names are checked, against this computer's authorities and ``ca_pem``.

    Args:
        ca_pem: one more certificate authority to trust, PEM; "" for none.

    Raises:
        KnownError: ``ca_pem`` is no certificate.
    """
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_pem:
        try:
            context.load_verify_locations(cadata=ca_pem)
        except (ssl.SSLError, ValueError) as error:
            raise KnownError(
                "The certificate authority of this mailbox cannot be read.",
                "It has to be a certificate in PEM format, as the mail server's operator gives it.",
            ) from error
    return context


_CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----")
_LARGEST_PEM = 256 * 1024  # letters


def authority_in(pem: str) -> str:
    """The certificates of a file that is to be trusted for a mailbox, and nothing else of it: a
    private key that stands beside them goes into no row.

    Raises:
        KnownError: it holds none, or none that may vouch for others.
    """
    found = _CERTIFICATE.findall(pem) if len(pem) <= _LARGEST_PEM else []
    if not found:
        raise KnownError(
            "There is no certificate in this file.",
            "It has to be the certificate of an authority in PEM format, which begins with "
            "“-----BEGIN CERTIFICATE-----”.",
        )
    kept = "\n".join(found) + "\n"
    trusted = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        trusted.load_verify_locations(cadata=kept)
    except (ssl.SSLError, ValueError) as error:
        raise KnownError(
            "A certificate in this file cannot be read.", "Ask for it again, in PEM format."
        ) from error
    if not trusted.cert_store_stats()["x509_ca"]:
        raise KnownError(
            "The certificate in this file is no authority's.",
            "It is the one of a server, perhaps. Take the certificate of whoever signed that.",
        )
    return kept
