"""Lines taken apart for Liquid, and put together again from what it made of them.

Liquid sees text alone. Where a line begins, where a look begins and where a picture stands is told
by marks of private use that go through it with the text around them: what a condition leaves out
leaves with its lines, what a loop repeats comes again with them. No value holds such a mark.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from desktop_app.domain.rich_text import Line, Run, tidy
from desktop_app.domain.template_text import text_of
from desktop_app.domain.template_tokens import Token, TokenKind
from desktop_app.domain.templates import GAP_BEGINS, GAP_ENDS, VALUE_BEGINS, VALUE_ENDS

SHOWN_MARKS: Final = VALUE_BEGINS + VALUE_ENDS + GAP_BEGINS + GAP_ENDS
_LINE, _MAY_GO, _GONE, _LOOK, _PICTURE, _END = map(chr, range(0xE010, 0xE016))
_LINES: Final = (_LINE, _MAY_GO, _GONE)
_MARK: Final = re.compile(f"([{_LINE}{_MAY_GO}{_GONE}{_LOOK}{_PICTURE}])([0-9]+){_END}")
_RESERVED: Final = re.compile("[\ue000-\ue0ff\ud800-\udfff\0]")
_SHOWN: Final = re.compile(f"[{SHOWN_MARKS}]")
# What ends a line somewhere; of the other control characters nothing is left.
_BREAKS: Final = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ue000-\ue0ff\ud800-\udfff]"
)
_SPACE: Final = re.compile(r"\s+")
_BLANKS: Final = " \t\u00a0"


def clean_value(value: str) -> str:
    """A value for a body: its lines, without anything invisible that could do harm."""
    return _CONTROLS.sub("", _BREAKS.sub("\n", value)).replace("\t", " ")


def clean_line(value: str) -> str:
    """A value for a subject: one line."""
    return _SPACE.sub(" ", clean_value(value))


def unmarked(text: str) -> str:
    """A marked text as it is sent."""
    return _SHOWN.sub("", text)


def one_line(marked: str) -> str:
    """A marked subject with single spaces, and none at its ends, whatever marks stand between."""
    kept: list[str] = []
    wanted = False  # a space, before what comes next
    spaced = True  # nothing, or a space, was the last that can be seen
    for char in marked:
        if char.isspace() or ord(char) < 32:
            wanted = not spaced
            continue
        if wanted and char not in (VALUE_ENDS, GAP_ENDS):
            kept.append(" ")
            wanted, spaced = False, True
        kept.append(char)
        if char not in SHOWN_MARKS:
            spaced = False
    line = "".join(kept)
    while unmarked(line).endswith(" "):
        at = line.rindex(" ")
        line = line[:at] + line[at + 1 :]
    return line.replace(VALUE_BEGINS + VALUE_ENDS, "")


@dataclass(frozen=True, slots=True)
class Text:
    """The text of lines as an editor shows it, with the marks that belong in it.

    Args:
        text: lines joined by newlines; what is reserved for marks is replaced in it.
        lines: what it was made of.
        runs: all runs of these, one after the other.
        stops: ``(place, mark)`` in order: the mark goes before the character at that place.
        looks: where the runs begin that are no pictures, and their numbers.
    """

    text: str
    lines: tuple[Line, ...]
    runs: tuple[Run, ...]
    stops: tuple[tuple[int, str], ...]
    looks: tuple[tuple[int, int], ...]

    def look_at(self, place: int) -> str:
        """The mark of the look of the character at a place."""
        at = bisect_right(self.looks, (place, len(self.runs))) - 1
        return f"{_LOOK}{self.looks[at][1]}{_END}" if at >= 0 else ""


def take_apart(lines: Sequence[Line], tokens_of: Callable[[str], Sequence[Token]]) -> Text:
    """Lines as a text with marks.

    Args:
        tokens_of: finds the tokens of a text: a line with some may go when nothing comes of it.
    """
    text = _RESERVED.sub("\ufffd", text_of(lines))
    kinds = dict(_kinds(text, lines, tokens_of(text)))
    runs: list[Run] = []
    stops: list[tuple[int, str]] = []
    looks: list[tuple[int, int]] = []
    place = 0
    for number, line in enumerate(lines):
        stops.append((place, f"{kinds.get(number, _LINE)}{number}{_END}"))
        for run in line.runs:
            if run.picture:
                stops.append((place, f"{_PICTURE}{len(runs)}{_END}"))
            else:
                stops.append((place, f"{_LOOK}{len(runs)}{_END}"))
                looks.append((place, len(runs)))
                place += len(run.text)
            runs.append(run)
        place += 1
    return Text(text, tuple(lines), tuple(runs), tuple(stops), tuple(looks))


def _kinds(text: str, lines: Sequence[Line], tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """The lines with tokens, and whether they have nothing but tags."""
    start = at = 0
    for number, line in enumerate(lines):
        end = start + len(line.text)
        rest, only_tags, first = start, not any(run.picture for run in line.runs), at
        while at < len(tokens) and tokens[at].start < end:
            token = tokens[at]
            only_tags = only_tags and token.kind is TokenKind.TAG
            only_tags = only_tags and not text[rest : token.start].strip()
            rest = token.end
            at += 1
        if at > first:
            yield number, _GONE if only_tags and not text[rest:end].strip() else _MAY_GO
        start = end + 1


class Cutter:
    """Hands out a text piece by piece, from its beginning to its end, with the marks in it."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._stop = 0

    def skip(self, place: int) -> None:
        """Go on behind a token or a comment: marks within are dropped."""
        stops = self._text.stops
        while self._stop < len(stops) and stops[self._stop][0] < place:
            self._stop += 1

    def content(self, start: int, end: int, *, left: bool = False, right: bool = False) -> str:
        """What stands from ``start`` to ``end``, with the marks up to ``end``.

        Args:
            left, right: take white space away at that side, within its line.
        """
        source, stops = self._text.text, self._text.stops
        from_here, to_here = start, end
        if left:
            from_here = end - len(source[start:end].lstrip(_BLANKS))
        if right:
            to_here = max(start + len(source[start:end].rstrip(_BLANKS)), from_here)
        made = [self._text.look_at(start)]
        place = from_here
        while self._stop < len(stops) and stops[self._stop][0] <= end:
            at, mark = stops[self._stop]
            # The newline before a line is told by the line's mark.
            ends = at - 1 if mark[0] in _LINES else at
            made.append(source[place : max(min(ends, to_here), place)])
            made.append(mark)
            place = max(place, at)
            self._stop += 1
        made.append(source[place:to_here])
        return "".join(made)


# -------------------------------------------------------------------------------- putting together


@dataclass(slots=True)
class _Made:
    line: Line
    runs: list[Run]
    may_go: bool
    gone: bool

    @property
    def is_blank(self) -> bool:
        return not any(run.picture or run.text.strip() for run in self.runs)


def put_together(marked: str, text: Text) -> tuple[Line, ...]:
    """The lines of what Liquid made of a text, with the marks of values in them."""
    made = [_Made(Line(), [], True, False)]
    look = Run("")
    parts = _MARK.split(marked)
    for at in range(0, len(parts), 3):
        if parts[at]:
            made[-1].runs.append(replace(look, text=parts[at]))
        if at + 1 == len(parts):
            break
        kind, number = parts[at + 1], int(parts[at + 2])
        if kind == _LOOK:
            look = text.runs[number]
        elif kind == _PICTURE:
            made[-1].runs.append(text.runs[number])
        else:
            made.append(_Made(text.lines[number], [], kind != _LINE, kind == _GONE))
    if made[0].is_blank:
        del made[0]
    return tidy(replace(each.line, runs=tuple(each.runs)) for each in _left(made))


def _left(made: Iterable[_Made]) -> Iterator[_Made]:
    """The lines that stay: none that had only tags, or came out empty of what it would have said.
    Between two blank lines it takes one of them along."""
    blank = False  # the last line that stays
    went = False  # one went since
    begun = False
    for each in made:
        if each.may_go and each.is_blank:
            went = True
            continue
        empty = each.is_blank and not each.line.item
        if went and empty and (blank or not begun):
            continue
        yield each
        blank, went, begun = empty, False, True


def sent_lines(marked: Sequence[Line]) -> tuple[Line, ...]:
    """Marked lines as they are sent."""
    return tidy(
        replace(
            line,
            runs=tuple(
                run if run.picture else replace(run, text=unmarked(run.text)) for run in line.runs
            ),
        )
        for line in marked
    )
