"""The files of a draft as chips, and a word where they become too much for a mail."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.inbox import Attachment
from desktop_app.domain.language import tr
from desktop_app.domain.outgoing import DraftFile
from desktop_app.domain.send_checks import LARGE
from desktop_app.ui.inbox.attachments import icon_of
from desktop_app.ui.inbox.words import size_words
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import as_painted, painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Size, icon_button
from desktop_app.ui.widgets.flow import Flow
from desktop_app.ui.widgets.focus import ring_on_focus
from desktop_app.ui.widgets.labels import label

_WIDEST = 300


class FileChip(QWidget):
    """One file of a draft.

    Signals:
        removed
    """

    removed = Signal()

    def __init__(self, themes: Themes, file: DraftFile) -> None:
        super().__init__()
        self._themes = themes
        self.file = file
        shown = Attachment(file.id, file.filename, file.size, file.content_type, file.url)
        self._glyph, self._token = icon_of(shown)
        self._size_words = size_words(file.size)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{file.filename}, {self._size_words}")
        self.setAccessibleDescription(tr("Delete removes it"))
        self.setToolTip(file.filename)
        ring_on_focus(self, themes, themes.now.radius.control)
        self._remove = icon_button(
            themes, "ph.x", tr("Remove {filename}", filename=file.filename), size=Size.SMALL
        )
        self._remove.setParent(self)
        self._remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._remove.clicked.connect(self.removed)

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        words = paint.text_width(self.file.filename, theme.font("small", 500))
        size = paint.text_width(self._size_words, theme.font("small"))
        width = 10 + 16 + 8 + words + 8 + size + 4 + theme.size.control_small + 2
        return QSize(min(width, _WIDEST), theme.size.attachment_in_reply)

    def resizeEvent(self, event: object) -> None:
        side = self._remove.sizeHint()
        corner = QPoint(self.width() - side.width() - 2, (self.height() - side.height()) // 2)
        self._remove.setGeometry(as_painted(self, QRect(corner, side)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        edge = theme.border.default
        paint.outlined(painter, QRectF(self.rect()), theme.radius.control, theme.bg.canvas, edge)
        middle = self.height() // 2
        self._themes.draw_glyph(painter, 10, middle - 8, 16, self._glyph, theme.color(self._token))
        small = theme.font("small")
        size = paint.text_width(self._size_words, small)
        room = self.width() - 34 - size - 12 - theme.size.control_small
        box = QRect(34, 0, room, self.height())
        name, bold = self.file.filename, theme.font("small", 500)
        used = paint.text(painter, box, name, bold, theme.text.primary)
        box = QRect(34 + used + 8, 0, size + 2, self.height())
        paint.text(painter, box, self._size_words, small, theme.text.tertiary, elide=False)


class FileStrip(QWidget):
    """The files below the text; hidden while there are none.

    Signals:
        removed: a :class:`DraftFile`.
    """

    removed = Signal(object)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._flow = Flow(themes.now.size.attachment_in_reply, 6)
        self._warning = label("", "middling", wrap=True)
        self._warning.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 2, 12, 4)
        column.setSpacing(4)
        column.addWidget(self._flow)
        column.addWidget(self._warning)
        themes.changed.connect(self._renew)
        self.hide()

    @property
    def warning(self) -> str:
        return "" if self._warning.isHidden() else self._warning.text()

    def _renew(self) -> None:
        self._flow.set_line(self._themes.now.size.attachment_in_reply)

    def show_files(self, files: Sequence[DraftFile]) -> None:
        """Show the files that are not pictures of the text; the size is that of all."""
        listed = [file for file in files if file.content_id is None]
        held = {chip.file: chip for chip in self._flow.held if isinstance(chip, FileChip)}
        chips = []
        for file in listed:
            chip = held.get(file)
            if chip is None:
                chip = FileChip(self._themes, file)
                chip.removed.connect(lambda each=file: self.removed.emit(each))
            chips.append(chip)
        self._flow.put(chips)
        size = sum(file.size for file in files)
        self._warning.setText(
            tr(
                "Together {size_words}: many mail servers refuse more than {size_words_2}. A "
                "link to the files travels better.",
                size_words=size_words(size),
                size_words_2=size_words(LARGE),
            )
        )
        self._warning.setVisible(size > LARGE)
        self.setVisible(bool(listed) or size > LARGE)
