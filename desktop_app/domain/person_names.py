"""What somebody is called, of a name as it stands in a list."""

from __future__ import annotations

import re
from typing import Final

_TITLE_WORDS: Final = (
    "dr prof professor mr mrs ms miss mx sir dame lord lady herr frau hr fr dipl ing mag rev "
    "doctor captain capt hon don doña sig sra señor señora"
)
_DEGREES: Final = "jr sr phd md mba msc bsc ba ma esq ii iii iv cpa dds llm llb ceo cto cfo pmp"
_TITLES: Final = frozenset(_TITLE_WORDS.split())
_SUFFIXES: Final = frozenset(_DEGREES.split())
_ASIDE: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\"[^\"]*\"")


def split_name(name: str) -> tuple[str, str]:
    """The first and the last name of "Dr. Ines Caldaro" or "Caldaro, Ines".

    Titles and degrees are left out, words in capitals or in small letters alone are written as
    names are. Of a name that is one word the last name is ""; of "" both are. A name that is
    nothing but titles is its own first name.
    """
    words = " ".join(_ASIDE.sub(" ", name).split())
    if "@" in words:
        words = re.sub(r"[._+-]+", " ", words.split("@", 1)[0])
    last, comma, rest = words.partition(",")
    given = _plain(rest.split(","))
    if comma and given:
        return _written(given[0]), _written(" ".join(_plain([last])))
    parts = _plain([last if comma else words])
    if not parts:
        return _written(" ".join(words.split())), ""
    return _written(parts[0]), _written(" ".join(parts[1:]))


def _plain(pieces: list[str]) -> list[str]:
    """The words of a name without titles at its beginning and degrees at its end."""
    words = [word for piece in pieces for word in piece.split()]
    while words and _bare(words[0]) in _TITLES:
        words.pop(0)
    while words and _bare(words[-1]) in _SUFFIXES:
        words.pop()
    for join in ("&", "+", "and", "und"):
        if join in words[1:]:
            # Two people with one family name: the first of them.
            at = words.index(join, 1)
            words = [*words[:at], *words[at + 2 :]]
    return words


def _bare(word: str) -> str:
    return word.replace(".", "").strip("-").casefold()


def _written(words: str) -> str:
    letters = [char for char in words if char.isalpha()]
    if len(letters) < 3 or not (words.isupper() or words.islower()):
        return words
    return re.sub(r"[^\W\d_]+", lambda match: match[0][:1].upper() + match[0][1:].lower(), words)
