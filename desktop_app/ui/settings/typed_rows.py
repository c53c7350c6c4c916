"""Rows made from the table of settings: the control is what the kind asks for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.about import SessionStart
from desktop_app.domain.changes import Changes
from desktop_app.domain.language import tr
from desktop_app.domain.setting_kinds import ON, Value
from desktop_app.domain.setting_table import BY_NAME
from desktop_app.ui.settings.cards import Pick, SettingRow
from desktop_app.ui.settings.way_back import way_back
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Segmented
from desktop_app.ui.widgets.switch import Switch

_SIDE_BY_SIDE = 3  # choices that still stand beside each other


class TypedRow(SettingRow):
    """A setting of this computer: title and help of the table, and a control for its kind.

    Args:
        name: of the setting.
        said: other words for a value than the table has.
        help: another sentence than the table has.
        beside: what stands behind the control.
    """

    def __init__(
        self,
        ctx: Context,
        name: str,
        *,
        said: Callable[[Value], str] | None = None,
        help: str = "",
        beside: tuple[QWidget, ...] = (),
    ) -> None:
        self.setting = BY_NAME[name]
        self._words = said or self.setting.words_for
        self._ctx = ctx
        self.control: Switch | Segmented | Pick = self._make()
        self.back = way_back(ctx.theme, self._words(self.setting.default), self._reset)
        super().__init__(
            ctx.theme, self.setting.title, self.back, self.control, *beside,
            sentence=help or self._sentence(), setting=name,
        )  # fmt: skip
        self._begin()

    def _begin(self) -> None:
        self._ctx.choices.changed.connect(self._on_changed)
        self.show_value(self._ctx.preferred(self.setting.name))

    def show_value(self, value: Value) -> None:
        """Show a value without telling."""
        self.back.setVisible(value != self.setting.default)
        if isinstance(self.control, Switch):
            self.control.setChecked(value in (True, ON))
        elif isinstance(self.control, Segmented):
            self.control.show_choice(str(value))
        else:
            choices = self.setting.choices
            items = [*choices, *([] if value in choices else [value])]
            self.control.offer([(each, self._words(each)) for each in items], value)

    def _make(self) -> Switch | Segmented | Pick:
        setting, themes = self.setting, self._ctx.theme
        if setting.is_switch:
            switch = Switch(themes, setting.title)
            switch.clicked.connect(lambda on: self._put(setting.switched(on)))
            return switch
        if setting.kind == "choice" and len(setting.choices) <= _SIDE_BY_SIDE:
            items = [(str(each), self._words(each), "") for each in setting.choices]
            segments = Segmented(themes, items)
            segments.setAccessibleName(setting.title)
            segments.chosen.connect(self._put)
            return segments
        pick = Pick(themes, setting.title, [(each, self._words(each)) for each in setting.choices])
        pick.picked.connect(self._put)
        return pick

    def _sentence(self) -> str:
        # A choice says what it is by its choices.
        return self.setting.help if self.setting.is_switch else ""

    def first_control(self) -> QWidget | None:
        return self.control if self.control.isEnabled() else None

    def _reset(self) -> None:
        self._ctx.choices.reset(self.setting.name)
        self._hand_on_focus()

    def _hand_on_focus(self) -> None:
        """The button that was pressed is gone: the keyboard stays in the row."""
        target = self.control.focusProxy() or self.control
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, value: Value) -> None:
        self._ctx.prefer(self.setting.name, value)

    def _on_changed(self, names: frozenset[str]) -> None:
        if self.setting.name in names:
            self.show_value(self._ctx.preferred(self.setting.name))


class AccountRow(TypedRow):
    """The same of a setting of the user, which is read and kept in the background."""

    def _begin(self) -> None:
        self.show_value(self.setting.default)

    def refresh(self) -> None:
        """Read it anew."""
        account, name = self._ctx.services.account_settings, self.setting.name
        self._ctx.ops.run_query(
            self, lambda: account.get(name), self.show_value, self._ctx.notices.error, key=name
        )

    def _put(self, value: Value) -> None:
        account, name = self._ctx.services.account_settings, self.setting.name
        self._ctx.ops.run_keeping(
            self, lambda: account.change(name, value), self._on_kept, self._on_not_kept
        )

    def _reset(self) -> None:
        self._put(self.setting.default)
        self._hand_on_focus()

    def _on_kept(self, kept: tuple[Value, Changes]) -> None:
        value, changes = kept
        self.show_value(value)
        self._ctx.bus.tell(changes)

    def _on_not_kept(self, error: Exception) -> None:
        """What could not be saved does not look as if it were."""
        self._ctx.notices.error(error)
        self.refresh()


class SessionRow(TypedRow):
    """Whether the engine starts with the session: the desktop keeps it, and is asked each time."""

    def _begin(self) -> None:
        self.show_value(self.setting.default)

    def refresh(self) -> None:
        """Ask the desktop anew."""
        care = self._ctx.services.care
        self._ctx.ops.run_query(
            self, care.session_start, self._show, self._ctx.notices.error, key=self.setting.name
        )

    def _show(self, start: SessionStart) -> None:
        self.show_value(start is SessionStart.ON)
        self.say(
            tr("Another copy of Outpost, or another workspace, does so; on: this one does instead.")
            if start is SessionStart.OTHER
            else self.setting.help
        )

    def _put(self, value: Value) -> None:
        care = self._ctx.services.care
        self._ctx.ops.run_keeping(
            self, lambda: care.start_with_session(bool(value)), self._show, self._on_not_kept
        )

    def _reset(self) -> None:
        self._put(self.setting.default)
        self._hand_on_focus()

    def _on_not_kept(self, error: Exception) -> None:
        """A switch that could not be thrown does not look as if it were."""
        self._ctx.notices.error(error)
        self.refresh()


class CardRow(TypedRow):
    """The same of a setting that its card reads, and keeps together with others.

    Signals:
        wanted: the value that it is to have.
    """

    wanted = Signal(object)

    def _begin(self) -> None:
        self.show_value(self.setting.default)

    def _put(self, value: Value) -> None:
        self.wanted.emit(value)

    def _reset(self) -> None:
        self.wanted.emit(self.setting.default)
        self._hand_on_focus()
