"""What a custom field may be called, which key it gets, and what it lets one choose."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from desktop_app.domain.custom_fields import RESERVED_KEYS, CustomField
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.lead_fields import LeadFields

LONGEST_TITLE = 60
LONGEST_CHOICE = 120
MOST_CHOICES = 200
MOST_FIELDS = 100

_LONGEST_KEY = 48


def make_key(title: str, taken: Collection[str]) -> str:
    """The key of a new field in ``leads.metadata``: ``contract_value`` of "Contract value".

    Args:
        taken: keys of the user's fields that stand.

    The key follows from the title alone, so that a field which was removed finds its values
    again when it is added anew.
    """
    folded = unicodedata.normalize("NFKD", title).casefold()
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    # NFC, since NFKD took apart what is one letter elsewhere (Hangul).
    name = unicodedata.normalize("NFC", re.sub(r"\W+", "_", plain)).strip("_")
    name = name[:_LONGEST_KEY].strip("_") or "field"
    key, number = name, 1
    while key in taken or key in RESERVED_KEYS:
        number += 1
        key = f"{name}_{number}"
    return key


def check_title(title: str, fields: LeadFields, but: UUID | None = None) -> str:
    """A title as it is kept.

    Args:
        fields: what the user's leads have already.
        but: the field that is being renamed.

    Raises:
        KnownError: it is empty, too long, or something of a lead has that name.
    """
    tidy = one_line(title)
    if not tidy:
        raise KnownError(
            tr("A field needs a name."), tr("Call it what you would call it yourself.")
        )
    if len(tidy) > LONGEST_TITLE:
        raise KnownError(
            tr("This name is too long."),
            tr("It has room for {longest_title} characters.", longest_title=LONGEST_TITLE),
        )
    others = LeadFields(each for each in fields.custom if each.id != but)
    if found := others.named(tidy):
        raise KnownError(
            tr("“{tidy}” means the field “{title}” already.", tidy=tidy, title=found.title),
            tr("Give it another name."),
        )
    return tidy


def check_room(fields: Iterable[CustomField]) -> None:
    """Raises:
    KnownError: the user has as many fields as there can be.
    """
    if len(list(fields)) >= MOST_FIELDS:
        raise KnownError(
            tr("There are {most_fields} fields already.", most_fields=MOST_FIELDS),
            tr("Remove one that is not needed any more."),
        )


def check_choices(choices: Sequence[str]) -> tuple[str, ...]:
    """Choices as they are kept: tidy, in their order, empty ones left out.

    Raises:
        KnownError: there are none or too many, one is too long, or one stands there twice.
    """
    tidy = [line for line in map(one_line, choices) if line]
    if not tidy:
        raise KnownError(
            tr("There is nothing to choose from."),
            tr("Write at least one choice."),
            field="choices",
        )
    if len(tidy) > MOST_CHOICES:
        raise KnownError(
            tr("{count} choices are too many.", count=len(tidy)),
            tr("There is room for {most_choices}.", most_choices=MOST_CHOICES),
            field="choices",
        )
    seen: set[str] = set()
    for choice in tidy:
        if len(choice) > LONGEST_CHOICE:
            raise KnownError(
                tr("The choice “{choice}…” is too long.", choice=choice[:30]),
                tr("It has room for {longest_choice} characters.", longest_choice=LONGEST_CHOICE),
                field="choices",
            )
        if choice.casefold() in seen:
            raise KnownError(
                tr("The choice “{choice}” stands there twice.", choice=choice),
                tr("Take one away."),
                field="choices",
            )
        seen.add(choice.casefold())
    return tuple(tidy)


def one_line(text: str) -> str:
    """Text on one line: white space of any kind is one space, nothing invisible is left."""
    visible = "".join(
        " " if char.isspace() else char
        for char in text
        if char.isspace() or unicodedata.category(char) not in ("Cc", "Cs")
    )
    return " ".join(visible.split())
