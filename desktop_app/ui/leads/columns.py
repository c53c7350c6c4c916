"""The columns of the table: which, how wide, remembered; the user's own, or a view's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.lead_fields import Field, LeadFields
from desktop_app.domain.lead_layout import Density, TableLayout
from desktop_app.domain.leads import LeadRow
from desktop_app.ui.leads.looks import look_of
from desktop_app.ui.leads.model import LeadTableModel
from desktop_app.ui.shell.context import Context
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets import paint

CHECK_WIDTH = 44
_REST = 400  # ms without a change before the layout is put away
_MEASURED = 400  # rows at most that a column is fitted to
_NO_ROOM_FOR_CONTACT = 560
_READABLE = 128  # px for words

T = TypeVar("T")


class TableColumns(QObject):
    """Holds the layout and gives the model its fields.

    The user has one layout, which is put away when it rests. A view can have one of its own: what
    is changed on top of that stays here until it is saved in a view.

    Attributes:
        layout: what is shown.

    Signals:
        changed: columns, widths or density are others now.
    """

    changed = Signal()

    def __init__(self, ctx: Context, model: LeadTableModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._themes = ctx.theme
        self._model = model
        self.layout = TableLayout()
        self._own = self.layout
        self._of_view: TableLayout | None = None
        self.fields = LeadFields()
        self.narrow = False
        self._known = self._changed = False
        self._rest = single_shot(self, _REST, self.save_now)

    # Coming and going

    def with_layout(self, ask: Callable[[], T]) -> Callable[[], tuple[object, T]]:
        """A question for the background that also brings what the table needs before its first
        rows are painted: the layout, once, and the fields, which may have changed."""
        layouts = self._ctx.services.lead_layouts
        return lambda: (layouts.load(), ask())

    def take(self, loaded: object) -> None:
        """Put on what :meth:`with_layout` brought; the layout only the first time, and not
        over what the user has done here, for it may be older than that."""
        layout, fields = loaded
        if self._known and fields.all == self.fields.all:
            return
        self.fields = fields
        if not self._known:
            self._known = True
            if not self._changed:
                self._own = layout
                if self._of_view is None:
                    self.layout = layout
        self._put_on(self.layout)

    def change(self, layout: TableLayout) -> None:
        """Lay the table out anew, and remember it unless it is a view's."""
        if layout == self.layout:
            return
        if self._of_view is None:
            self._own, self._changed = layout, True
            self._rest.start()
        self._put_on(layout)

    def wear(self, layout: TableLayout | None) -> None:
        """Lay the table out as a view does; None: as the user has it where no view says."""
        self._of_view = layout
        wanted = layout or self._own
        if wanted != self.layout:
            self._put_on(wanted)

    def follow(self, layout: TableLayout | None) -> None:
        """The view that is shown was saved, here or elsewhere: what was not changed on top of it
        follows."""
        if layout == self._of_view:
            return
        if self.edited and self.layout != layout:
            self._of_view = layout
        else:
            self.wear(layout)

    @property
    def edited(self) -> bool:
        """Whether the table is laid out otherwise than the view says."""
        return self._of_view is not None and self.layout != self._of_view

    def save_now(self) -> None:
        """Put the user's layout away."""
        self._rest.stop()
        layout, layouts = self._own, self._ctx.services.lead_layouts
        self._ctx.ops.run_command(self, lambda: layouts.save(layout))

    def remember(self) -> None:
        """The window closes: what rests is put away at once."""
        if self._rest.isActive():
            self.save_now()

    def _put_on(self, layout: TableLayout) -> None:
        self.layout = layout
        self._model.set_fields([field for _, field in layout.visible(self.fields)])
        self.changed.emit()

    # What menus do

    def show(self, key: str, on: bool) -> None:
        self.change(self.layout.showing(key) if on else self.layout.hiding(key))

    def step(self, key: str, by: int) -> None:
        """One place to the left (-1) or right (1) among the columns that are shown."""
        keys = [field.key for field in self._model.fields]
        at = keys.index(key) + by
        if 0 <= at < len(keys):
            others = [each for each in keys if each != key]
            self.change(self.layout.moved(key, others[at] if at < len(others) else None))

    def reset(self) -> None:
        """The design's columns; the density stays."""
        self.change(TableLayout(density=self.layout.density))

    @property
    def offered(self) -> tuple[Field, ...]:
        """Every field that can be a column: those shown in their order, then the others."""
        shown = [field for _, field in self.layout.visible(self.fields)]
        rest = [field for field in self.fields.all if field.column and field not in shown]
        return (*shown, *rest)

    # Widths

    @property
    def stuck(self) -> int:
        """How many columns of the model stay while the others scroll: the boxes and the pinned."""
        return 1 + sum(each.pinned for each, _ in self.layout.visible(self.fields))

    def left_out(self, view: int) -> set[str]:
        """What a narrow window has no room for, where the user did not choose otherwise."""
        if not self.narrow or not self.layout.as_designed:
            return set()
        return {"suggestion"} | ({"contact_name"} if view < _NO_ROOM_FOR_CONTACT else set())

    def widths(self, view: int) -> list[int]:
        """The widths of the model's columns in a view of this width; 0 for what is left out.

        Columns that nobody sized share the room by the design's proportions. The last of them,
        or the last column, takes what is over.
        """
        left_out = self.left_out(view)
        more = self._themes.now.text_size - 13
        widths: list[int] = [CHECK_WIDTH]
        sharing: list[tuple[int, Field]] = []
        for at, (column, field) in enumerate(self.layout.visible(self.fields), 1):
            look = look_of(field)
            if field.key in left_out:
                widths.append(0)
            elif column.width is not None:
                widths.append(column.width)
            elif look.fixed:
                widths.append(max(look.fixed + look.grows * more, self._title_room(field)))
            else:
                widths.append(0)
                sharing.append((at, field))
        free = view - sum(widths)
        total = sum(look_of(field).share for _, field in sharing)
        for at, field in sharing:
            wanted = round(free * look_of(field).share / total)
            widths[at] = max(self._least(field), wanted)
        over = view - sum(widths)
        last = sharing[-1][0] if sharing else len(widths) - 1
        if over > 0 or (sharing and widths[last] + over >= self._least(sharing[-1][1])):
            widths[last] += over
        return widths

    def _title_room(self, field: Field) -> int:
        """What a title takes with the mark of the order, in whatever language."""
        words = paint.text_width(field.title, self._themes.now.font("small", 500))
        return words + (38 if look_of(field).right else 26)  # widths of words are rounded

    def _least(self, field: Field) -> int:
        """The design's columns get by with little; among more there is room by scrolling."""
        least = look_of(field).least
        return least if self.layout.as_designed else max(least, _READABLE)

    def size(self, key: str, width: int, view: int) -> None:
        """Give a column a width. From now on the others keep theirs, as in a spreadsheet, but
        for the last one that nobody sized, which takes what is over."""
        now = dict(zip([f.key for f in self._model.fields], self.widths(view)[1:], strict=True))
        free = [
            field.key
            for column, field in self.layout.visible(self.fields)
            if column.width is None and not look_of(field).fixed and field.key != key
        ]
        kept: dict[str, int | None] = {each: now[each] for each in free[:-1] if now[each]}
        self.change(self.layout.sized({**kept, key: width}))

    def fit(self, key: str, view: int, rows: Sequence[LeadRow]) -> None:
        """As wide as its title and the widest of these rows."""
        field = next(each for each in self._model.fields if each.key == key)
        look, theme = look_of(field), self._themes.now
        widest = paint.text_width(field.title, theme.font("small", 500)) + 34
        for row in islice(rows, _MEASURED):
            words = look.words(row, field, self._model.calendar)
            widest = max(widest, look.breadth(self._themes, row, words) + 2)
        self.size(key, min(widest, 640), view)

    @property
    def density(self) -> Density:
        """How dense the rows are: as the layout says, or else as this computer has it."""
        return self.layout.density or Density(
            self._ctx.preferred("appearance.density") or "comfortable"
        )

    @property
    def row_height(self) -> int:
        sizes = self._themes.now.size
        return {
            Density.COMPACT: sizes.row_table_compact,
            Density.COMFORTABLE: sizes.row_table,
            Density.ROOMY: sizes.row_table_roomy,
        }[self.density]
