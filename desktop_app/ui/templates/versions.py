"""Earlier versions of a template: what changed since, by words, and how to get one back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from desktop_app.domain.language import stamped, tr
from desktop_app.domain.template_diff import DiffKind, DiffPiece, diff
from desktop_app.domain.template_text import lines_of, text_of
from desktop_app.domain.templates import Template, TemplateText, TemplateVersion
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import label
from desktop_app.ui.widgets.row_list import Row, RowList

_SLICE = 2_000  # pieces that are shown at most


@dataclass(frozen=True, slots=True)
class _Read:
    versions: tuple[TemplateVersion, ...]
    now: Template


class TemplateVersions(Dialog):
    """A list of moments, and what became of the text since the chosen one.

    Signals:
        chosen: the number of the version to be restored.
    """

    chosen = Signal(int)

    def __init__(self, ctx: Context, parent: QWidget, template: Template) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._template = template
        self._read: _Read | None = None
        self.setWindowTitle(tr("Earlier versions"))
        self.setModal(True)
        self.resize(760, 480)
        self.list = RowList(ctx.theme, tr("Versions"), most=7)
        self.list.setFixedWidth(230)
        self.list.selectionModel().currentChanged.connect(lambda _now, _was: self._look())
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setProperty("field", True)
        self.text.setAccessibleName(tr("What changed since this version"))
        self.hint = label("", "small")
        panes = QHBoxLayout()
        panes.setSpacing(16)
        panes.addWidget(self.list, 0, Qt.AlignmentFlag.AlignTop)
        panes.addWidget(self.text, 1)
        self.take = Button(
            ctx.theme, tr("Restore this version"), look=Look.PRIMARY, size=Size.FIELD
        )
        self.take.clicked.connect(self._take)
        self.take.setEnabled(False)
        close = Button(ctx.theme, tr("Cancel"), size=Size.FIELD)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.hint)
        buttons.addStretch()
        buttons.addWidget(close)
        buttons.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(tr("Earlier versions of “{name}”", name=template.name), "title"))
        column.addLayout(panes, 1)
        column.addLayout(buttons)

    def load(self) -> None:
        """Read the versions."""
        templates, template = self._ctx.services.templates, self._template

        def read() -> _Read:
            return _Read(templates.versions(template.id), templates.get(template.id) or template)

        self._ctx.ops.run_query(self, read, self._on_read)

    def _on_read(self, read: _Read) -> None:
        self._read = read
        self.list.put([self._row(each, at) for at, each in enumerate(read.versions)])
        self._look()

    def _row(self, version: TemplateVersion, at: int) -> Row:
        when = stamped(self._ctx.local(version.at))
        name = version.name if version.name != self._template.name else version.text.subject
        return Row(str(version.n), when, name, tag=tr("Now") if at == 0 else "")

    @property
    def _current(self) -> TemplateVersion | None:
        versions: Sequence[TemplateVersion] = self._read.versions if self._read else ()
        return next((each for each in versions if str(each.n) == self.list.current_key), None)

    def _look(self) -> None:
        """Find what changed since the chosen version."""
        version, read = self._current, self._read
        self.take.setEnabled(False)
        if version is None or read is None:
            self.text.clear()
            return
        now, is_newest = read.now, version is read.versions[0]

        def compare() -> tuple[DiffPiece, ...]:
            return diff(whole(version.name, version.text), whole(now.name, now.text))

        def show(pieces: tuple[DiffPiece, ...]) -> None:
            self._show(pieces)
            self.take.setEnabled(not is_newest)
            changed = any(piece.kind is not DiffKind.SAME for piece in pieces)
            said = tr("Green was written since, red was taken out.")
            self.hint.setText(said if changed else tr("This is the text now."))

        self._ctx.ops.run_query(self, compare, show, key="compare")

    def _show(self, pieces: Sequence[DiffPiece]) -> None:
        theme = self._ctx.theme.now
        self.text.clear()
        cursor = QTextCursor(self.text.document())
        cursor.beginEditBlock()
        for piece in pieces[:_SLICE]:
            form = QTextCharFormat()
            if piece.kind is DiffKind.ADDED:
                form.setForeground(theme.semantic.success.fg)
                form.setBackground(theme.semantic.success.bg)
            elif piece.kind is DiffKind.REMOVED:
                form.setForeground(theme.semantic.danger.fg)
                form.setBackground(theme.semantic.danger.bg)
                form.setFontStrikeOut(True)
            cursor.insertText(piece.text, form)
        cursor.endEditBlock()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _take(self) -> None:
        if (version := self._current) is not None:
            self.chosen.emit(version.n)
            self.accept()


def whole(name: str, text: TemplateText) -> str:
    """A template as one text, for comparing. Reads markup: not for the window's thread."""
    return f"{name}\n{text.subject}\n\n{text_of(lines_of(text.body))}"
