"""What a view shows when it has nothing to show: empty, waiting, failed; and bands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.ui.ops import Fault
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on, sides
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, Look, Size, icon_button
from desktop_app.ui.widgets.labels import Glyph, KeyCap, Paragraph, label

_KEY = re.compile(r"\[([^\[\]]+)\]")  # of a foot: "Press [C]"


class IconTile(QWidget):
    """The icon of a state on its rounded square."""

    def __init__(self, themes: Themes, icon: str, *, danger: bool = False, side: int = 48) -> None:
        super().__init__()
        self._themes = themes
        self._icon = icon
        self._danger = danger
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        tint = theme.semantic.danger
        side = self.width()
        ground = tint.bg if self._danger else theme.bg.inset
        paint.ground(painter, theme, self.rect(), side / 4, ground)
        ink = tint.solid if self._danger else theme.text.secondary
        glyph = side // 2
        self._themes.draw_glyph(painter, side // 4, side // 4, glyph, self._icon, ink)


class EmptyState(QWidget):
    """One sentence and what to do.

    Args:
        actions: (words, icon, look, what to do) of each button; True and False as looks are
            the primary and the usual one.
        foot: a last line in which ``[C]`` becomes a key; not shown where its command has none.
    """

    def __init__(
        self,
        themes: Themes,
        icon: str,
        title: str,
        sentence: str,
        actions: Sequence[tuple[str, str, bool | Look, Callable[[], None]]] = (),
        *,
        foot: str = "",
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = title
        self.setAccessibleName(f"{title}. {sentence}")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.setSpacing(0)
        column.addStretch(3)
        center = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconTile(themes, icon, danger=danger), alignment=center)
        column.addSpacing(12)
        column.addWidget(label(title, "emptyTitle"), alignment=center)
        column.addSpacing(4)
        self._words = words = Paragraph(
            themes, sentence, ink="text.secondary", width=340, centred=True
        )
        column.addWidget(words, alignment=center)
        self.buttons: list[Button] = []
        if actions:
            column.addSpacing(16)
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addStretch()
            for words_of, icon_of, wanted, do in actions:
                usual = Look.PRIMARY if wanted is True else Look.DEFAULT
                look = wanted if isinstance(wanted, Look) else usual
                button = Button(themes, words_of, icon=icon_of, look=look)
                button.clicked.connect(lambda _checked=False, each=do: each())
                self.buttons.append(button)
                row.addWidget(button)
            row.addStretch()
            column.addLayout(row)
        if foot:
            column.addSpacing(14)
            column.addLayout(_foot(themes, foot))
        column.addStretch(4)

    def say(self, sentence: str) -> None:
        """Another sentence below the title; buttons and keys stay."""
        self._words.set_text(sentence)
        self.setAccessibleName(f"{self._title}. {sentence}")

    def minimumSizeHint(self) -> QSize:
        # The words follow the width; they must not keep a pane from getting narrower.
        return QSize(180, 160)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._words.setFixedWidth(max(120, min(340, self.width() - 48)))


def _foot(themes: Themes, words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(4)
    row.addStretch()
    before, *rest = _KEY.split(words, 1)
    key = themes.taught(rest[0]) if rest else ""
    if rest and not key:
        return row  # the command has no key any more, and the line nothing to say
    row.addWidget(label(before.strip(), "small"))
    if rest:
        row.addWidget(KeyCap(themes, key))
        row.addWidget(label(rest[1].strip(), "small"))
    row.addStretch()
    return row


def fault_page(themes: Themes, fault: Fault, retry: Callable[[], None]) -> EmptyState:
    """The page of a view that could not be read: what failed, what is safe, what to do."""
    actions: list[tuple[str, str, bool | Look, Callable[[], None]]] = [
        (tr("Try again"), "ph.arrow-clockwise", Look.DEFAULT, retry)
    ]
    if fault.details:
        actions.append(
            (tr("Copy details"), "ph.copy", Look.GHOST, lambda: copy_text(fault.details))
        )
    title = fault.title if fault.known else tr("This view could not be read")
    sentence = (
        fault.advice if fault.known else tr("The other screens still work. Nothing was changed.")
    )
    return EmptyState(themes, "ph.database", title, sentence, actions, danger=True)


def copy_text(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


class Skeleton(QWidget):
    """Rows of grey bars at the real row height, shown only after 200 ms of waiting."""

    def __init__(
        self,
        themes: Themes,
        row_height: int,
        *,
        circle: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._row_height = row_height
        self._circle = circle
        self._patience = single_shot(self, themes.now.motion.skeleton_delay, self.update)
        self.setAccessibleName(tr("Loading"))

    @property
    def drawn(self) -> bool:
        """Whether the bars show by now."""
        return self.isVisible() and not self._patience.isActive()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._patience.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._patience.isActive():
            return
        theme = self._themes.now
        painter = painter_on(self)
        height, width = self._row_height, self.width()
        side = 36 if self._circle and height > 60 else 22
        for number in range(self.height() // height + 1):
            top = number * height
            middle = top + height // 2
            face = QRect(16, middle - side // 2, side, side)
            paint.skeleton(painter, self._themes, face, side / 2 if self._circle else 5)
            part = (0.28, 0.2, 0.34, 0.24, 0.3)[number % 5]
            bar = QRect(16 + side + 12, middle - 4, int(width * part), 9)
            paint.skeleton(painter, self._themes, bar)
            if not self._circle:
                pill = QRect(width - 150, middle - 9, 54, 18)
                paint.skeleton(painter, self._themes, pill, 9)
                last = QRect(width - 84, middle - 4, 40 + (number * 13) % 24, 9)
                paint.skeleton(painter, self._themes, last)
            painter.fillRect(0, top + height - 1, width, 1, theme.border.subtle)


class NoticeBand(QWidget):
    """A band across a view: icon, what happened in bold, a sentence, what to do.

    Args:
        kind: ``danger``, ``warning`` or ``info``.
    """

    closed = Signal()

    _ICONS: ClassVar[Mapping[str, str]] = {
        "danger": "ph.warning-circle-fill",
        "warning": "ph.warning-fill",
        "info": "ph.info-fill",
    }

    def __init__(
        self,
        themes: Themes,
        kind: str,
        title: str,
        sentence: str = "",
        actions: Sequence[tuple[str, str, Callable[[], None]]] = (),
        *,
        icon: str = "",
        closable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._kind = kind
        self.title, self.sentence = title, sentence
        self.setAccessibleName(f"{title}. {sentence}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(*sides(16, 10, 12, 11))
        row.setSpacing(12)
        top = Qt.AlignmentFlag.AlignTop
        glyph = Glyph(themes, icon or self._ICONS[kind], f"semantic.{kind}.solid")
        glyph_box = QVBoxLayout()
        glyph_box.setContentsMargins(0, 2, 0, 0)
        glyph_box.addWidget(glyph)
        glyph_box.addStretch()
        row.addLayout(glyph_box)
        column = QVBoxLayout()
        column.setSpacing(0)
        self._title = label(title, "heading", wrap=True)
        column.addWidget(self._title)
        if sentence:
            column.addWidget(label(sentence, "body", wrap=True))
        if actions:
            column.addSpacing(8)
            buttons = QHBoxLayout()
            buttons.setSpacing(6)
            for at, (words, icon_of, do) in enumerate(actions):
                look = Look.DEFAULT if at == 0 and not icon_of else Look.GHOST
                button = Button(themes, words, icon=icon_of, look=look, size=Size.SMALL)
                button.clicked.connect(lambda _checked=False, each=do: each())
                buttons.addWidget(button)
            buttons.addStretch()
            column.addLayout(buttons)
        row.addLayout(column, 1)
        if closable:
            close = icon_button(themes, "ph.x", tr("Close"))
            close.clicked.connect(self.closed)
            row.addWidget(close, alignment=top)
        self._renew()
        themes.changed.connect(self._renew)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        tint = getattr(theme.semantic, self._kind)
        painter = painter_on(self)
        painter.fillRect(self.rect(), tint.bg)
        painter.fillRect(0, self.height() - 1, self.width(), 1, tint.border)

    def _renew(self) -> None:
        tint = getattr(self._themes.now.semantic, self._kind)
        self._title.setStyleSheet(f"color: {tint.fg.name()}")
