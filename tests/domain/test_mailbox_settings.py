"""Servers as they are typed, found, and written as addresses."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors import KnownError
from desktop_app.domain.mailbox_providers import PROVIDERS, by_domain, by_host, by_mail_server
from desktop_app.domain.mailbox_settings import (
    MailSettings,
    Source,
    check_address,
    check_aliases,
    check_cap,
    check_horizon,
    check_name,
    check_server,
    guesses,
    parse_server_url,
    server_url,
    settings_document,
    settings_of,
)
from desktop_app.domain.mailboxes import Security, Server

ME = "robin@work.example"


@pytest.mark.parametrize(
    ("url", "protocol", "server"),
    [
        ("imaps://imap.work.example", "imap", Server("imap.work.example", 993, Security.TLS, ME)),
        ("imaps://r@IMAP.Work.example:9993/", "imap",
         Server("imap.work.example", 9993, Security.TLS, "r")),
        # A user name that is an address, written as people write it, and as URLs want it.
        ("imaps://robin@work.example@imap.work.example:993", "imap",
         Server("imap.work.example", 993, Security.TLS, ME)),
        ("imaps://robin%40work.example@imap.work.example:993", "imap",
         Server("imap.work.example", 993, Security.TLS, ME)),
        ("IMAP+STARTTLS://u@h.example", "imap", Server("h.example", 143, Security.STARTTLS, "u")),
        ("smtps://u@h.example", "smtp", Server("h.example", 465, Security.TLS, "u")),
        ("smtp+starttls://u@h.example", "smtp", Server("h.example", 587, Security.STARTTLS, "u")),
        ("imap://u@localhost:1143", "imap", Server("localhost", 1143, Security.NONE, "u")),
        ("imap://u@127.0.0.1:1143", "imap", Server("127.0.0.1", 1143, Security.NONE, "u")),
        ("smtp://u@[::1]:1025", "smtp", Server("::1", 1025, Security.NONE, "u")),
        ("imaps://u%3Av@h.example", "imap", Server("h.example", 993, Security.TLS, "u:v")),
        ("imaps://u@bücher.example", "imap",
         Server("xn--bcher-kva.example", 993, Security.TLS, "u")),
    ],
)  # fmt: skip
def test_an_address_is_read(url, protocol, server):
    assert parse_server_url(url, protocol, ME) == server


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "no address of a mail server"),
        ("imap.work.example", "no address of a mail server"),
        ("pop3s://h.example", "no address of a mail server"),
        ("smtps://h.example", "for SMTP, and IMAP was asked for"),
        ("imaps://", "name is missing"),
        ("imaps://u@", "name is missing"),
        ("imaps://h.example:0", "no port"),
        ("imaps://h.example:70000", "no port"),
        ("imaps://h.example:", "no number"),
        ("imaps://h.example:99x", "no number"),
        ("imaps://[::1", "no name of a server"),
        ("imaps://h.example/INBOX", "Nothing follows"),
        ("imaps://h.example?x=1", "Nothing follows"),
        ("imaps://h_.-.example", "no name of a server"),
        ("imaps://a b.example", "no name of a server"),
        ("imaps://%00@h.example", "user name"),
        ("imap://u@h.example", "has to be reached over TLS"),
        ("imap://u@192.168.1.4", "has to be reached over TLS"),
    ],
)
def test_what_cannot_be_one_is_said(url, said):
    with pytest.raises(KnownError, match=said) as caught:
        parse_server_url(url, "imap", ME)
    assert caught.value.advice


@pytest.mark.parametrize(
    "url",
    ["imaps://robin:s3cret@h.example", "imaps://robin@work.example:s3cret@h.example",
     "imapz://robin:s3cret@h.example", "imapz://robin@work.example:s3cret@h.example",
     "imaps://r:s3cret@h.example/x", "smtps://r:s3cret@h.example:1x"],
)  # fmt: skip
def test_a_password_in_an_address_is_refused_and_not_repeated(url):
    with pytest.raises(KnownError) as caught:
        parse_server_url(url, "imap", ME)
    assert "s3cret" not in str(caught.value)


@given(
    host=st.from_regex(r"[a-z][a-z0-9]{0,8}(\.[a-z][a-z0-9]{0,8}){1,2}", fullmatch=True),
    port=st.integers(1, 65_535),
    security=st.sampled_from([Security.TLS, Security.STARTTLS]),
    user=st.text(min_size=1, max_size=40).filter(
        lambda u: u.isprintable() and u == u.strip() and u
    ),
    protocol=st.sampled_from(["imap", "smtp"]),
)
def test_a_server_survives_its_address(host, port, security, user, protocol):
    server = Server(host, port, security, user)
    assert parse_server_url(server_url(server, protocol), protocol, ME) == server


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(text):
    for url in (text, f"imaps://{text}", f"imaps://{text}@h.example"):
        try:
            server = parse_server_url(url, "imap", ME)
        except KnownError:
            continue
        assert server.host and 0 < server.port < 65_536


def test_addresses_aliases_names_and_numbers():
    assert check_address(" Robin@Work.Example ") == ME
    for wrong in ("", "robin", "robin@", "@work.example", "robin@work"):
        with pytest.raises(KnownError):
            check_address(wrong)
    assert check_aliases(("A@b.example", "a@B.example", ME, " "), ME) == ("a@b.example",)
    with pytest.raises(KnownError, match="no e-mail address"):
        check_aliases(("nobody",), ME)
    with pytest.raises(KnownError, match="50 aliases"):
        check_aliases(tuple(f"a{n}@b.example" for n in range(51)), ME)
    assert check_name("Robin\r\nBcc: x@y.example") == "Robin Bcc: x@y.example"
    with pytest.raises(KnownError):
        check_name("x" * 201)
    assert check_cap(1) == 1
    for number in (0, -1, 10_001):
        with pytest.raises(KnownError):
            check_cap(number)
    assert check_horizon(None) is None
    for days in (0, -90, 99_999):
        with pytest.raises(KnownError):
            check_horizon(days)


def test_settings_survive_a_row():
    settings = MailSettings(
        Server("i.example", 993, Security.TLS, "u"),
        Server("s.example", 587, Security.STARTTLS, "v"),
        Source.DNS, "Acme", "google", passwords=False, hint="Hint.", trusted=False,
    )  # fmt: skip
    assert settings_of(json.loads(json.dumps(settings_document(settings)))) == settings


# -- providers -------------------------------------------------------------------------------------


def test_every_provider_can_be_connected_with_and_no_domain_stands_twice():
    domains = [each for provider in PROVIDERS for each in provider.domains]
    assert len(domains) == len(set(domains))
    ends = [each for provider in PROVIDERS for each in provider.takes]
    assert len(ends) == len(set(ends))
    for provider in PROVIDERS:
        settings = provider.settings(f"robin@{(provider.domains or ('own.example',))[0]}")
        assert check_server(settings.imap, "imap") == settings.imap
        assert check_server(settings.smtp, "smtp") == settings.smtp
        assert settings.passwords or settings.provider or provider.instead
        assert not provider.app_passwords or settings.hint


def test_a_provider_is_known_by_domain_and_by_who_takes_the_mail():
    assert by_domain("gmail.com").title == "Google"
    assert by_domain("work.example") is None
    assert by_mail_server("aspmx.l.google.com").id == "google"
    assert by_mail_server("ASPMX2.GoogleMail.com.").id == "google"
    assert by_mail_server("work-example.mail.protection.outlook.com").title == "Microsoft 365"
    assert by_mail_server("outlook-com.olc.protection.outlook.com").title == "Outlook.com"
    assert by_mail_server("evilgoogle.com") is None
    assert by_mail_server("google.com.evil.example") is None
    assert by_host("imap.gmail.com").id == "google"


def test_apple_wants_the_local_part_at_its_own_domains_alone():
    apple = by_domain("icloud.com")
    assert apple.settings("robin@icloud.com").imap.user == "robin"
    assert apple.settings("robin@icloud.com").smtp.user == "robin@icloud.com"
    assert apple.settings("robin@own.example").imap.user == "robin@own.example"


def test_guesses_are_over_tls_and_the_likeliest_come_first():
    imap, smtp = guesses("work.example", ME)
    assert imap[0] == Server("imap.work.example", 993, Security.TLS, ME)
    assert smtp[0] == Server("smtp.work.example", 465, Security.TLS, ME)
    assert all(each.security is not Security.NONE for each in imap + smtp)
