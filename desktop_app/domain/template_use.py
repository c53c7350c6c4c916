"""A rendered template as it is put into a mail that is being written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from desktop_app.domain.rich_text import Line, read, tidy
from desktop_app.domain.templates import (
    GAP_BEGINS,
    GAP_ENDS,
    VALUE_BEGINS,
    VALUE_ENDS,
    Rendered,
    ToInsert,
)

_GAP: Final = re.compile(f"{GAP_BEGINS}([^{GAP_ENDS}]*){GAP_ENDS}")
_VALUE: Final = re.compile(f"[{VALUE_BEGINS}{VALUE_ENDS}]")


def lines_to_insert(rendered: Rendered, signature: str, beside: str) -> ToInsert:
    """What is put in: its lines, with a field that has no value written as a template does.

    Args:
        signature: the writer's.
        beside: the plain text that stands in the mail already. A signature there is not put in
            a second time.
    """
    lines = _told(read(rendered.marked_html), _written)
    if signature.strip() and _lines(signature) == _lines(beside)[-len(_lines(signature)) :]:
        lines = _without_end(lines, _lines(signature))
    return ToInsert(_written(rendered.marked_subject), lines, rendered.missing)


def _written(marked: str) -> str:
    return _VALUE.sub("", _GAP.sub(r"{{ \1 }}", marked))


def _told(lines: tuple[Line, ...], say: Callable[[str], str]) -> tuple[Line, ...]:
    return tidy(
        replace(
            line,
            runs=tuple(
                run if run.picture else replace(run, text=say(run.text)) for run in line.runs
            ),
        )
        for line in lines
    )


def _lines(text: str) -> list[str]:
    return [line for line in (each.strip() for each in text.split("\n")) if line]


def _without_end(lines: tuple[Line, ...], end: list[str]) -> tuple[Line, ...]:
    """Lines without those at their end that say this, and without blank ones before it."""
    kept = list(lines)
    for wanted in reversed(end):
        while kept and not kept[-1].text.strip():
            kept.pop()
        if not kept or kept[-1].text.strip() != wanted:
            return lines
        kept.pop()
    while kept and not kept[-1].runs:
        kept.pop()
    return tuple(kept)
