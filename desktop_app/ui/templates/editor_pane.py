"""The middle pane: name, category, tone, subject and body of one template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.language import tr
from desktop_app.domain.rich_text import Line, read, with_pictures
from desktop_app.domain.templates import Part, Template, Tone
from desktop_app.ui.composer.format_bar import FormatBar, LinkPopup
from desktop_app.ui.shell.context import Context
from desktop_app.ui.templates.completer import FieldCompleter
from desktop_app.ui.templates.editor_foot import EditorFoot
from desktop_app.ui.templates.looking import Seen
from desktop_app.ui.templates.token_edits import (
    BodyEdit,
    SubjectEdit,
    blanked,
    blanked_line,
    open_field,
    put_fallback,
)
from desktop_app.ui.templates.words import TONES
from desktop_app.ui.templates.written import Written
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, Look, Segmented, Size
from desktop_app.ui.widgets.fields import Field
from desktop_app.ui.widgets.labels import hairline, label
from desktop_app.ui.widgets.note import Note

_LOOKS = ("bold", "italic", "bullets", "numbers", "link")
_CATEGORY = 168  # px


class _BodyBox(QWidget):
    """The edge around format bar, body and foot; it lights up as a field does."""

    def __init__(self, themes: Themes, body: QTextEdit) -> None:
        super().__init__()
        self._themes = themes
        self._body = body
        body.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, lit = self._themes.now, self._body.hasFocus()
        edge = theme.focus.ring if lit else theme.border.control
        box = QRectF(self.rect())
        ground = theme.bg.canvas
        painter = painter_on(self)
        paint.outlined(painter, box, theme.radius.control, ground, edge, 2 if lit else 1)


class EditorPane(QWidget):
    """Edits a template.

    Signals:
        changed: something was written.
        finished: the cursor left a field that was being typed.
        copy_wanted: a template of somebody else is to be copied.
    """

    changed = Signal()
    finished = Signal()
    copy_wanted = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._filling = False
        self._whole = Written()  # what is shown, while a long text comes in
        self._told = Written()  # of which ``changed`` told, or which was shown
        self._category = ""
        self._mine = False
        self._coming = False  # a long text, in slices
        self._is_open = False  # a field was being typed when the text was looked at
        themes = ctx.theme
        self.name = Field(themes, tr("Name"))
        self.category = _category_box(themes)
        self.tone = Segmented(themes, [(str(each), words, "") for each, words in TONES])
        self.subject = SubjectEdit(themes)
        self.body = BodyEdit(themes)
        self.format = FormatBar(themes, self.body, _LOOKS)
        self.insert = Button(
            themes, tr("Insert field"), icon="ph.brackets-curly", key="Ctrl ;", size=Size.SMALL
        )
        self.foot = EditorFoot(themes)
        self.not_mine = Note(themes, icon="ph.users")
        self.copy = Button(themes, tr("Make a copy"), look=Look.DEFAULT, size=Size.SMALL)
        self._lay_out()
        self.completer = FieldCompleter(themes, self, (self.body, self.subject))
        self._connect()
        self.show_template(None, Written())

    # What stands in it

    def written(self) -> Written:
        """All that stands in it now."""
        if not self.body.is_settled:
            return self._whole
        return Written(
            self.name.text,
            self._category,
            Tone(self.tone.value),
            self.subject.text,
            self.body.raw_lines(),
            self._whole.as_html,
        )

    def to_look_at(self) -> Written:
        """What stands in it, with blanks for a field that is being typed just now: it is no fault
        yet, and every place stays as it is."""
        written = self.written()
        body, subject = open_field(self.body), open_field(self.subject)
        self._is_open = body is not None or subject is not None
        if subject is not None and self.subject.hasFocus():
            text = blanked(written.subject, subject.start, subject.end)
            return replace(written, subject=text)
        if body is None or not self.body.hasFocus() or not self.body.is_settled:
            return written
        block = self.body.document().findBlock(body.start)
        start, end = body.start - block.position(), body.end - block.position()
        lines = list(written.lines)
        lines[block.blockNumber()] = blanked_line(lines[block.blockNumber()], start, end)
        return replace(written, lines=tuple(lines))

    def commit(self) -> None:
        """Take what is typed in the field of the category, which else is when it is left, and in
        a body that is just shown anew in another look."""
        if not self._coming:
            self.body.settle()
        text = self.category.currentText().strip()
        if text != self._category:
            self._category = text
            self._tell()

    def show_template(self, template: Template | None, written: Written) -> None:
        """Show what is written in a template; nothing of it can be undone."""
        self._filling = True
        self.completer.hide()
        self._whole = written
        self.name.edit.setText(written.name)
        self._category = written.category
        self.category.setEditText(written.category)
        self.tone.choose(str(written.tone))
        self.subject.show_text(written.subject)
        self.body.show_lines(written.lines)
        for edit in (self.body, self.subject):
            edit.faults.show_faults(())
        self._filling = False
        self._coming = not self.body.is_settled
        self._told = written if self._coming else self.written()
        self.show_rights(template)

    def show_rights(self, template: Template | None) -> None:
        """Whether it can be written in."""
        mine = template is not None and template.mine
        self.name.edit.setReadOnly(not mine)
        self.category.setEnabled(mine)
        self.tone.setEnabled(mine)
        self.subject.setReadOnly(not mine)
        self.body.setReadOnly(not mine or not self.body.is_settled)
        self.format.setEnabled(mine)
        self.insert.setEnabled(mine)
        theirs = template is not None and not mine
        owner = template.owner if template is not None else ""
        self.not_mine.say(
            tr("{owner} shares this template. Make a copy to change it.", owner=owner)
            if theirs
            else ""
        )
        self.copy.setVisible(theirs)
        self._mine = mine

    def offer_categories(self, categories: Sequence[str]) -> None:
        """The categories there are."""
        standing = [self.category.itemText(at) for at in range(self.category.count())]
        if standing == list(categories):
            return
        typed, self._filling = self.category.currentText(), True
        self.category.clear()
        self.category.addItems(list(categories))
        self.category.setCurrentIndex(self.category.findText(typed))
        self.category.setEditText(typed)
        self._filling = False

    def show_seen(self, seen: Seen) -> None:
        """Show what was found out about the text as it stands."""
        missing = frozenset(seen.missing)
        for edit, part in ((self.subject, Part.SUBJECT), (self.body, Part.BODY)):
            edit.tints.set_missing(missing)
            edit.viewport().update()
            edit.faults.show_faults(
                [(each.start, each.end, each.reason) for each in seen.faults if each.part is part]
            )
        self.completer.know(seen.fields, seen.values)
        self.foot.say(seen)

    # What is done in it

    def focus_first(self) -> None:
        """The name of what is new, else the body."""
        self.body.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_name(self) -> None:
        self.name.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.name.edit.selectAll()

    def insert_field(self) -> None:
        """Offer the merge fields where one writes: in the subject, else in the body."""
        if self._mine:
            self.completer.insert(self.subject if self.subject.hasFocus() else self.body)

    def set_fallback(self, name: str) -> None:
        """Give a field a fallback, and put the cursor where it is to be written."""
        if self._mine and not put_fallback(self.subject, name):
            put_fallback(self.body, name)

    def _tell(self) -> None:
        """Documents tell also of words that only look different now."""
        if self._filling or not self.body.is_settled:
            return
        written = self.written()
        if written != self._told:
            self._told = self._whole = written
            self.changed.emit()

    def _on_moved(self) -> None:
        if self._is_open and open_field(self.body) is None and open_field(self.subject) is None:
            self._is_open = False
            self.finished.emit()

    def _on_settled(self) -> None:
        """All of a text is there; meanwhile something else may have been written."""
        if not self.body.is_settled or self._filling:
            return
        if self._coming:
            self._coming = False
            self._told = replace(self._told, lines=self.body.raw_lines())
        self._tell()
        self.body.setReadOnly(not self._mine)

    def _on_html(self, markup: str, own: bool) -> None:
        """Pasted: what is from elsewhere is made harmless first, off the window's thread."""
        drafts, cursor = self._ctx.services.drafts, self.body.textCursor()

        def clean() -> tuple[Line, ...]:
            return read(markup if own else drafts.clean(markup))

        def put(lines: tuple[Line, ...]) -> None:
            self.body.put(with_pictures(lines, ()), QTextCursor(cursor))

        self._ctx.ops.run_query(self, clean, put)

    def _on_link(self, words: str, address: str) -> None:
        popup = LinkPopup(self._ctx.theme, self, words, address)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.chosen.connect(self.body.set_link)
        at = self.body.cursorRect()
        at.moveTo(self.body.viewport().mapToGlobal(at.topLeft()))
        popup.show_below(at)

    def _no_pictures(self) -> None:
        self._ctx.notices.say(tr("A template has words alone: pictures and files go into the mail"))

    def _connect(self) -> None:
        self.name.edit.textEdited.connect(lambda _text: self._tell())
        self.category.lineEdit().editingFinished.connect(self.commit)
        self.category.activated.connect(lambda _at: self.commit())
        self.tone.chosen.connect(lambda _key: self._tell())
        self.subject.textChanged.connect(self._tell)
        self.subject.left.connect(self.body.setFocus)
        self.body.document().contentsChanged.connect(self._tell)
        self.body.settled.connect(self._on_settled)
        self.body.html_pasted.connect(self._on_html)
        self.body.link_wanted.connect(self._on_link)
        self.body.picture_pasted.connect(lambda _image: self._no_pictures())
        self.body.files_dropped.connect(lambda _paths: self._no_pictures())
        for edit in (self.body, self.subject):
            edit.cursorPositionChanged.connect(self._on_moved)
        self.insert.clicked.connect(self.insert_field)
        self.copy.clicked.connect(self.copy_wanted)

    def _lay_out(self) -> None:
        themes = self._ctx.theme
        top = QHBoxLayout()
        top.setSpacing(12)
        up = Qt.AlignmentFlag.AlignTop
        top.addWidget(self.name, 1, up)
        top.addWidget(_titled(tr("Category"), self.category), 0, up)
        tones = QHBoxLayout()
        tones.addWidget(self.tone)
        tones.addStretch()
        box = _BodyBox(themes, self.body)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        self.format.row.addWidget(self.insert)
        inside.addWidget(self.format)
        inside.addWidget(hairline())
        inside.addWidget(self.body, 1)
        inside.addWidget(hairline())
        inside.addWidget(self.foot)
        theirs = QHBoxLayout()
        theirs.setSpacing(8)
        theirs.addWidget(self.not_mine, 1)
        theirs.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(14)
        column.addLayout(theirs)
        column.addLayout(top)
        column.addLayout(_titled_row(tr("Tone"), tones))
        column.addWidget(_titled(tr("Subject"), self.subject))
        column.addWidget(_titled(tr("Body"), box, stretch=True), 1)
        self.setMinimumWidth(400)


def _titled(title: str, widget: QWidget, *, stretch: bool = False) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(5)
    column.addWidget(label(title, "field"))
    column.addWidget(widget, 1 if stretch else 0)
    return made


def _titled_row(title: str, row: QHBoxLayout) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(5)
    column.addWidget(label(title, "field"))
    column.addLayout(row)
    return column


class _CategoryBox(QComboBox):
    """With the caret of our other fields."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        place = QPoint(self.width() - 22, self.height() // 2 - 6)
        ink = self._themes.now.text.tertiary
        painter = painter_on(self)
        self._themes.draw_glyph(painter, place.x(), place.y(), 12, "ph.caret-down", ink)


def _category_box(themes: Themes) -> QComboBox:
    """The categories there are, or a new one."""
    made = _CategoryBox(themes)
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    made.setAccessibleName(tr("Category"))
    made.setFixedSize(_CATEGORY, themes.now.size.field)
    made.lineEdit().setPlaceholderText(tr("No category"))
    made.lineEdit().setProperty("bare", True)
    made.lineEdit().setMaxLength(200)
    completer = made.completer()
    completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return made
