"""Opens composers: one for each draft, docked where there is a place for it, or free."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID, uuid4

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop_app.domain.drafting import Start
from desktop_app.domain.language import tr
from desktop_app.domain.mail import Address
from desktop_app.domain.outgoing import DraftRow, How
from desktop_app.domain.templates import ToInsert
from desktop_app.ui.composer.composer import Composer
from desktop_app.ui.composer.dock import Dock
from desktop_app.ui.composer.opened import Opened, opened
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.screens import remember_all

_SIZE = (720, 560)


class ComposerWindow(QDialog):
    """A composer in a window of its own. Closing it keeps the draft."""

    def __init__(self, ctx: Context, composer: Composer, parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.composer = composer
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("ownWindow", True)
        self.setWindowTitle(tr("New mail"))
        self.setMinimumSize(420, 320)
        screen = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(_SIZE[0], screen.width() - 40), min(_SIZE[1], screen.height() - 60))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(composer)
        composer.titled.connect(lambda words: self.setWindowTitle(words or tr("New mail")))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.composer.put_away()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """Closed from outside, which sends no event of it: the composer goes with nothing unsaved,
        and not below the hands of those who still hold it."""
        self.composer.put_away()
        super().done(result)

    def reject(self) -> None:
        """Esc: the draft stays."""
        self.close()


class ComposerDesk(QObject):
    """All composers of a window.

    Signals:
        left: the docked composer was closed: the keyboard is wanted elsewhere.
    """

    left = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx.notices)
        self._ctx = ctx
        self._dock: Dock | None = None
        self._free: list[ComposerWindow] = []
        self._away: list[Composer] = []  # out of sight, and not saved yet
        self._docked_talk: UUID | None = None
        self._was_docked: set[UUID] = set()  # conversations one left while writing in them
        self._wanted: tuple[UUID, UUID] | None = None  # a draft to open with its conversation

    def dock_in(self, dock: Dock) -> None:
        """Composers of the conversation that is shown stand here."""
        self._dock = dock
        dock.continue_wanted.connect(self.open_draft)
        dock.discard_wanted.connect(self._discard)

    @property
    def docked(self) -> Composer | None:
        """The composer below the conversation."""
        return self._dock.composer if self._dock is not None else None

    @property
    def windows(self) -> tuple[ComposerWindow, ...]:
        return tuple(self._free)

    # -- opening -------------------------------------------------------------------------------

    def answer(self, conversation_id: UUID, email_id: UUID, how: How) -> Composer:
        """Reply, reply to all, or pass on: go on with the mail that does so where one is open, or
        with its draft."""
        held = self._find(
            lambda each: each.conversation_id == conversation_id and each.answers == (how, email_id)
        )
        if held is not None:
            return held
        return self._open(Start(uuid4(), how, email_id, conversation_id))

    def new(self, lead_id: UUID | None = None, to: Sequence[Address] = ()) -> Composer:
        """A new mail, in a window of its own."""
        return self._open(Start(uuid4(), lead_id=lead_id, to=tuple(to)))

    def new_filled(self, start: Start, found: Opened, put: ToInsert) -> Composer:
        """A new mail with a template in it, above its signature; the words count as written.

        Args:
            found: the draft that ``start`` began.
        """
        composer = self._place(start)
        composer.show_draft(found)
        composer.editor.settle()
        composer.editor.moveCursor(QTextCursor.MoveOperation.Start)
        composer.editor.put(put.lines)
        composer.head.subject.setText(put.subject)
        composer.editor.setFocus()
        return composer

    def open_draft(self, draft_id: UUID) -> None:
        """Go on with a draft: where it is open, there; else below its conversation when that is
        shown, or in a window."""
        if self._find(lambda each: each.draft_id == draft_id) is None:
            self._show(draft_id, self._ctx.notices.error)

    def open_with(self, conversation_id: UUID, draft_id: UUID) -> None:
        """Go on with a draft as soon as its conversation is shown."""
        self._wanted = (conversation_id, draft_id)

    def show_conversation(self, conversation_id: UUID | None) -> None:
        """Another conversation is shown: what is written in the old one is put by, and what was
        being written in this one is there again."""
        dock = self._dock
        if dock is None or conversation_id == self._docked_talk:
            if dock is not None:
                self.look_for_draft()
            return
        held, left = dock.composer, self._docked_talk
        self._docked_talk = conversation_id
        if held is not None:
            if left is not None:
                self._was_docked.add(left)
            held.put_away()
        dock.show_draft(None)
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted[0] == conversation_id:
            self.open_draft(wanted[1])
        else:
            self.look_for_draft()

    def look_for_draft(self) -> None:
        """Show whether the conversation that is shown has a draft that is not open."""
        dock, talk = self._dock, self._docked_talk
        if dock is None:
            return
        if talk is None or dock.composer is not None:
            dock.show_draft(None)
            return
        if talk in self._was_docked and self._take_back(talk):
            return
        drafts = self._ctx.services.drafts

        def found(row: DraftRow | None) -> None:
            if talk != self._docked_talk or dock.composer is not None:
                return
            free = {each.composer.draft_id for each in self._free}
            shown = row if row is not None and row.id not in free else None
            if shown is not None and talk in self._was_docked:
                self._was_docked.discard(talk)
                self._reopen(shown.id)
                return
            dock.show_draft(shown)

        self._ctx.ops.run_query(
            self, lambda: drafts.of_conversation(talk), found, lambda _error: None, key="draft"
        )

    def remember(self) -> None:
        """The window closes, or its person signs out: nothing that is being written is lost."""
        remember_all(self._composers())

    # -- inside --------------------------------------------------------------------------------

    @property
    def _host(self) -> QWidget:
        """What goes when its person signs out."""
        return self._ctx.notices.parent()

    @property
    def _window(self) -> QWidget:
        """The window over which free composers stand."""
        return self._host.window()

    def _composers(self) -> list[Composer]:
        """All that are open, and those that are put away and not saved yet."""
        docked = [self.docked] if self.docked is not None else []
        return docked + [each.composer for each in self._free] + self._away

    def _find(self, is_it: Callable[[Composer], bool]) -> Composer | None:
        """The composer that is wanted, where there is one, in sight and with the keyboard."""
        found = next((each for each in self._composers() if is_it(each)), None)
        if found is not None:
            self._raise(found)
        return found

    def _open(self, start: Start) -> Composer:
        """A composer that can be typed in at once; its draft follows."""
        composer = self._place(start)
        composer.editor.setFocus()
        drafts = self._ctx.services.drafts
        composer.begin(lambda: opened(drafts, drafts.begin_from(start)))
        return composer

    def _show(
        self,
        draft_id: UUID,
        failed: Callable[[Exception], None],
        shown: Callable[[], None] = lambda: None,
    ) -> None:
        """Read a draft, and show it where no composer does by then."""
        drafts = self._ctx.services.drafts

        def show(found: Opened) -> None:
            if self._find(lambda each: each.draft_id == draft_id) is None:
                self._place(Start.of(found.draft)).show_draft(found)
            shown()

        self._ctx.ops.run_query(self, lambda: opened(drafts, drafts.get(draft_id)), show, failed)

    def _reopen(self, draft_id: UUID) -> None:
        """Below the conversation again, without taking the keyboard."""
        focus = self._window.focusWidget()

        def shown() -> None:
            if focus is not None and shiboken6.isValid(focus):
                focus.setFocus()

        self._show(draft_id, lambda _error: None, shown)

    def _take_back(self, talk: UUID) -> bool:
        """What was put away below a conversation and is not saved yet stands there again, as it
        was; whether there was such."""
        held = next((each for each in self._away if each.conversation_id == talk), None)
        if held is None:
            return False
        self._was_docked.discard(talk)
        focus = self._window.focusWidget()
        self._put_in_place(held)
        if focus is not None:
            focus.setFocus()
        return True

    def _place(self, start: Start) -> Composer:
        """A new composer, where it belongs."""
        composer = Composer(self._ctx, start, docked=False)
        composer.closed.connect(lambda: self._on_closed(composer))
        composer.gone.connect(lambda: self._on_gone(composer))
        composer.wanted.connect(lambda: self._raise(composer))
        composer.window_wanted.connect(lambda: self._on_window_wanted(composer))
        self._put_in_place(composer)
        return composer

    def _put_in_place(self, composer: Composer) -> None:
        """Below the conversation it belongs to, else in a window."""
        if composer in self._away:
            self._away.remove(composer)
            composer.come_back()
        dock, talk = self._dock, composer.conversation_id
        if dock is not None and talk is not None and talk == self._docked_talk:
            if dock.composer is not None:
                dock.composer.put_away()
            composer.set_docked(True)
            dock.hold(composer)
        else:
            composer.set_docked(False)
            self._in_window(composer)
            composer.show()

    def _in_window(self, composer: Composer) -> None:
        window = ComposerWindow(self._ctx, composer, self._window)
        self._free.append(window)
        window.show()

    def _on_window_wanted(self, composer: Composer) -> None:
        """Out of the dock into a window, or back where its conversation is shown."""
        dock = self._dock
        if dock is not None and composer is dock.composer:
            dock.release()
            composer.set_docked(False)
            self._in_window(composer)
            composer.show()
            composer.editor.setFocus()
            return
        talk = composer.conversation_id
        if dock is None or talk is None or talk != self._docked_talk or dock.composer is not None:
            self._ctx.notices.say(tr("It can be docked below its conversation, in the Inbox"))
            return
        window = self._window_of(composer)
        composer.set_docked(True)
        dock.hold(composer)
        if window is not None:
            self._free.remove(window)
            window.hide()
            window.deleteLater()
        composer.editor.setFocus()

    def _on_closed(self, composer: Composer) -> None:
        """Out of sight; it is kept until it is gone."""
        if composer in self._away:
            return
        self._away.append(composer)
        dock = self._dock
        if dock is not None and composer is dock.composer:
            had_focus = composer.isAncestorOf(self._window.focusWidget() or composer)
            dock.release()
            self._hide(composer)
            if had_focus:
                self.left.emit()
            self.look_for_draft()
            return
        window = self._window_of(composer)
        if window is not None:
            self._free.remove(window)
            self._hide(composer)
            window.hide()
            window.deleteLater()
            self.look_for_draft()

    def _hide(self, composer: Composer) -> None:
        composer.hide()
        composer.setParent(self._host)

    def _on_gone(self, composer: Composer) -> None:
        if composer in self._away:
            self._away.remove(composer)
        composer.deleteLater()
        self.look_for_draft()

    def _window_of(self, composer: Composer) -> ComposerWindow | None:
        return next((each for each in self._free if each.composer is composer), None)

    def _raise(self, composer: Composer) -> None:
        if composer in self._away:
            self._put_in_place(composer)
        window = self._window_of(composer)
        if window is not None:
            window.show()
            window.raise_()
            window.activateWindow()
        composer.editor.setFocus()

    def _discard(self, draft_id: UUID) -> None:
        drafts = self._ctx.services.drafts
        self._ctx.ops.run_command(
            self, lambda: drafts.discard(draft_id), lambda _done: self.look_for_draft()
        )
