"""The settings of one user by their names, wherever in the database they are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.insights import READING
from desktop_app.domain.language import tr
from desktop_app.domain.lead_layout import TableLayout, layout_document, layout_of
from desktop_app.domain.model_settings import is_user_setting
from desktop_app.domain.setting_kinds import Setting, Value, check
from desktop_app.domain.setting_table import ACCOUNT_SETTINGS, NOTIFICATIONS, UNDO_SECONDS
from desktop_app.services.setting_files import read_settings, write_settings

if TYPE_CHECKING:
    from desktop_app.services.bundle import UserServices
    from desktop_app.services.settings_together import SettingsTogether

_BY_NAME = {each.name: each for each in ACCOUNT_SETTINGS}
_PROFILE = "profile."


def is_account_setting(name: str) -> bool:
    """Whether a setting is one of a user's."""
    return name in _BY_NAME


class AccountSettings:
    """Reads and changes them by the services that they belong to.

    Raises (all methods):
        KnownError: no such setting, not a possible value, or the database cannot be reached.
    """

    def __init__(
        self,
        mine: UserServices,
        transaction: Callable[[], AbstractContextManager[None]],
        together: SettingsTogether | None = None,
    ) -> None:
        self._mine = mine
        self._transaction = transaction
        self._together = together

    def get(self, name: str) -> Value:
        """The value of one."""
        setting, mine = _of(name), self._mine
        if is_user_setting(setting.name):
            return mine.writing.setting(name)
        if name == NOTIFICATIONS:
            return mine.notifications.are_shown()
        if name == READING:
            return mine.insights.is_on()
        if name == UNDO_SECONDS:
            return mine.outbox.undo_seconds()
        return str(getattr(mine.profile.get(), name.removeprefix(_PROFILE)))

    def all(self) -> dict[str, Value]:
        """All of them, in the order of the table."""
        return {name: self.get(name) for name in _BY_NAME}

    def write_file(self, file: Path, text: str) -> None:
        """Write a file of settings; the window writes none itself."""
        write_settings(file, text)

    def read_file(self, file: Path) -> str:
        """The text of a file of settings."""
        return read_settings(file)

    def set(self, name: str, value: Value) -> Value:
        """Change one; answers what was stored."""
        setting, mine = _of(name), self._mine
        checked = check(setting, value)
        if is_user_setting(name):
            return mine.writing.set_setting(name, str(checked))
        if name == NOTIFICATIONS:
            mine.notifications.show(bool(checked))
        elif name == READING:
            mine.insights.set_on(bool(checked))
        elif name == UNDO_SECONDS:
            mine.outbox.set_undo_seconds(int(checked))
        elif name == "profile.name":
            mine.profile.update(name=str(checked))
        elif name == "profile.timezone":
            mine.profile.update(timezone=str(checked))
        else:
            mine.profile.update(signature=str(checked))
        return checked

    def change(self, name: str, value: Value) -> tuple[Value, Changes]:
        """As :meth:`set`, and what views may want to read again."""
        stored = self.set(name, value)
        return stored, Changes(_kinds(name))

    def reset(self, name: str) -> Value:
        """Let one be as it is by itself; answers what that is.

        Raises:
            KnownError: it is nothing by itself, as a person's name.
        """
        setting = _of(name)
        if name == "profile.name":
            raise KnownError(
                tr("A name is nothing by itself."), tr("Give another: outpost settings set.")
            )
        return self.set(name, setting.default)

    def table(self) -> dict[str, Any] | None:
        """The columns of the table of leads, for a file; None where they are as at first."""
        layout, _fields = self._mine.lead_layouts.load()
        return None if layout == TableLayout() else layout_document(layout)

    def take_up(
        self,
        values: Mapping[str, Value],
        table: Mapping[str, Any] | None = None,
        computer: Mapping[str, Value | None] | None = None,
    ) -> Changes:
        """Take up what a file brings, all of it or nothing, also where this program is killed.

        Args:
            table: columns of the table of leads; None leaves those that are.
            computer: values of this computer's settings; None: as one is by itself.
        """
        with self._changing(computer or {}):
            for name, value in values.items():
                if self.get(name) != value:
                    self.set(name, value)
            if table is not None:
                self._mine.lead_layouts.save(layout_of(table))
        return Changes(Kind.USERS | Kind.WRITING | Kind.INSIGHTS | Kind.NOTIFICATIONS | Kind.LEADS)

    def _changing(self, computer: Mapping[str, Value | None]) -> AbstractContextManager[None]:
        if not computer:
            return self._transaction()
        if self._together is None:
            raise LookupError("nobody keeps this computer's settings")
        return self._together.changing(computer)


def _kinds(name: str) -> Kind:
    if name.startswith(_PROFILE):
        return Kind.USERS
    if name == NOTIFICATIONS:
        return Kind.NOTIFICATIONS
    return Kind.NONE if name == UNDO_SECONDS else Kind.WRITING | Kind.INSIGHTS


def _of(name: str) -> Setting:
    try:
        return _BY_NAME[name]
    except KeyError:
        raise KnownError(
            tr("There is no setting “{name}”.", name=name),
            tr("“outpost settings list” shows all of them."),
        ) from None
