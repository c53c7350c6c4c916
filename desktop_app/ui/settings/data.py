"""The copies that are made of everything: those that stand, and how they are made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop_app.domain.backups import BackupState
from desktop_app.domain.changes import Kind
from desktop_app.domain.jobs import Job
from desktop_app.domain.language import plural, tr
from desktop_app.domain.setting_kinds import Value
from desktop_app.domain.setting_table import CHECK
from desktop_app.domain.updates import UpdateView
from desktop_app.ui.ops import Freshness
from desktop_app.ui.settings.backups import BackupList, LastBackup, PassphraseRow, RestoreDialog
from desktop_app.ui.settings.cards import Card, SettingRow
from desktop_app.ui.settings.typed_rows import TypedRow
from desktop_app.ui.settings.way_back import way_back
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button

_FOLDER: Final = "backup.folder"
_DAYS: Final = "backup.keep_daily"
_WEEKS: Final = "backup.keep_weekly"


class DataCard(Card):
    """Backups; each change is saved at once, and holds for the next one."""

    _state: BackupState | None = None

    def __init__(self, ctx: Context) -> None:
        themes = ctx.theme
        super().__init__(themes, "data", tr("Privacy and data"), tr("backups copies safe disk"))
        self._ctx = ctx
        self.last = LastBackup(ctx, self._on_cancel)
        self.add(self.last)
        self.made = BackupList(ctx)
        self.add(self.made)
        self.restore = Button(themes, tr("Restore…"), name=tr("Restore a backup"))
        self.restore.clicked.connect(self._on_restore)
        self.restore_row = SettingRow(
            themes, tr("Bring a backup back"), self.restore, also=tr("restore undo lost"),
            sentence=tr("The one that is marked above, else the last one. Outpost is "
                        "closed for it."),
        )  # fmt: skip
        self.add(self.restore_row)
        self.restore_row.set_wanted(False)
        self.every = TypedRow(
            ctx,
            "backup.every",
            help=tr("All leads, mail and files in one file, tried when it is made."),
        )
        self.add(self.every)
        self.choose = Button(themes, tr("Choose"), name=tr("Choose a folder for backups"))
        self.choose.clicked.connect(self._on_choose)
        self.usual = way_back(themes, tr("In the workspace"), self._usual_folder)
        self.folder = SettingRow(
            themes, tr("Folder of backups"), self.usual, self.choose, sentence=" ", setting=_FOLDER
        )
        self.add(self.folder)
        self.days = TypedRow(ctx, _DAYS, said=_days)
        self.weeks = TypedRow(ctx, _WEEKS, said=_weeks)
        self.add(self.days)
        self.add(self.weeks)
        self.updates = TypedRow(ctx, CHECK)
        self.add(self.updates)
        self.passphrase = PassphraseRow(ctx, self.refresh)
        self.add(self.passphrase)
        self.close_up()
        self._fresh = Freshness(self, ctx.bus, Kind.JOBS | Kind.NOTIFICATIONS, self.refresh)
        ctx.choices.changed.connect(self._on_choices)
        self._show()
        ctx.ops.run_query(
            self, ctx.services.updates.view, self._show_policy, lambda _error: None, key="updates"
        )

    def refresh(self) -> None:
        """Look anew at the backups that stand, in the background."""
        services = self._ctx.services
        self._ctx.ops.run_query(
            self,
            lambda: (services.care.backups(), services.jobs.running()),
            lambda found: self._show_backups(*found),
            self._ctx.notices.error,
            key="backups",
        )

    def _show_backups(self, state: BackupState, jobs: Sequence[Job]) -> None:
        self._state = state
        self._show()
        self.last.show_state(state, jobs)
        self.made.show_state(state, jobs)
        self.passphrase.show_state(state)
        self.restore_row.set_wanted(bool(state.files) and not state.remote)
        # What others back up, nothing here says how often, where to, or sealed by what.
        for row in (self.every, self.folder, self.days, self.weeks, self.passphrase):
            row.set_wanted(not state.remote)

    def _on_cancel(self, job: Job) -> None:
        jobs = self._ctx.services.jobs
        self._ctx.ops.run_command(self, lambda: jobs.cancel(job.id))

    def _on_restore(self) -> None:
        state = self._state
        if state is None or not state.files:
            return
        path = self.made.list.current_key or state.files[0].path
        RestoreDialog(self._ctx, self.window(), state, path).open()

    def _on_choices(self, names: frozenset[str]) -> None:
        self._show()
        if any(name.startswith("backup.") for name in names):
            # Kept in the background: what is read now may still be of before.
            self._ctx.ops.when_quiet(self, self.refresh)

    def _show(self) -> None:
        folder = str(self._ctx.preferred(_FOLDER))
        usual = self._state.folder if self._state is not None else ""
        by_itself = tr("In the workspace. Another disk is safer.")
        if usual and not folder:
            by_itself = tr("{folder}. Another disk is safer.", folder=usual)
        self.folder.say(folder or by_itself)
        self.usual.setVisible(bool(folder))
        made = self._ctx.preferred("backup.every") != "off"
        for row in (self.days, self.weeks):
            row.control.setEnabled(made)

    def _show_policy(self, view: UpdateView) -> None:
        """Where it was decided for the user, the switch says so and does nothing."""
        policy = view.policy
        if policy.forced:
            self.updates.say(
                tr("Whoever looks after this computer turned it on.")
                if policy.check
                else tr("Whoever looks after this computer turned it off.")
            )
            self.updates.show_value(bool(policy.check))
            self.updates.control.setEnabled(False)
        elif not policy.url:
            self.updates.say(tr("This copy knows no place where newer versions are told."))

    def _usual_folder(self) -> None:
        self._ctx.choices.reset(_FOLDER)
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_choose(self) -> None:
        before = str(self._ctx.preferred(_FOLDER))
        folder = QFileDialog.getExistingDirectory(self, tr("Folder of backups"), before)
        if folder:
            self._ctx.prefer(_FOLDER, folder)


def _days(count: Value) -> str:
    return plural("{n} days", "{n} day", int(count)) if count else tr("None")


def _weeks(count: Value) -> str:
    return plural("{n} weeks", "{n} week", int(count)) if count else tr("None")
