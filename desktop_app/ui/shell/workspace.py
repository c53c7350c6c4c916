"""The open workspace: sidebar, the current screen, status bar, and the keys they share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.changes import Changes
from desktop_app.domain.language import tr
from desktop_app.domain.leads import LeadQuery
from desktop_app.domain.users import User
from desktop_app.ui.actions import GLOBAL, Actions
from desktop_app.ui.ops import ChangeBus, Operations
from desktop_app.ui.shell.besides import Besides
from desktop_app.ui.shell.bring_in import BringIn
from desktop_app.ui.shell.choices import Choices
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.floating import dialogs_of
from desktop_app.ui.shell.foot import Foot
from desktop_app.ui.shell.global_actions import global_actions
from desktop_app.ui.shell.job_notices import JobNotices
from desktop_app.ui.shell.jobs import JobsWatch
from desktop_app.ui.shell.menus import KeysDialog, show_user_menu
from desktop_app.ui.shell.notices import Notices
from desktop_app.ui.shell.screen_stack import ScreenStack
from desktop_app.ui.shell.screens import Screen, ask, remember_all
from desktop_app.ui.shell.side_facts import SideFacts
from desktop_app.ui.shell.sidebar import Sidebar
from desktop_app.ui.shell.state import UiState
from desktop_app.ui.shell.status_bar import StatusBar
from desktop_app.ui.shell.undo import UndoRedo
from desktop_app.ui.theme import Themes

if TYPE_CHECKING:
    from desktop_app.ui.help.guide import Guide
    from desktop_app.ui.palette.palette import Palette

_SHOWS_WITHIN = 2_000  # ms
_NEW_LEAD = (tr("New lead"), "C")  # what the pencil makes where a screen does not say


def first_screen(screens: Sequence[Screen], state: UiState) -> Screen:
    """The screen that the window opens with: the last one, at first the leads."""
    last = state.text("screen", "leads")
    usual = [screen for screen in screens if not screen.apart]
    return next((screen for screen in usual if screen.key == last), usual[0])


class Workspace(QWidget):
    """Everything the window shows once somebody is signed in.

    Signals:
        sign_out_wanted, quit_wanted, lock_wanted: for the window.
    """

    sign_out_wanted = Signal()
    quit_wanted = Signal()
    lock_wanted = Signal()

    def __init__(
        self,
        *,
        entrance: Any,
        user: User,
        screens: Sequence[Screen],
        themes: Themes,
        ops: Operations,
        bus: ChangeBus,
        actions: Actions,
        state: UiState,
        clock: Callable[[], datetime],
        choices: Choices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._screens = {screen.key: screen for screen in screens}
        self._themes = themes
        self._state = state
        self._came_from = ""
        self._palette: Palette | None = None
        self._guide: Guide | None = None
        self._band_place = QWidget()
        self._body = QWidget()
        self.notices = Notices(
            themes, self._body, self._band_place, lambda entry: self._undo_redo.undo(entry)
        )
        self.ctx = Context(
            services=entrance.for_user(user),
            theme=themes,
            ops=ops,
            bus=bus,
            actions=actions,
            notices=self.notices,
            state=state,
            clock=clock,
            open_conversation=lambda each: self.open("inbox", each),
            open_lead=lambda each: self.open("leads", each),
            lead_beside=lambda each: self.besides.show_lead(each),
            conversation_beside=lambda each: self.besides.show_conversation(each),
            open_sequence=lambda each: self.open("sequences", each),
            open_outbox=self.open_outbox,
            show_screen=self.show_screen,
            show_leads=self.show_leads,
            import_files=lambda: self.bring_in.choose_files(),
            expect_jobs=lambda jobs: self.jobs.expect(jobs),
            entrance=entrance,
            preferred=choices.value,
            prefer=choices.put,
            choices=choices,
            leave_screen=self.leave_screen,
            hint=self._teach,
        )
        self.jobs = JobsWatch(self.ctx, self)
        self.job_notices = JobNotices(self.ctx, self.jobs, self)
        self.bring_in = BringIn(self.ctx, self.jobs, self)
        self.besides = Besides(self.ctx, self._body)
        self._lay_out(user)
        self._facts = SideFacts(self.ctx, self.sidebar, screens, self)
        self.foot = Foot(
            self.ctx, self, self.status_bar,
            show_outbox=self.open_outbox, show_settings=self.show_settings,
        )  # fmt: skip
        self.ctx.network = self.status_bar.network
        ops.failed.connect(self.notices.error)
        ops.did.connect(self._on_did)
        actions.add(global_actions(self, screens))
        self._undo_redo = UndoRedo(self.ctx, self)
        self._undo_redo.keep_words()

    def begin(self) -> None:
        """Build the first screen; the figures at the side are read once it has what it shows."""
        ops = self.ctx.ops
        self.show_screen(first_screen(tuple(self._screens.values()), self._state).key)
        self._hold_until_it_shows(self._stack.now)
        ops.when_quiet(self, self._facts.count_all)
        ops.when_quiet(self, self.jobs.refresh)
        ops.when_quiet(self, self._facts.read_profile)
        ops.when_quiet(self, self.foot.watch_network)
        ops.when_quiet(self, self.foot.watch_mail)
        ops.when_quiet(self, self._take_up_mail)
        ops.when_quiet(self, self.foot.watch_due)

    # Going about

    @property
    def current(self) -> str:
        """The key of the screen that is shown."""
        return self._stack.current

    def show_screen(self, key: str) -> None:
        """Make a screen current, building it at its first visit."""
        screen, before = self._screens[key], self.current
        widget = self._stack.go(key)
        if before and not self._screens[before].apart:
            self._came_from = before
        whole = self.screen(key) is not None
        self.sidebar.setVisible(not (screen.apart and whole))  # its own way back is part of it
        self.sidebar.set_screen(key, getattr(widget, "side", None))
        self.sidebar.set_creation(*getattr(widget, "creates", _NEW_LEAD))
        self.ctx.actions.set_context(key)
        self.status_bar.hint.say("", ())
        if whole and not screen.apart:
            self._state.put("screen", key)  # one that is broken must not be the first one
        ask(widget, "shown")
        ask(widget, "focus_list")

    def _hold_until_it_shows(self, widget: QWidget) -> None:
        """The first screen is painted before anything is done that nobody looks at yet."""
        answered = getattr(widget, "answered", None)
        if answered is None:
            return
        # A window that is minimised paints nothing, and one that is left at once never will.
        self.ctx.ops.hold_quiet(at_most=_SHOWS_WITHIN)
        answered.connect(self.ctx.ops.release_quiet)

    def leave_screen(self) -> None:
        """Back from a screen that stands apart to the one before it."""
        self.show_screen(self._came_from)

    def screen(self, key: str) -> QWidget | None:
        """A screen's widget if it has been built."""
        return self._stack.screen(key)

    def open(self, key: str, wanted: UUID) -> None:
        """Show one lead or conversation in its screen."""
        if key in self._screens:
            self.show_screen(key)
            self._stack.ask("open", wanted)

    def open_outbox(self, wanted: UUID | None) -> None:
        """Show the outbox, at a mail where one is given."""
        if "inbox" in self._screens:
            self.show_screen("inbox")
            self._stack.ask("open_outbox", wanted)

    def show_leads(self, query: LeadQuery) -> None:
        """Show the leads that a query asks for."""
        if "leads" in self._screens:
            self.show_screen("leads")
            self._stack.ask("show_query", query)

    def create_by_key(self) -> None:
        """C: what the screen is about where it makes something with that key, else a lead."""
        _words, key = getattr(self._stack.now, "creates", ("", ""))
        if key == _NEW_LEAD[1]:
            self._stack.ask("create")
        else:
            self.create()

    def create(self) -> None:
        """A new lead, from wherever one is."""
        if self.current != "leads":
            self.show_screen("leads")
        self._stack.ask("create")

    def _create_here(self) -> None:
        """The pencil: what the screen is about; where it says nothing, a new lead."""
        if hasattr(self._stack.now, "creates"):
            self._stack.ask("create")
        else:
            self.create()

    def show_part(self, key: str, method: str, argument: Any) -> None:
        """Show a screen, and ask it for one of its parts."""
        if key in self._screens:
            self.show_screen(key)
            self._stack.ask(method, argument)

    def open_palette(self) -> None:
        """Ctrl+K: everything by its name."""
        if self._palette is None:
            # Loaded when it is first wanted: no start pays for it.
            from desktop_app.ui.palette.palette import Palette

            self._palette = Palette(self.ctx, self, self.current, self.show_part)
            self._palette.closed.connect(self._on_palette_closed)

    def _on_palette_closed(self) -> None:
        self._palette = None

    def search(self) -> None:
        self._stack.ask("focus_search")

    def next_pane(self) -> None:
        """F6: sidebar, then the panes of the screen, then around."""
        if self.sidebar.isAncestorOf(self.window().focusWidget() or self):
            self._stack.ask("focus_list")
        elif not self._stack.ask("next_pane"):
            self.sidebar.focus_current()

    def go_back(self) -> None:
        """Esc: close what is open, one at a time."""
        if self.notices.toast.isVisible():
            self.notices.toast.dismiss()
        elif self.besides.shut():
            pass
        elif not self._stack.ask("go_back"):
            self._stack.ask("focus_list")

    def undo(self) -> None:
        """Take back the last command that can be."""
        self._undo_redo.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._undo_redo.redo()

    def show_keys(self) -> None:
        names = {key: screen.title for key, screen in self._screens.items()}
        dialog = KeysDialog(self._themes, self.ctx.actions, {GLOBAL: "", **names}, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def show_guide(self) -> None:
        """F1: the guide, at the page of this screen."""
        from desktop_app.ui.help.guide import Guide

        if self._guide is None:
            self._guide = Guide(self.ctx, self, self.current)
            self._guide.destroyed.connect(self._on_guide_gone)
        self._guide.show_page(self.current)
        self._guide.show()
        self._guide.raise_()
        self._guide.activateWindow()

    def _on_guide_gone(self) -> None:
        self._guide = None

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Files dropped on the window."""
        self.bring_in.import_paths(paths)

    def set_database_lost(self, lost: bool) -> None:
        """The database went away, or is back; complaints about its absence go with it."""
        self.status_bar.database.set_lost(lost)
        if not lost:
            self.notices.recovered()

    def remember(self) -> None:
        """Let the screens put away their sizes, and they and the dialogs what was typed."""
        screens, dialogs = self._stack.built, dialogs_of(self.window())
        remember_all((*screens, *dialogs, self.besides, self.ctx.composing))

    # Looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        rail = self.width() < self._themes.now.layout.rail_below
        if rail != self._rail:
            self._rail = rail
            self.sidebar.set_rail(rail)

    def _lay_out(self, user: User) -> None:
        self._rail = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        nav = [screen for screen in self._screens.values() if not screen.apart]
        self.sidebar = Sidebar(self._themes, nav, user.name)
        self.sidebar.show_user(user)
        self.sidebar.screen_chosen.connect(self.show_screen)
        self.sidebar.search_wanted.connect(self.open_palette)
        self.sidebar.create_wanted.connect(self._create_here)
        self.sidebar.menu_wanted.connect(self._show_user_menu)
        row.addWidget(self.sidebar)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._band_place)
        self._stack = ScreenStack(self.ctx, tuple(self._screens.values()))
        self._stack.wanted.connect(self.show_screen)
        column.addWidget(self._stack, 1)
        row.addWidget(self._body, 1)
        outer.addLayout(row, 1)
        self.status_bar = StatusBar(self._themes, self.jobs)
        outer.addWidget(self.status_bar)

    def _teach(self, words: str, keys: Sequence[Sequence[str]]) -> None:
        """Keys at the foot of the window, as they are now; none that does not act."""
        now = [tuple(filter(None, map(self._themes.taught, each))) for each in keys]
        now = [each for each in now if each]
        said = words if now or not keys else ""
        self.status_bar.hint.say(said, now)

    def _show_user_menu(self, anchor: QWidget) -> None:
        show_user_menu(self.ctx.actions, self, anchor)

    # News

    def _on_did(self, changes: Changes) -> None:
        self.notices.did(changes)

    def look_for_update(self) -> None:
        """Have the engine look for a newer version now."""
        from desktop_app.ui.shell.update_word import look_for_update

        look_for_update(self.ctx, self)

    def _take_up_mail(self) -> None:
        """What was being written when the program ended without its database."""
        from desktop_app.ui.composer.shelf import taking_up_mail

        taking_up_mail(self.ctx).begin()
        if "templates" in self._screens:
            from desktop_app.ui.templates.shelf import taking_up_templates

            taking_up_templates(self.ctx).begin()
        if "sequences" in self._screens:
            from desktop_app.ui.sequences.shelf import taking_up_sequences

            taking_up_sequences(self.ctx).begin()

    def look_for_mail(self) -> None:
        """Have the engine look at all mailboxes at once."""
        notices = self.ctx.notices

        def told(count: int) -> None:
            if count:
                notices.say(tr("Looking for new mail"))
            else:
                notices.say(tr("No mailbox is connected: add one in the settings"))

        self.ctx.ops.run_query(
            self, self.ctx.services.mailboxes.look_now, told, notices.error, key="look"
        )

    def show_settings(self, section: str) -> None:
        """A section of the settings."""
        if "settings" in self._screens:
            self.show_screen("settings")
            self._stack.ask("show_section", section)
