"""What a model wrote, as it is shown: plain words, and nothing that acts."""

from __future__ import annotations

import re
from typing import Final

# Models that think aloud put it before their answer.
_THOUGHT: Final = re.compile(r"\A\s*<(think|thinking|reasoning)>.*?</\1>\s*", re.DOTALL)
_THINKING: Final = re.compile(r"\A\s*<(?:think|thinking|reasoning)>", re.DOTALL)
_FENCE: Final = re.compile(r"\A```[a-z]*\n(.*?)\n?```\s*\Z", re.DOTALL)
_HEAD: Final = re.compile(r"\A(?:subject|betreff|objet|asunto)\s*:[^\n]*\n+", re.IGNORECASE)
# Marks that turn the direction of text, or are not seen: what is read is what is sent.
_UNSEEN: Final = re.compile(
    r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
_BLANKS: Final = re.compile(r"\n{3,}")


def readable(raw: str) -> str:
    """The words so far: without thoughts, control characters and marks that nobody sees."""
    if _THINKING.match(raw):
        after = _THOUGHT.sub("", raw)
        raw = "" if _THINKING.match(after) else after
    text = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = _UNSEEN.sub("", text)
    kept = (each for each in text if each in "\n\t" or each.isprintable() or each == "\u00a0")
    return "".join(kept).lstrip()


def finished_mail(raw: str, signature: str) -> str:
    """The text of a mail: without a head, a fence around it, or the signature that a composer
    puts below it."""
    text = readable(raw).rstrip()
    if fenced := _FENCE.match(text):
        text = fenced[1].strip()
    text = _HEAD.sub("", text)
    return _BLANKS.sub("\n\n", _without_signature(text, signature)).strip()


def one_line(raw: str, most: int = 200) -> str:
    """The subject that somebody suggests."""
    lines = [line.strip() for line in readable(raw).split("\n") if line.strip()]
    line = lines[0] if lines else ""
    line = re.sub(r"^(?:subject|betreff|objet|asunto)\s*:\s*", "", line, flags=re.IGNORECASE)
    return " ".join(line.strip("\"'“”„»«*_` ").split())[:most].strip()


def _without_signature(text: str, signature: str) -> str:
    wanted = [line.strip() for line in signature.split("\n") if line.strip()]
    lines = text.split("\n")
    for expected in reversed(wanted):
        while lines and not lines[-1].strip():
            lines.pop()
        if not lines or lines[-1].strip() != expected:
            return text
        lines.pop()
    return "\n".join(lines) if wanted else text
