"""The script of the invented letters, read once: topics, their turns and what comes after."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from desktop_app.domain.sample_letters import LATER, SCRIPT
from desktop_app.domain.sample_phrases import flowed


@dataclass(frozen=True, slots=True)
class Topic:
    """What a conversation is about.

    ``rep[n]`` and ``lead[n]`` are the alternatives of a side's letter ``n``. Alternative ``k``
    of one side answers alternative ``k`` of the other, so a conversation keeps to one ``k``.
    """

    key: str
    opener: str
    category: str
    subjects: tuple[str, ...]
    answers: tuple[str, ...]
    nudges: tuple[str, ...]
    rep: tuple[tuple[str, ...], ...]
    lead: tuple[tuple[str, ...], ...]

    @property
    def turns(self) -> int:
        """How many letters the script has for both sides together."""
        return len(self.rep) + len(self.lead)


@dataclass(frozen=True, slots=True)
class Script:
    """All topics, and letters that fit anywhere (``later`` by side, ``nudge``, ``more``)."""

    topics: tuple[Topic, ...]
    later: dict[str, tuple[str, ...]]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text with braces in it."""
        return tuple(
            text
            for topic in self.topics
            for texts in (topic.subjects, topic.answers, topic.nudges, *topic.rep, *topic.lead)
            for text in texts
        ) + tuple(text for texts in self.later.values() for text in texts)


@lru_cache(maxsize=1)
def script() -> Script:
    """The script as it stands in :mod:`desktop_app.domain.sample_letters`."""
    topics = tuple(_topic(block) for block in SCRIPT.strip().removeprefix("# ").split("\n\n# "))
    return Script(topics, _parts(LATER.strip()))


def _topic(block: str) -> Topic:
    head, _, rest = block.partition("\n")
    key, opener, category = (part.strip() for part in head.split("|"))
    lines: dict[str, list[str]] = {"subject": [], "answer": [], "nudge": []}
    body = []
    for line in rest.split("\n"):
        label, colon, value = line.partition(": ")
        if colon and label in lines:
            lines[label].append(value)
        else:
            body.append(line)
    parts = _parts("\n".join(body).strip())
    return Topic(
        key=key,
        opener=opener,
        category=category,
        subjects=tuple(lines["subject"]),
        answers=tuple(lines["answer"]),
        nudges=tuple(lines["nudge"]),
        rep=tuple(texts for name, texts in parts.items() if name.startswith("rep ")),
        lead=tuple(texts for name, texts in parts.items() if name.startswith("lead ")),
    )


def _parts(text: str) -> dict[str, tuple[str, ...]]:
    """``rep 1``, paragraphs, ``--``, paragraphs, ``lead 1``… as alternatives by heading."""
    found: dict[str, list[list[str]]] = {}
    name = ""
    for line in text.split("\n"):
        word, _, number = line.partition(" ")
        if word in ("rep", "lead", "nudge", "more") and (not number or number.isdigit()):
            name = line
            found[name] = [[]]
        elif line == "--":
            found[name].append([])
        else:
            found[name][-1].append(line)
    return {name: tuple(_letter(lines) for lines in many) for name, many in found.items()}


def _letter(lines: list[str]) -> str:
    return "\n\n".join(flowed(part) for part in "\n".join(lines).strip().split("\n\n"))
