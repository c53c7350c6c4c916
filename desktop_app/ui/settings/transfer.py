"""Settings go to a file, and come from that of another computer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog

from desktop_app.domain.changes import Changes
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.setting_files import PANES, Carried, document, read_document
from desktop_app.domain.setting_kinds import Value
from desktop_app.domain.setting_table import SETTINGS
from desktop_app.ui.settings.cards import Card, SettingRow
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.window_size import size_of, take_size
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.dialogs import ask_first

_FILTER: Final = tr("Settings of Outpost (*.json)")
_NAME: Final = "outpost-settings.json"
_SHOWN: Final = 8  # of what was left out


class TransferCard(Card):
    """A button for each way; files of leads and mail are brought in elsewhere."""

    def __init__(self, ctx: Context) -> None:
        themes = ctx.theme
        super().__init__(
            themes, "transfer", tr("Import and export"), tr("old new computer move settings file")
        )
        self._ctx = ctx
        self.asked = ""  # what the question says
        self.export = Button(themes, tr("Export"), name=tr("Export settings"))
        self.export.clicked.connect(self._on_export)
        self.add(
            SettingRow(
                themes, tr("Export settings"), self.export, also=tr("save backup"),
                sentence=tr("Settings, keys and signature in one file, without passwords."),
            )
        )  # fmt: skip
        self.bring = Button(themes, tr("Import"), name=tr("Import settings"))
        self.bring.clicked.connect(self._on_import)
        self.add(
            SettingRow(
                themes, tr("Import settings"), self.bring, also=tr("load old machine"),
                sentence=tr("From the file of another computer. What it has is taken up at once."),
            )
        )  # fmt: skip
        self.files = Button(themes, tr("Import"), name=tr("Import leads and mail"))
        self.files.clicked.connect(lambda: ctx.import_files())
        self.add(
            SettingRow(
                themes, tr("Leads and mail"), self.files, also=tr("csv mbox eml vcard excel files"),
                sentence=tr("Lists of leads and stored mail, from files."),
            )
        )  # fmt: skip
        self.close_up()

    def write(self, file: Path) -> None:
        """Write the settings to a file, in the background."""
        account = self._ctx.services.account_settings
        computer = {each.name: self._ctx.preferred(each.name) for each in SETTINGS}
        panes = {name: self._ctx.state.numbers(name) for name in PANES}
        window = size_of(self.window())
        self._ctx.ops.run_query(
            self,
            lambda: account.write_file(
                file,
                document(
                    computer, account.all(), panes=panes, table=account.table(), window=window
                ),
            ),
            lambda _done: self._ctx.notices.say(tr("The settings are in {name}", name=file.name)),
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
        name, _ = QFileDialog.getSaveFileName(self, tr("Export settings"), home, _FILTER)
        if name:
            self.write(Path(name) if Path(name).suffix else Path(name + ".json"))

    def _on_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Import settings"), str(Path.home()), _FILTER
        )
        if name:
            self.read(Path(name))

    def _ask(self, carried: Carried) -> None:
        self.asked = words_of_carried(carried)
        ask_first(
            self, self._ctx.theme, tr("Take up these settings?"), self.asked,
            tr("Import"), lambda: self._take(carried),
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
            if carried.window:
                take_size(self.window(), carried.window)
            later = tr(" Sizes show when Outpost is opened anew.") if carried.panes else ""
            self._ctx.notices.say(tr("The settings were taken up.{later}", later=later))

        self._ctx.ops.run_command(
            self,
            lambda: account.take_up(carried.account, carried.table, kept),
            done,
            self._ctx.notices.error,
        )


def words_of_carried(carried: Carried) -> str:
    """What a file brings, and what of it is left out."""
    count = carried.count
    said = (
        tr("One setting comes") if count == 1 else tr("{count} settings come", count=numeral(count))
    )
    words = [tr("{said} from the file and take the place of those here.", said=said)]
    if carried.left_out:
        words.append(tr("Left out:"))
        words += carried.left_out[:_SHOWN]
        more = len(carried.left_out) - _SHOWN
        if more > 0:
            words.append(tr("and {more} more.", more=numeral(more)))
    return "\n".join(words)
