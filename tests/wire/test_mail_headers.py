"""Header fields: addresses, encoded words, ids and dates, as real and hostile mail has them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.mail import Address
from desktop_app.wire import mail_headers as h


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"ada@acme.example", [("", "ada@acme.example")]),
        (b"Ada <Ada@ACME.example>", [("Ada", "ada@acme.example")]),
        (b'"Lovelace, Ada" <ada@acme.example>', [("Lovelace, Ada", "ada@acme.example")]),
        (b"ada@acme.example (Ada L.)", [("Ada L.", "ada@acme.example")]),
        (b"a@x.example, b@x.example", [("", "a@x.example"), ("", "b@x.example")]),
        (b"a@x.example; b@x.example", [("", "a@x.example"), ("", "b@x.example")]),
        (b"team: a@x.example, B <b@x.example>;", [("", "a@x.example"), ("B", "b@x.example")]),
        (b"undisclosed-recipients:;", []),
        (b"unlisted-recipients:; (no To-header on input)", []),
        (b"Whomever", [("Whomever", "")]),
        (b"", []),
        (b"<>", []),
        (b"<@relay.example,@b.example:ada@acme.example>", [("", "ada@acme.example")]),
        (b"Ada <ada@acme.example", [("Ada", "ada@acme.example")]),
        (b"Ada (on leave <ada@acme.example>", [("Ada on leave", "ada@acme.example")]),
        (b"Ada Lovelace ada@acme.example", [("Ada Lovelace", "ada@acme.example")]),
        (b"J. O'Neil [SMTP:j@x.example]", [("J. O'Neil [SMTP", "")]),
        (b'"\\"The\\" Boss" <b@x.example>', [('"The" Boss', "b@x.example")]),
        (b"'ada@acme.example' <ada@acme.example>", [("ada@acme.example", "ada@acme.example")]),
        (b'"a b"@x.example', [('"a b"@x.example', "")]),
        (
            b'a@x.example, "Bo (x" <b@x.example>, Al <c@x.example>',
            [("", "a@x.example"), ("Bo (x", "b@x.example"), ("Al", "c@x.example")],
        ),
    ],
)
def test_addresses(value: bytes, expected: list[tuple[str, str]]) -> None:
    found = [(one.name, one.email) for one in h.addresses([value])]
    if b"SMTP" in value or b'"a b"' in value:
        # Nothing sensible can be made of these: all that counts is that no address is invented.
        assert all(email in ("", "j@x.example") for _, email in found)
        return
    assert found == expected


def test_an_encoded_comma_or_address_in_a_name_makes_no_second_address() -> None:
    value = b"=?utf-8?q?boss=40bank=2Eexample=2C?= <crook@evil.example>"
    assert h.addresses([value]) == (Address("boss@bank.example,", "crook@evil.example"),)


def test_international_domains_have_one_spelling() -> None:
    (one,) = h.addresses(["Zoë <Zoe@Müller.example>".encode()])
    (two,) = h.addresses([b"zoe@xn--mller-kva.example"])
    assert one.email == two.email


def test_raw_8bit_names_in_utf8_and_in_latin1() -> None:
    assert h.addresses(["Zoë <z@x.example>".encode()]) == (Address("Zoë", "z@x.example"),)
    assert h.addresses(["Zoë <z@x.example>".encode("latin-1")]) == (Address("Zoë", "z@x.example"),)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"=?utf-8?q?caf=C3=A9?=", "café"),
        (b"=?UTF-8?B?Y2Fmw6k=?= now", "café now"),
        (b"=?utf-8?B?Y2Fmw6k?= x", "café x"),  # without padding
        (b"=?utf-8?q?caf=C3?= =?utf-8?q?=A9?=", "café"),  # a character cut in two
        (b"=?iso-8859-1*de?q?Gr=FC=DFe?=", "Grüße"),
        (b"=?iso-8859-1?Q?Fr\xf6sche?=", "Frösche"),  # raw 8-bit inside
        (b"=?nonsense?q?caf=C3=A9?=", "café"),
        (b"=?gb2312?B?zqLI7dXT?=", "微软沼"),
        (b"a =?utf-8?q?b?= c", "a b c"),
        (b"=?utf-8?q?unfinished", "=?utf-8?q?unfinished"),
        (b"one\x00 two\x07\r\n three", "one two three"),
        (b"=?utf-8?q?line=0Abreak=00?=", "line break"),
    ],
)
def test_subjects(value: bytes, expected: str) -> None:
    fields = h.read_headers(b"Subject: " + value)
    assert " ".join(h.text_of(h.first(fields, b"subject")).split()) == expected


def test_a_codec_that_is_no_charset_is_not_run() -> None:
    for name in (b"zlib", b"idna", b"unicode_escape", b"rot13", b"undefined", b"base64"):
        assert h.text_of(b"=?" + name + b"?q?abc?=") == "abc"


def test_folding_case_and_repetition_of_fields() -> None:
    head = b"SUBJECT: one\r\n\tmore\r\nTo : a@x.example\r\nto: b@x.example\r\nX: y"
    fields = h.read_headers(head)
    assert h.text_of(h.first(fields, b"subject")) == "one more"
    assert [a.email for a in h.addresses(fields[b"to"])] == ["a@x.example", "b@x.example"]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_fields_end_where_the_next_line_is_none_of_theirs(end: bytes) -> None:
    head = end.join(
        (
            b"Received: from a", b" by b;", b"\tthen", b"Received: from c", b"X-Long: one", b" two",
            b"no field at all", b"Subject", b"\t: folded before", b"  its colon",
            b"To: a@x.example", b"\t, b@x.example", b"From: \rc@x.example", b"Cc:",
            b"cc: d@x.example",
        )
    )  # fmt: skip
    fields = h.read_headers(head)
    assert fields[b"received"] == [b"from a by b; then"]  # the last server's; others are not kept
    assert fields[b"subject"] == [b"folded before its colon"]
    assert [a.email for a in h.addresses(fields[b"to"])] == ["a@x.example", "b@x.example"]
    assert [a.email for a in h.addresses(fields[b"from"])] == ["c@x.example"]
    assert fields[b"cc"] == [b"", b"d@x.example"]
    assert b"x-long" not in fields


def test_an_empty_received_hides_none_behind_it() -> None:
    assert h.read_headers(b"Received:\nReceived: by b; now")[b"received"] == [b"", b"by b; now"]


@pytest.mark.parametrize(
    ("raw", "start"),
    [
        (b"Subject: x\n\nbody", 0),
        (b"\n\r\nSubject: x\n\nbody", 3),
        (b"From a@b Thu Jan  1 00:00:00 1970\nSubject: x\n\nbody", 34),
        (b"\xef\xbb\xbfSubject: x\r\n\r\nbody", 3),
    ],
)
def test_what_stands_before_the_first_field_is_passed_over(raw: bytes, start: int) -> None:
    head, found = h.split_head(raw)
    assert found == start
    assert head.strip() == b"Subject: x"


def test_message_ids() -> None:
    assert h.message_ids([b"<a@x>\n <b@x> <a@x>", b"<c@x>"]) == ("<a@x>", "<b@x>", "<c@x>")
    assert h.message_ids([b"Your message of Monday <a@x> by <you@y>"]) == ("<a@x>", "<you@y>")
    assert h.message_ids([b"no-brackets@x", b"<>", b""]) == ()
    assert h.message_ids([b"<a b\n @x>"]) == ("<ab@x>",)  # folded inside


def test_own_id_of_spoilt_fields() -> None:
    assert h.own_id(b" <a@x> (comment)") == "<a@x>"
    assert h.own_id(b"< [an10]") == "<[an10]>"
    assert h.own_id(b"bare@x") == "<bare@x>"
    assert h.own_id(b"<>") is None
    assert h.own_id(None) is None


def test_an_endless_id_fits_an_index_and_still_threads() -> None:
    endless = b"<" + b"x" * 5000 + b"@y>"
    own = h.own_id(endless)
    assert own is not None
    assert len(own) < 200
    assert h.message_ids([endless]) == (own,)


def test_references_keep_the_root_and_the_nearest() -> None:
    ids = h.message_ids([b" ".join(b"<%d@x>" % n for n in range(5000))])
    assert len(ids) == h.MAX_REFERENCES
    assert ids[0] == "<0@x>"
    assert ids[-1] == "<4999@x>"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"Tue, 3 Mar 2026 10:14:58 +0100", datetime(2026, 3, 3, 9, 14, 58, tzinfo=UTC)),
        (b"3 Mar 2026 10:14 -0530 (IST)", datetime(2026, 3, 3, 15, 44, tzinfo=UTC)),
        (b"Tue, 3 Mar 26 10:14:58 GMT", datetime(2026, 3, 3, 10, 14, 58, tzinfo=UTC)),
        (b"Tue Mar  3 10:14:58 2026", datetime(2026, 3, 3, 10, 14, 58, tzinfo=UTC)),
        (b"Fri, 31 Dec 2016 23:59:60 +0000", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (b"Thu, 32 Foo 1900 99:00:00", None),
        (b"Thu, 01 Jan 1970 00:00:00 +0000", None),
        (b"Thu, 01 Jan 9999 00:00:00 -2300", None),
        (b"31 Feb 2026 10:00:00 +0000", None),
        (b"tomorrow", None),
        (b"", None),
        (None, None),
    ],
)
def test_dates(value: bytes | None, expected: datetime | None) -> None:
    assert h.date_of(value) == expected


@given(st.binary(max_size=300))
def test_no_field_raises_and_no_text_hurts_the_database(value: bytes) -> None:
    fields = h.read_headers(b"From: " + value + b"\nSubject: " + value + b"\nDate: " + value)
    texts = [h.text_of(value), *(t for a in h.addresses([value]) for t in (a.name, a.email))]
    texts += h.message_ids([value])
    texts += [h.own_id(value) or ""]
    h.date_of(value)
    h.received_of(value)
    assert b"from" in fields
    for text in texts:
        text.encode("utf-8")
        assert not set(text) & {"\x00", "\n", "\r"}


def test_an_address_holds_nothing_that_cannot_be_seen() -> None:
    for bad in ("a@b.example\x00", "a\x00@b.example", "a@b\x1f.example", '"a\x7f"@b.example'):
        assert h.usable_email(bad) == ""
    assert [each.email for each in h.addresses([b"Ines <ines@b.example\x00>"])] == [""]


def test_quotations_that_never_end_are_looked_for_once() -> None:
    """Each would otherwise be looked for to the end of the field: minutes, for a long one."""
    hostile = '"\\' * 30_000 + "Ines <ines@b.example>"
    assert sum(match[0] == '"' for match in h._tokens(hostile)) == 1
    found = h.addresses([b'Ines "the boss <ines@b.example>, Piet <piet@b.example>'])
    assert [each.email for each in found] == ["ines@b.example", "piet@b.example"]
