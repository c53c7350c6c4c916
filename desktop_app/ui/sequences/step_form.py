"""The form of the current step: its name, what it does, and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time
from uuid import UUID

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QPaintEvent, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.actions import COMMON_TYPES, type_words
from desktop_app.domain.language import tr
from desktop_app.domain.sequences import Step, Unit, Whose, Window
from desktop_app.ui.day_names import DAYS, SHORT_DAYS
from desktop_app.ui.sequences import words
from desktop_app.ui.sequences.step_card import GAP, paint_form_ground
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on, sides
from desktop_app.ui.widgets.buttons import Button, Check, Look, Segmented, Size, icon_button
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.fields import Field
from desktop_app.ui.widgets.flow import Flow
from desktop_app.ui.widgets.labels import label, set_role

_HALF_HOURS = tuple(time(hour, minute) for hour in range(24) for minute in (0, 30))
_UNITS = ((Unit.DAYS, tr("days")), (Unit.WORKING_DAYS, tr("working days")))
_CLOCKS = (
    (Whose.LEAD.value, tr("On the lead’s clock"), ""),
    (Whose.REP.value, tr("On your clock"), ""),
)


class StepForm(QWidget):
    """One form that goes from step to step.

    Signals:
        changed: the :class:`Step` as it is now.
        move_wanted: -1 or +1.
        delete_wanted: take the step out.
    """

    changed = Signal(object)
    move_wanted = Signal(int)
    delete_wanted = Signal()

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self._step = Step("")
        self._filling = True  # until all of it stands
        self._templates: Mapping[UUID, str] | None = None
        self.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(*sides(53, 2, 17, 14 + GAP))
        column.setSpacing(10)
        self.name = Field(themes, tr("Name"))
        self.name.edit.textEdited.connect(self._on_change)
        column.addWidget(self.name)
        column.addWidget(self._make_what())
        column.addLayout(self._make_delay())
        column.addLayout(self._make_hours())
        self.whose = Segmented(themes, _CLOCKS, tall=True)
        self.whose.setAccessibleName(tr("On whose clock"))
        self.whose.chosen.connect(self._on_change)
        column.addWidget(self.whose)
        column.addWidget(self._make_days())
        column.addLayout(self._make_foot())
        self._filling = False

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_form_ground(painter_on(self), self._themes, self.rect())

    @property
    def step(self) -> Step:
        """The step as it is written."""
        return self._step

    def show_templates(self, templates: Mapping[UUID, str] | None) -> None:
        """The templates there are, by id; None while nobody knows."""
        if templates != self._templates:
            self._templates = templates
            self._fill_templates()

    def show_step(self, step: Step, *, number: int, of: int) -> None:
        """Show a step.

        Args:
            number, of: which one it is, from 1, of how many.
        """
        self._step = step
        self._filling = True
        if self.name.text != step.name:
            self.name.edit.setText(step.name)
        self._title.setText(tr("Template") if step.is_mail else tr("What is to be done"))
        self.template.setVisible(step.is_mail)
        self._action.setVisible(not step.is_mail)
        self._fill_templates()
        self._fill_kinds()
        if self.text.toPlainText() != step.text:
            self.text.setPlainText(step.text)
        self.delay.setText(f"{step.delay}")
        _choose(self.unit, step.unit)
        self._since.setText(
            tr("Waits after a lead is in") if number == 1 else tr("Waits after the step before")
        )
        _offer(self.opens, step.window.opens, words.clock_words)
        _offer(self.closes, step.window.closes, words.closing_words)
        self.whose.choose(step.window.whose.value)
        for day, check in enumerate(self.days):
            check.setChecked(day in step.window.weekdays)
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < of)
        self._filling = False

    # Inside

    def _on_change(self, *_news: object) -> None:
        if self._filling:
            return
        step = self._step
        window = Window(
            self.opens.currentData(),
            self.closes.currentData(),
            frozenset(day for day, check in enumerate(self.days) if check.isChecked()),
            Whose(self.whose.value),
        )
        typed = self.delay.text()
        changed = replace(
            step,
            name=self.name.text,
            template_id=self.template.currentData() if step.is_mail else None,
            action_type="" if step.is_mail else self.kind.currentData(),
            text=step.text if step.is_mail else self.text.toPlainText(),
            delay=int(typed) if typed else 0,
            unit=Unit(self.unit.currentData()),
            window=window,
        )
        if changed != step:
            self._step = changed
            self._show_gone()
            self.changed.emit(changed)

    def _fill_templates(self) -> None:
        """The templates by name; one that is gone is said to be so until another is chosen."""
        if not self._step.is_mail:
            self._show_gone()
            return
        was, self._filling = self._filling, True
        wanted, known = self._step.template_id, self._templates
        self.template.clear()
        if known is None or wanted not in known:
            said = words.TEMPLATE_GONE if known is not None else "…"
            self.template.addItem(said, wanted)
        for each, name in (known or {}).items():
            self.template.addItem(name, each)
        _choose(self.template, wanted)
        self._show_gone()
        self._filling = was

    def _show_gone(self) -> None:
        known = self._templates
        gone = self._step.is_mail and known is not None and self._step.template_id not in known
        set_role(self._hint, "error" if gone else "small")
        self._hint.setText(tr("Choose another one: this mail cannot be written.") if gone else "")
        self._hint.setVisible(gone)

    def _fill_kinds(self) -> None:
        if self._step.is_mail:
            return
        self.kind.clear()
        for each in dict.fromkeys((*COMMON_TYPES, self._step.action_type)):
            self.kind.addItem(type_words(each), each)
        _choose(self.kind, self._step.action_type)

    def _make_what(self) -> QWidget:
        made = QWidget(self)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        self._title = label(tr("Template"), "field")
        column.addWidget(self._title)
        self.template = self._choice(tr("Template"))
        column.addWidget(self.template)
        self._hint = label("", "small", wrap=True)
        column.addWidget(self._hint)
        self._hint.hide()
        self._action = QWidget(made)
        inner = QVBoxLayout(self._action)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(6)
        self.kind = self._choice(tr("Type of action"))
        inner.addWidget(self.kind)
        self.text = QPlainTextEdit()
        self.text.setProperty("field", True)
        self.text.setAccessibleName(tr("What is to be done"))
        self.text.setPlaceholderText(tr("Ask who decides"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(64)
        self.text.textChanged.connect(self._on_change)
        inner.addWidget(self.text)
        column.addWidget(self._action)
        return made

    def _make_delay(self) -> QVBoxLayout:
        self.delay = QLineEdit()
        self.delay.setAccessibleName(tr("Wait so many days"))
        self.delay.setValidator(
            QRegularExpressionValidator(QRegularExpression(r"[0-9]{0,4}"), self.delay)
        )
        self.delay.setFixedSize(56, self._themes.now.size.field)
        self.delay.textEdited.connect(self._on_change)
        self.unit = self._choice(tr("Days or working days"), 140)
        for unit, said in _UNITS:
            self.unit.addItem(said, unit)
        self._since = label("", "field")
        return _below(self._since, _row(self.delay, self.unit))

    def _make_hours(self) -> QVBoxLayout:
        self.opens = self._choice(tr("Not before"), 92)
        self.closes = self._choice(tr("Not after"), 104)
        hours = _row(self.opens, label(tr("to", "between two times"), "secondary"), self.closes)
        return _below(label(tr("Within"), "field"), hours)

    def _make_days(self) -> Flow:
        flow = Flow(self._themes.now.line("body") + 4, 12)
        self.days = [Check(self._themes, short[:2]) for short in SHORT_DAYS]
        for check, name in zip(self.days, DAYS, strict=True):
            check.setAccessibleName(name)
            check.toggled.connect(self._on_change)
        flow.put(self.days)
        return flow

    def _make_foot(self) -> QHBoxLayout:
        self.up = icon_button(self._themes, "ph.arrow-up", tr("Move up"), key="Alt+Up")
        self.up.clicked.connect(lambda: self.move_wanted.emit(-1))
        self.down = icon_button(self._themes, "ph.arrow-down", tr("Move down"), key="Alt+Down")
        self.down.clicked.connect(lambda: self.move_wanted.emit(1))
        self.delete = Button(
            self._themes, tr("Delete step"), icon="ph.trash", look=Look.GHOST, size=Size.SMALL
        )
        self.delete.clicked.connect(self.delete_wanted)
        row = _row(self.up, self.down)
        row.addWidget(self.delete)
        return row

    def _choice(self, name: str, width: int = 0) -> Choice:
        made = Choice(self._themes, name, width)
        made.currentIndexChanged.connect(self._on_change)
        return made


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for each in widgets:
        row.addWidget(each)
    row.addStretch()
    return row


def _below(title: QWidget, row: QHBoxLayout) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(5)
    column.addWidget(title)
    column.addLayout(row)
    return column


def _choose(combo: QComboBox, wanted: object) -> None:
    for at in range(combo.count()):
        if combo.itemData(at) == wanted:
            combo.setCurrentIndex(at)
            return


def _offer(combo: QComboBox, wanted: time, say: Callable[[time], str]) -> None:
    """Half hours to choose from, and the one that is kept where it is another."""
    offered = sorted({*_HALF_HOURS, wanted})
    if [combo.itemData(at) for at in range(combo.count())] != offered:
        combo.clear()
        for each in offered:
            combo.addItem(say(each), each)
    _choose(combo, wanted)
