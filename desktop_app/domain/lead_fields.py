"""What a lead has that can be shown in a column, sorted by, filtered by, asked for in words.

One table for the whole program: columns of ``leads``, what follows from mail and actions, and
the user's custom fields (``custom.<key>``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.custom_fields import CustomField, CustomKind
from desktop_app.domain.language import tr

CUSTOM = "custom."
"""What the key of a custom field begins with."""


class ValueKind(StrEnum):
    """What the values of a field are; decides which operators make sense."""

    TEXT = "text"
    NUMBER = "number"
    SIZE = "size"  # text that holds a number first, like "201–500"; compared by it
    DATE = "date"
    MOMENT = "moment"  # an instant; asked about in days of the user's calendar
    CHOICE = "choice"
    FLAG = "flag"
    DAYS = "days"  # for how long something has been so; asked about in days


@dataclass(frozen=True, slots=True)
class Field:
    """One field of leads.

    Args:
        key: its name in filters, sort keys, layouts and on the command line.
        title: what a column's header or a chip calls it.
        words: further names in the language of the search box; the key is one by itself.
        column: whether the table can show it.
        sortable: whether a list can be ordered by it.
        editable: whether a cell of it can be typed into.
        choices: the values of a choice, in their order.
        descending: which way a list sorted by it begins.
    """

    key: str
    title: str
    kind: ValueKind
    words: tuple[str, ...] = ()
    column: bool = True
    sortable: bool = True
    editable: bool = False
    choices: tuple[str, ...] = ()
    descending: bool = False

    @property
    def custom_key(self) -> str | None:
        """The key in ``leads.metadata`` of a custom field, else None."""
        return self.key.removeprefix(CUSTOM) if self.key.startswith(CUSTOM) else None


_TEXT, _MOMENT = ValueKind.TEXT, ValueKind.MOMENT

BUILT_IN: tuple[Field, ...] = (
    Field("company", tr("Company"), _TEXT, ("organisation", "organization"), editable=True),
    Field("contact_name", tr("Contact"), _TEXT, ("contact", "name", "person"), editable=True),
    Field(
        "status",
        tr("Status"),
        ValueKind.CHOICE,
        ("is",),
        editable=True,
        choices=("hot", "warm", "cold"),
    ),
    Field("last_contact", tr("Last contact"), _MOMENT, ("contacted", "last"), descending=True),
    Field("suggestion", tr("Suggested next step"), _TEXT, ("next",), sortable=False),
    Field("email", tr("Email"), _TEXT, ("mail", "address"), editable=True),
    Field("phone", tr("Phone"), _TEXT, ("tel",), editable=True),
    Field("website", tr("Website"), _TEXT, ("web", "site", "domain"), editable=True),
    Field("industry", tr("Industry"), _TEXT, ("sector", "branch"), editable=True),
    Field("company_size", tr("Company size"), ValueKind.SIZE, ("size", "employees"), editable=True),
    Field("last_message", tr("Last message"), _TEXT, ("message", "said"), sortable=False),
    Field("created", tr("Added"), _MOMENT, ("added",), descending=True),
    Field("updated", tr("Changed"), _MOMENT, ("changed", "edited"), descending=True),
    Field("wrote", tr("They wrote"), _MOMENT, ("received", "inbound"), descending=True),
    Field("written", tr("You wrote"), _MOMENT, ("sent", "outbound", "mailed"), descending=True),
    Field("no_reply", tr("No reply for"), ValueKind.DAYS, ("noreply", "waiting"), column=False,
          sortable=False),
    Field("draft", tr("AI draft"), ValueKind.FLAG, ("drafts",), column=False, sortable=False),
    Field("action", tr("Open action"), ValueKind.FLAG, ("actions", "open_action"), column=False,
          sortable=False),
    Field("due", tr("Action due"), _MOMENT, ("action_due",), column=False, sortable=False),
)  # fmt: skip

_KINDS = {
    CustomKind.TEXT: ValueKind.TEXT,
    CustomKind.NUMBER: ValueKind.NUMBER,
    CustomKind.DATE: ValueKind.DATE,
    CustomKind.CHOICE: ValueKind.CHOICE,
}


class LeadFields:
    """The fields that one user's leads have: the built-in ones and their own."""

    def __init__(self, custom: Iterable[CustomField] = ()) -> None:
        self.custom = tuple(custom)
        self.all = (*BUILT_IN, *map(as_field, self.custom))
        self._by_key = {field.key: field for field in self.all}

    def get(self, key: str) -> Field | None:
        """A field by its key, or None."""
        return self._by_key.get(key)

    def named(self, word: str) -> Field | None:
        """A field by any name of it (key, title or further word; case, spaces, hyphens and
        underscores aside), or None. A built-in name wins over a custom field's."""
        wanted = _folded(word)
        for field in self.all:
            names = (field.key, field.key.removeprefix(CUSTOM), field.title, *field.words)
            if wanted in map(_folded, names):
                return field
        return None


def as_field(custom: CustomField) -> Field:
    """A custom field as a field of leads."""
    return Field(
        CUSTOM + custom.key,
        custom.title,
        _KINDS[custom.kind],
        editable=True,
        choices=custom.choices,
    )


def _folded(word: str) -> str:
    return word.casefold().replace("_", "").replace("-", "").replace(" ", "")
