"""The bar above the table: search box, chips, and whether it still asks what the view asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_filters import Condition, Group
from desktop_app.domain.lead_groups import simplified
from desktop_app.domain.leads import LeadQuery
from desktop_app.ui.leads.query_field import QueryField
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on, sides
from desktop_app.ui.widgets.buttons import Button, Look, Size, icon_button
from desktop_app.ui.widgets.flow import Flow
from desktop_app.ui.widgets.labels import label

if TYPE_CHECKING:
    from desktop_app.domain.lead_language import LanguageError
    from desktop_app.ui.leads.dropdown import Dropdown
    from desktop_app.ui.leads.filter_chip import FilterChip, Segment

_GAP = 6
_SEARCH, _SEARCH_CLOSED = 190, 32
_TOP = Qt.AlignmentFlag.AlignTop


class FilterBar(QWidget):
    """Search box and chips: together the question.

    Args:
        today: the present day of the user.

    Signals:
        changed: the question is another.
        left_down: the keyboard wants to go to the list.
        save_wanted: "Save view" was pressed; where the button is.
        reset_wanted: "Edited" was pressed: back to what the view asks.
    """

    changed = Signal()
    left_down = Signal()
    save_wanted = Signal(object)
    reset_wanted = Signal()

    def __init__(
        self,
        themes: Themes,
        today: Callable[[], date] = date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._today = today
        self._fields = LeadFields()
        self._chips: tuple[Condition | Group, ...] = ()
        self.popup: Dropdown | None = None
        self._build()
        self._put_chips(())
        self._renew()
        themes.changed.connect(self._renew)

    # The question

    @property
    def text(self) -> str:
        """The free words."""
        return self.search.parsed.text

    @property
    def where(self) -> Group:
        """All conditions, of chips and in the search box."""
        return simplified(Group((Group(self._chips), self.search.parsed.where)))

    @property
    def chips(self) -> tuple[FilterChip, ...]:
        """The chips that are shown, in their order."""
        return tuple(cast("FilterChip", each) for each in self._flow.held if each is not self.add)

    def show_query(self, query: LeadQuery) -> None:
        """Show a question without telling."""
        self.search.put(query.text)
        if self.search.error is not None or self.search.parsed.where:
            self.search.put(_as_words(query.text))
        self._put_chips(simplified(query.where).parts)

    def set_fields(self, fields: LeadFields) -> None:
        """What the user's leads have, when that is known or another."""
        if fields.custom == self._fields.custom:
            return
        self._fields = fields
        self.search.fields = fields
        for chip in self.chips:
            chip.show_part(chip.part, fields)
        self._flow.place()

    def place_at_end(self, words: QWidget) -> None:
        """Put a widget before "Edited" and "Save view"."""
        self._ends.insertWidget(0, words)

    def show_edited(self, edited: bool) -> None:
        """Whether the question is not the view's any more."""
        self.edited.setVisible(edited)
        self.save.setVisible(edited)

    def clear(self) -> None:
        """Ask for everything."""
        asked = self.text, self.where
        self.clear_quietly()
        if (self.text, self.where) != asked:
            self.changed.emit()

    def clear_quietly(self) -> None:
        """The same without telling, before another view is asked for."""
        self.show_query(LeadQuery())

    # What the user does

    def add_filter(self) -> None:
        """F: a new chip, beginning with its field."""
        from desktop_app.ui.leads.filter_chip import Segment

        self._edit_condition(None, Segment.FIELD, self.add)

    def edit_as_text(self) -> None:
        """Put the whole filter as words into the search box; Enter makes chips of it again."""
        from desktop_app.domain.lead_wording import words_of

        text = words_of(LeadQuery(self.search.parsed.text, self.where), self._fields)
        self.search.put(text)
        self._put_chips(())
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setCursorPosition(len(text))

    def make_chips(self) -> None:
        """Conditions of the search box become chips; the words stay."""
        if not self.search.settle():
            return
        where, text = self.where, self.search.parsed.text
        self.search.put(text)
        self._put_chips(where.parts)

    def _on_edit(self, chip: FilterChip, segment: int) -> None:
        if isinstance(chip.part, Condition):
            self._edit_condition(chip.part, segment, chip)
        elif _depth(chip.part) > 2:
            self.edit_as_text()
        else:
            self._edit_group(chip.part, chip)

    def _edit_condition(self, asked: Condition | None, segment: int, anchor: QWidget) -> None:
        from desktop_app.ui.leads.condition_popup import ConditionPopup
        from desktop_app.ui.leads.filter_chip import Segment

        popup = ConditionPopup(
            self._themes, self, self._fields, self._today(), asked, with_groups=asked is None
        )
        popup.applied.connect(lambda new: self._replace(asked, new))
        popup.others_wanted.connect(lambda: self._edit_group(None, self.add))
        popup.begin(segment)
        self._open(popup, anchor, Segment(segment))

    def _edit_group(self, group: Group | None, anchor: QWidget) -> None:
        from desktop_app.ui.leads.filter_chip import Segment
        from desktop_app.ui.leads.group_popup import GroupPopup

        popup = GroupPopup(
            self._themes, self, self._fields, self._today(), group or Group(any=True)
        )
        popup.applied.connect(lambda new: self._replace(group, new))
        popup.text_wanted.connect(self.edit_as_text)
        self._open(popup, anchor, Segment.VALUE)

    def _open(self, popup: Dropdown, anchor: QWidget, segment: Segment) -> None:
        from desktop_app.ui.leads.filter_chip import FilterChip

        self.popup = popup
        popup.closed.connect(lambda: anchor.setFocus(Qt.FocusReason.PopupFocusReason))
        if isinstance(anchor, FilterChip):
            popup.show_below(anchor.anchor(segment))
        else:
            popup.show_below_widget(anchor)

    def _replace(self, old: Condition | Group | None, new: Condition | Group | None) -> None:
        """Put a part in the place of another, or behind all; None takes it away."""
        parts = list(self._chips)
        at = next((at for at, each in enumerate(parts) if each is old), None)
        if at is not None:
            parts[at : at + 1] = [] if new is None else [new]
        elif new is not None:
            parts.append(new)
        self._put_chips(simplified(Group(tuple(parts))).parts)
        self.changed.emit()

    def _remove(self, chip: FilterChip) -> None:
        at = self.chips.index(chip)
        self._replace(chip.part, None)
        left = self.chips
        following = left[min(at, len(left) - 1)] if left else self.add
        following.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_chips(self, parts: tuple[Condition | Group, ...]) -> None:
        self._chips = parts
        standing = {id(chip.part): chip for chip in self.chips}
        chips = []
        for part in parts:
            chip = standing.pop(id(part), None)
            if chip is None:
                from desktop_app.ui.leads.filter_chip import FilterChip

                chip = FilterChip(self._themes, part, self._fields)
                chip.edit_wanted.connect(lambda segment, each=chip: self._on_edit(each, segment))
                chip.remove_wanted.connect(lambda each=chip: self._remove(each))
            chips.append(chip)
        self._flow.put([*chips, self.add])
        self._give_room()

    def _on_complained(self, error: LanguageError | None) -> None:
        self._complaint.setVisible(error is not None)
        if error is not None:
            near = error.suggestion
            words = error.title if near else f"{error.title} {error.advice}".strip()
            self._wrong.setText(tr("{words} Did you mean", words=words) if near else words)
            self._suggestion.setVisible(bool(near))
            self._suggestion.set_words(f"{near}?")
        self._fit()

    # Building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 1)
        column.setSpacing(0)
        self._top = QWidget()
        row = QHBoxLayout(self._top)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.search = QueryField(self._themes, self._today)
        self.search.room_wanted.connect(self._give_room)
        self.search.textChanged.connect(lambda _text: self._give_room())
        self.search.understood.connect(self.changed)
        self.search.left_down.connect(self.left_down)
        self.search.chips_wanted.connect(self.make_chips)
        self.search.complained.connect(self._on_complained)
        row.addWidget(self.search, 0, _TOP)
        self.funnel = icon_button(
            self._themes, "ph.funnel-simple", tr("Edit the filter as text"), key="Ctrl+Shift+F"
        )
        self.funnel.clicked.connect(self.edit_as_text)
        row.addWidget(self.funnel, 0, _TOP)
        self.add = Button(
            self._themes,
            tr("Filter"),
            icon="ph.plus",
            look=Look.GHOST,
            size=Size.SMALL,
            name=tr("Add a filter"),
            key="",
        )
        self.add.setToolTip(tr("Add a filter  F"))
        self.add.clicked.connect(self.add_filter)
        sizes = self._themes.now.size
        self._flow = Flow(
            sizes.control_small, _GAP, above=(sizes.control - sizes.control_small) // 2
        )
        self._flow.height_changed.connect(lambda _height: self._fit())
        row.addWidget(self._flow, 1)
        right = QWidget()
        self._ends = ends = QHBoxLayout(right)
        ends.setContentsMargins(0, 0, 0, 0)
        ends.setSpacing(2)
        row.addWidget(right, 0, _TOP)
        self._right = right
        self.edited = Button(
            self._themes,
            tr("Edited"),
            look=Look.GHOST,
            size=Size.SMALL,
            name=tr("Edited: back to the view as it was saved"),
        )
        self.edited.clicked.connect(self.reset_wanted)
        ends.addWidget(self.edited)
        self.save = Button(
            self._themes, tr("Save view"), icon="ph.bookmark-simple", size=Size.SMALL
        )
        self.save.clicked.connect(lambda: self.save_wanted.emit(self.save))
        ends.addWidget(self.save)
        column.addWidget(self._top)
        self._complaint = QWidget()
        below = QHBoxLayout(self._complaint)
        below.setContentsMargins(*sides(2, 0, 0, 6))
        below.setSpacing(4)
        self._wrong = label("", "error")
        below.addWidget(self._wrong)
        self._suggestion = Button(
            self._themes, "", look=Look.LINK, size=Size.SMALL, name=tr("Take it")
        )
        self._suggestion.clicked.connect(self.search.take_suggestion)
        below.addWidget(self._suggestion)
        below.addStretch()
        column.addWidget(self._complaint)
        self._complaint.hide()
        self.show_edited(False)

    @property
    def complaint(self) -> str:
        """What is said to be wrong below the search box; "" for nothing."""
        return self._wrong.text() if not self._complaint.isHidden() else ""

    @property
    def suggestion(self) -> Button:
        """The button with what was probably meant."""
        return self._suggestion

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.border.subtle)

    def _renew(self) -> None:
        self._flow.set_line(self._themes.now.size.control_small)
        self._fit()

    def _give_room(self) -> None:
        """Beside chips the search box is a glass until somebody wants to write in it."""
        open_ = self.search.hasFocus() or bool(self.search.text()) or not self._chips
        self.search.setFixedWidth(_SEARCH if open_ else _SEARCH_CLOSED)
        self.search.setPlaceholderText(self.search.accessibleName() if open_ else "")

    def _fit(self) -> None:
        """One line of chips has the bar's height, further ones make it higher."""
        theme = self._themes.now
        bar = theme.size.filter_bar - 1
        around = (bar - theme.size.control) // 2
        self._top.layout().setContentsMargins(0, around, 0, 0)
        self._right.setFixedHeight(theme.size.control)
        lines = self._flow.sizeHint().height() - theme.size.control_small
        self._top.setFixedHeight(bar + lines)
        more = 0 if self._complaint.isHidden() else self._complaint.sizeHint().height()
        self.setFixedHeight(bar + lines + more + 1)


def _depth(group: Group) -> int:
    return 1 + max((_depth(each) for each in group.parts if isinstance(each, Group)), default=0)


def _as_words(text: str) -> str:
    """Stored words that would be read as conditions."""
    return " ".join('"' + word.replace('"', "") + '"' for word in text.split())
