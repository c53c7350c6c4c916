"""What left for models, each time, byte for byte."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.language import numeral, stamped, tr
from desktop_app.domain.writing import CallState, ModelCall
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button, Size
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import Link, Paragraph, label
from desktop_app.ui.widgets.row_list import Row, RowList
from desktop_app.ui.writing.asking import exact_text

_PURPOSES = {
    "draft": tr("Draft"),
    "summary": tr("Summary"),
    "rewrite": tr("Other words"),
    "subject": tr("Subject"),
    "reading": tr("Reading a message"),
}
_LONGEST = timedelta(minutes=15)  # that a call takes
_STATES = {
    CallState.OPEN: tr("under way"),
    CallState.DONE: "",
    CallState.FAILED: tr("failed"),
    CallState.CANCELLED: tr("stopped"),
    CallState.REFUSED: tr("refused"),
    CallState.UNREACHED: tr("nothing left"),
}


class WhatLeft(Dialog):
    """A list of calls, and the text of the chosen one."""

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._calls: dict[str, ModelCall] = {}
        self.setWindowTitle(tr("What left"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 520)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(tr("What left for models"), "title"))
        self.nothing = Paragraph(
            ctx.theme, tr("Nothing was sent to a model yet."), ink="text.secondary"
        )
        self.nothing.hide()
        column.addWidget(self.nothing)
        self.list = RowList(ctx.theme, tr("Calls"), most=8)
        self.list.setFixedWidth(290)
        self.list.selectionModel().currentChanged.connect(lambda _now, _was: self._look())
        right = QVBoxLayout()
        right.setSpacing(8)
        self.about = Paragraph(ctx.theme, "", font="small", ink="text.secondary")
        self.text = exact_text("", tr("What was sent"))
        right.addWidget(self.about)
        right.addWidget(self.text, 1)
        self._panes = QWidget()
        panes = QHBoxLayout(self._panes)
        panes.setContentsMargins(0, 0, 0, 0)
        panes.setSpacing(16)
        panes.addWidget(self.list, 0, Qt.AlignmentFlag.AlignTop)
        panes.addLayout(right, 1)
        column.addWidget(self._panes, 1)
        column.addStretch()
        row = QHBoxLayout()
        self.hosts = QVBoxLayout()
        row.addLayout(self.hosts, 1)
        close = Button(ctx.theme, tr("Close"), size=Size.FIELD)
        close.clicked.connect(self.reject)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        writing = ctx.services.writing
        ctx.ops.run_query(self, writing.calls, self.show_calls, ctx.notices.error)
        ctx.ops.run_query(
            self, writing.agreed, self.show_hosts, ctx.notices.error, key="agreed hosts"
        )

    def show_calls(self, calls: Sequence[ModelCall]) -> None:
        """Show these, the newest first."""
        self._calls = {str(each.id): each for each in calls}
        self.list.put([self._row(each) for each in calls])
        self.nothing.setVisible(not calls)
        self._panes.setVisible(bool(calls))
        self._look()

    def show_hosts(self, hosts: Sequence[str]) -> None:
        """Of each host that was agreed to, that it can be taken back."""
        for host in hosts:
            link = Link(
                self._ctx.theme,
                tr("Ask again before anything goes to {host}", host=host),
                font="small",
            )
            link.activated.connect(lambda host=host, link=link: self._take_back(host, link))
            self.hosts.addWidget(link)

    def _take_back(self, host: str, link: Link) -> None:
        disagree = self._ctx.services.writing.disagree

        def done(_done: object) -> None:
            link.hide()

        self._ctx.ops.run_command(self, lambda: disagree(host), done, self._ctx.notices.error)

    def _row(self, call: ModelCall) -> Row:
        at = self._ctx.local(call.at)
        state = _STATES[call.state]
        if call.state is CallState.OPEN and self._ctx.clock() - call.at > _LONGEST:
            state = tr("end not known")  # its program was ended amid it
        purpose = _PURPOSES.get(call.purpose, call.purpose)
        return Row(
            str(call.id),
            f"{purpose}, {state}" if state else purpose,
            tr(
                "{at}, {bytes_out} bytes to {host}",
                at=stamped(at),
                bytes_out=numeral(call.bytes_out),
                host=call.host,
            ),
        )

    def _look(self) -> None:
        call = self._calls.get(self.list.current_key or "")
        if call is None:
            return
        parts = [
            tr(
                "{bytes_out} bytes went to {model} at {host}",
                bytes_out=numeral(call.bytes_out),
                model=call.model,
                host=call.host,
            ),
            tr("{bytes_in} came back", bytes_in=numeral(call.bytes_in)),
            tr("{tokens} tokens", tokens=numeral(call.tokens)),
        ]
        if call.state is CallState.UNREACHED:
            parts[0] = tr("Nothing reached {host}; this would have been sent", host=call.host)
        said = f"{', '.join(parts)}. {call.outcome}".strip()
        self.about.set_text(f"{said} SHA-256 {call.sha256}")
        self.text.setPlainText(call.text)
