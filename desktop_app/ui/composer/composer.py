"""The composer: people, subject, text, files, and what is done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QShortcut,
    QTextCursor,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.drafting import Start, Written
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.outgoing import Draft, DraftContent, DraftFile, How, Quote
from desktop_app.domain.rich_text import Line
from desktop_app.ui.actions import CommandKey
from desktop_app.ui.composer.ai_band import AiBand
from desktop_app.ui.composer.ai_draft import AiDraft
from desktop_app.ui.composer.awaited import Awaited, Coming
from desktop_app.ui.composer.editor import Editor
from desktop_app.ui.composer.file_entry import FileEntry
from desktop_app.ui.composer.file_strip import FileStrip
from desktop_app.ui.composer.footer import Footer
from desktop_app.ui.composer.format_bar import FormatBar, LinkPopup
from desktop_app.ui.composer.head import Head
from desktop_app.ui.composer.keeper import DraftKeeper
from desktop_app.ui.composer.opened import (
    LONGEST_UNFOLDED,
    Opened,
    Pictures,
    opened,
    unfolded,
)
from desktop_app.ui.composer.quote_fold import QuoteFold
from desktop_app.ui.composer.rewrite_band import RewriteBand
from desktop_app.ui.composer.rewriting import Rewriting, SubjectEntry
from desktop_app.ui.composer.sending import Sender
from desktop_app.ui.composer.template_entry import TemplateEntry
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.labels import label

_AGAIN = 2_000  # ms until a draft that could not be begun is tried again
_EMPTY: tuple[Line, ...] = (Line(),)


class Composer(QWidget):
    """Writes one mail.

    It can be typed in before its draft is there: what was typed then stands first in it. Put away,
    it lives on unseen until what was written in it is safe; what is opened meanwhile is it again.

    Signals:
        closed: it is put away, or done with: out of sight.
        gone: nothing in it is of any use any more: it was sent, thrown away, or saved and put away.
        wanted: put away, it needs somebody's answer.
        window_wanted: it wants to be a window of its own, or docked again.
        titled: what it is called now.

    Args:
        start: what it begins from.
        docked: below a conversation, with what is seldom needed folded away.
    """

    closed = Signal()
    gone = Signal()
    wanted = Signal()
    window_wanted = Signal()
    titled = Signal(str)

    sender: Sender

    def __init__(
        self, ctx: Context, start: Start, *, docked: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._files: list[DraftFile] = []
        self._whole = Written()  # as it stood when the last long text began to come
        self._filling = False
        self._is_away = False
        self._is_new_mail = False  # for what it was to answer is gone
        self._is_told = False  # that it is put away and not saved
        self.awaited = Awaited()
        self._draft_coming: Coming | None = self.awaited.expect(tr("Opening the draft …"))
        self._text_coming: Coming | None = None
        self._load: Callable[[], Opened] | None = None
        self._load_again = single_shot(self, _AGAIN, self._try_load)
        self.setAcceptDrops(True)
        self.head = Head(ctx, docked=docked)
        self.editor = Editor(ctx.theme)
        self.quote = QuoteFold(ctx.theme)
        self.strip = FileStrip(ctx.theme)
        self.templates = TemplateEntry(ctx, self, self.bring, self.say)
        self.band = AiBand(ctx.theme)
        self.format = FormatBar(ctx.theme, self.editor)
        self.footer = Footer(ctx.theme)
        self.trouble = label("", "error", wrap=True)
        self.sender = Sender(ctx, self)
        self.file_entry = FileEntry(ctx, self)
        self.ai = AiDraft(ctx, self, self.band)
        self.rewrite_band = RewriteBand(ctx.theme)
        self.rewriting = Rewriting(ctx, self, self.rewrite_band)
        self.subject_entry = SubjectEntry(ctx, self)
        self.keeper = DraftKeeper(ctx, start, self.written, self)
        self._lay_out()
        self._connect()

    # -- what the desk asks --------------------------------------------------------------------

    @property
    def draft(self) -> Draft | None:
        return self.keeper.draft

    @property
    def draft_id(self) -> UUID | None:
        return self.draft.id if self.draft is not None else None

    @property
    def conversation_id(self) -> UUID | None:
        """Which conversation it belongs to, also before its draft is there."""
        return (self.draft or self.keeper.start).conversation_id

    @property
    def lead_id(self) -> UUID | None:
        """Which lead it is to, also before its draft is there; None for nobody known."""
        return (self.draft or self.keeper.start).lead_id

    @property
    def answers(self) -> tuple[How, UUID | None]:
        """What is done with which message, also before its draft is there."""
        about = self.draft or self.keeper.start
        return about.how, about.answers

    @property
    def is_away(self) -> bool:
        """Whether it was put away, and lives on only until it is saved."""
        return self._is_away

    def begin(self, load: Callable[[], Opened]) -> None:
        """Have the draft that it shows begun or read in the background; as often as it takes."""
        self._load = load
        self._try_load()

    def show_draft(self, found: Opened) -> None:
        """Show a draft; what was typed before it was there stands at its beginning."""
        typed = self._is_written
        self._fill(found, beside=typed)
        self.keeper.watch(found.draft, written_in=typed)
        if not typed and not self._is_away:
            first = self.head.to if not found.draft.content.to else self.editor
            first.setFocus()
        coming, self._draft_coming = self._draft_coming, None
        if coming is not None:
            self.awaited.came(coming)
        self._show_possible()
        self.ai.opened()

    def set_docked(self, docked: bool) -> None:
        self.head.set_docked(docked)
        # Below a conversation its window has the key, also when nothing is written there yet.
        self._ai_key.setEnabled(not docked)

    def written(self) -> Written:
        """What stands in it now; while a long text comes into it, what stood in it before."""
        if self.editor.is_settled:
            self._whole = self._written(self.editor.raw_lines())
        return self._whole

    def content(self) -> DraftContent:
        """What stands in it now, as a revision."""
        return self.written().content(self.held_quote)

    def put_away(self) -> None:
        """Out of sight, and gone when what was written is saved; a draft that was never written in
        goes."""
        if self._is_away:
            return
        self._is_away = True
        self.closed.emit()
        if self.draft is None and self.is_idle:
            self._end()  # it never began
        else:
            if self.awaited.files:
                self._ctx.notices.say(self.awaited.words)
            self._wait_to_leave()

    def come_back(self) -> None:
        """It is wanted again after it was put away."""
        self._is_away = self._is_told = False

    @property
    def is_changed(self) -> bool:
        """Whether something was written since the draft was opened."""
        return self.keeper.is_changed

    def remember(self) -> None:
        """The program ends, or its person signs out: nothing of it may be lost."""
        self.editor.settle()
        self.ai.leave()
        self.keeper.put_by(self.awaited.files)

    # -- coming and going ------------------------------------------------------------------------

    def _try_load(self) -> None:
        if self._load is not None and self.draft is None:
            self._ctx.ops.run_query(self, self._load, self.show_draft, self._on_not_begun)

    def _on_not_begun(self, error: Exception) -> None:
        """A database that is away comes back; a message that is gone does not, and what was written
        is a new mail."""
        passing = isinstance(error, KnownError) and error.retryable
        if self.is_idle and (self._is_away or not passing):
            if not self._is_away:
                self._ctx.notices.error(error)
                self.closed.emit()
            self._end()
        elif passing or self._is_new_mail or not isinstance(error, KnownError):
            self.keeper.put_aside(error)
            self._load_again.start()
        else:
            self._is_new_mail = True
            self.say(tr("{title} This is a new mail.", title=error.title))
            drafts, start = self._ctx.services.drafts, self.keeper.start
            self.begin(
                lambda: opened(drafts, drafts.begin(How.NEW, to=start.to, draft_id=start.id))
            )

    def _wait_to_leave(self) -> None:
        self.awaited.when_all_came(self._leave, self._on_missing_when_away)

    def _leave(self) -> None:
        """All that was on its way is there: save it and go, unless somebody came back."""
        if not self._is_away or self.sender.is_busy:
            return
        draft, drafts = self.draft, self._ctx.services.drafts
        if draft is not None and not self.keeper.is_changed:
            draft_id = draft.id
            self._ctx.ops.run_keeping(
                self._ctx.notices, lambda: drafts.leave(draft_id), _ignore, _ignore
            )
            self._end()
        else:
            self.keeper.flush()

    def _on_missing_when_away(self, error: Exception) -> None:
        self._ctx.notices.error(error)
        self._wait_to_leave()

    def _on_saved(self) -> None:
        if self._is_away and not self.sender.is_busy and not self.awaited.words:
            self.keeper.tell_now()
            self._end()

    def _on_state(self, words: str, wrong: bool) -> None:
        self.footer.say(words, wrong)
        if wrong and self._is_away and not self._is_told:
            self._is_told = True
            self._ctx.notices.say(tr("The draft is not saved yet: it is kept here until it is"))

    def _end(self) -> None:
        self._load = None
        self._load_again.stop()
        self.keeper.forget()
        self.gone.emit()

    def finish(self) -> None:
        """It was sent or thrown away."""
        self._is_away = True
        self.closed.emit()
        self._end()

    @property
    def held_quote(self) -> Quote:
        """What its draft quotes."""
        return self.draft.quote if self.draft is not None else Quote()

    @property
    def _is_written(self) -> bool:
        """Whether there is anything in it, before its draft is."""
        return self._written(self.editor.raw_lines()) != Written()

    @property
    def is_idle(self) -> bool:
        """Whether nothing was written, and nothing is on its way but the draft."""
        alone = self._draft_coming is not None and self.awaited.is_only(self._draft_coming)
        return alone and not self._is_written

    def _written(self, lines: tuple[Line, ...]) -> Written:
        if self.draft is None and lines == _EMPTY:
            lines = ()
        return Written(
            from_address=self.head.from_address,
            to=self.head.to.everybody,
            cc=self.head.cc.everybody,
            bcc=self.head.bcc.everybody,
            subject=self.head.subject.text().strip(),
            lines=lines,
            quoted=self.quote.is_held,
            files=tuple(self._files),
        )

    # -- what is done with it --------------------------------------------------------------------

    def send(self, at: datetime | None = None) -> None:
        """Put it into the outbox, see :class:`Sender`."""
        self.sender.send(at)

    def ask_later(self) -> None:
        """Ask when it is to go."""
        self.sender.ask_later()

    def discard(self) -> None:
        """Throw the draft away; undo brings it back."""
        self.sender.discard()

    # -- files and pictures ----------------------------------------------------------------------

    @property
    def files(self) -> tuple[DraftFile, ...]:
        """All of them, also pictures of the text."""
        return tuple(self._files)

    def set_files(self, files: Sequence[DraftFile]) -> None:
        """It has these files now."""
        self._files = list(files)
        self.strip.show_files(self._files)
        self._on_changed()

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files of this computer."""
        self.file_entry.attach(paths)

    def add_picture(self, image: QImage, name: str = "Picture.png") -> None:
        """Show a picture in the text, where the cursor is now."""
        self.file_entry.add_picture(image, name)

    def bring(
        self,
        words: str,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        keep: Callable[[], DraftFile] | None = None,
    ) -> None:
        """Have something made in the background that belongs to the mail: it does not go, and is
        not put away, without it."""
        coming = self.awaited.expect(words, keep)

        def came(result: Any) -> None:
            done(result)
            self.awaited.came(coming)

        def failed(error: Exception) -> None:
            if not self._is_away:
                fault = Fault.of(error)
                self.say(f"{fault.title} {fault.advice}".strip())
            self.awaited.failed(coming, error)

        self._ctx.ops.run_query(self, work, came, failed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.attach([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()

    # -- inside ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.trouble.setContentsMargins(12, 0, 12, 2)
        self.trouble.hide()
        self.format.hide()
        column.addWidget(self.head)
        column.addWidget(self.band)
        column.addWidget(self.editor, 1)
        for part in (
            self.rewrite_band,
            self.quote,
            self.strip,
            self.trouble,
            self.format,
            self.footer,
        ):
            column.addWidget(part)

    def _connect(self) -> None:
        self.head.changed.connect(self._on_changed)
        self.head.subject.textChanged.connect(lambda text: self.titled.emit(text.strip()))
        self.head.window_pressed.connect(self.window_wanted)
        self.editor.document().contentsChanged.connect(self._on_changed)
        self.editor.html_pasted.connect(self.file_entry.paste)
        self.editor.copied.connect(self.file_entry.note_copied)
        self.editor.picture_pasted.connect(self.add_picture)
        self.editor.files_dropped.connect(self.file_entry.take_dropped)
        self.editor.link_wanted.connect(self._on_link)
        self.quote.changed.connect(self._on_changed)
        self.quote.edit_wanted.connect(self._unfold_quote)
        self.strip.removed.connect(self.file_entry.remove)
        self.editor.slicing.connect(self._await_text)
        self.editor.settled.connect(self._on_settled)
        self.keeper.state_changed.connect(self._on_state)
        self.keeper.saved.connect(self._on_saved)
        self.keeper.taken_over.connect(self._on_taken_over)
        self.keeper.ended.connect(self._on_ended)
        footer = self.footer
        footer.send.clicked.connect(lambda: self.send())
        footer.menu_wanted.connect(self._show_menu)
        footer.later.clicked.connect(self.ask_later)
        footer.attach.clicked.connect(self.file_entry.choose)
        footer.template.clicked.connect(self.templates.choose)
        footer.looks.toggled.connect(self.format.setVisible)
        footer.discard.clicked.connect(self.discard)
        for command, do in (
            ("inbox.send", lambda: self.send()),
            ("inbox.send_later", self.ask_later),
            ("inbox.template", self.templates.choose),
        ):
            self._add_key(command, do)
        self._ai_key = self._add_key("inbox.ai_draft", self.ai.ask)
        footer.ai.clicked.connect(self.ai.ask)
        self._show_possible()

    def _add_key(self, command: str, do: Callable[[], None]) -> QShortcut:
        """The keys of a command, here whatever screen the composer stands in."""
        made = CommandKey(self._ctx.actions.keymap, command, self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(do)
        return made

    def _show_possible(self) -> None:
        """It is written for who has something to answer, or a lead to write to."""
        self.footer.ai.setVisible(self.ai.is_possible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.ai.is_writing:
            self.ai.stop()
        elif event.key() == Qt.Key.Key_Escape and self.rewriting.step_back():
            pass
        elif event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _fill(self, found: Opened, *, beside: bool = False) -> None:
        """Show what was found, in the place of what is here or beside what was typed before."""
        draft = found.draft
        content = draft.content
        self._filling = True
        self.quote.show_quote(draft.how, found.quoted, long=_is_long(draft.quote))
        self._files = [*content.files, *(self._files if beside else ())]
        self.head.show_content(draft, found.identities, beside=beside)
        self.hold(found.pictures)
        typed = self.editor.raw_lines() if beside else ()
        self._whole = self._written((*typed, *found.lines))
        if beside:
            self.editor.add_below(found.lines)
        else:
            self.editor.show_lines(found.lines)
        self.strip.show_files(self._files)
        self._filling = False
        self.titled.emit(self.head.subject.text().strip())
        if draft.left_out:
            self._ctx.notices.warn(
                tr("Not every file could be taken along."),
                tr(
                    "{left_out}: not on this computer, as whoever brought the message in did not "
                    "keep them.",
                    left_out=", ".join(draft.left_out),
                ),
            )

    def hold(self, pictures: Pictures) -> None:
        """Have the pixels of pictures that the text names."""
        for content_id, image in pictures:
            self.editor.hold_picture(content_id, image)

    def _await_text(self) -> None:
        """A long text comes in slices."""
        if self._text_coming is None:
            self._text_coming = self.awaited.expect(tr("Opening the text …"))

    def _on_settled(self) -> None:
        coming, self._text_coming = self._text_coming, None
        if coming is not None:
            self.keeper.changed()
            self.awaited.came(coming)

    def _on_changed(self) -> None:
        if not self._filling and not self.ai.is_putting:
            self.keeper.changed()
            self.ai.look()
            if self.trouble.isVisible():
                self.say("")

    def _on_link(self, words: str, address: str) -> None:
        popup = LinkPopup(self._ctx.theme, self, words, address)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.chosen.connect(self.editor.set_link)
        at = self.editor.cursorRect()
        at.moveTo(self.editor.viewport().mapToGlobal(at.topLeft()))
        popup.show_below(at)

    def _unfold_quote(self) -> None:
        """The quoted text becomes part of the text, to be answered in between."""
        if self.draft is None or not self.quote.is_held or _is_long(self.draft.quote):
            return
        drafts, html, files = self._ctx.services.drafts, self.draft.quote.html, tuple(self._files)

        def put(found: tuple[Sequence[Line], Pictures]) -> None:
            if not self.quote.is_held:
                return  # left out meanwhile, or here already
            lines, pictures = found
            self.written()  # what stands here until all of it has come
            self.quote.let_go()
            self.hold(pictures)
            self.editor.add_below((Line(), *lines))
            self.editor.moveCursor(QTextCursor.MoveOperation.Start)
            self.editor.setFocus()

        self.bring(tr("Opening the quoted text …"), lambda: unfolded(drafts, html, files), put)

    def _show_menu(self) -> None:
        self.sender.show_menu([(tr("Earlier versions…"), self._show_versions)])

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
        draft, drafts = self.draft, self._ctx.services.drafts
        if draft is None:
            return
        taken = replace(draft, content=content)

        def show(found: Opened) -> None:
            self._fill(found)
            self.keeper.changed()

        self.bring(tr("Opening the version …"), lambda: opened(drafts, taken), show)

    def _on_taken_over(self, draft: Draft) -> None:
        drafts, before = self._ctx.services.drafts, self.written()

        def show(found: Opened) -> None:
            if self.written() != before or self.draft is not draft:
                return  # what was typed here meanwhile is the newest, or they went on
            self._fill(found)
            self.keeper.watch(draft)
            self.ai.opened()
            self.footer.say(tr("Changed in another window"), False)

        self.bring(tr("Opening what another window wrote …"), lambda: opened(drafts, draft), show)

    def _on_ended(self, how: str) -> None:
        self._ctx.notices.say(
            tr("This draft was sent in another window")
            if how == "queued"
            else tr("This draft was discarded in another window")
        )
        self.finish()

    def say(self, words: str) -> None:
        """A sentence below the text; "" for none."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        announce(self.trouble, words)


def _is_long(quote: Quote) -> bool:
    """Whether a quote is too long to be answered in."""
    return len(quote.html) > LONGEST_UNFOLDED


def _ignore(_any: object) -> None:
    """What is tidied away is tidied by the engine another day where it fails."""
