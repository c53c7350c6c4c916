"""The reports as pages, made when they are first looked at, and what was loaded for one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desktop_app.domain.metrics import EvidenceQuery, Measure, MetricsQuery, Narrowing, Period
from desktop_app.ui.metrics.overview_page import OverviewPage
from desktop_app.ui.metrics.page import ReportPage
from desktop_app.ui.metrics.side import Report
from desktop_app.ui.shell.context import Context


@dataclass(frozen=True, slots=True)
class Answer:
    """What was loaded for a report, and what it was asked with."""

    page: ReportPage
    query: MetricsQuery
    found: Any


def evidence_of(query: MetricsQuery, measure: Measure, period: Period) -> EvidenceQuery:
    """What stands behind a figure as it was loaded."""
    return EvidenceQuery(measure, period, working_hours=query.working_hours)


def row_of(query: MetricsQuery, narrowing: Narrowing, period: Period) -> EvidenceQuery:
    """What stands behind a row of a report as it was loaded, or behind a point of its chart."""
    return EvidenceQuery.behind(narrowing, period, working_hours=query.working_hours)


def _email(ctx: Context) -> ReportPage:
    from desktop_app.ui.metrics.email_page import EmailPage

    return EmailPage(ctx)


def _leads(ctx: Context) -> ReportPage:
    from desktop_app.ui.metrics.leads_page import LeadsPage

    return LeadsPage(ctx)


def _meetings(ctx: Context) -> ReportPage:
    from desktop_app.ui.metrics.meetings_page import MeetingsPage

    return MeetingsPage(ctx)


_MAKERS: dict[Report, Callable[[Context], ReportPage]] = {
    Report.OVERVIEW: OverviewPage,
    Report.EMAIL: _email,
    Report.LEADS: _leads,
    Report.MEETINGS: _meetings,
}


def make_page(report: Report, ctx: Context) -> ReportPage:
    """The page of a report of the sidebar."""
    return _MAKERS[report](ctx)
