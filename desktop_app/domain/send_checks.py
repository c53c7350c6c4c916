"""What is asked once before a mail leaves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from desktop_app.domain.outgoing import DraftContent
from desktop_app.domain.rich_text import Line

LARGE: Final = 25 << 20  # bytes; above it many servers refuse a mail
_ENCODED: Final = 4 / 3  # files grow when they travel

# "Attached", as those say it whom a rep writes to.
_ATTACHED = re.compile(
    r"\b(?:attach(?:ed|ing|ment|ments)?|enclosed|enclosing|anbei|beigefügt\w*|angehängt\w*|"
    r"(?:im|als) anhang|ci-joint\w*|pi[eè]ces? jointes?|adjunt[oa]s?|allegat[oi]|in allegato|"
    r"bijlagen?|bijgevoegd\w*|em anexo|bifoga\w*|vedlagt\w*|vedhæft\w*|liitteenä|załącz\w*)\b",
    re.IGNORECASE,
)


def missing(content: DraftContent, lines: Sequence[Line]) -> tuple[str, ...]:
    """Questions worth asking, as short sentences; none when all is well.

    Args:
        lines: the rep's own text; what is quoted in it does not count.
    """
    found = []
    if not content.subject.strip():
        found.append("It has no subject.")
    own = "\n".join(line.text for line in lines if not line.quote)
    attached = any(file.content_id is None for file in content.files)
    if not attached and (match := _ATTACHED.search(own)):
        found.append(f"It says “{match[0]}”, and nothing is attached.")
    return tuple(found)


def travelling(content: DraftContent) -> int:
    """How large the files of a mail are when they travel, in bytes."""
    return int(sum(file.size for file in content.files) * _ENCODED)


def is_large(content: DraftContent) -> bool:
    """Whether many servers would refuse it."""
    return sum(file.size for file in content.files) > LARGE
