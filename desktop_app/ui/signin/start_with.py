"""The second step of the first run: what should we start with?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.ui.mailboxes.form import MailboxForm
from desktop_app.ui.shell.bring_in import FILE_FILTER
from desktop_app.ui.shell.drop import dropped_paths
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on, sides
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Check, Size, icon_button
from desktop_app.ui.widgets.labels import ElidedLabel, Glyph, Link, hairline, label

_LEADS = {".csv", ".tsv", ".txt"}


class _Tile(QWidget):
    """The icon of a card on its square; green when the card is chosen."""

    def __init__(self, themes: Themes, icon: str) -> None:
        super().__init__()
        self._themes = themes
        self._icon = icon
        self.chosen = False
        self.setFixedSize(36, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        ground = theme.accent.soft if self.chosen else theme.bg.inset
        ink = theme.accent.text if self.chosen else theme.text.secondary
        paint.ground(painter, theme, self.rect(), 8, ground)
        self._themes.draw_glyph(painter, 9, 9, 18, self._icon, ink)


class Card(QWidget):
    """A choice with title, sentence and box; more of it shows while it is chosen.

    ``more`` is the widget for what shows then, None for none.
    """

    toggled = Signal(bool)

    def __init__(self, themes: Themes, icon: str, title: str, sentence: str) -> None:
        super().__init__()
        self._themes = themes
        self._more: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._tile = _Tile(themes, icon)
        row.addWidget(self._tile)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(title, "heading"))
        line = label(sentence, "small", wrap=True)
        words.addWidget(line)
        row.addLayout(words, 1)
        self.box = Check(themes)
        self.box.setAccessibleName(title)
        self.box.setAccessibleDescription(sentence)
        self.box.toggled.connect(self._on_toggled)
        row.addWidget(self.box)
        self._column.addLayout(row)

    @property
    def chosen(self) -> bool:
        return self.box.isChecked()

    def set_more(self, more: QWidget) -> None:
        self._more = more
        self._column.addWidget(more)
        more.setVisible(self.chosen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        more = self._more
        below = more is not None and more.isVisible() and event.position().y() >= more.y()
        if event.button() == Qt.MouseButton.LeftButton and not below:
            self.box.toggle()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        edge = theme.accent.solid if self.chosen else theme.border.default
        width = 2 if self.chosen else 1
        box = QRectF(self.rect())
        paint.outlined(painter, box, theme.radius.card, theme.bg.canvas, edge, width)

    def _on_toggled(self, on: bool) -> None:
        self._tile.chosen = on
        self._tile.update()
        if self._more is not None:
            self._more.setVisible(on)
        self.update()
        self.toggled.emit(on)


class DropZone(QWidget):
    """The dashed field that takes files by drop or by choosing.

    Signals:
        given: a tuple of paths.
    """

    given = Signal(object)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._over = False
        self.setAcceptDrops(True)
        self.setFixedHeight(40)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(4)
        row.addStretch()
        row.addWidget(Glyph(themes, "ph.upload-simple"))
        row.addSpacing(4)
        self._words = label(tr("Drop files here or"), "small")
        row.addWidget(self._words)
        self.choose = Link(themes, tr("choose files"), font="small")
        self.choose.activated.connect(self._on_choose)
        row.addWidget(self.choose)
        row.addStretch()

    def show_more(self, more: bool) -> None:
        self._words.setText(tr("Drop more files here or") if more else tr("Drop files here or"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()):
            self._over = True
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        event.acceptProposedAction()
        self.given.emit(dropped_paths(event.mimeData()))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.accent.solid if self._over else theme.border.control, 1)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.setBrush(theme.accent.soft if self._over else Qt.BrushStyle.NoBrush)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, theme.radius.control, theme.radius.control)

    def _on_choose(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, tr("Choose files"), "", FILE_FILTER)
        if paths:
            self.given.emit(tuple(Path(path) for path in paths))


class _FileRow(QWidget):
    """A chosen file with the cross that takes it out."""

    removed = Signal()

    def __init__(self, themes: Themes, path: Path) -> None:
        super().__init__()
        self._themes = themes
        self.setFixedHeight(36)
        row = QHBoxLayout(self)
        row.setContentsMargins(*sides(11, 0, 4, 0))
        row.setSpacing(8)
        leads = path.suffix.lower() in _LEADS
        glyph = "ph.table" if leads else "ph.folder-simple" if path.is_dir() else "ph.envelope"
        row.addWidget(Glyph(themes, glyph, "accent.text"))
        row.addWidget(ElidedLabel(themes, path.name, font="small", weight=500))
        row.addWidget(label(tr("Leads") if leads else tr("mail", "what a file holds"), "small"))
        row.addStretch()
        cross = icon_button(themes, "ph.x", tr("Leave out {name}", name=path.name), size=Size.SMALL)
        cross.clicked.connect(self.removed)
        row.addWidget(cross)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        box = QRectF(self.rect())
        paint.outlined(painter_on(self), box, theme.radius.control, None, theme.border.default)


class StartWith(QWidget):
    """Any mix of a mailbox, files and samples."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.paths: list[Path] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch()
        column.addWidget(label(tr("What should we start with?"), "display"))
        column.addSpacing(2)
        column.addWidget(
            label(
                tr("Pick one or more. You can add the rest later in Settings."),
                "secondary",
                wrap=True,
            )
        )
        column.addSpacing(18)
        self.mail = Card(
            themes,
            "ph.envelope-simple",
            tr("Connect a mailbox"),
            tr("Any IMAP and SMTP mailbox. Settings are found from your address."),
        )
        self.form: MailboxForm | None = None
        column.addWidget(self.mail)
        column.addSpacing(10)
        self.files = Card(
            themes,
            "ph.file-arrow-up",
            tr("Import CSV or mbox"),
            tr("Leads from a CSV file, older mail from an mbox file."),
        )
        self.files.set_more(self._make_files())
        column.addWidget(self.files)
        column.addSpacing(10)
        self.samples = Card(
            themes,
            "ph.compass",
            tr("Look around with sample data"),
            tr("62 invented leads with mail and actions. Remove it all in one step."),
        )
        column.addWidget(self.samples)
        column.addStretch()

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Take files in, each once, and choose their card."""
        for path in paths:
            if path not in self.paths:
                self.paths.append(path)
        self.files.box.setChecked(True)
        self._renew()

    def hold(self, form: MailboxForm) -> None:
        """Take the form of whoever has an account by now."""
        self.form = form
        more = QWidget()
        column = QVBoxLayout(more)
        column.setContentsMargins(*sides(48, 12, 0, 0))
        column.setSpacing(12)
        column.addWidget(hairline())
        column.addWidget(form)
        self.mail.set_more(more)
        # Made last, and yet reached right after the box that shows it.
        before: QWidget = self.mail.box
        for each in _stops(form):
            self.setTabOrder(before, each)
            before = each
        self.mail.toggled.connect(lambda on: form.focus_first() if on else None)

    def _make_files(self) -> QWidget:
        more = QWidget()
        column = QVBoxLayout(more)
        column.setContentsMargins(*sides(48, 12, 0, 0))
        column.setSpacing(6)
        column.addWidget(hairline())
        column.addSpacing(6)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        column.addLayout(self._list)
        self.zone = DropZone(self._themes)
        self.zone.given.connect(self.add_paths)
        column.addWidget(self.zone)
        return more

    def _renew(self) -> None:
        while self._list.count():
            widget = self._list.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for path in self.paths:
            row = _FileRow(self._themes, path)
            row.removed.connect(lambda each=path: self._remove(each))
            self._list.addWidget(row)
        self.zone.show_more(bool(self.paths))

    def _remove(self, path: Path) -> None:
        self.paths.remove(path)
        self._renew()


def _stops(form: QWidget) -> list[QWidget]:
    """Where Tab stops in a form, from top to bottom.

    Not along nextInFocusChain(): there PySide takes each widget for a child of the one before,
    and forgets it together with a part of Qt's own that the walk came by.
    """
    inside = form.findChildren(QWidget)
    return [each for each in inside if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
