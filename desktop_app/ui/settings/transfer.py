"""Settings go to a file, and come from that of another computer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog

from desktop_app.domain.changes import Changes
from desktop_app.domain.setting_files import PANES, Carried, document, read_document
from desktop_app.domain.setting_kinds import Value
from desktop_app.domain.setting_table import SETTINGS
from desktop_app.ui.settings.cards import Card, SettingRow
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.dialogs import ask_first

_FILTER: Final = "Settings of Outpost (*.json)"
_NAME: Final = "outpost-settings.json"
_SHOWN: Final = 8  # of what was left out


class TransferCard(Card):
    """A button for each way; files of leads and mail are brought in elsewhere."""

    def __init__(self, ctx: Context) -> None:
        themes = ctx.theme
        super().__init__(
            themes, "transfer", "Import and export", "old new computer move settings file"
        )
        self._ctx = ctx
        self.asked = ""  # what the question says
        self.export = Button(themes, "Export", name="Export settings")
        self.export.clicked.connect(self._on_export)
        self.add(
            SettingRow(
                themes, "Export settings", self.export, also="save backup",
                sentence="Settings, keys and signature in one file, without passwords.",
            )
        )  # fmt: skip
        self.bring = Button(themes, "Import", name="Import settings")
        self.bring.clicked.connect(self._on_import)
        self.add(
            SettingRow(
                themes, "Import settings", self.bring, also="load old machine",
                sentence="From the file of another computer. What it has is taken up at once.",
            )
        )  # fmt: skip
        self.files = Button(themes, "Import", name="Import leads and mail")
        self.files.clicked.connect(lambda: ctx.import_files())
        self.add(
            SettingRow(
                themes, "Leads and mail", self.files, also="csv mbox eml vcard excel files",
                sentence="Lists of leads and stored mail, from files.",
            )
        )  # fmt: skip
        self.close_up()

    def write(self, file: Path) -> None:
        """Write the settings to a file, in the background."""
        account = self._ctx.services.account_settings
        computer = {each.name: self._ctx.preferred(each.name) for each in SETTINGS}
        panes = {name: self._ctx.state.numbers(name) for name in PANES}
        self._ctx.ops.run_query(
            self,
            lambda: account.write_file(
                file, document(computer, account.all(), panes=panes, table=account.table())
            ),
            lambda _done: self._ctx.notices.say(f"The settings are in {file.name}"),
            self._ctx.notices.error,
        )

    def read(self, file: Path) -> None:
        """Read a file, in the background, and ask whether it is to be taken up."""
        account = self._ctx.services.account_settings
        self._ctx.ops.run_query(
            self,
            lambda: read_document(account.read_file(file)),
            self._ask,
            self._ctx.notices.error,
        )

    def _on_export(self) -> None:
        home = str(Path.home() / _NAME)
        name, _ = QFileDialog.getSaveFileName(self, "Export settings", home, _FILTER)
        if name:
            self.write(Path(name) if Path(name).suffix else Path(name + ".json"))

    def _on_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Import settings", str(Path.home()), _FILTER)
        if name:
            self.read(Path(name))

    def _ask(self, carried: Carried) -> None:
        self.asked = words_of_carried(carried)
        ask_first(
            self, self._ctx.theme, "Take up these settings?", self.asked,
            "Import", lambda: self._take(carried),
        )  # fmt: skip

    def _take(self, carried: Carried) -> None:
        account, choices = self._ctx.services.account_settings, self._ctx.choices
        # Keys that the file does not name are as they are by themselves: no two are left with one.
        keys: Mapping[str, Value] = {e.name: e.default for e in SETTINGS if e.kind == "keys"}
        kept = {**dict.fromkeys(keys), **carried.computer}

        def done(_changes: Changes) -> None:
            choices.taken_up({**keys, **carried.computer})
            for name, sizes in carried.panes.items():
                self._ctx.state.put(name, sizes)
            later = " Sizes show when Outpost is opened anew." if carried.panes else ""
            self._ctx.notices.say(f"The settings were taken up.{later}")

        self._ctx.ops.run_command(
            self,
            lambda: account.take_up(carried.account, carried.table, lambda: choices.keep_now(kept)),
            done,
            self._ctx.notices.error,
        )


def words_of_carried(carried: Carried) -> str:
    """What a file brings, and what of it is left out."""
    count = carried.count
    said = "One setting comes" if count == 1 else f"{count:,} settings come"
    words = [f"{said} from the file and take the place of those here."]
    if carried.left_out:
        words.append("Left out:")
        words += carried.left_out[:_SHOWN]
        more = len(carried.left_out) - _SHOWN
        if more > 0:
            words.append(f"and {more:,} more.")
    return "\n".join(words)
