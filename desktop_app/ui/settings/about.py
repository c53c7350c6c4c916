"""About the program: versions, where it keeps what, how it is, and faults of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.about import About, FaultReport, Problem
from desktop_app.ui.leads.words import last_contact_at
from desktop_app.ui.mailboxes.card import StateTag
from desktop_app.ui.mailboxes.words import Pill
from desktop_app.ui.settings.cards import Card, Part, SettingRow
from desktop_app.ui.settings.reports import ReportsDialog
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.resources import resource_path
from desktop_app.ui.widgets.buttons import Button, Size
from desktop_app.ui.widgets.labels import Paragraph, label
from desktop_app.ui.writing.asking import exact_text

_MOST: Final = 20  # problems that are shown
_LICENCES: Final = "licences.txt"


class AboutCard(Card):
    """What one is asked for when something is wrong, in one place."""

    def __init__(self, ctx: Context) -> None:
        themes = ctx.theme
        super().__init__(themes, "about", "About", "version help support program")
        self._ctx = ctx
        self._about: About | None = None
        self._reports: tuple[FaultReport, ...] = ()
        self.problems: tuple[Problem, ...] = ()
        self.copy = Button(themes, "Copy details")
        self.copy.setEnabled(False)
        self.copy.clicked.connect(self._on_copy)
        self.version = SettingRow(
            themes, "Outpost", self.copy, sentence=" ", also="version postgres qt python system"
        )
        self.add(self.version)
        self.open_data = Button(themes, "Open", name="Open the folder of the data")
        self.open_data.clicked.connect(lambda: self._open("home"))
        self.data = SettingRow(
            themes, "Data", self.open_data, sentence=" ", also="folder where files database"
        )
        self.add(self.data)
        self.open_logs = Button(themes, "Open", name="Open the folder of the logs")
        self.open_logs.clicked.connect(lambda: self._open("logs"))
        self.logs = SettingRow(themes, "Logs", self.open_logs, sentence=" ", also="folder where")
        self.add(self.logs)
        self._add_check()
        self.look = Button(themes, "Look", name="Look at the fault reports")
        self.look.clicked.connect(self._on_look)
        self.faults = SettingRow(
            themes, "Fault reports", self.look, sentence=" ", also="crash bug report send"
        )
        self.add(self.faults)
        self.show_licences = Button(themes, "Show", name="Show the licences")
        self.show_licences.clicked.connect(self._on_licences)
        self.add(
            SettingRow(
                themes, "Licences", self.show_licences, also="open source libraries",
                sentence="Apache 2.0, made with the work of others.",
            )
        )  # fmt: skip
        self.close_up()

    def refresh(self) -> None:
        """Read versions and reports, in the background; the check waits until it is asked for."""
        care, ops = self._ctx.services.care, self._ctx.ops
        ops.run_query(
            self,
            lambda: (care.about(), care.reports()),
            lambda found: self._show(*found),
            self._ctx.notices.error,
            key="about",
        )

    def details(self) -> str:
        """All that is told when help is asked for: versions and places, nothing of the data."""
        about = self._about
        if about is None:
            return ""
        home = str(Path.home())
        lines = [
            f"Outpost {about.outpost}",
            f"Postgres {about.postgres}{' (another server)' if about.database else ''}",
            f"Qt {qVersion()}, Python {about.python}",
            about.system,
            f"Data: {about.home}",
            f"Logs: {about.logs}",
            f"Fault reports: {len(self._reports)}",
            *(f"Not well: {each}" for each in self.problems),
        ]
        # Whose folder it is, is nobody's business.
        return "\n".join(lines).replace(home, "~") + "\n"

    def _add_check(self) -> None:
        themes = self._ctx.theme
        self.state = StateTag(themes, Pill("", "", "success"))
        self.state.hide()
        self.check = Button(themes, "Check", name="Check how everything is")
        self.check.clicked.connect(self._on_check)
        self.health = SettingRow(
            themes, "Health", self.state, self.check, also="doctor check problems well",
            sentence="Looks at the database, the disk, mailboxes, backups and the clock.",
        )  # fmt: skip
        self.add(self.health)
        self.findings = Part(themes, "doctor problems findings")
        self.findings.set_wanted(False)
        self.findings.column.setSpacing(10)
        self.add(self.findings)

    def _show(self, about: About, reports: Sequence[FaultReport]) -> None:
        self._about, self._reports = about, tuple(reports)
        where = f" at {about.database}" if about.database else ""
        self.version.say(
            f"Version {about.outpost}. Postgres {about.postgres}{where}, Qt {qVersion()}, Python "
            f"{about.python}."
        )
        self.copy.setEnabled(True)
        self.data.say(about.home)
        self.logs.say(about.logs)
        self.look.setEnabled(bool(reports))
        if not reports:
            self.faults.say("None. A fault of Outpost itself would be noted on this computer.")
            return
        newest = last_contact_at(self._ctx.local(reports[0].at), self._ctx.now())
        count = "One" if len(reports) == 1 else f"{len(reports):,}"
        self.faults.say(f"{count}, the newest {newest[:1].lower()}{newest[1:]}. None was sent.")

    def _open(self, name: str) -> None:
        if self._about is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(getattr(self._about, name))))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details())
        self._ctx.notices.say("The details are on the clipboard")

    # How it is

    def _on_check(self) -> None:
        self.check.setEnabled(False)
        self.state.hide()
        self.health.say("Looking…")
        care = self._ctx.services.care
        self._ctx.ops.run_query(self, care.check_up, self._on_checked, self._on_unchecked)

    def _on_checked(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        self.check.setEnabled(True)
        self.check.set_words("Check again")
        at = f"Looked at {self._ctx.now():%H:%M}."
        if problems:
            count = len(problems)
            words = "1 to look at" if count == 1 else f"{count:,} to look at"
            self.state.say(Pill(words, "ph.warning-fill", "warning"))
        else:
            self.state.say(Pill("All is well", "ph.check-circle-fill", "success"))
        self.health.say(at)
        self.state.show()
        self._list(problems)

    def _on_unchecked(self, error: Exception) -> None:
        self.check.setEnabled(True)
        self.health.say("The check could not be made.")
        self._ctx.notices.error(error)

    def _list(self, problems: Sequence[Problem]) -> None:
        column = self.findings.column
        while (item := column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for each in problems[:_MOST]:
            words = f"{_begun(each.what)}. {_begun(each.advice)}".rstrip(".") + "."
            column.addWidget(Paragraph(self._ctx.theme, words, font="small", ink="text.secondary"))
        if len(problems) > _MOST:
            column.addWidget(label(f"and {len(problems) - _MOST:,} more: outpost doctor", "small"))
        self.findings.set_wanted(bool(problems))

    # What else is shown

    def _on_look(self) -> None:
        ReportsDialog(self._ctx, self.window(), self._reports).open()

    def _on_licences(self) -> None:
        LicencesDialog(self._ctx, self.window()).open()


class LicencesDialog(QDialog):
    """What Outpost is made with."""

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Licences")
        self.setModal(True)
        self.resize(560, 480)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label("Licences", "title"))
        self.text = exact_text("", "Licences")
        column.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.addStretch()
        close = Button(ctx.theme, "Close", size=Size.FIELD)
        close.clicked.connect(self.reject)
        row.addWidget(close)
        column.addLayout(row)
        ctx.ops.run_query(
            self, _licences, self.text.setPlainText, ctx.notices.error, key="licences"
        )


def _licences() -> str:
    return resource_path(_LICENCES).read_text("utf-8")


def _begun(words: str) -> str:
    """As a sentence begins; what a mail server is called keeps its letters."""
    return words[:1].upper() + words[1:]
