"""Meetings: how many were made, and what each step of a sequence brings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.domain.language import numeral, tr
from desktop_app.domain.metrics import MetricsQuery, OfStep, Overview
from desktop_app.domain.reports import FEW, SequenceStepEffect
from desktop_app.ui.metrics.charts import meetings_chart
from desktop_app.ui.metrics.choices import Choices
from desktop_app.ui.metrics.data_table import Sheet
from desktop_app.ui.metrics.effect_bars import BarRow, EffectBars, share_row
from desktop_app.ui.metrics.email_page import SHARE_TITLES, share_cells
from desktop_app.ui.metrics.overview_page import ChartGrid
from desktop_app.ui.metrics.page import ReportPage
from desktop_app.ui.shell.context import Context


@dataclass(frozen=True, slots=True)
class MeetingsFound:
    overview: Overview
    steps: tuple[SequenceStepEffect, ...]


class MeetingsPage(ReportPage):
    """Meetings by week, and sequences by step."""

    title = tr("Meetings")

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.meetings = self.make_card()
        self.cards = [self.meetings]
        self.bars = EffectBars(ctx.theme, tr("Sequences by step"))
        self.found: MeetingsFound | None = None
        self.bars.picked.connect(self._on_step)
        self.steps = self.make_report(
            tr("Sequences by step"), self.bars, tr("No step of a sequence was done in these days.")
        )
        self.steps.opened.connect(self._on_step)
        self.grid = ChartGrid([self.meetings, self.steps])
        column = QVBoxLayout(self.content)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(self.grid)
        column.addStretch()

    def read(self, query: MetricsQuery) -> Callable[[], MeetingsFound]:
        service = self.ctx.services.metrics
        return lambda: MeetingsFound(service.overview(query), service.sequence_steps(query.period))

    def _on_step(self, at: int) -> None:
        if self.found is not None and at < len(self.found.steps):
            each = self.found.steps[at]
            self.narrowed.emit(OfStep(each.step_id), _title(each))

    def show_found(self, found: MeetingsFound, choices: Choices) -> None:
        self.found = found
        self.show_charts([meetings_chart(found.overview)], choices)
        self.bars.put([_row(each) for each in found.steps])
        about = tr("Answers after each step, with the interval of 19 times in 20.")
        if any(each.replies.is_few for each in found.steps):
            about += tr(" Of fewer than {few} it says little.", few=FEW)
        self.steps.show_rows(_sheet(found.steps), about)

    def set_narrow(self, narrow: bool) -> None:
        self.grid.set_narrow(narrow)


def _title(each: SequenceStepEffect) -> str:
    return tr("{sequence}, step {step}", sequence=each.sequence, step=each.step)


def _row(each: SequenceStepEffect) -> BarRow:
    detail = tr(
        "{title}: {done} done, {stopped} stopped",
        title=each.title,
        done=numeral(each.done),
        stopped=numeral(each.stopped),
    )
    return share_row(_title(each), detail, each.replies)


def _sheet(found: tuple[SequenceStepEffect, ...]) -> Sheet:
    def row(at: int) -> list[str]:
        each = found[at]
        share = share_cells(each.replies)
        head = [each.sequence, str(each.step), each.title]
        return [*head, numeral(each.done), numeral(each.stopped), *share]

    titles = (
        tr("Sequence"),
        tr("Step"),
        tr("Title"),
        tr("Done", "how many"),
        tr("Stopped"),
        tr("Mails"),
        *SHARE_TITLES,
    )
    return Sheet(titles, len(found), row, words=3)
