"""Any vCard file ends in rows or in reasons."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors import KnownError
from desktop_app.domain.lead_mapping import header_score
from desktop_app.wire.lead_files import open_leads_file

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "vcard"


@pytest.fixture
def read(tmp_path):
    """``read(content)``: one dictionary per good card, and (line, problem) of the bad."""

    def run(content: str | bytes, name: str = "people.vcf"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        with open_leads_file(path, header_score=header_score) as table:
            rows = list(table.rows)
        good = [
            {name: cell for name, cell in zip(table.header, row.cells, strict=True) if cell}
            for row in rows
            if not row.problem
        ]
        return good, [(row.line_no, row.problem) for row in rows if row.problem]

    return run


def card(*lines: str, version: str = "3.0", end: str = "\r\n") -> str:
    return end.join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


def test_a_card_of_a_phone(read):
    good, bad = read(
        card(
            "N:Doe;Jane;Q.;Dr.;",
            "FN:Dr. Jane Q. Doe",
            "ORG:Acme\\, Inc.;Sales;East",
            "item1.EMAIL;type=INTERNET;type=HOME:home@x.example",
            "EMAIL;TYPE=work:jane@acme.example",
            "TEL;TYPE=fax:+1 9",
            "TEL;TYPE=cell:+1 2",
            "TEL;TYPE=work,voice;PREF=1:tel:+1-3;ext=7",
            "item1.X-ABLabel:Private",
            "NOTE:one\\ntwo\\, three",
            "PHOTO;ENCODING=b;TYPE=JPEG:%%% no base64",
        )
    )
    assert bad == []
    assert good == [
        {
            "Full name": "Dr. Jane Q. Doe",
            "First name": "Jane",
            "Middle name": "Q.",
            "Last name": "Doe",
            "Company": "Acme, Inc.",
            "Department": "Sales, East",
            "Email": "jane@acme.example",
            "Email 2": "home@x.example",
            "Phone": "+1-3 ext. 7",
            "Phone 2": "+1 2",
            "Fax": "+1 9",
            "Note": "one\ntwo, three",
        }
    ]


def test_quoted_printable_over_lines_and_folded_lines(read):
    good, _ = read(
        card(
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BC=",
            "ller;J=C3=B6rg;;;",
            "ORG;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Caf=E9",
            "EMAIL;INTERNET;PREF:joerg@mueller-and-",
            " sons.example",
            version="2.1",
        )
    )
    (only,) = good
    assert (only["Last name"], only["First name"]) == ("Müller", "Jörg")
    assert only["Company"] == "Café"
    assert only["Email"] == "joerg@mueller-and-sons.example"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_line_ends_and_encodings(read, end, encoding):
    text = card("FN:Zoë Müller", "EMAIL:z@m.example", end=end) * 3
    good, bad = read(text.encode(encoding))
    assert ([each["Full name"] for each in good], bad) == (["Zoë Müller"] * 3, [])


def test_what_is_broken_costs_itself_alone(read):
    good, bad = read(
        card("FN:One", "EMAIL:1@x.example")
        + "garbage between\r\n"
        + "BEGIN:VCARD\r\nFN:Never ends\r\nEMAIL:2@x.example\r\n"
        + card("FN:Three", "no property at all", ":nor this", "EMAIL:3@x.example")
        + card("AGENT:", "BEGIN:VCARD", "FN:Inner", "END:VCARD", "FN:Four", version="2.1")
        + card()
        + card("KIND:group", "FN:All", version="4.0")
        + "BEGIN:VCARD\r\nFN:Last\r\n"
    )
    names = [each["Full name"].partition("\n")[0] for each in good]
    assert names == ["One", "Never ends", "Three", "Four", "Last"]
    assert [problem for _, problem in bad] == [
        "the card is empty", "it is a group of addresses, not a person",
    ]  # fmt: skip


def test_hostile_cards(read):
    long = "BEGIN:VCARD\r\nFN:" + "x" * 5_000_000 + "\r\nEMAIL:a@a.example\r\nEND:VCARD\r\n"
    good, _ = read(long + card("FN:Af\x00ter", "EMAIL:b@b.example"))
    assert [each["Full name"][:5] for each in good][-1] == "After"
    many = card(*(f"EMAIL:{n}@x.example" for n in range(3_000)))
    (only,) = read(many)[0]
    assert only["Email"] == "0@x.example" and "2999@x.example" in only["Email 8"]
    deep = "BEGIN:VCARD\r\nAGENT:\r\n" * 2_000 + "FN:Deep\r\n" + "END:VCARD\r\n" * 2_000
    read(deep + card("FN:After", "EMAIL:b@b.example"))


def test_no_card_is_no_file(read):
    with pytest.raises(KnownError, match="no vCards"):
        read("nothing of the kind\n" * 5)
    with pytest.raises(KnownError, match="empty"):
        read(b"")


def test_told_by_what_it_holds(read):
    good, _ = read(card("FN:Ann", "EMAIL:a@a.example"), "export.txt")
    assert good == [{"Full name": "Ann", "Email": "a@a.example"}]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_cards_with_anything_in_them(read, data):
    piece = st.sampled_from(
        ["BEGIN:VCARD\n", "END:VCARD\n", "FN:a\n", "N:;;;;;;\n", "EMAIL;=:x\n", "TEL;TYPE=:;;\n",
         "N;ENCODING=QUOTED-PRINTABLE:=\n", "=\n", " folded\n", "AGENT:\n", "ORG:\\\n", "é\n",
         "NOTE;CHARSET=nonsense;QUOTED-PRINTABLE:=FF=E9\n", ";:\n", "PHOTO:x\n", '"\n', "a.b.c:d\n"]
    )  # fmt: skip
    text = "BEGIN:VCARD\n" + "".join(data.draw(st.lists(piece | st.text(max_size=20), max_size=30)))
    with contextlib.suppress(KnownError):
        read(text.encode("utf-8", "replace"))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the collection is not here")
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.vcf")), ids=lambda path: path.name)
def test_cards_of_the_wild(path, tmp_path):
    with open_leads_file(path) as table:
        rows = list(table.rows)
    assert len(rows) == path.read_bytes().upper().count(b"BEGIN:VCARD")
    assert all(row.problem or len(row.cells) == len(table.header) for row in rows)
    assert any("Email" in name for name in table.header) or any("Phone" in n for n in table.header)
    dice = random.Random(len(rows))
    raw = bytearray(path.read_bytes())
    for _ in range(10):
        for _ in range(20):
            raw[dice.randrange(len(raw))] = dice.randrange(256)
        broken = tmp_path / "broken.vcf"
        broken.write_bytes(raw)
        with contextlib.suppress(KnownError), open_leads_file(broken) as table:
            list(table.rows)
