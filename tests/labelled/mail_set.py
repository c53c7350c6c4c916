"""The labelled set: sales mail with what a person read in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

DEVELOP, HELD_OUT = "develop", "held_out"
_FILE = Path(__file__).with_name("mail.jsonl")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message and its labels."""

    id: str
    part: str
    at: datetime
    subject: str
    text: str
    language: str
    sentiment: str
    urgency: str
    intents: frozenset[str]
    until: date | None


def labelled(part: str = "", *, file: Path = _FILE) -> Iterator[Labelled]:
    """The messages of one half, or all."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if part and row["set"] != part:
                continue
            until = row["until"]
            yield Labelled(
                row["id"], row["set"], datetime.fromisoformat(row["at"]), row["subject"],
                row["text"], row["language"], row["sentiment"], row["urgency"],
                frozenset(row["intents"]), date.fromisoformat(until) if until else None,
            )  # fmt: skip
