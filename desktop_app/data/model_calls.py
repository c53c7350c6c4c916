"""What left for a model, and what a month may cost (``outpost.model_call``)."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from desktop_app.data.database import Database
from desktop_app.data.merge_values import zone_of
from desktop_app.data.users import UserRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.kept_words import kept, told
from desktop_app.domain.language import tr
from desktop_app.domain.model_settings import Provider
from desktop_app.domain.writing import CallState, ModelCall, Spending


@dataclass(frozen=True, slots=True)
class Wish:
    """A call that is about to be made.

    Args:
        purpose: a purpose of writing, or ``reading``.
        text: the body that is to be sent.
        tokens_in, tokens_out: what it may use at most.
    """

    user_id: UUID
    purpose: str
    text: str
    tokens_in: int
    tokens_out: int
    writing_id: UUID | None = None
    email_id: UUID | None = None


class ModelCallRepository:
    """Calls of models. What they may use is taken off the budget before they begin, one call at a
    time, so that no two of them together pass it, and a program that is killed does not either."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def reserve(self, wish: Wish, provider: Provider, now: datetime) -> UUID:
        """Note what is about to leave, and take the most it may use off the month's budget; the
        call's id. To be committed before anything leaves.

        Raises:
            KnownError: the month's budget does not allow it; nothing is noted.
        """
        month = self._month(wish.user_id, now)
        tokens = wish.tokens_in + wish.tokens_out
        cost = provider.cost(wish.tokens_in, wish.tokens_out)
        body = wish.text.encode()
        made = uuid4()
        with self._db.transaction():
            self._db.run(
                "SELECT pg_advisory_xact_lock(hashtextextended('outpost model ' || %s::text, 0))",
                (wish.user_id,),
            )
            used, spent, _ = self._sums(wish.user_id, month)
            if provider.tokens and used + tokens > provider.tokens:
                raise over_budget(f"{used:,} of {provider.tokens:,} tokens")
            if provider.money and spent + cost > provider.money:
                raise over_budget(f"{spent:,.2f} of {provider.money:,.2f}")
            self._db.run(
                "INSERT INTO outpost.model_call (id, user_id, writing_id, email_id, at, month, "
                "host, model, purpose, bytes_out, tokens, cost, sha256, body) "
                "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                (
                    made, wish.user_id, wish.writing_id, wish.email_id, now, month, provider.host,
                    provider.name, wish.purpose, len(body), tokens, cost,
                    hashlib.sha256(body).hexdigest(), zlib.compress(body),
                ),
            )  # fmt: skip
        return made

    def settle(
        self,
        call_id: UUID,
        state: CallState,
        *,
        bytes_in: int = 0,
        used: tuple[int, float] | None = None,
        outcome: str = "",
    ) -> None:
        """Note what became of a call, once.

        Args:
            used: tokens and money; None where nobody can know, which leaves what was reserved.
        """
        tokens, cost = used if used is not None else (None, None)
        self._db.run(
            "UPDATE outpost.model_call SET state = %s, bytes_in = %s, outcome = %s, "
            "tokens = coalesce(%s, tokens), cost = coalesce(%s, cost) "
            "WHERE id = %s AND state = 'open'",
            (str(state), bytes_in, kept(outcome, 500), tokens, cost, call_id),
        )

    def spent(self, user_id: UUID, provider: Provider, now: datetime) -> Spending:
        """What this month has cost."""
        month = self._month(user_id, now)
        tokens, cost, calls = self._sums(user_id, month)
        return Spending(month, tokens, provider.tokens, cost, provider.money, calls)

    def forget_old(self, before: datetime) -> int:
        """Forget what left long ago; how many calls those were."""
        return self._db.run("DELETE FROM outpost.model_call WHERE at < %s", (before,))

    def newest(self, user_id: UUID, most: int) -> tuple[ModelCall, ...]:
        """What left last, the newest first."""
        rows = self._db.rows(
            "SELECT id, at, host, model, purpose, state, bytes_out, bytes_in, tokens, sha256, "
            "body, outcome FROM outpost.model_call WHERE user_id = %s "
            "ORDER BY at DESC, id LIMIT %s",
            (user_id, most),
        )
        return tuple(map(_call, rows))

    def _sums(self, user_id: UUID, month: date) -> tuple[int, float, int]:
        row = self._db.row(
            "SELECT coalesce(sum(tokens), 0)::bigint, coalesce(sum(cost), 0)::float8, "
            "count(*) FILTER (WHERE state <> 'unreached') FROM outpost.model_call "
            "WHERE user_id = %s AND month = %s",
            (user_id, month),
        )
        return (int(row[0]), float(row[1]), int(row[2])) if row is not None else (0, 0.0, 0)

    def _month(self, user_id: UUID, now: datetime) -> date:
        user = UserRepository(self._db).by_id(user_id)
        local = now.astimezone(zone_of(user)) if user is not None else now
        return local.date().replace(day=1)


def over_budget(used: str) -> KnownError:
    """Nothing more this month."""
    return KnownError(
        tr("This month's budget for the language model is used up."),
        tr("{used} are used. Settings has the budget; it begins anew with the month.", used=used),
    )


def _call(row: tuple[Any, ...]) -> ModelCall:
    *first, body, outcome = row
    id_, at, host, model, purpose, state, bytes_out, bytes_in, tokens, sha256 = first
    text = zlib.decompress(bytes(body)).decode("utf-8", "replace")
    return ModelCall(
        id_, at, host, model, purpose, CallState(state), bytes_out, bytes_in, tokens, sha256, text,
        told(outcome),
    )  # fmt: skip
