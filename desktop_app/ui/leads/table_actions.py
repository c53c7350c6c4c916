"""The commands of the table: cells, clipboard, columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.domain.language import tr
from desktop_app.ui.actions import Action
from desktop_app.ui.leads.actions import CONTEXT

if TYPE_CHECKING:
    from desktop_app.ui.leads.screen import LeadsScreen


def table_actions(screen: LeadsScreen) -> list[Action]:
    """All of them, for one screen."""

    def some() -> bool:
        return bool(len(screen.pane.model.ids))

    return [
        Action(
            "leads.edit",
            tr("&Edit cell"),
            screen.pane.editing.begin,
            ("F2",),
            "ph.pencil-simple",
            tr("&Lead"),
            CONTEXT,
            some,
            keys_by_view=True,
            group=3,
        ),
        Action(
            "leads.copy",
            tr("Co&py"),
            lambda: screen.clipboard.copy(),
            ("Ctrl+C",),
            "ph.copy",
            tr("&Lead"),
            CONTEXT,
            some,
            keys_by_view=True,
            group=3,
            words=("clipboard", "spreadsheet"),
        ),
        Action(
            "leads.paste",
            tr("P&aste"),
            lambda: screen.clipboard.paste(),
            ("Ctrl+V",),
            "ph.clipboard-text",
            tr("&Lead"),
            CONTEXT,
            some,
            keys_by_view=True,
            group=3,
            words=("clipboard", "spreadsheet"),
        ),
        Action(
            "leads.columns",
            tr("&Columns…"),
            screen.choose_columns,
            ("Ctrl+Shift+C",),
            "ph.sliders-horizontal",
            tr("&Lead"),
            CONTEXT,
            group=4,
            words=("density", tr("row height"), "show", "hide", "layout"),
        ),
        Action(
            "leads.column_menu",
            tr("Column &menu"),
            screen.pane.table.open_column_menu,
            ("Shift+F10",),
            "",
            tr("&Lead"),
            CONTEXT,
            some,
            keys_by_view=True,
            group=4,
            words=("sort", "pin", "move", "fit"),
        ),
    ]
