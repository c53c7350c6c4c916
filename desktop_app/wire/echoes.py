"""What a server says back of a secret that it was shown.

A server that does not know a command likes to repeat it, and so the password behind it; words of
servers are shown, kept and logged.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Final

_HIDDEN: Final = "…"
_BASE64_WORD: Final = re.compile(r"[A-Za-z0-9+/]{4,}={0,2}")
_TOKEN_WORD: Final = re.compile(r"[\w.~+/-]{12,}")
_RUN: Final = 6  # characters of base64: four bytes
_TOKEN_RUN: Final = 12
_TOKEN: Final = 40  # characters; what is as long is nothing that somebody types


def without_secret(said: str, secret: str) -> str:
    """A server's words without a secret, be it in clear or in base64, alone or with what was sent
    around it, whole or cut short, in whatever case.

    Args:
        said: as it came, not shortened yet: half a secret is harder to find.
        secret: the password or token; "" hides nothing.
    """
    if not secret:
        return said
    for each in sorted(set(_spellings(secret)), key=len, reverse=True):
        said = re.sub(re.escape(each), _HIDDEN, said, flags=re.IGNORECASE)
    encoded = _Runs([each.casefold() for each in _inside_base64(secret)], _RUN)
    said = _BASE64_WORD.sub(encoded.hidden, said)
    if len(secret) >= _TOKEN:
        said = _TOKEN_WORD.sub(_Runs([secret.casefold()], _TOKEN_RUN).hidden, said)
    return said


class _Runs:
    """Finds words that have a part of something in them."""

    def __init__(self, texts: list[str], run: int) -> None:
        self._run = run
        self._whole = [each for each in texts if len(each) <= run]
        self._parts = {
            each[at : at + run] for each in texts for at in range(max(0, len(each) - run + 1))
        }

    def hidden(self, found: re.Match[str]) -> str:
        word = found[0].casefold()
        parts = (word[at : at + self._run] for at in range(len(word)))
        if any(part in self._parts for part in parts) or any(each in word for each in self._whole):
            return _HIDDEN
        return found[0]


def _spellings(secret: str) -> Iterator[str]:
    """In clear: as it is, as IMAP quotes it, and as Python shows the bytes of either."""
    quoted = secret.replace("\\", "\\\\").replace('"', '\\"')
    for each in (secret, quoted):
        yield each
        yield repr(each.encode("utf-8", "replace"))[2:-1]


def _inside_base64(secret: str) -> Iterator[str]:
    """What base64 has of a secret, wherever in a text it stands: the characters that depend on
    nothing before or behind it, for each of the three places that its first byte can have."""
    raw = secret.encode("utf-8", "replace")
    for before, touched in ((0, 0), (1, 2), (2, 3)):
        text = base64.b64encode(bytes(before) + raw).decode("ascii").rstrip("=")
        end = len(text) - bool((before + len(raw)) % 3)
        if end - touched >= 4:
            yield text[touched:end]
