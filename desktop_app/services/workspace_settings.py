"""Settings that all programs on one database share, kept in it."""

from __future__ import annotations

from desktop_app.data.database import Database
from desktop_app.data.settings import SettingRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.setting_kinds import Setting
from desktop_app.domain.setting_table import WORKSPACE_SETTINGS

AUTO = "auto"


def is_workspace_setting(name: str) -> bool:
    """Whether a setting is kept in the database, not in the file of this computer."""
    return any(each.name == name for each in WORKSPACE_SETTINGS)


class WorkspaceSettingService:
    """Reads and changes the settings of a database."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._settings = SettingRepository(db)

    def get(self, name: str) -> str:
        """The value; "auto" where none, or none of sense, was set."""
        value = self._settings.get(name)
        return value if value in _of(name).choices else AUTO

    def set(self, name: str, value: str) -> str:
        """Change a setting; answers what was stored.

        Raises:
            KnownError: no such setting, or not a possible value.
        """
        setting, value = _of(name), value.strip()
        if value not in setting.choices:
            raise KnownError(
                tr("“{value}” is not possible for {name}.", value=value, name=name),
                tr("Possible: {map}.", map=", ".join(map(str, setting.choices))),
            )
        with self._db.transaction():
            if value == AUTO:
                self._settings.delete(name)
            else:
                self._settings.set(name, value)
        return value


def _of(name: str) -> Setting:
    for each in WORKSPACE_SETTINGS:
        if each.name == name:
            return each
    raise KnownError(
        tr("There is no setting “{name}”.", name=name),
        tr("“outpost settings list” shows all of them."),
    )
