"""Email: what templates bring, and when what one sends is answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.domain.language import clocked, decimal, numeral, percent, tr
from desktop_app.domain.metrics import MetricsQuery, OfHour, OfTemplate
from desktop_app.domain.reports import FEW, HourEffect, Share, TemplateEffect
from desktop_app.ui.day_names import DAYS
from desktop_app.ui.metrics.choices import Choices
from desktop_app.ui.metrics.data_table import Sheet
from desktop_app.ui.metrics.effect_bars import EffectBars, share_row
from desktop_app.ui.metrics.heat import HeatGrid, best_hours, hour_name, said_of
from desktop_app.ui.metrics.overview_page import ChartGrid
from desktop_app.ui.metrics.page import ReportPage
from desktop_app.ui.shell.context import Context


@dataclass(frozen=True, slots=True)
class EmailFound:
    templates: tuple[TemplateEffect, ...]
    hours: tuple[HourEffect, ...]


class EmailPage(ReportPage):
    """Both reports side by side."""

    title = tr("Email")

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.bars = EffectBars(ctx.theme, tr("Answers by template"))
        self.heat = HeatGrid(ctx.theme)
        self.found: EmailFound | None = None
        self.bars.picked.connect(self._on_template)
        self.heat.picked.connect(self._look_at_hour)
        self.templates = self.make_report(
            tr("Answers by template"),
            self.bars,
            tr("No mail was written with a template in these days."),
        )
        self.hours = self.make_report(
            tr("Best hours to write"),
            self.heat,
            tr("Nothing that wanted an answer was sent in these days."),
        )
        self.templates.opened.connect(self._on_template)
        self.hours.opened.connect(self._on_hour)
        self.grid = ChartGrid(self.reports)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(self.grid)
        column.addStretch()

    def read(self, query: MetricsQuery) -> Callable[[], EmailFound]:
        service, period = self.ctx.services.metrics, query.period
        return lambda: EmailFound(service.templates(period), service.hours(period))

    def _on_template(self, at: int) -> None:
        if self.found is not None and at < len(self.found.templates):
            each = self.found.templates[at]
            self.narrowed.emit(OfTemplate(each.template_id), each.name)

    def _on_hour(self, at: int) -> None:
        there = _used(self.found.hours) if self.found is not None else []
        if at < len(there):
            self._look_at_hour(there[at].weekday, there[at].hour)

    def _look_at_hour(self, day: int, hour: int) -> None:
        self.narrowed.emit(OfHour(day, hour), hour_name(day, hour))

    def show_found(self, found: EmailFound, choices: Choices) -> None:
        self.found = found
        self.bars.put(
            [share_row(each.name, _of(each.replies), each.replies) for each in found.templates]
        )
        about = tr("The line shows between which percents the truth lies, 19 times of 20.")
        if any(each.replies.is_few for each in found.templates):
            about += tr(" Of fewer than {few} mails it says little.", few=FEW)
        self.templates.show_rows(_template_sheet(found.templates), about)
        self.heat.put(found.hours)
        best = best_hours(found.hours)
        told = (
            tr("Best: {said_of}.", said_of=said_of(best))
            if best
            else tr("There is too little yet to say which is best.")
        )
        self.hours.show_rows(
            _hour_sheet(found.hours), tr("{told} A dot marks hours of few mails.", told=told)
        )

    def set_narrow(self, narrow: bool) -> None:
        self.grid.set_narrow(narrow)


def _of(share: Share) -> str:
    return tr("{part} of {whole} answered", part=numeral(share.part), whole=numeral(share.whole))


def share_cells(share: Share) -> list[str]:
    """Of how many, answered, percent, interval, and whether that is few."""
    between = "–"
    if share.interval is not None:
        between = tr(
            "{low}–{high}",
            low=decimal(share.interval[0], 0),
            high=percent(share.interval[1]),
        )
    answered = "–" if share.percent is None else percent(share.percent, 1)
    few = tr("of few") if share.is_few and share.whole else ""
    return [numeral(share.whole), numeral(share.part), answered, between, few]


SHARE_TITLES = (tr("Answered"), tr("Reply rate"), tr("Between"), "")  # behind that of how many


def _template_sheet(found: tuple[TemplateEffect, ...]) -> Sheet:
    return Sheet(
        (tr("Template"), tr("Sent"), *SHARE_TITLES),
        len(found),
        lambda at: [found[at].name, *share_cells(found[at].replies)],
    )


def _used(found: tuple[HourEffect, ...]) -> list[HourEffect]:
    """The hours in which anything was sent: the rows of the table."""
    return [each for each in found if each.replies.whole]


def _hour_sheet(found: tuple[HourEffect, ...]) -> Sheet:
    there = _used(found)

    def row(at: int) -> list[str]:
        each = there[at]
        return [DAYS[each.weekday], clocked(time(each.hour)), *share_cells(each.replies)]

    return Sheet(
        (tr("Weekday"), tr("Hour"), tr("Wanted an answer"), *SHARE_TITLES), len(there), row, words=2
    )
