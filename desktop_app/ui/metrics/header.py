"""The head of the screen: which days, held against which, and the way out into files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.domain.language import tr, within
from desktop_app.domain.metrics import Compared, Grouping, usual_grouping
from desktop_app.ui.inbox.pieces import Header
from desktop_app.ui.metrics import words
from desktop_app.ui.metrics.charts import groupings_for
from desktop_app.ui.metrics.choices import OWN, SPANS, Choices
from desktop_app.ui.metrics.range_popover import RangePopover
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.mirror import popup_below
from desktop_app.ui.widgets.buttons import Button, Segmented, icon_button
from desktop_app.ui.widgets.labels import ElidedLabel, label


class MetricsHeader(Header):
    """Title, dates, periods, what they are held against, grouping, export.

    Signals:
        changed: the :class:`Choices` that the user wants now.
        hours_wanted: the user would say when they work.
        export_wanted: the widget below which a menu may open.
    """

    changed = Signal(object)
    export_wanted = Signal(object)
    hours_wanted = Signal()

    def __init__(self, ctx: Context, choices: Choices) -> None:
        super().__init__(ctx, left=20, right=16)
        self._ctx = ctx
        self._choices = choices
        theme = ctx.theme
        self.title = label(tr("Metrics"), "title")
        self.dates = ElidedLabel(theme, "", ink="text.secondary")
        self.spans = Segmented(theme, [(key, said, "") for key, said in SPANS])
        self.spans.setAccessibleName(tr("Days to look at"))
        self.own = icon_button(theme, "ph.calendar-blank", tr("Days of your own"))
        self.own.setCheckable(True)
        self.against = Button(theme, "", icon="ph.arrows-left-right", trailing_icon="ph.caret-down")
        self.display = icon_button(theme, "ph.sliders-horizontal", tr("Grouping and working hours"))
        self.export = Button(theme, tr("Export"), icon="ph.export")
        row = self.row
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addSpacing(2)
        row.addWidget(self.dates, 1)
        row.addWidget(self.spans)
        row.addWidget(self.own)
        row.addWidget(self.against)
        row.addWidget(self.display)
        row.addWidget(self.export)
        self.spans.chosen.connect(lambda key: self._change(span=key))
        self.own.clicked.connect(self.ask_days)
        self.against.clicked.connect(self._ask_compared)
        self.display.clicked.connect(self._ask_display)
        self.export.clicked.connect(lambda: self.export_wanted.emit(self.export))
        self.popover: RangePopover | None = None
        self.menu: QMenu | None = None
        self.show_choices(choices)

    @property
    def _today(self) -> date:
        return self._ctx.now().date()

    def show_choices(self, choices: Choices) -> None:
        """Say what is looked at."""
        self._choices = choices
        period = choices.period(self._today)
        self.dates.set_text(words.days(period, self._today))
        self.spans.show_choice("" if choices.span == OWN else choices.span)
        self.own.setChecked(choices.span == OWN)
        said = words.compared(choices.compared, period)
        self.against.set_words(said)
        self.against.setAccessibleName(tr("Held against: {said}", said=said))

    def show_title(self, title: str) -> None:
        self.title.setText(title)

    def set_compares(self, on: bool) -> None:
        """Whether what is shown is held against anything."""
        self.against.setVisible(on)

    def set_loaded(self, on: bool) -> None:
        """Whether there is anything to write into files."""
        self.export.setEnabled(on)

    def ask_days(self) -> None:
        """Open the two fields of days of one's own."""
        self.own.setChecked(self._choices.span == OWN)
        popover = RangePopover(self._ctx, self, self._choices.period(self._today))
        popover.chosen.connect(lambda period: self._change(span=OWN, own=period))
        popover.closed.connect(popover.deleteLater)
        self.popover = popover
        popover.show_below(self.own)
        popover.begin()

    def _change(self, **changed: object) -> None:
        choices = replace(self._choices, **changed)
        self.show_choices(choices)
        self.changed.emit(choices)

    # Menus

    def _ask_compared(self) -> None:
        menu = self._menu(tr("Hold against"))
        group = QActionGroup(menu)
        period = self._choices.period(self._today)
        for each in Compared:
            said = words.compared(each, period)
            against = period.compared(each)
            if against is not None:
                said += f"   {words.days(against, self._today)}"
            action = self._choice(menu, group, said, each is self._choices.compared)
            action.triggered.connect(lambda _on=False, to=each: self._change(compared=to))
        self._open(menu, self.against)

    def _ask_display(self) -> None:
        menu = self._menu(tr("Grouping and working hours"))
        group = QActionGroup(menu)
        period = self._choices.period(self._today)
        usual = within(words.GROUPINGS[usual_grouping(period)])
        automatic = self._choice(
            menu,
            group,
            tr("By what suits the days ({usual})", usual=usual),
            self._choices.grouping is None,
        )
        automatic.triggered.connect(lambda: self._change(grouping=None))
        able = groupings_for(period)
        for each in Grouping:
            chosen = each is self._choices.grouping
            action = self._choice(menu, group, words.BY[each], chosen)
            action.setEnabled(each in able)
            action.triggered.connect(lambda _on=False, to=each: self._change(grouping=to))
        menu.addSeparator()
        hours = menu.addAction(tr("Response time in working hours"))
        hours.setCheckable(True)
        hours.setChecked(self._choices.working_hours)
        hours.triggered.connect(lambda on: self._change(working_hours=on))
        menu.addAction(tr("Working hours…")).triggered.connect(self.hours_wanted)
        self._open(menu, self.display)

    def _menu(self, name: str) -> QMenu:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setAccessibleName(name)
        self.menu = menu
        return menu

    @staticmethod
    def _choice(menu: QMenu, group: QActionGroup, said: str, on: bool) -> QAction:
        action = menu.addAction(said)
        action.setCheckable(True)
        action.setChecked(on)
        group.addAction(action)
        return action

    @staticmethod
    def _open(menu: QMenu, below: QWidget) -> None:
        popup_below(menu, below)
