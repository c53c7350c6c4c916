"""Earlier versions of a draft: looked at, and taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.domain.outgoing import DraftRevision
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.labels import label
from desktop_app.ui.widgets.row_list import Row, RowList

_MOST = 300


class Versions(QDialog):
    """A list of moments, and the text as it was at the chosen one.

    Signals:
        chosen: a :class:`DraftContent`.
    """

    chosen = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget, draft_id: UUID) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._draft_id = draft_id
        self._found: dict[str, DraftRevision] = {}
        self.setWindowTitle("Earlier versions")
        self.setModal(True)
        self.resize(720, 460)
        self.list = RowList(ctx.theme, "Versions", most=7)
        self.list.setFixedWidth(220)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setProperty("field", True)
        self.text.setAccessibleName("Text of the version")
        self.list.selectionModel().currentChanged.connect(lambda _now, _was: self._show())
        panes = QHBoxLayout()
        panes.setSpacing(16)
        panes.addWidget(self.list)
        panes.addWidget(self.text, 1)
        self.take = Button(ctx.theme, "Go on with this one", look=Look.PRIMARY, size=Size.FIELD)
        self.take.clicked.connect(self._take)
        close = Button(ctx.theme, "Cancel", size=Size.FIELD)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(close)
        buttons.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label("Earlier versions", "title"))
        column.addLayout(panes, 1)
        column.addLayout(buttons)
        self.take.setEnabled(False)

    def load(self) -> None:
        """Read the versions."""
        drafts, draft_id = self._ctx.services.drafts, self._draft_id
        self._ctx.ops.run_query(self, lambda: drafts.revisions(draft_id)[:_MOST], self._on_read)

    def _on_read(self, found: Sequence[DraftRevision]) -> None:
        self._found = {str(each.n): each for each in found}
        self.list.put(
            [
                Row(
                    str(each.n),
                    f"{self._ctx.local(each.at):%a %d %b, %H:%M:%S}",
                    " ".join(each.content.plain.split())[:60],
                )
                for each in found
            ]
        )
        self.take.setEnabled(bool(found))
        self._show()

    def _show(self) -> None:
        revision = self._found.get(self.list.current_key)
        self.text.setPlainText(revision.content.plain if revision is not None else "")

    def _take(self) -> None:
        revision = self._found.get(self.list.current_key)
        if revision is not None:
            self.chosen.emit(revision.content)
            self.accept()
