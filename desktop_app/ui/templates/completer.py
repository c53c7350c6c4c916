"""The merge fields below the cursor, with what each comes to for the lead of the preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.language import tr
from desktop_app.domain.merge_fields import MergeField
from desktop_app.ui.templates.token_edits import (
    INSERT_KEY,
    BodyEdit,
    OpenField,
    SubjectEdit,
    open_field,
    put_field,
)
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on, turned_rows
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.hover import follow_mouse
from desktop_app.ui.widgets.labels import KeyCap, hairline, label

FieldRole = Qt.ItemDataRole.UserRole + 1
ValueRole = Qt.ItemDataRole.UserRole + 2
NO_VALUE = tr("no value")
_Index = QModelIndex | QPersistentModelIndex
_WIDTH = 340
_ROWS = 7
_SHADOW = 16


def fitting(fields: Sequence[MergeField], typed: str) -> tuple[MergeField, ...]:
    """The fields that what was typed could mean: those that begin with it, those that have a word
    which does, then those that hold it anywhere."""
    wanted = typed.casefold()
    if not wanted:
        return tuple(fields)
    ranks: tuple[list[MergeField], ...] = ([], [], [])
    for each in fields:
        name, title = each.name.casefold(), each.title.casefold()
        words = (*name.split("_"), *title.split())
        if name.startswith(wanted):
            ranks[0].append(each)
        elif any(word.startswith(wanted) for word in words):
            ranks[1].append(each)
        elif wanted in name:
            ranks[2].append(each)
    return (*ranks[0], *ranks[1], *ranks[2])


class FieldModel(QAbstractListModel):
    """Merge fields with their values."""

    def __init__(self) -> None:
        super().__init__()
        self._fields: tuple[MergeField, ...] = ()
        self._values: Mapping[str, str] = {}

    def put(self, fields: Sequence[MergeField], values: Mapping[str, str]) -> None:
        self.beginResetModel()
        self._fields, self._values = tuple(fields), values
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._fields)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        each = self._fields[index.row()]
        value = self._values.get(each.name, "")
        if role == FieldRole:
            return each
        if role == ValueRole:
            return value
        if role == Qt.ItemDataRole.DisplayRole:
            return each.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{each.title}, {value or NO_VALUE}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return each.title
        return None


class _Painter(QStyledItemDelegate):
    def __init__(self, themes: Themes, view: QListView) -> None:
        super().__init__(view)
        self._themes = themes
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, self._themes.now.size.menu_row)

    @turned_rows
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, box = self._themes.now, option.rect
        painter.save()
        if index == self._view.currentIndex():
            paint.ground(painter, theme, box, theme.radius.control, theme.bg.selected)
        room = box.adjusted(8, 0, -8, 0)
        name = str(index.data())
        used = paint.text(painter, room, name, theme.font("body", 500), theme.merge.fg)
        value = str(index.data(ValueRole))
        room.setLeft(room.left() + used + 16)
        ink = theme.text.secondary if value else theme.merge.missing_fg
        shown = value or NO_VALUE
        paint.text(painter, room, shown, theme.font("small"), ink, right=True)
        painter.restore()


class FieldCompleter(QWidget):
    """Floats over the editor and never takes the keyboard from it.

    Args:
        host: over which it floats.
        edits: in which it helps.
    """

    def __init__(
        self, themes: Themes, host: QWidget, edits: Sequence[BodyEdit | SubjectEdit]
    ) -> None:
        super().__init__(host)
        self._themes = themes
        self._host = host
        self._fields: tuple[MergeField, ...] = ()
        self._values: Mapping[str, str] = {}
        self._edit: QTextEdit | None = None
        self._by_command = False  # its braces were put there by the command
        self.model = FieldModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Painter(themes, self.list))
        self.list.setAccessibleName(tr("Merge fields"))
        self.list.setUniformItemSizes(True)
        self.list.setProperty("popup", True)
        self.list.setProperty("inside", True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        follow_mouse(self.list)
        self.list.clicked.connect(lambda _index: self.take())
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        for edit in edits:
            self._watch(edit)

    def know(self, fields: Sequence[MergeField], values: Mapping[str, str]) -> None:
        """Which fields there are, and what they come to."""
        if (fields, values) == (self._fields, self._values):
            return
        self._fields, self._values = tuple(fields), values
        if self.isVisible():
            self._narrow()

    def insert(self, edit: QTextEdit) -> None:
        """Offer the fields where the cursor of an editor is."""
        edit.setFocus()
        if open_field(edit) is None:
            self._by_command = True
            edit.insertPlainText("{{")
        self._edit = edit
        self._narrow()

    def take(self) -> None:
        """Write out the field that is chosen."""
        edit, place = self._edit, self._place
        index = self.list.currentIndex()
        self._by_command = False
        self.hide()
        if edit is not None and place is not None and index.isValid():
            put_field(edit, index.data(FieldRole).name, place)
            edit.setFocus()

    def shut(self) -> None:
        """Close; braces that only the command put there go with it."""
        edit, place = self._edit, self._place
        self.hide()
        if self._by_command and edit is not None and place is not None and not place.typed:
            cursor = edit.textCursor()
            cursor.setPosition(place.start)
            cursor.setPosition(place.end, QTextCursor.MoveMode.KeepAnchor)
            if cursor.selectedText() == "{{":
                cursor.removeSelectedText()
        self._by_command = False

    @property
    def _place(self) -> OpenField | None:
        return open_field(self._edit) if self._edit is not None else None

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        box = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        paint.shadow(painter, self._themes, box, theme.radius.menu, 20, 6)
        paint.outlined(painter, box, theme.radius.menu, theme.bg.raised, theme.border.default)

    # Inside

    def _watch(self, edit: BodyEdit | SubjectEdit) -> None:
        edit.keys = lambda event, each=edit: self._on_key(each, event)
        edit.typed.connect(lambda each=edit: self._on_typed(each))
        edit.cursorPositionChanged.connect(lambda each=edit: self._on_moved(each))
        _Leaving(edit, self)

    def _on_typed(self, edit: QTextEdit) -> None:
        if open_field(edit) is not None and not edit.isReadOnly():
            self._edit = edit
            self._narrow()
        else:
            self.hide()

    def _on_moved(self, edit: QTextEdit) -> None:
        """Away from the field that is being typed."""
        if self.isVisible() and edit is self._edit and open_field(edit) is None:
            self._by_command = False
            self.hide()

    def _on_key(self, edit: QTextEdit, event: QKeyEvent) -> bool:
        """Whether a key was meant for the list."""
        if QKeySequence(event.keyCombination()) == QKeySequence(INSERT_KEY):
            self.insert(edit)
            return True
        if not self.isVisible() or edit is not self._edit or event.modifiers() & _HELD:
            return False
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.shut()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self.take()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        if count := self.model.rowCount():
            at = (self.list.currentIndex().row() + by) % count
            self.list.setCurrentIndex(self.model.index(at, 0))
            said = self.model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)
            announce(self.list, str(said))

    def _narrow(self) -> None:
        place = self._place
        found = fitting(self._fields, place.typed) if place is not None else ()
        if not found:
            self.hide()
            return
        self.model.put(found, self._values)
        self.list.setCurrentIndex(self.model.index(0, 0))
        row = self._themes.now.size.menu_row
        self.list.setFixedHeight(min(len(found), _ROWS) * row)
        self._put_in_place()
        self.show()
        self.raise_()

    def _put_in_place(self) -> None:
        """Below the braces; above them where there is no room."""
        edit, place = self._edit, self._place
        if edit is None or place is None:
            return
        self.setFixedWidth(min(_WIDTH, self._host.width() - 8) + 2 * _SHADOW)
        self.layout().activate()
        self.resize(self.width(), self.sizeHint().height())
        cursor = edit.textCursor()
        cursor.setPosition(place.start)
        at = edit.cursorRect(cursor)
        corner = edit.viewport().mapTo(self._host, QPoint(at.left(), at.bottom() + 5))
        x = min(corner.x(), self._host.width() - self.width() + 2 * _SHADOW)
        y = corner.y()
        height = self.height() - 2 * _SHADOW
        if y + height > self._host.height():
            y = edit.viewport().mapTo(self._host, at.topLeft()).y() - height - 5
        self.move(max(0, x) - _SHADOW, max(0, y) - _SHADOW)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        edge = _SHADOW + 1
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(0)
        inner = QVBoxLayout()
        inner.setContentsMargins(4, 4, 4, 4)
        inner.addWidget(self.list)
        column.addLayout(inner)
        column.addWidget(hairline())
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 12, 4)
        foot.setSpacing(6)
        for key, words in (("Enter", tr("Insert")), ("Esc", tr("Close"))):
            foot.addWidget(KeyCap(self._themes, key))
            foot.addWidget(label(words, "small"))
            foot.addSpacing(6)
        foot.addStretch()
        column.addLayout(foot)


_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class _Leaving(QObject):
    """Closes the list when the editor it helps has lost the keyboard."""

    def __init__(self, edit: QTextEdit, completer: FieldCompleter) -> None:
        super().__init__(edit)
        self._completer = completer
        edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self._completer.isVisible():
            # After a click on the list itself, which is told first.
            QTimer.singleShot(0, self._completer, self._completer.hide)
        return False
