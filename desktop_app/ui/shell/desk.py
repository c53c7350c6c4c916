"""The window's life: it shows at once, everything else happens behind it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop_app.domain.about import About
from desktop_app.domain.changes import Changes, Kind, Notice
from desktop_app.domain.errors import KnownError, PasswordWanted
from desktop_app.domain.language import tr
from desktop_app.domain.users import SessionState, User
from desktop_app.services.booted import Booted, Say
from desktop_app.ui.actions import Actions
from desktop_app.ui.language import take_clock
from desktop_app.ui.ops import ChangeBus, Fault, Operations
from desktop_app.ui.shell.catalog import SCREENS
from desktop_app.ui.shell.choices import Choices
from desktop_app.ui.shell.guard import Guard
from desktop_app.ui.shell.hearing import Hearing
from desktop_app.ui.shell.main_window import MainWindow
from desktop_app.ui.shell.preferences import Preferences
from desktop_app.ui.shell.presence import seconds_asleep
from desktop_app.ui.shell.screens import Screen
from desktop_app.ui.shell.session_watch import SessionWatch
from desktop_app.ui.shell.state import UiState
from desktop_app.ui.shell.workspace import Workspace, first_screen
from desktop_app.ui.theme import Themes

log = logging.getLogger(__name__)

WHY_SIGNED_OUT = {
    SessionState.ENDED: tr("You were signed out on another device. Everything you wrote is kept."),
    SessionState.RAN_OUT: tr("Your sign-in ran out after a week. Everything you wrote is kept."),
}


def utc_now() -> datetime:
    """What the clock says."""
    return datetime.now(UTC)


class _ClosedMeanwhileError(KnownError):
    """The window was closed before the start had ended."""

    def __init__(self) -> None:
        super().__init__(tr("Outpost was closed."))


class Desk(QObject):
    """The window's life from start to end: boot, sign-in, workspace, close."""

    _said = Signal(str)

    def __init__(
        self,
        app: QApplication,
        boot: Callable[[Say], Booted],
        *,
        give_password: Callable[[str, bool], None] = lambda _password, _keep: None,
        state_file: Path | None = None,
        preferences: Preferences | None = None,
        screens: Sequence[Screen] = SCREENS,
        clock: Callable[[], datetime] = utc_now,
        now: Callable[[], float] = time.monotonic,
        asleep: Callable[[], float] = seconds_asleep,
        inline: bool = False,
        given: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._given = tuple(given)
        self._app = app
        self._boot = boot
        self._give_password = give_password
        self._preferences = preferences or Preferences()
        self._screens = tuple(screens)
        self._clock = clock
        self._booted: Booted | None = None
        self._user: User | None = None
        self._ended = False
        self._note = ""  # for who signs in next
        self._unbuilt: User | None = None  # whose workspace could not be built
        self.state = UiState(state_file)
        chosen = self._preferences.value
        self.themes = Themes(
            app, str(chosen("appearance.theme")), int(chosen("appearance.text_size")),
            contrast=str(chosen("appearance.contrast")), parent=self,
        )  # fmt: skip
        self.themes.reduce_motion = bool(chosen("appearance.reduce_motion"))
        app.setApplicationName("Outpost")
        app.setApplicationDisplayName("Outpost")
        app.setDesktopFileName("outpost")
        self.themes.apply()
        self.bus = ChangeBus(self)
        self.ops = Operations(self.bus, inline=inline, parent=self)
        self.window = MainWindow(self.themes, self.state)
        self.window.closing.connect(self.end)
        self.window.boot_page.retry_wanted.connect(self._on_retry)
        self.window.boot_page.password_given.connect(self._on_password)
        self.window.boot_page.sign_out_wanted.connect(self.sign_out)
        self.window.boot_page.quit_wanted.connect(self.window.close)
        self.guard = Guard(
            self.window, self.themes, self.ops, self.bus, now=now, asleep=asleep, parent=self
        )
        self.guard.set_after(int(chosen("lock.after_minutes")))
        self.guard.opened.connect(self._on_unlocked)
        self.guard.sign_out_wanted.connect(self.sign_out)
        self.session = SessionWatch(self.ops, self)
        self.session.ended.connect(self._on_ended)
        self.choices = Choices(
            self.ops,
            self._preferences,
            {
                "appearance.clock": self._on_clock,
                "appearance.theme": self.themes.set_appearance,
                "appearance.contrast": self.themes.set_contrast,
                "appearance.text_size": self.themes.set_text_size,
                "appearance.reduce_motion": self.themes.set_reduce_motion,
                "lock.after_minutes": self.guard.set_after,
            },
            self,
        )
        self.choices.failed.connect(self._on_not_kept)
        self.guard.lock_key.follow(self.choices.keymap)
        self.hearing = Hearing(self.ops, self)
        self.hearing.begun.connect(self._on_listening)
        self.hearing.noticed.connect(self._on_notice)
        self.hearing.lost.connect(self._on_lost)
        self._unheard: list[Fault] = []
        self.ops.failed.connect(self._on_failed)
        self._said.connect(self.window.boot_page.say)

    def start(self) -> None:
        """Show the window, then boot."""
        self.window.show()
        self.boot()

    def boot(self) -> None:
        """Open the workspace in the background."""
        self.window.show_boot()
        self.window.boot_page.start()
        boot, say = self._boot, self._said.emit

        def run() -> Booted:
            booted = boot(say)
            if self._ended:  # closed while we were starting: leave as we came
                booted.stop()
                raise _ClosedMeanwhileError
            return booted

        self.ops.run_query(self, run, self._on_booted, self._on_boot_failed)
        # While the database answers.
        first_screen(self._screens, self.state).load()

    def sign_out(self) -> None:
        """Forget the session and ask who it is."""
        if self._booted is None:
            return
        self._close_workspace()
        self._leave(self._booted.services.signin.sign_out)

    def end(self) -> None:
        """Leave everything in order; the window is hidden already."""
        if self._ended:
            return
        self._ended = True
        self.guard.presence.stop()
        self.ops.close()
        self.hearing.stop()
        if self._booted is not None:
            self._booted.stop()
        self._app.quit()

    # What the boot brought

    def _on_booted(self, booted: Booted) -> None:
        self._booted = booted
        if booted.settings:
            self.choices.taken_up(booted.settings)
        if booted.user is None:
            self._ask_who(booted.people)
        elif booted.locked:
            self._user = booted.user
            self.session.attend(booted.services.signin)
            self.guard.cover(booted.services, booted.user)
        else:
            self.open_workspace(booted.user)
        # Whatever else is done now would take a processor from the first screen.
        self.ops.when_quiet(self, lambda: self.hearing.begin(booted.listen))

    def _on_boot_failed(self, error: Exception) -> None:
        self.window.show_boot()
        if isinstance(error, PasswordWanted):
            self.window.boot_page.ask_password(error.title, error.unkept)
        else:
            self.window.boot_page.fail(Fault.of(error))

    def _on_password(self, password: str, keep: bool) -> None:
        self._give_password(password, keep)
        self.boot()

    def _on_listening(self) -> None:
        if self._booted is not None:
            start = self._booted.start_engine
            self.ops.when_quiet(self, lambda: self.ops.run_query(self, start, lambda _none: None))

    def _ask_who(self, people: tuple[User, ...], note: str = "") -> None:
        from desktop_app.ui.signin.first_run import FirstRun

        booted = self._booted
        if booted is None:
            return
        page = FirstRun(
            self.themes, self.ops, booted.services, people, self.state, bus=self.bus, note=note
        )
        page.finished.connect(lambda session: self.open_workspace(session.user))
        self.window.show_page(page)
        page.begin()

    def open_workspace(self, user: User) -> None:
        """Show the workspace of a user."""
        booted = self._booted
        if booted is None:
            return
        self._user, self._unbuilt = user, None
        try:
            workspace = self._build(booted, user)
        except Exception as error:
            log.exception("the workspace could not be built")  # which writes a report
            self._on_unbuilt(booted, user, Fault.of(error))
            return
        workspace.lock_wanted.connect(self.guard.lock)
        workspace.sign_out_wanted.connect(self.sign_out)
        workspace.quit_wanted.connect(self.window.close)
        self.window.show_workspace(workspace)
        workspace.set_database_lost(self.hearing.is_lost)
        self.guard.attend(booted.services, user)
        self.session.attend(booted.services.signin)
        while self._unheard:
            workspace.notices.error(self._unheard.pop(0))
        self._open_waiting()

    def _build(self, booted: Booted, user: User) -> Workspace:
        """The workspace of a user with its first screen. What is half built does not stay."""
        actions = Actions(self.themes, self.window, self.choices.keymap)
        half: QObject = actions
        try:
            half = workspace = Workspace(
                entrance=booted.services,
                user=user,
                screens=self._screens,
                themes=self.themes,
                ops=self.ops,
                bus=self.bus,
                actions=actions,
                state=self.state,
                clock=self._clock,
                choices=self.choices,
            )
            actions.setParent(workspace)
            workspace.begin()
        except Exception:
            actions.suspend(True)  # at once: the keys are wanted for the next try
            half.deleteLater()
            raise
        return workspace

    def _on_unbuilt(self, booted: Booted, user: User, fault: Fault) -> None:
        """Instead of a window with nothing in it: what happened, where it is written, and what can
        be done."""
        self._unbuilt = user
        page = self.window.boot_page
        self.window.show_boot()
        page.fail(
            replace(fault, advice=tr("A report of what happened was written on this computer.")),
            tr("Outpost could not open the window"),
            signed_in=True,
        )

        def say_where(about: About) -> None:
            if self._unbuilt is user:  # not tried again, or left, meanwhile
                page.advise(tr("A report of what happened is in {folder}.", folder=about.reports))

        care = booted.services.for_user(user).care
        self.ops.run_query(self, care.about, say_where, lambda _error: None)

    def give(self, given: str) -> None:
        """Open a path or a link once somebody is here and the window is not locked."""
        self._given += (given,)
        self._open_waiting()

    def _open_waiting(self) -> None:
        workspace = self.window.workspace
        if self._given and workspace is not None and not self.guard.locked:
            given, self._given = self._given, ()
            self.ops.when_quiet(workspace, lambda: self._open_given(workspace, given))

    def _open_given(self, workspace: Workspace, given: Sequence[str]) -> None:
        from desktop_app.ui.shell.given import open_given

        open_given(workspace, given)

    def _on_failed(self, fault: Fault) -> None:
        """A fault while nobody is signed in waits until somebody can read it."""
        if self.window.workspace is None:
            self._unheard.append(fault)

    # News from outside

    def _on_notice(self, notice: Notice) -> None:
        # Before sign-in it may be about a sign-in through the browser.
        if self._user is None or notice.user_id in (None, self._user.id):
            self.bus.tell(notice)
            if notice.kinds & Kind.USERS:
                self.session.look()

    def _on_lost(self, lost: bool) -> None:
        if self.window.workspace is not None:
            self.window.workspace.set_database_lost(lost)
        if not lost:
            self._catch_up()

    def _catch_up(self) -> None:
        """What happened meanwhile went unheard."""
        self._read_anew()
        self.session.look()

    def _read_anew(self) -> None:
        """Have every view read again what it shows: at once, or when it is looked at."""
        every = Kind.NONE
        for kind in Kind:
            every |= kind
        self.bus.tell(Changes(every))

    def _on_clock(self, clock: str) -> None:
        """Times are written otherwise: lists paint them anew, and texts are made once more."""
        take_clock(clock)
        self.themes.reword()
        self.window.update()
        self._read_anew()

    def _on_ended(self, state: SessionState) -> None:
        if self._booted is None:
            return
        self._close_workspace()
        # Which forgets what has ended.
        self._leave(self._booted.services.signin.current, WHY_SIGNED_OUT[state])

    def _leave(self, forget: Callable[[], object], note: str = "") -> None:
        """Nobody is here any more: let go of the session, then ask who it is."""
        self.ops.run_query(
            self,
            forget,
            lambda _done: self._look_who(note),
            # Not forgotten twice: a sign-out that fails has forgotten the session here, and what
            # would be let go of next could be another window's.
            lambda error: self._on_nobody_known(error, note),
        )

    def _look_who(self, note: str = "") -> None:
        """Read who has an account here, and ask which of them it is."""
        if self._booted is None:
            return
        self.window.boot_page.start()
        people = self._booted.services.signin.people
        self.ops.run_query(
            self,
            lambda: tuple(people()),
            lambda found: self._ask_who(found, note),
            lambda error: self._on_nobody_known(error, note),
        )

    def _on_retry(self) -> None:
        """The start that failed, or the way to the sign-in after it."""
        if self._booted is None:
            self.boot()
        elif self._unbuilt is not None:
            self.open_workspace(self._unbuilt)
        else:
            self._look_who(self._note)

    def _on_nobody_known(self, error: Exception, note: str) -> None:
        self._note = note
        self.window.show_boot()
        self.window.boot_page.fail(Fault.of(error), tr("The people here could not be read"))

    def _close_workspace(self) -> None:
        self.guard.dismiss()
        self.session.dismiss()
        self.window.close_workspace()
        self._user = self._unbuilt = None

    # The lock

    def _on_unlocked(self, user: User) -> None:
        if self.window.workspace is None:
            self.open_workspace(user)
        else:
            self._open_waiting()

    def _on_not_kept(self, error: Exception) -> None:
        """A choice holds for this run; that it does not for the next one is said."""
        if self.window.workspace is not None:
            self.window.workspace.notices.error(error)
