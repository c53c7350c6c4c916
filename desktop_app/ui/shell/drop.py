"""Files dragged over the window become imports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop_app.domain.language import tr
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import draw_words, painter_on
from desktop_app.ui.widgets import paint


def dropped_paths(mime: QMimeData) -> tuple[Path, ...]:
    """The local files and folders that a drag carries."""
    if not mime.hasUrls():
        return ()
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())


def drop_words(paths: Sequence[Path]) -> str:
    """What dropping would do: "Drop to import trade-fair.csv"."""
    if len(paths) == 1:
        return tr("Drop to import {name}", name=paths[0].name)
    return tr("Drop to import {count} files", count=len(paths))


class DropOverlay(QWidget):
    """Covers the window while files are dragged over it."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self.words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self, words: str) -> None:
        """Lie over the whole parent with these words."""
        self.words = words
        self.setAccessibleName(words)
        self.setGeometry(self.parentWidget().rect())
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        veil = theme.bg.canvas
        painter.setOpacity(0.94)
        painter.fillRect(self.rect(), veil)
        painter.setOpacity(1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.accent.solid, 2)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        frame = QRectF(self.rect()).adjusted(16, 16, -16, -16)
        painter.drawRoundedRect(frame, theme.radius.dialog, theme.radius.dialog)
        center = self.rect().center()
        tile = QRectF(center.x() - 24, center.y() - 52, 48, 48)
        paint.ground(painter, theme, tile, 12, theme.accent.soft)
        icon = "ph.download-simple"
        self._themes.draw_glyph(painter, tile.x() + 12, tile.y() + 12, 24, icon, theme.accent.text)
        painter.setFont(theme.font("title"))
        painter.setPen(theme.text.primary)
        below = self.rect().adjusted(24, 0, -24, 0)
        below.moveTop(center.y() + 8)
        below.setHeight(28)
        words = paint.elided(self.words, theme.font("title"), below.width())
        draw_words(painter, below, int(Qt.AlignmentFlag.AlignCenter), words)
        painter.setFont(theme.font())
        painter.setPen(theme.text.secondary)
        below.translate(0, 28)
        hint = tr("Leads from CSV, Excel or vCard, mail from mbox, .eml or a mail folder")
        draw_words(painter, below, int(Qt.AlignmentFlag.AlignCenter), hint)
