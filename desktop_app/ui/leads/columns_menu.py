"""The menu of one column, and the panel that shows and hides columns."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.lead_filters import SortKey
from desktop_app.domain.lead_layout import Density
from desktop_app.ui.leads.columns import TableColumns
from desktop_app.ui.leads.table import LeadTable
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.buttons import Button, Check, Look, Segmented, Size
from desktop_app.ui.widgets.fields import SearchField
from desktop_app.ui.widgets.floating import Popover
from desktop_app.ui.widgets.labels import hairline, label
from desktop_app.ui.widgets.scroll import scrolling

_MANY = 12  # fields from which a search is worth its room
_DENSITIES = (
    (Density.COMPACT, tr("Compact")),
    (Density.COMFORTABLE, tr("Normal")),
    (Density.ROOMY, tr("Roomy")),
)


def show_column_menu(
    table: LeadTable,
    themes: Themes,
    key: str,
    at: QPoint,
    *,
    sort: tuple[SortKey, ...],
    sort_by: Callable[[tuple[SortKey, ...]], None],
    choose_columns: Callable[[], None],
) -> QMenu:
    """Everything that the mouse can do to a column, and what concerns all of them.

    Args:
        key: of the column; "" offers only what concerns all.
        sort: the levels there are.
    """
    columns = table.columns
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(tr("Columns"))

    def add(words: str, do: Callable[[], None], icon: str = "", *, enabled: bool = True) -> None:
        action = menu.addAction(themes.icon(icon), words) if icon else menu.addAction(words)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _on=False: do())

    field = columns.fields.get(key)
    standing = columns.layout.get(key)
    if field is not None and standing is not None:
        if field.sortable:
            others = tuple(each for each in sort if each.field != key)
            up, down = SortKey(key), SortKey(key, descending=True)
            add(tr("Sort &ascending"), lambda: sort_by((up,)), "ph.sort-ascending")
            add(tr("Sort &descending"), lambda: sort_by((down,)), "ph.sort-descending")
            add(tr("&Then by this"), lambda: sort_by((*others, up)), enabled=bool(others))
            if len(sort) > 1 and len(others) < len(sort):
                add(tr("Do &not sort by this"), lambda: sort_by(others))
            menu.addSeparator()
        add(
            tr("Un&pin") if standing.pinned else tr("&Pin to the left"),
            lambda: columns.change(columns.layout.pinning(key, not standing.pinned)),
            "ph.push-pin",
        )
        add(tr("Move &left"), lambda: columns.step(key, -1))
        add(tr("Move &right"), lambda: columns.step(key, 1))
        add(tr("&Fit to contents"), lambda: table.fit(key))
        add(tr("&Hide"), lambda: columns.show(key, False), enabled=len(columns.layout.columns) > 1)
        menu.addSeparator()
    add(tr("&Columns…"), choose_columns, "ph.sliders-horizontal")
    dense = menu.addMenu(tr("Row &height"))
    for density, words in _DENSITIES:
        action = dense.addAction(words)
        action.setCheckable(True)
        action.setChecked(columns.density is density)
        action.triggered.connect(
            lambda _on=False, each=density: columns.change(columns.layout.with_density(each))
        )
    add(tr("R&eset columns"), columns.reset)
    menu.popup(at)
    return menu


class ColumnsPanel(Popover):
    """Which columns are shown and how high rows are; changes are seen at once."""

    def __init__(self, themes: Themes, columns: TableColumns, parent: QWidget) -> None:
        super().__init__(themes, parent, width=280)
        self._columns = columns
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(tr("Columns"))
        self.column.setContentsMargins(1, 10, 1, 8)
        self.column.setSpacing(8)
        offered = columns.offered
        self.search: SearchField | None = None
        if len(offered) > _MANY:
            self.search = SearchField(themes, tr("Find a column"))
            self.search.textChanged.connect(self._filter)
            self.search.left_down.connect(self._on_left)
            self._inset(self.search)
        self.boxes: dict[str, Check] = {}
        content = QWidget()
        rows = QVBoxLayout(content)
        rows.setContentsMargins(14, 0, 14, 0)
        rows.setSpacing(7)
        for field in offered:
            box = Check(themes, field.title)
            box.setChecked(columns.layout.get(field.key) is not None)
            box.toggled.connect(lambda on, key=field.key: self._on_toggled(key, on))
            rows.addWidget(box)
            self.boxes[field.key] = box
        rows.addStretch()
        area = scrolling(content)
        height = len(offered) * (themes.now.line("body") + 7)
        area.setFixedHeight(min(height, 12 * (themes.now.line("body") + 7)))
        self.column.addWidget(area)
        self.column.addWidget(hairline())
        self._inset(label(tr("Row height"), "field"))
        self.density = Segmented(themes, [(str(each), words, "") for each, words in _DENSITIES])
        self.density.choose(str(columns.density))
        self.density.chosen.connect(
            lambda key: columns.change(columns.layout.with_density(Density(key)))
        )
        self._inset(self.density)
        self.reset = Button(themes, tr("Reset columns"), look=Look.GHOST, size=Size.SMALL)
        self.reset.clicked.connect(self._on_reset)
        self._inset(self.reset)

    def show_below(self, anchor: QWidget) -> None:
        """Open below a widget, its right edge flush with it."""
        self.adjustSize()
        corner = anchor.mapToGlobal(QPoint(anchor.width() - self.width(), anchor.height() + 6))
        self.move(max(0, corner.x()), corner.y())
        self.show()
        first = self.search or next(iter(self.boxes.values()))
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _inset(self, widget: QWidget) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(13, 0, 13, 0)
        row.addWidget(widget, 0 if isinstance(widget, Button) else 1)
        if isinstance(widget, Button):
            row.addStretch()
        self.column.addLayout(row)

    def _filter(self, text: str) -> None:
        wanted = text.casefold().strip()
        for box in self.boxes.values():
            box.setVisible(wanted in box.text().casefold())

    def _on_left(self) -> None:
        first = next((box for box in self.boxes.values() if box.isVisibleTo(self)), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_toggled(self, key: str, on: bool) -> None:
        self._columns.show(key, on)
        self._follow()

    def _on_reset(self) -> None:
        self._columns.reset()
        self._follow()

    def _follow(self) -> None:
        """The boxes as the layout is: the last column cannot be hidden."""
        for key, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(self._columns.layout.get(key) is not None)
            box.blockSignals(False)
