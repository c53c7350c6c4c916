"""How templates are spoken of."""

from __future__ import annotations

from typing import Final

from desktop_app.domain.language import tr
from desktop_app.domain.merge_fields import NAMES_FROM_CONTACT, FieldGroup, MergeField
from desktop_app.domain.templates import Template, TemplateScope, Tone

TONES: Final = (
    (Tone.PROFESSIONAL, tr("Professional")),
    (Tone.FRIENDLY, tr("Friendly")),
    (Tone.CASUAL, tr("Casual")),
    (Tone.FORMAL, tr("Formal")),
)
TONE_WORDS: Final = dict(TONES)
NO_CATEGORY: Final = tr("No category")
SCOPES: Final = (
    (TemplateScope.ALL, tr("All templates"), "ph.article"),
    (TemplateScope.DEFAULT, tr("Default for category"), "ph.star"),
    (TemplateScope.MINE, tr("Mine"), "ph.user"),
    (TemplateScope.TEAM, tr("Team"), "ph.users"),
)
TITLES: Final = {
    TemplateScope.ALL: tr("Templates"),
    TemplateScope.DEFAULT: tr("Default for category"),
    TemplateScope.MINE: tr("Mine"),
    TemplateScope.TEAM: tr("Team"),
}


def spoken(template: Template) -> str:
    """A template as a screen reader says it."""
    parts = (
        template.name,
        tr("default") if template.is_default else "",
        TONE_WORDS[template.tone],
        template.text.subject,
        "" if template.mine else tr("shared by {owner}", owner=template.owner),
    )
    return ", ".join(part for part in parts if part)


def joined(names: tuple[str, ...]) -> str:
    """``event_name``, ``event_name and phone``, ``a, b and c``"""
    if len(names) < 2:
        return "".join(names)
    return tr("{names} and {names_2}", names=", ".join(names[:-1]), names_2=names[-1])


def lead_key(field: MergeField) -> str:
    """The key of the field of a lead in which the value of a merge field stands; "" for one that
    stands in no lead."""
    if field.name in NAMES_FROM_CONTACT:
        return "contact_name"
    if field.group is FieldGroup.LEAD:
        return field.name
    return f"custom.{field.name}" if field.group is FieldGroup.CUSTOM else ""
