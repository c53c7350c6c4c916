"""The composer: people, subject, text, files, and what is done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QTextCursor,
)
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from desktop_app.domain.changes import Changes
from desktop_app.domain.outgoing import Draft, DraftContent, DraftFile, Identity, Outgoing
from desktop_app.domain.rich_text import Line, of_text, read, write_html, write_plain
from desktop_app.domain.send_checks import missing
from desktop_app.ui.composer.editor import Editor
from desktop_app.ui.composer.file_strip import FileStrip
from desktop_app.ui.composer.footer import Footer
from desktop_app.ui.composer.format_bar import FormatBar, LinkPopup
from desktop_app.ui.composer.head import Head
from desktop_app.ui.composer.keeper import DraftKeeper
from desktop_app.ui.composer.keys import LATER_KEY, SEND_KEY
from desktop_app.ui.composer.quote_fold import QuoteFold
from desktop_app.ui.composer.send_later import SendLater
from desktop_app.ui.ops import Fault
from desktop_app.ui.outbox.telling import teller_of
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.dialogs import ask_first
from desktop_app.ui.widgets.labels import label


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft with what a composer needs beside it."""

    draft: Draft
    identities: tuple[Identity, ...]
    pictures: tuple[tuple[str, QImage], ...] = ()


class Composer(QWidget):
    """Writes one mail.

    It can be typed in before its draft is there: what was typed then stands first in it.

    Signals:
        closed: it is done with: sent, discarded, or put away.
        window_wanted: it wants to be a window of its own, or docked again.
        titled: what it is called now.

    Args:
        docked: below a conversation, with what is seldom needed folded away.
    """

    closed = Signal()
    window_wanted = Signal()
    titled = Signal(str)

    def __init__(self, ctx: Context, *, docked: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._files: list[DraftFile] = []
        self._filling = False
        self._sending = False
        self.setAcceptDrops(True)
        self.head = Head(ctx, docked=docked)
        self.editor = Editor(ctx.theme)
        self.quote = QuoteFold(ctx.theme)
        self.strip = FileStrip(ctx.theme)
        self.format = FormatBar(ctx.theme, self.editor)
        self.footer = Footer(ctx.theme)
        self.trouble = label("", "error", wrap=True)
        self.keeper = DraftKeeper(ctx, self.content, self)
        self._lay_out()
        self._connect()

    # -- what the desk asks --------------------------------------------------------------------

    @property
    def draft(self) -> Draft | None:
        return self.keeper.draft

    @property
    def draft_id(self) -> UUID | None:
        return self.draft.id if self.draft is not None else None

    def show_draft(self, opened: Opened) -> None:
        """Show a draft; what was typed before it was there stands at its beginning."""
        typed = self.editor.lines() if self.editor.toPlainText() else ()
        self._fill(opened.draft, opened.identities, opened.pictures)
        self.keeper.watch(opened.draft)
        if typed:
            self.editor.put(typed, self._at_start())
        if not opened.draft.content.to and not typed:
            self.head.to.setFocus()
        else:
            self.editor.setFocus()

    def set_docked(self, docked: bool) -> None:
        self.head.set_docked(docked)

    def content(self) -> DraftContent:
        """What stands in it now."""
        lines = self.editor.lines()
        html, plain = write_html(lines), write_plain(lines)
        draft = self.keeper.draft
        if draft is not None and self.quote.is_held:
            html, plain = html + draft.quote.html, plain + draft.quote.plain
        return DraftContent(
            from_address=self.head.from_address,
            to=self.head.to.people,
            cc=self.head.cc.people,
            bcc=self.head.bcc.people,
            subject=self.head.subject.text().strip(),
            html=html,
            plain=plain,
            files=tuple(
                file
                for file in self._files
                if file.content_id is None or f"cid:{file.content_id}" in html
            ),
        )

    def put_away(self) -> None:
        """Close it and keep the draft; one that was never written in goes."""
        self.keeper.close()
        draft, drafts = self.draft, self._ctx.services.drafts
        if draft is not None and draft.revision == 0 and not self.is_changed:
            self._ctx.ops.run_query(self, lambda: drafts.leave(draft.id), lambda _none: None)
        self.closed.emit()

    @property
    def is_changed(self) -> bool:
        """Whether something was written since the draft was opened."""
        return self.keeper.is_changed

    def remember(self) -> None:
        """The program ends, or is locked: nothing of it may be lost."""
        self.keeper.flush()

    # -- sending -------------------------------------------------------------------------------

    def send(self, at: datetime | None = None, *, then: Callable[[], None] | None = None) -> None:
        """Check, ask once where something is missing, and put it into the outbox.

        Args:
            at: when it is to go, aware; None: now.
            then: called when it is on its way.
        """
        for field in self.head.people_fields:
            field.commit()
        wrong = next((field for field in self.head.people_fields if field.wrong), None)
        content = self.content()
        if wrong is not None:
            self._say(f"“{wrong.wrong[:60]}” is no address.")
            self.head.show_field(wrong)
        elif not (content.to or content.cc or content.bcc):
            self._say("Write whom it is for.")
            self.head.show_field(self.head.to)
        elif questions := missing(content, self.editor.lines()):
            ask_first(
                self.window(),
                self._ctx.theme,
                "Send it as it is?",
                " ".join(questions),
                "Send" if at is None else "Send later",
                lambda: self._queue(at, then),
            )
        else:
            self._queue(at, then)

    def ask_later(self) -> None:
        """Ask when it is to go."""
        popup = SendLater(self._ctx, self)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.chosen.connect(lambda at: self.send(at))
        popup.show_above(self.footer.later, right=False)
        popup.line.setFocus()

    def _queue(self, at: datetime | None, then: Callable[[], None] | None) -> None:
        if self._sending or self.draft is None:
            return
        self._sending = True
        self._say("")
        self.footer.set_busy(True)
        self.keeper.flush(lambda: self._queue_saved(at, then))

    def _queue_saved(self, at: datetime | None, then: Callable[[], None] | None) -> None:
        draft_id, outbox = self.draft_id, self._ctx.services.outbox
        zone = self._ctx.services.user.timezone if at is not None else ""

        def queue() -> tuple[Outgoing | None, Changes]:
            changes = outbox.queue(draft_id, at=at, zone=zone)
            # The toast says it, with the seconds that are left.
            return outbox.of_draft(draft_id), replace(changes, said="")

        def done(queued: tuple[Outgoing | None, Changes]) -> None:
            self.keeper.forget()
            if queued[0] is not None:
                teller_of(self._ctx).queued(queued[0])
            if then is not None:
                then()
            self.closed.emit()

        self._ctx.ops.run_command(self, queue, done, self._on_refused)

    def _on_refused(self, error: Exception) -> None:
        self._sending = False
        self.footer.set_busy(False)
        fault = Fault.of(error)
        self._say(f"{fault.title} {fault.advice}".strip())

    def discard(self) -> None:
        """Throw the draft away; undo brings it back."""
        draft_id, drafts = self.draft_id, self._ctx.services.drafts
        if draft_id is None:
            self.closed.emit()
            return

        def throw() -> None:
            self.keeper.forget()
            self._ctx.ops.run_command(self, lambda: drafts.discard(draft_id))
            self.closed.emit()

        # What is undone must be what was typed last.
        self.keeper.flush(throw)

    # -- files and pictures ----------------------------------------------------------------------

    def choose_files(self) -> None:
        dialog = QFileDialog(self.window(), "Attach files")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda paths: self.attach([Path(each) for each in paths]))
        dialog.open()

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files of this computer, each as soon as it is safely kept."""
        drafts = self._ctx.services.drafts
        for path in paths:
            self._ctx.ops.run_query(
                self,
                lambda each=path: drafts.add_file(each),
                self._on_file,
                self._on_file_refused,
            )

    def add_picture(self, image: QImage, name: str = "Picture.png") -> None:
        """Show a picture in the text, where the cursor is now."""
        drafts = self._ctx.services.drafts

        def keep() -> DraftFile:
            return drafts.add_content(name, "image/png", _as_png(image), inside=True)

        def done(file: DraftFile) -> None:
            self._files.append(file)
            self.editor.put_picture(str(file.content_id), file.filename, image)
            self._on_changed()

        self._ctx.ops.run_query(self, keep, done, self._on_file_refused)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.attach([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()

    def _on_files_dropped(self, paths: Sequence[Path]) -> None:
        """Into the text: a picture is shown there, anything else is attached."""
        for path in paths:
            if path.suffix.lower() in (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp"):
                self._ctx.ops.run_query(
                    self,
                    lambda each=path: _read_picture(each),
                    lambda image, each=path: (
                        self.add_picture(image, f"{each.stem}.png")
                        if image is not None
                        else self.attach([each])
                    ),
                )
            else:
                self.attach([path])

    def _on_file(self, file: DraftFile) -> None:
        self._files.append(file)
        self.strip.show_files(self._files)
        self._on_changed()
        announce(self, f"{file.filename} attached")

    def _on_file_refused(self, error: Exception) -> None:
        fault = Fault.of(error)
        self._say(f"{fault.title} {fault.advice}".strip())

    def _remove_file(self, file: DraftFile) -> None:
        self._files.remove(file)
        self.strip.show_files(self._files)
        self._on_changed()
        self.editor.setFocus()

    # -- inside ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.trouble.setContentsMargins(12, 0, 12, 2)
        self.trouble.hide()
        self.format.hide()
        column.addWidget(self.head)
        column.addWidget(self.editor, 1)
        for part in (self.quote, self.strip, self.trouble, self.format, self.footer):
            column.addWidget(part)

    def _connect(self) -> None:
        self.head.changed.connect(self._on_changed)
        self.head.subject.textChanged.connect(lambda text: self.titled.emit(text.strip()))
        self.head.window_pressed.connect(self.window_wanted)
        self.editor.document().contentsChanged.connect(self._on_changed)
        self.editor.html_pasted.connect(self._on_html)
        self.editor.picture_pasted.connect(self.add_picture)
        self.editor.files_dropped.connect(self._on_files_dropped)
        self.editor.link_wanted.connect(self._on_link)
        self.quote.changed.connect(self._on_changed)
        self.quote.edit_wanted.connect(self._unfold_quote)
        self.strip.removed.connect(self._remove_file)
        self.keeper.state_changed.connect(self.footer.say)
        self.keeper.taken_over.connect(self._on_taken_over)
        self.keeper.ended.connect(self._on_ended)
        footer = self.footer
        footer.send.clicked.connect(lambda: self.send())
        footer.menu_wanted.connect(self._show_menu)
        footer.later.clicked.connect(self.ask_later)
        footer.attach.clicked.connect(self.choose_files)
        footer.looks.toggled.connect(self.format.setVisible)
        footer.discard.clicked.connect(self.discard)
        for key, do in ((SEND_KEY, lambda: self.send()), (LATER_KEY, self.ask_later)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _fill(
        self,
        draft: Draft,
        identities: Sequence[Identity],
        pictures: Sequence[tuple[str, QImage]],
    ) -> None:
        content, quote = draft.content, draft.quote
        held = bool(quote.html) and content.html.endswith(quote.html)
        held = held or bool(
            quote.plain and not content.html and content.plain.endswith(quote.plain)
        )
        own = content.html.removesuffix(quote.html) if held else content.html
        plain = content.plain.removesuffix(quote.plain) if held else content.plain
        self._filling = True
        self.quote.show_quote(draft.how, held)
        self._files = list(content.files)
        self.head.show_content(draft, identities)
        self.editor.show_lines(read(own) if own else of_text(plain) if plain else ())
        for content_id, image in pictures:
            if not image.isNull():
                self.editor.hold_picture(content_id, image)
        self.strip.show_files(self._files)
        self._filling = False
        self.titled.emit(content.subject)

    def _at_start(self) -> QTextCursor:
        cursor = self.editor.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        return cursor

    def _on_changed(self) -> None:
        if not self._filling:
            self.keeper.changed()
            if self.trouble.isVisible():
                self._say("")

    def _on_html(self, markup: str) -> None:
        """Markup from elsewhere goes in where the cursor was, once it is harmless."""
        drafts, cursor = self._ctx.services.drafts, self.editor.textCursor()

        def clean() -> tuple[Line, ...]:
            return read(drafts.clean(markup))

        self._ctx.ops.run_query(
            self, clean, lambda lines: self.editor.put(lines, cursor), self._ctx.notices.error
        )

    def _on_link(self, words: str, address: str) -> None:
        popup = LinkPopup(self._ctx.theme, self, words, address)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.chosen.connect(self.editor.set_link)
        at = self.editor.cursorRect()
        at.moveTo(self.editor.viewport().mapToGlobal(at.topLeft()))
        popup.show_below(at)

    def _unfold_quote(self) -> None:
        """The quoted text becomes part of the text, to be answered in between."""
        if self.draft is None:
            return
        cursor = self.editor.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self.quote.let_go()
        self.editor.put((Line(), *read(self.draft.quote.html)), cursor)
        self.editor.moveCursor(QTextCursor.MoveOperation.Start)
        self.editor.setFocus()

    def _show_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Send now", lambda: self.send())
        draft = self.draft
        if draft is not None and draft.conversation_id is not None:
            menu.addAction("Send and archive", self._send_and_archive)
        menu.addAction("Send later…", self.ask_later)
        menu.addSeparator()
        menu.addAction("Earlier versions…", self._show_versions)
        corner = self.footer.more.mapToGlobal(self.footer.more.rect().topLeft())
        corner.setY(corner.y() - menu.sizeHint().height() - 4)
        menu.popup(corner)

    def _send_and_archive(self) -> None:
        draft, services = self.draft, self._ctx.services
        if draft is None or draft.conversation_id is None:
            return
        talk = draft.conversation_id

        def archive() -> Changes:
            # Its words would take the place of those about the mail, and of their Undo.
            return replace(services.conversations.archive([talk]), said="")

        self.send(then=lambda: self._ctx.ops.run_command(self.window(), archive))

    def _show_versions(self) -> None:
        from desktop_app.ui.composer.versions import Versions

        if self.draft is None:
            return
        dialog = Versions(self._ctx, self.window(), self.draft.id)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._take_version)
        self.keeper.flush(dialog.load)
        dialog.open()

    def _take_version(self, content: DraftContent) -> None:
        """An earlier version becomes the newest one; what it replaces is a version, too."""
        draft = self.draft
        if draft is None:
            return
        self._fill(replace(draft, content=content), self.head.identities, ())
        self.keeper.changed()

    def _on_taken_over(self, draft: Draft) -> None:
        self._fill(draft, self.head.identities, ())
        self.keeper.watch(draft)
        self.footer.say("Changed in another window", False)

    def _on_ended(self, how: str) -> None:
        self.keeper.forget()
        words = "sent" if how == "queued" else "discarded"
        self._ctx.notices.say(f"This draft was {words} in another window")
        self.closed.emit()

    def _say(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        announce(self.trouble, words)


def _as_png(image: QImage) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return held.data()


def _read_picture(path: Path) -> QImage | None:
    """A picture for the text; None where it is none, or so large that it is better attached."""
    from PySide6.QtGui import QImageReader

    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > 40_000_000:
        return None
    image = reader.read()
    return None if image.isNull() else image
