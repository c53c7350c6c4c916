"""The mail servers as fixtures, started by the first test of a worker that asks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.mailservers import real
from tests.mailservers.authority import Authority
from tests.mailservers.people import MailServer
from tests.mailservers.real import RealMailServer


@pytest.fixture(scope="session")
def mail_authority() -> Authority:
    """Who signs the certificates of the mail servers."""
    return Authority()


@pytest.fixture(scope="session")
def mail_server(mail_authority: Authority) -> Iterator[RealMailServer]:
    """Dovecot and Exim, where both are installed."""
    if missing := real.missing():
        pytest.skip(f"needs {' and '.join(missing)}")
    server = RealMailServer(mail_authority)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def plain_mail_server(mail_authority: Authority) -> Iterator[MailServer]:
    """Servers written in Python, for computers without the real ones: the main path, and no more
    (see ``plain``)."""
    from tests.mailservers.plain import PlainMailServer

    server = PlainMailServer(mail_authority)
    yield server
    server.stop()


@pytest.fixture(params=["mail_server", "plain_mail_server"])
def any_mail_server(request: pytest.FixtureRequest) -> MailServer:
    """Both kinds of server, one after the other."""
    server: MailServer = request.getfixturevalue(request.param)
    return server
