"""Rows of ``ai_insights``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.data.journal import RowChange
from desktop_app.domain.insights import KINDS, Insight
from desktop_app.domain.reading import Span

TABLE = "public.ai_insights"

# What anybody wrote; what of metadata is not as a reader writes it counts as not said.
_COLUMNS = (
    "id, insight_type, content, confidence::float8, coalesce(created_at, updated_at), email_id, "
    "lead_id, metadata"
)


class InsightRepository:
    """What was read out of a user's mail."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def newest_of_lead(self, user_id: UUID, lead_id: UUID) -> tuple[Insight, ...]:
        """The newest insight of each kind, by the name of the kind; none that was dismissed."""
        rows = self._db.rows(
            f"SELECT DISTINCT ON (insight_type) {_COLUMNS} FROM {TABLE} "  # noqa: S608
            "WHERE user_id = %s AND lead_id = %s "
            "AND coalesce(metadata ->> 'verdict', '') <> 'dismissed' "
            "ORDER BY insight_type, coalesce(created_at, updated_at) DESC NULLS LAST, id",
            (user_id, lead_id),
        )
        return tuple(_insight(row) for row in rows)

    def of_message(self, user_id: UUID, email_id: UUID) -> tuple[Insight, ...]:
        """What was read in a message, in the order in which kinds are shown, the surest first."""
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM {TABLE} WHERE user_id = %s AND email_id = %s "  # noqa: S608
            "AND insight_type = ANY(%s) AND coalesce(metadata ->> 'verdict', '') <> 'dismissed' "
            "ORDER BY array_position(%s::text[], insight_type), confidence DESC NULLS LAST, id",
            (user_id, email_id, list(KINDS), list(KINDS)),
        )
        return tuple(_insight(row) for row in rows)

    def newest(self, user_id: UUID, most: int) -> tuple[Insight, ...]:
        """The newest insights of all leads."""
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM {TABLE} WHERE user_id = %s "  # noqa: S608
            "ORDER BY created_at DESC, id LIMIT %s",
            (user_id, most),
        )
        return tuple(_insight(row) for row in rows)

    def set_verdict(
        self, user_id: UUID, insight_id: UUID, verdict: str, *, edited: float | None = None
    ) -> tuple[Insight, RowChange] | None:
        """Note what the user did with an insight; the insight and the change, None where it is
        gone.

        Args:
            edited: of what was put into a mail, which share of it was changed, from 0 to 1.
        """
        row = self._db.row(
            f"SELECT {_COLUMNS} FROM {TABLE} WHERE id = %s AND user_id = %s FOR UPDATE",  # noqa: S608
            (insight_id, user_id),
        )
        if row is None:
            return None
        before: Mapping[str, Any] = row[-1] or {}
        after = {**before, "verdict": verdict}
        if edited is not None:
            after["edited"] = edited
        self._db.run(
            f"UPDATE {TABLE} SET metadata = %s, updated_at = now() WHERE id = %s",  # noqa: S608
            (Jsonb(after), insight_id),
        )
        insight = _insight(row)
        change = RowChange(
            TABLE, insight_id, {"metadata": before}, {"metadata": after}, insight.lead_id
        )
        return insight, change

    def suggestion_of(self, user_id: UUID, lead_id: UUID) -> str | None:
        """What the lead's row suggests; None without a suggestion or a lead."""
        found = self._db.value(
            "SELECT ai_suggestion FROM public.leads WHERE id = %s AND user_id = %s FOR UPDATE",
            (lead_id, user_id),
        )
        return str(found) if found is not None else None

    def clear_suggestion(self, user_id: UUID, lead_id: UUID) -> None:
        """Take the suggestion off a lead's row."""
        self._db.run(
            "UPDATE public.leads SET ai_suggestion = NULL WHERE id = %s AND user_id = %s",
            (lead_id, user_id),
        )


def _insight(row: tuple[Any, ...]) -> Insight:
    id_, kind, content, confidence, at, email_id, lead_id, metadata = row
    said = metadata if isinstance(metadata, dict) else {}
    engine, version = (str(said.get(name) or "") for name in ("engine", "version"))
    if version not in engine:
        engine = f"{engine} {version}".strip()
    return Insight(
        id_, kind, content, confidence, at, email_id, lead_id, engine, str(said.get("label", "")),
        _spans(said.get("spans")), _quotes(said.get("spans")),
        _day(said.get("until") or said.get("due")), str(said.get("verdict", "")),
    )  # fmt: skip


def _spans(said: object) -> tuple[Span, ...]:
    if not isinstance(said, list):
        return ()
    pairs = [(each.get("start"), each.get("end")) for each in said if isinstance(each, dict)]
    return tuple(
        Span(start, end)
        for start, end in pairs
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end
    )


def _quotes(said: object) -> tuple[str, ...]:
    if not isinstance(said, list):
        return ()
    found = [each.get("text") for each in said if isinstance(each, dict)]
    words = [" ".join(each.split()) for each in found if isinstance(each, str)]
    return tuple(dict.fromkeys(each for each in words if each))


def _day(said: object) -> date | None:
    try:
        return datetime.fromisoformat(str(said)).date() if said else None
    except ValueError:
        return None
