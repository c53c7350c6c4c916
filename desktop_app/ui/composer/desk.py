"""Opens composers: one for each draft, docked where there is a place for it, or free."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop_app.domain.mail import Address
from desktop_app.domain.outgoing import Draft, How
from desktop_app.ui.composer.composer import Composer, Opened
from desktop_app.ui.composer.dock import Dock
from desktop_app.ui.shell.context import Context

_SIZE = (720, 560)


class ComposerWindow(QDialog):
    """A composer in a window of its own. Closing it keeps the draft."""

    def __init__(self, ctx: Context, composer: Composer, parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.composer = composer
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("ownWindow", True)
        self.setWindowTitle("New mail")
        self.setMinimumSize(420, 320)
        screen = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(_SIZE[0], screen.width() - 40), min(_SIZE[1], screen.height() - 60))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(composer)
        composer.titled.connect(lambda words: self.setWindowTitle(words or "New mail"))

    def remember(self) -> None:
        """The program ends, or its person signs out."""
        self.composer.remember()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.composer.put_away()
        super().closeEvent(event)

    def reject(self) -> None:
        """Esc, or closed from outside: the draft stays."""
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

    def answer(self, conversation_id: UUID, email_id: UUID, how: How) -> Composer | None:
        """Reply, reply to all, or pass on: go on with the draft of that kind where one is open."""
        held = self.docked
        if (
            held is not None
            and held.draft is not None
            and (held.draft.conversation_id == conversation_id and held.draft.how is how)
        ):
            held.editor.setFocus()
            return held
        drafts = self._ctx.services.drafts

        def begin() -> Draft:
            row = drafts.of_conversation(conversation_id)
            if row is not None and row.how is how:
                return drafts.get(row.id)
            return drafts.begin(how, email_id)

        return self._open(begin, conversation_id)

    def new(self, lead_id: UUID | None = None, to: Sequence[Address] = ()) -> Composer | None:
        """A new mail, in a window of its own."""
        drafts = self._ctx.services.drafts
        people = tuple(to)
        return self._open(lambda: drafts.begin(How.NEW, lead_id=lead_id, to=people), None)

    def open_draft(self, draft_id: UUID) -> None:
        """Go on with a draft: where it is open, there; else below its conversation when that is
        shown, or in a window."""
        for composer in self._composers():
            if composer.draft_id == draft_id:
                self._raise(composer)
                return
        drafts = self._ctx.services.drafts

        def opened(found: Opened) -> None:
            talk = found.draft.conversation_id
            composer = self._place(talk)
            composer.show_draft(found)

        self._ctx.ops.run_query(
            self, lambda: _with_more(drafts, drafts.get(draft_id)), opened, self._ctx.notices.error
        )

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
        drafts = self._ctx.services.drafts

        def found(row: object) -> None:
            if talk != self._docked_talk or dock.composer is not None:
                return
            free = {each.composer.draft_id for each in self._free}
            shown = row if row is not None and row.id not in free else None  # type: ignore[attr-defined]
            if shown is not None and talk in self._was_docked:
                self._was_docked.discard(talk)
                self._reopen(shown.id)
                return
            dock.show_draft(shown)

        self._ctx.ops.run_query(
            self, lambda: drafts.of_conversation(talk), found, lambda _error: None, key="draft"
        )

    def remember(self) -> None:
        """The window closes: save what is being written."""
        for composer in self._composers():
            composer.remember()

    # -- inside --------------------------------------------------------------------------------

    @property
    def _window(self) -> QWidget:
        """The window over which free composers stand."""
        host = self._ctx.notices.parent()
        return host.window()  # type: ignore[union-attr]

    def _composers(self) -> list[Composer]:
        docked = [self.docked] if self.docked is not None else []
        return docked + [each.composer for each in self._free]

    def _open(self, begin: Callable[[], Draft], talk: UUID | None) -> Composer:
        """A composer that can be typed in at once; its draft follows."""
        composer = self._place(talk)
        composer.editor.setFocus()
        drafts = self._ctx.services.drafts

        def failed(error: Exception) -> None:
            composer.closed.emit()
            self._ctx.notices.error(error)

        self._ctx.ops.run_query(
            composer, lambda: _with_more(drafts, begin()), composer.show_draft, failed
        )
        return composer

    def _reopen(self, draft_id: UUID) -> None:
        """Below the conversation again, without taking the keyboard."""
        focus = self._window.focusWidget()
        drafts = self._ctx.services.drafts

        def opened(found: Opened) -> None:
            if found.draft.conversation_id != self._docked_talk or self.docked is not None:
                return
            composer = self._place(found.draft.conversation_id)
            composer.show_draft(found)
            if focus is not None:
                focus.setFocus()

        self._ctx.ops.run_query(
            self, lambda: _with_more(drafts, drafts.get(draft_id)), opened, lambda _error: None
        )

    def _place(self, talk: UUID | None) -> Composer:
        """A new composer below the conversation it belongs to, else in a window."""
        dock = self._dock
        if dock is not None and talk is not None and talk == self._docked_talk:
            if dock.composer is not None:
                dock.composer.put_away()
            composer = Composer(self._ctx, docked=True)
            self._take_up(composer)
            dock.hold(composer)
            return composer
        composer = Composer(self._ctx, docked=False)
        self._take_up(composer)
        self._in_window(composer)
        return composer

    def _take_up(self, composer: Composer) -> None:
        composer.closed.connect(lambda: self._on_closed(composer))
        composer.window_wanted.connect(lambda: self._on_window_wanted(composer))

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
        talk = composer.draft.conversation_id if composer.draft is not None else None
        if dock is None or talk is None or talk != self._docked_talk or dock.composer is not None:
            self._ctx.notices.say("It can be docked below its conversation, in the Inbox")
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
        dock = self._dock
        if dock is not None and composer is dock.composer:
            had_focus = composer.isAncestorOf(self._window.focusWidget() or composer)
            dock.release()
            composer.hide()
            composer.deleteLater()
            if had_focus:
                self.left.emit()
            self.look_for_draft()
            return
        window = self._window_of(composer)
        if window is not None:
            self._free.remove(window)
            window.hide()
            window.deleteLater()
            self.look_for_draft()

    def _window_of(self, composer: Composer) -> ComposerWindow | None:
        return next((each for each in self._free if each.composer is composer), None)

    def _raise(self, composer: Composer) -> None:
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


def _with_more(drafts: object, draft: Draft) -> Opened:
    """A draft with whom one can write as, and the pictures of its text."""
    html = draft.content.html.removesuffix(draft.quote.html)
    # Made pictures of here, in the background: a large one takes many frames.
    pictures = tuple(
        (file.content_id, QImage.fromData(drafts.file_content(file.url)))  # type: ignore[attr-defined]
        for file in draft.content.files
        if file.content_id is not None and f"cid:{file.content_id}" in html
    )
    return Opened(draft, drafts.identities(), pictures)  # type: ignore[attr-defined]
