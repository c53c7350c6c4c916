"""The commands of the screen of leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.ui.actions import Action

if TYPE_CHECKING:
    from desktop_app.ui.leads.screen import LeadsScreen

CONTEXT = "leads"


def lead_actions(screen: LeadsScreen) -> list[Action]:
    """All of them, for one screen."""

    def some() -> bool:
        return bool(len(screen.model.ids))

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
            "leads.filter",
            "Add a &filter…",
            screen.filter_bar.add_filter,
            ("F",),
            "ph.funnel-simple",
            "&Lead",
            CONTEXT,
            screen.filter_bar.isVisible,
            group=3,
            words=("condition", "chip"),
        ),
        Action(
            "leads.filter_text",
            "Edit the filter as &text",
            screen.filter_bar.edit_as_text,
            ("Ctrl+Shift+F",),
            "ph.text-t",
            "&Lead",
            CONTEXT,
            screen.filter_bar.isVisible,
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
            screen.filter_bar.isVisible,
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
