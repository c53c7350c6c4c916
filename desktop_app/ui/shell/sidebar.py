"""The left side: brand, search, screens, the rows of the current screen, the user."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.language import tr
from desktop_app.domain.users import User
from desktop_app.ui.shell.boot_page import Logo
from desktop_app.ui.shell.screens import Screen, SideModel, SideRow, SideSection
from desktop_app.ui.shell.sidebar_rows import NavRow, SearchButton, UserFace
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on, sides
from desktop_app.ui.widgets.buttons import Button, Look, Size, icon_button
from desktop_app.ui.widgets.labels import ElidedLabel, label
from desktop_app.ui.widgets.layouts import within
from desktop_app.ui.widgets.picture import picture_of
from desktop_app.ui.widgets.scroll import scrolling

_MARGIN = 12
_BETWEEN = 12  # px above each section but the first


class Sidebar(QWidget):
    """The sidebar; becomes a rail of icons when told to.

    Signals:
        screen_chosen: the key of a screen.
        search_wanted, create_wanted, menu_wanted: the small buttons; the last one carries
            the widget to open the menu at.
    """

    screen_chosen = Signal(str)
    search_wanted = Signal()
    create_wanted = Signal()
    menu_wanted = Signal(object)

    def __init__(
        self,
        themes: Themes,
        screens: Sequence[Screen],
        user_name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._rail = False
        self._model: SideModel | None = None
        self.rows: dict[str, NavRow] = {}
        self.side_rows: dict[str, NavRow] = {}
        self._standing: list[tuple[str, list[str]]] = []
        self._titles: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*sides(0, 0, 1, 0))
        self._column.setSpacing(0)
        self._column.addWidget(self._make_brand())
        self._search = SearchButton(themes)
        self._search.clicked.connect(self.search_wanted)
        self._column.addLayout(_inset(self._search))
        self._column.addSpacing(_MARGIN)
        screens_box = QVBoxLayout()
        screens_box.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        screens_box.setSpacing(1)
        for screen in screens:
            row = NavRow(themes, screen.title, screen.icon, filled=True, key=screen.shortcut)
            row.clicked.connect(lambda _on=False, key=screen.key: self.screen_chosen.emit(key))
            self.rows[screen.key] = row
            screens_box.addWidget(row)
        self._column.addLayout(screens_box)
        self._column.addWidget(self._make_sections(), 1)
        self._column.addWidget(self._make_user(user_name))
        self.set_rail(False)

    def set_screen(self, key: str, model: SideModel | None) -> None:
        """Mark a screen as current and show its rows."""
        for each, row in self.rows.items():
            row.setChecked(each == key)
        if self._model is not None:
            self._model.changed.disconnect(self._on_model)
        self._model = model
        if model is not None:
            model.changed.connect(self._on_model)
        self._on_model()

    def set_creation(self, words: str, key: str) -> None:
        """Say what the pencil makes on the current screen, and the key that does so too."""
        self._create.teach(words, key)

    def set_count(self, key: str, count: int | None) -> None:
        self.rows[key].set_count(count)

    def show_user(self, user: User) -> None:
        """Name and picture of who is signed in."""
        self._face.show_person(user.name, picture_of(user.image))
        self._user_name.set_text(user.name)

    def set_rail(self, rail: bool) -> None:
        layout = self._themes.now.layout
        self._rail = rail
        self.setFixedWidth(layout.rail if rail else layout.sidebar)
        for row in (*self.rows.values(), *self.side_rows.values()):
            row.set_rail(rail)
        self._search.set_rail(rail)
        for each in (self._brand_name, self._create, self._user_name, *self._titles):
            each.setVisible(not rail)
        self._brand_row.setContentsMargins(*sides(14 if rail else 18, 0, 11, 0))
        self._user_row.setContentsMargins(*sides(13 if rail else 18, 0, 12, 0))
        self._gear.setVisible(not rail)

    def focus_current(self) -> None:
        """Bring the keyboard to the current screen's row."""
        row = next((each for each in self.rows.values() if each.isChecked()), None)
        if row is not None:
            row.setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        painter.fillRect(self.rect(), theme.bg.window)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.border.default)

    def _make_brand(self) -> QWidget:
        box = QWidget()
        box.setFixedHeight(self._themes.now.size.header)
        self._brand_row = QHBoxLayout(box)
        self._brand_row.setSpacing(0)
        self._brand_row.addWidget(Logo(self._themes, 22))
        self._brand_row.addSpacing(8)
        self._brand_name = label("Outpost", "brand")
        self._brand_row.addWidget(self._brand_name)
        self._brand_row.addStretch()
        self._create = icon_button(self._themes, "ph.note-pencil", tr("New lead"), key="C")
        self._create.clicked.connect(self.create_wanted)
        self._brand_row.addWidget(self._create)
        return box

    def _make_sections(self) -> QWidget:
        holder = QWidget()
        self._sections = QVBoxLayout(holder)
        self._sections.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._sections.setSpacing(1)
        self._sections.addStretch()
        return scrolling(holder)

    def _make_user(self, name: str) -> QWidget:
        box = QWidget()
        box.setFixedHeight(56)
        self._user_row = QHBoxLayout(box)
        self._user_row.setSpacing(0)
        self._face = UserFace(self._themes, name)
        self._face.clicked.connect(lambda: self.menu_wanted.emit(self._face))
        self._user_row.addWidget(self._face)
        self._user_row.addSpacing(8)
        self._user_name = ElidedLabel(self._themes, name, weight=500)
        self._user_row.addWidget(self._user_name, 1)
        self._gear = Button(
            self._themes, icon="ph.gear-six", name=tr("Settings and sign-in"), look=Look.GHOST
        )
        self._gear.clicked.connect(lambda: self.menu_wanted.emit(self._gear))
        self._user_row.addWidget(self._gear)
        return box

    def _on_model(self) -> None:
        model = self._model
        sections = () if model is None else model.sections
        standing = [(each.title, [row.key for row in each.rows]) for each in sections]
        if standing != self._standing or model is None:
            self._standing = standing
            self._rebuild()
        if model is None:
            return
        for section in model.sections:
            for data in section.rows:
                row = self.side_rows[data.key]
                row.set_look(data.text, data.icon, data.ink)
                row.set_count(data.count)
                row.setChecked(data.key == model.current)

    def _rebuild(self) -> None:
        while self._sections.count() > 1:
            widget = self._sections.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.side_rows = {}
        self._titles = []
        if self._model is None:
            return
        at = 0
        for section in self._model.sections:
            title = self._make_title(section, above=_BETWEEN if at else 0)
            self._titles.append(title)
            self._sections.insertWidget(at, title)
            # Not before it has its place: it would flash as a window, and take the keyboard.
            title.setVisible(not self._rail)
            at += 1
            for data in section.rows:
                row = self._make_row(data)
                self._sections.insertWidget(at, row)
                at += 1

    def _make_title(self, section: SideSection, *, above: int) -> QWidget:
        title = label(section.title, "caption")
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(*sides(8, above, 4, 0))
        row.addLayout(within(title, 0, 6, 0, 6), 1)
        if not section.add:
            return box
        add = icon_button(self._themes, "ph.plus", section.add, size=Size.SMALL)
        model = self._model
        add.clicked.connect(lambda: model and model.add_wanted.emit(add))
        row.addWidget(add)
        return box

    def _make_row(self, data: SideRow) -> NavRow:
        row = NavRow(self._themes, data.text, data.icon, ink=data.ink)
        row.set_rail(self._rail)
        model = self._model
        row.clicked.connect(lambda _on=False: model and model.chosen.emit(data.key))
        row.menu_wanted.connect(lambda at: model and model.menu_wanted.emit(data.key, at))
        row.move_wanted.connect(lambda by: model and model.move_wanted.emit(data.key, by))
        self.side_rows[data.key] = row
        return row


def _inset(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
    row.addWidget(widget)
    return row
