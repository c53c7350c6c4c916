"""A mail merge before it is sent: the template, who gets it, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.ids import IdList
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.mail_merge import MergeReport
from desktop_app.ui.leads.bulk import Chosen
from desktop_app.ui.mail_merge.pace_form import PaceForm
from desktop_app.ui.mail_merge.preview import MailPreview
from desktop_app.ui.mail_merge.report import ReportList
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.mirror import sides
from desktop_app.ui.widgets.buttons import Button, Check, Look, Size
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.dialogs import ask_first
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import label
from desktop_app.ui.widgets.scroll import scrolling

_WIDTH, _HEIGHT = 1040, 720
_SIDE = 340


def show_mail_merge(
    ctx: Context, parent: QWidget, chosen: Chosen, template_id: UUID | None = None
) -> None:
    """Read the templates, and open a merge to these leads over ``parent``.

    Args:
        template_id: the one to begin with; None: the first one.
    """
    services = ctx.services

    def show(found: tuple[Any, Any, IdList]) -> None:
        templates, senders, ids = found
        if not templates:
            ctx.notices.error(
                Fault(
                    tr("There is no template yet."),
                    tr("Make one in Templates; then write to many."),
                )
            )
            return
        dialog = MailMergeDialog(ctx, parent.window(), templates, senders, ids, template_id)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    ctx.ops.run_query(
        parent,
        lambda: (services.templates.list(), services.mail_merges.senders(), chosen.resolve()),
        show,
        key="mail merge",
    )


class MailMergeDialog(Dialog):
    """At the left what is sent, to whom and when, at the right the mail to each.

    Args:
        templates: what there is to choose from.
        senders: addresses that can be written from.
        ids: the leads.
    """

    sender: Choice

    def __init__(
        self,
        ctx: Context,
        parent: QWidget,
        templates: Sequence[Any],
        senders: Sequence[str],
        ids: IdList,
        template_id: UUID | None = None,
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._templates = tuple(templates)
        self._ids = ids
        self.merge_id: UUID | None = None
        self.report: MergeReport | None = None
        self._sent = False
        self.setWindowTitle(tr("Mail merge"))
        self.setModal(True)
        self._build(senders)
        room = parent.size()
        self.resize(min(_WIDTH, room.width() - 40), min(_HEIGHT, room.height() - 40))
        first = next((at for at, each in enumerate(self._templates) if each.id == template_id), 0)
        self.template.setCurrentIndex(first)
        self.template.currentIndexChanged.connect(self._begin)
        self._begin()

    # What is sent

    def _begin(self) -> None:
        """Begin a merge with the template that is chosen."""
        template = self._templates[self.template.currentIndex()]
        self._set_ready(None)
        self.preview.save()
        self.preview.when_saved(lambda: self._begin_with(template))

    def _begin_with(self, template: Any) -> None:
        """What was written for single leads is saved: it is carried over."""
        if template is not self._templates[self.template.currentIndex()]:
            return  # another one was chosen while the last words were being saved
        service, ids, wanted = self._ctx.services.mail_merges, self._ids, self.opt_out.isChecked()
        before = self.merge_id
        self.preview.setEnabled(False)  # what is typed now would be too late to be carried over

        def begin() -> tuple[UUID, bool]:
            merge = service.begin(
                template.text, template.name, ids, template_id=template.id, opt_out=wanted,
                instead_of=before,
            )  # fmt: skip
            return merge, wanted

        self._ctx.ops.run_query(self, begin, self._on_begun, self._on_error, key="begin")

    def _on_begun(self, begun: tuple[UUID, bool]) -> None:
        self.merge_id, opt_out = begun
        self.preview.setEnabled(True)
        self.preview.show_merge(self.merge_id, self._ids)
        if opt_out != self.opt_out.isChecked():
            self._on_opt_out(self.opt_out.isChecked())
        self._look()

    def _look(self) -> None:
        """See who can be written to."""
        merge = self.merge_id
        if merge is None:
            return
        service = self._ctx.services.mail_merges

        def show(report: MergeReport) -> None:
            if merge == self.merge_id:
                self._set_ready(report)

        self._ctx.ops.run_query(
            self, lambda: service.report(merge), show, self._on_error, key="report"
        )

    def _set_ready(self, report: MergeReport | None) -> None:
        self.report = report
        self.reasons.show_report(report)
        ready = report.ready if report is not None else 0
        self.go.setEnabled(bool(ready))
        self.go.setText(tr("Send") if not ready else tr("Send 1 mail") if ready == 1 else
                        tr("Send {ready} mails", ready=numeral(ready)))  # fmt: skip
        self._say_end()

    def _say_end(self) -> None:
        report = self.report
        if report is None or not report.ready:
            self.pace.say_end(None)
            return
        service, pace, starts = self._ctx.services.mail_merges, self.pace.pace(), self.pace.starts
        sender, count = self._from(), report.ready

        def show(end: datetime) -> None:
            self.pace.say_end(end)

        self._ctx.ops.run_query(
            self, lambda: service.ends_at(pace, starts, count, sender), show, key="end"
        )

    def _from(self) -> str:
        return self.sender.currentText() if self.sender.isEnabled() else ""

    def _on_opt_out(self, wanted: bool) -> None:
        merge = self.merge_id
        if merge is None:
            return
        service = self._ctx.services.mail_merges

        def done(_changes: object) -> None:
            self.preview.refresh()

        self._ctx.ops.run_command(
            self, lambda: service.set_opt_out(merge, wanted), done, self._on_error
        )

    # Sending

    def send(self) -> None:
        """Have it put into the outbox."""
        if self.merge_id is None or not self.go.isEnabled():
            return
        self.go.setEnabled(False)
        self.trouble.hide()
        self.preview.save()
        self.preview.when_saved(self._send_saved)

    def _send_saved(self) -> None:
        """All that was typed is saved, and goes out; or it could not be, and nothing goes."""
        merge = self.merge_id
        if merge is None:
            return
        if unsaved := self.preview.unsaved:
            self.preview.show_lead(unsaved[0])
            self._say_trouble(
                tr("What you wrote for this lead could not be saved. Nothing was sent."), go=True
            )
            return
        service, pace, starts = self._ctx.services.mail_merges, self.pace.pace(), self.pace.starts
        sender = self._from()
        self._ctx.ops.run_command(
            self,
            lambda: service.send(merge, pace=pace, starts_at=starts, from_address=sender),
            self._on_sent,
            self._on_error,
        )

    def _on_sent(self, job: object) -> None:
        self._sent = True
        self.accept()
        self._ctx.expect_jobs([job])

    def reject(self) -> None:
        """Close without sending; what was written for single leads is asked about."""
        if self._sent or not self.preview.has_edits:
            super().reject()
            return
        ask_first(
            self,
            self._ctx.theme,
            tr("Close without sending?"),
            tr("What you wrote for single leads is not kept."),
            tr("Close"),
            lambda: QDialog.reject(self),
        )

    def _on_error(self, error: Exception) -> None:
        fault = Fault.of(error)
        self.preview.setEnabled(True)
        ready = self.report is not None and self.report.ready > 0
        self._say_trouble(f"{fault.title} {fault.advice}".strip(), go=ready)

    def _say_trouble(self, words: str, *, go: bool) -> None:
        self.trouble.setText(words)
        self.trouble.show()
        self.go.setEnabled(go)

    # Building

    def _build(self, senders: Sequence[str]) -> None:
        themes = self._ctx.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        count = len(self._ids)
        words = (
            tr("Write to 1 lead")
            if count == 1
            else tr("Write to {count} leads", count=numeral(count))
        )
        column.addWidget(label(words, "title"))
        row = QHBoxLayout()
        row.setSpacing(24)
        side = QWidget()
        left = QVBoxLayout(side)
        left.setContentsMargins(*sides(3, 3, 8, 3))
        left.setSpacing(6)
        left.addWidget(label(tr("Template"), "field"))
        self.template = Choice(themes, tr("Template"))
        for each in self._templates:
            self.template.addItem(
                f"{each.name}  ·  {each.category}" if each.category else each.name
            )
        left.addWidget(self.template)
        left.addSpacing(8)
        left.addWidget(label(tr("From"), "field"))
        self.sender = Choice(themes, tr("From"))
        self.sender.addItems(list(senders) or [tr("No mailbox is connected yet")])
        self.sender.currentIndexChanged.connect(self._say_end)
        self.sender.setEnabled(bool(senders))
        left.addWidget(self.sender)
        left.addSpacing(8)
        self.opt_out = Check(themes, tr("Say at the end how to hear no more"))
        self.opt_out.setChecked(True)
        self.opt_out.toggled.connect(self._on_opt_out)
        left.addWidget(self.opt_out)
        left.addSpacing(10)
        self.pace = PaceForm(self._ctx)
        self.pace.changed.connect(self._say_end)
        left.addWidget(self.pace)
        left.addSpacing(10)
        self.reasons = ReportList(themes)
        self.reasons.wanted.connect(self._on_reason)
        left.addWidget(self.reasons)
        left.addStretch()
        area = scrolling(side)
        area.setFixedWidth(_SIDE)
        row.addWidget(area)
        self.preview = MailPreview(self._ctx)
        self.preview.changed.connect(self._look)
        row.addWidget(self.preview, 1)
        column.addLayout(row, 1)
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        column.addLayout(self._buttons())

    def _on_reason(self, lead_id: UUID) -> None:
        self.preview.show_lead(lead_id)

    def _buttons(self) -> QHBoxLayout:
        themes = self._ctx.theme
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(tr("Undo takes all of it back until the first one leaves."), "small"))
        row.addStretch()
        cancel = Button(themes, tr("Cancel"), size=Size.FIELD)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        self.go = Button(themes, tr("Send"), look=Look.PRIMARY, size=Size.FIELD)
        self.go.setEnabled(False)
        self.go.clicked.connect(self.send)
        row.addWidget(self.go)
        return row
