"""How templates are spoken of."""

from __future__ import annotations

from typing import Final

from desktop_app.domain.merge_fields import NAMES_FROM_CONTACT, FieldGroup, MergeField
from desktop_app.domain.templates import Template, TemplateScope, Tone

TONES: Final = (
    (Tone.PROFESSIONAL, "Professional"),
    (Tone.FRIENDLY, "Friendly"),
    (Tone.CASUAL, "Casual"),
    (Tone.FORMAL, "Formal"),
)
TONE_WORDS: Final = dict(TONES)
NO_CATEGORY: Final = "No category"
SCOPES: Final = (
    (TemplateScope.ALL, "All templates", "ph.article"),
    (TemplateScope.DEFAULT, "Default for category", "ph.star"),
    (TemplateScope.MINE, "Mine", "ph.user"),
    (TemplateScope.TEAM, "Team", "ph.users"),
)
TITLES: Final = {
    TemplateScope.ALL: "Templates",
    TemplateScope.DEFAULT: "Default for category",
    TemplateScope.MINE: "Mine",
    TemplateScope.TEAM: "Team",
}


def spoken(template: Template) -> str:
    """A template as a screen reader says it."""
    parts = (
        template.name,
        "default" if template.is_default else "",
        TONE_WORDS[template.tone],
        template.text.subject,
        "" if template.mine else f"shared by {template.owner}",
    )
    return ", ".join(part for part in parts if part)


def counted(count: int, one: str, many: str = "") -> str:
    """``1 field``, ``2 fields``"""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def joined(names: tuple[str, ...]) -> str:
    """``event_name``, ``event_name and phone``, ``a, b and c``"""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def lead_key(field: MergeField) -> str:
    """The key of the field of a lead in which the value of a merge field stands; "" for one that
    stands in no lead."""
    if field.name in NAMES_FROM_CONTACT:
        return "contact_name"
    if field.group is FieldGroup.LEAD:
        return field.name
    return f"custom.{field.name}" if field.group is FieldGroup.CUSTOM else ""
