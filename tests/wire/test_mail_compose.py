"""Messages that are built are read back as what they were built from."""

from __future__ import annotations

import email
import email.policy
import re
from datetime import UTC, datetime, timedelta, timezone
from email.message import Message
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors import KnownError
from desktop_app.domain.mail import Address
from desktop_app.domain.outgoing import DraftContent, DraftFile
from desktop_app.domain.signal_types import Method
from desktop_app.wire.mail_calendar import read_invitation
from desktop_app.wire.mail_compose import (
    NEAREST_REFERENCES,
    _body,
    compose,
    kept_references,
    new_message_id,
    safe_filename,
)
from desktop_app.wire.mail_headers import one_line
from desktop_app.wire.mail_parse import parse_message
from desktop_app.wire.meeting_file import write_meeting

SENDER = Address("Mara Ostrander", "mara@outpost.example")
INES = Address("Ines Caldaro", "ines@norvane.example")
AT = datetime(2026, 6, 15, 9, 10, tzinfo=timezone(timedelta(hours=2)))


def build(content: DraftContent, **changed: Any) -> bytes:
    given: dict[str, Any] = {
        "message_id": "<one@outpost.example>",
        "date": AT,
        "sender": SENDER,
        "in_reply_to": None,
        "references": (),
        "files": lambda url: url.encode(),
    }
    return compose(content, **{**given, **changed})


def file(name: str, kind: str = "application/pdf", url: str = "x", cid: str | None = None) -> Any:
    return DraftFile(uuid4(), name, kind, len(url), url, cid)


def kinds(message: Message) -> list[str]:
    return [part.get_content_type() for part in message.walk()]


def test_without_rich_text_a_message_is_plain_text_alone() -> None:
    raw = build(DraftContent(to=(INES,), subject="Pilot", plain="Hi Ines,\n\nyes."))
    assert kinds(email.message_from_bytes(raw)) == ["text/plain"]
    assert raw.count(b"MIME-Version: 1.0\r\n") == 1
    assert b"Date: Mon, 15 Jun 2026 09:10:00 +0200\r\n" in raw
    read = parse_message(raw)
    assert (read.plain, read.subject, read.to) == ("Hi Ines,\n\nyes.\n", "Pilot", (INES,))
    assert read.from_ == SENDER
    assert read.sent_at == AT.astimezone(UTC)
    assert read.defects == ()


def test_the_structure_of_text_pictures_and_files() -> None:
    content = DraftContent(
        to=(INES,),
        subject="s",
        plain="See",
        html='<p>See <img src="cid:pic@outpost"></p>',
        files=(
            file("pricing.pdf", url="the file"),
            file("pic.png", "image/png", "the picture", "pic@outpost"),
        ),
    )
    raw = build(content)
    assert kinds(email.message_from_bytes(raw)) == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "application/pdf",
    ]
    read = parse_message(raw)
    found = {each.filename: each for each in read.attachments}
    assert found["pic.png"].inline and found["pic.png"].content_id == "pic@outpost"
    assert found["pic.png"].content == b"the picture"
    assert not found["pricing.pdf"].inline and found["pricing.pdf"].content == b"the file"


def test_a_picture_that_the_text_does_not_show_is_sent_as_a_file() -> None:
    content = DraftContent(
        to=(INES,), plain="x", html="<p>x</p>", files=(file("p.png", "image/png", "p", "gone"),)
    )
    message = email.message_from_bytes(build(content))
    assert message.get_payload(1).get_content_disposition() == "attachment"  # type: ignore[union-attr]


def test_who_is_blind_copied_is_in_no_byte_of_it() -> None:
    secret = Address("Secret Boss", "boss@norvane.example")
    raw = build(DraftContent(to=(INES,), bcc=(secret,), subject="s", plain="x"))
    assert b"boss" not in raw.lower()
    assert b"bcc" not in raw.lower()
    only = build(DraftContent(bcc=(secret,), subject="s", plain="x"))
    assert b"To: undisclosed-recipients:;\r\n" in only
    assert b"boss" not in only.lower()


@pytest.mark.parametrize("bad", ["a\r\nBcc: x@evil.example", "a\nX: y", "a\x00\x0bX\u2028Y: z"])
def test_nothing_that_is_typed_becomes_a_header(bad: str) -> None:
    raw = build(
        DraftContent(
            to=(Address(bad, "ines@norvane.example"),),
            subject=bad,
            plain="x",
            files=(file(bad + ".pdf"),),
        ),
        sender=Address(bad, "mara@outpost.example"),
        in_reply_to=f"<{bad}@x.example>",
        references=(f"<{bad}>",),
    )
    message = email.message_from_bytes(raw)
    assert "Bcc" not in message and "X" not in message and "References" not in message
    for part in message.walk():
        assert {name.lower() for name in part} <= {
            "date", "from", "to", "subject", "message-id", "mime-version", "content-type",
            "content-transfer-encoding", "content-disposition",
        }  # fmt: skip


def test_an_address_that_would_break_the_head_is_refused() -> None:
    with pytest.raises(KnownError):
        build(DraftContent(to=(Address("x", "a@b.example>\r\nBcc: <c"),), plain="x"))


def test_a_long_chain_keeps_its_root_and_the_nearest() -> None:
    chain = tuple(f"<{n}.{'x' * 80}@mail.example>" for n in range(300))
    kept = kept_references(chain)
    assert kept == (chain[0], *chain[-NEAREST_REFERENCES:])
    raw = build(
        DraftContent(to=(INES,), plain="x"),
        references=("no id", *chain, chain[5]),
        in_reply_to=chain[-1],
    )
    read = parse_message(raw)
    assert read.references[0] == chain[0]
    assert read.in_reply_to == (chain[-1],)
    assert b"=?" not in raw


def test_an_attached_message_stays_as_it_came() -> None:
    inner = b"Subject: inner\r\nFrom: a@b.example\r\n\r\nbody\r\n"
    content = DraftContent(to=(INES,), plain="x", files=(file("m.eml", "message/rfc822", "url"),))
    read = parse_message(build(content, files=lambda url: inner))
    assert read.attachments[0].content_type == "message/rfc822"
    assert read.attachments[0].content.strip() == inner.strip()
    wide = inner + "é".encode()
    read = parse_message(build(content, files=lambda url: wide))
    assert read.attachments[0].content == wide


def test_attached_messages_stand_among_other_files_in_their_order() -> None:
    inner = b"Subject: inner\r\nFrom: a@b.example\r\n\r\nbody\r\n"
    files = (file("p.pdf"), file("a.eml", "message/rfc822"), file("q.pdf"),
             file("b.eml", "message/rfc822"))  # fmt: skip
    content = DraftContent(to=(INES,), plain="x", files=files)
    read = parse_message(build(content, files=lambda url: inner))
    assert [each.filename for each in read.attachments] == ["p.pdf", "a.eml", "q.pdf", "b.eml"]
    assert read.plain.strip() == "x"


@pytest.mark.parametrize("wide", ["<4711@MÜLLER-PC>", "<4711@M\udcdcLLER-PC>"])
def test_what_is_answered_may_have_a_name_beyond_ascii(wide: str) -> None:
    """A server without SMTPUTF8 takes the answer all the same."""
    content = DraftContent(to=(INES,), plain="x")
    raw = build(content, in_reply_to=wide, references=("<root@a.example>", wide))
    assert raw.isascii()
    read = parse_message(raw)
    assert (read.in_reply_to, read.references) == ((), ("<root@a.example>",))


@pytest.mark.parametrize(
    "name",
    ["Angebot für Müller & Söhne.pdf", "周杰伦" * 30 + ".pdf", 'a "b"; c.txt', "x" * 170 + ".pdf"],
)
def test_names_of_files_in_any_script(name: str) -> None:
    raw = build(DraftContent(to=(INES,), plain="x", files=(file(name),)))
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert [part.get_filename() for part in message.iter_attachments()] == [safe_filename(name)]  # type: ignore[attr-defined]
    assert parse_message(raw).attachments[0].filename == safe_filename(name)


def test_ids_are_new_and_can_be_repeated_by_a_seed() -> None:
    assert new_message_id("outpost.example", Random(7)) == new_message_id(
        "m@outpost.example", Random(7)
    )
    made = {new_message_id("bücher.example") for _ in range(1000)}
    assert len(made) == 1000
    assert all(re.fullmatch(r"<[0-9a-v]{26}@xn--bcher-kva\.example>", one) for one in made)


_texts = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029"))
_heads = _texts.map(one_line)
_names = st.one_of(
    _heads.map(lambda name: " ".join(name.split())[:200]),
    st.sampled_from(["Müller, Jan", 'Ann "Bo" Cy', "=?utf-8?q?x?=", "a\\b", "周 杰", "O'Neil (x)"]),
)
_addresses = st.builds(
    Address,
    _names,
    st.from_regex(r"[a-z0-9]{1,12}(\.[a-z0-9]{1,50})?@[a-z0-9]{1,30}\.example", fullmatch=True),
)
_bodies = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"))


@settings(max_examples=300, deadline=None)
@given(
    people=st.lists(_addresses, max_size=8),
    copies=st.lists(_addresses, max_size=3),
    subject=st.one_of(_heads, st.text("ab c ", min_size=60, max_size=400).map(one_line)),
    plain=_bodies,
    html=_bodies,
    attached=st.lists(st.tuples(_heads, st.binary(max_size=400)), max_size=3),
)
def test_what_is_built_is_read_back(
    people: list[Address],
    copies: list[Address],
    subject: str,
    plain: str,
    html: str,
    attached: list[tuple[str, bytes]],
) -> None:
    files = [file(name, url=str(n)) for n, (name, _) in enumerate(attached)]
    html = f"<p>{html}</p>" if html else ""
    raw = build(
        DraftContent(
            to=tuple(people),
            cc=tuple(copies),
            subject=subject[:1900],
            plain=plain,
            html=html,
            files=tuple(files),
        ),
        references=("<root@x.example>", "<b@x.example>"),
        in_reply_to="<b@x.example>",
        files=lambda url: attached[int(url)][1],
    )
    assert raw.isascii()
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    read = parse_message(raw)
    assert [each.email for each in read.to] == [each.email for each in people]
    assert [_bare(each.name) for each in read.to] == [_bare(each.name) for each in people]
    assert [each.email for each in read.cc] == [each.email for each in copies]
    assert read.subject == subject[:1900].strip()
    assert read.message_id == "<one@outpost.example>"
    assert read.references == ("<root@x.example>", "<b@x.example>")
    if html:
        assert read.is_html and read.body == html.rstrip("\n") + "\n"
    elif plain.rstrip("\n"):
        assert read.body == plain.rstrip("\n") + "\n"
    assert [each.content for each in read.attachments] == [data for _, data in attached]
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert [part.get_filename() for part in message.iter_attachments()] == [  # type: ignore[attr-defined]
        safe_filename(name) for name, _ in attached
    ]


def _bare(name: str) -> str:
    """A name without what a reader takes off it: quotes around it, more than one space."""
    return " ".join(name.split()).strip("\"' ")


@settings(max_examples=200, deadline=None)
@given(
    plain=st.one_of(
        _bodies, st.sampled_from(["From me\n.\n", "x" * 200, "end \nFrom you", "ж" * 99])
    ),
    html=_bodies,
)
def test_words_alone_are_what_the_library_makes_of_them(plain: str, html: str) -> None:
    content = DraftContent(to=(INES,), plain=plain, html=f"<p>{html}</p>" if html else "")
    ours = email.message_from_bytes(build(content))
    theirs = email.message_from_bytes(_body(content, str.encode).as_bytes(policy=email.policy.SMTP))

    def told(message: Message) -> list[tuple[str, str | None, str | None, str]]:
        return [
            (
                part.get_content_type(),
                part.get_content_charset(),
                part["Content-Transfer-Encoding"],
                str(part.get_payload()),
            )
            for part in message.walk()
            if not part.is_multipart()
        ]

    assert kinds(ours) == kinds(theirs)
    assert told(ours) == told(theirs)


def test_an_invitation_says_in_its_type_what_is_to_be_done_with_it() -> None:
    meeting = write_meeting(
        uuid4(), "Pilot – review", AT, AT, organizer=SENDER.email, attendee=INES.email
    )
    invitation = file("pilot.ics", "text/calendar")
    raw = build(
        DraftContent(to=(INES,), subject="Pilot", plain="Hi", files=(invitation,)),
        files=lambda url: meeting,
    )
    part = next(
        part
        for part in email.message_from_bytes(raw).walk()
        if part.get_content_type() == "text/calendar"
    )
    assert part.get_param("method") == "REQUEST"
    assert part.get_content_charset() == "utf-8"
    assert part.get_payload(decode=True) == meeting
    told = read_invitation(part.get_payload(decode=True))
    assert told is not None and told.method is Method.REQUEST and told.starts_at == AT
