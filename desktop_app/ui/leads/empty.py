"""What stands in the place of the table when there is no lead to show."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.domain.language import tr
from desktop_app.domain.saved_views import SavedView
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.states import EmptyState


def nothing_found(themes: Themes, clear: Callable[[], None]) -> EmptyState:
    """The filter leaves nobody."""
    return EmptyState(
        themes,
        "ph.magnifying-glass",
        tr("Nothing found"),
        tr("No lead fits these words and filters."),
        [(tr("Clear the filter"), "", False, clear)],
    )


def nobody_in_view(themes: Themes) -> EmptyState:
    """There are leads, and none in this view."""
    return EmptyState(
        themes, "ph.users-three", tr("Nobody here"), tr("No lead is in this view now.")
    )


def view_unreadable(themes: Themes, view: SavedView) -> EmptyState:
    """What it asks cannot be read; its menu at the side can delete it."""
    return EmptyState(
        themes, "ph.warning", tr("“{name}” cannot be shown", name=view.name), view.fault
    )


def no_leads(
    themes: Themes, import_files: Callable[[], None], create: Callable[[], None]
) -> EmptyState:
    """There are none at all yet."""
    return EmptyState(
        themes,
        "ph.users-three",
        tr("No leads yet"),
        tr("Bring a CSV, Excel or vCard file, or drop one anywhere on this window."),
        [
            (tr("Import leads"), "ph.download-simple", True, import_files),
            (tr("New lead"), "ph.plus", False, create),
        ],
        foot=tr("or press [C] to add one by hand"),
    )
