"""Has a model read mail, for the kinds of insights that the user gave it.

It reads behind the built-in reader, whose findings stand until it has found something in their
place: where no model answers, none that matches the schema, or the budget is used up, they stay.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.model_readings import TRIES, ModelReadingRepository
from desktop_app.data.readings import Engine, ToRead
from desktop_app.data.settings import SettingRepository
from desktop_app.data.user_settings import UserSettingRepository
from desktop_app.data.users import UserRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.insights import READING
from desktop_app.domain.language import tr
from desktop_app.domain.model_reading import (
    SCHEMA,
    ModelReading,
    json_of,
    read_answer,
    reading_prompt,
    wanted_kinds,
)
from desktop_app.domain.model_settings import READ_KINDS, Beside, Provider
from desktop_app.domain.model_words import readable
from desktop_app.domain.users import User
from desktop_app.domain.zones import zone_or_utc
from desktop_app.engine.model_calls import Asked, ModelCaller
from desktop_app.engine.sweep import utc_now
from desktop_app.wire.built_in_reader import ENGINE, own_words
from desktop_app.wire.model_answers import NoMatch, checked
from desktop_app.wire.model_faults import NoAnswer, Why

log = logging.getLogger(__name__)

NAME: Final = "model"
_BACK: Final = timedelta(days=30)


class MailReadingByModel:
    """Reads what waits for a model, one message at a time.

    Args:
        caller: asks models.
        now: the present moment, UTC.
        should_stop: asked many times a second.
    """

    def __init__(
        self,
        db: Database,
        caller: ModelCaller,
        *,
        now: Callable[[], datetime] = utc_now,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._db = db
        self._caller = caller
        self._now = now
        self._should_stop = should_stop
        self._readings = ModelReadingRepository(db)
        self._settings = UserSettingRepository(db)

    def look(self, user_id: UUID | None = None) -> int:
        """Have all read that waits, of everybody or of one; how many messages that was."""
        count = 0
        for user in UserRepository(self._db).list_users():
            if user_id is None or user.id == user_id:
                count += self._read_for(user)
        return count

    def _read_for(self, user: User) -> int:
        count = 0
        while not self._should_stop():
            # Looked at before each message: it may have been turned off meanwhile.
            provider = self._settings.provider(user.id)
            if not self._may_read(user, provider):
                break
            message = self._readings.next_due(user.id, self._now() - _BACK)
            if message is None:
                break
            try:
                self._read(user, message, provider)
            except (NoAnswer, KnownError) as none:
                log.info("reading by a model: %s", none)
                break  # nobody there, or no budget: later
            count += 1
        return count

    def _may_read(self, user: User, provider: Provider) -> bool:
        return (
            provider.is_ready
            and bool(provider.kinds & READ_KINDS)
            and SettingRepository(self._db).get(READING, user.id) is not False
            and self._settings.may_ask(user.id, provider)
        )

    def _read(self, user: User, message: ToRead, provider: Provider) -> None:
        """Have one message read, and keep what was found.

        Raises:
            NoAnswer: there is none, for a reason that is not this message's.
            KnownError: nothing may be asked now.
        """
        engine = Engine(NAME, provider.name)
        written = message.at.astimezone(zone_or_utc(user.timezone)).date()
        prompt = reading_prompt(own_words(message.plain), written)
        asked = Asked(user.id, prompt, "reading", email_id=message.email_id)
        try:
            answer = self._caller.ask(asked, still_wanted=lambda: not self._should_stop())
            document = checked(json_of(readable(answer.text)), SCHEMA)
            found = read_answer(document, message.plain, written)
        except NoMatch as fault:
            self._failed(
                user, message, engine, 1, tr("Not as it was asked for ({fault}).", fault=fault)
            )
            return
        except NoAnswer as none:
            if none.why not in (Why.REFUSED, Why.BROKEN) or not none.bytes_in:
                raise
            self._failed(user, message, engine, TRIES, none.error.title)
            return
        self._keep(user, message, found, engine, provider)

    def _failed(
        self, user: User, message: ToRead, engine: Engine, attempts: int, said: str
    ) -> None:
        with self._db.transaction():
            self._readings.note_failure(
                user.id, message.email_id, engine, attempts, said, self._now()
            )

    def _keep(
        self, user: User, message: ToRead, found: ModelReading, engine: Engine, provider: Provider
    ) -> None:
        replaced = ENGINE if provider.beside is Beside.REPLACE else ""
        with self._db.transaction():
            self._readings.write(
                user.id, message, found.findings, found.language, engine,
                wanted_kinds(provider.kinds), self._now(), replaced=replaced,
            )  # fmt: skip
            self._db.tell(Kind.INSIGHTS, user_id=user.id)
