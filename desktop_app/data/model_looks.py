"""Looks at the models of an endpoint (``outpost.model_look``): one of each user, the last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.domain.kept_words import kept, told
from desktop_app.domain.writing import ModelList, Trouble


class ModelLookRepository:
    """What was looked at last, and what is to be."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def ask(self, user_id: UUID, url: str, now: datetime) -> None:
        """Have an endpoint looked at; what another one has is forgotten."""
        self._db.run(
            "INSERT INTO outpost.model_look (user_id, url, at) VALUES (%s, %s, %s) "
            "ON CONFLICT (user_id) DO UPDATE SET url = excluded.url, wanted = true, "
            "models = '{}', error_title = '', error_advice = '', at = excluded.at",
            (user_id, url, now),
        )

    def get(self, user_id: UUID) -> ModelList | None:
        """The last one."""
        row = self._db.row(
            "SELECT url, wanted, models, error_title, error_advice, at "
            "FROM outpost.model_look WHERE user_id = %s",
            (user_id,),
        )
        if row is None:
            return None
        url, wanted, models, title, advice, at = row
        error = Trouble(told(title), told(advice)) if title else None
        return ModelList(url, wanted, tuple(models), error, at)

    def wanted(self) -> Sequence[tuple[UUID, str]]:
        """What is to be looked at: user and address."""
        rows = self._db.rows(
            "SELECT user_id, url FROM outpost.model_look WHERE wanted ORDER BY at, user_id"
        )
        return [(row[0], row[1]) for row in rows]

    def answer(
        self, user_id: UUID, url: str, names: Sequence[str], error: Trouble | None, now: datetime
    ) -> None:
        """What was found, unless another address is wanted by now."""
        trouble = error or Trouble("")
        self._db.run(
            "UPDATE outpost.model_look SET wanted = false, models = %s, error_title = %s, "
            "error_advice = %s, at = %s WHERE user_id = %s AND url = %s AND wanted",
            (list(names), kept(trouble.title), kept(trouble.advice), now, user_id, url),
        )
