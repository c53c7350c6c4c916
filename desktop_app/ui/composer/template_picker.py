"""Which template goes into a mail: typed a little of, and chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from rapidfuzz import fuzz, process, utils

from desktop_app.domain.language import tr
from desktop_app.domain.templates import Template
from desktop_app.ui.leads.dropdown import Dropdown
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import turned_rows
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.found_model import FoundModel, FoundRole
from desktop_app.ui.widgets.hover import follow_mouse

_Index = QModelIndex | QPersistentModelIndex
_WIDTH = 420
_ROWS = 8
_LIKE = 60  # of 100: how much of what was typed has to be there
_PAD = 10


def ranked(templates: Sequence[Template], typed: str) -> tuple[Template, ...]:
    """Those that what was typed could mean, the likeliest first; all in their order for ""."""
    if not typed.strip():
        return tuple(templates)
    words = [f"{each.name} {each.category} {each.text.subject}" for each in templates]
    found = process.extract(
        typed,
        words,
        scorer=fuzz.partial_token_ratio if " " in typed.strip() else fuzz.partial_ratio,
        processor=utils.default_process,
        score_cutoff=_LIKE,
        limit=None,
    )
    wanted = typed.strip().casefold()

    def place(match: tuple[str, float, int]) -> tuple[bool, bool, float, int]:
        name = templates[match[2]].name.casefold()
        return not name.startswith(wanted), wanted not in name, -match[1], match[2]

    return tuple(templates[match[2]] for match in sorted(found, key=place))


def template_model() -> FoundModel[Template]:
    """Templates that were found."""
    return FoundModel(
        lambda each: each.name,
        lambda each: (each.name, each.category, tr("default") if each.is_default else ""),
    )


class _Painter(QStyledItemDelegate):
    def __init__(self, themes: Themes, view: QWidget) -> None:
        super().__init__(view)
        self._themes = themes

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(_WIDTH, self._themes.now.size.menu_row)

    @turned_rows
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, each = self._themes.now, index.data(FoundRole)
        box = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        painter.save()
        if index == self.parent().currentIndex():
            paint.ground(painter, theme, option.rect, 0, theme.bg.selected)
        small = theme.font("small")
        said = each.category if each.mine else f"{each.category}  {each.owner}".strip()
        used = paint.text(painter, box, said, small, theme.text.tertiary, right=True)
        box.setRight(box.right() - used - 12)
        paint.text(painter, box, each.name, theme.font("body"), theme.text.primary)
        painter.restore()


class TemplatePicker(Dropdown):
    """A line to type in above a list of templates.

    Signals:
        chosen: a :class:`Template`.
    """

    chosen = Signal(object)

    find: QLineEdit

    def __init__(self, themes: Themes, parent: QWidget, templates: Sequence[Template]) -> None:
        super().__init__(themes, parent, width=_WIDTH)
        self._templates = tuple(templates)
        self.column.setContentsMargins(7, 7, 7, 7)
        self.column.setSpacing(6)
        self.find = QLineEdit()
        self.find.setPlaceholderText(tr("Find a template"))
        self.find.setAccessibleName(tr("Find a template"))
        self.find.setFixedHeight(themes.now.size.control)
        self.find.textChanged.connect(self._narrow)
        self.column.addWidget(self.find)
        self.model = template_model()
        self.list = QListView()
        self.list.setAccessibleName(tr("Templates"))
        self.list.setProperty("popup", True)
        self.list.setProperty("inside", True)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Painter(themes, self.list))
        follow_mouse(self.list)
        self.list.clicked.connect(self._pick)
        self.list.setFixedHeight(min(len(self._templates), _ROWS) * themes.now.size.menu_row)
        self.column.addWidget(self.list)
        self.find.installEventFilter(self)
        self.setFocusProxy(self.find)
        self._narrow("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self.list.currentIndex())
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        if count := self.model.rowCount():
            at = (self.list.currentIndex().row() + by) % count
            self.list.setCurrentIndex(self.model.index(at, 0))
            announce(self.list, str(self.model.index(at, 0).data()))

    def _narrow(self, typed: str) -> None:
        self.model.put(ranked(self._templates, typed))
        self.list.setCurrentIndex(self.model.index(0, 0))

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid():
            template = index.data(FoundRole)
            self.close()
            self.chosen.emit(template)
