"""How a user's language model is set up, what it may be told, and what left for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.model_calls import ModelCallRepository
from desktop_app.data.model_looks import ModelLookRepository
from desktop_app.data.user_settings import UserSettingRepository
from desktop_app.data.writings import WritingRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.model_settings import (
    USER_SETTINGS,
    Provider,
    key_entry,
    read_setting,
    setting_named,
    written,
)
from desktop_app.domain.writing import ModelCall, ModelList, Spending
from desktop_app.services.present import Secrets


class ModelSetup:
    """The part of :class:`desktop_app.services.writing.WritingService` that is about the model.

    Args:
        secrets: the keyring, for the key of a service.
        clock: the present moment, aware.
    """

    def __init__(
        self, db: Database, user_id: UUID, secrets: Secrets, clock: Callable[[], datetime]
    ) -> None:
        self._db = db
        self._user_id = user_id
        self._secrets = secrets
        self._clock = clock
        self._writings = WritingRepository(db)
        self._settings = UserSettingRepository(db)
        self._calls = ModelCallRepository(db)
        self._looks = ModelLookRepository(db)

    def agree(self, host: str) -> Changes:
        """Note that the user saw what leaves for a host, and agrees to it from now on."""
        return self._agreed(host, True)

    def disagree(self, host: str) -> Changes:
        """Note that nothing is to leave for a host any more until they agree again."""
        return self._agreed(host, False)

    def agreed(self) -> tuple[str, ...]:
        """The hosts that the user agreed to."""
        return tuple(sorted(self._settings.agreed(self._user_id)))

    def calls(self, most: int = 100) -> tuple[ModelCall, ...]:
        """What left for models, with its text, the newest first."""
        return self._calls.newest(self._user_id, most)

    def spent(self) -> Spending:
        """What this month has cost, and may."""
        return self._calls.spent(self._user_id, self.provider(), self._clock())

    # -- how it is set up --------------------------------------------------------------------

    def provider(self) -> Provider:
        """The model, and what it is for."""
        return self._settings.provider(self._user_id)

    def set_provider(self, provider: Provider) -> Changes:
        """Set it up; each value as :mod:`desktop_app.domain.model_settings` reads it.

        Raises:
            KnownError: a value is not possible; nothing is changed.
        """
        values = {
            each.name: read_setting(each.name, written(getattr(provider, each.part)))
            for each in USER_SETTINGS
        }
        return self._set(values)

    def setting(self, name: str) -> str:
        """One of its settings by its name.

        Raises:
            KnownError: there is none of that name.
        """
        return written(getattr(self.provider(), setting_named(name).part))

    def set_setting(self, name: str, typed: str) -> str:
        """Change one of its settings; what was stored.

        Raises:
            KnownError: there is none of that name, or the value is not possible.
        """
        value = read_setting(name, typed)
        self._set({name: value})
        return written(value)

    def keep_key(self, key: str) -> str:
        """Keep the key that the service is shown in the keyring; "" forgets it. It is for the host
        that is set up now, and no other is ever shown it.

        Returns:
            why it lasts only until the program closes; "" where the keyring keeps it.

        Raises:
            KnownError: no address is set up yet, or it is no key.
        """
        host = self.provider().host
        said = key.strip()
        if not host:
            raise KnownError(tr("There is no address yet."), tr("Set that of the endpoint first."))
        if not (said.isascii() and said.isprintable() and " " not in said and len(said) < 10_000):
            raise KnownError(tr("This is no key."), tr("Copy it once more from where it was made."))
        entry = key_entry(self._user_id)
        if said:
            self._secrets.set(entry, said)
        else:
            self._secrets.delete(entry)
        with self._db.transaction():
            self._settings.set_key_host(self._user_id, host if said else "")
            self._tell()
        return self._secrets.why if said else ""

    def has_key(self) -> bool:
        """Whether there is a key for the host that is set up."""
        kept_for = self._settings.key_host(self._user_id)
        return bool(kept_for) and kept_for == self.provider().host

    def look_for_models(self, url: str = "") -> Changes:
        """Have the engine look which models an endpoint has; :meth:`models` has the answer.

        Args:
            url: as it was typed; "" for the one that is set up.

        Raises:
            KnownError: it is no address.
        """
        wanted = read_setting("model.url", url) if url else self.provider().url
        if not wanted:
            raise KnownError(tr("There is no address yet."), tr("Give that of an endpoint."))
        with self._db.transaction():
            self._looks.ask(self._user_id, wanted, self._clock())
            return self._tell()

    def models(self) -> ModelList | None:
        """Which models were found at the address that was looked at last; None before any was."""
        return self._looks.get(self._user_id)

    # -- parts ------------------------------------------------------------------------------

    def _set(self, values: Mapping[str, Any]) -> Changes:
        with self._db.transaction():
            self._settings.set(self._user_id, values)
            kinds = Kind.WRITING | Kind.INSIGHTS
            self._db.tell(kinds, user_id=self._user_id)
        return Changes(kinds)

    def _agreed(self, host: str, yes: bool) -> Changes:
        with self._db.transaction():
            self._writings.lock(self._user_id)
            self._settings.agree(self._user_id, host.strip().lower(), yes)
            return self._tell()

    def _tell(self) -> Changes:
        self._db.tell(Kind.WRITING, user_id=self._user_id)
        return Changes(Kind.WRITING)
