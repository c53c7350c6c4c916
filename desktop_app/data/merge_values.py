"""What merge fields there are for a user, and what they come to for leads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop_app.data.custom_fields import CustomFieldRepository
from desktop_app.data.database import Database
from desktop_app.data.leads import LeadRepository
from desktop_app.data.users import UserRepository
from desktop_app.domain.leads import LeadQuery
from desktop_app.domain.merge_fields import (
    LEAD_COLUMNS,
    NAMES_FROM_CONTACT,
    FieldGroup,
    MergeField,
    date_values,
    known_fields,
    lead_values,
    user_values,
)
from desktop_app.domain.users import User
from desktop_app.domain.zones import zone_or_utc


class MergeValueRepository:
    """Values of merge fields."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._custom = CustomFieldRepository(db)

    def fields(self, user_id: UUID) -> tuple[MergeField, ...]:
        """The fields that the user's templates can name, in menu order."""
        return known_fields(self._custom.fields(user_id))

    def known(self, user_id: UUID) -> dict[str, str]:
        """Their names and titles, in menu order."""
        return {field.name: field.title for field in self.fields(user_id)}

    def of_leads(
        self, user_id: UUID, lead_ids: Sequence[UUID], now: datetime
    ) -> dict[UUID, dict[str, str]]:
        """The values for leads of the user: of each lead the fields that have one, the writer's
        and the day's among them. Leads that are not the user's are left out.

        Args:
            now: aware; the day is the user's.
        """
        with self._db.connection():
            custom = self._custom.fields(user_id)
            common = self._common(user_id, now)
            rows = self._db.rows(
                f"SELECT id, metadata, {', '.join(LEAD_COLUMNS)} FROM public.leads "  # noqa: S608
                "WHERE user_id = %s AND id = ANY(%s)",
                (user_id, list(lead_ids)),
            )
        return {
            row[0]: {
                **lead_values(
                    dict(zip(LEAD_COLUMNS, row[2:], strict=True)), _object(row[1]), custom
                ),
                **common,
            }
            for row in rows
        }

    def of_nobody(self, user_id: UUID, now: datetime) -> dict[str, str]:
        """The values where there is no lead: the writer's and the day's."""
        with self._db.connection():
            return self._common(user_id, now)

    def lacking(
        self, user_id: UUID, query: LeadQuery, names: Sequence[str], now: datetime
    ) -> tuple[int, dict[str, int]]:
        """How many leads a query has, and how many of them have no value of each field.

        Args:
            names: of known fields; those that nobody lacks are left out of the answer.
        """
        with self._db.connection():
            common = self._common(user_id, now)
            inner, params = LeadRepository(self._db).select_ids(user_id, query, ordered=False)
            groups = {field.name: field.group for field in self.fields(user_id)}
            counted: list[str] = ["count(*)"]
            for at, name in enumerate(names):
                params[f"gap{at}"] = name
                counted.append(_lacks(name, groups.get(name), f"gap{at}", name in common))
            row = self._db.row(
                f"SELECT {', '.join(counted)} FROM ({inner}) AS listed "  # noqa: S608
                "JOIN public.leads AS lead ON lead.id = listed.lead_id",
                params,
            )
        total, *gaps = row or (0,)
        return total, {name: gap for name, gap in zip(names, gaps, strict=True) if gap}

    def _common(self, user_id: UUID, now: datetime) -> dict[str, str]:
        user = UserRepository(self._db).by_id(user_id)
        if user is None:
            return date_values(now, ZoneInfo("UTC"))
        return {
            **user_values(user.name, user.email, user.signature),
            **date_values(now, zone_of(user)),
        }


def zone_of(user: User) -> ZoneInfo:
    """The user's zone; UTC where the name of it means nothing here."""
    return zone_or_utc(user.timezone)


def _object(metadata: Any) -> dict[str, Any]:
    return metadata if isinstance(metadata, dict) else {}


def _lacks(name: str, group: FieldGroup | None, parameter: str, is_there: bool) -> str:
    """SQL that counts the leads without a value of a field."""
    if group is FieldGroup.LEAD:
        column = "contact_name" if name in NAMES_FROM_CONTACT else name
        return f"count(*) FILTER (WHERE coalesce(lead.{column}, '') !~ '\\S')"
    if group is FieldGroup.CUSTOM:
        value = f"lead.metadata -> %({parameter})s::text"
        return (
            f"count(*) FILTER (WHERE coalesce(jsonb_typeof({value}), 'null') NOT IN "
            f"('string', 'number') OR coalesce(lead.metadata ->> %({parameter})s::text, '') "
            "!~ '\\S')"
        )
    return "0" if is_there else "count(*)"
