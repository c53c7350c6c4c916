"""The reports in the sidebar."""

from __future__ import annotations

from enum import StrEnum

from desktop_app.ui.shell.screens import SideRow, SideSection


class Report(StrEnum):
    OVERVIEW = "overview"
    EMAIL = "email"
    LEADS = "leads"
    MEETINGS = "meetings"


_ROWS = (
    SideRow(Report.OVERVIEW, "Overview", "ph.squares-four"),
    SideRow(Report.EMAIL, "Email", "ph.envelope-simple"),
    SideRow(Report.LEADS, "Leads", "ph.users-three"),
    SideRow(Report.MEETINGS, "Meetings", "ph.calendar-check"),
)


def sections() -> tuple[SideSection, ...]:
    return (SideSection("Reports", _ROWS),)
