"""Which template answers a message: by what its author wants, and the category of the template."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from desktop_app.domain.reading import Intent
from desktop_app.domain.templates import Template
from desktop_app.domain.writing import Tone

# Words of names and categories; the categories of people's own are as they like them.
_WORDS: Final[Mapping[Intent, tuple[str, ...]]] = {
    Intent.UNSUBSCRIBE: ("unsubscribe", "opt-out", "opt out", "stop", "no more"),
    Intent.WRONG_PERSON: ("wrong person", "referral", "right person", "introduction"),
    Intent.MEETING: ("meeting", "demo", "call", "schedul", "appointment", "visit", "calendar"),
    Intent.PRICE: ("pric", "quote", "proposal", "offer", "cost", "budget"),
    Intent.DEFERRAL: ("later", "nurture", "defer", "not now", "check in", "check-in", "timing"),
    Intent.OBJECTION: ("objection", "concern", "competitor", "comparison"),
    Intent.THANKS: ("thank", "referral"),
}
# Of categories alone: a template called "No reply, one week" answers nothing.
_ANY: Final = ("repl", "answer", "response")
_FIRST: Final = ("first", "intro", "outreach", "opener", "opening", "prospect", "cold", "new lead")
_FOLLOW: Final = ("follow", "check in", "check-in", "nurture", "reminder", "re-engage")
_TONES: Final[Mapping[Tone, tuple[str, ...]]] = {
    Tone.PROFESSIONAL: ("professional",),
    Tone.FRIENDLY: ("friendly", "casual"),
    Tone.BRIEF: ("casual", "professional"),
    Tone.FORMAL: ("formal",),
}


def best_template(
    templates: Sequence[Template], intents: Collection[Intent], tone: Tone
) -> Template | None:
    """The one that fits best; None where none fits.

    What is wanted first decides, in the order in which steps are suggested; where nothing certain
    is wanted, or nothing fits it, one that is for answers. Among those that fit: the category
    before the name, the wished tone, the default of its category, one's own.
    """
    for intent, words in _WORDS.items():
        if intent in intents and (found := _best(templates, words, tone)) is not None:
            return found
    return _best([each for each in templates if _names(each.category, _ANY)], _ANY, tone)


def template_to_begin(
    templates: Sequence[Template], tone: Tone, *, written_before: bool
) -> Template | None:
    """The one for a new mail to a lead; None where none fits.

    Args:
        written_before: the lead knows the user: who has had mail is not introduced to again.
    """
    return _best(templates, _FOLLOW if written_before else _FIRST, tone)


def _best(templates: Sequence[Template], words: tuple[str, ...], tone: Tone) -> Template | None:
    fitting = [each for each in templates if _fits(each, words)]
    return min(fitting, key=lambda each: _rank(each, words, tone), default=None)


def _fits(template: Template, words: tuple[str, ...]) -> bool:
    return _names(template.category, words) or _names(template.name, words)


def _names(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words begins one of the text's."""
    return any(re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE) for word in words)


def _rank(template: Template, words: tuple[str, ...], tone: Tone) -> tuple[object, ...]:
    return (
        not _names(template.category, words),
        str(template.tone) not in _TONES[tone],
        not template.is_default,
        not template.mine,
        template.name.casefold(),
        template.id.bytes,
    )
