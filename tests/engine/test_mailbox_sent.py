"""The Sent folder of a real server: looked into, and filed into once."""

from __future__ import annotations

from uuid import uuid4

import pytest

from desktop_app.domain.mail_faults import MailServerRefused, SignInRefused
from desktop_app.domain.mailboxes import Credential
from desktop_app.engine.mailbox_sent import SentFolder
from tests.engine.mailbox_helpers import letter, name
from tests.mailservers.people import MailServer


def test_a_sent_message_is_filed_once_as_read(any_mail_server: MailServer) -> None:
    person = any_mail_server.user()
    mailbox = any_mail_server.mailbox(person, uuid4())
    sent = SentFolder()
    assert not sent.find_in_sent(mailbox, person.credential, name(1))
    assert sent.file_in_sent(mailbox, person.credential, letter(1), name(1))
    assert sent.find_in_sent(mailbox, person.credential, name(1))
    assert not sent.file_in_sent(mailbox, person.credential, letter(1), name(1))
    (stored,) = any_mail_server.folder(person, "Sent")
    # (The Maildir of the one written in Python has its own idea of the ends of lines.)
    assert stored.raw.splitlines() == letter(1).splitlines()
    assert "\\Seen" in stored.flags
    # An id that begins with another's is another.
    assert not sent.find_in_sent(mailbox, person.credential, "<1@mail.exam>")


def test_what_a_server_does_not_take_is_said(mail_server: MailServer) -> None:
    person = mail_server.user(quota_kib=64)
    mailbox = mail_server.mailbox(person, uuid4())
    with pytest.raises(MailServerRefused) as caught:
        SentFolder().file_in_sent(mailbox, person.credential, letter(1, size=200_000), name(1))
    assert "uota" in caught.value.said
    with pytest.raises(SignInRefused):
        SentFolder().find_in_sent(mailbox, Credential(person.address, "wrong"), name(1))
