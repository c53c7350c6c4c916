"""Other words for some of a mail, and a subject for it: asked for, looked at, kept or not."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu

from desktop_app.domain.language import tr
from desktop_app.domain.writing import Purpose, Rewrite, State, Writing
from desktop_app.ui.composer.rewrite_band import RewriteBand
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.writing.asking import ask_for
from desktop_app.ui.writing.follow import Follow

if TYPE_CHECKING:
    from desktop_app.ui.composer.composer import Composer

_DOING = {
    Rewrite.SHORTER: tr("Making it shorter …"),
    Rewrite.WARMER: tr("Making it warmer …"),
    Rewrite.FORMAL: tr("Making it more formal …"),
}
_PICTURE = "\ufffc"


class Rewriting(QObject):
    """Offers other words for what is selected. They take its place as one step; until something
    else is done, Esc puts the old ones back."""

    def __init__(self, ctx: Context, composer: Composer, band: RewriteBand) -> None:
        super().__init__(composer)
        self._ctx = ctx
        self._composer = composer
        self._band = band
        self._cursor = QTextCursor()
        self._before = ""
        self._put_at = -1  # the revision of the document behind what was put in
        self.is_waiting = False
        self.flagged: tuple[str, ...] = ()
        self._follow = Follow(ctx, self)
        self._follow.changed.connect(self._on_more)
        composer.editor.menu_opens.connect(self._offer)
        composer.editor.document().contentsChanged.connect(self._on_changed)
        band.keep_wanted.connect(self.keep)
        band.back_wanted.connect(self.step_back)

    def ask(self, how: Rewrite) -> None:
        """Have what is selected written in other words."""
        cursor = QTextCursor(self._composer.editor.textCursor())
        words = _words(cursor)
        if self.is_waiting or not words.strip() or _PICTURE in words:
            return
        self._cursor, self._before = cursor, words
        self.is_waiting = True
        self._band.wait(_DOING[how])
        service = self._ctx.services.writing
        ask_for(
            self._ctx,
            self._composer,
            lambda: service.leaving(Purpose.REWRITE, words=words, how=how),
            lambda: service.rewrite(words, how),
            self._begun,
            self._refused,
            self._forget,
        )

    def step_back(self) -> bool:
        """Esc: what is awaited is not wanted, or what came is taken back; whether there was
        anything."""
        if self.is_waiting:
            self._follow.cancel()
            self._forget()
            return True
        if self._put_at == self._composer.editor.document().revision():
            self._composer.editor.undo()
            self._forget()
            return True
        return False

    def keep(self) -> None:
        """What came is wanted."""
        self._forget()
        self._composer.editor.setFocus()

    def _begun(self, writing_id: UUID) -> None:
        if self.is_waiting:
            self._follow.begin(writing_id)

    def _on_more(self, now: Writing) -> None:
        if not self.is_waiting or not now.state.over:
            return
        self.is_waiting = False
        if now.state is State.DONE and now.text.strip():
            self._put(now)
        else:
            error = now.error
            self._band.fail(
                error.title if error else tr("Nothing came."), error.advice if error else ""
            )

    def _put(self, now: Writing) -> None:
        """In the place of what was selected, unless that was changed meanwhile."""
        if _words(self._cursor) != self._before:
            self._band.fail(tr("What was selected has changed."), tr("It stays as it is."))
            return
        start = self._cursor.selectionStart()
        self._cursor.insertText(now.text.strip(), QTextCharFormat())
        shown = QTextCursor(self._cursor)
        shown.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        self._composer.editor.setTextCursor(shown)
        self._put_at = self._composer.editor.document().revision()
        self.flagged = (*self.flagged, *now.flagged)
        by = tr(" by {engine}", engine=now.engine) if now.engine else ""
        named = ", ".join(f"“{each}”" for each in now.flagged)
        self._band.ask(
            tr("Rewritten{by}. Read it.", by=by),
            tr("It was not there before: {named}.", named=named) * bool(named),
        )

    def _refused(self, error: Exception) -> None:
        self.is_waiting = False
        fault = Fault.of(error)
        self._band.fail(fault.title, fault.advice)

    def _forget(self) -> None:
        self.is_waiting = False
        self._put_at = -1
        self._band.hide()

    def _on_changed(self) -> None:
        """Who writes on has kept it."""
        if self._put_at >= 0 and self._put_at != self._composer.editor.document().revision():
            self._forget()

    def _offer(self, menu: QMenu) -> None:
        """Into the editor's own menu, where something is selected."""
        words = _words(self._composer.editor.textCursor())
        menu.addSeparator()
        rewrite = menu.addMenu(tr("Re&write"))
        rewrite.setEnabled(bool(words.strip()) and _PICTURE not in words and not self.is_waiting)
        for how in Rewrite:
            rewrite.addAction(how.shown, lambda each=how: self.ask(each))


class SubjectEntry(QObject):
    """Finds a subject for what is written."""

    def __init__(self, ctx: Context, composer: Composer) -> None:
        super().__init__(composer)
        self._ctx = ctx
        self._composer = composer
        self._follow = Follow(ctx, self)
        self._follow.changed.connect(self._on_more)
        composer.head.suggest.clicked.connect(self.ask)

    def ask(self) -> None:
        """Have one found; the one that stands can be brought back by undo in its field."""
        composer, service = self._composer, self._ctx.services.writing
        words = composer.editor.toPlainText()
        if not words.strip():
            composer.say(tr("Write the mail first; its subject follows from it."))
            return
        composer.say("")
        composer.head.suggest.setEnabled(False)
        ask_for(
            self._ctx,
            composer,
            lambda: service.leaving(Purpose.SUBJECT, words=words),
            lambda: service.subject(words),
            self._follow.begin,
            self._refused,
            self._done,
        )

    def _on_more(self, now: Writing) -> None:
        if not now.state.over:
            return
        self._done()
        found = (now.subject or now.text).strip()
        if now.state is State.DONE and found:
            field = self._composer.head.subject
            field.selectAll()
            field.insert(found)  # which can be undone
            field.setFocus()
        elif now.error is not None:
            self._composer.say(f"{now.error.title} {now.error.advice}".strip())

    def _refused(self, error: Exception) -> None:
        self._done()
        fault = Fault.of(error)
        self._composer.say(f"{fault.title} {fault.advice}".strip())

    def _done(self) -> None:
        self._composer.head.suggest.setEnabled(True)


def _words(cursor: QTextCursor) -> str:
    return cursor.selectedText().replace("\u2029", "\n").replace("\u2028", "\n")
