"""What can be done in Metrics, as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop_app.domain.language import tr
from desktop_app.domain.metrics import Grouping
from desktop_app.ui.actions import Action
from desktop_app.ui.metrics import words
from desktop_app.ui.metrics.charts import groupings_for
from desktop_app.ui.metrics.choices import SPANS

if TYPE_CHECKING:
    from desktop_app.ui.metrics.screen import MetricsScreen

CONTEXT = "metrics"
_MENU = tr("&Figures")


def metrics_actions(screen: MetricsScreen) -> list[Action]:
    """The commands of Metrics for one screen."""

    def command(
        name: str,
        text: str,
        run: Callable[[], object],
        keys: tuple[str, ...] = (),
        icon: str = "",
        **more: Any,
    ) -> Action:
        return Action(f"{CONTEXT}.{name}", text, run, keys, icon, _MENU, CONTEXT, **more)

    def change(**changed: object) -> None:
        screen.choose(replace(screen.choices, **changed))

    def able(grouping: Grouping) -> bool:
        return grouping in groupings_for(screen.choices.period(screen.today))

    spans = [
        command(f"span_{key}", said, lambda key=key: change(span=key), checkable=True,
                checked_when=lambda key=key: screen.choices.span == key, words=("period",))
        for key, said in SPANS
    ]  # fmt: skip
    groupings = [
        command(f"by_{each}", words.BY[each],
                lambda each=each: change(grouping=each), checkable=True, group=2,
                checked_when=lambda each=each: screen.choices.grouping is each,
                enabled_when=lambda each=each: able(each), words=("group",))
        for each in Grouping
    ]  # fmt: skip
    return [
        *spans,
        command("own", tr("&Days of your own…"), screen.header.ask_days, ("D",),
                "ph.calendar-blank",
                words=("range", "period", "dates")),
        command("earlier", tr("&Earlier days"), lambda: screen.move_days(-1), ("[",),
                "ph.caret-left", group=1),
        command("later", tr("&Later days"), lambda: screen.move_days(1), ("]",), "ph.caret-right",
                group=1),
        *groupings,
        command("hours", tr("Response time in &working hours"),
                lambda: change(working_hours=not screen.choices.working_hours), ("W",),
                checkable=True, checked_when=lambda: screen.choices.working_hours, group=3),
        command("set_hours", tr("Working hours…"), screen.ask_hours, group=3,
                words=("schedule", "weekdays", "settings")),
        command("table", tr("Show as &table"), screen.table_of_focused, ("T",), "ph.table", group=4,
                words=("figures", "numbers")),
        command("export", tr("E&xport…"), lambda: screen.export.ask(screen.header.export), ("X",),
                "ph.export", group=5, words=("save", "csv", "pdf", "png"),
                enabled_when=lambda: screen.answer is not None),
        command("pdf", tr("Save report of these days (PDF)…"), screen.export.save_report, (),
                "ph.file-pdf", group=5, words=("export", "print"),
                enabled_when=screen.export.can_print),
    ]  # fmt: skip
