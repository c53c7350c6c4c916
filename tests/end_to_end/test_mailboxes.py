"""Mailboxes by the command line, with real servers and a keyring."""

from __future__ import annotations

import json

import pytest

from tests.end_to_end.conftest import server_up

PASSWORD = "four plain words here"


@pytest.fixture
def ready(with_keyring):
    """A workspace with a user, on a computer with a keyring."""
    with_keyring("user", "add", "robin@rep.example", stdin=f"{PASSWORD}\n")
    with server_up(with_keyring):
        yield with_keyring


@pytest.fixture
def add(any_mail_server, tmp_path):
    """The command that connects a mailbox of the test's servers."""
    (tmp_path / "ca.pem").write_text(any_mail_server.ca_pem)

    def arguments(person, *more):
        server = any_mail_server
        imap = f"imaps://{person.address}@{server.imap.host}:{server.imap.port}"
        smtp = (
            f"smtp+starttls://{person.address}@{server.smtp_starttls.host}"
            f":{server.smtp_starttls.port}"
        )
        return ["mailbox", "add", person.address, "--imap", imap, "--smtp", smtp,
                "--ca", str(tmp_path / "ca.pem"), *more]  # fmt: skip

    return arguments


def test_a_mailbox_is_added_listed_checked_and_removed(ready, any_mail_server, add):
    person = any_mail_server.user("robin")
    any_mail_server.deliver(person, b"From: a@b.example\nSubject: one\n\nhello\n")
    given = [*add(person, "--name", "Robin Reed", "--alias", "Desk@work.example")]
    made = ready.json(*given, stdin=f"{person.password}\n")
    assert made["address"] == person.address and made["kept"] and made["recent"] == 1
    assert made["aliases"] == ["desk@work.example"] and made["own_authority"]
    kept = json.loads(ready.keyring_file.read_text())
    assert person.password in kept.values()
    (listed,) = ready.json("mailbox", "list")
    assert listed["imap"] == made["imap"] and listed["folders"] == []
    for command in (["mailbox", "check"], ["mailbox", "check", person.address.upper()]):
        (checked,) = ready.json(*command)
        assert checked["ok"] and [step["step"] for step in checked["steps"]] == 2 * [
            "reach", "secure", "signin"]  # fmt: skip
    assert ready.json("mailbox", "list")[0]["state"] == "ok"
    assert "connected already" in ready(*add(person), stdin="x\n", code=1).stderr
    gone = ready("mailbox", "remove", person.address)
    assert gone.stdout == f"{person.address} removed; its mail stays here.\n"
    assert ready.json("mailbox", "list") == []
    assert person.password not in json.loads(ready.keyring_file.read_text()).values()
    assert "no mailbox yet" in ready("mailbox", "check", code=1).stderr


def test_a_wrong_password_adds_nothing(ready, any_mail_server, add):
    person = any_mail_server.user("robin")
    done = ready(*add(person), stdin="wrong\n", code=1)
    assert "did not accept name and password" in done.stderr
    assert ready.json("mailbox", "list") == []
    assert "wrong" not in json.loads(ready.keyring_file.read_text()).values()


def test_without_its_authority_no_password_is_sent(ready, any_mail_server, add):
    person = any_mail_server.user("robin")
    done = ready(*add(person)[:-2], stdin=f"{person.password}\n", code=1)
    assert "not to be trusted" in done.stderr


def test_what_was_typed_wrong_is_told(ready, any_mail_server, add):
    person = any_mail_server.user("robin")
    for arguments, said in (
        (["mailbox", "add", "nobody"], "no e-mail address"),
        (["mailbox", "add", "a@b.example", "--imap", "imaps://h.example"], "--smtp is missing"),
        (["mailbox", "add", "a@b.example", "--imap", "imap://h.example",
          "--smtp", "smtps://h.example"], "over TLS"),
        (["mailbox", "remove", "a@b.example"], "no mailbox a@b.example"),
        ([*add(person), "--ca", __file__], "no certificate"),
    ):  # fmt: skip
        assert said in ready(*arguments, stdin="x\n", code=1).stderr


def test_a_check_that_fails_is_told_and_noted(ready, any_mail_server, add):
    person = any_mail_server.user("robin")
    ready(*add(person), stdin=f"{person.password}\n")
    kept = json.loads(ready.keyring_file.read_text())
    ready.keyring_file.write_text(
        json.dumps({name: "old" if value == person.password else value
                    for name, value in kept.items()})
    )  # fmt: skip
    done = ready("mailbox", "check", code=1)
    assert "1 of 1 mailboxes cannot be used" in done.stderr
    assert "did not accept" in done.stdout
    assert ready.json("mailbox", "list")[0]["state"] == "signin"
