"""Reading whole messages: own fixtures, random bytes, and the shared corpora where present."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.conversations import ConversationIndex
from desktop_app.domain.mail import Address, ParsedMessage
from desktop_app.domain.replies import Kind, classify
from desktop_app.wire.mail_charset import codec_for, decode_text
from desktop_app.wire.mail_parse import parse_message
from desktop_app.wire.mail_sources import open_source

FIXTURES = Path(__file__).parents[1] / "fixtures" / "mail"
CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
needs_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason="the shared corpora are absent")


def fixture(name: str) -> ParsedMessage:
    return parse_message((FIXTURES / name).read_bytes())


def is_safe(message: ParsedMessage) -> bool:
    texts = [message.subject, message.body, message.plain, message.snippet, *message.defects]
    people = (message.from_, *message.recipients, *message.reply_to)
    texts += [text for one in people for text in (one.name, one.email)]
    texts += [message.message_id or "", *message.references, *message.in_reply_to]
    for part in message.attachments + message.resources:
        texts += [part.filename, part.content_type, part.content_id or ""]
    return all("\x00" not in text and text.encode("utf-8") is not None for text in texts)


def test_the_fields_of_an_ordinary_message() -> None:
    message = fixture("picture_and_offer.eml")
    assert message.message_id == "<offer-2@acme.example>"
    assert message.references == ("<offer-0@rep.example>", "<offer-1@rep.example>")
    assert message.in_reply_to == ("<offer-1@rep.example>",)
    assert message.from_ == Address("Lovelace, Ada", "ada@acme.example")
    assert message.to == (Address("Rép, The", "rep@rep.example"), Address("", "second@rep.example"))
    assert [one.email for one in message.cc] == ["one@acme.example", "two@acme.example"]
    assert message.subject == "Re: Offer – café"
    assert message.sent_at == datetime(2026, 3, 3, 9, 14, 58, tzinfo=UTC)
    assert message.received_at == datetime(2026, 3, 3, 9, 15, tzinfo=UTC)
    assert message.return_path == "ada@acme.example"
    assert message.defects == ()
    raw = (FIXTURES / "picture_and_offer.eml").read_bytes()
    assert message.content_hash == hashlib.sha256(raw).hexdigest()


def test_the_body_is_the_html_and_the_footer_beside_it() -> None:
    message = fixture("picture_and_offer.eml")
    assert message.is_html
    assert "<b>10\xa0EUR</b>" in message.body
    assert "offers mailing list" in message.body
    assert "the price is 10 EUR." in message.plain
    assert "> What is the price?" in message.plain
    assert message.snippet == "the price is 10 EUR."


def test_files_of_a_message() -> None:
    message = fixture("picture_and_offer.eml")
    logo, offer = message.attachments
    assert (logo.filename, logo.content_id, logo.inline) == ("logo.png", "logo@acme", True)
    assert logo.content.startswith(b"\x89PNG")
    assert (offer.filename, offer.inline) == ("Angebot März.pdf", False)
    assert (offer.content, offer.size) == (b"%PDF-1.4\n", 9)


def test_a_bounce_keeps_what_came_back_as_a_file() -> None:
    message = fixture("bounce.eml")
    assert classify(message, ["rep@rep.example"]) is Kind.BOUNCE
    assert message.body.strip() == "The address nobody@acme.example is unknown."
    assert [(one.filename, one.content_type) for one in message.attachments] == [
        ("Our offer_2026.eml", "message/rfc822")
    ]
    assert b"Subject: Our offer/2026" in message.attachments[0].content
    assert [one.content_type for one in message.resources] == ["message/delivery-status"]


def test_raw_8bit_headers_a_senseless_date_and_a_spoilt_id() -> None:
    message = fixture("raw_8bit.eml")
    assert message.from_ == Address("Jürgen Größe", "juergen@firma.example")
    assert message.subject == "Rückfrage zur Lieferung"
    assert message.message_id == "<[an10]>"
    assert message.sent_at == datetime(2026, 3, 5, 12, tzinfo=UTC)  # when it was received
    assert "Schöne Grüße aus München" in message.plain
    assert message.defects


def test_what_the_quick_parser_refuses_is_read_all_the_same() -> None:
    message = fixture("broken_base64.eml")
    assert message.subject == "broken"
    assert message.to == ()
    assert message.plain.strip() == "Grüße"
    assert [one.filename for one in message.attachments] == ["data.bin"]
    assert any(defect.startswith("read slowly") for defect in message.defects)


def test_japanese_under_another_name() -> None:
    message = fixture("shift_jis.eml")
    assert message.subject == "見積もり①"
    assert message.from_.name == "仕様"
    assert message.plain == "見積もり①をお願いします。"


def message_of(*lines: str) -> ParsedMessage:
    return parse_message("\n".join(lines).encode("utf-8", "surrogateescape"))


def with_parts(*parts: str) -> ParsedMessage:
    return message_of("Content-Type: multipart/mixed; boundary=b", "", *parts, "--b--", "")


def test_an_unnamed_file_that_nothing_shows_is_an_attachment() -> None:
    text = "--b\n\nSigned contract attached.\n"
    pdf = "--b\nContent-Type: application/pdf\nContent-Disposition: inline\n\n%PDF-1.4\n"
    scan = "--b\nContent-Type: image/jpeg\nContent-ID: <p1>\n\nJFIF\n"
    message = with_parts(text, pdf, scan)
    assert [(one.filename, one.content_type, one.inline) for one in message.attachments] == [
        ("attachment.pdf", "application/pdf", False),
        ("image.jpg", "image/jpeg", False),
    ]
    assert message.resources == ()


@pytest.mark.parametrize("source", ["cid:p1@x.y", "CID:p1@x.y", "cid:p1%40x.y", "cid:p1&#64;x.y"])
def test_a_picture_that_the_text_shows_is_none(source: str) -> None:
    markup = f"--b\nContent-Type: text/html\n\n<p>Hi<img src={source}></p>\n"
    picture = "--b\nContent-Type: image/png\nContent-ID: <p1@x.y>\n\nPNG\n"
    message = with_parts(markup, picture, picture.replace("p1@", "p2@"))
    assert [one.content_id for one in message.resources] == ["p1@x.y"]
    assert [one.content_id for one in message.attachments] == ["p2@x.y"]


def test_machinery_is_no_file() -> None:
    kinds = ("application/pgp-signature", "application/ms-tnef", "text/calendar", "text/x-amp-html")
    parts = [f"--b\nContent-Type: {kind}\nContent-Disposition: inline\n\nx\n" for kind in kinds]
    empty = "--b\nContent-Type: application/pdf\nContent-Disposition: inline\n\n"
    message = with_parts("--b\n\nHi\n", *parts, empty)
    assert [one.filename for one in message.attachments] == []
    assert message.resources[2].filename == "invite.ics"


@pytest.mark.parametrize(
    ("field", "automatic"),
    [
        ("X-Autoreply: yes", True),
        ("X-Auto-Reply: yes", True),
        ("X-Mail-Autoreply: on", True),
        ("X-Auto-Reply: no", False),
        ("X-Auto-Response-Suppress: All", False),
    ],
)
def test_fields_by_which_programs_mark_their_answers(field: str, automatic: bool) -> None:
    assert message_of("Subject: Re: Offer", field, "", "Away.").x_autoreply is automatic


def test_plain_parts_side_by_side_are_one_text() -> None:
    message = message_of(
        "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "one", "--b",
        "Content-Type: text/plain", "", "two", "--b--",
    )  # fmt: skip
    assert (message.body, message.is_html) == ("one\ntwo", False)


def test_a_named_text_is_a_file_but_a_lone_one_is_shown_too() -> None:
    beside = message_of(
        "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "hello", "--b",
        "Content-Type: text/html", 'Content-Disposition: inline; filename="page.html"', "",
        "<b>file</b>", "--b--",
    )  # fmt: skip
    assert (beside.body, [one.filename for one in beside.attachments]) == ("hello", ["page.html"])
    alone = message_of("Content-Type: text/plain; name=notes.txt", "", "the notes")
    assert (alone.body, [one.filename for one in alone.attachments]) == ("the notes", ["notes.txt"])


def test_an_alternative_without_html_shows_its_text() -> None:
    message = message_of(
        "Content-Type: multipart/alternative; boundary=b", "", "--b", "", "words", "--b",
        "Content-Type: text/calendar; charset=utf-8", "", "BEGIN:VCALENDAR", "--b--",
    )  # fmt: skip
    assert (message.body, message.is_html) == ("words", False)
    assert [one.content_type for one in message.resources] == ["text/calendar"]
    assert message.attachments == ()


@pytest.mark.parametrize(
    ("filename", "expected"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\evil.exe", "evil.exe"),
        ("a\x07b:c?.txt", "a b_c_.txt"),
        ("x\u202egnp.exe", "x_gnp.exe"),
        ("n" * 400 + ".pdf", "n" * 167 + ".pdf"),
        ("..", "attachment.bin"),
    ],
)
def test_file_names_are_no_paths(filename: str, expected: str) -> None:
    message = message_of(
        "Content-Type: application/octet-stream",
        f'Content-Disposition: attachment; filename="{filename}"'.replace("\\", "\\\\"), "", "x",
    )  # fmt: skip
    (one,) = message.attachments
    assert one.filename == expected
    assert len(one.filename) <= 180


def test_nul_never_comes_through() -> None:
    message = message_of(
        "From: a\x00b <a@x.example>", "Subject: s\x00t", "Content-Type: text/plain; charset=utf-8",
        "", "one\x00two",
    )  # fmt: skip
    assert message.body == "onetwo"
    assert message.from_.email == "a@x.example"
    assert is_safe(message)


def test_an_own_id_among_the_references_is_left_out() -> None:
    message = message_of("Message-ID: <a@x>", "References: <r@x> <a@x>", "In-Reply-To: <a@x>", "")
    assert (message.references, message.in_reply_to) == (("<r@x>",), ())


def test_a_date_from_the_future_is_the_date_it_arrived() -> None:
    message = message_of(
        "Date: Tue, 3 Mar 2048 10:00:00 +0000", "Received: by x; Tue, 3 Mar 2026 10:00:00 +0000", ""
    )
    assert message.sent_at == datetime(2026, 3, 3, 10, tzinfo=UTC)


def test_hostile_structures_end() -> None:
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000)
    )
    assert is_safe(parse_message(nested + b"\nend"))
    many = b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 20_000
    assert is_safe(parse_message(many))
    assert is_safe(parse_message(b"Content-Type: multipart/mixed\n\nno boundary at all"))
    assert "no boundary" in parse_message(b"Content-Type: multipart/mixed\n\nno boundary").plain
    messages = b"Content-Type: message/rfc822\n\n" * 3000
    assert is_safe(parse_message(messages))


@pytest.mark.parametrize(
    ("data", "declared", "expected"),
    [
        (b"plain", None, "plain"),
        ("Grüße".encode(), None, "Grüße"),
        ("Grüße".encode("cp1252"), "us-ascii", "Grüße"),
        ("“x”".encode("cp1252"), "iso-8859-1", "“x”"),
        ("日本".encode("cp932"), "Shift_JIS", "日本"),
        ("日本".encode("iso2022_jp"), "iso-2022-jp", "日本"),
        ("日本".encode("iso2022_jp"), None, "日本"),
        ("微软".encode("gbk"), '"GB2312"', "微软"),
        ("\ufeffx".encode("utf-16"), "utf-16", "x"),
        (b"\xff\xfeh\x00i\x00", None, "hi"),
        ("ok".encode("utf-8-sig"), "utf-8", "ok"),
        (b"+2AA-", "utf-7", "\ufffd"),  # a lone surrogate
        (b"abc", "zlib", "abc"),
        (b"caf\xc3\xa9", "x-unknown", "café"),
        (b"\x81\x8d\x8f", "iso-8859-1", None),
    ],
)
def test_charsets(data: bytes, declared: str | None, expected: str | None) -> None:
    text, _ = decode_text(data, declared)
    text.encode("utf-8")
    assert expected is None or text == expected


def test_python_codecs_that_are_no_charsets() -> None:
    for name in ("zlib", "base64", "rot13", "hex", "idna", "punycode", "unicode_escape"):
        assert codec_for(name) is None


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2000))
def test_random_bytes(raw: bytes) -> None:
    assert is_safe(parse_message(raw))


_pieces = st.sampled_from(
    [
        b"Content-Type: multipart/mixed; boundary=b\n", b"Content-Type: text/html; charset=utf-7\n",
        b"Content-Type: message/rfc822\n", b"Content-Transfer-Encoding: base64\n", b"\n", b"\n\n",
        b"Content-Transfer-Encoding: quoted-printable\n", b"--b\n", b"--b--\n", b"=C3=28=\n",
        b"Content-Disposition: attachment; filename*=utf-8''%00%ff\n",
        b"Subject: =?utf-8?b?/w==?=\n",
        b"From: \"a <b@c.example>, =?x?q?=00?=\n", b"\xff\xfe\x00", b"YWJj\n",
        b'From: "J\xfcrgen" <j@x.example>\n', b"To: (((\n", b"\r\n",
        b"Content-Type: text/plain; charset=idna\n", b"Date: Mon, 99 Jan 99999 25:61:61 +9999\n",
        b"References: <<a>> <b\n", b"<blockquote><!--", b"Content-ID: <\xff>\n",
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(_pieces, max_size=25))
def test_random_structures(pieces: list[bytes]) -> None:
    assert is_safe(parse_message(b"".join(pieces)))


@needs_corpora
@pytest.mark.parametrize("folder", ["stalwart", "notmuch"])
def test_every_collected_message_shows_something(folder: str) -> None:
    source = open_source(CORPORA / "messages" / folder)
    found = list(source.iterate())
    assert len(found) == source.total
    assert len(found) >= {"stalwart": 107, "notmuch": 320}[folder]
    for one in found:
        assert not one.error, one.key
        message = parse_message(one.raw)
        assert is_safe(message), one.key
        shown = message.subject or message.plain.strip() or message.from_.name
        shown = shown or message.attachments or message.resources or message.from_.email
        assert shown or len(one.raw) < 400, one.key


@needs_corpora
def test_subjects_and_authors_are_those_that_another_parser_expects() -> None:
    compared = 0
    for path in sorted((CORPORA / "messages" / "stalwart").glob("*/*.eml")):
        expected = path.with_suffix(".json")
        if not expected.exists():
            continue
        message = parse_message(path.read_bytes())
        for field in json.loads(expected.read_text())["parts"][0]["headers"]:
            value = field["value"]
            if field["name"] == "subject" and "�" not in value["Text"]:
                assert message.subject == value["Text"], path
                compared += 1
            if field["name"] == "from" and "List" in value.get("Address", {}):
                first = value["Address"]["List"][0]
                assert message.from_.name == (first["name"] or ""), path
                if first["address"] and "@" in first["address"]:
                    assert message.from_.email == first["address"].lower(), path
                compared += 1
    assert compared > 100


@needs_corpora
def test_the_archive_counts_as_its_page_says() -> None:
    from uuid import UUID

    archive = CORPORA / "archive"
    counts = json.loads((archive / "counts.json").read_text())
    source = open_source(archive / "list-2500.mbox")
    assert source.total == counts["messages_in_file"]
    messages = {}
    for one in source.iterate():
        message = parse_message(one.raw)
        assert is_safe(message)
        messages.setdefault(message.message_id, message)
    assert len(messages) == counts["distinct_messages"]
    assert sum(m.is_html for m in messages.values()) == counts["messages_with_html"]
    files = sum(len(m.attachments) for m in messages.values())
    assert files == counts["leaf_parts_with_filename_or_attachment_disposition"]
    assert len({m.from_.email for m in messages.values()}) == counts["senders"]
    index = ConversationIndex({}, namespace=UUID(int=7))
    for name, message in messages.items():
        index.add(str(name), message.references, message.in_reply_to)
    sizes = Counter(index.conversation_of(str(name)) for name in messages)
    assert len(sizes) == counts["conversations_by_references"]
    assert sum(size > 1 for size in sizes.values()) == counts["conversations_of_2_or_more"]
    assert max(sizes.values()) == counts["longest_conversation"]
    busiest, wrote = Counter(
        m.from_.email for m in messages.values() if "lists." not in m.from_.email
    ).most_common(1)[0]
    assert wrote == 272
    kinds = Counter(classify(m, [busiest]) for m in messages.values())
    assert set(kinds) == {Kind.LIST, Kind.OWN}
    assert all(m.snippet and m.sent_at for m in messages.values())
