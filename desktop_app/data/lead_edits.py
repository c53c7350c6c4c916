"""Fields of leads changed by hand: columns, and single keys of ``metadata``."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from psycopg import errors
from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.data.journal import RowChange
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr

_COLUMNS = (
    "company", "contact_name", "email", "phone", "website", "industry", "company_size", "status",
)  # fmt: skip
_NEEDED = frozenset({"company", "contact_name", "email", "status"})

# What is no object has no keys; ours come into a new one.
_METADATA = "CASE WHEN jsonb_typeof(lead.metadata) = 'object' THEN lead.metadata ELSE '{}' END"


@dataclass(frozen=True, slots=True)
class StandingLead:
    """A lead as it stands while it is locked."""

    id: UUID
    columns: Mapping[str, str | None]
    metadata: Mapping[str, Any]

    @property
    def name(self) -> str:
        return (
            self.columns["company"] or self.columns["contact_name"] or self.columns["email"] or ""
        )

    @property
    def further(self) -> tuple[Any, ...]:
        """What stands under ``metadata.emails``; other programs may have put anything there."""
        held = self.metadata.get("emails")
        return tuple(held) if isinstance(held, list) else ()


@dataclass(frozen=True, slots=True)
class LeadPatch:
    """What to change of one lead.

    Args:
        columns: new values by column; None empties it.
        metadata: new values by key; None takes the key away. Other keys stay as they are.
    """

    columns: Mapping[str, Any] = field(default_factory=dict)
    metadata: Mapping[str, Any] = field(default_factory=dict)


class LeadEditRepository:
    """Reads leads under a lock and writes patches of them; in the caller's transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def locked(self, user_id: UUID, lead_ids: Sequence[UUID]) -> dict[UUID, StandingLead]:
        """These leads, which nobody else changes until the transaction ends."""
        rows = self._db.rows(
            f"SELECT id, coalesce(metadata, '{{}}'), {', '.join(_COLUMNS)} FROM public.leads "
            "WHERE id = ANY(%s) AND user_id = %s ORDER BY id FOR UPDATE",
            (list(lead_ids), user_id),
        )
        return {
            row[0]: StandingLead(
                row[0],
                dict(zip(_COLUMNS, row[2:], strict=True)),
                row[1] if isinstance(row[1], dict) else {},
            )
            for row in rows
        }

    def owners(self, user_id: UUID, addresses: Sequence[str]) -> dict[str, tuple[UUID, str]]:
        """Who has these addresses, as their own or as a further one: id and name of the lead, by
        the address in lower case."""
        return {
            row[0]: (row[1], row[2])
            for row in self._db.rows(
                "SELECT known.address, lead.id, concat_ws(', ', nullif(lead.contact_name, ''), "
                "nullif(lead.company, '')) "
                "FROM outpost.lead_address AS known JOIN public.leads AS lead "
                "ON lead.id = known.lead_id "
                "WHERE known.user_id = %(user)s AND known.address = ANY(%(addresses)s)",
                {"user": user_id, "addresses": [each.lower() for each in addresses]},
            )
        }

    def write(
        self,
        user_id: UUID,
        standing: Mapping[UUID, StandingLead],
        patches: Mapping[UUID, LeadPatch],
    ) -> list[RowChange]:
        """Apply patches to leads that are locked; the changes of those that really differ, in
        the order of ``patches``.

        Raises:
            KnownError: another lead has a new address.
        """
        changes: list[RowChange] = []
        groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for lead_id, patch in patches.items():
            lead = standing[lead_id]
            columns = _differing(patch.columns, lead.columns)
            metadata = {
                key: value
                for key, value in patch.metadata.items()
                if lead.metadata.get(key) != value
                or type(lead.metadata.get(key)) is not type(value)
            }
            if not columns and not metadata:
                continue
            names = (*columns, "metadata") if metadata else tuple(columns)
            groups.setdefault(names, []).append(
                {
                    "id": str(lead_id),
                    **columns,
                    "put": {key: each for key, each in metadata.items() if each is not None},
                    "gone": [key for key, each in metadata.items() if each is None],
                }
            )
            changes.append(_change(lead, columns, metadata))
        try:
            with self._db.transaction():
                for names, group in groups.items():
                    self._write_alike(user_id, names, group)
        except errors.UniqueViolation as error:
            raise KnownError(
                tr("Another lead has this address already."), tr("Nothing was changed.")
            ) from error
        return changes

    def _write_alike(
        self, user_id: UUID, names: Sequence[str], group: Sequence[Mapping[str, Any]]
    ) -> None:
        """One statement for all leads of which the same columns change."""
        sets = ", ".join(
            f"metadata = ({_METADATA}) - ARRAY(SELECT jsonb_array_elements_text(item -> 'gone')) "
            "|| (item -> 'put')"
            if name == "metadata"
            else f"{name} = item ->> '{name}'"
            for name in names
        )
        self._db.run(
            f"UPDATE public.leads AS lead SET {sets} "
            "FROM jsonb_array_elements(%s) AS item "
            "WHERE lead.id = (item ->> 'id')::uuid AND lead.user_id = %s",
            (Jsonb(list(group)), user_id),
        )


def _differing(wanted: Mapping[str, Any], held: Mapping[str, str | None]) -> dict[str, Any]:
    kept = {
        name: "" if value is None and name in _NEEDED else value for name, value in wanted.items()
    }
    return {name: value for name, value in kept.items() if held[name] != value}


def _change(
    lead: StandingLead, columns: Mapping[str, Any], metadata: Mapping[str, Any]
) -> RowChange:
    before: dict[str, Any] = {name: lead.columns[name] for name in columns}
    after: dict[str, Any] = dict(columns)
    if metadata:
        whole = {**lead.metadata, **metadata}
        before["metadata"] = dict(lead.metadata)
        after["metadata"] = {key: value for key, value in whole.items() if value is not None}
    return RowChange("public.leads", lead.id, before, after)
