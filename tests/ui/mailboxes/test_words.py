"""Mailboxes in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from desktop_app.domain.mailboxes import FolderHealth, FolderRole, MailboxState
from desktop_app.ui.mailboxes.words import (
    folder_words,
    health_words,
    horizon_words,
    inbox_words,
    state_pill,
    status_words,
)
from tests.ui.fake_people import NOW
from tests.ui.mailboxes.conftest import FINE


def folder(**other):
    of = {
        "mailbox_id": uuid4(), "path": "INBOX", "role": FolderRole.INBOX, "followed": True,
        "server_count": 1284, "local_count": 1284, "missing": 0, "complete": True,
        "looked_at": NOW, "said": "",
    }  # fmt: skip
    return FolderHealth(**{**of, **other})


def test_states(mailboxes):
    fine = mailboxes.put("a@b.example", state=MailboxState.OK, looked_at=NOW)
    assert state_pill(fine, NOW + timedelta(minutes=5)).words == "Checked 5 minutes ago"
    assert state_pill(replace(fine, state=MailboxState.SIGNIN), NOW).words == "Sign in again"
    assert state_pill(replace(fine, paused=True), NOW).words == "Paused"
    new = replace(fine, state=MailboxState.NEW, looked_at=None)
    assert state_pill(new, NOW).words == "Not looked at yet"


@pytest.mark.parametrize(
    ("folders", "words"),
    [
        ([], ""),
        ([folder(local_count=None)], ""),
        ([folder()], "1,284 messages here"),
        ([folder(local_count=1)], "1 message here"),
        ([folder(missing=3)], "1,284 messages here, 3 missing"),
        ([folder(complete=False)], "1,284 messages here, older ones follow"),
        ([folder(), folder(followed=False, local_count=9)], "1,284 messages here"),
    ],
)
def test_health(folders, words):
    assert health_words(folders) == words


def test_folders():
    later = NOW + timedelta(minutes=5)
    counts = "1,284 on the server, 1,281 here"
    assert folder_words(folder(local_count=1281), later) == f"{counts}, checked 5 minutes ago"
    assert folder_words(folder(local_count=1281, looked_at=None), later) == counts
    assert folder_words(folder(followed=False), later) == "Not fetched"
    assert folder_words(folder(server_count=None), later) == "Not looked at yet"


def test_what_the_inbox_has():
    assert inbox_words(FINE) == "The last 90 days are 1,284 messages, about 96 MB."
    assert inbox_words(replace(FINE, recent=1, recent_bytes=None)) == (
        "The last 90 days is 1 message."
    )
    assert inbox_words(replace(FINE, recent=0)) == "There is no mail of the last 90 days."
    assert inbox_words(replace(FINE, recent=None)) == ""


def test_the_foot_of_the_window(mailboxes):
    assert status_words((), ()) == ("", False)
    fine = mailboxes.put("a@b.example", state=MailboxState.OK, looked_at=NOW)
    bad = replace(fine, state=MailboxState.SIGNIN)
    assert status_words((fine,), ()) == ("Mail up to date", False)
    assert status_words((fine,), (folder(missing=1284),)) == ("Fetching mail, 1,284 to go", False)
    assert status_words((bad, fine), ()) == ("1 mailbox needs a look", True)
    assert status_words((bad, bad), ()) == ("2 mailboxes need a look", True)
    assert status_words((replace(bad, paused=True),), ()) == ("Mail is paused", False)
    assert status_words((replace(fine, state=MailboxState.NEW),), ()) == ("Looking for mail", False)


def test_horizons():
    said = [horizon_words(each) for each in (1, 30, 365, 1825, None)]
    assert said == ["1 day", "30 days", "1 year", "5 years", "Everything"]
