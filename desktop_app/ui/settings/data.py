"""What is kept, where, and the copies that are made of it by themselves."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QFileDialog

from desktop_app.domain.language import plural, tr
from desktop_app.domain.updates import CHECK
from desktop_app.ui.settings.cards import Card, SettingRow
from desktop_app.ui.settings.typed_rows import TypedRow
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button

_FOLDER: Final = "backup.folder"
_DAYS: Final = "backup.keep_daily"
_WEEKS: Final = "backup.keep_weekly"


class DataCard(Card):
    """Backups; each change is saved at once, and holds for the next one."""

    def __init__(self, ctx: Context) -> None:
        themes = ctx.theme
        super().__init__(themes, "data", tr("Privacy and data"), tr("backups copies safe disk"))
        self._ctx = ctx
        self.every = TypedRow(
            ctx,
            "backup.every",
            help=tr("All leads, mail and files in one file, tried when it is made."),
        )
        self.add(self.every)
        self.choose = Button(themes, tr("Choose"), name=tr("Choose a folder for backups"))
        self.choose.clicked.connect(self._on_choose)
        self.usual = Button(themes, tr("Usual one"), name=tr("Keep backups in the workspace"))
        self.usual.clicked.connect(lambda: ctx.prefer(_FOLDER, ""))
        self.folder = SettingRow(
            themes, tr("Folder of backups"), self.usual, self.choose, sentence=" ", setting=_FOLDER
        )
        self.add(self.folder)
        days = {each: _days(each) for each in (1, 2, 3, 5, 7, 14, 30)}
        weeks = {each: _weeks(each) for each in (0, 1, 2, 4, 8, 12, 26, 52)}
        self.days = TypedRow(ctx, _DAYS, said=dict(days))
        self.weeks = TypedRow(ctx, _WEEKS, said=dict(weeks))
        self.add(self.days)
        self.add(self.weeks)
        self.updates = TypedRow(ctx, CHECK)
        self.add(self.updates)
        self.close_up()
        ctx.choices.changed.connect(lambda _names: self._show())
        self._show()

    def _show(self) -> None:
        folder = str(self._ctx.preferred(_FOLDER))
        self.folder.say(folder or tr("In the workspace. Another disk is safer."))
        self.usual.setVisible(bool(folder))
        made = self._ctx.preferred("backup.every") != "off"
        for row in (self.days, self.weeks):
            row.control.setEnabled(made)

    def _on_choose(self) -> None:
        before = str(self._ctx.preferred(_FOLDER))
        folder = QFileDialog.getExistingDirectory(self, tr("Folder of backups"), before)
        if folder:
            self._ctx.prefer(_FOLDER, folder)


def _days(count: int) -> str:
    return plural("{n} days", "{n} day", count) if count else tr("None")


def _weeks(count: int) -> str:
    return plural("{n} weeks", "{n} week", count) if count else tr("None")
