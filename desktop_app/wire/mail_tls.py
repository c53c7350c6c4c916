"""How a connection to a mail server is made safe."""

from __future__ import annotations

import ssl

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr


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
                tr("The certificate authority of this mailbox cannot be read."),
                tr(
                    "It has to be a certificate in PEM format, as the mail server's "
                    "operator gives it."
                ),
            ) from error
    return context
