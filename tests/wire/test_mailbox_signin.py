"""Trying the servers of a mailbox: real ones, and such as say the wrong things."""

from __future__ import annotations

import base64
import json
import socket
import ssl
import threading
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.mailbox_checks import Step
from desktop_app.domain.mailboxes import Auth, Credential, MailboxState, Security, Server
from desktop_app.wire.mailbox_signin import StepFailed, try_imap, try_smtp

SINCE = date(2026, 1, 1)
ME = Credential("robin", "s3cret")


def imap(server, credential, ca_pem):
    steps = []
    look = try_imap(
        replace(server, user=credential.user), credential, ca_pem, SINCE,
        lambda step, said: steps.append(step),
    )  # fmt: skip
    return steps, look


def smtp(server, credential, ca_pem):
    steps = []
    try_smtp(
        replace(server, user=credential.user), credential, ca_pem,
        lambda step, said: steps.append(step),
    )  # fmt: skip
    return steps


def failed(attempt, *args):
    with pytest.raises(StepFailed) as caught:
        attempt(*args)
    assert "s3cret" not in f"{caught.value.said} {caught.value.advice} {caught.value!r}"
    return caught.value


# -- real servers ----------------------------------------------------------------------------------


def test_signs_in_both_ways(any_mail_server):
    server = any_mail_server
    person = server.user("robin")
    me = Credential(person.address, person.password)
    server.deliver(person, b"From: a@b.example\nSubject: one\n\nhello\n")
    for each in (server.imap, server.imap_starttls):
        steps, look = imap(each, me, server.ca_pem)
        assert steps == [*Step]
        assert look.recent == 1 and look.recent_bytes > 10
    for each in (server.smtp, server.smtp_starttls):
        assert smtp(each, me, server.ca_pem) == [*Step]


def test_a_wrong_password_is_told_in_the_servers_words(any_mail_server):
    server = any_mail_server
    person = server.user("robin")
    wrong = Credential(person.address, "not s3cret")
    for attempt, each in ((imap, server.imap), (smtp, server.smtp)):
        error = failed(attempt, each, wrong, server.ca_pem)
        assert (error.step, error.state) == (Step.SIGNIN, MailboxState.SIGNIN)
        assert "It said “" in error.said
        assert "app password" in error.advice


def test_an_unknown_authority_gets_no_password(any_mail_server):
    server = any_mail_server
    for attempt, each in (
        (imap, server.imap),
        (imap, server.imap_starttls),
        (smtp, server.smtp),
        (smtp, server.smtp_starttls),
    ):
        error = failed(attempt, each, ME, "")
        assert (error.step, error.state) == (Step.SECURE, MailboxState.INSECURE)
        assert "authority is not known" in error.said


def test_tls_where_starttls_is_wanted_and_the_other_way_round(any_mail_server):
    server = any_mail_server
    for attempt, each in ((imap, server.imap_starttls), (smtp, server.smtp_starttls)):
        error = failed(attempt, replace(each, security=Security.TLS), ME, server.ca_pem)
        assert (error.step, error.state) == (Step.SECURE, MailboxState.INSECURE)
        assert "does not speak TLS" in error.said


# -- the way there ---------------------------------------------------------------------------------


def test_nobody_there():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        server = Server("127.0.0.1", sock.getsockname()[1], Security.TLS, "")
        for attempt in (imap, smtp):
            error = failed(attempt, server, ME, "")
            assert (error.step, error.state) == (Step.REACH, MailboxState.UNREACHABLE)
            assert "takes no connections" in error.said


def test_no_such_name(monkeypatch):
    def unknown(*args, **kwargs):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    server = Server("imap.nowhere.example", 993, Security.TLS, "")
    for attempt in (imap, smtp):
        error = failed(attempt, server, ME, "")
        assert "no server of the name imap.nowhere.example" in error.said
        assert error.state is MailboxState.UNREACHABLE


@pytest.mark.parametrize(
    ("bent", "said"),
    [("for_another_host", "for another name|for another address"), ("expired", "run out"),
     ("of_nobody", "authority is not known")],
)  # fmt: skip
def test_certificates_that_do_not_hold(mail_authority, tmp_path, bent, said):
    certificate = getattr(mail_authority, bent)()
    (tmp_path / "pem").write_text(certificate.certificate + certificate.key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "pem")
    with scripted([], context=context) as server:
        error = failed(imap, server, ME, mail_authority.pem)
    assert (error.step, error.state) == (Step.SECURE, MailboxState.INSECURE)
    assert any(each in error.said for each in said.split("|"))


# -- servers that follow a script ------------------------------------------------------------------


class scripted:  # noqa: N801  # used as a function
    """A server that says its lines, one after each line it is sent; ``heard`` holds those.

    ``{tag}`` in a line is the tag of the command before it, ``{auth}`` that of AUTHENTICATE. At
    its end it hangs up.
    """

    def __init__(self, lines, *, security=Security.NONE, context=None):
        self._lines = lines
        self._context = context
        self.heard = []
        self._sock = socket.create_server(("127.0.0.1", 0))
        self._sock.settimeout(10)
        kind = Security.TLS if context else security
        self.server = Server("127.0.0.1", self._sock.getsockname()[1], kind, "")
        self._thread = threading.Thread(target=self._serve)

    def _serve(self):
        try:
            connection, _ = self._sock.accept()
            with connection:
                connection.settimeout(10)
                if self._context:
                    connection = self._context.wrap_socket(connection, server_side=True)
                file = connection.makefile("rb")
                tag = auth = b""
                for line in self._lines:
                    said = line.encode().replace(b"{tag}", tag).replace(b"{auth}", auth)
                    connection.sendall(said + b"\r\n")
                    heard = file.readline()
                    if not heard:
                        return
                    self.heard.append(heard.decode().strip())
                    tag = heard.split(b" ")[0].strip() or tag
                    auth = tag if b"AUTHENTICATE" in heard else auth
        except OSError:
            pass

    def __enter__(self):
        self._thread.start()
        return self.server

    def __exit__(self, *_):
        self._sock.close()
        self._thread.join()


def test_imap_without_starttls_gets_no_password():
    script = scripted(
        ["* OK ready", "* CAPABILITY IMAP4rev1\r\n{tag} OK done", "{tag} OK bye"],
        security=Security.STARTTLS,
    )
    with script as server:
        error = failed(imap, server, ME, "")
    assert error.state is MailboxState.INSECURE and "STARTTLS" in error.said
    assert not any("robin" in each for each in script.heard)


def test_smtp_without_starttls_gets_no_password():
    script = scripted(
        ["220 ready", "250-here\r\n250 AUTH PLAIN", "221 bye"], security=Security.STARTTLS
    )
    with script as server:
        error = failed(smtp, server, ME, "")
    assert error.state is MailboxState.INSECURE and "STARTTLS" in error.said
    assert not any("AUTH" in each for each in script.heard)


@pytest.mark.parametrize("attempt", [imap, smtp])
@pytest.mark.parametrize(
    "lines", [[], ["HTTP/1.1 400 Bad Request"], ["\x00\xff" * 50], ["220", "nonsense"], ["* OK"]]
)
def test_what_speaks_something_else(attempt, lines):
    with scripted(lines) as server:
        error = failed(attempt, server, ME, "")
    assert error.step in (Step.REACH, Step.SECURE, Step.SIGNIN)
    assert error.state in (MailboxState.UNREACHABLE, MailboxState.REFUSED)


def test_smtp_that_turns_us_away():
    with scripted(["554 not from your network"]) as server:
        error = failed(smtp, server, ME, "")
    assert "not from your network" in error.said


def test_imap_that_has_no_time_now():
    script = scripted(
        ["* OK hi", "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{tag} OK done", "+ ",
         "{auth} NO [ALERT] Too many simultaneous connections. (Failure)", "* BYE"]
    )  # fmt: skip
    with script as server:
        error = failed(imap, server, ME, "")
    assert error.state is MailboxState.UNREACHABLE
    assert "said “Too many simultaneous connections. (Failure)”" in error.said
    assert "few minutes" in error.advice


def test_smtp_that_has_no_time_now():
    script = scripted(["220 ready", "250-here\r\n250 AUTH PLAIN", "454 later, please", "221 bye"])
    with script as server:
        error = failed(smtp, server, ME, "")
    assert error.state is MailboxState.UNREACHABLE and "later, please" in error.said


def test_smtp_that_asks_nobody_who_they_are():
    with scripted(["220 ready", "250 here", "221 bye"]) as server:
        assert smtp(server, ME, "") == [*Step]


def test_smtp_login_word_by_word():
    script = scripted(
        ["220 ready", "250-here\r\n250 AUTH LOGIN", "334 UGFzc3dvcmQ6", "235 in", "221 bye"]
    )
    with script as server:
        smtp(server, ME, "")
    assert script.heard[1].split() == ["AUTH", "LOGIN", base64.b64encode(b"robin").decode()]
    assert base64.b64decode(script.heard[2]) == b"s3cret"


TOKEN = Credential("robin@work.example", "s3cret-token", Auth.OAUTH2)
WHY = base64.b64encode(json.dumps({"status": "400"}).encode()).decode()


def test_imap_with_a_token():
    script = scripted(
        ["* OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2] hi", "* CAPABILITY IMAP4rev1 AUTH=XOAUTH2\r\n"
         "{tag} OK done", "+ ", "{auth} OK in", "{tag} NO no inbox", "{tag} OK bye"]
    )  # fmt: skip
    with script as server:
        steps, look = imap(server, TOKEN, "")
    assert steps == [*Step] and look.recent is None
    shown = base64.b64decode(script.heard[2])
    assert shown == b"user=robin@work.example\x01auth=Bearer s3cret-token\x01\x01"


def test_imap_with_a_token_that_has_run_out():
    """XOAUTH2 tells why in a question, and refuses once that was answered by nothing."""
    script = scripted(
        ["* OK hi", "* CAPABILITY IMAP4rev1 AUTH=XOAUTH2\r\n{tag} OK done", "+ ", f"+ {WHY}",
         "{auth} NO Invalid credentials", "* BYE"]
    )  # fmt: skip
    with script as server:
        error = failed(imap, server, TOKEN, "")
    assert error.state is MailboxState.SIGNIN
    assert "Sign in again by the browser" in error.advice
    assert script.heard[3] == ""


def test_smtp_with_a_token_that_has_run_out():
    script = scripted(["220 ready", "250-here\r\n250 AUTH XOAUTH2 PLAIN", f"334 {WHY}",
                       "535 5.7.8 not accepted", "221 bye"])  # fmt: skip
    with script as server:
        error = failed(smtp, server, TOKEN, "")
    assert error.state is MailboxState.SIGNIN and "5.7.8 not accepted" in error.said
    assert script.heard[2] == ""


def test_smtp_with_oauthbearer_alone():
    script = scripted(["220 ready", "250-here\r\n250 AUTH OAUTHBEARER", "235 in", "221 bye"])
    with script as server:
        smtp(server, TOKEN, "")
    shown = base64.b64decode(script.heard[1].split()[2]).decode()
    assert shown.startswith("n,a=robin@work.example,\x01host=127.0.0.1\x01port=")
    assert shown.endswith("auth=Bearer s3cret-token\x01\x01")


def test_who_takes_no_tokens_says_so():
    with scripted(["220 ready", "250-here\r\n250 AUTH PLAIN", "221 bye"]) as server:
        error = failed(smtp, server, TOKEN, "")
    assert "no sign-in by the browser" in error.said


def test_a_known_providers_hint(monkeypatch):
    script = scripted(["220 ready", "250-here\r\n250 AUTH PLAIN", "535 5.7.8 no", "221 bye"])
    with script as server:
        real = socket.create_connection
        monkeypatch.setattr(
            socket, "create_connection", lambda place, **k: real((server.host, server.port), **k)
        )
        error = failed(smtp, replace(server, host="smtp.gmail.com"), ME, "")
    assert "myaccount.google.com/apppasswords" in error.advice


@pytest.mark.parametrize("code", [454, 500])
def test_smtp_that_repeats_what_it_heard_tells_nothing(code):
    sent = base64.b64encode(b"\0robin\0s3cret").decode()
    echo = f'{code} Command unrecognized: "AUTH PLAIN {sent}"'
    with scripted(["220 ready", "250-here\r\n250 AUTH PLAIN", echo, "221 bye"]) as server:
        error = failed(smtp, server, ME, "")
    assert "unrecognized" in error.said and sent not in error.said


@pytest.mark.parametrize("offered", [" AUTH=PLAIN", ""])
def test_imap_that_repeats_what_it_heard_tells_nothing(offered):
    sent = base64.b64encode(b"\0robin\0s3cret").decode()
    capabilities = f"* CAPABILITY IMAP4rev1{offered}\r\n{{tag}} OK done"
    refusal = 'BAD what is "' + sent + '" and s3cret?'
    answers = ["+ ", "{auth} " + refusal] if offered else ["{tag} " + refusal]
    script = ["* OK hi", capabilities, *answers, "* BYE"]
    with scripted(script) as server:
        error = failed(imap, server, ME, "")
    assert "what is" in error.said and sent not in error.said
