"""The people known here: a list to choose from, and the one chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.users import User
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.labels import ElidedLabel, Face, Link
from desktop_app.ui.widgets.picture import picture_of
from desktop_app.ui.widgets.row_list import Row, RowList

_SHOWN = 5


class Chooser(QWidget):
    """Everybody known here, and the way to another address.

    Signals:
        chosen: a :class:`User`.
        other_wanted: none of them.
    """

    chosen = Signal(object)
    other_wanted = Signal()

    def __init__(self, themes: Themes, people: Sequence[User]) -> None:
        super().__init__()
        self._people = {user.auth_id: user for user in people}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.list = RowList(themes, tr("People on this computer"), most=_SHOWN)
        self.list.chosen.connect(lambda key: self.chosen.emit(self._people[key]))
        self.list.put(
            [
                Row(
                    user.auth_id,
                    user.name,
                    user.email,
                    face=user.name or user.email,
                    image=user.image,
                )
                for user in people
            ]
        )
        column.addWidget(Framed(themes, self.list))
        self.other = Link(themes, tr("Another address"))
        self.other.activated.connect(self.other_wanted)
        column.addWidget(self.other)

    def prefer(self, auth_id: str) -> None:
        """Stand on the person who signed in last."""
        keys = [row.key for row in self.list.rows]
        if auth_id in keys:
            self.list.go_to(keys.index(auth_id))


class Chosen(QWidget):
    """Avatar, name and address of one person, with the way to another.

    Signals:
        change_wanted: it is somebody else.
    """

    change_wanted = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 14)
        row.setSpacing(12)
        self._face = Face(themes, 36, person=True)
        row.addWidget(self._face)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._name = ElidedLabel(themes, weight=500)
        self._email = ElidedLabel(themes, font="small", ink="text.tertiary")
        words.addWidget(self._name)
        words.addWidget(self._email)
        row.addLayout(words, 1)
        self.change = Link(themes, tr("Not you?"), font="small")
        self.change.activated.connect(self.change_wanted)
        row.addWidget(self.change)

    @property
    def name(self) -> str:
        return self._name.text

    def show_person(self, user: User) -> None:
        self._face.set_name(user.name or user.email, picture_of(user.image))
        self._name.set_text(user.name)
        self._email.set_text(user.email)


class Framed(QWidget):
    """A hairline with round corners around something."""

    def __init__(self, themes: Themes, inner: QWidget) -> None:
        super().__init__()
        self._themes = themes
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(inner)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        box = QRectF(self.rect())
        paint.outlined(painter_on(self), box, theme.radius.control, None, theme.border.default)
