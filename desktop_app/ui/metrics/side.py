"""The reports in the sidebar."""

from __future__ import annotations

from enum import StrEnum

from desktop_app.domain.language import tr
from desktop_app.ui.shell.screens import SideRow, SideSection


class Report(StrEnum):
    OVERVIEW = "overview"
    EMAIL = "email"
    LEADS = "leads"
    MEETINGS = "meetings"


_ROWS = (
    SideRow(Report.OVERVIEW, tr("Overview"), "ph.squares-four"),
    SideRow(Report.EMAIL, tr("Email"), "ph.envelope-simple"),
    SideRow(Report.LEADS, tr("Leads"), "ph.users-three"),
    SideRow(Report.MEETINGS, tr("Meetings"), "ph.calendar-check"),
)


def sections() -> tuple[SideSection, ...]:
    return (SideSection(tr("Reports"), _ROWS),)
