"""A message as a model reads it: what it is asked, and what of its answer can be believed.

The answer has to match a schema of closed lists. The words that led to a finding have to be quoted
from the message: a quote that is not there is dropped, and with it what it was to prove.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from desktop_app.domain.model_prompts import DATA_RULE, Prompt, as_data
from desktop_app.domain.model_settings import ModelKind
from desktop_app.domain.reading import Finding, FindingKind, Intent, Sentiment, Span, Urgency

_TEXT: Final = 6_000  # characters of a message
_QUOTE: Final = 300
_QUOTES: Final = 4
_FAR: Final = timedelta(days=3 * 365)
_FENCE: Final = re.compile(r"```(?:json)?\s*(\{.*\})\s*```", re.DOTALL)

_LABELS: Final[Mapping[FindingKind, tuple[str, ...]]] = {
    FindingKind.SENTIMENT: tuple(map(str, Sentiment)),
    FindingKind.URGENCY: tuple(map(str, Urgency)),
    FindingKind.INTENT: tuple(map(str, Intent)),
}

_INSTRUCTIONS: Final = (
    "You read one message that somebody wrote to a sales representative, and say what it says. "
    + DATA_RULE
    + "Answer with one JSON document that matches the schema. sentiment: how the author stands to "
    "the representative and the offer. urgency: high where an answer is wanted within two working "
    "days, normal at some time, low where none is wanted. intents: everything that the author "
    "wants: meeting, price, objection, deferral (not now; until is the first day to write again, "
    "as YYYY-MM-DD, where they say so, else null), wrong_person, unsubscribe, thanks; none where "
    "there is none. confidence is from 0 to 1. quotes are the very words of the text that show it, "
    "copied exactly, at most two."
)


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Every property is there, and no other: what "strict" asks of a schema."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _finding_of(kind: FindingKind, **more: Any) -> dict[str, Any]:
    return _object(
        {
            "label": {"type": "string", "enum": list(_LABELS[kind])},
            "confidence": {"type": "number"},
            "quotes": {"type": "array", "items": {"type": "string"}},
            **more,
        }
    )


SCHEMA: Final[Mapping[str, Any]] = _object(
    {
        "language": {"type": "string"},
        "sentiment": _finding_of(FindingKind.SENTIMENT),
        "urgency": _finding_of(FindingKind.URGENCY),
        "intents": {
            "type": "array",
            "items": _finding_of(FindingKind.INTENT, until={"type": ["string", "null"]}),
        },
    }
)
"""What an answer has to be; sent along, and checked by ourselves."""


def reading_prompt(own_words: str, written: date) -> Prompt:
    """Asks what a message says.

    Args:
        written: the day it was written, in the user's zone.
    """
    data = {"date": f"{written:%Y-%m-%d, %A}", "text": own_words.strip()[:_TEXT]}
    return Prompt(
        _INSTRUCTIONS, as_data(data), most=1_500, characters=12_000, schema=SCHEMA,
        schema_name="reading",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ModelReading:
    """What a model made of a message."""

    language: str
    findings: tuple[Finding, ...]


def json_of(text: str) -> str:
    """The document of an answer, without a fence around it."""
    fenced = _FENCE.search(text)
    return fenced[1] if fenced else text.strip()


def read_answer(answer: Mapping[str, Any], plain: str, written: date) -> ModelReading:
    """What an answer that matches :data:`SCHEMA` says of a message.

    Args:
        plain: the whole plain text of the message, in which the spans are places.
    """
    found: list[Finding] = []
    for kind, told in _told(answer):
        spans = tuple(sorted(set(_spans(plain, told["quotes"]))))
        if kind is FindingKind.INTENT and not spans:
            continue  # what nobody can show is not wanted
        until = None
        if kind is FindingKind.INTENT and told["label"] == Intent.DEFERRAL:
            until = _day(told.get("until"), written)
        found.append(Finding(kind, told["label"], _clamped(told["confidence"]), spans, until))
    language = str(answer["language"]).strip().lower()[:2]
    return ModelReading(
        language if re.fullmatch("[a-z]{2}", language) else "und", _without_repeats(found)
    )


def wanted_kinds(kinds: Iterable[ModelKind]) -> frozenset[FindingKind]:
    """The findings that are taken over of what a model read; a next step follows from all."""
    asked = frozenset(kinds)
    if ModelKind.SUGGESTION in asked:
        return frozenset(FindingKind)
    return frozenset(kind for kind in FindingKind if ModelKind(kind.value) in asked)


def _told(answer: Mapping[str, Any]) -> Iterable[tuple[FindingKind, Mapping[str, Any]]]:
    yield FindingKind.SENTIMENT, answer["sentiment"]
    yield FindingKind.URGENCY, answer["urgency"]
    for each in answer["intents"][: 2 * len(Intent)]:
        yield FindingKind.INTENT, each


def _without_repeats(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Of findings that say the same, the surest."""
    best: dict[tuple[FindingKind, str], Finding] = {}
    for each in found:
        key = (each.kind, each.label)
        if key not in best or best[key].confidence < each.confidence:
            best[key] = each
    return tuple(best.values())


def _spans(plain: str, quotes: Iterable[str]) -> Iterable[Span]:
    for quote in list(quotes)[:_QUOTES]:
        words = quote.split()
        if not words or not 2 <= len(quote) <= _QUOTE:
            continue
        # As it stands there, but for line breaks and case, which models do not keep.
        pattern = r"\s+".join(map(re.escape, words))
        match = re.search(pattern, plain, re.IGNORECASE)
        if match is not None:
            yield Span(*match.span())


def _clamped(confidence: float) -> float:
    """From 0 to 1, whatever was said; what is no number is none."""
    return min(1.0, max(0.0, float(confidence))) if confidence == confidence else 0.0


def _day(said: Any, written: date) -> date | None:
    try:
        day = date.fromisoformat(str(said)[:10])
    except ValueError:
        return None
    return day if written < day <= written + _FAR else None
