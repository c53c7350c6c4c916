"""The saved views of leads: what they ask, how many they hold, and their rows at the side."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.lead_layout import TableLayout, layout_document
from desktop_app.domain.leads import LeadQuery
from desktop_app.domain.saved_views import ALL, BUILT_IN, SavedView
from desktop_app.ui.leads.view_counts import ViewCounts
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.screens import SideModel, SideRow, SideSection

if TYPE_CHECKING:
    from desktop_app.ui.leads.view_popup import ViewPopup

_INKS = {
    ALL: "accent.text",
    "hot": "status.hot.solid",
    "drafts": "semantic.ai.solid",
}


class SavedViews(QObject):
    """Reads the views, shows them in the sidebar, and does what their menus offer.

    Args:
        parent: the screen, over which popups open.

    Signals:
        changed: views or their numbers have been read.
        save_wanted: "+" beside the title; the button.
        wanted: the key of a view that is to be shown: one that was just made.
    """

    changed = Signal()
    save_wanted = Signal(object)
    wanted = Signal(str)

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._screen = parent
        self._views: dict[str, SavedView] = {view.key: view for view in BUILT_IN}
        self._hidden: tuple[SavedView, ...] = ()
        self._coming: str | None = None
        self.popup: ViewPopup | None = None
        services = ctx.services
        self.counts = ViewCounts(ctx.ops, lambda query: services.leads.count(query), self)
        self.counts.changed.connect(self._on_counts)
        self.side = SideModel(self)
        self.side.add_wanted.connect(self.save_wanted)
        self.side.menu_wanted.connect(self.show_menu)
        self.side.move_wanted.connect(self.move)
        self.current = ALL

    def choose(self, key: str) -> SavedView | None:
        """Make a view the current one; None where there is no such view."""
        view = self._views.get(key)
        if view is not None:
            self.current = key
            self.side.set(current=key)
        return view

    @property
    def view(self) -> SavedView:
        """The current view."""
        return self._views.get(self.current, BUILT_IN[0])

    @property
    def title(self) -> str:
        return self.view.name

    @property
    def total(self) -> int | None:
        """How many leads there are in all; None until that is known."""
        return self.counts[ALL]

    @property
    def narrows(self) -> bool:
        """Whether the current view leaves leads out, where there are any."""
        return self.current != ALL and bool(self.total)

    def read(self) -> None:
        """Ask for the views; their counts follow."""
        views = self._ctx.services.views
        self._ctx.ops.run_query(
            self, lambda: tuple(views.list(hidden=True)), self._on_views, key="views"
        )

    def renew_counts(self) -> None:
        """Leads have changed."""
        self.counts.renew()

    # Commands

    def save(self, query: LeadQuery, anchor: QWidget, layout: TableLayout) -> ViewPopup:
        """Ask for a name, and keep a question and a table as a new view, which is then shown."""
        from desktop_app.ui.leads.view_popup import ViewPopup

        views = self._ctx.services.views

        def save(name: str, icon: str) -> None:
            self._run(
                lambda: views.save(name, query, icon=icon, layout=layout_document(layout)),
                lambda done: self._on_made(done[0]),
                refused=popup.refuse,
            )

        popup = ViewPopup(self._ctx.theme, self._screen, tr("Save view"), save)
        self.popup = popup
        popup.show_below_widget(anchor)
        return popup

    def update(self, query: LeadQuery, layout: TableLayout) -> None:
        """Keep another question and another table in the current view."""
        views, key = self._ctx.services.views, self.current
        self._run(lambda: views.update(key, query, layout=layout_document(layout)))

    def rename(self, key: str, anchor: QPoint) -> None:
        """Ask for another name and icon of a view."""
        from desktop_app.ui.leads.view_popup import ViewPopup

        views, view = self._ctx.services.views, self._views[key]

        def save(name: str, icon: str) -> None:
            self._run(
                lambda: views.rename(key, name, icon=icon),
                lambda _done: popup.close(),
                refused=popup.refuse,
            )

        popup = ViewPopup(
            self._ctx.theme, self._screen, tr("Rename"), save, name=view.name, icon=view.icon
        )
        self.popup = popup
        popup.adjustSize()
        popup.move(anchor)
        popup.show()

    def move(self, key: str, by: int) -> None:
        """Put a view so many places further down."""
        views = self._ctx.services.views
        keys = [each for each in self._views if not self._views[each].hidden]
        if key in keys:
            at = keys.index(key)
            to = max(0, min(at + by, len(keys) - 1))
            keys.insert(to, keys.pop(at))
            if to != at:
                self._run(lambda: views.reorder(keys))

    def duplicate(self, key: str) -> None:
        views = self._ctx.services.views
        self._run(lambda: views.duplicate(key), lambda done: self._on_made(done[0]))

    def delete(self, key: str) -> None:
        views = self._ctx.services.views
        self._run(lambda: views.delete(key))

    def hide(self, key: str, hidden: bool = True) -> None:
        views = self._ctx.services.views
        self._run(lambda: views.hide(key, hidden))

    def show_menu(self, key: str, at: QPoint) -> QMenu:
        """What can be done with a view."""
        menu = QMenu(self._screen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setAccessibleName(tr("View"))
        view = self._views[key]
        icon = self._ctx.theme.icon
        if not view.built_in:
            menu.addAction(icon("ph.pencil-simple"), tr("&Rename…"), lambda: self.rename(key, at))
        menu.addAction(icon("ph.copy"), tr("&Duplicate"), lambda: self.duplicate(key))
        keys = [each for each in self._views if not self._views[each].hidden]
        up = menu.addAction(icon("ph.arrow-up"), tr("Move &up\tAlt+Up"), lambda: self.move(key, -1))
        up.setEnabled(key != keys[0])
        down = menu.addAction(
            icon("ph.arrow-down"), tr("Move d&own\tAlt+Down"), lambda: self.move(key, 1)
        )
        down.setEnabled(key != keys[-1])
        menu.addSeparator()
        if not view.built_in:
            menu.addAction(icon("ph.trash"), tr("De&lete"), lambda: self.delete(key))
        elif key != ALL:
            menu.addAction(icon("ph.eye-slash"), tr("&Hide"), lambda: self.hide(key))
        for hidden in self._hidden:
            menu.addAction(
                icon("ph.eye"),
                tr("Show “{name}” again", name=hidden.name),
                lambda each=hidden.key: self.hide(each, False),
            )
        menu.popup(at)
        return menu

    def _run(
        self,
        do: Callable[[], Any],
        then: Callable[[Any], None] | None = None,
        *,
        refused: Callable[[Exception], None] | None = None,
    ) -> None:
        self._ctx.ops.run_command(self, do, then, refused)

    def _on_made(self, key: str) -> None:
        if self.popup is not None:
            self.popup.close()
            self.popup = None
        # It is shown as soon as it has been read, which may have happened already.
        self._coming = key
        self._show_coming()

    def _show_coming(self) -> None:
        if self._coming is not None and self._coming in self._views:
            key, self._coming = self._coming, None
            self.wanted.emit(key)

    # Showing

    def _on_views(self, views: tuple[SavedView, ...]) -> None:
        self._hidden = tuple(view for view in views if view.hidden)
        self._views = {view.key: view for view in views if not view.hidden}
        self.counts.show([view for view in views if not view.hidden])
        self._show_rows()
        self.changed.emit()
        self._show_coming()

    def _on_counts(self) -> None:
        self._show_rows()
        self.changed.emit()

    def _show_rows(self) -> None:
        rows = [
            SideRow(
                view.key,
                view.name,
                view.icon if not view.fault else "ph.warning",
                self.counts[view.key],
                _INKS.get(view.key, "text.secondary"),
            )
            for view in self._views.values()
        ]
        self.side.set(
            [SideSection(tr("Saved views"), tuple(rows), tr("Save what is shown as a view"))],
            current=self.current,
        )
