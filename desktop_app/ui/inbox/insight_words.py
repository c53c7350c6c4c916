"""What an insight is called and looks like, wherever it is shown. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.domain.insights import Insight, kind_words
from desktop_app.domain.language import percent as _percent
from desktop_app.domain.language import tr
from desktop_app.domain.suggestions import content_words

_OF_KIND: Mapping[str, str] = {
    "sentiment": "ph.smiley",
    "urgency": "ph.lightning",
    "intent": "ph.chat-centered-text",
    "suggestion": "ph.lightbulb",
}
# A shape for each thing that is said, so that nothing is said by colour alone.
_OF_LABEL: Mapping[tuple[str, str], str] = {
    ("sentiment", "positive"): "ph.smiley",
    ("sentiment", "neutral"): "ph.smiley-meh",
    ("sentiment", "negative"): "ph.smiley-sad",
    ("urgency", "high"): "ph.lightning",
    ("urgency", "normal"): "ph.clock",
    ("urgency", "low"): "ph.lightning-slash",
    ("intent", "meeting"): "ph.calendar-blank",
    ("intent", "price"): "ph.tag",
    ("intent", "objection"): "ph.hand-palm",
    ("intent", "deferral"): "ph.clock",
    ("intent", "wrong_person"): "ph.users",
    ("intent", "unsubscribe"): "ph.prohibit",
    ("intent", "thanks"): "ph.hands-clapping",
}
_OTHER = "ph.sparkle"

CHIPS = ("sentiment", "urgency", "intent")
"""The kinds that stand at a message, as they are shown."""

INK = "semantic.ai.fg"

ICONS: tuple[tuple[str, str], ...] = tuple(
    dict.fromkeys((icon, INK) for icon in (*_OF_KIND.values(), *_OF_LABEL.values(), _OTHER))
)
"""Every glyph of an insight, with its colour's token."""


def glyph_of(insight: Insight) -> str:
    """Its shape."""
    of_kind = _OF_KIND.get(insight.kind, _OTHER)
    return _OF_LABEL.get((insight.kind, insight.label), of_kind)


def content_of(insight: Insight) -> str:
    """What it says, in the user's language where a reader of ours wrote it."""
    return content_words(insight.content)


def chip_words(insight: Insight) -> str:
    """What stands on a chip: where the content says little by itself, with its kind."""
    if insight.kind == "urgency" and " " not in insight.content:
        return tr("{content} urgency", content=content_of(insight))
    return content_of(insight)


def spoken(insight: Insight) -> str:
    """All of it, for a screen reader: "Sentiment Positive, 91% sure"."""
    words = f"{kind_words(insight.kind)} {content_of(insight)}"
    sure = percent(insight)
    return tr("{words}, {sure} sure", words=words, sure=sure) if sure else words


def percent(insight: Insight) -> str:
    """How sure it is; "" where nobody said. What is not quite certain is not called so."""
    if insight.confidence is None:
        return ""
    most = 100 if insight.confidence >= 1 else 99
    return _percent(min(round(insight.confidence * 100), most))


def chips_of(insights: tuple[Insight, ...]) -> tuple[Insight, ...]:
    """Those that stand at their message: of how it sounds and how it presses the surest alone,
    whoever read it; of what it wants all.

    Args:
        insights: the surest of each kind first.
    """
    found: list[Insight] = []
    for each in insights:
        again = any(each.kind == one.kind for one in found)
        said = any(each.content == one.content for one in found)
        alone = not again or each.kind == "intent"
        if each.kind in CHIPS and each.content.strip() and alone and not said:
            found.append(each)
    return tuple(sorted(found, key=lambda each: CHIPS.index(each.kind)))
