"""``outpost metrics``: the figures of days, counted anew or shown."""

from __future__ import annotations

import argparse
import math
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop_app.commands.arguments import Commands
from desktop_app.commands.call import Invocation, Outcome

if TYPE_CHECKING:
    from desktop_app.domain.metrics import Figures, Period, Point

_SHOWN_DAYS = 30
_HEAD = ("Day", "Sent", "Received", "Replies", "Response", "Leads", "Meetings")
_OTHERS = (
    "Another program wrote some of these days: their replies, response times and leads "
    "cannot be added up."
)
_WIDTHS = (10, 6, 9, 9, 14, 6, 9)


def register(commands: Commands) -> None:
    metrics = commands.family("metrics", "how the days went")
    for name, run, help_ in (
        ("refresh", refresh, "count days anew; all of them, or those named"),
        ("show", show, f"show days and their totals; the last {_SHOWN_DAYS}, or those named"),
    ):
        made = metrics.add(name, run, help_)
        made.add_argument("--from", dest="first", type=_day, metavar="DATE", help="as 2026-06-17")
        made.add_argument("--to", dest="last", type=_day, metavar="DATE", help="today without it")


def refresh(call: Invocation) -> Outcome:
    from desktop_app.domain.metrics import LONGEST

    with call.opened() as opened:
        metrics = opened.services().for_user(call.user(opened)).metrics
        period = _period(call, metrics.today(), LONGEST)
        count = metrics.refresh(period)
    document: dict[str, Any] = {"days": count}
    if period is not None:
        document |= {"from": period.first, "to": period.last}
    return Outcome(document, f"{count:,} {'day' if count == 1 else 'days'} counted")


def show(call: Invocation) -> Outcome:
    from desktop_app.domain.metrics import Compared, Grouping, MetricsQuery, Period

    with call.opened() as opened:
        metrics = opened.services().for_user(call.user(opened)).metrics
        today = metrics.today()
        period = _period(call, today, _SHOWN_DAYS) or Period.until(today, _SHOWN_DAYS)
        days = metrics.days(period)
        whole = metrics.overview(MetricsQuery(period, Grouping.MONTH, Compared.NOTHING)).figures
    totals = _totals(days, whole)
    document = {
        "from": period.first,
        "to": period.last,
        "days": [{"metric_date": each.period.first, **_figures(each.figures)} for each in days],
        "totals": totals,
    }
    return Outcome(document, _table(period, days, totals))


def _period(call: Invocation, today: date, days: int) -> Period | None:
    """The days that are named: from the first until today, or as many as ``days`` before the last;
    None where neither is."""
    from desktop_app.domain.metrics import Period

    first, last = call.arguments.first, call.arguments.last
    if first is None and last is None:
        return None
    if first is None:
        return Period.until(last, days)
    return Period(first, last if last is not None else max(first, today))


def _day(given: str) -> date:
    try:
        found = date.fromisoformat(given)
    except ValueError:
        found = None
    # Far from the ends of the calendar, so that days can be counted from it.
    if found is None or not 1900 <= found.year <= 9000:
        raise argparse.ArgumentTypeError(f"“{given}” is no date: write it as 2026-06-17")
    return found


def _figures(figures: Figures) -> dict[str, Any]:
    """By the names of ``performance_metrics``."""
    rate = figures.reply_rate
    return {
        "emails_sent": figures.sent,
        "emails_received": figures.received,
        "reply_rate": round(rate, 2) if rate is not None else None,
        "avg_response_time": _whole(figures.response_mean),
        "leads_contacted": figures.leads_contacted,
        "meetings_scheduled": figures.meetings,
    }


def _totals(days: tuple[Point, ...], whole: Figures) -> dict[str, Any]:
    """The totals of the days that are listed. Of days that another program wrote no more than the
    row is known: what a sum of rows does not give is None then."""
    others = [each.figures for each in days if not each.counted]
    total = _figures(whole) | {"median_response_time": _whole(whole.response_median)}
    total["emails_sent"] = sum(each.figures.sent for each in days)
    total["emails_received"] = sum(each.figures.received for each in days)
    total["meetings_scheduled"] = sum(each.figures.meetings for each in days)
    if any(each.reply_rate is not None for each in others):
        total["reply_rate"] = None
    if any(each.response_mean is not None for each in others):
        total["avg_response_time"] = total["median_response_time"] = None
    if any(each.leads_contacted for each in others):
        total["leads_contacted"] = None  # some may be the same
    return total


def _whole(minutes: float | None) -> int | None:
    """Half a minute counts as one, as in ``performance_metrics``."""
    return math.floor(minutes + 0.5) if minutes is not None else None


def _table(period: Period, days: tuple[Point, ...], totals: dict[str, Any]) -> str:
    if not days:
        return f"There is nothing yet from {period.first} to {period.last}."
    rows = [_HEAD, *(_row(f"{each.period.first}", _figures(each.figures)) for each in days)]
    rows.append(_row("Total", totals))
    lines = [
        "".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, _WIDTHS, strict=True))
        )
        for row in rows
    ]
    if not all(each.counted for each in days):
        lines.append(_OTHERS)
    return "\n".join(lines)


def _row(name: str, figures: dict[str, Any]) -> tuple[str, ...]:
    rate, leads = figures["reply_rate"], figures["leads_contacted"]
    return (
        name,
        f"{figures['emails_sent']:,}",
        f"{figures['emails_received']:,}",
        f"{rate:.1f} %" if rate is not None else "–",
        _duration(figures["avg_response_time"]),
        f"{leads:,}" if leads is not None else "–",
        f"{figures['meetings_scheduled']:,}",
    )


def _duration(minutes: int | None) -> str:
    if minutes is None:
        return "–"
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        return f"{hours // 24} d {hours % 24} h"
    return f"{hours} h {rest:02} min" if hours else f"{rest} min"
