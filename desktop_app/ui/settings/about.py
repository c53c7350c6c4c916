"""About the program: versions, where it keeps what, how it is, and faults of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.about import About, FaultReport, Problem
from desktop_app.domain.language import clocked, numeral, tr
from desktop_app.ui.leads.words import last_contact_at
from desktop_app.ui.mailboxes.card import StateTag
from desktop_app.ui.mailboxes.words import Pill
from desktop_app.ui.settings.cards import Card, Part, SettingRow
from desktop_app.ui.settings.reports import ReportsDialog
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.resources import resource_path
from desktop_app.ui.widgets.buttons import Button, Size
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import Paragraph, label
from desktop_app.ui.writing.asking import exact_text

_MOST: Final = 20  # problems that are shown
_LICENCES: Final = "licences.txt"


class AboutCard(Card):
    """What one is asked for when something is wrong, in one place."""

    def __init__(self, ctx: Context) -> None:
        themes = ctx.theme
        super().__init__(themes, "about", tr("About"), tr("version help support program"))
        self._ctx = ctx
        self._about: About | None = None
        self._reports: tuple[FaultReport, ...] = ()
        self.problems: tuple[Problem, ...] = ()
        self.copy = Button(themes, tr("Copy details"))
        self.copy.setEnabled(False)
        self.copy.clicked.connect(self._on_copy)
        self.version = SettingRow(
            themes, "Outpost", self.copy, sentence=" ", also=tr("version postgres qt python system")
        )
        self.add(self.version)
        self.open_data = Button(themes, tr("Open"), name=tr("Open the folder of the data"))
        self.open_data.clicked.connect(lambda: self._open("home"))
        self.data = SettingRow(
            themes, tr("Data"), self.open_data, sentence=" ", also=tr("folder where files database")
        )
        self.add(self.data)
        self.open_logs = Button(themes, tr("Open"), name=tr("Open the folder of the logs"))
        self.open_logs.clicked.connect(lambda: self._open("logs"))
        self.logs = SettingRow(
            themes, tr("Logs"), self.open_logs, sentence=" ", also=tr("folder where")
        )
        self.add(self.logs)
        self._add_check()
        self.look = Button(themes, tr("Look", "at something"), name=tr("Look at the fault reports"))
        self.look.clicked.connect(self._on_look)
        self.faults = SettingRow(
            themes, tr("Fault reports"), self.look, sentence=" ", also=tr("crash bug report send")
        )
        self.add(self.faults)
        self.show_licences = Button(themes, tr("Show"), name=tr("Show the licences"))
        self.show_licences.clicked.connect(self._on_licences)
        self.add(
            SettingRow(
                themes, tr("Licences"), self.show_licences, also=tr("open source libraries"),
                sentence=tr("Apache 2.0, made with the work of others."),
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
            tr("Outpost {outpost}", outpost=about.outpost),
            tr(
                "Postgres {postgres}{value}",
                postgres=about.postgres,
                value=tr(" (another server)") if about.database else "",
            ),
            tr("Qt {qVersion}, Python {python}", qVersion=qVersion(), python=about.python),
            about.system,
            tr("Data: {home}", home=about.home),
            tr("Logs: {logs}", logs=about.logs),
            tr("Fault reports: {len}", len=len(self._reports)),
            *(tr("Not well: {each}", each=each) for each in self.problems),
        ]
        # Whose folder it is, is nobody's business.
        return "\n".join(lines).replace(home, "~") + "\n"

    def _add_check(self) -> None:
        themes = self._ctx.theme
        self.state = StateTag(themes, Pill("", "", "success"))
        self.state.hide()
        self.check = Button(
            themes, tr("Check", "whether all is well"), name=tr("Check how everything is")
        )
        self.check.clicked.connect(self._on_check)
        self.health = SettingRow(
            themes, tr("Health"), self.state, self.check, also=tr("doctor check problems well"),
            sentence=tr("Looks at the database, the disk, mailboxes, backups and the clock."),
        )  # fmt: skip
        self.add(self.health)
        self.findings = Part(themes, tr("doctor problems findings"))
        self.findings.set_wanted(False)
        self.findings.column.setSpacing(10)
        self.add(self.findings)

    def _show(self, about: About, reports: Sequence[FaultReport]) -> None:
        self._about, self._reports = about, tuple(reports)
        where = tr(" at {database}", database=about.database) if about.database else ""
        self.version.say(
            tr(
                "Version {outpost}. Postgres {postgres}{where}, Qt {qVersion}, Python {python}.",
                outpost=about.outpost,
                postgres=about.postgres,
                where=where,
                qVersion=qVersion(),
                python=about.python,
            )
        )
        self.copy.setEnabled(True)
        self.data.say(about.home)
        self.logs.say(about.logs)
        self.look.setEnabled(bool(reports))
        if not reports:
            self.faults.say(tr("None. A fault of Outpost itself would be noted on this computer."))
            return
        newest = last_contact_at(self._ctx.local(reports[0].at), self._ctx.now())
        count = tr("One") if len(reports) == 1 else numeral(len(reports))
        self.faults.say(
            tr(
                "{count}, the newest {newest}{newest_2}. None was sent.",
                count=count,
                newest=newest[:1].lower(),
                newest_2=newest[1:],
            )
        )

    def _open(self, name: str) -> None:
        if self._about is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(getattr(self._about, name))))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details())
        self._ctx.notices.say(tr("The details are on the clipboard"))

    # How it is

    def _on_check(self) -> None:
        self.check.setEnabled(False)
        self.state.hide()
        self.health.say(tr("Looking…"))
        care = self._ctx.services.care
        self._ctx.ops.run_query(self, care.check_up, self._on_checked, self._on_unchecked)

    def _on_checked(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        self.check.setEnabled(True)
        self.check.set_words(tr("Check again"))
        at = tr("Looked at {now}.", now=clocked(self._ctx.now()))
        if problems:
            count = len(problems)
            words = (
                tr("1 to look at") if count == 1 else tr("{count} to look at", count=numeral(count))
            )
            self.state.say(Pill(words, "ph.warning-fill", "warning"))
        else:
            self.state.say(Pill(tr("All is well"), "ph.check-circle-fill", "success"))
        self.health.say(at)
        self.state.show()
        self._list(problems)

    def _on_unchecked(self, error: Exception) -> None:
        self.check.setEnabled(True)
        self.health.say(tr("The check could not be made."))
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
            column.addWidget(
                label(
                    tr("and {value} more: outpost doctor", value=numeral(len(problems) - _MOST)),
                    "small",
                )
            )
        self.findings.set_wanted(bool(problems))

    # What else is shown

    def _on_look(self) -> None:
        ReportsDialog(self._ctx, self.window(), self._reports).open()

    def _on_licences(self) -> None:
        LicencesDialog(self._ctx, self.window()).open()


class LicencesDialog(Dialog):
    """What Outpost is made with."""

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Licences"))
        self.setModal(True)
        self.resize(560, 480)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(tr("Licences"), "title"))
        self.text = exact_text("", tr("Licences"))
        column.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.addStretch()
        close = Button(ctx.theme, tr("Close"), size=Size.FIELD)
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
