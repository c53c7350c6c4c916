"""The built-in reader's model: logistic regression over cues, so that each finding can say which
words spoke for it and how sure it is.

The weights (:mod:`.reader_weights`) are fitted to the half of the labelled set that is for
development; ``tests/labelled`` says how well they do on the other half.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from desktop_app.domain.later_days import LaterDay, later_days
from desktop_app.domain.reader_features import FEATURES, Hit, Tone, features, without_shadows
from desktop_app.domain.reader_weights import WEIGHTS
from desktop_app.domain.reading import Finding, FindingKind, Intent, Sentiment, Span, Urgency

_SAID = 0.5  # an intent is found from this probability on
_MOST_SPANS = 3
_SPEAKS_FOR = 0.15  # of the log odds: what counts less is no reason

Weights = Mapping[str, Sequence[float]]


def find(text: str, hits: Sequence[Hit], tone: Tone, written: date) -> tuple[Finding, ...]:
    """What a message says: its sentiment, its urgency, and every intent it has.

    Args:
        text: its own words, quotations and signature taken off.
        hits: its cues.
        written: the day it was written, in the user's zone.
    """
    kept = without_shadows(hits)
    values = features(text, kept, tone)
    return (
        _one_of(FindingKind.SENTIMENT, tuple(map(str, Sentiment)), values, kept),
        _one_of(FindingKind.URGENCY, tuple(map(str, Urgency)), values, kept),
        *_intents(text, kept, values, written),
    )


def scores(values: Sequence[float], weights: Weights = WEIGHTS) -> dict[str, float]:
    """The log odds of every label."""
    present = [(at, value) for at, value in enumerate(values) if value]
    return {label: sum(of[at] * value for at, value in present) for label, of in weights.items()}


def _one_of(
    kind: FindingKind, labels: Sequence[str], values: Sequence[float], hits: Sequence[Hit]
) -> Finding:
    found = scores(values, {label: WEIGHTS[f"{kind}:{label}"] for label in labels})
    highest = max(found.values())
    powers = {label: math.exp(score - highest) for label, score in found.items()}
    best = max(powers, key=powers.__getitem__)
    sure = powers[best] / sum(powers.values())
    speaks = _above_mean(kind, best, tuple(labels))
    return Finding(kind, best, sure, _spans(hits, speaks))


@lru_cache(maxsize=16)
def _above_mean(kind: FindingKind, label: str, labels: tuple[str, ...]) -> tuple[float, ...]:
    """How much more each feature speaks for one label than for the others."""
    columns = zip(*(WEIGHTS[f"{kind}:{each}"] for each in labels), strict=True)
    means = [sum(column) / len(labels) for column in columns]
    return tuple(one - mean for one, mean in zip(WEIGHTS[f"{kind}:{label}"], means, strict=True))


def _intents(
    text: str, hits: Sequence[Hit], values: Sequence[float], written: date
) -> list[Finding]:
    found = []
    for intent in Intent:
        weights = WEIGHTS[f"{FindingKind.INTENT}:{intent}"]
        score = scores(values, {intent: weights})[intent]
        sure = 1 / (1 + math.exp(-score))
        if sure < _SAID:
            continue
        spans, until = _spans(hits, weights), None
        if intent is Intent.DEFERRAL and (later := _when(text, hits, written)) is not None:
            until = later.day
            spans = tuple(sorted({*spans, later.span}))
        found.append(Finding(FindingKind.INTENT, intent, sure, spans, until))
    return found


def _when(text: str, hits: Sequence[Hit], written: date) -> LaterDay | None:
    """The day they want to hear from us again: said beside the words for it, else the first."""
    days = later_days(text, written)
    if not days:
        return None
    wishes = [hit for hit in hits if hit.cue in ("come_back", "not_now", "busy")]
    if not wishes:
        return days[0]
    asked = [hit for hit in wishes if hit.cue == "come_back"] or wishes

    def distance(day: LaterDay) -> int:
        return min(max(hit.start - day.span.end, day.span.start - hit.end, 0) for hit in asked)

    return min(days, key=distance)


def _spans(hits: Sequence[Hit], weights: Sequence[float]) -> tuple[Span, ...]:
    """The words that speak most for a label, in the order of the text."""
    by_name = dict(zip(FEATURES, weights, strict=True))
    best = sorted(
        (hit for hit in hits if by_name[hit.cue] > _SPEAKS_FOR),
        key=lambda hit: (-by_name[hit.cue], hit.start),
    )
    kept: list[Span] = []
    for hit in best:
        if len(kept) == _MOST_SPANS:
            break
        if not any(hit.start < other.end and other.start < hit.end for other in kept):
            kept.append(Span(hit.start, hit.end))
    return tuple(sorted(kept))
