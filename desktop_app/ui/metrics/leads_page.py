"""Leads: how many have which status over time, who waits how long, and who has gone quiet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.domain.language import numeral, plural, tr
from desktop_app.domain.leads import status_label
from desktop_app.domain.metrics import MetricsQuery, OfFunnel, OfStatus, Period
from desktop_app.domain.reports import FunnelPoint, QuietLead, StatusResponse
from desktop_app.ui.metrics import words
from desktop_app.ui.metrics.charts import Chart, Kind, Series
from desktop_app.ui.metrics.choices import Choices
from desktop_app.ui.metrics.data_table import Sheet
from desktop_app.ui.metrics.effect_bars import BarRow, EffectBars
from desktop_app.ui.metrics.overview_page import ChartGrid
from desktop_app.ui.metrics.page import ReportPage
from desktop_app.ui.metrics.words import Unit
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.row_list import Row, RowList

_MOST = 12  # quiet leads that show at once; the others scroll
_ORDER = ("cold", "warm", "hot")  # from the ground up


@dataclass(frozen=True, slots=True)
class LeadsFound:
    parts: tuple[Period, ...]
    funnel: tuple[FunnelPoint, ...]
    responses: tuple[StatusResponse, ...]
    quiet: tuple[QuietLead, ...]
    in_hours: bool


class LeadsPage(ReportPage):
    """The funnel above, answers and quiet leads below."""

    title = tr("Leads")

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.funnel = self.make_card()
        self.cards = [self.funnel]
        self.bars = EffectBars(ctx.theme, tr("How long they wait for an answer"))
        self.found: LeadsFound | None = None
        self.bars.picked.connect(self._on_status)
        self.quiet_list = RowList(ctx.theme, tr("Quiet leads"), most=_MOST)
        self.quiet_list.chosen.connect(lambda key: ctx.open_lead(UUID(key)))
        self.responses = self.make_report(
            tr("Response time by status"), self.bars, tr("Nobody was answered in these days.")
        )
        self.responses.opened.connect(self._on_status)
        self.quiet = self.make_report(
            tr("Quiet leads"),
            self.quiet_list,
            tr("No lead is quiet: mail goes to and fro with all of them."),
        )
        self.quiet.opened.connect(self._on_quiet)
        self.grid = ChartGrid(self.reports)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.funnel, 1)
        column.addWidget(self.grid, 1)

    def read(self, query: MetricsQuery) -> Callable[[], LeadsFound]:
        service, period, grouping = self.ctx.services.metrics, query.period, query.grouping
        return lambda: LeadsFound(
            period.parts(grouping),
            service.funnel(period, grouping),
            service.response_by_status(period, working_hours=query.working_hours),
            service.quiet_leads(),
            query.working_hours,
        )

    def _on_status(self, at: int) -> None:
        if self.found is not None and at < len(self.found.responses):
            status = self.found.responses[at].status
            self.narrowed.emit(OfStatus(status), _label(self.ctx.theme.now, status))

    def _on_quiet(self, at: int) -> None:
        if self.found is not None and at < len(self.found.quiet):
            self.ctx.open_lead(self.found.quiet[at].lead_id)

    def show_found(self, found: LeadsFound, choices: Choices) -> None:
        self.found = found
        theme = self.ctx.theme.now
        self.show_charts([funnel_chart(found.parts, found.funnel, theme)], choices)
        self.bars.put([_waits(each, theme) for each in found.responses])
        answered = any(each.responses for each in found.responses)
        within = tr(", within working hours") if found.in_hours else ""
        about = tr(
            "How long mail of theirs waited for an answer{within}, on average.", within=within
        )
        about = about if answered else ""
        self.responses.show_rows(_response_sheet(found.responses, theme), about)
        self.quiet_list.put([_quiet(each, theme) for each in found.quiet])
        about = tr("Nothing came from them or went to them for long. Enter opens one.")
        self.quiet.show_rows(_quiet_sheet(found.quiet, theme), about)

    def set_narrow(self, narrow: bool) -> None:
        self.grid.set_narrow(narrow)


def funnel_chart(parts: Sequence[Period], found: Sequence[FunnelPoint], theme: Theme) -> Chart:
    """Leads by status at the end of each part, upon each other."""
    there = {step.status for point in found for step in point.steps}
    known = [status for status in _ORDER if status in there]
    statuses = [*known, *sorted(there - set(known))]
    count = min(len(parts), len(found))
    series = tuple(
        Series(status, status_label(status), Kind.STACK,
               f"status.{status}.solid" if status in theme.status else "chart.previous",
               tuple(_leads_of(found[at], status) for at in range(count)),
               narrowing=OfFunnel(status))
        for status in statuses
    )  # fmt: skip
    return Chart("funnel", tr("Leads by status"), tuple(parts[:count]), series, Unit.COUNT)


def _leads_of(point: FunnelPoint, status: str) -> float:
    return next((step.leads for step in point.steps if step.status == status), 0)


def _label(theme: Theme, status: str) -> str:
    return status_label(status)


def _waits(each: StatusResponse, theme: Theme) -> BarRow:
    name = _label(theme, each.status)
    count = plural("{n} answers", "{n} answer", each.responses)
    detail = count
    if each.median is not None:
        detail += tr(", median {duration}", duration=words.duration(each.median))
    said = words.value(each.mean, Unit.MINUTES)
    spoken = f"{name}, {count}, {words.spoken(each.mean, Unit.MINUTES)}"
    ink = f"status.{each.status}.solid" if each.status in theme.status else "s1"
    return BarRow(name, detail, each.mean, said, spoken, ink=ink)


def _quiet(each: QuietLead, theme: Theme) -> Row:
    since = (
        tr("never any mail")
        if each.last_at is None
        else tr("quiet for {days}", days=_days(each.days))
    )
    return Row(
        str(each.lead_id), each.name or tr("A lead without a name"),
        f"{_label(theme, each.status)}, {since}", face=each.name or "?",
    )  # fmt: skip


def _days(count: int) -> str:
    return plural("{n} days", "{n} day", count)


def _response_sheet(found: tuple[StatusResponse, ...], theme: Theme) -> Sheet:
    def row(at: int) -> list[str]:
        each = found[at]
        times = (words.value(time, Unit.MINUTES) for time in (each.mean, each.median))
        return [_label(theme, each.status), numeral(each.responses), *times]

    count = len(found) if any(each.responses for each in found) else 0
    return Sheet((tr("Status"), tr("Answers"), tr("Average"), tr("Median")), count, row)


def _quiet_sheet(found: tuple[QuietLead, ...], theme: Theme) -> Sheet:
    def row(at: int) -> list[str]:
        each = found[at]
        last = f"{each.last_at:%Y-%m-%d}" if each.last_at is not None else "–"
        return [each.name, _label(theme, each.status), last, numeral(each.days)]

    return Sheet((tr("Lead"), tr("Status"), tr("Last mail"), tr("Days")), len(found), row, words=2)
