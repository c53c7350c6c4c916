"""The mail to one lead of a merge: what goes out, which can be written anew for this lead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.ids import IdList
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.rich_text import Line, of_text, read
from desktop_app.domain.template_use import lines_to_insert
from desktop_app.ui.composer.editor import Editor
from desktop_app.ui.composer.gaps import Gaps
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on, sides
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, icon_button
from desktop_app.ui.widgets.labels import ElidedLabel, Link, label
from desktop_app.ui.widgets.note import Note

_PAUSE = 800  # ms after the last letter until it is saved


@dataclass(frozen=True, slots=True)
class _Words:
    """What was typed for one lead, and is not saved."""

    subject: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A preview, and its text as it is shown: a field without a value as the template names it."""

    preview: Any
    subject: str
    lines: tuple[Line, ...]


class _Paper(QWidget):
    """The ground of a mail, with a hairline around it."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        box = QRectF(self.rect())
        paint.outlined(
            painter_on(self), box, theme.radius.card, theme.bg.canvas, theme.border.default
        )


class MailPreview(QWidget):
    """One lead after the other. What is typed belongs to the lead that is shown.

    Signals:
        changed: a mail was written anew, or a lead left out: the figures may be others.
    """

    changed = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._merge: UUID | None = None
        self._ids = IdList()
        self._at = 0
        self._shown: _Shown | None = None
        self._typed = False  # since it was shown, or saved
        self._unsaved: dict[UUID, _Words] = {}
        self._saving = 0
        self._then: Callable[[], None] | None = None
        self.has_edits = False  # something was written for one lead alone
        self._save_soon = single_shot(self, _PAUSE, self.save)
        self._build()

    @property
    def lead_id(self) -> UUID | None:
        """Whose mail is shown."""
        return self._ids[self._at] if len(self._ids) else None

    # What is shown

    def show_merge(self, merge_id: UUID, ids: IdList) -> None:
        """Show the mails of a merge: the first one, or that to the lead who was looked at."""
        at = self._at if ids is self._ids else 0
        self._merge, self._ids = merge_id, ids
        self.go_to(at)

    def go_to(self, at: int) -> None:
        """Show the mail to another lead of it."""
        self.save()
        self._at = max(0, min(at, len(self._ids) - 1))
        self.refresh()

    def show_lead(self, lead_id: UUID) -> None:
        """Show the mail to this lead."""
        if (at := self._ids.row_of(lead_id)) >= 0:
            self.go_to(at)

    def refresh(self) -> None:
        """Read the mail anew."""
        merge, lead = self._merge, self.lead_id
        if merge is None or lead is None:
            return
        self._place.setText(
            tr("{value} of {count}", value=numeral(self._at + 1), count=numeral(len(self._ids)))
        )
        self._previous.setEnabled(self._at > 0)
        self._next.setEnabled(self._at + 1 < len(self._ids))
        service = self._ctx.services.mail_merges

        self._ctx.ops.run_query(
            self, lambda: _read(service.preview(merge, lead)), self._show, self._on_error,
            key="preview",
        )  # fmt: skip

    def save(self) -> None:
        """Save what was typed for the lead that is shown."""
        self._save_soon.stop()
        merge, lead = self._merge, self.lead_id
        if merge is None or lead is None:
            return
        if self._typed:
            self._typed = False
            self._unsaved[lead] = _Words(self.subject.text(), self.body.raw_lines())
        if (words := self._unsaved.get(lead)) is not None:
            self._keep(merge, lead, words)

    def when_saved(self, then: Callable[[], None]) -> None:
        """Call ``then`` once all that was to be saved is, or could not be (``unsaved``)."""
        self._then = then
        self._go_on()

    @property
    def unsaved(self) -> tuple[UUID, ...]:
        """For whom something was typed that is not saved."""
        return tuple(self._unsaved)

    def _keep(self, merge: UUID, lead: UUID, words: _Words) -> None:
        # A command, as commands never overtake each other: of two saves the second stays, and what
        # is done to the mail after them finds it saved.
        service = self._ctx.services.mail_merges
        self._saving += 1

        def saved(shown: _Shown) -> None:
            if self._unsaved.get(lead) is words:
                del self._unsaved[lead]
            if merge == self._merge and lead == self.lead_id and not self._typed:
                self._shown = shown
                self._say()
            self._saving -= 1
            self.changed.emit()
            self._go_on()

        def failed(error: Exception) -> None:
            self._saving -= 1
            if lead == self.lead_id:
                self._on_error(error)
            self._go_on()

        self._ctx.ops.run_command(
            self,
            lambda: _read(service.edit(merge, lead, words.subject, words.lines)),
            saved,
            failed,
        )

    def _go_on(self) -> None:
        if self._then is not None and not self._saving:
            then, self._then = self._then, None
            then()

    def _show(self, shown: _Shown) -> None:
        if shown.preview.lead_id != self.lead_id or self._typed:
            return
        self._shown = shown
        text = shown.preview.text
        words = self._unsaved.get(shown.preview.lead_id)
        with QSignalBlocker(self.subject), QSignalBlocker(self.body):
            self.subject.setText(words.subject if words else shown.subject)
            self.body.show_lines(words.lines if words else shown.lines)
        self._gaps.look()
        self.subject.setEnabled(text is not None)
        self.body.setEnabled(text is not None)
        self._say()

    def _say(self) -> None:
        shown = self._shown
        if shown is None:
            return
        preview = shown.preview
        name, address = preview.to.name, preview.to.email
        self._to.set_text(f"{name}, {address}" if name and address else name or address)
        self._why.say(preview.why_not)
        self._out.setText(tr("Write to this lead") if preview.left_out else tr("Leave out"))
        self._edited.setVisible(preview.edited)

    # What is done

    def _on_typed(self) -> None:
        if self._shown is None or self._shown.preview.text is None:
            return
        self._typed = self.has_edits = True
        self._save_soon.start()

    def _leave_out(self) -> None:
        self.save()
        shown, merge = self._shown, self._merge
        if shown is None or merge is None:
            return
        service, preview = self._ctx.services.mail_merges, shown.preview
        self._do(lambda: service.leave_out(merge, preview.lead_id, not preview.left_out))

    def _unedit(self) -> None:
        self._typed = False
        self._save_soon.stop()
        merge, lead = self._merge, self.lead_id
        if merge is not None and lead is not None:
            self._unsaved.pop(lead, None)
            service = self._ctx.services.mail_merges
            self._do(lambda: service.unedit(merge, lead))

    def _do(self, command: Any) -> None:
        def done(_result: object) -> None:
            self.refresh()
            self.changed.emit()

        self._ctx.ops.run_command(self, command, done, self._on_error)

    def _on_error(self, error: Exception) -> None:
        fault = Fault.of(error)
        self._why.say(f"{fault.title} {fault.advice}".strip())

    # Building

    def _build(self) -> None:
        themes = self._ctx.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(label(tr("Preview"), "section"))
        top.addStretch()
        self._place = label("", "small")
        top.addWidget(self._place)
        self._previous = icon_button(themes, "ph.caret-left", tr("Previous lead"))
        self._previous.clicked.connect(lambda: self.go_to(self._at - 1))
        top.addWidget(self._previous)
        self._next = icon_button(themes, "ph.caret-right", tr("Next lead"))
        self._next.clicked.connect(lambda: self.go_to(self._at + 1))
        top.addWidget(self._next)
        column.addLayout(top)
        self._why = Note(themes, icon="ph.warning")
        column.addWidget(self._why)
        frame = _Paper(themes)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(*sides(12, 10, 4, 4))
        inside.setSpacing(6)
        self._to = ElidedLabel(themes, "", ink="text.secondary")
        inside.addWidget(self._to)
        self.subject = QLineEdit()
        self.subject.setAccessibleName(tr("Subject"))
        self.subject.setProperty("bare", True)
        self.subject.textEdited.connect(self._on_typed)
        inside.addWidget(self.subject)
        self.body = Editor(themes)
        self.body.setViewportMargins(0, 4, 8, 4)
        self._gaps = Gaps(self.body, themes)
        self.body.document().contentsChanged.connect(self._on_contents)
        inside.addWidget(self.body, 1)
        column.addWidget(frame, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        self._edited = QWidget()
        row = QHBoxLayout(self._edited)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(label(tr("Written for this lead alone."), "small"))
        self._back = Link(themes, tr("Back to the template"))
        self._back.activated.connect(self._unedit)
        row.addWidget(self._back)
        self._edited.hide()
        below.addWidget(self._edited)
        below.addStretch()
        self._out = Button(themes, tr("Leave out"))
        self._out.clicked.connect(self._leave_out)
        below.addWidget(self._out)
        column.addLayout(below)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _on_contents(self) -> None:
        # Showing a mail changes the text, too: only who has the focus types.
        if self.body.hasFocus() and self.body.is_settled:
            self._on_typed()


def _read(preview: Any) -> _Shown:
    """A preview with its lines; not on the window's thread."""
    text = preview.text
    if text is None:
        return _Shown(preview, "", ())
    if text.marked_html:
        put = lines_to_insert(text, "", "")
        return _Shown(preview, put.subject, put.lines)
    return _Shown(preview, text.subject, read(text.html) if text.html else of_text(text.plain))
