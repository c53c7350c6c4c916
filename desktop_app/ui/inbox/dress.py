"""What colours a mail brings along: it decides on which ground it is shown."""

from __future__ import annotations

import re
from enum import StrEnum


class Dress(StrEnum):
    """How a mail is coloured."""

    NONE = "none"  # not at all: it takes the theme's colours
    NEUTRAL = "neutral"  # black on white, said aloud: it can take them too
    PAPER = "paper"  # it was made for white paper, and gets it


_TAGS = re.compile(r"<[a-zA-Z][^<>]*>")
_COLOR = re.compile(
    r"(bgcolor|background(?:-color|-image)?|(?<![-\w])color)\s*[:=]\s*[\"']?\s*([^;\"'>]*)",
    re.IGNORECASE,
)
_FORCE = re.compile(r"!\s*important", re.IGNORECASE)
_DYED = re.compile(
    r"\s(?:bgcolor|background|color)\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE
)
_STYLED = re.compile(
    r"(?<![-\w])(?:background(?:-color|-image)?|color)\s*:[^;\">]*;?", re.IGNORECASE
)
_NO_COLOR = frozenset(["", "inherit", "initial", "unset", "currentcolor", "none", "transparent"])
_BLACK = frozenset(["black", "windowtext", "text", "canvastext"])
_WHITE = frozenset(["white", "window", "canvas"])
_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})")
_RGB = re.compile(r"rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+).*")
_DARK, _BRIGHT = 0x48, 0xF4


def dress_of(html: str) -> Dress:
    """How a cleaned mail is coloured, by the attributes and styles of its tags; its words do
    not count."""
    found = Dress.NONE
    for tag in _TAGS.findall(html):
        for name, value in _COLOR.findall(tag):
            value = value.replace("!important", "").strip().lower()
            if value in _NO_COLOR:
                continue
            ground = name.lower() != "color"
            if not _is_neutral(value, ground=ground):
                return Dress.PAPER
            found = Dress.NEUTRAL
    return found


def without_force(html: str) -> str:
    """A cleaned mail whose styles no longer insist (``!important``) against the reader's."""
    return _TAGS.sub(lambda tag: _FORCE.sub("", tag[0]), html)


def undyed(html: str) -> str:
    """A cleaned mail without any colours of its own, for who cannot read them."""
    return _TAGS.sub(lambda tag: _STYLED.sub("", _DYED.sub("", tag[0])), html)


def _is_neutral(value: str, *, ground: bool) -> bool:
    """Whether a colour is a white ground, or black ink."""
    if value in (_WHITE if ground else _BLACK):
        return True
    channels = _channels(value)
    if channels is None:
        return False
    return min(channels) >= _BRIGHT if ground else max(channels) <= _DARK


def _channels(value: str) -> tuple[int, ...] | None:
    if match := _RGB.fullmatch(value):
        return tuple(map(int, match.groups()))
    if match := _HEX.fullmatch(value):
        digits = match[1] if len(match[1]) == 6 else "".join(2 * each for each in match[1])
        return tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return None
