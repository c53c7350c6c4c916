"""The place of a composer below a conversation."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.outgoing import DraftRow, How
from desktop_app.ui.composer.composer import Composer
from desktop_app.ui.inbox.words import day_words
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.mirror import painter_on, sides
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.labels import ElidedLabel, Glyph

_MARGIN = 16
_LINES = 9  # of text, where there is room for them
_FEW_LINES = 4  # in a window of little height
_KINDS = {
    How.NEW: tr("Draft"),
    How.REPLY: tr("Draft of a reply"),
    How.REPLY_ALL: tr("Draft of a reply to all"),
    How.FORWARD: tr("Draft of a forward"),
}


class Dock(QWidget):
    """Holds one composer, at most half as high as what it stands in; or says in one line that
    there is a draft.

    Args:
        host: the pane that it stands in.

    Signals:
        continue_wanted, discard_wanted: the draft's id.
    """

    continue_wanted = Signal(object)
    discard_wanted = Signal(object)

    def __init__(self, ctx: Context, host: QWidget) -> None:
        super().__init__()
        self._ctx = ctx
        self._host = host
        self.composer: Composer | None = None
        self._row: DraftRow | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_MARGIN + 1, 1, _MARGIN + 1, _MARGIN - 2)
        self._fit_soon = single_shot(self, 0, self._fit)
        self._band = self._make_band()
        self._column.addWidget(self._band)
        host.installEventFilter(self)
        ctx.notices.stand_above(self)
        ctx.theme.changed.connect(self._fit)
        self.hide()

    def hold(self, composer: Composer) -> None:
        """Take a composer in."""
        self.composer = composer
        self._band.hide()
        self._column.addWidget(composer)
        for band in (composer.band, composer.rewrite_band):
            band.installEventFilter(self)  # the text keeps its lines where one comes or goes
        composer.show()
        self._fit()
        self.show()
        self.update()

    def release(self) -> None:
        """Let the composer go; it is not closed."""
        if self.composer is not None:
            for band in (self.composer.band, self.composer.rewrite_band):
                band.removeEventFilter(self)
            self._column.removeWidget(self.composer)
            self.composer = None
        self._fit()
        self.setVisible(self._row is not None)

    def show_draft(self, row: DraftRow | None) -> None:
        """Say that there is a draft, or nothing."""
        self._row = row
        if row is not None:
            at = day_words(row.changed_at, self._ctx.clock(), self._ctx.zone)
            said = f"{_KINDS[row.how]}, {at}"
            self._said.set_text(f"{said}: {row.snippet}" if row.snippet else said)
        self._band.setVisible(row is not None and self.composer is None)
        self._fit()
        self.setVisible(row is not None or self.composer is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._fit_soon.start()  # once it has its place, or has left it
        elif event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ctx.theme.now
        painter = painter_on(self)
        box = QRectF(self.rect()).adjusted(_MARGIN, 0, -_MARGIN, -(_MARGIN - 3))
        edge = theme.border.control if self.composer is not None else theme.border.default
        paint.outlined(painter, box, theme.radius.card, theme.bg.canvas, edge)

    def _make_band(self) -> QWidget:
        themes = self._ctx.theme
        band = QWidget()
        row = QHBoxLayout(band)
        row.setContentsMargins(*sides(12, 5, 6, 5))
        row.setSpacing(8)
        row.addWidget(Glyph(themes, "ph.note-pencil"))
        self._said = ElidedLabel(themes)
        row.addWidget(self._said, 1)
        self.go_on = Button(themes, tr("Continue"), size=Size.SMALL)
        self.go_on.clicked.connect(lambda: self._row and self.continue_wanted.emit(self._row.id))
        discard = Button(themes, tr("Discard"), size=Size.SMALL, look=Look.GHOST)
        discard.clicked.connect(lambda: self._row and self.discard_wanted.emit(self._row.id))
        row.addWidget(self.go_on)
        row.addWidget(discard)
        band.hide()
        return band

    def _fit(self) -> None:
        if self.composer is None:
            self.setMinimumHeight(0)
            self.setMaximumHeight(16_777_215 if self._row is None else self.sizeHint().height())
            return
        theme = self._ctx.theme.now
        short = self.window().height() < theme.layout.short_below
        lines = _FEW_LINES if short else _LINES
        rest = self.composer.sizeHint().height() - self.composer.editor.sizeHint().height()
        wanted = rest + lines * theme.line("body") + 12 + _MARGIN
        pane = self._host.height() + (self.height() if self.isVisible() else 0)
        self.setFixedHeight(min(wanted, max(pane // 2, 180)))
