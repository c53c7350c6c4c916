"""What is asked before a mail leaves."""

from __future__ import annotations

from uuid import uuid4

import pytest

from desktop_app.domain.outgoing import DraftContent, DraftFile
from desktop_app.domain.rich_text import Line, Run, of_text
from desktop_app.domain.send_checks import LARGE, is_large, missing, travelling


def file(size: int = 1, content_id: str | None = None) -> DraftFile:
    return DraftFile(uuid4(), "x.pdf", "application/pdf", size, "url", content_id)


def test_an_empty_subject() -> None:
    assert missing(DraftContent(subject=" "), ()) == ("It has no subject.",)
    assert missing(DraftContent(subject="s"), of_text("hello")) == ()


@pytest.mark.parametrize(
    "said", ["Pricing is attached.", "See the attachment", "Anbei das Angebot", "ci-joint le devis"]
)
def test_said_and_not_done(said: str) -> None:
    (question,) = missing(DraftContent(subject="s"), of_text(f"Hi,\n{said}"))
    assert "nothing is attached" in question
    assert missing(DraftContent(subject="s", files=(file(),)), of_text(said)) == ()


def test_a_picture_in_the_text_is_no_attachment_and_a_quote_says_nothing() -> None:
    inside = DraftContent(subject="s", files=(file(1, "p@x"),))
    assert missing(inside, of_text("see attached"))
    assert missing(DraftContent(subject="s"), (Line((Run("attached"),), quote=1),)) == ()
    assert missing(DraftContent(subject="s"), of_text("detached house")) == ()


def test_what_is_large_is_larger_when_it_travels() -> None:
    assert not is_large(DraftContent(files=(file(LARGE),)))
    assert is_large(DraftContent(files=(file(LARGE), file(1))))
    assert travelling(DraftContent(files=(file(300),))) == 400
