"""Mailboxes for tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

from desktop_app.domain.mailboxes import Auth, Mailbox, MailboxState, Security, Server
from desktop_app.domain.users import User


def a_mailbox(user: User, address: str = "robin@work.example", **other: Any) -> Mailbox:
    """A mailbox of somebody that nobody has looked at yet; its servers are nowhere."""
    mailbox = Mailbox(
        id=uuid4(),
        user_id=user.id,
        address=address,
        name="",
        aliases=(),
        auth=Auth.PASSWORD,
        provider="",
        imap=Server("imap.work.example", 993, Security.TLS, address),
        smtp=Server("smtp.work.example", 465, Security.TLS, address),
        ca_pem="",
        files_sent=None,
        first_days=90,
        horizon_days=None,
        daily_cap=300,
        paused=False,
        state=MailboxState.NEW,
        said="",
        looked_at=None,
        position=0,
    )
    return replace(mailbox, **other)
