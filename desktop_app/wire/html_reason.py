"""Whether a parser gets to the end of some markup in good time.

HTML is read by rules that cost a parser the depth of the tree with each tag (whether a <p> is
open), and that open formatting anew in every block after one that never closed it (HTML standard,
13.2.4.3): some hundred kilobytes can keep it busy for minutes, and so can a tag of a hundred
thousand attributes. What its tags amount to is known to nothing but a parser, as they may stand in
comments, in attributes and where they close nothing. So the one that will read it reads a part, and
ever larger parts while the tree stays small; but for large markup that is written so plainly that
its tags tell (:mod:`desktop_app.wire.html_nesting`).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Final

import nh3

from desktop_app.wire.html_nesting import Nesting, nesting_of

# 100,000 open <div> cost nh3 14 seconds, 400 cost nothing. Real mail stays below 200.
MAX_NESTING: Final = 400
_PART: Final = 65_536  # characters
_SMALLEST_PART: Final = 4_096
_GROWTH: Final = 8  # a part is an eighth of what was read before, if that is more
_FORMATTED: Final = 2_000_000  # elements: what formatting may be opened anew at most in one part
_FORMATTED_FOR_SURE: Final = 2 * _FORMATTED
_PATIENCE: Final = 5.0  # seconds of this thread's processor
_BLOWN_UP: Final = 10  # elements for each tag

_MOST_ATTRIBUTES: Final = 4_000

_BEGIN = re.compile(r"<[a-zA-Z]")
_SPACE = re.compile(r"[\t\n\f\r ]+")
_NAME = re.compile(r"<([a-zA-Z][^\s/>]{0,100})")
_FORMATTING = re.compile(
    r"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.I
)
# nh3 takes these as tags only where their content is dropped with them.
_TEXT_ALONE: Final = frozenset({"script", "style"})
_VOID: Final = (
    "area|base|basefont|bgsound|br|col|embed|frame|hr|img|input|keygen|link|meta|param|source|track"
    "|wbr"
)
_STEP = re.compile(rf"</|<(?!(?:{_VOID})>)")  # of what nh3 wrote: a way out of, or into an element
_STEPS: Final = {"<": 1, "</": -1}


def is_within_reason(markup: str, clock: Callable[[], float] = time.thread_time) -> bool:
    """Whether the tree of some markup is no deeper than real mail's, nor larger than its tags, and
    was read in good time.

    Args:
        clock: seconds; of the processor by default, as a busy computer is no fault of the mail.
    """
    if _has_endless_tag(markup):
        return False
    if len(markup) <= _PART:
        return markup.count("<") < MAX_NESTING or _is_small(markup, _names_of(markup))
    nesting = nesting_of(markup)
    if nesting is not None and nesting.formatted * nesting.tags > _FORMATTED_FOR_SURE:
        return False
    if nesting is not None and _is_plainly_small(nesting):
        return True
    end = clock() + _PATIENCE
    names: set[str] = set()
    begin = 0
    for to in _ends(markup):
        names |= _names_of(markup[begin:to])
        if not _is_small(markup[:to], names) or clock() >= end:
            return False
        begin = to
    return True


def _has_endless_tag(markup: str) -> bool:
    """Whether one tag has more attributes than any program writes, each of which a parser holds
    against all before it. Those with a > in quotes are left to the clock."""
    return any(
        (tag := _BEGIN.search(piece)) is not None
        and len(_SPACE.findall(piece, tag.start())) > _MOST_ATTRIBUTES
        for piece in markup.split(">")
        if len(piece) > _MOST_ATTRIBUTES
    )


def _is_plainly_small(nesting: Nesting) -> bool:
    return (
        nesting.deepest <= MAX_NESTING
        and nesting.misplaced <= MAX_NESTING
        and nesting.formatted * nesting.tags <= _FORMATTED
    )


def _ends(markup: str) -> Iterator[int]:
    """Ends of ever larger parts: where much formatting begins they grow by little."""
    to = 0
    while to < len(markup):
        size = max(_PART, to // _GROWTH)
        while size > _SMALLEST_PART and _may_blow_up(markup[to : to + size]):
            size //= 2
        to += size
        yield min(to, len(markup))


def _may_blow_up(part: str) -> bool:
    return len(_FORMATTING.findall(part)) * part.count("<") > _FORMATTED


def _names_of(part: str) -> set[str]:
    return {name.lower() for name in set(_NAME.findall(part))} - _TEXT_ALONE


def _is_small(part: str, names: set[str]) -> bool:
    tree = nh3.clean(
        part, tags=names, clean_content_tags=set(_TEXT_ALONE), attributes={}, link_rel=None
    )
    steps = [_STEPS[each] for each in _STEP.findall(tree)]
    elements = len(steps) // 2
    return (
        max(accumulate(steps), default=0) <= MAX_NESTING
        and elements <= _BLOWN_UP * part.count("<") + MAX_NESTING
    )
