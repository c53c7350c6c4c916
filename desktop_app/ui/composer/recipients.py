"""To, Cc and Bcc: people as chips, and a line to type the next one in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from desktop_app.domain.address_completion import Candidate
from desktop_app.domain.drafting import all_people
from desktop_app.domain.language import tr
from desktop_app.domain.mail import Address
from desktop_app.domain.typed_people import read_people
from desktop_app.ui.composer.suggestions import Suggestions
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import along, as_painted, painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.flow import Flow
from desktop_app.ui.widgets.focus import ring_on_focus
from desktop_app.ui.widgets.labels import label

_FACE = 18
_ENDS = ",;"
_GAP = 4


class PersonChip(QWidget):
    """One recipient.

    Signals:
        removed, edit_wanted; stepped: Left (-1) or Right (1) was pressed.
    """

    removed = Signal()
    edit_wanted = Signal()
    stepped = Signal(int)

    def __init__(self, themes: Themes, person: Address) -> None:
        super().__init__()
        self._themes = themes
        self.person = person
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setToolTip(str(person) if self.is_good else tr("This is no address"))
        self.setAccessibleName(
            str(person) if self.is_good else tr("{person}, no address", person=person)
        )
        self.setAccessibleDescription(tr("Delete removes, Enter edits"))
        ring_on_focus(self, themes, themes.now.size.control_small // 2)

    @property
    def is_good(self) -> bool:
        """Whether it can be written to."""
        return bool(self.person.email)

    @property
    def _words(self) -> str:
        return self.person.name or self.person.email

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        width = paint.text_width(self._words, theme.font("small", 500))
        return QSize(
            min(width, 240) + 22 + (_FACE + 8 if self.is_good else 10), theme.size.control_small
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        box, tint = QRectF(self.rect()), theme.semantic.danger
        corner = self.height() / 2
        hot = self.underMouse() or self.hasFocus()
        if self.is_good:
            paint.ground(painter, theme, box, corner, theme.bg.pressed if hot else theme.bg.inset)
        else:
            paint.outlined(painter, box, corner, tint.bg, tint.border)
        left = 10
        if self.is_good:
            face = self.rect().adjusted(3, 0, 0, 0)
            face.setSize(QSize(_FACE, _FACE))
            face.moveTop((self.height() - _FACE) // 2)
            paint.avatar(painter, self._themes, face, self._words, None)
            left = _FACE + 8
        ink = theme.text.primary if self.is_good else tint.fg
        room = self.rect().adjusted(left, 0, -20, 0)
        paint.text(painter, room, self._words, theme.font("small", 500), ink)
        if hot:
            glyph = theme.text.secondary
            at = self.width() - 18
            self._themes.draw_glyph(painter, at, (self.height() - 12) // 2, 12, "ph.x", glyph)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._on_cross(
            event.position().toPoint()
        ):
            self.removed.emit()
        else:
            super().mousePressEvent(event)

    def _on_cross(self, place: QPoint) -> bool:
        return as_painted(self, place).x() > self.width() - 20

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.edit_wanted.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_wanted.emit()
        elif step := along(self, key):
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)


class _Line(QLineEdit):
    """Grows with what is typed in it."""

    def __init__(self, themes: Themes, name: str) -> None:
        super().__init__()
        self._themes = themes
        self.setAccessibleName(name)
        self.setProperty("bare", True)
        self.textChanged.connect(lambda _text: self.updateGeometry())

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        width = paint.text_width(self.text(), theme.font("body")) + 30
        return QSize(max(64, width), theme.size.control_small)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._themes.now.size.control_small)


class RecipientField(QWidget):
    """People of one kind.

    Signals:
        changed: there are others now, or something is typed.
    """

    changed = Signal()

    def __init__(self, ctx: Context, name: str, *, titled: bool = True) -> None:
        super().__init__()
        self._ctx = ctx
        self._name = name
        self._chips: list[PersonChip] = []
        self.line = _Line(ctx.theme, name)
        self._flow = Flow(ctx.theme.now.size.control_small, _GAP, above=0)
        self._suggestions = Suggestions(ctx.theme, self)
        self._suggestions.chosen.connect(self._on_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        if titled:
            title = label(name, "secondary")
            title.setBuddy(self.line)
            title.setFixedWidth(44)
            row.addWidget(title, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._flow, 1)
        self.setFocusProxy(self.line)
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._on_typed)
        ctx.theme.changed.connect(self._renew)
        self._place()

    @property
    def people(self) -> tuple[Address, ...]:
        """Those in chips, and what is still being typed where it names somebody."""
        typed = tuple(each for each in read_people(self.line.text()) if each.email)
        return tuple(chip.person for chip in self._chips if chip.is_good) + typed

    @property
    def everybody(self) -> tuple[Address, ...]:
        """As :attr:`people`, with the words that are no address yet, as names without one."""
        return tuple(chip.person for chip in self._chips) + read_people(self.line.text())

    @property
    def wrong(self) -> str:
        """Words that are no address, the first of them; "" when all can be written to."""
        rest = [chip.person for chip in self._chips if not chip.is_good]
        rest += [each for each in read_people(self.line.text()) if not each.email]
        return rest[0].name if rest else ""

    def show_people(self, people: Sequence[Address]) -> None:
        """Show other people, without telling."""
        self.line.clear()
        self._put(people)

    def show_before(self, people: Sequence[Address]) -> None:
        """Show people before those that are there, nobody twice; the line stays as it is."""
        self._put(all_people(people, [chip.person for chip in self._chips]))

    def _put(self, people: Sequence[Address]) -> None:
        self._chips = [self._chip(each) for each in people if each.name or each.email]
        self._place()

    def add(self, people: Sequence[Address]) -> None:
        """Add people at the end; nobody twice."""
        known = {chip.person.email for chip in self._chips if chip.is_good}
        for each in people:
            if not each.email or each.email not in known:
                known.add(each.email)
                self._chips.append(self._chip(each))
        self._place()
        self.changed.emit()

    def commit(self) -> None:
        """Make chips of what is typed."""
        self._suggestions.hide()
        typed = self.line.text()
        if typed.strip(" ,;"):
            self.line.clear()
            self.add(read_people(typed))
        elif typed:
            self.line.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        if event.type() == QEvent.Type.FocusOut:
            # A click on a suggestion takes no focus; all else ends what was typed.
            self.commit()
        return False

    # Inside

    def _on_key(self, event: QKeyEvent) -> bool:
        key, offered = event.key(), self._suggestions.isVisible()
        if offered and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._suggestions.step(1 if key == Qt.Key.Key_Down else -1)
            return True
        if offered and key == Qt.Key.Key_Escape:
            self._suggestions.hide()
            return True
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self._suggestions.take():
                self.commit()
            return True
        if plain and key == Qt.Key.Key_Tab and self.line.text().strip():
            # The suggestion, unless all of an address was typed; then on to the next field.
            if not (self._is_whole() or self._suggestions.take()) or self._is_whole():
                self.commit()
            return False
        at_start = self.line.cursorPosition() == 0 and not self.line.hasSelectedText()
        back = key == Qt.Key.Key_Backspace or along(self, key) < 0
        if back and at_start and self._chips:
            self._chips[-1].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def _is_whole(self) -> bool:
        people = read_people(self.line.text())
        return bool(people) and all(each.email for each in people)

    def _on_typed(self, text: str) -> None:
        self.changed.emit()
        ended = text.rstrip().endswith(tuple(_ENDS)) and text.count('"') % 2 == 0
        pasted = "\n" in text or (text.count("@") > 1 and text.endswith((">", " ")))
        if (ended and "@" in text) or pasted:
            self.commit()
            return
        wanted = text.strip()
        if not wanted:
            self._suggestions.hide()
            return
        addresses = self._ctx.services.addresses
        self._ctx.ops.run_query(
            self,
            lambda: addresses.complete(wanted),
            lambda found: self._on_found(wanted, found),
            lambda _error: self._suggestions.hide(),
            key="complete",
        )

    def _on_found(self, wanted: str, found: Sequence[Candidate]) -> None:
        if self.line.text().strip() != wanted or not self.line.hasFocus():
            return
        held = {chip.person.email for chip in self._chips}
        self._suggestions.offer([each for each in found if each.address not in held], self.line)

    def _on_chosen(self, candidate: Candidate) -> None:
        self._suggestions.hide()
        self.line.clear()
        self.add([candidate.person])
        announce(self, tr("{person} added", person=candidate.person))
        self.line.setFocus()

    def _chip(self, person: Address) -> PersonChip:
        chip = PersonChip(self._ctx.theme, person)
        chip.removed.connect(lambda: self._remove(chip))
        chip.edit_wanted.connect(lambda: self._edit(chip))
        chip.stepped.connect(lambda by: self._step(chip, by))
        return chip

    def _remove(self, chip: PersonChip) -> None:
        self._chips.remove(chip)
        self._place()
        self.line.setFocus()
        self.changed.emit()

    def _edit(self, chip: PersonChip) -> None:
        self._remove(chip)
        self.line.setText(str(chip.person))
        self.line.selectAll()

    def _step(self, chip: PersonChip, by: int) -> None:
        at = self._chips.index(chip) + by
        if at >= len(self._chips):
            self.line.setFocus()
        elif at >= 0:
            self._chips[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _place(self) -> None:
        self._flow.put([*self._chips, self.line])

    def _renew(self) -> None:
        self._flow.set_line(self._ctx.theme.now.size.control_small)
