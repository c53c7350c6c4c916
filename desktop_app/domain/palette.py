"""What the command palette finds: how well words fit what is typed, and what is used often."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

BEGINS: Final = 1.0  # a word begins with what is typed
INSIDE: Final = 0.6  # it stands somewhere in a word
INITIALS: Final = 0.5  # "nl" for "New lead"
SCATTERED: Final = 0.3  # its letters stand in one word, in their order
_DETAIL: Final = 0.8  # of what it would be worth in the title
_HALF_LIFE: Final = 30  # days after which a use counts half
_MOST_KEPT: Final = 200
_HEAVIEST: Final = 0.5  # what use can add to how well the words fit


@dataclass(frozen=True, slots=True)
class Match:
    """How well a title (with what stands beside it) fits.

    Args:
        score: from 0 to 1.
        title, detail: the places of the letters that were typed.
    """

    score: float
    title: frozenset[int] = frozenset()
    detail: frozenset[int] = frozenset()


NO_MATCH: Final = Match(0.0)
"""Nothing was asked for."""


def match(typed: str, title: str, detail: str = "") -> Match | None:
    """Find all words that are typed in a title or in what stands beside it; None where one is in
    neither. Accents and cases are the same to it.

    >>> match("nor", "Norvane Optics").score
    1.0
    """
    words = _folded(typed).split()
    if not words:
        return NO_MATCH
    in_title, in_detail = _folded(title), _folded(detail)
    total, marks, marks_beside = 0.0, set[int](), set[int]()
    for word in words:
        here, beside = _find(word, in_title), _find(word, in_detail)
        if here is None and beside is None:
            return None
        worth = beside[0] * _DETAIL if beside is not None else 0.0
        if here is not None and here[0] >= worth:
            total += here[0]
            marks.update(here[1])
        elif beside is not None:
            total += worth
            marks_beside.update(beside[1])
    return Match(total / len(words), frozenset(marks), frozenset(marks_beside))


def _folded(words: str) -> str:
    """Lower case without accents, letter for letter, so that places stay true."""
    return "".join(_plain(letter) for letter in words)


def _plain(letter: str) -> str:
    base = unicodedata.normalize("NFKD", letter)[:1].casefold()
    return base if len(base) == 1 else letter


def _find(word: str, words: str) -> tuple[float, range | list[int]] | None:
    """The best place of a word, with what it is worth."""
    inside = -1
    at = words.find(word)
    while at >= 0:
        if at == 0 or not words[at - 1].isalnum():
            return BEGINS, range(at, at + len(word))
        inside = at if inside < 0 else inside
        at = words.find(word, at + 1)
    if inside >= 0:
        return INSIDE, range(inside, inside + len(word))
    firsts = [n for n, each in enumerate(words)
              if each.isalnum() and (n == 0 or not words[n - 1].isalnum())]  # fmt: skip
    if len(word) > 1:
        initials = _in_order(word, [(n, words[n]) for n in firsts])
        if initials is not None:
            return INITIALS, initials
    for first in firsts if len(word) > 2 else ():
        end = next((n for n in range(first, len(words)) if not words[n].isalnum()), len(words))
        if words[first] == word[0]:
            letters = _in_order(word, [(n, words[n]) for n in range(first, end)])
            if letters is not None:
                return SCATTERED, letters
    return None


def _in_order(word: str, letters: list[tuple[int, str]]) -> list[int] | None:
    """The places of the letters of a word, each behind the one before."""
    found: list[int] = []
    rest = iter(letters)
    for wanted in word:
        place = next((n for n, each in rest if each == wanted), None)
        if place is None:
            return None
        found.append(place)
    return found


@dataclass(frozen=True, slots=True)
class Habits:
    """How often things were chosen, of late more than long ago.

    Args:
        uses: by key, a count and the day (its ordinal) on which it was true; it halves in thirty.
    """

    uses: Mapping[str, tuple[float, int]] = field(default_factory=dict)

    def noted(self, key: str, today: date) -> Habits:
        """The same with one use more; what was used least is forgotten where there are many."""
        day = today.toordinal()
        uses = {**self.uses, key: (self._count(key, day) + 1, day)}
        kept = sorted(uses, key=lambda each: _faded(*uses[each], day), reverse=True)[:_MOST_KEPT]
        return Habits({each: uses[each] for each in kept})

    def weight(self, key: str, today: date) -> float:
        """What use adds to how well something fits: 0 to 0.5."""
        count = self._count(key, today.toordinal())
        return _HEAVIEST * count / (count + 4)

    def newest(self, prefix: str, most: int) -> tuple[str, ...]:
        """The keys with a prefix that were used last, without it."""
        found = [key for key in self.uses if key.startswith(prefix)]
        found.sort(key=lambda key: (self.uses[key][1], self.uses[key][0]), reverse=True)
        return tuple(key.removeprefix(prefix) for key in found[:most])

    def as_text(self) -> str:
        """How it is remembered: ``key=count@day``, a line each."""
        return "\n".join(
            f"{key}={count:.3f}@{day}" for key, (count, day) in self.uses.items() if "\n" not in key
        )

    @classmethod
    def read(cls, text: str) -> Habits:
        """What was remembered; lines that say nothing are left out."""
        uses = {}
        for line in text.splitlines():
            key, _, said = line.rpartition("=")
            count, _, day = said.partition("@")
            try:
                uses[key] = (float(count), int(day))
            except ValueError:
                continue
        return cls({key: use for key, use in uses.items() if key and 0 < use[0] < 1e6})

    def _count(self, key: str, day: int) -> float:
        return _faded(*self.uses.get(key, (0.0, day)), day)


def _faded(count: float, then: int, now: int) -> float:
    return float(count * 0.5 ** (max(0, now - then) / _HALF_LIFE))
