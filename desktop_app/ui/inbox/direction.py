"""From which side a mail is read: as its first letter is. Pure."""

from __future__ import annotations

import re
from html import unescape
from unicodedata import bidirectional

_PARTS = re.compile(r"<[^>]*>|&#?\w+;|.", re.DOTALL)
_SIDES = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def direction_of(html: str) -> str:
    """``ltr`` or ``rtl`` for a cleaned mail, "" where it has no letter.

    What ``dir="auto"`` means: the first strong character decides (Unicode annex 9, P2 and P3). The
    web engine asks it anew for each element that it adds, which takes minutes for a long mail.
    """
    for part in _PARTS.finditer(html):
        found = part[0]
        if found.startswith("<") and len(found) > 1:
            continue
        for letter in unescape(found):
            side = _SIDES.get(bidirectional(letter))
            if side:
                return side
    return ""
