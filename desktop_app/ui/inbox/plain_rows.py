"""The painted rows of a plain-text thread: heads, folded messages, pills."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from desktop_app.domain.inbox import MessageHead
from desktop_app.domain.language import plural, tr
from desktop_app.ui.inbox import words
from desktop_app.ui.inbox.bands import Band
from desktop_app.ui.inbox.document import Reading
from desktop_app.ui.inbox.reader_scheme import Verb
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import as_painted, painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Size, icon_button
from desktop_app.ui.widgets.focus import ring_on_focus
from desktop_app.ui.widgets.labels import Glyph, Link, Paragraph


class _Row(QWidget):
    """A painted row of the thread that is pressed with mouse, Enter or Space."""

    pressed = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ring_on_focus(self, themes, 4)
        themes.changed.connect(self.updateGeometry)

    def height_for_theme(self) -> int:
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        return QSize(200, self.height_for_theme())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height_for_theme())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def underline(self, painter: QPainter) -> None:
        y = self.height() - 1
        painter.fillRect(0, y, self.width(), 1, self._themes.now.border.subtle)


class EarlierRow(_Row):
    """The pill "Show n earlier messages"."""

    def __init__(
        self, themes: Themes, heads: tuple[MessageHead, ...], reading: Reading, shown: bool
    ) -> None:
        super().__init__(themes)
        count = plural("{n} earlier messages", "{n} earlier message", len(heads))
        self.words = tr("Hide {what}", what=count) if shown else tr("Show {what}", what=count)
        self._since = words.since_words(heads[0].at, reading.now, reading.zone)
        self._shown = shown
        self.setAccessibleName(f"{self.words}, {self._since}")

    def height_for_theme(self) -> int:
        return self._themes.now.line("small") + 18

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        font = theme.font("small", 500)
        width = 9 + 12 + 6 + paint.text_width(self.words, font) + 9
        height = theme.line("small") + 4
        middle = (self.height() - 1) // 2
        box = QRectF(0, middle - height // 2, width, height)
        ground = theme.bg.pressed if self.underMouse() else theme.bg.inset
        paint.ground(painter, theme, box, height / 2, ground)
        glyph = "ph.caret-double-down" if self._shown else "ph.caret-double-up"
        self._themes.draw_glyph(painter, 9, middle - 6, 12, glyph, theme.text.secondary)
        rect = QRect(27, 0, width, self.height() - 1)
        paint.text(painter, rect, self.words, font, theme.text.secondary, elide=False)
        rect = QRect(width + 8, 0, self.width() - width - 8, self.height() - 1)
        small = theme.font("small", tabular=True)
        paint.text(painter, rect, self._since, small, theme.text.secondary, right=True)
        self.underline(painter)


class FoldedRow(_Row):
    """A message folded to one line."""

    def __init__(self, themes: Themes, head: MessageHead, reading: Reading) -> None:
        super().__init__(themes)
        self.head = head
        self._who = tr("You") if head.outbound else head.from_name or head.from_email
        self._when = words.day_words(head.at, reading.now, reading.zone)
        files = tr(", has attachments") if head.attachment_count else ""
        self.setAccessibleName(f"{self._who}, {self._when}{files}: {head.snippet}")

    def height_for_theme(self) -> int:
        return self._themes.now.size.collapsed_message

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        height = self.height() - 1
        if self.underMouse():
            paint.ground(painter, theme, QRect(0, 0, self.width(), height), 0, theme.bg.hover)
        name = self.head.from_name or self.head.from_email
        paint.avatar(painter, self._themes, QRect(0, (height - 24) // 2, 24, 24), name)
        small = theme.font("small", tabular=True)
        right = self.width() - paint.text_width(self._when, small)
        rect = QRect(right, 0, self.width() - right, height)
        paint.text(painter, rect, self._when, small, theme.text.secondary, elide=False)
        right -= 10
        if self.head.attachment_count:
            right -= 14
            y = height // 2 - 7
            self._themes.draw_glyph(painter, right, y, 14, "ph.paperclip", theme.text.tertiary)
            right -= 10
        strong = theme.font("bodyStrong")
        rect = QRect(34, 0, min(right - 34, int(self.width() * 0.4)), height)
        left = 34 + paint.text(painter, rect, self._who, strong, theme.text.primary) + 10
        rect = QRect(left, 0, right - left, height)
        paint.text(painter, rect, self.head.snippet, theme.font(), theme.text.secondary)
        self.underline(painter)


_TOOLS = 58  # px that the two buttons of a head take


class HeadRow(_Row):
    """The head of an unfolded message: who, to whom, when, and its two buttons.

    Args:
        with_tools: it has the buttons.

    Signals:
        asked: the Verb of a button.
        recipients_toggled: whether everybody it went to is to be shown.
    """

    asked = Signal(object)
    recipients_toggled = Signal(bool)

    def __init__(
        self, themes: Themes, head: MessageHead, reading: Reading, *, with_tools: bool = True
    ) -> None:
        super().__init__(themes)
        self.head = head
        self._tools = _TOOLS if with_tools else 0
        self._when = words.moment_words(head.at, reading.now, reading.zone)
        said = words.recipients_words(head.to, head.cc, reading.own)
        self.setAccessibleName(
            tr(
                "{value}, {when}, {said}. Fold message",
                value=head.from_name or head.from_email,
                when=self._when,
                said=said,
            )
        )
        self.recipients = RecipientsLine(themes, said, self)
        self.recipients.setVisible(bool(said))
        self.recipients.toggled.connect(self.recipients_toggled)
        if not with_tools:
            return
        tools = QHBoxLayout(self)
        tools.setContentsMargins(0, 14, 0, 6)
        tools.setSpacing(2)
        tools.addStretch(1)
        for icon, name, verb in (
            ("ph.arrow-bend-up-left", tr("Reply"), Verb.REPLY),
            ("ph.dots-three", tr("More"), Verb.MORE),
        ):
            button = icon_button(themes, icon, name, size=Size.SMALL)
            button.clicked.connect(lambda _on=False, each=verb: self.asked.emit(each))
            tools.addWidget(button)

    def height_for_theme(self) -> int:
        return 2 * self._themes.now.line("small") + 26

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_recipients()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._place_recipients()

    def _place_recipients(self) -> None:
        line = self._themes.now.line("small")
        when = paint.text_width(self._when, self._themes.now.font("small", tabular=True))
        room = self.width() - self._tools - when - 12 - 42
        width = min(self.recipients.sizeHint().width(), max(room, 0))
        self.recipients.setGeometry(as_painted(self, QRect(42, 14 + line, width, line)))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        line = theme.line("small")
        head = self.head
        name = head.from_name or head.from_email
        paint.avatar(painter, self._themes, QRect(0, 14 + line - 16, 32, 32), name)
        small = theme.font("small", tabular=True)
        width = paint.text_width(self._when, small)
        right = self.width() - self._tools - width
        rect = QRect(right, 14, width, 2 * line)
        paint.text(painter, rect, self._when, small, theme.text.secondary, elide=False)
        right -= 12
        rect = QRect(42, 14, right - 42, line)
        left = 42 + paint.text(
            painter, rect, name, theme.font("bodyStrong", 600), theme.text.primary
        )
        plain = theme.font("small")
        if head.from_name:
            rect = QRect(left + 4, 14, right - left - 4, line)
            paint.text(painter, rect, head.from_email, plain, theme.text.secondary)


class RecipientsLine(QAbstractButton):
    """To whom a message went, in a line that shows and hides everybody with their address."""

    def __init__(self, themes: Themes, said: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self.words = said
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(tr("Recipients: {said}", said=said))
        ring_on_focus(self, themes, themes.now.radius.tag)

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        return QSize(paint.text_width(self.words, theme.font("small")) + 17, theme.line("small"))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        ink = theme.text.primary if self.underMouse() else theme.text.secondary
        rect = QRect(0, 0, self.width() - 16, self.height())
        used = paint.text(painter, rect, self.words, theme.font("small"), ink)
        glyph = "ph.caret-up" if self.isChecked() else "ph.caret-down"
        self._themes.draw_glyph(painter, used + 4, self.height() // 2 - 6, 12, glyph, ink)


class QuotedPill(QAbstractButton):
    """Shows and hides what a message quotes."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Quoted text"))
        ring_on_focus(self, themes, themes.now.radius.tag)
        themes.changed.connect(self.updateGeometry)

    @property
    def words(self) -> str:
        said = tr("Hide quoted text") if self.isChecked() else tr("Show quoted text")
        return f"··· {said}"

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        return QSize(paint.text_width(self.words, theme.font("small")) + 16, theme.size.tag)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        ground = theme.bg.pressed if self.underMouse() else theme.bg.inset
        paint.ground(painter, theme, self.rect(), theme.radius.tag, ground)
        rect = QRect(7, 0, self.width() - 7, self.height())
        ink = theme.text.secondary
        paint.text(painter, rect, self.words, theme.font("small"), ink, elide=False)


class BandRow(QWidget):
    """A band as the document has it: icon, words, and links at the end."""

    asked = Signal(object)  # the Verb of a link

    def __init__(self, themes: Themes, band: Band) -> None:
        super().__init__()
        self._themes = themes
        self.band = band
        self.setAccessibleName(band.spoken)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 12, 7)
        row.setSpacing(10)
        row.addWidget(Glyph(themes, band.icon[0], band.icon[1], side=16))
        said = " · ".join(filter(None, (band.words, band.more)))
        self._words = Paragraph(themes, said, font="small", ink="text.secondary")
        row.addWidget(self._words, 1)
        self.links: list[Link] = []
        for words_, verb in band.links:
            row.addSpacing(6)
            link = Link(themes, words_, font="small")
            link.activated.connect(lambda each=verb: self.asked.emit(each))
            row.addWidget(link)
            self.links.append(link)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        box = QRectF(self.rect())
        paint.ground(painter_on(self), theme, box, theme.radius.control, theme.bg.inset)
