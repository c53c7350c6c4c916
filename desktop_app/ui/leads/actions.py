"""The commands of the screen of leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.ui.actions import Action

if TYPE_CHECKING:
    from desktop_app.ui.leads.screen import LeadsScreen

CONTEXT = "leads"


def merge_at_most() -> int:
    """Loaded for the first two that are checked, not for the list."""
    from desktop_app.domain.lead_duplicates import MERGE_AT_MOST

    return MERGE_AT_MOST


def lead_actions(screen: LeadsScreen) -> list[Action]:
    """All of them, for one screen."""

    def some() -> bool:
        return bool(len(screen.model.ids))

    def few() -> bool:
        return screen.checked_count >= 2 and screen.checked_count <= merge_at_most()

    return [
        Action(
            "leads.next",
            "&Next lead",
            lambda: screen.move_by(1),
            ("J",),
            "ph.caret-down",
            "&Lead",
            CONTEXT,
            some,
        ),
        Action(
            "leads.previous",
            "&Previous lead",
            lambda: screen.move_by(-1),
            ("K",),
            "ph.caret-up",
            "&Lead",
            CONTEXT,
            some,
        ),
        Action(
            "leads.open",
            "&Open",
            lambda: screen.open(screen.table.current_id),
            ("Enter",),
            "",
            "&Lead",
            CONTEXT,
            lambda: screen.table.current_id is not None,
            keys_by_view=True,
        ),
        Action(
            "leads.check",
            "&Check",
            screen.check_current,
            ("X",),
            "ph.check-square",
            "&Lead",
            CONTEXT,
            some,
            group=1,
        ),
        Action(
            "leads.check_all",
            "Check &all",
            screen.check_all,
            ("Ctrl+A",),
            "ph.checks",
            "&Lead",
            CONTEXT,
            some,
            group=1,
        ),
        Action(
            "leads.add_action",
            "Add an &action…",
            screen.add_action,
            ("A",),
            "ph.calendar-plus",
            "&Lead",
            CONTEXT,
            some,
            group=2,
        ),
        Action(
            "leads.add_meeting",
            "Add a &meeting…",
            lambda: screen.add_action("meeting"),
            ("M",),
            "ph.users",
            "&Lead",
            CONTEXT,
            some,
            group=2,
        ),
        Action(
            "leads.status",
            "Change &status…",
            screen.choose_status,
            ("S",),
            "ph.circle-half",
            "&Lead",
            CONTEXT,
            some,
            group=2,
        ),
        Action(
            "leads.history",
            "&History…",
            screen.show_history,
            (),
            "ph.clock-counter-clockwise",
            "&Lead",
            CONTEXT,
            lambda: screen.table.current_id is not None,
            group=2,
        ),
        Action(
            "leads.fields",
            "Manage &fields…",
            screen.panel.manage_fields,
            (),
            "ph.list-dashes",
            "&Lead",
            CONTEXT,
            group=3,
            words=("custom", "column"),
        ),
        Action(
            "leads.merge",
            "&Merge checked…",
            screen.merge_checked,
            (),
            "ph.arrows-merge",
            "&Lead",
            CONTEXT,
            few,
            group=3,
            words=("duplicates", "join"),
        ),
        Action(
            "leads.duplicates",
            "Find &duplicates…",
            screen.find_duplicates,
            (),
            "ph.users",
            "&Lead",
            CONTEXT,
            group=3,
            words=("merge", "double"),
        ),
    ]
