"""What a message is to the built-in reader's model: a few dozen numbers, from its cues and tone."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.domain.cues import PATTERNS

_MOST = 2  # how often a cue counts at most: whoever says it thrice means it no more


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue where it stands."""

    cue: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tone:
    """What a sentiment lexicon makes of a text: each from 0 to 1, ``compound`` from -1."""

    compound: float
    positive: float
    negative: float


# What only both together tell, or the one without the other.
_TOGETHER = (
    ("later_named", ("not_now", "come_back", "busy"), ("later_date",)),
    ("later_refused", ("refusal",), ("later_date", "come_back", "not_now")),
    ("price_asked", ("price_noun",), ("mark", "ask")),
    ("price_against", ("price_high",), ("have_one", "no_fit", "refusal", "no_budget")),
    ("meeting_asked", ("meet_noun",), ("mark", "meet_day", "meet_time")),
    ("person_named", ("not_mine",), ("other_person",)),
    ("thanks_refused", ("refusal", "have_one", "stop_mail"), ("thanks_word",)),
    ("thanks_asked", ("ask", "mark"), ("thanks_word",)),
    ("soon_asked", ("soon_until", "soon_word"), ("ask", "mark", "deciding")),
    ("warm_meeting", ("warm",), ("meet_want", "meet_time", "meet_day")),
    ("warm_refused", ("warm",), ("refusal", "no_fit", "have_one", "not_now", "no_budget")),
    ("cold_waiting", ("cold",), ("waiting", "broken")),
)

FEATURES = (
    "bias", *PATTERNS, *(name for name, _, _ in _TOGETHER), "tone", "tone_good", "tone_bad",
    "words", "brief", "quiet", "thanks_alone", "ends_asking",
)  # fmt: skip
"""The names of the numbers, in the order of the model's weights."""


def without_shadows(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The cues of a text without those that are only part of another reading: a polite "thanks for
    your mail" is no thanks, "don't unsubscribe me" no wish to be left alone."""
    found = tuple(hits)
    shadows = {"thanks_for": "thanks_polite", "stop_mail": "stop_not"}
    covering = {name: [hit for hit in found if hit.cue == name] for name in set(shadows.values())}
    return tuple(
        hit
        for hit in found
        if not any(
            hit.start < other.end and other.start < hit.end
            for other in covering.get(shadows.get(hit.cue, ""), ())
        )
    )


def features(text: str, hits: Iterable[Hit], tone: Tone) -> tuple[float, ...]:
    """The numbers of a message, in the order of :data:`FEATURES`.

    Args:
        text: its own words.
        hits: its cues, without shadows.
    """
    counts = Counter(hit.cue for hit in hits)
    words = len(text.split())
    asks = bool(counts["ask"] or counts["mark"])
    aims = sum(
        counts[name]
        for name in ("meet_want", "meet_time", "price_ask", "refusal", "not_now", "not_mine",
                     "stop_mail", "no_fit", "have_one")
    )  # fmt: skip
    thanks = bool(counts["thanks_much"] or counts["thanks_for"])
    last = text.rstrip().rsplit("\n", 1)[-1]
    return (
        1.0,
        *(float(min(counts[name], _MOST)) for name in PATTERNS),
        *(
            float(any(counts[name] for name in ones) and any(counts[name] for name in others))
            for _, ones, others in _TOGETHER
        ),
        tone.compound,
        tone.positive,
        tone.negative,
        math.log1p(words) / 5,
        float(words <= 12),
        float(not aims and not asks),
        float(thanks and not asks and not aims),
        float("?" in last),
    )
