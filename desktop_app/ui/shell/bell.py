"""What became due: told once when it does, and listed behind the bell at the foot of the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.actions import due_words
from desktop_app.domain.changes import Kind
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.notifications import Notification, Told
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.system_notes import SystemNotes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Check
from desktop_app.ui.widgets.floating import Popover
from desktop_app.ui.widgets.focus import ring_on_focus
from desktop_app.ui.widgets.labels import hairline, label
from desktop_app.ui.widgets.layouts import clear, within

_SHOWN = 10
_LEAST = 3
_REST = 4  # rows' worth of the window that head, foot and the status bar take
_WIDTH = 400
_ROW = 52
_KINDS = Kind.NOTIFICATIONS | Kind.ACTIONS


class BellTeller(QObject):
    """Shows what became due, once. While the window is locked nothing is told: it waits.

    Args:
        place: the workspace; hidden while the window is locked.
    """

    def __init__(self, ctx: Context, place: QWidget, notes: SystemNotes | None = None) -> None:
        super().__init__(place)
        self._ctx = ctx
        self._place = place
        self._notes = notes or SystemNotes(self)
        ctx.bus.changed.connect(self._on_changed)
        place.installEventFilter(self)

    def look(self) -> None:
        """Take what is to be told, in the background."""
        if self._place.isVisible():
            self._ctx.ops.run_query(
                self, self._ctx.services.notifications.claim, self._tell, lambda _error: None
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._place and event.type() == QEvent.Type.Show:
            self.look()
        return False

    def _on_changed(self, news: Any) -> None:
        if news.kinds & Kind.NOTIFICATIONS:
            self.look()

    def _tell(self, told: Sequence[Told]) -> None:
        for each in told:
            if each.stays:
                self._ctx.notices.warn(each.title, each.text)
                continue
            words = f"{each.title}: {each.text}" if each.text else each.title
            self._notes.show(
                each.title,
                each.text,
                lambda lead=each.lead_id: self._open(lead),
                lambda words=words: self._ctx.notices.say(words.replace("\n", ", ")),
            )

    def _open(self, lead_id: UUID | None) -> None:
        window = self._place.window()
        window.show()
        window.raise_()
        window.activateWindow()
        if lead_id is not None:
            self._ctx.open_lead(lead_id)


class Bell(QAbstractButton):
    """The bell; a dot on it says that something became due and was not looked at."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.unseen = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        ring_on_focus(self, ctx.theme, 4)
        self.popover = BellPopover(ctx, self)
        self.clicked.connect(self._open)
        ctx.bus.changed.connect(self._on_changed)
        self.show_count(0)

    def refresh(self) -> None:
        """Count, in the background."""
        self._ctx.ops.run_query(
            self,
            self._ctx.services.notifications.unseen,
            self.show_count,
            lambda _error: None,  # the foot also tells that the database is away
            key="unseen",
        )

    def show_count(self, unseen: int) -> None:
        """How much was not looked at."""
        self.unseen = unseen
        words = (
            tr("Due: {unseen} not seen yet", unseen=numeral(unseen))
            if unseen
            else tr("Nothing new is due")
        )
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(28, self._ctx.theme.now.size.status_bar)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ctx.theme.now
        painter = painter_on(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            paint.ground(painter, theme, self.rect(), 4, theme.bg.pressed)
        x, y = (self.width() - 14) // 2, (self.height() - 14) // 2
        self._ctx.theme.draw_glyph(painter, x, y, 14, "ph.bell", theme.text.secondary)
        if self.unseen:
            paint.rounded(painter, QRect(x + 8, y, 6, 6).toRectF(), 3, theme.semantic.danger.fg)

    def _open(self) -> None:
        self._ctx.ops.run_query(self, self._ctx.services.notifications.list, self._show, key="list")

    def _show(self, rows: Sequence[Notification]) -> None:
        self.popover.show_rows(rows)
        self.popover.show_above(self)
        service = self._ctx.services.notifications
        if fresh := [each.id for each in rows if each.seen_at is None]:
            self._ctx.ops.run_command(self, lambda: service.seen(fresh))

    def _on_changed(self, news: Any) -> None:
        if news.kinds & _KINDS:
            self.refresh()


class BellPopover(Popover):
    """What became due and is still to be done, the newest first; the rest as a number."""

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        super().__init__(ctx.theme, parent, width=_WIDTH)
        self._ctx = ctx
        self.rows: list[BellRow] = []
        self.column.addLayout(within(label(tr("Due"), "heading"), 16, 12, 16, 12))
        self.column.addWidget(hairline())
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.column.addLayout(self._list)
        self.column.addWidget(hairline())
        self.shown = Check(ctx.theme, tr("Show a message when something is due"))
        self.shown.clicked.connect(self._choose)
        self.column.addLayout(within(self.shown, 16, 10, 16, 10))

    def show_rows(self, rows: Sequence[Notification]) -> None:
        """Fill it."""
        clear(self._list)
        room = self.parentWidget().window().height() // _ROW - _REST
        shown = min(_SHOWN, max(_LEAST, room))
        self.rows = [BellRow(self._ctx, each) for each in rows[:shown]]
        for row in self.rows:
            row.clicked.connect(self.close)
            self._list.addWidget(row)
        more = len(rows) - len(self.rows)
        words = (
            tr("{more} more", more=numeral(more)) if more else "" if rows else tr("Nothing is due.")
        )
        if words:
            self._list.addLayout(within(label(words, "small"), 16, 10, 16, 10))
        self._ctx.ops.run_query(
            self, self._ctx.services.notifications.are_shown, self.shown.setChecked, key="shown"
        )

    def _choose(self) -> None:
        wanted, service = self.shown.isChecked(), self._ctx.services.notifications
        self._ctx.ops.run_command(self, lambda: service.show(wanted))


class BellRow(QAbstractButton):
    """One action that became due; pressing it opens its lead."""

    def __init__(self, ctx: Context, shown: Notification) -> None:
        super().__init__()
        self._ctx = ctx
        self.shown = shown
        now = ctx.now()
        self.when = due_words(ctx.local(shown.due_at), now)
        self.setText(shown.title)
        self.setAccessibleName(", ".join(filter(None, (shown.title, shown.text, self.when))))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(_ROW)
        ring_on_focus(self, ctx.theme, 4)
        self.clicked.connect(self._open)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ctx.theme.now
        painter = painter_on(self)
        if self.underMouse() or self.isDown():
            paint.ground(painter, theme, self.rect(), 0, theme.bg.hover)
        small = theme.font("small")
        width = paint.text_width(self.when, small)
        right = self.width() - 16
        title = QRect(16, 8, right - 28 - width, 18)
        font = theme.font("body", 500 if self.shown.seen_at is None else 400)
        paint.text(painter, title, self.text(), font, theme.text.primary)
        when = QRect(right - width, 8, width, 18)
        paint.text(painter, when, self.when, small, theme.text.secondary, elide=False)
        line = QRect(16, 26, right - 16, 18)
        words = self.shown.text.partition("\n")[0]
        paint.text(painter, line, words, small, theme.text.secondary)

    def _open(self) -> None:
        if self.shown.lead_id is not None:
            self._ctx.open_lead(self.shown.lead_id)
