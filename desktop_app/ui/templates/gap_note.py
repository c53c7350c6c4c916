"""The warning over the preview: fields without a value, and what to do about them."""

from __future__ import annotations

import html

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.language import plural, tr
from desktop_app.ui.templates.words import joined
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import begins, painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, Size
from desktop_app.ui.widgets.labels import Glyph, label


class GapNote(QWidget):
    """Signals:
    value_wanted, fallback_wanted: for the first field that has no value.
    """

    value_wanted = Signal()
    fallback_wanted = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._kind = "warning"
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._glyph = Glyph(themes, "ph.warning-fill", "semantic.warning.solid")
        self.title = label("", "heading")
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.RichText)  # names in it stand out; all escaped
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("role", "body")
        begins(self.sentence)
        self.value = Button(themes, tr("Add a value"), size=Size.SMALL)
        self.fallback = Button(themes, tr("Set a fallback"), size=Size.SMALL)
        self.value.clicked.connect(self.value_wanted)
        self.fallback.clicked.connect(self.fallback_wanted)
        head = QHBoxLayout()
        head.setSpacing(7)
        head.addWidget(self._glyph)
        head.addWidget(self.title, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.value)
        buttons.addWidget(self.fallback)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 12)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.sentence)
        column.addSpacing(6)
        column.addLayout(buttons)
        themes.changed.connect(self._renew)
        self._renew()
        self.hide()

    def say_missing(self, missing: tuple[str, ...], who: str, *, mine: bool) -> None:
        """Which fields are empty for whom."""
        names = joined(tuple(f"<b>{html.escape(name)}</b>" for name in missing))
        self._say(
            "warning",
            plural("{n} fields have no value", "{n} field has no value", len(missing)),
            plural(
                "{names} are empty for {who}. The message can’t be sent until they have a value "
                "or a fallback.",
                "{names} is empty for {who}. The message can’t be sent until it has a value "
                "or a fallback.",
                len(missing),
                names=names,
                who=html.escape(who),
            ),
        )
        self.value.show()
        self.fallback.setVisible(mine)

    def say_fault(self, reason: str) -> None:
        """Why there is nothing to be seen."""
        self._say("danger", tr("It cannot be previewed"), html.escape(reason))
        self.value.hide()
        self.fallback.hide()

    def _say(self, kind: str, title: str, sentence: str) -> None:
        self._kind = kind
        glyph = "ph.warning-fill" if kind == "warning" else "ph.warning-circle-fill"
        self._glyph.set_glyph(glyph, f"semantic.{kind}.solid")
        self.title.setText(title)
        self.sentence.setText(sentence)
        self._renew()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        tint = getattr(theme.semantic, self._kind)
        paint.outlined(
            painter_on(self), QRectF(self.rect()), theme.radius.card, tint.bg, tint.border
        )

    def _renew(self) -> None:
        tint = getattr(self._themes.now.semantic, self._kind)
        self.title.setStyleSheet(f"color: {tint.fg.name()}")
        self.update()
