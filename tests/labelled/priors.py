"""What the weights of the built-in reader are expected to be before any labelled mail is looked at:
the log odds that a cue is good for. The fit departs from them only as far as the mail says so."""

from __future__ import annotations

from typing import Final

PRIORS: Final[dict[str, dict[str, float]]] = {
    "intent:meeting": {
        "bias": -3.0, "meet_want": 2.5, "meet_time": 2.5, "meet_day": 1.5, "meet_fixed": 2.0,
        "meet_come": 2.0, "meet_when": 2.2,
        "meet_noun": 0.7, "meeting_asked": 1.0, "meet_none": -3.0, "meet_other": -1.5,
        "warm_meeting": 0.5, "refusal": -0.5,
    },
    "intent:price": {
        "bias": -3.0, "price_ask": 3.0, "price_noun": 0.7, "price_asked": 1.5, "price_high": -0.5,
    },
    "intent:objection": {
        "bias": -3.0, "price_high": 2.5, "have_one": 2.0, "no_budget": 2.5, "no_fit": 1.5,
        "no_trust": 1.2, "refusal": 1.0, "turned_down": 1.7, "price_against": 1.0,
        "warm": -0.3, "stop_mail": -1.0,
    },
    "intent:deferral": {
        "bias": -3.0, "not_now": 2.0, "come_back": 2.0, "later_date": 1.0, "busy": 1.0,
        "later_named": 1.5, "refusal": -0.3,
    },
    "intent:wrong_person": {
        "bias": -3.0, "not_mine": 2.0, "other_person": 0.8, "person_named": 2.0,
    },
    "intent:unsubscribe": {"bias": -3.5, "stop_mail": 4.0, "stop_not": -2.0},
    "intent:thanks": {
        "bias": -3.0, "thanks_much": 2.5, "thanks_for": 2.0, "thanks_word": 0.3,
        "thanks_polite": -0.5, "thanks_alone": 1.5, "thanks_not": -3.0, "thanks_refused": -1.5,
        "cold": -1.0,
    },
    "sentiment:positive": {
        "warm": 1.0, "tone": 1.5, "warm_meeting": 0.7, "meet_want": 0.3, "meet_time": 0.3,
        "thanks_much": 1.0, "thanks_for": 0.7, "thanks_alone": 0.5, "stop_not": 0.3,
    },
    "sentiment:neutral": {"bias": 0.5, "ask": 0.3, "not_mine": 0.6, "later_date": 0.2},
    "sentiment:negative": {
        "cold": 1.0, "refusal": 1.5, "stop_mail": 2.0, "no_fit": 0.5, "price_high": 0.5,
        "have_one": 0.7, "no_budget": 0.7, "turned_down": 0.7, "waiting": 0.7, "loud": 0.7,
        "tone": -1.5,
        "thanks_not": 1.0, "not_mine": 0.2, "broken": 0.5, "warm_refused": 0.5,
    },
    "urgency:high": {
        "bias": -0.7, "soon_word": 1.5, "soon_until": 1.5, "broken": 2.0, "deciding": 1.0,
        "waiting": 1.0, "soon_asked": 1.0, "loud": 0.5, "no_rush": -1.5,
    },
    "urgency:normal": {
        "ask": 1.0, "mark": 1.0, "price_ask": 0.7, "meet_want": 0.7, "meet_time": 0.5,
        "ends_asking": 0.5, "stop_mail": 0.3,
    },
    "urgency:low": {
        "quiet": 1.5, "no_rush": 1.5, "thanks_alone": 1.5, "refusal": 1.0, "not_now": 1.0,
        "have_one": 0.5, "not_mine": 0.5, "busy": 0.5, "brief": 0.3,
    },
}  # fmt: skip
