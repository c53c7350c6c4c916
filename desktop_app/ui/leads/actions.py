"""The commands of the screen of leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.ui.actions import Action
from desktop_app.ui.leads.header import LAYOUT_KEY

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
        return screen.pane.count > 0

    def on_board() -> bool:
        return screen.pane.boards.on and screen.pane.current_id is not None

    def few() -> bool:
        return 2 <= screen.checking.count <= merge_at_most()

    return [
        Action(
            "leads.next",
            "&Next lead",
            lambda: screen.pane.move_by(1),
            ("J",),
            "ph.caret-down",
            "&Lead",
            CONTEXT,
            some,
        ),
        Action(
            "leads.previous",
            "&Previous lead",
            lambda: screen.pane.move_by(-1),
            ("K",),
            "ph.caret-up",
            "&Lead",
            CONTEXT,
            some,
        ),
        Action(
            "leads.open",
            "&Open",
            lambda: screen.open(screen.pane.current_id),
            ("Enter",),
            "",
            "&Lead",
            CONTEXT,
            lambda: screen.pane.current_id is not None,
            keys_by_view=True,
        ),
        Action(
            "leads.check",
            "&Check",
            screen.checking.check_current,
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
            screen.checking.check_all,
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
            "leads.colder",
            "Move to the status on the &right",
            lambda: screen.pane.boards.board.carry(1),
            ("Ctrl+Right",),
            "ph.arrow-right",
            "&Lead",
            CONTEXT,
            on_board,
            keys_by_view=True,
            group=2,
            words=("colder", "board"),
        ),
        Action(
            "leads.warmer",
            "Move to the status on the &left",
            lambda: screen.pane.boards.board.carry(-1),
            ("Ctrl+Left",),
            "ph.arrow-left",
            "&Lead",
            CONTEXT,
            on_board,
            keys_by_view=True,
            group=2,
            words=("warmer", "board"),
        ),
        Action(
            "leads.board",
            "&Board",
            lambda: screen.show_board(not screen.pane.boards.on),
            (LAYOUT_KEY,),
            "ph.columns",
            "&View",
            CONTEXT,
            checkable=True,
            checked_when=lambda: screen.pane.boards.on,
            group=2,
            words=("kanban", "columns", "table"),
        ),
        Action(
            "leads.history",
            "&History…",
            screen.show_history,
            (),
            "ph.clock-counter-clockwise",
            "&Lead",
            CONTEXT,
            lambda: screen.pane.current_id is not None,
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
            "ph.intersect",
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
        Action(
            "leads.export",
            "&Export…",
            screen.export,
            ("Ctrl+Shift+E",),
            "ph.export",
            "&Lead",
            CONTEXT,
            some,
            group=4,
        ),
        Action(
            "leads.filter",
            "Add a &filter…",
            screen.pane.filter_bar.add_filter,
            ("F",),
            "ph.funnel-simple",
            "&Lead",
            CONTEXT,
            screen.pane.filter_bar.isVisible,
            group=3,
            words=("condition", "chip"),
        ),
        Action(
            "leads.filter_text",
            "Edit the filter as &text",
            screen.pane.filter_bar.edit_as_text,
            ("Ctrl+Shift+F",),
            "ph.text-t",
            "&Lead",
            CONTEXT,
            screen.pane.filter_bar.isVisible,
            group=3,
            words=("query", "language"),
        ),
        Action(
            "leads.save_view",
            "Sa&ve view…",
            screen.save_view,
            ("Ctrl+S",),
            "ph.bookmark-simple",
            "&Lead",
            CONTEXT,
            screen.pane.filter_bar.isVisible,
            group=3,
        ),
        Action(
            "leads.reset_view",
            "&Back to the view as saved",
            screen.reset_view,
            (),
            "ph.arrow-counter-clockwise",
            "&Lead",
            CONTEXT,
            lambda: screen.edited,
            group=3,
        ),
    ]
