"""Mailboxes in the window, with services over dictionaries."""

from __future__ import annotations

import pytest

from desktop_app.domain.mailbox_checks import CheckReport, CheckStep, Step
from desktop_app.domain.mailbox_settings import MailSettings, Source
from desktop_app.domain.mailboxes import MailboxState, Security, Server

ME = "mara@fieldline.example"
FOUND = MailSettings(
    Server("imap.fieldline.example", 993, Security.TLS, ME),
    Server("smtp.fieldline.example", 465, Security.TLS, ME),
    Source.FILE,
)
FINE = CheckReport(
    (CheckStep("imap", Step.SIGNIN, True, "In."),), MailboxState.OK, 1284, 96_000_000
)


def trouble(state=MailboxState.SIGNIN, said="The server did not accept it.", advice="Check it."):
    return CheckReport((CheckStep("imap", Step.SIGNIN, False, said, advice),), state)


@pytest.fixture
def ctx(make_context, services):
    return make_context(services)


@pytest.fixture
def setup(services):
    return services.mailbox_setup


@pytest.fixture
def mailboxes(services):
    return services.mailboxes
