"""A report in its card: a title, a picture of it or its table, and a way to copy it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.ui.metrics.data_table import DataTable, Sheet, copy_rows
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on, popup_below, sides
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Size, icon_button
from desktop_app.ui.widgets.labels import ElidedLabel, Paragraph
from desktop_app.ui.widgets.scroll import scrolling

_HEIGHT = 300  # px of what is below the title


class ReportCard(QWidget):
    """Shows ``picture``, or the table of the same.

    Args:
        picture: a widget that paints it; as high as it needs.
        nothing: said where there are no rows.

    Signals:
        file_wanted: the table is wanted as CSV.
        opened: the number of a row of the table, of which one wants to see what is behind it.
    """

    file_wanted = Signal()
    opened = Signal(int)

    def __init__(self, themes: Themes, title: str, picture: QWidget, nothing: str) -> None:
        super().__init__()
        self._themes = themes
        self._name = title
        self.picture = picture
        self.sheet: Sheet | None = None
        self.menu: QMenu | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(title)
        self.title = ElidedLabel(themes, title, weight=600)
        self.about = Paragraph(themes, "", font="small", ink="text.tertiary")
        self.about.hide()
        self.more = icon_button(
            themes, "ph.dots-three", tr("More: {title}", title=title), size=Size.SMALL
        )
        self.more.clicked.connect(self._open_menu)
        self.table = DataTable(themes, tr("{title}, table", title=title))
        self.table.opened.connect(lambda row, _column: self.opened.emit(row))
        self.nothing = Paragraph(themes, nothing, ink="text.secondary", centred=True)
        blank = QWidget()
        middle = QVBoxLayout(blank)
        middle.addStretch()
        middle.addWidget(self.nothing)
        middle.addStretch()
        self._drawn = scrolling(picture)
        self._blank = blank
        self._body = QStackedWidget()
        for page in (self._drawn, self.table, blank):
            self._body.addWidget(page)
        self._body.setMinimumHeight(_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(*sides(16, 10, 11, 12))
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.more)
        column.addLayout(head)
        column.addWidget(self.about)
        column.addWidget(self._body, 1)

    @property
    def name(self) -> str:
        return self._name

    @property
    def as_table(self) -> bool:
        return self._body.currentWidget() is self.table

    @property
    def has_table(self) -> bool:
        return self.sheet is not None and self.sheet.count > 0

    def show_rows(self, sheet: Sheet, about: str = "") -> None:
        """Its table; the picture is told by whoever made it."""
        as_table = self.as_table
        self.sheet = sheet
        self.about.set_text(about)
        self.about.setVisible(bool(about) and sheet.count > 0)
        self.table.put(sheet)
        self.more.setEnabled(sheet.count > 0)
        if not sheet.count:
            self._body.setCurrentWidget(self._blank)
        elif not as_table:
            self._body.setCurrentWidget(self._drawn)

    def set_as_table(self, on: bool) -> None:
        if self.has_table and on != self.as_table:
            self._body.setCurrentWidget(self.table if on else self._drawn)
            wanted = self.table if on else self.picture
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self) -> None:
        if self.sheet is not None:
            copy_rows(self.sheet.rows())

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(self._name)
        menu.aboutToHide.connect(menu.deleteLater)
        table = menu.addAction(tr("Show as table"))
        table.setCheckable(True)
        table.setChecked(self.as_table)
        table.triggered.connect(self.set_as_table)
        menu.addAction(tr("Copy table")).triggered.connect(self._copy)
        menu.addSeparator()
        menu.addAction(tr("Save as table (CSV)…")).triggered.connect(self.file_wanted)
        self.menu = menu
        popup_below(menu, self.more)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        edge = theme.border.default
        box = QRectF(self.rect())
        paint.outlined(painter_on(self), box, theme.radius.card, theme.bg.canvas, edge)
