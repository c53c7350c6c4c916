"""A word for how hard a password is to guess."""

from __future__ import annotations

import re
from itertools import pairwise

from desktop_app.domain.language import tr
from desktop_app.domain.sign_in_rules import SHORTEST_PASSWORD, password_length

_OFTEN = re.compile(
    r"pass\s*word|qwert|letmein|welcome|admin|iloveyou|12345|abc123|outpost", re.IGNORECASE
)


def strength(password: str) -> tuple[str, str]:
    """A word and its role (``bad``, ``middling``, ``good``); empty for an empty password.

    Counted are different characters and length: a sentence of plain words is as good as a
    short row of odd signs.
    """
    if not password:
        return "", ""
    if password_length(password) < SHORTEST_PASSWORD:
        return tr("Too short"), "bad"
    kinds = sum(
        bool(re.search(pattern, password))
        for pattern in (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^A-Za-z0-9]")
    )
    score = min(len(password), 2 * len(set(password))) + 2 * kinds
    if _OFTEN.search(password) or len(set(password)) < 4 or _is_run(password):
        score -= 10
    if score >= 20:
        return tr("Strong"), "good"
    return (tr("Fair"), "middling") if score >= 14 else (tr("Weak"), "bad")


def _is_run(password: str) -> bool:
    """Whether the whole is a run such as "abcdefgh" or "87654321"."""
    steps = {ord(after) - ord(before) for before, after in pairwise(password)}
    return len(steps) == 1 and steps <= {-1, 0, 1}
