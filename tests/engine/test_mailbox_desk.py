"""Requests about mailboxes, from the row to its end."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop_app.data.mailbox_requests import MailboxRequestRepository
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.mailbox_checks import CheckReport, CheckStep, Step
from desktop_app.domain.mailbox_requests import RequestKind
from desktop_app.domain.mailbox_settings import MailboxDraft, MailSettings, Source
from desktop_app.domain.mailboxes import Auth, Credential, MailboxState, Security, Server
from desktop_app.domain.requests import RequestState
from desktop_app.engine.mailbox_check import check_mailbox
from desktop_app.engine.mailbox_desk import MailboxDesk
from desktop_app.engine.mailbox_tokens import MailboxTokens
from desktop_app.services.mailbox_setup import MailboxSetupService
from desktop_app.wire.mailbox_signin import InboxLook, StepFailed
from tests.engine.test_oauth import Keyring, until
from tests.mailboxes import a_mailbox
from tests.providers import crooked

pytestmark = pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")

ME = "robin@rep.example"
SETTINGS = MailSettings(
    Server("imap.rep.example", 993, Security.TLS, ME),
    Server("smtp.rep.example", 465, Security.TLS, ME),
    Source.FILE,
    provider="google",
)
FINE = CheckReport((CheckStep("imap", Step.REACH, True, "There."),), MailboxState.OK, 12, 34_000)


@pytest.fixture
def keyring():
    return Keyring()


@pytest.fixture
def provider(clock):
    with crooked.running(int(clock.now.timestamp())) as provider:
        yield provider


@pytest.fixture
def setup(db, user, keyring, clock):
    settings = {"oauth.google.client_id": crooked.CLIENT_ID}
    return MailboxSetupService(db, user.id, keyring, lambda name: settings.get(name, ""), "", clock)


@pytest.fixture
def serve(db, keyring, clock, provider):
    """Serves while the block lasts; yields the desk."""

    @contextmanager
    def serving(**given):
        tokens = MailboxTokens(keyring, lambda _: provider.google(), clock)
        desk = MailboxDesk(
            db, tokens, lambda _: provider.google(), keyring.delete,
            **{"clock": clock, "find": lambda address, tell: SETTINGS,
               "check": lambda mailbox, tell, other: FINE, **given},
        )  # fmt: skip
        desk.start()
        try:
            yield desk
        finally:
            desk.stop()

    return serving


def ended(setup, request):
    """The request, once it is over."""
    return until(lambda: (p := setup.progress(request)).state.over and p)


def test_settings_are_found(setup, serve):
    request = setup.find(setup.new_id(), " Robin@Rep.example ")
    assert setup.progress(request).state is RequestState.ASKED
    asked = []

    def find(address, tell):
        asked.append(address)
        tell("Looking")
        return SETTINGS

    with serve(find=find):
        assert ended(setup, request).settings == SETTINGS
    assert asked == [ME]


def test_a_search_in_vain_says_so(setup, serve):
    def find(address, tell):
        raise KnownError("Nothing was found.", "By hand, then.")

    request = setup.find(setup.new_id(), ME)
    with serve(find=find):
        done = ended(setup, request)
    assert (done.state, done.title, done.advice) == (
        RequestState.FAILED, "Nothing was found.", "By hand, then.")  # fmt: skip


def test_a_bug_ends_a_request_without_its_words(setup, serve, caplog):
    def find(address, tell):
        raise RuntimeError("s3cret")

    request = setup.find(setup.new_id(), ME)
    with serve(find=find):
        assert ended(setup, request).state is RequestState.FAILED
    assert "RuntimeError" in caplog.text and "s3cret" not in caplog.text
    caplog.clear()


def test_a_mailbox_is_tried_as_it_would_be_added(setup, serve):
    mailbox_id = setup.new_id()
    request = setup.check(mailbox_id, MailboxDraft(ME, SETTINGS, ca_pem="PEM", oauth=True))
    tried = []

    def check(mailbox, tell, other_user):
        tried.append(mailbox)
        assert other_user == ""  # somebody said which name it is
        return FINE

    with serve(check=check):
        assert ended(setup, request).report == FINE
    (mailbox,) = tried
    assert (mailbox.id, mailbox.address, mailbox.imap) == (mailbox_id, ME, SETTINGS.imap)
    assert (mailbox.auth, mailbox.provider, mailbox.ca_pem) == (Auth.OAUTH2, "google", "PEM")


def test_the_name_that_a_server_took_comes_back(setup, serve):
    found = replace(SETTINGS, source=Source.DNS)
    request = setup.check(setup.new_id(), MailboxDraft(ME, found))

    def check(mailbox, tell, other_user):
        return replace(FINE, imap_user=other_user)

    with serve(check=check):
        report = ended(setup, request).report
    assert (report.imap_user, report.smtp_user) == ("robin", "")
    taken = found.as_taken(report.imap_user, report.smtp_user)
    assert (taken.imap.user, taken.smtp.user) == ("robin", ME)


def test_checking_a_mailbox_of_the_list_notes_how_it_is(db, setup, serve, user, clock):
    mailbox = a_mailbox(user)
    repository = MailboxRepository(db)
    repository.add(mailbox)
    bad = CheckReport((CheckStep("imap", Step.SIGNIN, False, "No.", "Why."),), MailboxState.SIGNIN)
    request = setup.check_again(mailbox.id)
    with serve(check=lambda mailbox, tell, other: bad):
        assert ended(setup, request).report == bad
    found = repository.get(mailbox.id)
    assert (found.state, found.said, found.looked_at) == (MailboxState.SIGNIN, "No.", clock())


def test_progress_is_told(setup, serve):
    seen, go_on = threading.Event(), threading.Event()

    def find(address, tell):
        tell("Asking around")
        seen.set()
        go_on.wait(10)
        return SETTINGS

    request = setup.find(setup.new_id(), ME)
    with serve(find=find):
        assert seen.wait(10)
        assert setup.progress(request).doing == "Asking around"
        go_on.set()
        ended(setup, request)


def test_a_new_request_about_the_same_mailbox_gives_up_the_old_one(setup, serve):
    mailbox_id = setup.new_id()
    old, new = setup.find(mailbox_id, ME), setup.find(mailbox_id, ME)
    with serve():
        assert ended(setup, new).state is RequestState.DONE
    assert setup.progress(old).state is RequestState.CANCELLED


def test_a_cancelled_check_changes_no_state(db, setup, serve, user):
    mailbox = a_mailbox(user)
    MailboxRepository(db).add(mailbox)
    begun, go_on = threading.Event(), threading.Event()

    def check(mailbox, tell, other_user):
        begun.set()
        go_on.wait(10)
        return FINE

    with serve(check=check) as desk:
        request = setup.check_again(mailbox.id)
        desk.wake()
        assert begun.wait(10)
        setup.cancel(request)
        desk.look()
        go_on.set()
        until(lambda: not desk._served)
    assert setup.progress(request).state is RequestState.CANCELLED
    assert MailboxRepository(db).get(mailbox.id).state is MailboxState.NEW


def test_what_a_dead_engine_left_is_taken_up_anew(db, setup, serve, clock):
    request = setup.find(setup.new_id(), ME)
    repository = MailboxRequestRepository(db)
    repository.report(repository.get(request), clock(), doing="half done")
    with serve():
        assert ended(setup, request).state is RequestState.DONE


def test_somebody_elses_engine_is_left_alone(db, setup, serve):
    request = setup.find(setup.new_id(), ME)
    repository = MailboxRequestRepository(db)
    with repository.served(request) as ours:
        assert ours
        with serve() as desk:
            until(lambda: not desk._served)
            assert setup.progress(request).state is RequestState.ASKED


def test_passwords_of_what_was_given_up_are_forgotten(db, setup, serve, keyring, clock, user):
    kept = a_mailbox(user)
    MailboxRepository(db).add(kept)
    dropped, young = setup.new_id(), setup.new_id()
    for each in (kept.id, dropped):
        setup.keep_password(each, "s3cret")
        MailboxRequestRepository(db).ask(user.id, RequestKind.FIND, each, {"address": ME}, clock())
    clock.forward(hours=2)
    setup.keep_password(young, "s3cret")
    setup.find(young, ME)
    with serve() as desk:
        until(lambda: f"mailbox {dropped}" not in keyring._held)
        desk.look()
    assert {*keyring._held} == {kept.secret_name, f"mailbox {young}"}


# -- signing in by the browser ---------------------------------------------------------------------


def test_a_sign_in_leaves_a_refresh_token_in_the_keyring(db, setup, serve, provider, keyring, user):
    mailbox = a_mailbox(user, ME, auth=Auth.OAUTH2, provider="google")
    repository = MailboxRepository(db)
    repository.add(mailbox)
    repository.set_state(mailbox.id, MailboxState.SIGNIN, "Old.")
    with serve() as desk:
        request = setup.sign_in(mailbox.id, ME, "google")
        desk.wake()
        waiting = until(lambda: (p := setup.progress(request)).authorize_url and p)
        assert waiting.state is RequestState.WAITING
        assert "mail.google.com" in waiting.authorize_url and "offline" in waiting.authorize_url
        provider.come_back(waiting.authorize_url)
        assert ended(setup, request).state is RequestState.DONE
        access = desk._tokens(mailbox)
    assert keyring.get(mailbox.secret_name).startswith("refresh-")
    assert access.auth is Auth.OAUTH2 and access.secret.startswith("access-")
    assert repository.get(mailbox.id).state is MailboxState.NEW
    rows = str(db.rows("SELECT to_jsonb(r)::text FROM outpost.mailbox_request AS r"))
    assert "refresh-" not in rows and "access-" not in rows and "state=" not in rows


def _sign_in(setup, serve, provider, address=ME):
    mailbox_id = setup.new_id()
    with serve() as desk:
        request = setup.sign_in(mailbox_id, address, "google")
        desk.wake()
        url = until(lambda: setup.progress(request).authorize_url)
        provider.come_back(url)
        return ended(setup, request)


def test_somebody_elses_sign_in_is_not_taken(setup, serve, provider, keyring):
    done = _sign_in(setup, serve, provider, "sales@rep.example")
    assert done.title == f"You signed in as {ME}, and the mailbox is sales@rep.example."
    assert keyring._held == {}


def test_a_sign_in_that_does_not_last_is_not_taken(setup, serve, provider, keyring):
    provider.token = {"refresh_token": None}
    done = _sign_in(setup, serve, provider)
    assert done.state is RequestState.FAILED and "come back without you" in done.title
    assert keyring._held == {}


def test_an_engine_that_ends_says_so(db, setup, serve):
    with serve() as desk:
        request = setup.sign_in(setup.new_id(), ME, "google")
        desk.wake()
        until(lambda: setup.progress(request).authorize_url)
    done = ended(setup, request)
    assert done.state is RequestState.FAILED and "closed during this sign-in" in done.title


def test_an_engine_that_was_killed_is_spoken_for_by_the_next(db, setup, serve, clock):
    request = setup.sign_in(setup.new_id(), ME, "google")
    repository = MailboxRequestRepository(db)
    repository.report(
        repository.get(request), clock(), state=RequestState.WAITING, authorize_url="https://x"
    )
    with serve():
        assert "closed during this sign-in" in ended(setup, request).title


def test_nobody_comes_back(setup, serve, clock):
    with serve() as desk:
        request = setup.sign_in(setup.new_id(), ME, "google")
        desk.wake()
        until(lambda: setup.progress(request).authorize_url)
        clock.forward(minutes=11)
        desk.wake()
        assert "Nobody came back" in ended(setup, request).title


def test_a_provider_that_is_not_set_up(setup):
    with pytest.raises(KnownError, match="not set up") as caught:
        setup.sign_in(setup.new_id(), ME, "microsoft")
    assert "oauth.microsoft.client_id" in caught.value.advice


# -- trying both servers ---------------------------------------------------------------------------


class SignIns:
    def __init__(self, imap=None, smtp=None):
        self._faults = {"imap": imap, "smtp": smtp}
        self.shown = {}

    def _try(self, protocol, credential, tell):
        self.shown[protocol] = credential
        tell(Step.REACH, "there")
        if self._faults[protocol]:
            raise self._faults[protocol]
        tell(Step.SECURE, "safe")
        tell(Step.SIGNIN, "in")

    def imap(self, server, credential, ca_pem, since, tell):
        assert since == date(2026, 6, 17) - timedelta(days=90)
        self._try("imap", credential, tell)
        return InboxLook(5, 600)

    def smtp(self, server, credential, ca_pem, tell):
        self._try("smtp", credential, tell)


def test_both_servers_are_tried_and_told(user):
    mailbox = a_mailbox(user, smtp=Server("smtp.work.example", 465, Security.TLS, "another"))
    told, signins = [], SignIns()
    report = check_mailbox(
        mailbox, lambda _: Credential("robin", "s3cret"), date(2026, 6, 17), told.append, signins
    )
    assert report.ok and report.recent == 5 and report.recent_bytes == 600
    assert [(s.protocol, s.step) for s in report.steps] == [
        (protocol, step) for protocol in ("imap", "smtp") for step in Step]  # fmt: skip
    assert signins.shown["smtp"] == Credential("another", "s3cret")
    assert "Signing in for sending mail" in told


def test_one_that_fails_does_not_hide_the_other(user):
    fault = StepFailed(Step.SECURE, MailboxState.INSECURE, "Not safe.", "Beware.")
    report = check_mailbox(
        a_mailbox(user),
        lambda _: Credential("r", "s"),
        date(2026, 6, 17),
        signins=SignIns(smtp=fault),
    )
    assert report.state is MailboxState.INSECURE and report.said == "Not safe."
    assert (report.error().title, report.error().advice) == ("Not safe.", "Beware.")
    assert len([s for s in report.steps if s.protocol == "imap" and s.ok]) == 3


def test_no_password_is_a_step_that_failed(user, clock):
    tokens = MailboxTokens(Keyring(), lambda _: None, clock)
    report = check_mailbox(a_mailbox(user), tokens, date(2026, 6, 17))
    assert report.state is MailboxState.SIGNIN and "keyring" in report.said


NO = StepFailed(Step.SIGNIN, MailboxState.SIGNIN, "It did not accept that.", "Check it.")


class Names(SignIns):
    """Servers that take these user names, and count what they are shown."""

    def __init__(self, **taken):
        super().__init__()
        self._taken = taken
        self.tries = []

    def _try(self, protocol, credential, tell):
        self.tries.append((protocol, credential.user))
        super()._try(protocol, credential, tell)
        if credential.user not in self._taken[protocol]:
            raise NO


def tried(user, signins, other_user="robin", auth=Auth.PASSWORD):
    mailbox = a_mailbox(
        user,
        imap=Server("imap.work.example", 993, Security.TLS, ME),
        smtp=Server("smtp.work.example", 465, Security.TLS, ME),
    )
    shown = Credential(ME, "s3cret", auth)
    return check_mailbox(
        mailbox, lambda _: shown, date(2026, 6, 17), signins=signins, other_user=other_user
    )


def test_what_stands_before_the_at_is_tried_where_the_address_is_refused(user):
    report = tried(user, Names(imap=["robin"], smtp=["robin"]))
    assert report.ok and report.recent == 5
    assert (report.imap_user, report.smtp_user) == ("robin", "robin")
    assert all(step.ok for step in report.steps) and len(report.steps) == 6
    report = tried(user, Names(imap=[ME], smtp=["robin"]))
    assert report.ok and (report.imap_user, report.smtp_user) == ("", "robin")
    signins = Names(imap=[ME, "robin"], smtp=[ME, "robin"])
    report = tried(user, signins)
    assert (report.imap_user, report.smtp_user, len(signins.tries)) == ("", "", 2)


def test_a_wrong_password_is_tried_once_more_and_no_oftener(user):
    signins = Names(imap=[], smtp=[])
    report = tried(user, signins)
    assert report.state is MailboxState.SIGNIN and report.said == NO.said
    assert (report.imap_user, report.smtp_user) == ("", "")
    assert sorted(signins.tries) == [("imap", "robin"), ("imap", ME), ("smtp", ME)]
    for given in ({"other_user": ""}, {"other_user": ME}, {"auth": Auth.OAUTH2}):
        signins = Names(imap=[], smtp=[])
        tried(user, signins, **given)
        assert len(signins.tries) == 2


def test_which_name_to_try_next_is_only_asked_where_nobody_said():
    for source in Source:
        settings = replace(SETTINGS, source=source)
        guess = source in (Source.DNS, Source.GUESS)
        assert settings.other_user == ("robin" if guess else "")
        assert replace(settings, title="Fastmail").other_user == ""
