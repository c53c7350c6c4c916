"""Earlier versions of a draft: looked at, and taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.domain.language import stamped, tr
from desktop_app.domain.outgoing import DraftContent, DraftRevision
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import label
from desktop_app.ui.widgets.row_list import Row, RowList


class Versions(Dialog):
    """A list of moments, and the text as it was at the chosen one.

    Signals:
        chosen: a :class:`DraftContent`.
    """

    chosen = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget, draft_id: UUID) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._draft_id = draft_id
        self._read: DraftContent | None = None  # the chosen one, once it is here
        self.setWindowTitle(tr("Earlier versions"))
        self.setModal(True)
        self.resize(720, 460)
        self.list = RowList(ctx.theme, tr("Versions"), most=7)
        self.list.setFixedWidth(220)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setProperty("field", True)
        self.text.setAccessibleName(tr("Text of the version"))
        self.list.selectionModel().currentChanged.connect(lambda _now, _was: self._look())
        panes = QHBoxLayout()
        panes.setSpacing(16)
        panes.addWidget(self.list)
        panes.addWidget(self.text, 1)
        self.take = Button(ctx.theme, tr("Go on with this one"), look=Look.PRIMARY, size=Size.FIELD)
        self.take.clicked.connect(self._take)
        close = Button(ctx.theme, tr("Cancel"), size=Size.FIELD)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(close)
        buttons.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(tr("Earlier versions"), "title"))
        column.addLayout(panes, 1)
        column.addLayout(buttons)
        self.take.setEnabled(False)

    def load(self) -> None:
        """Read the versions."""
        drafts, draft_id = self._ctx.services.drafts, self._draft_id
        self._ctx.ops.run_query(self, lambda: drafts.revisions(draft_id), self._on_listed)

    def _on_listed(self, found: Sequence[DraftRevision]) -> None:
        self.list.put(
            [
                Row(
                    str(each.n),
                    stamped(self._ctx.local(each.at), seconds=True),
                    " ".join(each.words.split())[:60],
                )
                for each in found
            ]
        )
        self._look()

    def _look(self) -> None:
        """Read the chosen version."""
        drafts, draft_id, key = self._ctx.services.drafts, self._draft_id, self.list.current_key
        self._show(None)
        if key:
            self._ctx.ops.run_query(
                self, lambda: drafts.revision(draft_id, int(key)), self._show, key="version"
            )

    def _show(self, content: DraftContent | None) -> None:
        self._read = content
        self.text.setPlainText(content.plain if content is not None else "")
        self.take.setEnabled(content is not None)

    def _take(self) -> None:
        if self._read is not None:
            self.chosen.emit(self._read)
            self.accept()
