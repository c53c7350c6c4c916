"""A mail over SMTP: whatever happens, it is known whether it may be sent again."""

from __future__ import annotations

import itertools
import socket
import threading
from dataclasses import replace

import pytest

from desktop_app.domain.delivery import (
    BrokenBefore,
    Delivered,
    Envelope,
    RefusedForGood,
    RefusedForNow,
    TurnedAway,
    Unclear,
)
from desktop_app.domain.errors import KnownError
from desktop_app.domain.mailboxes import Auth, Credential, MailboxState, Security, Server
from desktop_app.wire.smtp import Timeouts, send_mail, try_sign_in
from tests.smtp_script import CuttingProxy, Script, ScriptedSmtp, make_authority

QUICK = Timeouts(connect=5, reply=5, ending=5, quit=1)
SECRET = Credential("robin", "quiet harbour")
TO_INES = Envelope("robin@work.example", ("ines@norvane.example",))
MAIL = b"Subject: Pilot\r\n\r\n.hidden dot\r\nText\r\n.\r\nmore\r\n"


class Sender:
    """Sends, and notes whether the end was about to be said."""

    def __init__(self) -> None:
        self.ended = 0
        self.goes_on: bool | Exception = True

    def about_to_end(self) -> bool:
        self.ended += 1
        if isinstance(self.goes_on, Exception):
            raise self.goes_on
        return self.goes_on

    def __call__(
        self,
        port: int,
        envelope: Envelope = TO_INES,
        raw: bytes = MAIL,
        *,
        security: Security = Security.NONE,
        host: str = "127.0.0.1",
        credential: Credential = SECRET,
        ca_pem: str = "",
        timeouts: Timeouts = QUICK,
    ):
        self.ended = 0
        return send_mail(
            Server(host, port, security, "robin"), credential, envelope, raw, self.about_to_end,
            ca_pem=ca_pem, timeouts=timeouts,
        )  # fmt: skip


@pytest.fixture
def send() -> Sender:
    return Sender()


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return make_authority(tmp_path_factory.mktemp("ca"))


def test_a_mail_arrives_as_it_was(send):
    with ScriptedSmtp(Script()) as server:
        outcome = send(server.port)
    assert outcome == Delivered("2.0.0 queued as 4711")
    assert send.ended == 1
    assert server.taken == [("robin@work.example", ("ines@norvane.example",), MAIL)]
    assert server.users == [("robin", "quiet harbour")]


@pytest.mark.parametrize(
    ("raw", "arrives"),
    [
        (b"", b"\r\n"),
        (b".", b".\r\n"),
        (b"A: b\n\n.\n..\nx\r.\ry", b"A: b\r\n\r\n.\r\n..\r\nx\r\n.\r\ny\r\n"),
        (b"A: b\r\n\r\n" + b"x" * 300_000, b"A: b\r\n\r\n" + b"x" * 300_000 + b"\r\n"),
    ],
)
def test_lines_and_dots(send, raw, arrives):
    with ScriptedSmtp(Script()) as server:
        assert isinstance(send(server.port, raw=raw), Delivered)
    assert server.taken[0][2] == arrives


def test_no_command_can_be_smuggled_into_an_address(send):
    for address in ("ines@x.example>\r\nRCPT TO:<eve@evil.example", "a b@x.example", "nobody"):
        with ScriptedSmtp(Script()) as server:
            outcome = send(server.port, Envelope("robin@work.example", (address,)))
        assert isinstance(outcome, RefusedForGood) and outcome.recipients == (address,)
        assert not any("eve" in line for line in server.heard)


# -- where it breaks -----------------------------------------------------------------------------

BEFORE = ["GREETING", "EHLO", "AUTH", "MAIL", "RCPT", "DATA"]


@pytest.mark.parametrize("step", BEFORE)
@pytest.mark.parametrize("when", ["before", "after"])
def test_hung_up_before_the_end_nothing_was_delivered(send, step, when):
    with ScriptedSmtp(Script(**{f"cut_{when}": step})) as server:
        outcome = send(server.port)
        server.settled()
    if step == "DATA" and when == "after" and send.ended:
        # The whole mail went into buffers, and the line was not yet known to be cut.
        assert isinstance(outcome, Unclear)
    else:
        assert isinstance(outcome, BrokenBefore)
        assert not send.ended
        assert outcome.reached is (step != "GREETING" or when == "after")
    assert not server.taken


def test_hung_up_amidst_the_mail_nothing_was_delivered(send):
    raw = MAIL + b"x" * 20_000_000  # more than any buffer on the way
    with ScriptedSmtp(Script(cut_in_body=1000, offers=("AUTH PLAIN",))) as server:
        outcome = send(server.port, raw=raw)
        server.settled()
    assert isinstance(outcome, BrokenBefore)
    assert not send.ended and not server.taken


def test_hung_up_after_the_end_nobody_knows(send):
    for script in (Script(cut_before="END"), Script(answers={"END": b"250 half"}, cut_after="END")):
        with ScriptedSmtp(script) as server:
            outcome = send(server.port)
            server.settled()
        assert isinstance(outcome, Unclear)
        assert send.ended == 1
        assert len(server.taken) == 1


def test_hung_up_after_the_answer_it_is_delivered(send):
    with ScriptedSmtp(Script(cut_after="END")) as server:
        assert isinstance(send(server.port), Delivered)


@pytest.mark.parametrize("reset", [False, True])
@pytest.mark.parametrize("way", ["to_server", "from_server"])
def test_cut_after_every_byte(send, way, reset):
    """After each: repeatable or unclear, never both, and never wrong."""
    seen = set()
    with ScriptedSmtp(Script()) as server, CuttingProxy(server.port) as proxy:
        proxy.reset = reset
        assert isinstance(send(proxy.port), Delivered)
        whole = proxy.passed[0 if way == "to_server" else 1]
        for limit in range(whole):
            setattr(proxy, way, limit)
            server.taken.clear()
            outcome = send(proxy.port)
            server.settled()
            seen.add(type(outcome))
            taken = len(server.taken)
            if isinstance(outcome, Delivered):
                assert taken == 1, limit
            elif isinstance(outcome, BrokenBefore):
                assert taken == 0, limit
                assert not send.ended, limit
            else:
                assert isinstance(outcome, Unclear), (limit, outcome)
                assert send.ended == 1
    assert {BrokenBefore, Unclear} <= seen


def test_nobody_there(send):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    outcome = send(port)
    assert isinstance(outcome, BrokenBefore)
    assert not outcome.reached
    outcome = send_mail(
        Server("no-such-host.invalid", 25, Security.TLS, ""), SECRET, TO_INES, MAIL, lambda: True
    )
    assert isinstance(outcome, BrokenBefore)
    assert not outcome.reached


def test_one_that_says_nothing_is_not_waited_for_long(send):
    quick = Timeouts(connect=1, reply=0.2, ending=0.3, quit=0.1)
    for step in ("GREETING", "EHLO", "MAIL", "RCPT", "DATA"):
        with ScriptedSmtp(Script(answers={step: b""})) as server:
            outcome = send(server.port, timeouts=quick)
        assert isinstance(outcome, BrokenBefore), step
        assert outcome.silent, step
        assert not send.ended
    with ScriptedSmtp(Script(answers={"END": b""})) as server:
        outcome = send(server.port, timeouts=quick)
    assert isinstance(outcome, Unclear) and outcome.silent


def test_a_line_that_is_cut_is_no_silence(send):
    with ScriptedSmtp(Script(cut_before="MAIL")) as server:
        outcome = send(server.port)
    assert isinstance(outcome, BrokenBefore) and not outcome.silent
    with ScriptedSmtp(Script(cut_before="END")) as server:
        outcome = send(server.port)
    assert isinstance(outcome, Unclear) and not outcome.silent


def test_goodbye_is_not_waited_for(send):
    """Whoever dies while it is would leave a mail of which nobody knows, though it was taken."""
    noted = threading.Event()
    in_time = []
    script = Script(answers={"QUIT": lambda _: in_time.append(noted.wait(5))})
    with ScriptedSmtp(script) as server:
        patient = Timeouts(connect=5, reply=5, ending=5, quit=60)
        assert isinstance(send(server.port, timeouts=patient), Delivered)
        noted.set()
        server.settled()
    assert in_time == [True]


def test_one_that_drips_is_not_waited_for_longer(send):
    stop = threading.Event()

    def drip(listener: socket.socket) -> None:
        sock, _ = listener.accept()
        with sock:
            while not stop.wait(0.05):
                try:
                    sock.sendall(b"2")
                except OSError:
                    return

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=drip, args=(listener,), daemon=True)
        thread.start()
        outcome = send(
            listener.getsockname()[1], timeouts=Timeouts(connect=1, reply=0.4, ending=1, quit=0.1)
        )
        stop.set()
        thread.join(5)
    assert isinstance(outcome, BrokenBefore)


GARBAGE = [
    b"\x00\xff\xfe\r\n",
    b"999 what\r\n",
    b"25\r\n",
    b"250+fine\r\n",
    b"250-one\r\n354 two\r\n",
    b"250-more\r\n" * 1000,
    b"2" * 100_000,
    b"HTTP/1.1 200 OK\r\n\r\n",
]


@pytest.mark.parametrize("garbage", GARBAGE)
def test_garbage_is_no_answer(send, garbage):
    for step in BEFORE:
        with ScriptedSmtp(Script(answers={step: garbage})) as server:
            outcome = send(server.port)
        assert isinstance(outcome, BrokenBefore), step
        assert not server.taken
    with ScriptedSmtp(Script(answers={"END": garbage})) as server:
        assert isinstance(send(server.port), Unclear)


def test_whoever_keeps_book_can_stop_it(send):
    for goes_on in (False, KnownError("The database went away.")):
        send.goes_on = goes_on
        with ScriptedSmtp(Script()) as server:
            outcome = send(server.port)
            server.settled()
        assert isinstance(outcome, BrokenBefore)
        assert not server.taken


def test_a_bug_of_whoever_keeps_book_is_no_fault_of_the_line(send):
    send.goes_on = ZeroDivisionError()
    with ScriptedSmtp(Script()) as server:
        with pytest.raises(ZeroDivisionError):
            send(server.port)
        server.settled()
    assert not server.taken


# -- refused -------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "END"])
def test_refused(send, step):
    with ScriptedSmtp(Script(answers={step: "451 4.7.1 later, please"})) as server:
        outcome = send(server.port)
    whom = ("ines@norvane.example",) if step == "RCPT" else ()
    assert outcome == RefusedForNow(451, "4.7.1 later, please", whom)
    with ScriptedSmtp(Script(answers={step: "550-5.1.1 no\r\n550 such user"})) as server:
        outcome = send(server.port)
    assert outcome == RefusedForGood(550, "5.1.1 no such user", whom)
    assert not server.taken
    assert send.ended == (step == "END")


def test_one_of_three_refused_for_good_is_named_and_nobody_gets_it(send):
    answers = {"bo@x.example": "550 no such user", "cy@x.example": "450 later"}
    script = Script(answers={"RCPT": lambda whom: answers.get(whom)})
    all_three = Envelope("robin@work.example", ("al@x.example", "bo@x.example", "cy@x.example"))
    with ScriptedSmtp(script) as server:
        outcome = send(server.port, all_three)
        server.settled()
    assert outcome == RefusedForGood(550, "no such user", ("bo@x.example",))
    assert not server.taken and "DATA" not in server.heard and "RSET" in server.heard
    del answers["bo@x.example"]
    with ScriptedSmtp(script) as server:
        outcome = send(server.port, all_three)
    assert outcome == RefusedForNow(450, "later", ("cy@x.example",))
    assert not server.taken


FIVE = Envelope("robin@work.example", tuple(f"{each}@x.example" for each in "abcde"))


def _takes(most: int, refusal: str) -> Script:
    """A server that refuses what is beyond its limit."""
    count = itertools.count(1)
    return Script(answers={"RCPT": lambda _: refusal if next(count) > most else None})


@pytest.mark.parametrize("words", ["4.5.3 Error: too many recipients", "too many recipients"])
def test_more_recipients_than_it_takes_are_too_many_the_next_time_too(send, words):
    with ScriptedSmtp(_takes(3, f"452 {words}")) as server:
        outcome = send(server.port, FIVE)
        server.settled()
    assert outcome == RefusedForGood(
        452, f"The server takes 3 recipients in one mail, and this one has 5: {words}"
    )
    assert not server.taken and "DATA" not in server.heard


def test_a_452_that_is_not_of_too_many_passes(send):
    amidst = Script(answers={"RCPT": lambda whom: "452 full" if whom[0] == "b" else None})
    for script, whom in (
        (_takes(4, "452 4.2.2 mailbox full"), FIVE.recipients[4:]),
        (_takes(0, "452 insufficient storage"), FIVE.recipients),
        (amidst, ("b@x.example",)),
    ):
        with ScriptedSmtp(script) as server:
            outcome = send(server.port, FIVE)
        assert isinstance(outcome, RefusedForNow)
        assert (outcome.code, outcome.recipients) == (452, whom)
    refusals = {"a": "550 no such user", "d": "452 4.5.3 too many", "e": "452 4.5.3 too many"}
    with ScriptedSmtp(Script(answers={"RCPT": lambda whom: refusals.get(whom[0])})) as server:
        assert send(server.port, FIVE) == RefusedForGood(550, "no such user", ("a@x.example",))


def test_hanging_up_amidst_a_mail_it_may_say_why(send):
    raw = b"A: b\r\n\r\n" + b"x" * 3_000_000
    script = Script(answers={"BODY": "552 5.3.4 too big"}, cut_in_body=1000, offers=())
    with ScriptedSmtp(script) as server:
        outcome = send(server.port, raw=raw, credential=Credential("", ""))
    # Its words may be lost with the line; what is not is that nothing was delivered.
    assert isinstance(outcome, RefusedForGood | BrokenBefore)
    assert not send.ended


def test_too_big_is_told_before_it_is_sent(send):
    with ScriptedSmtp(Script(offers=("SIZE 2000",))) as server:
        outcome = send(server.port, raw=b"x" * 5000, credential=Credential("", ""))
    assert isinstance(outcome, RefusedForGood)
    assert "0.0 MB" in outcome.words and "MAIL" not in " ".join(server.heard)


def test_busy_at_the_door(send):
    with ScriptedSmtp(Script(answers={"GREETING": "421 busy"})) as server:
        assert send(server.port) == RefusedForNow(421, "busy")


# -- letters -------------------------------------------------------------------------------------


def test_letters_beyond_ascii(send):
    abroad = Envelope("robin@work.example", ("grün@münze.example",))
    with ScriptedSmtp(Script()) as server:
        outcome = send(server.port, abroad)
    assert isinstance(outcome, RefusedForGood) and "beyond ASCII" in outcome.words
    with ScriptedSmtp(Script(offers=("8BITMIME", "SMTPUTF8", "AUTH PLAIN"))) as server:
        assert isinstance(send(server.port, abroad), Delivered)
    assert server.taken[0][1] == ("grün@münze.example",)
    mail = next(line for line in server.heard if line.startswith("MAIL"))
    assert mail.endswith("SMTPUTF8")
    with ScriptedSmtp(Script()) as server:  # a domain has another spelling
        home = Envelope("robin@work.example", ("info@münze.example",))
        assert isinstance(send(server.port, home), Delivered)
    assert server.taken[0][1] == ("info@xn--mnze-0ra.example",)
    assert not any("SMTPUTF8" in line for line in server.heard)


def test_eight_bits_only_where_they_are_taken(send):
    raw = "A: b\r\n\r\ngrün\r\n".encode()
    with ScriptedSmtp(Script()) as server:
        assert isinstance(send(server.port, raw=raw), Delivered)
    assert "BODY=8BITMIME" in " ".join(server.heard)
    with ScriptedSmtp(Script(offers=("AUTH PLAIN",))) as server:
        assert isinstance(send(server.port, raw=raw), RefusedForGood)
    assert not server.taken


# -- signing in ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offers", "auth"),
    [
        ("AUTH LOGIN", Auth.PASSWORD),
        ("AUTH PLAIN", Auth.PASSWORD),
        ("AUTH XOAUTH2", Auth.OAUTH2),
        ("AUTH OAUTHBEARER XOAUTH2", Auth.OAUTH2),
    ],
)
def test_every_way_in(send, offers, auth):
    right = Credential("robin@work.example", "gemütlich", auth)
    script = Script(offers=(offers,), password="gemütlich")
    with ScriptedSmtp(script) as server:
        assert isinstance(send(server.port, credential=right), Delivered)
        assert server.users == [("robin@work.example", "gemütlich")]
        wrong = send(server.port, credential=Credential("robin@work.example", "no", auth))
        assert isinstance(wrong, TurnedAway) and wrong.state is MailboxState.SIGNIN
        assert try_sign_in(_at(server), right, timeouts=QUICK) is None
        assert "no" not in wrong.words.split()
    assert len(server.taken) == 1


def test_no_way_in(send):
    with ScriptedSmtp(Script(offers=("AUTH GSSAPI",))) as server:
        outcome = send(server.port)
    assert isinstance(outcome, TurnedAway) and outcome.state is MailboxState.REFUSED
    for step, code in (("MAIL", 530), ("RCPT", 535)):
        script = Script(answers={step: f"{code} sign in first"})
        with ScriptedSmtp(script) as server:
            outcome = send(server.port)
        assert isinstance(outcome, TurnedAway) and outcome.state is MailboxState.SIGNIN


# -- safety --------------------------------------------------------------------------------------


@pytest.mark.parametrize("starttls", [False, True])
def test_tls(send, authority, starttls):
    security = Security.STARTTLS if starttls else Security.TLS
    with ScriptedSmtp(Script(), tls=authority.context("127.0.0.1"), starttls=starttls) as server:
        outcome = send(server.port, security=security, ca_pem=authority.pem)
        assert isinstance(outcome, Delivered)
        outcome = send(server.port, security=security)
        assert isinstance(outcome, TurnedAway) and outcome.state is MailboxState.INSECURE
        assert "certificate" in outcome.words
    with ScriptedSmtp(
        Script(), tls=authority.context("other.example"), starttls=starttls
    ) as server:
        outcome = send(server.port, security=security, ca_pem=authority.pem)
        assert isinstance(outcome, TurnedAway) and outcome.state is MailboxState.INSECURE
    assert not server.users and not server.taken


def test_an_offer_of_tls_that_was_taken_out_is_missed(send, authority):
    with ScriptedSmtp(Script()) as server:
        outcome = send(server.port, security=Security.STARTTLS)
    assert isinstance(outcome, TurnedAway) and outcome.state is MailboxState.INSECURE
    with ScriptedSmtp(
        Script(answers={"STARTTLS": "502 not today"}), tls=authority.context("127.0.0.1"),
        starttls=True,
    ) as server:  # fmt: skip
        outcome = send(server.port, security=Security.STARTTLS, ca_pem=authority.pem)
    assert isinstance(outcome, TurnedAway) and outcome.state is MailboxState.INSECURE
    assert not server.users


def test_what_was_said_before_tls_counts_for_nothing(send, authority):
    put_in = b"220 go on\r\n250-evil\r\n250 AUTH PLAIN\r\n"
    with ScriptedSmtp(
        Script(answers={"STARTTLS": put_in}, injected=put_in),
        tls=authority.context("127.0.0.1"), starttls=True,
    ) as server:  # fmt: skip
        outcome = send(server.port, security=Security.STARTTLS, ca_pem=authority.pem)
    assert isinstance(outcome, TurnedAway) and outcome.state is MailboxState.INSECURE
    assert not server.users


def test_a_port_without_tls(send):
    with ScriptedSmtp(Script()) as server:
        outcome = send(server.port, security=Security.TLS)
    assert isinstance(outcome, TurnedAway) and outcome.state is MailboxState.INSECURE


def test_no_tls_only_on_this_computer(send, monkeypatch):
    monkeypatch.setattr("desktop_app.wire.smtp._is_here", lambda sock: False)
    with ScriptedSmtp(Script()) as server:
        outcome = send(server.port)
        server.settled()
    assert isinstance(outcome, TurnedAway) and outcome.state is MailboxState.INSECURE
    assert not server.heard


def test_secrets_are_in_no_words(send):
    script = Script(answers={"AUTH": "535 no", "GREETING": "220 hi"})
    with ScriptedSmtp(script) as server:
        outcome = send(server.port, credential=Credential("robin", "tell nobody"))
    assert "tell nobody" not in repr(outcome)


def test_what_a_server_says_is_safe_to_show(send):
    nasty = b"550 \x1b[31mred\x00 " + b"y" * 3000 + b"\r\n"
    with ScriptedSmtp(Script(answers={"RCPT": nasty})) as server:
        outcome = send(server.port)
    assert isinstance(outcome, RefusedForGood)
    assert len(outcome.words) <= 400 and outcome.words.isprintable()


def _at(server: ScriptedSmtp) -> Server:
    return Server("127.0.0.1", server.port, Security.NONE, "robin")


@pytest.mark.parametrize("code", [454, 500, 535])
@pytest.mark.parametrize(
    ("offers", "auth"),
    [("AUTH PLAIN", Auth.PASSWORD), ("AUTH XOAUTH2", Auth.OAUTH2),
     ("AUTH OAUTHBEARER", Auth.OAUTH2)],
)  # fmt: skip
def test_a_server_that_repeats_what_it_heard_tells_nothing(send, code, offers, auth):
    heard = []
    echo = {"AUTH": lambda _: f'{code} Command unrecognized: "{heard[-1]}"'}
    with ScriptedSmtp(Script(answers=echo, offers=(offers,), password="another")) as server:
        server.heard = heard
        outcome = send(server.port, credential=Credential("robin", "tell nobody", auth))
    sent = next(each for each in heard if each.startswith("AUTH")).split()[2]
    assert isinstance(outcome, RefusedForNow | TurnedAway)
    assert "unrecognized" in outcome.words
    assert sent not in outcome.words


def test_a_relay_that_asks_nobody_who_they_are(send, authority):
    with ScriptedSmtp(Script(offers=("8BITMIME",)), tls=authority.context("127.0.0.1")) as server:
        outcome = send(server.port, security=Security.TLS, ca_pem=authority.pem)
        assert isinstance(outcome, Delivered)
        at = replace(_at(server), security=Security.TLS)
        assert try_sign_in(at, SECRET, ca_pem=authority.pem, timeouts=QUICK) is None
    with ScriptedSmtp(Script(offers=())) as server:
        assert isinstance(send(server.port), Delivered)
    wants = Script(offers=(), answers={"MAIL": "530 5.7.0 sign in first"})
    with ScriptedSmtp(wants) as server:
        outcome = send(server.port)
    assert outcome == TurnedAway(MailboxState.SIGNIN, "5.7.0 sign in first")


@pytest.mark.parametrize("code", [200, 221, 235, 251, 252, 334, 354])
def test_only_250_is_delivered(send, code):
    with ScriptedSmtp(Script(answers={"END": f"{code} well"})) as server:
        outcome = send(server.port)
    assert isinstance(outcome, Unclear)
