"""From which side a mail is read: as its first letter is. Pure."""

from __future__ import annotations

import re
from html import unescape

from desktop_app.ui.theme.mirror import side_of

_PARTS = re.compile(r"<[^>]*>|&#?\w+;|.", re.DOTALL)


def direction_of(html: str) -> str:
    """``ltr`` or ``rtl`` for a cleaned mail, "" where it has no letter.

    What ``dir="auto"`` means: the first strong character decides. The web engine asks it
    anew for each element that it adds, which takes minutes for a long mail.
    """
    for part in _PARTS.finditer(html):
        found = part[0]
        if found.startswith("<") and len(found) > 1:
            continue
        side = side_of(unescape(found))
        if side:
            return side
    return ""
