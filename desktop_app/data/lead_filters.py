"""Filters and orders of leads as SQL over ``outpost.lead_index`` and, where needed, ``leads``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.lead_fields import Field, LeadFields, ValueKind
from desktop_app.domain.lead_filters import Condition, Group, Op, SortKey

# ``indexed`` is outpost.lead_index, ``lead`` is public.leads, joined only where one is asked for.
_MOMENTS: Mapping[str, str] = {
    "last_contact": "indexed.last_contact_at",
    "created": "indexed.created_at",
    "wrote": "indexed.last_inbound_at",
    "written": "indexed.last_outbound_at",
    "updated": "lead.updated_at",
}
_TEXTS: Mapping[str, str] = {
    "company": "lead.company",
    "contact_name": "lead.contact_name",
    "email": "lead.email",
    "phone": "lead.phone",
    "website": "lead.website",
    "industry": "lead.industry",
    "suggestion": "lead.ai_suggestion",
    "last_message": "lead.last_message",
}
# Folded without leading punctuation, at most so many characters (outpost.sort_key).
_KEYS: Mapping[str, str] = {
    "company": "indexed.company_key",
    "contact_name": "indexed.contact_key",
}
_KEY_LENGTH = 100
_RANKS: Mapping[str, int] = {"hot": 1, "warm": 2, "cold": 3}

_OPEN_ACTION = (
    "EXISTS (SELECT FROM public.actions AS action WHERE action.lead_id = indexed.lead_id"
    " AND action.status IN ('pending', 'in_progress'){more})"
)
_DAY = r"'^\d{4}-\d\d-\d\d$'"

INDEXED_ORDERS = frozenset({"company", "contact_name", "status", "last_contact"})
"""Fields whose order an index of ``outpost.lead_index`` gives, forwards and backwards."""


@dataclass(slots=True)
class Today:
    """The present day of the user, and where in time his days begin.

    Args:
        now: the present, with a time zone.
        zone: the user's.
    """

    now: datetime
    zone: ZoneInfo

    @property
    def day(self) -> date:
        return self.now.astimezone(self.zone).date()

    def begins(self, day: date) -> datetime:
        """The first instant of a day."""
        return datetime.combine(day, time(), self.zone)

    def days_ago(self, days: int) -> datetime:
        """The first instant of the day so many days ago (negative: ahead); the earliest or
        latest one that Postgres and Python share when that is further away."""
        try:
            return self.begins(self.day - timedelta(days=days))
        except OverflowError:
            far = date(1, 1, 2) if days > 0 else date(9999, 12, 30)
            return datetime.combine(far, time(), self.zone)


@dataclass(slots=True)
class LeadSql:
    """Conditions and order of one question.

    Args:
        fields: what the user's leads have.
        today: asked only when a condition speaks of days.
        params: the values, by the names under which the SQL asks for them.
    """

    fields: LeadFields
    today: Callable[[], Today]
    params: dict[str, Any] = field(default_factory=dict)

    def where(self, group: Group) -> str:
        """A group as one condition; ``true`` for one that asks for nothing."""
        if not group.parts:
            return "true"
        parts = [
            self.where(part) if isinstance(part, Group) else self.condition(part)
            for part in group.parts
        ]
        joined = (" OR " if group.any else " AND ").join(f"({part})" for part in parts)
        return f"NOT coalesce(({joined}), false)" if group.negated else joined

    def condition(self, asked: Condition) -> str:
        """One condition.

        Raises:
            KnownError: there is no such field (any more), or the operator is none of its kind.
        """
        known = self._field(asked.field)
        makers: Mapping[ValueKind, Callable[[Field, Condition], str]] = {
            ValueKind.TEXT: self._text,
            ValueKind.NUMBER: self._number,
            ValueKind.SIZE: self._number,
            ValueKind.DATE: self._date,
            ValueKind.MOMENT: self._moment,
            ValueKind.CHOICE: self._choice,
            ValueKind.FLAG: self._flag,
            ValueKind.DAYS: self._no_reply,
        }
        return makers[known.kind](known, asked)

    def order(self, keys: Sequence[SortKey]) -> str:
        """``ORDER BY`` of several levels; total, ties broken by the lead's id.

        What is empty or never happened comes last, both ways. A single level of an indexed
        field is exactly what its index gives.
        """
        levels: list[str] = []
        nullable = False
        names = [key.field for key in keys]
        for key in keys:
            way = "DESC" if key.descending else "ASC"
            expression, may_be_null = self._sort_key(self._field(key.field))
            nullable |= may_be_null
            levels.append(f"{expression} {way}" + (" NULLS LAST" if may_be_null else ""))
            if key.field == "status" and len(keys) == 1 and "company" not in names:
                levels.append(f"indexed.company_key {way}")
        down = bool(keys) and keys[0].descending and not nullable
        return ", ".join([*levels, "indexed.lead_id" + (" DESC" if down else "")])

    @staticmethod
    def needs_lead(*parts: str) -> bool:
        """Whether any of these speaks of ``public.leads`` itself."""
        return any("lead." in part for part in parts)

    # -- kinds -------------------------------------------------------------------------------

    def _text(self, known: Field, asked: Condition) -> str:
        column = self._column(known)
        op = asked.op
        if op in (Op.EMPTY, Op.FILLED):
            empty = f"coalesce(btrim({column}), '') = ''"
            return empty if op is Op.EMPTY else f"NOT ({empty})"
        text = str(asked.value).strip()
        folded = f"coalesce(outpost.fold({column}), '')"
        if op in (Op.IS, Op.IS_NOT):
            given = self._param(text)
            same = f"{folded} = outpost.fold({given})"
            if op is Op.IS_NOT:
                return f"NOT ({same})"
            key = _KEYS.get(known.key)
            return f"{key} = outpost.sort_key({given}) AND {same}" if key else same
        if op is Op.BEGINS:
            return f"starts_with({folded}, outpost.fold({self._param(text)}))"
        if op in (Op.CONTAINS, Op.LACKS):
            given = self._param(text)
            found = f"strpos({folded}, outpost.fold({given})) > 0"
            key = _KEYS.get(known.key)
            if key and text.isalnum():
                # The narrow row has nearly all names whole: no need to look into the wide one.
                found = (
                    f"CASE WHEN char_length({key}) < {_KEY_LENGTH}"
                    f" THEN strpos({key}, outpost.fold({given})) > 0 ELSE EXISTS ("
                    "SELECT FROM public.leads AS whole WHERE whole.id = indexed.lead_id AND "
                    f"strpos(outpost.fold(whole.{known.key}), outpost.fold({given})) > 0) END"
                )
            return found if op is Op.CONTAINS else f"NOT ({found})"
        raise _senseless(known)

    def _number(self, known: Field, asked: Condition) -> str:
        column = self._value(known)
        if asked.op in (Op.EMPTY, Op.FILLED):
            return f"{column} IS {'' if asked.op is Op.EMPTY else 'NOT '}NULL"
        signs = {Op.AT_LEAST: ">=", Op.AT_MOST: "<=", Op.MORE: ">", Op.LESS: "<"}
        if asked.op not in signs:
            raise _senseless(known)
        return f"{column} {signs[asked.op]} {self._param(asked.value)}::numeric"

    def _date(self, known: Field, asked: Condition) -> str:
        """A custom field: the text of a day, which compares as the day does."""
        column = self._value(known)
        if asked.op in (Op.EMPTY, Op.FILLED):
            return f"{column} IS {'' if asked.op is Op.EMPTY else 'NOT '}NULL"
        if asked.op in (Op.WITHIN, Op.BEYOND):
            now = self.today()
            then = self._param(now.days_ago(_days(asked)).date().isoformat())
            if asked.op is Op.BEYOND:
                return f"{column} < {then}"
            return f"{column} >= {then} AND {column} <= {self._param(now.day.isoformat())}"
        if not isinstance(asked.value, date):
            raise _senseless(known)
        signs = {Op.ON: "=", Op.BEFORE: "<", Op.SINCE: ">="}
        if asked.op not in signs:
            raise _senseless(known)
        return f"{column} {signs[asked.op]} {self._param(asked.value.isoformat())}"

    def _moment(self, known: Field, asked: Condition) -> str:
        if known.key == "due":
            return self._due(known, asked)
        column = _MOMENTS[known.key]
        if asked.op in (Op.EMPTY, Op.FILLED):
            return f"{column} IS {'' if asked.op is Op.EMPTY else 'NOT '}NULL"
        if asked.op in (Op.WITHIN, Op.BEYOND):
            then = self._param(self.today().days_ago(_days(asked)))
            return f"{column} {'>=' if asked.op is Op.WITHIN else '<'} {then}"
        return self._on_days(column, known, asked)

    def _due(self, known: Field, asked: Condition) -> str:
        """An open action that is due; within so many days counts those that are late, too."""
        column = "action.due_date"
        if asked.op in (Op.EMPTY, Op.FILLED):
            there = _OPEN_ACTION.format(more=f" AND {column} IS NOT NULL")
            return there if asked.op is Op.FILLED else f"NOT {there}"
        if asked.op in (Op.WITHIN, Op.BEYOND):
            end = self._param(self.today().days_ago(-_days(asked) - 1))
            inner = f"{column} {'<' if asked.op is Op.WITHIN else '>='} {end}"
        else:
            inner = self._on_days(column, known, asked)
        return _OPEN_ACTION.format(more=f" AND {inner}")

    def _on_days(self, column: str, known: Field, asked: Condition) -> str:
        day = asked.value
        if not isinstance(day, date) or asked.op not in (Op.ON, Op.BEFORE, Op.SINCE):
            raise _senseless(known)
        begin = self._param(self.today().begins(day))
        if asked.op is Op.BEFORE:
            return f"{column} < {begin}"
        if asked.op is Op.SINCE or day == date.max:
            return f"{column} >= {begin}"
        end = self._param(self.today().begins(day + timedelta(days=1)))
        return f"{column} >= {begin} AND {column} < {end}"

    def _choice(self, known: Field, asked: Condition) -> str:
        words = [word.casefold() for word in asked.value] if isinstance(asked.value, tuple) else []
        if known.key == "status":
            if asked.op in (Op.EMPTY, Op.FILLED):
                return "false" if asked.op is Op.EMPTY else "true"
            ranks = self._param(sorted(_RANKS[word] for word in words if word in _RANKS))
            found = f"indexed.status_rank = ANY({ranks}::integer[])"
        else:
            column = self._value(known)
            if asked.op in (Op.EMPTY, Op.FILLED):
                return f"{column} IS {'' if asked.op is Op.EMPTY else 'NOT '}NULL"
            found = f"coalesce(lower({column}) = ANY({self._param(words)}::text[]), false)"
        if asked.op not in (Op.ANY_OF, Op.NONE_OF):
            raise _senseless(known)
        return found if asked.op is Op.ANY_OF else f"NOT ({found})"

    def _flag(self, known: Field, asked: Condition) -> str:
        if asked.op not in (Op.YES, Op.NO):
            raise _senseless(known)
        yes = "indexed.has_draft" if known.key == "draft" else _OPEN_ACTION.format(more="")
        return yes if asked.op is Op.YES else f"NOT {yes}"

    def _no_reply(self, known: Field, asked: Condition) -> str:
        """The rep wrote last, at least so many days ago."""
        if asked.op is not Op.FOR_DAYS:
            raise _senseless(known)
        then = self._param(self.today().days_ago(_days(asked) - 1))
        return (
            f"indexed.last_outbound_at < {then} AND (indexed.last_inbound_at IS NULL"
            " OR indexed.last_inbound_at < indexed.last_outbound_at)"
        )

    # -- columns -----------------------------------------------------------------------------

    def _field(self, key: str) -> Field:
        found = self.fields.get(key)
        if found is None:
            name = key.rpartition(".")[2]
            raise KnownError(
                tr("There is no field “{name}” any more.", name=name),
                tr("Take it out of the filter or the order, or make the field again."),
            )
        return found

    def _column(self, known: Field) -> str:
        """A text as it stands."""
        if known.custom_key is not None:
            return f"(lead.metadata ->> {self._param(known.custom_key)}::text)"
        return _TEXTS[known.key]

    def _value(self, known: Field) -> str:
        """A value that is NULL where there is none, or none of its kind."""
        if known.kind is ValueKind.SIZE:
            return "outpost.first_number(lead.company_size)"
        key = self._param(known.custom_key)
        held = f"(lead.metadata ->> {key}::text)"
        if known.kind is ValueKind.NUMBER:
            return (
                f"(CASE WHEN jsonb_typeof(lead.metadata -> {key}::text) = 'number'"
                f" THEN {held}::numeric END)"
            )
        if known.kind is ValueKind.DATE:
            # Compared as text, which days written like this allow.
            return f'(CASE WHEN {held} ~ {_DAY} THEN {held} END COLLATE "C")'
        return f"nullif(btrim({held}), '')"

    def _sort_key(self, known: Field) -> tuple[str, bool]:
        """What a level of the order goes by, and whether it can be NULL."""
        if not known.sortable:
            raise KnownError(
                tr("Leads cannot be sorted by “{title}”.", title=known.title),
                tr("Choose another column."),
            )
        if known.key in _KEYS:
            return _KEYS[known.key], False
        if known.key == "status":
            return "indexed.status_rank", False
        if known.kind is ValueKind.MOMENT:
            return _MOMENTS[known.key], True
        if known.kind in (ValueKind.SIZE, ValueKind.NUMBER, ValueKind.DATE):
            return self._value(known), True
        if known.custom_key is not None and known.kind is ValueKind.CHOICE:
            choices = self._param([choice.casefold() for choice in known.choices])
            return f"array_position({choices}::text[], lower({self._value(known)}))", True
        return f"nullif(outpost.sort_key({self._column(known)}), '') COLLATE \"C\"", True

    def _param(self, value: Any) -> str:
        name = f"v{len(self.params)}"
        self.params[name] = value
        return f"%({name})s"


def _days(asked: Condition) -> int:
    if not isinstance(asked.value, int) or isinstance(asked.value, bool) or asked.value < 0:
        raise KnownError(
            tr("A number of days is missing in the filter."), tr("Write it as in “30 days”.")
        )
    return min(asked.value, 4_000_000)


def _senseless(known: Field) -> KnownError:
    return KnownError(
        tr("The filter asks something of “{title}” that cannot be asked of it.", title=known.title),
        tr("Remove the chip and choose it anew."),
    )
