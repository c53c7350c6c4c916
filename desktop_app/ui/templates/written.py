"""What stands in the editor of a template, and how it is kept while it cannot be saved."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from desktop_app.domain.rich_text import Line, read, tidy, write_html
from desktop_app.domain.template_text import is_html, lines_of, text_of
from desktop_app.domain.templates import Template, TemplateText, Tone

_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Written:
    """All that can be written in a template.

    Args:
        lines: of the body, as an editor has them (not tidied).
        as_html: the body was HTML and stays it; else it is plain text for as long as nothing in
            it has a look of its own.
    """

    name: str = ""
    category: str = ""
    tone: Tone = Tone.PROFESSIONAL
    subject: str = ""
    lines: tuple[Line, ...] = ()
    as_html: bool = False

    @classmethod
    def of(cls, template: Template) -> Written:
        """What stands in a template. Reads markup: not for the window's thread."""
        body = template.text.body
        return cls(
            template.name,
            template.category,
            template.tone,
            template.text.subject,
            lines_of(body),
            is_html(body),
        )

    def text(self) -> TemplateText:
        """The text as it is stored. Writes markup: not for the window's thread."""
        return TemplateText(self.subject, body_of(self.lines, as_html=self.as_html))


def body_of(lines: tuple[Line, ...], *, as_html: bool = False) -> str:
    """Lines as the body of a template."""
    tidied = tidy(lines)
    plain = text_of(tidied)
    if not plain.strip() and not any(line.item for line in tidied):
        return ""
    return write_html(tidied) if as_html or _has_looks(tidied) or is_html(plain) else plain


def _has_looks(lines: tuple[Line, ...]) -> bool:
    return any(
        line.item
        or line.quote
        or any(
            run.bold or run.italic or run.underline or run.strike or run.href or run.picture
            for run in line.runs
        )
        for line in lines
    )


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Words that belong into a template.

    Args:
        sitting: the time one sits at it; its saves are one step back.
    """

    template_id: UUID
    sitting: UUID
    written: Written


def unsaved_text(unsaved: Unsaved) -> str:
    """As a text that :func:`unsaved_of` reads back."""
    written = unsaved.written
    return json.dumps(
        {
            "format": _FORMAT,
            "template": str(unsaved.template_id),
            "sitting": str(unsaved.sitting),
            "name": written.name,
            "category": written.category,
            "tone": str(written.tone),
            "subject": written.subject,
            "body": write_html(tidy(written.lines)),
            "as_html": written.as_html,
        },
        ensure_ascii=False,
    )


def unsaved_of(text: str) -> Unsaved:
    """What was kept.

    Raises:
        ValueError: it is none, or a newer Outpost wrote it.
    """
    try:
        held = json.loads(text)
        if held["format"] != _FORMAT:
            raise ValueError(held["format"])
        written = Written(
            str(held["name"]),
            str(held["category"]),
            Tone(held["tone"]),
            str(held["subject"]),
            read(str(held["body"])),
            bool(held["as_html"]),
        )
        return Unsaved(UUID(held["template"]), UUID(held["sitting"]), written)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from error
