"""How a user's language model is set up (``outpost.setting``), and which hosts they agreed to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.settings import SettingRepository
from desktop_app.domain.model_settings import USER_SETTINGS, Provider, provider_of, written

_AGREED: Final = "model.agreed"
_KEY_HOST: Final = "model.key_host"


class UserSettingRepository:
    """The settings that make a :class:`Provider`, of one user each."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._settings = SettingRepository(db)

    def provider(self, user_id: UUID) -> Provider:
        """As it is set up; what was never set is as it is by itself."""
        names = [each.name for each in USER_SETTINGS]
        rows = self._db.rows(
            "SELECT name, value FROM outpost.setting WHERE user_id = %s AND name = ANY(%s)",
            (user_id, names),
        )
        return provider_of({row[0]: row[1] for row in rows})

    def set(self, user_id: UUID, values: Mapping[str, Any]) -> None:
        """Keep values of settings by their names."""
        for name, value in values.items():
            self._settings.set(name, written(value), user_id)

    def agreed(self, user_id: UUID) -> frozenset[str]:
        """The hosts that the user saw what would leave for, and agreed to."""
        found = self._settings.get(_AGREED, user_id)
        return frozenset(map(str, found)) if isinstance(found, list) else frozenset()

    def agree(self, user_id: UUID, host: str, yes: bool = True) -> None:
        """Remember that they did, or that they took it back."""
        hosts = self.agreed(user_id)
        hosts = hosts | {host} if yes else hosts - {host}
        self._settings.set(_AGREED, sorted(hosts), user_id)

    def may_ask(self, user_id: UUID, provider: Provider) -> bool:
        """Whether this model may be told anything: it is on this computer, or they agreed."""
        return provider.is_local or provider.host in self.agreed(user_id)

    def key_host(self, user_id: UUID) -> str:
        """For which host the key in the keyring is; "" without one."""
        return str(self._settings.get(_KEY_HOST, user_id) or "")

    def set_key_host(self, user_id: UUID, host: str) -> None:
        """Note for which host the key in the keyring is: no other is shown it."""
        self._settings.set(_KEY_HOST, host, user_id)
