"""What stands in the palette: rows, in groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from desktop_app.domain.language import mark, tr
from desktop_app.domain.palette import NO_MATCH, Match

MOST_SHOWN = 40


class Group(StrEnum):
    """The groups, in the order in which they stand where nothing fits better."""

    RECENT = "Recent"
    LEADS = "Leads"
    VERBS = "With"  # and the lead's name
    CONVERSATIONS = "Conversations"
    TEMPLATES = "Templates"
    VIEWS = "Views"
    COMMANDS = "Commands"
    SETTINGS = "Settings"

    @property
    def words(self) -> str:
        """What stands above it."""
        return tr(self.value)


_TITLES = (mark("Recent"), mark("Leads"), mark("With"), mark("Conversations"), mark("Templates"),
           mark("Views"), mark("Commands"), mark("Settings"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One row.

    Args:
        key: what its use is remembered by; "" for what is not worth remembering.
        run: what Enter does.
        beside: what Ctrl+Enter does: the same beside what one is at; None where that cannot be.
        face: whose monogram stands before it, in the place of an icon.
        status: of a lead, shown as a pill.
        keys: of a command, as they are shown.
        at: a moment in words, at the right.
        lead: the lead that it is, of which Tab shows what can be done with it.
        match: which letters fit, and how well.
        use: what its use adds to that.
    """

    group: Group
    key: str
    title: str
    detail: str = ""
    icon: str = ""
    run: Callable[[], None] = lambda: None
    beside: Callable[[], None] | None = None
    face: str = ""
    status: str = ""
    keys: tuple[str, ...] = ()
    at: str = ""
    lead: UUID | None = None
    match: Match = NO_MATCH
    use: float = 0.0

    @property
    def rank(self) -> float:
        return self.match.score + self.use

    def spoken(self) -> str:
        """As a screen reader says it."""
        parts = (self.title, self.detail, self.status, self.at, " ".join(self.keys))
        return ", ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Heading:
    """The title above a group."""

    words: str


Row = Item | Heading


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of one source; ``title`` is that of its group where it has one of its own."""

    items: tuple[Item, ...] = ()
    title: str = ""


def laid_out(found: Sequence[Found], first: Group | None = None) -> list[Row]:
    """Rows with their headings: the group with what fits best comes first.

    Args:
        first: the group of the screen one came from, which needs less to be first.
    """
    order = list(Group)

    def place(each: Found) -> tuple[float, int]:
        group = each.items[0].group
        best = max(item.rank for item in each.items)
        # What belongs to the first lead stands below it, whatever it is called.
        if group is Group.VERBS:
            leads = next((f for f in found if f.items and f.items[0].group is Group.LEADS), each)
            best = max(item.rank for item in leads.items) + _near(Group.LEADS, first)
        return (-round(best + _near(group, first), 2), order.index(group))

    rows: list[Row] = []
    for each in sorted((f for f in found if f.items), key=place):
        rows.append(Heading(each.title or each.items[0].group.words))
        rows.extend(each.items)
    return rows[:MOST_SHOWN]


def _near(group: Group, first: Group | None) -> float:
    """Leads are what one looks for most; and what one came from is nearer."""
    return (0.4 if group is first else 0.0) + (0.1 if group is Group.LEADS else 0.0)


def best(items: Sequence[Item], most: int) -> tuple[Item, ...]:
    """The items that fit best, with what is used most; those that fit alike as they come."""
    return tuple(sorted(items, key=lambda each: -each.rank)[:most])


def weighed(item: Item, match: Match | None, use: float) -> Item:
    """An item with how well it fits; what the database found by other words fits a little."""
    return replace(item, match=match if match is not None else Match(0.15), use=use)
