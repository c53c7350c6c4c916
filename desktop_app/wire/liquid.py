"""Templates rendered by Liquid, strictly, and within limits.

One rendering gives what is shown and what is sent: the values stand between marks, and what is sent
is the same without them. The body is read as lines first, so that a token is whole whatever looks
it has, and values are text in a run of a line: whatever they hold, they are never read as Liquid or
as markup.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Final, NoReturn

from liquid.exceptions import LiquidError, LiquidTypeError, ResourceLimitError

from desktop_app.domain.language import numeral, tr
from desktop_app.domain.rich_text import Line, Run, write_html, write_plain
from desktop_app.domain.template_text import lines_of
from desktop_app.domain.template_tokens import find_tokens
from desktop_app.domain.templates import (
    Checked,
    Fault,
    Part,
    Rendered,
    TemplateFailed,
    TemplateText,
)
from desktop_app.wire.liquid_filters import BadFilter
from desktop_app.wire.liquid_links import Address, fill_addresses, read_addresses
from desktop_app.wire.liquid_reading import TOO_MUCH, Reading, liquid_place, read_part
from desktop_app.wire.liquid_sandbox import Clock, OutOfTime, Sandbox
from desktop_app.wire.liquid_weave import (
    SHOWN_MARKS,
    Text,
    clean_line,
    clean_value,
    one_line,
    put_together,
    sent_lines,
    take_apart,
    unmarked,
)
from desktop_app.wire.template_body import MAX_BODY, lean

MAX_SUBJECT: Final = 2_000  # characters
_FAILED: Final = tr("This template cannot be rendered.")
_KEPT: Final = 8  # templates

_Key = tuple[TemplateText, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Parts:
    """A template that is read: both parts, and the addresses of the links in its body."""

    subject: tuple[Text, Reading]
    body: tuple[Text, Reading]
    links: Mapping[str, Address]
    fields: Mapping[str, None]
    required: frozenset[str]

    @property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(
            fault
            for _, part in (self.subject, self.body)
            for fault in sorted(part.faults, key=lambda each: each.start)
        )


class LiquidRenderer:
    """The :class:`desktop_app.domain.templates.Renderer` of the program; any thread may use it.

    The templates read last are kept: one that goes to thousands is read once."""

    def __init__(self) -> None:
        self._sandbox = Sandbox()
        self._mutex = Lock()
        self._kept: OrderedDict[_Key, _Parts] = OrderedDict()

    def check(self, text: TemplateText, known: Mapping[str, str]) -> Checked:
        """What is wrong with it, and which fields it uses. See the protocol."""
        try:
            parts = self._parts(text, known, Clock())
        except TemplateFailed as failed:
            return Checked((failed.fault,))
        fields = parts.fields
        required = tuple(name for name in fields if name in parts.required)
        return Checked(parts.faults, tuple(fields), required)

    def render(
        self, text: TemplateText, values: Mapping[str, str], known: Mapping[str, str]
    ) -> Rendered:
        """The text for one lead. See the protocol.

        Raises:
            TemplateFailed: it cannot be rendered, or not within its limits.
        """
        clock = Clock()
        parts = self._parts(text, known, clock)
        for fault in parts.faults:
            raise TemplateFailed(fault)
        there = {name: value for name, value in values.items() if value.strip() and name in known}
        (subject, subject_part), (body, body_part) = parts.subject, parts.body
        line, lacks = self._run(subject, subject_part, there, known, clock)
        words, lacked = self._run(body, body_part, there, known, clock)
        try:
            shown_subject = one_line("".join(each.text for each in put_together(line, subject)))
            together = put_together(words, body)
            clock.check()  # what Liquid put out may be many small pieces
            shown, unlinked = fill_addresses(
                together, parts.links, there, known, self._sandbox, clock
            )
            sent = sent_lines(shown)
            clock.check()
            html, plain = write_html(sent), write_plain(sent)
            clock.check()
            return Rendered(
                unmarked(shown_subject),
                html,
                plain,
                tuple(dict.fromkeys((*lacks, *lacked, *unlinked))),
                shown_subject,
                write_html(shown, unseen=SHOWN_MARKS),
            )
        except LiquidError as error:
            _fail(Part.BODY, error, 0)
        except Exception as error:
            raise TemplateFailed(Fault(Part.BODY, 0, 0, _FAILED)) from error

    def lean(self, body: str) -> str:
        """A body as the editor can read it, whoever wrote it."""
        return lean(body)

    def _parts(self, text: TemplateText, known: Mapping[str, str], clock: Clock) -> _Parts:
        """Both parts, read now or a while ago.

        Raises:
            TemplateFailed: see :meth:`_read`.
        """
        key = (text, tuple(known))
        with self._mutex:
            if (found := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return found
        parts = self._read(text, known, clock)
        with self._mutex:
            self._kept[key] = parts
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return parts

    def _read(self, text: TemplateText, known: Mapping[str, str], clock: Clock) -> _Parts:
        """Both parts, read.

        Raises:
            TemplateFailed: it is too long, or it takes too long.
        """
        for part, words, most in (
            (Part.SUBJECT, text.subject, MAX_SUBJECT),
            (Part.BODY, text.body, MAX_BODY),
        ):
            if len(words) > most:
                raise TemplateFailed(
                    Fault(
                        part,
                        0,
                        0,
                        tr(
                            "This {part} is too long: {most} characters are the most.",
                            part=part,
                            most=numeral(most),
                        ),
                    )
                )
        part = Part.SUBJECT
        try:
            subject = take_apart((Line((Run(_flat(text.subject)),)),), find_tokens)
            one = read_part(part, subject, known, self._sandbox, clock)
            part = Part.BODY
            lines = lines_of(lean(text.body))
            body = take_apart(lines, find_tokens)
            two = read_part(part, body, known, self._sandbox, clock)
            links = read_addresses(lines, body.text, known, self._sandbox, clock)
            two.faults.extend(links.faults)
            return _Parts(
                (subject, one),
                (body, two),
                links.read,
                dict.fromkeys((*one.fields, *two.fields, *links.fields)),
                frozenset((*one.required, *two.required, *links.required)),
            )
        except OutOfTime as error:
            raise TemplateFailed(Fault(part, 0, 0, TOO_MUCH)) from error
        except Exception as error:  # a fault of the library, or of ours: never the writer's trace
            raise TemplateFailed(Fault(part, 0, 0, _FAILED)) from error

    def _run(
        self,
        text: Text,
        part: Reading,
        values: Mapping[str, str],
        known: Mapping[str, str],
        clock: Clock,
    ) -> tuple[str, tuple[str, ...]]:
        clean = clean_line if part.part is Part.SUBJECT else clean_value
        try:
            return self._sandbox.run(part.tokens, values, known, clean, clock)
        except Exception as error:
            _fail(part.part, error, len(text.text))


def _flat(subject: str) -> str:
    """A subject on one line, each character at its place."""
    return "".join(" " if char.isspace() or ord(char) < 32 else char for char in subject)


def _fail(part: Part, error: Exception, length: int) -> NoReturn:
    start, end = liquid_place(error, length) if isinstance(error, LiquidError) else (0, 0)
    if isinstance(error, BadFilter):
        reason = str(error.args[0])
    elif isinstance(error, ResourceLimitError | MemoryError | RecursionError):
        reason = TOO_MUCH
    elif isinstance(error, LiquidTypeError):
        reason = tr("These two cannot be compared: one is text, the other a number.")
    else:
        reason = _FAILED
    raise TemplateFailed(Fault(part, start, end, reason)) from error
