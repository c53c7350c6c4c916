"""What a user does with mailboxes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.data.users import UserRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.mailbox_settings import MailboxDraft, MailSettings, Source
from desktop_app.domain.mailboxes import Auth, MailboxState, Security, Server
from tests.mailboxes import a_mailbox

ME = "robin@work.example"
SETTINGS = MailSettings(
    Server("imap.work.example", 993, Security.TLS, ME),
    Server("smtp.work.example", 465, Security.TLS, ME),
    Source.FILE,
)


@pytest.fixture
def added(mine):
    """A mailbox that was added, with its password."""
    mailbox_id = mine.mailbox_setup.new_id()
    mine.mailbox_setup.keep_password(mailbox_id, "s3cret")
    return mine.mailbox_setup.add(mailbox_id, MailboxDraft(ME, SETTINGS, "Robin"))[0]


def standing(mine):
    return mine.mailboxes.list()


def own(db, user):
    return UserRepository(db).own_addresses(user.id)


# -- adding ----------------------------------------------------------------------------------------


def test_a_mailbox_is_added_behind_the_others(db, mine, user, added):
    draft = MailboxDraft(" Sales@Work.Example ", SETTINGS, aliases=("Desk@work.example",))
    mailbox, done = mine.mailbox_setup.add(mine.mailbox_setup.new_id(), draft)
    assert done.kinds is Kind.MAILBOXES and done.said == "sales@work.example is connected"
    assert standing(mine) == (added, mailbox)
    assert mailbox.state is MailboxState.NEW and mailbox.auth is Auth.PASSWORD
    assert own(db, user) >= {ME, "sales@work.example", "desk@work.example"}


def test_no_row_has_the_password(db, mine, added, keyring):
    assert keyring.held[added.secret_name] == "s3cret"
    for (table,) in db.rows("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables "
                            "WHERE schemaname = 'outpost'"):  # fmt: skip
        assert "s3cret" not in str(db.rows(f"SELECT to_jsonb(t)::text FROM {table} AS t"))


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (MailboxDraft("nobody", SETTINGS), "no e-mail address"),
        (MailboxDraft(ME, SETTINGS, aliases=("nobody",)), "no e-mail address"),
        (MailboxDraft(ME, replace(SETTINGS, imap=Server("", 993, Security.TLS, ME))), "missing"),
        (MailboxDraft(ME, replace(SETTINGS, imap=Server("h.example", 143, Security.NONE, ME))),
         "over TLS"),
        (MailboxDraft(ME, SETTINGS, oauth=True), "no sign-in by the browser"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_not_added(mine, draft, said):
    setup = mine.mailbox_setup
    for attempt in (setup.add, setup.check):
        with pytest.raises(KnownError, match=said):
            attempt(setup.new_id(), draft)
    assert standing(mine) == ()


def test_the_same_address_twice_is_said_before_anything_is_looked_for(mine, added):
    with pytest.raises(KnownError, match="connected already"):
        mine.mailbox_setup.find(mine.mailbox_setup.new_id(), ME)


@pytest.mark.parametrize("password", ["", "two\nlines", "nul\0"])
def test_what_can_be_no_password(mine, keyring, password):
    with pytest.raises(KnownError):
        mine.mailbox_setup.keep_password(mine.mailbox_setup.new_id(), password)
    assert keyring.held == {}


def test_giving_up_forgets_the_password_but_never_that_of_a_mailbox(mine, added, keyring):
    mailbox_id = mine.mailbox_setup.new_id()
    mine.mailbox_setup.keep_password(mailbox_id, "another")
    mine.mailbox_setup.give_up(mailbox_id)
    mine.mailbox_setup.give_up(added.id)
    assert keyring.held == {added.secret_name: "s3cret"}


def test_another_persons_password_cannot_be_replaced(mine, theirs, added, keyring):
    for attempt in (
        lambda: theirs.mailbox_setup.keep_password(added.id, "mine now"),
        lambda: theirs.mailbox_setup.renew(added.id),
        lambda: theirs.mailbox_setup.check(added.id, MailboxDraft(ME, SETTINGS)),
        lambda: theirs.mailboxes.remove(added.id),
    ):
        with pytest.raises(KnownError, match="not there any more"):
            attempt()
    assert keyring.held == {added.secret_name: "s3cret"}


def test_signing_in_again_takes_the_tried_password(db, mine, added, keyring):
    MailboxRepository(db).set_state(added.id, MailboxState.SIGNIN, "Old.")
    tried = mine.mailbox_setup.new_id()
    mine.mailbox_setup.keep_password(tried, "new")
    done = mine.mailbox_setup.renew(added.id, tried)
    assert done.said == f"Signed in to {ME} again"
    assert keyring.held == {added.secret_name: "new"}
    assert (standing(mine)[0].state, standing(mine)[0].said) == (MailboxState.NEW, "")


def test_only_those_who_open_mailboxes_are_offered(start, user):
    settings = {f"oauth.{each}.client_id": "c" for each in ("google", "github")}
    services = start(setting=lambda name: settings.get(name, ""))
    assert [p.id for p in services.for_user(user).mailbox_setup.providers()] == ["google"]


# -- changing --------------------------------------------------------------------------------------


def test_every_change_can_be_undone(mine, added):
    service = mine.mailboxes
    for change, said, field, value in (
        (lambda: service.rename(added.id, " Robin  Reed "), "“Robin Reed”", "name", "Robin Reed"),
        (lambda: service.set_aliases(added.id, ["A@b.example"]), "Aliases", "aliases",
         ("a@b.example",)),
        (lambda: service.pause(added.id, True), "paused", "paused", True),
        (lambda: service.set_horizon(added.id, 365), "365 days", "horizon_days", 365),
        (lambda: service.set_cap(added.id, 50), "50 mails a day", "daily_cap", 50),
    ):  # fmt: skip
        done = change()
        assert said in done.said and done.kinds is Kind.MAILBOXES
        assert getattr(standing(mine)[0], field) == value
        mine.journal.undo(done.journal_id)
        assert standing(mine) == (added,)
        mine.journal.redo()
        assert getattr(standing(mine)[0], field) == value
        mine.journal.undo(done.journal_id)


def test_a_form_is_one_command(mine, added):
    done = mine.mailboxes.edit(
        added.id, name="R", aliases=["a@b.example"], horizon_days=30, daily_cap=9
    )
    (found,) = standing(mine)
    assert (found.name, found.aliases, found.horizon_days, found.daily_cap) == (
        "R", ("a@b.example",), 30, 9)  # fmt: skip
    mine.journal.undo(done.journal_id)
    assert standing(mine) == (added,)
    with pytest.raises(KnownError):
        mine.mailboxes.edit(added.id, name="R", aliases=["no"], horizon_days=30, daily_cap=9)
    assert standing(mine) == (added,)


def test_an_alias_is_own_as_long_as_it_stands_also_after_undo_and_redo(db, mine, user, added):
    done = mine.mailboxes.set_aliases(added.id, ["desk@work.example"])
    assert "desk@work.example" in own(db, user)
    mine.journal.undo(done.journal_id)
    assert "desk@work.example" not in own(db, user)
    mine.journal.redo()
    assert "desk@work.example" in own(db, user)


def test_a_change_that_changes_nothing_is_none(mine, added):
    assert mine.mailboxes.rename(added.id, "Robin").journal_id is None


def test_servers_are_changed_as_they_were_checked(mine, added):
    new = replace(SETTINGS, imap=Server("mail.work.example", 143, Security.STARTTLS, ME))
    done = mine.mailboxes.set_servers(added.id, new, "PEM")
    assert (standing(mine)[0].imap, standing(mine)[0].ca_pem) == (new.imap, "PEM")
    mine.journal.undo(done.journal_id)
    assert standing(mine) == (added,)


def test_the_order_says_what_new_mail_is_from(mine, added):
    second = mine.mailbox_setup.add(
        mine.mailbox_setup.new_id(), MailboxDraft("sales@work.example", SETTINGS)
    )[0]
    done = mine.mailboxes.reorder([second.id])
    assert done.said == "New mail is from sales@work.example"
    assert [each.id for each in standing(mine)] == [second.id, added.id]
    mine.journal.undo(done.journal_id)
    assert [each.id for each in standing(mine)] == [added.id, second.id]


def test_a_state_that_the_engine_noted_is_no_reason_to_ask(db, mine, added):
    done = mine.mailboxes.pause(added.id, True)
    MailboxRepository(db).set_state(added.id, MailboxState.OK)
    mine.journal.undo(done.journal_id)
    assert standing(mine)[0].state is MailboxState.OK


# -- removing --------------------------------------------------------------------------------------


def test_removing_forgets_the_password_and_undo_asks_for_it(db, mine, user, added, keyring):
    done = mine.mailboxes.remove(added.id)
    assert done.said == f"{ME} removed; its mail stays here"
    assert standing(mine) == () and keyring.held == {}
    assert ME in own(db, user)
    mine.journal.undo(done.journal_id)
    (back,) = standing(mine)
    assert back.state is MailboxState.SIGNIN and "Sign in again" in back.said
    assert replace(back, state=added.state, said="") == added
    mine.journal.redo()
    assert standing(mine) == ()


def test_a_removal_that_comes_to_nothing_costs_no_password(mine, added, keyring, monkeypatch):
    def full(*args):
        raise KnownError("The disk is full.")

    monkeypatch.setattr(MailboxRepository, "remove", full)
    with pytest.raises(KnownError, match="disk"):
        mine.mailboxes.remove(added.id)
    assert keyring.held == {added.secret_name: "s3cret"}


def test_health_comes_by_mailbox_the_inbox_first(db, mine, added, clock):
    for path, role, missing in (("Archive", "archive", 0), ("INBOX", "inbox", 3), ("Zebra", "", 0)):
        db.run(
            "INSERT INTO outpost.mailbox_folder (id, mailbox_id, path, role, server_count, "
            "local_count, missing, looked_at) "
            "VALUES (gen_random_uuid(), %s, %s, %s, 10, 7, %s, %s)",
            (added.id, path, role, missing, clock()),
        )
    found = mine.mailboxes.health()
    assert [each.path for each in found] == ["INBOX", "Archive", "Zebra"]
    assert (found[0].server_count, found[0].local_count, found[0].missing) == (10, 7, 3)


def test_others_see_nothing_of_it(mine, theirs, added):
    assert theirs.mailboxes.list() == () and theirs.mailboxes.health() == ()


def test_a_row_of_another_program_is_read_as_it_is(db, mine, user):
    """What may be NULL is."""
    mailbox = a_mailbox(user)
    MailboxRepository(db).add(mailbox)
    db.run("UPDATE outpost.mailbox SET files_sent = NULL, horizon_days = NULL, looked_at = NULL")
    assert standing(mine) == (mailbox,)


# -- a certificate authority -----------------------------------------------------------------------


def test_an_authority_is_read_and_nothing_else_of_its_file(mine, mail_authority, tmp_path):
    leaf = mail_authority.issue()
    file = tmp_path / "ca.pem"
    file.write_text(f"Our authority\n{leaf.key}{mail_authority.pem}")
    found = mine.mailbox_setup.read_authority(file)
    assert found == mail_authority.pem
    assert "PRIVATE" not in found


def test_what_is_no_authority_is_told(mine, mail_authority, tmp_path):
    file = tmp_path / "ca.pem"
    for content, said in (
        ("", "no certificate"),
        ("\0" * 300_000, "no certificate"),
        (mail_authority.issue().key, "no certificate"),
        (mail_authority.issue().certificate, "no authority's"),
        ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "cannot be read"),
    ):
        file.write_text(content)
        with pytest.raises(KnownError, match=said):
            mine.mailbox_setup.read_authority(file)
    with pytest.raises(KnownError, match="cannot be read"):
        mine.mailbox_setup.read_authority(tmp_path / "none")


# -- looking at once -------------------------------------------------------------------------------


def test_a_look_is_asked_for_by_a_row_that_the_engine_finds(db, mine, user, added):
    rows = MailboxRepository(db)
    assert rows.wanted() == {added.id: None}
    assert mine.mailboxes.look_now() == 1
    first = rows.wanted()[added.id]
    assert mine.mailboxes.look_now() == 1
    assert rows.wanted()[added.id] > first
    mine.mailboxes.pause(added.id, True)
    assert mine.mailboxes.look_now() == 0


def test_after_a_new_sign_in_it_is_looked_at(db, mine, added):
    mine.mailbox_setup.renew(added.id)
    assert MailboxRepository(db).wanted()[added.id] is not None
