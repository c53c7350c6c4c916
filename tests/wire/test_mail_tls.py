"""The safety of connections to mail servers."""

from __future__ import annotations

import ssl

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.wire.mail_tls import tls_context


def test_certificates_and_names_are_checked() -> None:
    context = tls_context()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


@pytest.mark.parametrize("pem", ["nothing", "-----BEGIN CERTIFICATE-----\nAAAA\n", "\x00"])
def test_what_is_no_certificate_is_said(pem: str) -> None:
    with pytest.raises(KnownError, match="certificate authority"):
        tls_context(pem)
