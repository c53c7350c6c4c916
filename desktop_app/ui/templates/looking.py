"""What a template is looked at for in the background: faults, fields, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from desktop_app.domain.language import tr
from desktop_app.domain.leads import Lead
from desktop_app.domain.merge_fields import MergeField
from desktop_app.domain.rich_text import Line, Run, of_text, read
from desktop_app.domain.template_text import text_of
from desktop_app.domain.templates import (
    GAP_BEGINS,
    GAP_ENDS,
    VALUE_BEGINS,
    VALUE_ENDS,
    Checked,
    Fault,
    Part,
    Rendered,
    TemplateFailed,
    TemplateText,
)
from desktop_app.ui.templates.tints import Box, Tinted, units
from desktop_app.ui.templates.written import Written

Marked = tuple[str, tuple[Box, ...]]
"""A text without marks, and what they stood around."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A rendered template, ready to be shown.

    Args:
        boxes: of each line, what was merged in there.
    """

    subject: Marked
    lines: tuple[Line, ...]
    boxes: tuple[tuple[Box, ...], ...]
    plain: tuple[Line, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Underline:
    """A fault in Qt's places of the part's document."""

    part: Part
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Seen:
    """All that was found out about a text.

    Args:
        stamp: of the text; what was found about an older one is dropped.
        lead: whom the preview is for; None where there is no lead, or it is gone.
        missing: fields that were to be written out and have no value for the lead.
        preview: None where it cannot be rendered, and ``fault`` says why.
    """

    stamp: int
    text: TemplateText
    checked: Checked
    faults: tuple[Underline, ...]
    words: int
    fields: tuple[MergeField, ...]
    lead: Lead | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    preview: Preview | None = None
    fault: Fault | None = None


def look(services: Any, written: Written, lead_id: UUID | None, stamp: int) -> Seen:
    """Find out what is wrong with a text, and what it comes to for a lead; in the background.

    Raises:
        KnownError: the database cannot be reached.
    """
    templates = services.templates
    text = written.text()
    checked = templates.check(text)
    shown = _shown(written)
    lead = services.leads.lead(lead_id) if lead_id is not None else None
    seen = Seen(
        stamp,
        text,
        checked,
        tuple(_underline(each, written.subject, shown) for each in checked.faults),
        len(shown.split()),
        templates.fields(),
        lead,
    )
    if lead is None:
        return seen
    values = templates.values_of(lead.id)
    try:
        rendered = templates.render(text, lead.id)
    except TemplateFailed as failed:
        lacking = tuple(name for name in checked.required if name not in values)
        return replace(seen, values=values, missing=lacking, fault=failed.fault)
    return replace(seen, values=values, missing=rendered.missing, preview=preview_of(rendered))


def preview_of(rendered: Rendered) -> Preview:
    """A rendered template as it is shown."""
    lines, boxes = unmarked(read(rendered.marked_html))
    subject, subject_boxes = unmarked((Line((Run(rendered.marked_subject),)),))
    return Preview(
        (subject[0].text, subject_boxes[0]),
        lines,
        boxes,
        of_text(rendered.plain.rstrip("\n")),
        rendered.missing,
    )


def unmarked(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[tuple[Box, ...], ...]]:
    """Lines without marks, and where the marks were in each; a value may go over several."""
    begins = {VALUE_BEGINS: Tinted.VALUE, GAP_BEGINS: Tinted.GAP}
    ends = (VALUE_ENDS, GAP_ENDS)
    kind: Tinted | None = None
    clean: list[Line] = []
    found: list[tuple[Box, ...]] = []
    for line in lines:
        at, since = 0, 0
        boxes: list[Box] = []
        runs: list[Run] = []
        for run in line.runs:
            kept: list[str] = []
            for char in run.text:
                if char in begins:
                    kind, since = begins[char], at
                elif char in ends:
                    if kind is not None and at > since:
                        boxes.append(Box(since, at, kind))
                    kind = None
                else:
                    kept.append(char)
                    at += 2 if ord(char) > 0xFFFF else 1
            runs.append(replace(run, text="".join(kept)))
        if kind is not None and at > since:
            boxes.append(Box(since, at, kind))
        clean.append(replace(line, runs=tuple(run for run in runs if run.text or run.picture)))
        found.append(tuple(boxes))
    return tuple(clean), tuple(found)


def _shown(written: Written) -> str:
    """The text of the body as the editor counts it, in code points."""
    return text_of(written.lines).replace("\u2028", "\n")


def _underline(fault: Fault, subject: str, body: str) -> Underline:
    text = subject if fault.part is Part.SUBJECT else body
    reason = fault.reason
    if fault.instead and fault.instead not in reason:
        reason = tr("{reason} Did you mean {instead}?", reason=reason, instead=fault.instead)
    return Underline(fault.part, units(text, fault.start), units(text, fault.end), reason)
