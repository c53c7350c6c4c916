"""Templates: texts with merge fields, and what becomes of them for one lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from desktop_app.domain.rich_text import Line


class Tone(StrEnum):
    """The closed list of ``email_templates.tone``."""

    PROFESSIONAL = "professional"
    FRIENDLY = "friendly"
    CASUAL = "casual"
    FORMAL = "formal"


class Part(StrEnum):
    """Where in a template something stands."""

    SUBJECT = "subject"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class TemplateText:
    """What a template says.

    Args:
        subject: plain text with merge fields in Liquid.
        body: lean HTML (:mod:`desktop_app.domain.rich_text`) or plain text, with merge fields in
            Liquid among its words.
    """

    subject: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A row of ``email_templates``.

    Args:
        category: "" for none.
        is_default: the one that its category begins with; one per user and category.
        mine: the user's own; else one that somebody of the team shares, to be used and copied.
        shared: its owner lets the team use it.
        owner: whose it is, in words.
    """

    id: UUID
    name: str
    text: TemplateText
    tone: Tone
    category: str
    is_default: bool
    mine: bool
    shared: bool
    owner: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a template, and where.

    Args:
        start, end: places in the text of that part as an editor shows it (the subject; the lines
            of the body joined by newlines), in code points.
        reason: a clear sentence.
        field: the merge field that it is about; "" for another fault.
        instead: the nearest known name, or "".
    """

    part: Part
    start: int
    end: int
    reason: str
    field: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of a template before anybody is written to.

    Args:
        fields: names of merge fields used, in the order of their first use.
        required: those of them that have neither a fallback nor stand in a condition of their
            own: without a value nothing can be sent.
    """

    faults: tuple[Fault, ...] = ()
    fields: tuple[str, ...] = ()
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a template comes to for one lead: the very text that is previewed and sent.

    Args:
        html, plain: of the body; both made from the same lines.
        missing: merge fields that were to be written out and have no value; while there are any,
            nothing can be sent.
        marked_subject, marked_html: the same with marks around what was merged in, for showing
            (:data:`VALUE_BEGINS`, :data:`VALUE_ENDS`, :data:`GAP_BEGINS`, :data:`GAP_ENDS`).
    """

    subject: str
    html: str
    plain: str
    missing: tuple[str, ...] = ()
    marked_subject: str = ""
    marked_html: str = ""


VALUE_BEGINS, VALUE_ENDS = "\ue002", "\ue003"
"""Around a value in a marked text. Characters of private use: values never contain them."""
GAP_BEGINS, GAP_ENDS = "\ue000", "\ue001"
"""Around the name of a merge field that has no value, in a marked text."""


class TemplateFailed(Exception):
    """A template cannot be rendered: a syntax error, an unknown field, too much text."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.reason)
        self.fault = fault


class Renderer(Protocol):
    """Renders templates (``wire.liquid``); it is handed to who needs it."""

    def check(self, text: TemplateText, known: Mapping[str, str]) -> Checked:
        """What is wrong with it, and which fields it uses.

        Args:
            known: the merge fields that exist, by name, with their titles.
        """
        ...

    def render(
        self, text: TemplateText, values: Mapping[str, str], known: Mapping[str, str]
    ) -> Rendered:
        """The text for one lead.

        Args:
            values: of the merge fields that have one; whatever stands in them stays text.

        Raises:
            TemplateFailed: it cannot be rendered, or not within its limits.
        """
        ...

    def lean(self, body: str) -> str:
        """A body as the editor can read it, whoever wrote it: itself where it is plain text or
        lean HTML, else lean HTML of its lines."""
        ...


class TemplateScope(StrEnum):
    """Which templates a list has."""

    ALL = "all"
    DEFAULT = "default"
    MINE = "mine"
    TEAM = "team"
    """Shared by others."""


@dataclass(frozen=True, slots=True)
class TemplateCounts:
    """How many templates each scope has."""

    all: int
    default: int
    mine: int
    team: int


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """What a template was once.

    Args:
        n: its number, from 1; what is restored is told by it.
        at: when it was written, aware.
    """

    n: int
    at: datetime
    name: str
    text: TemplateText
    tone: Tone
    category: str


@dataclass(frozen=True, slots=True)
class FieldGap:
    """How many leads have no value of a field."""

    field: str
    leads: int


@dataclass(frozen=True, slots=True)
class Lacking:
    """What leads of a view lack that a template needs.

    Args:
        total: how many leads the view has.
        fields: the required fields that some of them lack.
    """

    total: int
    fields: tuple[FieldGap, ...] = ()


@dataclass(frozen=True, slots=True)
class ToInsert:
    """A template for one lead, as it is put into a mail that is being written.

    Args:
        lines: of the body; a field without a value stands there as ``{{ event_name }}``.
        missing: names of such fields, in the subject or in the body.
    """

    subject: str
    lines: tuple[Line, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedTemplates:
    """What came of a folder of templates.

    Args:
        faults: of each file that could not be read: its name and a sentence.
    """

    added: int = 0
    updated: int = 0
    skipped: int = 0
    faults: tuple[tuple[str, str], ...] = ()
