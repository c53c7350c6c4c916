"""The backups of the workspace on the page: the last one, all that stand, and their passphrase."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.backups import BackupFile, BackupState
from desktop_app.domain.jobs import CARE_KINDS, Job, JobKind, JobState
from desktop_app.domain.language import clocked, decimal, numeral, tr
from desktop_app.ui.leads.words import day_and_month, last_contact_at
from desktop_app.ui.mailboxes.card import StateTag
from desktop_app.ui.mailboxes.words import Pill
from desktop_app.ui.settings.cards import Part, SettingRow
from desktop_app.ui.settings.dialogs import FormDialog
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.dialogs import ask_first
from desktop_app.ui.widgets.fields import Field
from desktop_app.ui.widgets.row_list import Row, RowList
from desktop_app.ui.writing.asking import exact_text

_SHOWN: Final = 3
_SHORTEST: Final = 8  # letters of a passphrase
_WARNING: Final = tr(
    "Without the passphrase a sealed backup is of no use to anybody, nor to you. Outpost keeps it "
    "in the keyring of this computer alone, which is gone when the computer is: write it down "
    "elsewhere."
)


class LastBackup(SettingRow):
    """When the last one was made and whether it can be brought back; makes another one."""

    def __init__(self, ctx: Context, on_cancel: Callable[[Job], None]) -> None:
        self._ctx = ctx
        self._on_cancel = on_cancel
        self._job: Job | None = None
        self.state = StateTag(ctx.theme, Pill(tr("None yet"), "ph.warning-fill", "warning"))
        self.button = Button(ctx.theme, tr("Back up now"))
        self.button.clicked.connect(self._on_clicked)
        super().__init__(
            ctx.theme, tr("Last backup"), self.state, self.button,
            sentence=" ", also=tr("back up now verify verified copy restore"),
        )  # fmt: skip

    def show_state(self, state: BackupState, jobs: Sequence[Job]) -> None:
        """Show how the newest one is, and what is being done."""
        self._job = next((each for each in jobs if each.kind in CARE_KINDS), None)
        self.state.setVisible(not state.remote and self._job is None)
        self.button.setVisible(not state.remote)
        if state.remote:
            self.say(
                tr(
                    "This workspace works in the database of another server, and whoever looks "
                    "after that server backs it up: “For administrators” in Outpost’s documents "
                    "says how. A copy of your own: outpost db backup FILE."
                )
            )
            return
        if self._job is not None:
            self.button.set_words(tr("Cancel"))
            self.button.setEnabled(self._job.state is not JobState.CANCELLING)
            self.say(job_words(self._job))
            return
        self.button.set_words(tr("Back up now"))
        self.button.setEnabled(True)
        newest = state.files[0] if state.files else None
        self.state.say(pill_of(newest))
        self.say(last_words(self._ctx, state))

    def _on_clicked(self) -> None:
        if self._job is not None:
            self.button.setEnabled(False)
            self._on_cancel(self._job)
            return
        self.button.setEnabled(False)
        care = self._ctx.services.care
        self._ctx.ops.run_keeping(self, care.back_up, self._on_asked, self._on_refused)

    def _on_asked(self, job: Job) -> None:
        self._ctx.expect_jobs((job,))
        self._job = job
        self.button.set_words(tr("Cancel"))
        self.button.setEnabled(True)
        self.state.hide()
        self.say(job_words(job))

    def _on_refused(self, error: Exception) -> None:
        self.button.setEnabled(True)
        self._ctx.notices.error(error)


class BackupList(Part):
    """All that stand, each to be tried."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx.theme, tr("backups list verify try restore test"), padded=False)
        self._ctx = ctx
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 0)
        self.list = RowList(ctx.theme, tr("Backups"), most=_SHOWN)
        self.list.acted.connect(self._on_verify)
        column.addWidget(self.list)
        self.set_wanted(False)

    def show_state(self, state: BackupState, jobs: Sequence[Job]) -> None:
        """Show these; none can be tried while one is being made or tried."""
        busy = any(each.kind in CARE_KINDS for each in jobs)
        rows = [] if state.remote else [self._row(each, busy=busy) for each in state.files]
        if tuple(rows) != self.list.rows:
            self.list.put(rows)
        self.set_wanted(bool(rows))

    def _row(self, file: BackupFile, *, busy: bool) -> Row:
        parts = [size_words(file.size), tr("sealed") if file.sealed else tr("not sealed")]
        parts.append(
            file.fault or tr("verified {lowered}", lowered=_lowered(_when(self._ctx, file.tried)))
        )
        glyph = "ph.warning-fill" if file.fault else "ph.archive-box"
        return Row(
            file.path, _when(self._ctx, file.made), ", ".join(parts),
            glyph=glyph, action="" if busy else tr("Verify"),
        )  # fmt: skip

    def _on_verify(self, path: str) -> None:
        care = self._ctx.services.care
        self._ctx.ops.run_keeping(
            self, lambda: care.verify(path), lambda job: self._ctx.expect_jobs((job,)),
            self._ctx.notices.error,
        )  # fmt: skip


class PassphraseRow(SettingRow):
    """Whether backups are sealed."""

    def __init__(self, ctx: Context, changed: Callable[[], None]) -> None:
        self._ctx = ctx
        self._changed = changed
        self.set = Button(ctx.theme, tr("Set"), name=tr("Set a passphrase for backups"))
        self.set.clicked.connect(self._on_set)
        self.forget = Button(ctx.theme, tr("Forget"), name=tr("Forget the passphrase of backups"))
        self.forget.clicked.connect(self._on_forget)
        self._has = False
        super().__init__(
            ctx.theme, tr("Passphrase of backups"), self.forget, self.set,
            sentence=" ", also=tr("encrypt seal password secret"), setting="backup.sealed",
        )  # fmt: skip
        self.forget.hide()

    def show_state(self, state: BackupState) -> None:
        """Show whether there is one, and whether there can be."""
        self._has = state.passphrase
        self.forget.setVisible(self._has)
        self.set.set_words(tr("Change") if self._has else tr("Set"))
        self.set.setEnabled(not state.keyring)
        if state.keyring:
            self.say(tr("Backups are not sealed. {keyring}", keyring=state.keyring))
        elif self._has:
            self.say(tr("New backups are sealed. Without it nobody can open them, nor can you."))
        else:
            self.say(tr("Backups are not sealed: whoever has the file can read it."))

    def _on_set(self) -> None:
        dialog = PassphraseDialog(self._ctx, self.window(), has_one=self._has)
        dialog.accepted.connect(self._changed)
        dialog.open()

    def _on_forget(self) -> None:
        ask_first(
            self, self._ctx.theme, tr("Forget the passphrase?"),
            tr("Backups to come are not sealed. Those that are sealed stay so, and still need it: "
            "keep it as long as you keep them."),
            tr("Forget"), self._forget,
        )  # fmt: skip

    def _forget(self) -> None:
        care = self._ctx.services.care
        self._ctx.ops.run_keeping(
            self, care.forget_passphrase, lambda _done: self._changed(), self._ctx.notices.error
        )


class PassphraseDialog(FormDialog):
    """A passphrase, twice; nobody sees what is typed."""

    def __init__(self, ctx: Context, parent: QWidget, *, has_one: bool) -> None:
        before = tr(" Backups made before keep the old one.") if has_one else ""
        title = tr("Change the passphrase") if has_one else tr("Passphrase of backups")
        super().__init__(ctx, parent, title, _WARNING + before, tr("Seal backups"))
        self.new = self.add(Field(ctx.theme, tr("Passphrase"), secret=True))
        self.again = self.add(Field(ctx.theme, tr("Once more"), secret=True))
        self.new.edit.setFocus()

    def submit(self) -> None:
        if not self.yes.isEnabled():
            return
        short = len(self.new.text) < _SHORTEST
        self.new.set_error(tr("At least {shortest} letters.", shortest=_SHORTEST) if short else "")
        same = self.new.text == self.again.text
        self.again.set_error("" if short or same else tr("The two are not the same."))
        if short or not same:
            (self.new if short else self.again).edit.setFocus()
            return
        care, text = self._ctx.services.care, self.new.take()
        self.again.take()
        self.yes.setEnabled(False)
        self._ctx.ops.run_keeping(
            self, lambda: care.keep_passphrase(text), lambda _done: self.accept(), self._on_error
        )


class RestoreDialog(FormDialog):
    """How a backup is brought back: with Outpost closed, by one command.

    Not from here: a restore changes the database that this very window and the engine work in, and
    must be alone with it.
    """

    def __init__(self, ctx: Context, parent: QWidget, state: BackupState, path: str) -> None:
        super().__init__(
            ctx, parent, tr("Bring a backup back"),
            tr("Everything here becomes as it was in the backup; a copy of what it replaces "
               "is kept. "
            "Close Outpost on this computer first, its engine too, then run this in a terminal:"),
            tr("Copy the command"),
        )  # fmt: skip
        sealed = any(each.path == path and each.sealed for each in state.files)
        self.command = restore_command(state.home, path, sealed=sealed)
        self.text = exact_text(self.command, tr("Command"))
        self.text.setFixedHeight(64)
        self.body.addWidget(self.text)
        self.cancel.set_words(tr("Close"))

    def submit(self) -> None:
        QGuiApplication.clipboard().setText(self.command)
        self._ctx.notices.say(tr("The command is on the clipboard"))
        self.accept()


def restore_command(home: str, path: str, *, sealed: bool) -> str:
    """What brings a backup back, as it is typed in a terminal of this system."""
    more = " --passphrase" if sealed else ""
    return f"outpost --home {_quoted(home)} db restore {_quoted(path)} --replace{more}"


def pill_of(file: BackupFile | None) -> Pill:
    """How a backup is, as a tag."""
    if file is None:
        return Pill(tr("None yet"), "ph.warning-fill", "warning")
    if file.fault:
        return Pill(tr("Damaged"), "ph.warning-circle-fill", "danger")
    return Pill(tr("Verified"), "ph.check-circle-fill", "success")


def last_words(ctx: Context, state: BackupState) -> str:
    """When the last one was made, and when the next one will be."""
    due = ""
    if state.due is not None:
        soon = state.due <= ctx.clock()
        due = (
            tr("The next is due now.")
            if soon
            else tr("The next: {coming}.", coming=_coming(ctx, state.due))
        )
    if not state.files:
        return tr("None was made yet. {due}", due=due).strip()
    last = state.files[0]
    words = f"{_when(ctx, last.made)}, {size_words(last.size)}."
    if last.fault:
        words += tr(" {fault} Make another one.", fault=last.fault)
    return f"{words} {due}".strip()


def job_words(job: Job) -> str:
    """What is being done about backups."""
    if job.state is JobState.QUEUED:
        return tr("It begins as soon as the engine has a moment.")
    if job.state is JobState.CANCELLING:
        return tr("Being cancelled…")
    what = tr("Backing up") if job.kind is JobKind.MAKE_BACKUP else tr("Trying a backup")
    return job.progress.note or f"{what}…"


def size_words(size: int) -> str:
    """A size as people say it."""
    if size < 1_000_000:
        return tr("{size} kB", size=numeral(max(1, round(size / 1000))))
    if size < 1_000_000_000:
        return tr("{size} MB", size=decimal(size / 1e6))
    return tr("{size} GB", size=decimal(size / 1e9))


def _quoted(path: str) -> str:
    """A path as one word of a command: for the shells of Windows where it is one of theirs."""
    return f'"{path}"' if "\\" in path else shlex.quote(path)


def _when(ctx: Context, moment: datetime) -> str:
    return last_contact_at(ctx.local(moment), ctx.now())


def _coming(ctx: Context, moment: datetime) -> str:
    """A moment to come."""
    local, now = ctx.local(moment), ctx.now()
    days = (local.date() - now.date()).days
    if days <= 1:
        at = clocked(local)
        return tr("tomorrow at {at}", at=at) if days else tr("today at {at}", at=at)
    return tr(
        "{day_and_month} at {local}",
        day_and_month=day_and_month(local.date()),
        local=clocked(local),
    )


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]
