"""Changes one condition: its field, its operator, its value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.lead_fields import Field, LeadFields
from desktop_app.domain.lead_filters import OPS, TAKES, Condition, Op, Takes
from desktop_app.domain.lead_terms import LanguageError, read_value, show_typed
from desktop_app.domain.lead_words import (
    beginning_with,
    choice_words,
    field_title,
    op_words,
)
from desktop_app.ui.leads.dropdown import Dropdown, PickList
from desktop_app.ui.leads.filter_chip import Segment
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.buttons import Button, Check, Look, Segmented, Size
from desktop_app.ui.widgets.fields import repolish
from desktop_app.ui.widgets.labels import label
from desktop_app.ui.widgets.layouts import clear
from desktop_app.ui.widgets.scroll import scrolling

_UNITS = (("d", "days", 1), ("w", "weeks", 7), ("m", "months", 30))
_TALLEST = 240


class ConditionPopup(Dropdown):
    """Shows one step at a time, beginning with the segment that was pressed.

    Signals:
        applied: the condition, complete.
        others_wanted: the last row of the list of fields: several conditions of which any
            holds; offered where ``with_groups``.
    """

    applied = Signal(object)
    others_wanted = Signal()

    def __init__(
        self,
        themes: Themes,
        parent: QWidget,
        fields: LeadFields,
        today: date,
        condition: Condition | None = None,
        *,
        with_groups: bool = False,
    ) -> None:
        super().__init__(themes, parent, width=280)
        self._fields = fields
        self._today = today
        self._with_groups = with_groups
        self.condition = condition
        self.step: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(tr("Filter"))

    def begin(self, segment: int) -> None:
        """Fill it with a step, before it is shown."""
        asked = self.condition
        if asked is None or self._fields.get(asked.field) is None or segment == Segment.FIELD:
            self._ask_field()
        elif segment == Segment.OP or TAKES[asked.op] is Takes.NOTHING:
            self._ask_op()
        else:
            self._ask_value()

    # Steps

    def _ask_field(self) -> None:
        items = [(field.key, field_title(field)) for field in self._fields.all]
        if self._with_groups:
            items.append(("", tr("Any of several conditions…")))
        step = PickList(self._themes, tr("Fields"), items, find=tr("Find a field"))
        if self.condition is not None:
            step.choose(self.condition.field)
        step.picked.connect(self._on_field)
        self._show(step)

    def _ask_op(self) -> None:
        condition, field = self._chosen()
        items = [(str(op), op_words(op, field)) for op in OPS[field.kind]]
        step = PickList(self._themes, tr("Operators"), items)
        step.choose(str(condition.op))
        step.picked.connect(self._on_op)
        self._show(step)

    def _ask_value(self) -> None:
        condition, field = self._chosen()
        editor: ValueEditor
        if TAKES[condition.op] is Takes.WORDS:
            editor = ChoiceEditor(self._themes, field, condition)
        else:
            editor = LineEditor(self._themes, field, condition, self._today)
        editor.op_wanted.connect(self._ask_op)
        editor.done.connect(self._finish)
        self._show(editor)

    def _on_field(self, key: str) -> None:
        field = self._fields.get(key)
        if field is None:
            self.close()
            self.others_wanted.emit()
            return
        old = self.condition
        new = beginning_with(field)
        was = None if old is None else self._fields.get(old.field)
        if old is not None and was is not None and was.kind is field.kind:
            keeps = field.choices == was.choices
            new = replace(old, field=key) if keeps else replace(new, op=old.op)
        self.condition = new
        if len(OPS[field.kind]) > 1 and TAKES[new.op] is Takes.NOTHING:
            self._ask_op()
        else:
            self._ask_value()

    def _on_op(self, name: str) -> None:
        condition, field = self._chosen()
        op = Op(name)
        same = TAKES[op] is TAKES[condition.op] and condition.value not in (None, "", ())
        if TAKES[op] is Takes.NOTHING:
            self._finish(Condition(condition.field, op))
        elif same:
            self._finish(replace(condition, op=op))
        else:
            first = beginning_with(field)
            value = first.value if TAKES[first.op] is TAKES[op] else None
            self.condition = Condition(condition.field, op, value)
            self._ask_value()

    def _finish(self, condition: Condition) -> None:
        self.close()
        self.applied.emit(condition)

    def _chosen(self) -> tuple[Condition, Field]:
        condition = self.condition
        field = None if condition is None else self._fields.get(condition.field)
        if condition is None or field is None:
            raise RuntimeError("no field is chosen yet")
        return condition, field

    def _show(self, step: QWidget) -> None:
        clear(self.column)
        self.step = step
        self.column.addWidget(step)
        step.setFocus(Qt.FocusReason.PopupFocusReason)
        if self.isVisible():
            step.show()
            self.adjustSize()
            step.setFocus(Qt.FocusReason.PopupFocusReason)


class ValueEditor(QWidget):
    """Asks for a value; the line above says of what.

    Signals:
        done: the condition with its value.
        op_wanted: another operator is wanted first.
    """

    done = Signal(object)
    op_wanted = Signal()

    def __init__(self, themes: Themes, field: Field, condition: Condition) -> None:
        super().__init__()
        self._condition = condition
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 10, 12, 12)
        self.column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(label(field_title(field), "field"))
        self.op = Button(
            themes,
            op_words(condition.op, field),
            look=Look.GHOST,
            size=Size.SMALL,
            trailing_icon="ph.caret-down",
        )
        self.op.setAccessibleName(
            tr("Operator: {op_words}", op_words=op_words(condition.op, field))
        )
        self.op.clicked.connect(self.op_wanted)
        self.op.setEnabled(len(OPS[field.kind]) > 1)
        row.addWidget(self.op)
        row.addStretch()
        self.column.addLayout(row)
        self._apply = Button(themes, tr("Apply"), look=Look.PRIMARY, key="Enter")
        self._apply.clicked.connect(self.finish)

    def end(self) -> None:
        """The button at the foot, once everything else is there."""
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self._apply)
        self.column.addLayout(row)

    def finish(self) -> None:
        """Tell the condition, or say what is missing."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        else:
            super().keyPressEvent(event)


class LineEditor(ValueEditor):
    """A text, a number, a day, or a number of days with its unit."""

    def __init__(self, themes: Themes, field: Field, condition: Condition, today: date) -> None:
        super().__init__(themes, field, condition)
        self._today = today
        takes = TAKES[condition.op]
        self.edit = QLineEdit()
        self.edit.setFixedHeight(themes.now.size.field)
        self.edit.setAccessibleName(field_title(field))
        self.edit.setPlaceholderText(
            {Takes.DATE: tr("2026-01-31, yesterday"), Takes.NUMBER: "51", Takes.DAYS: "30"}.get(
                takes, tr("Words to look for")
            )
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.edit, 1)
        self.units: Segmented | None = None
        value = condition.value
        if takes is Takes.DAYS:
            self.units = Segmented(themes, [(key, words, "") for key, words, _ in _UNITS])
            row.addWidget(self.units)
            if isinstance(value, int) and value:
                key, _, size = next(u for u in reversed(_UNITS) if value % u[2] == 0)
                self.units.choose(key)
                value //= size
        self.column.addLayout(row)
        self.edit.setText(show_typed(value))
        self.edit.selectAll()
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.column.addWidget(self.error)
        self.end()
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(lambda _text: self._say(""))

    def finish(self) -> None:
        text = self.edit.text()
        if self.units is not None and text.strip().isdigit():
            text = f"{text.strip()}{self.units.value}"
        try:
            value = read_value(self._condition.op, text, self._today)
        except LanguageError as error:
            self._say(str(error))
            return
        self.done.emit(replace(self._condition, value=value))

    def _say(self, words: str) -> None:
        self.edit.setProperty("wrong", bool(words))
        repolish(self.edit)
        self.error.setText(words)
        self.error.setVisible(bool(words))
        self.window().adjustSize()


class ChoiceEditor(ValueEditor):
    """Several of a few words."""

    def __init__(self, themes: Themes, field: Field, condition: Condition) -> None:
        super().__init__(themes, field, condition)
        chosen = condition.value if isinstance(condition.value, tuple) else ()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(8)
        self.boxes: dict[str, Check] = {}
        for choice in field.choices:
            box = Check(themes, choice_words(choice, field))
            box.setChecked(choice in chosen)
            self.boxes[choice] = box
            column.addWidget(box)
        area: QScrollArea = scrolling(holder)
        area.setFixedHeight(min(holder.sizeHint().height() + 4, _TALLEST))
        self.column.addWidget(area)
        self.error = label(tr("Choose one or several."), "error")
        self.error.hide()
        self.column.addWidget(self.error)
        self.end()
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        boxes: Sequence[Check] = list(self.boxes.values())
        focused = next((at for at, box in enumerate(boxes) if box.hasFocus()), None)
        if step is not None and focused is not None:
            boxes[(focused + step) % len(boxes)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def finish(self) -> None:
        chosen = tuple(choice for choice, box in self.boxes.items() if box.isChecked())
        if not chosen:
            self.error.show()
            self.window().adjustSize()
            return
        self.done.emit(replace(self._condition, value=chosen))
