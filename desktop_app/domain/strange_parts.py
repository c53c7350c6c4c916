"""Links, addresses and telephone numbers of a text that other texts do not contain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_MOST: Final = 50
# Nothing of these looks back far: hostile text takes linear time.
_LINK: Final = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,20}://|www\.)[^\s<>\"'“”‘’`{}|\\^\[\]()]{1,500}", re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"\w[\w.+'%-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_BARE: Final = re.compile(
    r"(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}[a-z]{2,24}(?![\w@-])"
    r"(?:/[^\s<>\"'“”]{0,300})?",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"(?<![\w.,-])\+?\(?\d(?:[\s().\u00a0/-]{0,3}\d){6,16}(?![\w-])")
_DAY: Final = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[ T]\d{1,2}[.:]?\d{0,2})?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
)
_ENDS: Final = ".,;:!?)]}'\"»›”’…"
_UNSEEN: Final = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")


def strange_parts(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """What of a text leads elsewhere and is in none of the others, as it is written, in order;
    at most fifty.

    A link counts as known where the very same stands there, not where one to the same host does.
    """
    seen = {each for other in known for each, _ in _parts(other)}
    strange = {key: words for key, words in _parts(text) if key not in seen}
    return tuple(dict.fromkeys(strange.values()))[:_MOST]


def _parts(text: str) -> list[tuple[str, str]]:
    """Each part, as it is compared and as it is written, in the order of the text."""
    plain = _UNSEEN.sub("", text)
    found: list[tuple[int, str, str]] = []
    for pattern, key in (
        (_LINK, _link_key),
        (_ADDRESS, str.casefold),
        (_BARE, _link_key),
        (_NUMBER, _number_key),
    ):
        for match in pattern.finditer(plain):
            words = match.group().rstrip(_ENDS).strip()
            if pattern is _NUMBER and _DAY.fullmatch(words):
                continue
            if words:
                found.append((match.start(), key(words), words))
        # What was found is not looked at again: the host of a link is no second link.
        plain = pattern.sub(lambda match: " " * len(match.group()), plain)
    return [(key, words) for _, key, words in sorted(found)]


def _link_key(words: str) -> str:
    """The same for the same place, however it is written in front."""
    key = re.sub(r"^(?:https?://)?(?:www\.)?", "", words, flags=re.IGNORECASE)
    host, slash, rest = key.partition("/")
    return (host.casefold() + slash + rest).rstrip("/")


def _number_key(words: str) -> str:
    return "tel:" + "".join(each for each in words if each.isdigit())
