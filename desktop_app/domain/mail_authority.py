"""A certificate authority that is to be trusted for a mailbox, as a file brings it."""

from __future__ import annotations

import re

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr

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
            tr("There is no certificate in this file."),
            tr(
                "It has to be the certificate of an authority in PEM format, which begins with "
                "“-----BEGIN CERTIFICATE-----”."
            ),
        )
    import ssl  # loaded for who brings one

    kept = "\n".join(found) + "\n"
    trusted = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        trusted.load_verify_locations(cadata=kept)
    except (ssl.SSLError, ValueError) as error:
        raise KnownError(
            tr("A certificate in this file cannot be read."), tr("Ask for it again, in PEM format.")
        ) from error
    if not trusted.cert_store_stats()["x509_ca"]:
        raise KnownError(
            tr("The certificate in this file is no authority's."),
            tr("It is the one of a server, perhaps. Take the certificate of whoever signed that."),
        )
    return kept
