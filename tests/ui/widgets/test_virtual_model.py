"""A list of any length: what is read, what is kept, and where one stays."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from uuid import UUID

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop_app.domain.ids import IdList
from desktop_app.ui.ops import Operations
from desktop_app.ui.widgets.virtual_model import RowRole, VirtualListModel
from desktop_app.ui.widgets.virtual_table import RowDelegate, VirtualTable

MILLION = 1_000_000


@dataclass(frozen=True)
class Row:
    id: UUID
    name: str


class Model(VirtualListModel[Row]):
    def text_of(self, row: Row, column: int) -> str:
        return row.name


def ids(*numbers: int) -> IdList:
    return IdList(b"".join(each.to_bytes(16, "big") for each in numbers))


def span(first: int, last: int) -> IdList:
    return ids(*range(first, last + 1))


class Source:
    """Answers with a row for every id but those taken out; counts the questions."""

    def __init__(self) -> None:
        self.asked: list[tuple[UUID, ...]] = []
        self.gone: set[int] = set()
        self.fault: Exception | None = None
        self.edition = ""
        self.gate: threading.Event | None = None

    def __call__(self, wanted):
        self.asked.append(tuple(wanted))
        if self.gate is not None:
            self.gate.wait(5)
        if self.fault is not None:
            raise self.fault
        there = [each for each in wanted if each.int not in self.gone]
        return [Row(each, f"row {each.int}{self.edition}") for each in reversed(there)]


@pytest.fixture
def source():
    return Source()


@pytest.fixture
def model(qtbot, ops, source):
    made = Model(ops, source, lambda row: row.id)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield made
    del tester


@pytest.fixture
def plain(ops, source):
    """A model without the tester, which looks at rows by itself."""
    return Model(ops, source, lambda row: row.id)


class Delegate(RowDelegate):
    def __init__(self, themes, view) -> None:
        super().__init__(themes, view)
        self.painted: list[int] = []

    def paint_cell(self, painter, rect, column, row, number) -> None:
        self.painted.append(number)
        painter.drawText(rect, row.name)


@pytest.fixture
def view(qtbot, themes, model):
    made = VirtualTable(themes, 40)
    made.setModel(model)
    made.setItemDelegate(Delegate(themes, made))
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.show()
    return made


def text(model: QAbstractItemModel, row: int) -> str:
    return model.index(row, 0).data()


def settle(qtbot, ops: Operations) -> None:
    qtbot.wait(1)
    # Qt's own tester looks at each of 100,000 rows at every reset.
    qtbot.waitUntil(lambda: not ops.busy, timeout=30_000)


def test_rows_come_when_somebody_looks(qtbot, plain, source, ops) -> None:
    plain.set_ids(span(1, 200))
    assert plain.rowCount() == 200
    assert source.asked == []
    assert text(plain, 70) == ""
    assert plain.is_loading(70)
    with qtbot.waitSignal(plain.dataChanged) as changed:
        pass
    assert (changed.args[0].row(), changed.args[1].row()) == (60, 119)
    assert text(plain, 70) == "row 71"
    assert plain.index(70, 0).data(RowRole) == Row(UUID(int=71), "row 71")
    assert plain.index(70, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "row 71"


def test_looking_at_one_page_also_fetches_the_next(qtbot, plain, source, ops) -> None:
    plain.set_ids(span(1, 600))
    text(plain, 130)
    qtbot.waitUntil(lambda: len(source.asked) == 2)
    settle(qtbot, ops)
    assert [page[0].int for page in source.asked] == [121, 181], "and no further"
    text(plain, 70)
    qtbot.waitUntil(lambda: len(source.asked) >= 3)
    settle(qtbot, ops)
    assert [page[0].int for page in source.asked[2:]] == [61, 1], "now upwards"


def test_growing_from_the_first_rows_to_all_only_adds(qtbot, view, model, source, ops) -> None:
    model.set_ids(span(1, 60))
    qtbot.waitUntil(lambda: not model.is_loading(0))
    view.go_to(5)
    with qtbot.waitSignal(model.rowsInserted), qtbot.assertNotEmitted(model.modelReset):
        model.set_ids(span(1, 5_000))
    assert view.current_id == UUID(int=6)
    assert text(model, 0) == "row 1", "what was read stays"
    settle(qtbot, ops)
    assert sum(page[0].int == 1 for page in source.asked) == 1


@pytest.mark.parametrize("before", [(), (7,), tuple(range(1, 61))], ids=["none", "others", "same"])
def test_rows_that_came_with_the_ids_are_not_asked_for(qtbot, view, model, source, ops, before):
    model.set_ids(ids(*before))
    settle(qtbot, ops)
    source.asked.clear()
    fresh = [Row(UUID(int=number), f"fresh {number}") for number in range(1, 60)]
    model.set_ids(span(1, 60), rows=fresh)
    assert text(model, 0) == "fresh 1"
    assert text(model, 59) == "", "gone between the two questions"
    assert not model.is_loading(59)
    model.set_ids(span(1, 200))
    assert text(model, 58) == "fresh 59"
    settle(qtbot, ops)
    assert all(page[0].int != 1 for page in source.asked)


def test_a_last_page_that_was_not_full_is_read_again(qtbot, model, source, ops) -> None:
    model.set_ids(span(1, 50))
    text(model, 0)
    qtbot.waitUntil(lambda: not model.is_loading(0))
    model.set_ids(span(1, 80))
    assert text(model, 10) == "row 11", "the known rows show meanwhile"
    assert model.is_loading(55)
    qtbot.waitUntil(lambda: not model.is_loading(55))
    assert text(model, 55) == "row 56"


def test_another_list_keeps_current_row_and_its_place(qtbot, view, model, ops) -> None:
    model.set_ids(span(1, 500))
    settle(qtbot, ops)
    view.go_to(200, center=True)
    before = view.rowViewportPosition(200)
    model.set_ids(ids(900, 901, 902, *range(1, 501)))  # three new ones above
    assert view.current_id == UUID(int=201)
    assert view.current_row == 203
    assert view.rowViewportPosition(203) == before


def test_scrolled_away_from_the_current_row_one_stays_there(qtbot, view, model, ops) -> None:
    model.set_ids(span(1, 500))
    view.go_to(3)
    view.verticalScrollBar().setValue(8_000)
    model.set_ids(ids(*range(1, 400), *range(450, 501)))
    assert view.current_id == UUID(int=4)
    assert view.verticalScrollBar().value() == 8_000


def test_when_the_current_row_is_gone_its_neighbour_is_current(qtbot, view, model, ops) -> None:
    model.set_ids(span(1, 100))
    view.go_to(40)
    model.set_ids(ids(*range(1, 41), *range(42, 101)))
    assert view.current_row == 40
    assert view.current_id == UUID(int=42)


def test_another_question_starts_at_the_top(qtbot, view, model, ops) -> None:
    model.set_ids(span(1, 500))
    view.go_to(300)
    model.set_ids(span(600, 900), keep_place=False)
    assert view.current_row == 0
    assert view.verticalScrollBar().value() == 0


def test_an_empty_list_has_no_current_row(qtbot, view, model) -> None:
    model.set_ids(span(1, 5))
    view.go_to(2)
    with qtbot.waitSignal(view.current_changed) as told:
        model.set_ids(IdList())
    assert told.args == [None]
    assert view.current_id is None


def test_a_refresh_shows_the_known_rows_until_the_fresh_ones_are_there(
    qtbot, view, model, source, ops
) -> None:
    model.set_ids(span(1, 30))
    qtbot.waitUntil(lambda: not model.is_loading(0))
    source.edition, source.gate = " again", threading.Event()
    model.refresh_rows()
    assert text(model, 3) == "row 4"
    qtbot.waitUntil(lambda: ops.busy)
    source.gate.set()
    qtbot.waitUntil(lambda: text(model, 3) == "row 4 again")


def test_answers_to_an_earlier_list_are_dropped(qtbot, model, source, ops) -> None:
    source.gate = threading.Event()
    model.set_ids(span(1, 50))
    text(model, 0)
    qtbot.waitUntil(lambda: len(source.asked) == 1)
    model.set_ids(span(101, 150))
    source.gate.set()
    text(model, 0)
    qtbot.waitUntil(lambda: not model.is_loading(0))
    assert text(model, 0) == "row 101"


def test_a_row_that_is_gone_is_blank_and_not_loading(qtbot, model, source) -> None:
    source.gone = {3}
    model.set_ids(span(1, 10))
    text(model, 0)
    qtbot.waitUntil(lambda: not model.is_loading(0))
    assert model.row_at(2) is None
    assert not model.is_loading(2)
    assert text(model, 3) == "row 4"


def test_a_page_that_cannot_be_read_is_told_once(qtbot, model, source, ops, caplog) -> None:
    source.fault = OSError("no database")
    model.set_ids(span(1, 10))
    with qtbot.waitSignal(model.fetch_failed) as told:
        text(model, 0)
    assert isinstance(told.args[0], OSError)
    text(model, 0)
    settle(qtbot, ops)
    assert len(source.asked) == 1
    source.fault = None
    model.refresh_rows()
    text(model, 0)
    qtbot.waitUntil(lambda: text(model, 0) == "row 1")


def test_only_pages_near_the_last_look_are_kept(qtbot, model, source, ops) -> None:
    model.set_ids(span(1, 6_000))
    for page in range(60):
        text(model, page * 60)
        qtbot.waitUntil(lambda each=page: not model.is_loading(each * 60), timeout=30_000)
    kept = sum(not model.is_loading(page * 60) for page in range(100))
    assert kept <= 42


def test_a_jump_asks_for_what_is_on_screen_not_for_what_was_passed(
    qtbot, view, model, source, ops
) -> None:
    model.set_ids(span(1, 100_000))
    settle(qtbot, ops)
    source.asked.clear()
    bar = view.verticalScrollBar()
    for value in range(0, bar.maximum(), bar.maximum() // 200):
        bar.setValue(value)  # the thumb is dragged; nothing is painted in between
    bar.setValue(bar.maximum())
    view.viewport().repaint()
    qtbot.waitUntil(lambda: not model.is_loading(99_999), timeout=30_000)
    assert len(source.asked) <= 4
    assert view.rowAt(view.viewport().height() - 1) == 99_999


@pytest.fixture
def million(ops):
    numbers = range(1, MILLION + 1)
    return IdList(b"".join(each.to_bytes(16, "big") for each in numbers))


def test_a_million_rows_cost_their_ids_and_no_more(qtbot, themes, ops, source, million) -> None:
    model = Model(ops, source, lambda row: row.id)
    calls = {"rows": 0}
    counted = model.rowCount

    def row_count(parent=None):
        calls["rows"] += 1
        return counted() if parent is None else counted(parent)

    model.rowCount = row_count
    view = VirtualTable(themes, 40)
    view.setModel(model)
    view.setItemDelegate(Delegate(themes, view))
    qtbot.addWidget(view)
    view.resize(900, 800)
    view.show()
    model.set_ids(IdList.of(million.page(0, 60)))
    settle(qtbot, ops)
    calls["rows"] = 0
    model.set_ids(million)
    view.go_to(MILLION - 1)
    view.go_to(500_000, center=True)
    qtbot.waitUntil(lambda: not model.is_loading(500_000))
    view.viewport().repaint()
    assert calls["rows"] < 3_000, "the view never walks over all rows"
    assert len(source.asked) < 12
    assert text(model, 500_000) == "row 500001"
    painted = view.itemDelegate().painted
    assert {499_995, 500_000, 500_005} <= set(painted)
    assert len(set(painted)) < 120


def test_the_model_passes_qt_s_tester_over_many_rows(qtbot, ops, source) -> None:
    """As many as show that nothing is walked by hand; the tester itself looks at each one."""
    many = span(1, 50_000)
    model = Model(ops, source, lambda row: row.id, columns=6)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode)
    model.set_ids(IdList.of(many.page(0, 60)))
    model.set_ids(many)
    model.set_ids(IdList.of(many.page(1000, 10)))
    model.set_ids(IdList())
    settle(qtbot, ops)
    assert model.rowCount() == 0
    del tester


def test_keys_go_through_the_list(qtbot, view, model, ops) -> None:
    model.set_ids(span(1, 300))
    view.setFocus()
    settle(qtbot, ops)
    keys = Qt.Key
    assert view.current_row == 0, "the first row, when the list gets the focus"
    for key, row in (
        (keys.Key_Down, 1),
        (keys.Key_End, 299),
        (keys.Key_Up, 298),
        (keys.Key_Home, 0),
    ):
        qtbot.keyClick(view, key)
        assert view.current_row == row
    qtbot.keyClick(view, keys.Key_PageDown)
    assert 5 <= view.current_row <= 12
    with qtbot.waitSignal(view.opened) as told:
        qtbot.keyClick(view, keys.Key_Return)
    assert told.args[0] == UUID(int=view.current_row + 1)


def test_room_below_lets_the_last_row_rise(qtbot, view, model, ops) -> None:
    model.set_ids(span(1, 100))
    bar = view.verticalScrollBar()
    settle(qtbot, ops)
    usual = bar.maximum()
    view.set_room_below(60)
    assert bar.maximum() == usual + 60
    view.set_room_below(0)
    assert bar.maximum() == usual
