"""Rows of mailboxes, and the rep's own addresses with them."""

from dataclasses import replace
from uuid import uuid4

import pytest

from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.data.users import UserRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.mailboxes import MailboxState
from tests.mailboxes import a_mailbox


@pytest.fixture
def mailboxes(db):
    return MailboxRepository(db)


def own(db, user):
    return UserRepository(db).own_addresses(user.id)


def test_comes_back_as_it_went_in(mailboxes, user):
    mailbox = a_mailbox(user, aliases=("desk@work.example",), horizon_days=365, ca_pem="PEM")
    change = mailboxes.add(mailbox)
    assert mailboxes.list(user.id) == (mailbox,)
    assert mailboxes.get(mailbox.id) == mailbox
    assert change.before is None and change.after["address"] == mailbox.address


def test_addresses_become_the_reps_own(db, mailboxes, user):
    mailboxes.add(a_mailbox(user, aliases=("desk@work.example",)))
    assert own(db, user) >= {"robin@work.example", "desk@work.example"}


def test_a_failed_add_leaves_nothing_own(db, mailboxes, user):
    mailboxes.add(a_mailbox(user))
    with pytest.raises(KnownError, match="connected already"), db.transaction():
        mailboxes.add(a_mailbox(user, aliases=("new@work.example",)))
    assert "new@work.example" not in own(db, user)


def test_two_people_may_share_an_address(mailboxes, user, other_user):
    mailboxes.add(a_mailbox(user))
    mailboxes.add(a_mailbox(other_user))
    assert len(mailboxes.every()) == 2
    assert mailboxes.get(mailboxes.list(user.id)[0].id, other_user.id) is None


def test_an_alias_that_goes_is_own_no_more_unless_another_mailbox_has_it(db, mailboxes, user):
    one = a_mailbox(user, aliases=("a@work.example", "b@work.example"))
    mailboxes.add(one)
    mailboxes.add(a_mailbox(user, "b@work.example"))
    mailboxes.put(one, replace(one, aliases=()))
    assert "a@work.example" not in own(db, user)
    assert "b@work.example" in own(db, user)


def test_put_says_what_changed_and_leaves_what_the_engine_learned(mailboxes, user):
    mailbox = a_mailbox(user)
    mailboxes.add(mailbox)
    mailboxes.set_state(mailbox.id, MailboxState.OK)
    change = mailboxes.put(mailbox, replace(mailbox, paused=True, state=MailboxState.REFUSED))
    assert (change.before, change.after) == ({"paused": False}, {"paused": True})
    assert mailboxes.get(mailbox.id).state is MailboxState.OK
    assert mailboxes.put(mailbox, mailbox) is None


def test_state_is_noted_with_its_words(mailboxes, user, clock):
    mailbox = a_mailbox(user)
    mailboxes.add(mailbox)
    assert mailboxes.set_state(mailbox.id, MailboxState.SIGNIN, "The password is old.", clock())
    found = mailboxes.get(mailbox.id)
    assert (found.state, found.said) == (MailboxState.SIGNIN, "The password is old.")
    assert found.looked_at == clock()
    assert not mailboxes.set_state(mailbox.id, MailboxState.SIGNIN, "The password is old.")
    assert mailboxes.get(mailbox.id).looked_at == clock()
    assert not mailboxes.set_state(uuid4(), MailboxState.OK)


def test_removing_keeps_mail_and_addresses(db, mailboxes, user, deliver):
    mailbox = a_mailbox(user)
    mailboxes.add(mailbox)
    deliver("ines@norvane.example", mailbox.address)
    change = mailboxes.remove(mailbox)
    assert mailboxes.list(user.id) == ()
    assert change.after is None and change.before["imap_host"] == mailbox.imap.host
    assert mailbox.address in own(db, user)
    assert db.value("SELECT count(*) FROM public.emails") == 1


@pytest.mark.parametrize("state", ["queued", "sending", "unknown", "held"])
def test_not_removed_while_mail_is_on_its_way(db, mailboxes, user, clock, state):
    mailbox = a_mailbox(user)
    mailboxes.add(mailbox)
    db.run(
        "INSERT INTO outpost.outgoing (id, user_id, mailbox_id, message_id, raw_url, size, "
        "envelope_from, envelope_to, subject, state, due_at, queued_at) "
        "VALUES (%s, %s, %s, '<a@b.example>', 'raw:x', 1, 'a@b.example', '{}', 's', %s, %s, %s)",
        (uuid4(), user.id, mailbox.id, state, clock(), clock()),
    )
    with pytest.raises(KnownError, match="still in the outbox"):
        mailboxes.remove(mailbox)
    assert mailboxes.list(user.id) == (mailbox,)
