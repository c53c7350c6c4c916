"""Drafts on their way: told as text and back, and joined with what was written before they came."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from desktop_app.domain.drafting import (
    Start,
    Unsaved,
    Written,
    merged,
    own_lines,
    unsaved_of,
    unsaved_text,
)
from desktop_app.domain.mail import Address
from desktop_app.domain.outgoing import Draft, DraftContent, DraftFile, How, Quote
from desktop_app.domain.rich_text import Line, Run, of_text, write_html, write_plain

INES, BOB = Address("Ines Caldaro", "ines@norvane.example"), Address("", "bob@x.example")
QUOTE = Quote("<div>On Monday she wrote</div>", "\n\nOn Monday she wrote")


def written(text: str, **more: object) -> DraftContent:
    lines = of_text(text)
    return DraftContent(html=write_html(lines), plain=write_plain(lines), **more)  # type: ignore[arg-type]


@pytest.fixture
def begun() -> Draft:
    own = written("\n\nRobin")
    return Draft(
        id=uuid4(),
        how=How.REPLY,
        mailbox_id=uuid4(),
        answers=uuid4(),
        conversation_id=uuid4(),
        lead_id=None,
        content=DraftContent(
            "robin@rep.example", (INES,), subject="Re: Pilot",
            html=own.html + QUOTE.html, plain=own.plain + QUOTE.plain,
            files=(DraftFile(uuid4(), "passed on.pdf", "application/pdf", 3, "url"),),
        ),
        revision=0,
        changed_at=datetime(2026, 6, 17, tzinfo=UTC),
        quote=QUOTE,
        in_reply_to="<a@b.example>",
        references=("<a@b.example>",),
    )  # fmt: skip


def test_what_was_typed_before_stands_first_and_the_quote_last(begun) -> None:
    content = merged(begun, written("Yes, gladly."))
    assert content.plain == "Yes, gladly.\n\nRobin" + QUOTE.plain
    assert content.html.endswith(QUOTE.html)
    assert (content.to, content.subject) == ((INES,), "Re: Pilot")
    assert content.files == begun.content.files
    assert merged(begun, DraftContent()) == begun.content


def test_people_and_files_are_added_and_a_subject_wins(begun) -> None:
    file = DraftFile(uuid4(), "pricing.pdf", "application/pdf", 3, "url2")
    typed = written("", to=(BOB, INES, Address("Pieter", "")), subject="Other", files=(file,))
    content = merged(begun, typed)
    assert content.to == (INES, BOB, Address("Pieter", ""))
    assert content.subject == "Other"
    assert content.files == (*begun.content.files, file)
    assert content.from_address == "robin@rep.example"


def test_own_lines_and_the_quote_are_told_apart(begun) -> None:
    lines, held = own_lines(begun.content, QUOTE)
    assert held
    assert [line.text for line in lines] == ["", "", "Robin"]
    lines, held = own_lines(DraftContent(plain="a\nb"), QUOTE)
    assert (lines, held) == (of_text("a\nb"), False)


def test_a_picture_that_stands_nowhere_any_more_is_no_part_of_it() -> None:
    shown = DraftFile(uuid4(), "a.png", "image/png", 1, "u1", "a@outpost")
    gone = DraftFile(uuid4(), "b.png", "image/png", 1, "u2", "b@outpost")
    line = Line((Run("a.png", picture="a@outpost"),))
    assert Written(lines=(line,), files=(shown, gone)).content(Quote()).files == (shown,)


@pytest.mark.parametrize("is_begun", [True, False])
def test_as_text_and_back(begun, is_begun) -> None:
    start = Start(uuid4(), How.REPLY, begun.answers, begun.conversation_id, None, (INES,))
    content = merged(begun, written("Grüße \ud83d\x00", to=(BOB,)))
    unsaved = Unsaved(start, begun if is_begun else None, content)
    again = unsaved_of(unsaved_text(unsaved))
    assert again.start == start
    assert again.draft == unsaved.draft
    assert again.content.to == content.to
    assert again.content.plain.startswith("Grüße ?")
    assert again.content.plain.endswith(QUOTE.plain)
    assert again.id == (begun.id if is_begun else start.id)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"start": {"id": "x"}}', '"words"'])
def test_what_is_none_is_refused(text) -> None:
    with pytest.raises(ValueError):
        unsaved_of(text)
