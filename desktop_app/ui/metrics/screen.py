"""Metrics: the reports of the sidebar, the days they are about, and what is behind a figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.changes import Kind
from desktop_app.domain.language import clocked, tr
from desktop_app.domain.metrics import (
    Evidence,
    EvidenceQuery,
    Measure,
    Narrowing,
    Overview,
    Period,
)
from desktop_app.domain.working_hours import WorkingHours
from desktop_app.ui.metrics import words
from desktop_app.ui.metrics.actions import metrics_actions
from desktop_app.ui.metrics.audit import AuditPanel, go_to
from desktop_app.ui.metrics.chart_card import ChartCard
from desktop_app.ui.metrics.charts import Chart
from desktop_app.ui.metrics.choices import OWN, Choices, kept_choices
from desktop_app.ui.metrics.export import Export
from desktop_app.ui.metrics.header import MetricsHeader
from desktop_app.ui.metrics.overview_page import OverviewPage
from desktop_app.ui.metrics.page import ReportPage
from desktop_app.ui.metrics.plotting import Plotting
from desktop_app.ui.metrics.report_card import ReportCard
from desktop_app.ui.metrics.report_pages import Answer, evidence_of, make_page, row_of
from desktop_app.ui.metrics.side import Report, sections
from desktop_app.ui.metrics.skeleton import MetricsSkeleton
from desktop_app.ui.ops import Fault, Freshness
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.screens import SideModel
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets.floating import Drawer
from desktop_app.ui.widgets.pages import Pages
from desktop_app.ui.widgets.splitter import Splitter
from desktop_app.ui.widgets.states import EmptyState, fault_page

_AUDIT, _AUDIT_MIN, _AUDIT_MAX = 400, 340, 520
_WIDTH = "metrics.audit_width"


class MetricsScreen(QWidget):
    """One screen of the window, see :class:`desktop_app.ui.shell.screens.Screen`."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._loaded = False
        self._drawable = False
        self._narrow = False
        self._hint = ""
        self._opener: QWidget | None = None
        self.report = Report.OVERVIEW
        self.choices = kept_choices(ctx.state)
        self.answer: Answer | None = None
        self.side = SideModel(self)
        self.side.set(sections(), current=self.report)
        self.header = MetricsHeader(ctx, self.choices)
        self.header.set_loaded(False)
        self.audit = AuditPanel(ctx)
        self.pages: dict[Report, ReportPage] = {}
        self.export = Export(ctx, self)
        self.plotting = Plotting(ctx.ops, self._on_drawable, ctx.notices.error, self)
        self._patience = single_shot(self, ctx.theme.now.motion.skeleton_delay, self._on_late)
        self._lay_out()
        self.answered = self._whole.answered
        self._connect()
        ctx.actions.add(metrics_actions(self))
        Freshness(self, ctx.bus, Kind.METRICS, self.refresh)
        self._page(Report.OVERVIEW)

    # What the shell asks

    def shown(self) -> None:
        """Read the figures at the first visit, and when another day has begun."""
        self.plotting.begin()
        if not self._loaded or self._asked_on != self.today:
            self._load(waiting=True)
        self._ctx.hint(self._hint, ())

    def focus_list(self) -> None:
        page = self.page
        wanted: QWidget = self.header.spans
        if isinstance(page, OverviewPage):
            wanted = next(iter(page.figures.figures.values()))
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_pane(self) -> bool:
        """F6: the figures, then what is behind one."""
        here = self.window().focusWidget() or self
        if self.audit.isVisible() and not self.audit.isAncestorOf(here):
            self.audit.focus_list()
            return True
        return False

    def go_back(self) -> bool:
        """Esc: the crosshair, then the panel."""
        for card in self.page.cards:
            if card.plot is not None and card.plot.hasFocus() and card.plot.at >= 0:
                card.plot.cross_at(-1)
                return True
        if self.audit.isVisible():
            self.close_audit()
            return True
        return False

    def remember(self) -> None:
        """Put away what was chosen, and finish the files that were asked for."""
        self.export.finish()
        self.choices.keep(self._ctx.state)
        if not self._narrow and self.audit.isVisible():
            self._ctx.state.put(_WIDTH, self.audit.width())

    # What the actions ask

    @property
    def today(self) -> date:
        return self._ctx.now().date()

    @property
    def page(self) -> ReportPage:
        """The report that is shown."""
        return self._page(self.report)

    def show_report(self, key: str) -> None:
        """Show one of the reports of the sidebar."""
        self.report = Report(key)
        self.side.set(current=self.report)
        self.close_audit()
        self._load(waiting=True)

    def choose(self, choices: Choices) -> None:
        """Look at other days, or at the same in another way."""
        self.choices = choices
        choices.keep(self._ctx.state)
        self.header.show_choices(choices)
        self.close_audit()
        self._load(waiting=True)

    def move_days(self, by: int) -> None:
        """As many days earlier (-1) or later (1); never days that are still to come."""
        period = self.choices.period(self.today)
        days = timedelta(period.days * by)
        last = min(period.last + days, self.today)
        moved = Period(last - timedelta(period.days - 1), last)
        if moved != period:
            self.choose(replace(self.choices, span=OWN, own=moved))

    def table_of_focused(self) -> None:
        """Turn the chart or report with the keyboard into its table, or back; else all of them."""
        here = self.window().focusWidget() or self
        shown: list[ChartCard | ReportCard] = [*self.page.cards, *self.page.reports]
        mine = [card for card in shown if card.isAncestorOf(here)]
        cards = mine or [card for card in shown if card.has_table]
        to = not all(card.as_table for card in cards)
        for card in cards:
            card.set_as_table(to)

    def ask_hours(self) -> None:
        """Ask when the user works, which is read first."""

        def ask(hours: WorkingHours) -> None:
            from desktop_app.ui.metrics.hours_dialog import HoursDialog

            HoursDialog(self._ctx, self.window(), hours).open()

        service = self._ctx.services.metrics
        self._ctx.ops.run_query(
            self, service.working_hours, ask, self._ctx.notices.error, key="hours"
        )

    def refresh(self) -> None:
        """Something was counted anew."""
        if self._loaded:
            self._load(waiting=False)
            if self.audit.isVisible():
                self.audit.reload()

    def look_behind(self, query: EvidenceQuery, name: str = "") -> None:
        """Open what stands behind a figure, or behind one row of a report: ``name``."""
        here = self.window().focusWidget()
        if here is not None and not self.audit.isAncestorOf(here):
            self._opener = here
        self.audit.show_figure(query, name)
        if self._narrow:
            self._drawer.open()
        elif not self.audit.isVisible():
            self.audit.show()
            wide = self._ctx.state.number(_WIDTH, _AUDIT)
            self._splitter.setSizes([max(1, self._splitter.width() - wide), wide])
        self.audit.focus_list()

    def close_audit(self) -> None:
        """Close what is behind a figure; the keyboard goes back to the figures."""
        if not self.audit.isVisible():
            return
        if self.audit.isAncestorOf(self.window().focusWidget() or self):
            # Before it goes: else Qt would look for the next one by itself.
            self._go_back_to_opener()
        if self._narrow:
            self._drawer.shut()
        else:
            self._ctx.state.put(_WIDTH, self.audit.width())
            self.audit.hide()

    def _go_back_to_opener(self) -> None:
        """The keyboard goes back to what was pressed, where that is still there."""
        opener, self._opener = self._opener, None
        if opener is not None and shiboken6.isValid(opener) and opener.isVisible():
            opener.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_list()

    # Reading

    def _load(self, *, waiting: bool) -> None:
        """Args:
        waiting: whether what is shown until the answer comes would be about other days.
        """
        page, choices, query = self.page, self.choices, self.choices.query(self.today)
        self._loaded, self._asked_on = True, self.today
        self.header.show_title(page.title)
        self.header.set_compares(page.compares)
        if waiting:
            self._patience.start()
            self._set_answer(None)
        self._ctx.ops.run_query(
            self,
            page.read(query),
            lambda found: self._on_found(choices, Answer(page, query, found)),
            self._on_failed,
            key="report",
        )

    def _on_found(self, choices: Choices, answer: Answer) -> None:
        self._patience.stop()
        page, found = answer.page, answer.found
        if page is not self.page or not choices.asks_as(self.choices):
            return
        if isinstance(found, Overview):
            self._say_until(found.as_of)
            if found.first_day is None:
                self._show_no_mail()
                return
        self._set_answer(answer)
        page.query = answer.query
        page.show_found(found, self.choices)
        self._stack.setCurrentWidget(page)
        self._whole.show_page(self._splitter)
        self._ctx.actions.refresh()

    def _set_answer(self, answer: Answer | None) -> None:
        """Files are made of what has been loaded, or not at all. The button says so where that
        lasts, and does not flicker where the answer comes at once."""
        self.answer = answer
        if answer is not None:
            self.header.set_loaded(True)

    def _on_failed(self, error: Exception) -> None:
        self._patience.stop()
        self._set_answer(None)
        self.header.set_loaded(False)
        self._whole.show_passing(fault_page(self._ctx.theme, Fault.of(error), self._again))

    def _again(self) -> None:
        self._load(waiting=True)

    def _on_late(self) -> None:
        self.header.set_loaded(False)
        self._whole.show_page(self._skeleton)

    def _on_drawable(self) -> None:
        self._drawable = True
        for page in self.pages.values():
            page.plots_ready()

    def _say_until(self, as_of: datetime) -> None:
        at = self._ctx.local(as_of)
        hour = clocked(at)
        day = "" if at.date() == self.today else f"{words.day(at.date(), self.today)}, "
        self._hint = words.figures_up_to(day + hour)
        if self.isVisible():
            self._ctx.hint(self._hint, ())

    def _show_no_mail(self) -> None:
        self._set_answer(None)
        self.header.set_loaded(False)
        adds = [(tr("Add a mailbox"), "ph.plus", True, self._add_mailbox)]
        self._whole.show_passing(
            EmptyState(
                self._ctx.theme,
                "ph.chart-line-up",
                tr("No mail yet"),
                tr("Figures are counted from your mail and actions, as soon as there are some."),
                adds,
            )
        )

    def _add_mailbox(self) -> None:
        from desktop_app.ui.mailboxes.dialogs import AddMailbox

        AddMailbox(self._ctx, self.window()).open()

    # Inside

    def _page(self, report: Report) -> ReportPage:
        page = self.pages.get(report)
        if page is None:
            page = make_page(report, self._ctx)
            self.pages[report] = page
            page.picked.connect(partial(self._on_picked, page))
            page.toggled.connect(partial(self._on_toggled, page))
            page.narrowed.connect(partial(self._on_narrowed, page))
            page.file_wanted.connect(partial(self._on_file_wanted, page))
            page.set_narrow(self._one_column)
            self._stack.addWidget(page)
            if isinstance(page, OverviewPage):
                page.figures.pressed.connect(partial(self._on_figure, page))
            if self._drawable:
                page.plots_ready()
        return page

    def _on_figure(self, page: ReportPage, measure: Measure) -> None:
        if page.query is not None:
            self.look_behind(evidence_of(page.query, measure, page.query.period))

    def _on_picked(self, page: ReportPage, chart: Chart, at: int, key: str) -> None:
        series = next((each for each in chart.series if each.key == key), None)
        if page.query is None or series is None:
            return
        if series.measure is not None:
            self.look_behind(evidence_of(page.query, series.measure, chart.parts[at]))
        elif series.narrowing is not None:
            self.look_behind(row_of(page.query, series.narrowing, chart.parts[at]), series.name)

    def _on_narrowed(self, page: ReportPage, narrowing: Narrowing, name: str) -> None:
        if page.query is not None:
            self.look_behind(row_of(page.query, narrowing, page.query.period), name)

    def _on_toggled(self, page: ReportPage, key: str) -> None:
        self.choices = self.choices.with_toggled(key)
        self.choices.keep(self._ctx.state)
        self.header.show_choices(self.choices)
        # What is on its way is shown with it.
        if self.answer is not None and self.answer.page is page:
            page.show_found(self.answer.found, self.choices)

    def _on_file_wanted(self, page: ReportPage, card: ChartCard | ReportCard, kind: str) -> None:
        if page.query is None:
            return
        if isinstance(card, ReportCard):
            if card.sheet is not None:
                self.export.save_sheet(card.name, card.sheet, page.query.period)
        elif card.chart is not None:
            self.export.save_chart(card.chart, kind, page)

    def _on_evidence(self, found: Evidence) -> None:
        if not go_to(self._ctx, found):
            self._ctx.notices.say(tr("This mail is in no conversation any more"))

    def _lay_out(self) -> None:
        theme = self._ctx.theme
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stack = QStackedWidget()
        self._splitter = Splitter(theme)
        self._splitter.addWidget(self._stack)
        self._splitter.setStretchFactor(0, 1)
        self._put_beside()
        self.audit.hide()
        self._skeleton = MetricsSkeleton(theme)
        self._whole = Pages(QWidget(), self._splitter, self._skeleton)
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._whole, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._body)
        self._drawer = Drawer(theme, self, _AUDIT)

    def _connect(self) -> None:
        self.side.chosen.connect(self.show_report)
        self.header.changed.connect(self.choose)
        self.header.hours_wanted.connect(self.ask_hours)
        self.header.export_wanted.connect(self.export.ask)
        self.audit.closed.connect(self.close_audit)
        self.audit.opened.connect(self._on_evidence)

    @property
    def _one_column(self) -> bool:
        return self.window().width() < self._ctx.theme.now.layout.rail_below

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for page in self.pages.values():
            page.set_narrow(self._one_column)
        narrow = self.window().width() < self._ctx.theme.now.layout.drawer_below
        if narrow != self._narrow:
            self._narrow = narrow
            # A pane that changes its parent in the middle of a resize is laid out twice.
            QTimer.singleShot(0, self, self._place_audit)

    def _place_audit(self) -> None:
        """Beside the charts in a wide window, in the drawer in a narrow one."""
        was_open = self.audit.isVisible()
        self._drawer.release()
        if self._narrow:
            self.audit.setMinimumWidth(0)
            self.audit.setMaximumWidth(16_777_215)
            self._drawer.hold(self.audit)
            if was_open:
                self._drawer.open()
        else:
            self._put_beside()
            self.audit.setVisible(was_open)

    def _put_beside(self) -> None:
        self.audit.setMinimumWidth(_AUDIT_MIN)
        self.audit.setMaximumWidth(_AUDIT_MAX)
        self._splitter.addWidget(self.audit)
        self._splitter.setStretchFactor(1, 0)
