"""Random work on the leads, in the window and over the real database, with Qt's own tester watching
the models: after each step the table (or the board) shows what a plain reference has."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from desktop_app.data.custom_fields import CustomFieldRepository
from desktop_app.data.health import examine
from desktop_app.domain.changes import Kind, Notice
from desktop_app.domain.custom_fields import CustomField, CustomKind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.journal import How
from desktop_app.domain.lead_changes import DeleteLeads, SetField
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_filters import Condition, Group, Op, SortKey
from desktop_app.domain.lead_layout import TableLayout
from desktop_app.domain.leads import LeadDraft, LeadQuery, LeadStatus
from desktop_app.ui.shell.undo import UndoRedo
from desktop_app.ui.shell.undo_dialog import UndoDialog
from tests.plain_desk import PlainDesk, Values, words
from tests.ui.leads.conftest import Desk

OWN = (
    CustomField(UUID(int=1), "seats", "Seats", CustomKind.NUMBER),
    CustomField(UUID(int=2), "region", "Region", CustomKind.CHOICE, ("North", "South")),
    CustomField(UUID(int=3), "renewal", "Renewal", CustomKind.DATE),
)
FIELDS = LeadFields(OWN)
SHOWN = ("company", "contact_name", "status", "last_contact", "email", "phone", "industry",
         "company_size", "custom.seats", "custom.region", "custom.renewal")  # fmt: skip
NOTED = tuple(key for key in SHOWN if key != "last_contact")
NOW = datetime(2026, 6, 17, 9, 30, tzinfo=UTC)

NO = object()
"""What was typed is refused."""

# The key of a field, what is typed into its cell, and what is kept of it.
TYPED = (
    ("company", "Norvane Optics", "Norvane Optics"),
    ("company", " (Zeta)  works", "(Zeta) works"),
    ("company", "", None),
    ("contact_name", "Ínes", "Ínes"),
    ("contact_name", "", None),
    ("email", "a@x.example", "a@x.example"),
    ("email", " B@x.example", "b@x.example"),
    ("email", "2@m.example", "2@m.example"),
    ("email", "", NO),
    ("email", "nobody", NO),
    ("status", "Hot", "hot"),
    ("status", "cold", "cold"),
    ("status", "tepid", NO),
    ("status", "", NO),
    ("phone", "+32 555 0142", "+32 555 0142"),
    ("phone", "", None),
    ("industry", "Foods", "Foods"),
    ("industry", "énergie", "énergie"),
    ("industry", "", None),
    ("company_size", "1,200+", "1,200+"),
    ("company_size", "", None),
    ("custom.seats", "1.200,0", 1200),
    ("custom.seats", "7", 7),
    ("custom.seats", "", None),
    ("custom.seats", "many", NO),
    ("custom.region", "north", "North"),
    ("custom.region", "", None),
    ("custom.region", "East", NO),
    ("custom.renewal", "17 June 2025", "2025-06-17"),
    ("custom.renewal", "2024-05-03", "2024-05-03"),
    ("custom.renewal", "soon", NO),
)  # fmt: skip

KEPT = [(key, kept) for key, _, kept in TYPED if kept is not NO]
"""Fields and values that another program, or one command for many, may put there."""

CONDITIONS = (
    Condition("status", Op.ANY_OF, ("hot", "warm")),
    Condition("status", Op.NONE_OF, ("cold",)),
    Condition("company", Op.CONTAINS, "o"),
    Condition("email", Op.BEGINS, "a@"),
    Condition("phone", Op.EMPTY),
    Condition("industry", Op.IS, "foods"),
    Condition("industry", Op.FILLED),
    Condition("company_size", Op.AT_LEAST, 200),
    Condition("last_contact", Op.WITHIN, 30),
    Condition("last_contact", Op.EMPTY),
    Condition("custom.seats", Op.MORE, 7),
    Condition("custom.seats", Op.EMPTY),
    Condition("custom.region", Op.ANY_OF, ("North",)),
    Condition("custom.renewal", Op.BEFORE, date(2025, 1, 1)),
)
SOME = st.lists(st.sampled_from(CONDITIONS), max_size=2, unique=True).map(tuple)
FILTERS = st.builds(
    lambda chips, inner, any_, negated: Group((*chips, Group(inner, any_, negated and any_))),
    SOME,
    SOME,
    st.booleans(),
    st.booleans(),
)

ROWS = st.integers(0, 69)
ANSWERS = st.sampled_from([How.KEEP_NEWER, How.OVERWRITE, How.ASK])
STATUSES = st.sampled_from(LeadStatus)
CARDS = st.lists(ROWS, max_size=9) | st.none()
MANY = [each for each in KEPT if each[0] not in ("company", "contact_name", "email")]


def _step(name: str, *given_: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.tuples(st.just(name), *given_)


STEPS = st.lists(
    st.one_of(
        _step("rest"),
        _step("edit", ROWS, st.sampled_from(TYPED)),
        _step("edit", ROWS, st.sampled_from(TYPED)),
        _step("paste", st.lists(ROWS, min_size=2, max_size=3), st.sampled_from(["51–200", ""])),
        _step("set_status", ROWS, STATUSES),
        _step("make", st.sampled_from(["New & Sons", "zeta"]), st.sampled_from("abc")),
        _step("check", ROWS),
        _step("check_range", ROWS, ROWS, st.booleans()),
        _step("check_all", st.booleans()),
        _step("change_all", ROWS, st.integers(0, 5), st.sampled_from(MANY)),
        _step("change_all", ROWS, st.integers(0, 5), st.sampled_from(MANY)),
        _step("change_all", ROWS, st.integers(0, 2), st.none()),
        _step("change_elsewhere", ROWS, st.sampled_from(KEPT)),
        _step("delete_elsewhere", ROWS),
        _step("meet", ROWS, ROWS, st.just(True), ANSWERS),
        _step("meet", ROWS, ROWS, st.booleans(), ANSWERS),
        _step("meet", ROWS, ROWS, st.booleans(), ANSWERS),
        _step("undo", ANSWERS),
        _step("undo", ANSWERS),
        _step("redo", ANSWERS),
        _step("sort", st.sampled_from([*SHOWN, "created"]), st.booleans()),
        _step("sort", st.sampled_from([*SHOWN, "created"]), st.booleans()),
        _step("filter", st.sampled_from(["", "foo", "o", "neo zet", "m example"]), FILTERS),
        _step("filter", st.just(""), st.just(Group())),
        _step("on_the_board", ROWS, STATUSES, st.booleans()),
        _step("many_on_the_board", CARDS, STATUSES, st.booleans()),
        _step("many_on_the_board", CARDS, st.sampled_from(MANY), st.booleans()),
    ),
    min_size=14,
    max_size=22,
)


def some_leads(count: int, number: int) -> dict[UUID, Values]:
    """Leads made of what is typed here, with a last contact or without."""
    dice = random.Random(number)
    leads = {}
    for at in range(count):
        values = dict.fromkeys(SHOWN) | dict(dice.sample(KEPT, 8))
        values |= {
            "company": values["company"] or f"{dice.choice(['Alpha', 'beta', 'Öre'])} {at % 7}",
            "contact_name": values["contact_name"] or "",
            "email": f"{at}@m.example",
            "status": values["status"] or dice.choice(["hot", "warm", "cold"]),
            "created": NOW - timedelta(minutes=dice.randint(0, count)),
        }
        if dice.random() < 0.7:
            days = dice.choice([0, 1, 5, 29, 30, 400])
            values["last_contact"] = NOW - timedelta(days=days, minutes=dice.randint(0, 9))
        leads[UUID(int=dice.getrandbits(128))] = values
    return leads


class Window:
    """The screen of leads over a real database: what a rep does there, and what is shown then."""

    def __init__(self, desk: Desk, db, user, log) -> None:
        self.screen = desk.screen
        self._desk, self._db, self._user, self._log = desk, db, user, log
        self._ctx = desk.ctx
        self._journal = UndoRedo(desk.ctx, desk.host)
        self._refused: list[Exception] = []
        desk.ctx.notices.error = self._refused.append
        self._heard = 0
        self._ids = random.Random()
        self._testers: dict[int, QAbstractItemModelTester] = {}
        # A burst of changes is looked at again when it rests: here at once.
        for timer in (self.screen._fresh._rest, self.screen.asking._rest, self.board._rest):
            timer.setInterval(0)

    @property
    def board(self):
        return self.screen.pane.boards.board

    @property
    def models(self):
        """The models that are shown, each watched by Qt's tester."""
        on = self.screen.pane.boards.on
        models = [c.model for c in self.board.columns] if on else [self.screen.pane.model]
        for model in models:
            if id(model) not in self._testers:
                # One that ends the process would leave nothing to be shrunk.
                mode = QAbstractItemModelTester.FailureReportingMode.Warning
                self._testers[id(model)] = QAbstractItemModelTester(model, mode)
        return models

    def begin(self, leads: dict[UUID, Values]) -> None:
        """Other leads, all of them shown, and nothing to take back."""
        self._ids.seed("new leads")
        self._db.run("DELETE FROM outpost.journal_change")
        self._db.run("DELETE FROM outpost.journal")
        self._db.run("DELETE FROM leads")
        columns = {key: key for key in leads[next(iter(leads))] if not key.startswith("custom.")}
        columns |= {"last_contact": "last_contact_at", "created": "created_at"}
        names = ", ".join(("id", "user_id", *columns.values(), "metadata"))
        with (
            self._db.transaction(),
            self._db.raw().cursor().copy(f"COPY leads ({names}) FROM STDIN") as copy,
        ):
            for lead, values in leads.items():
                own = {f.key: v for f in OWN if (v := values[f"custom.{f.key}"]) is not None}
                plain = (values[key] for key in columns)
                copy.write_row((lead, self._user.id, *plain, Jsonb(own)))
        self.screen.show_board(False)
        self.filter(LeadQuery())
        self.screen._sort_by(LeadQuery().sort)
        self.screen.checking.clear()
        self._tell()

    def new_id(self) -> UUID:
        """By chance, but the same each time an example is tried."""
        return UUID(int=self._ids.getrandbits(128))

    def settle(self) -> None:
        """Until all that was asked for is there."""
        end = time.monotonic() + 30
        while QApplication.processEvents() or self._waits():
            assert time.monotonic() < end, "it does not come to rest"

    def _waits(self) -> bool:
        fresh = self.screen._fresh
        timers = (fresh._rest, self.screen.asking._rest, self.board._rest)
        if self._ctx.ops.busy or fresh.stale or any(each.isActive() for each in timers):
            return True
        return not self.screen.asking.complete or self.board.moves.busy or self._rows_wait()

    def _rows_wait(self) -> bool:
        firsts = [(m, row) for m in self.models for row in range(0, m.rowCount(), m._page_size)]
        for model, row in firsts:
            model.row_at(row)
        return any(model.is_loading(row) for model, row in firsts)

    # What a rep does

    def filter(self, query: LeadQuery) -> None:
        self.screen.pane.filter_bar.show_query(query)
        self.screen.pane.filter_bar.changed.emit()

    def sort(self, key: str, also: bool) -> None:
        self.screen.pane.table.header.sort_wanted.emit(key, also)

    def edit(self, lead: UUID, key: str, typed: str) -> bool:
        """Type into a cell; whether it was taken."""
        self._refused.clear()
        try:
            self.screen.clipboard._edits.save(lead, FIELDS.get(key), typed)
        except KnownError:
            return False
        self.settle()
        return not self._refused

    def paste(self, edits: list[tuple[UUID, dict[str, str]]]) -> None:
        self.screen.clipboard._edits.save_many(edits)

    def set_status(self, lead: UUID, status: LeadStatus) -> None:
        if self.screen.pane.boards.on:
            self.board.move_leads((lead,), status)
        else:
            self.screen.pane._set_status((lead,), status)

    def toggle_card(self, lead: UUID) -> None:
        """Check a card of the board, or no longer."""
        (column,) = (c for c in self.board.columns if c.model.row_of(lead) >= 0)
        column.model.checked.toggle(lead)

    def move_checked(self, status: LeadStatus) -> None:
        """As the menu of the bar does."""
        self.board.move_checked(status)

    def make(self, draft: LeadDraft) -> UUID | None:
        """A new lead; None where it is refused."""
        made: list[Any] = [None]
        leads = self._desk.services.leads
        self._ctx.ops.run_command(
            self.screen, lambda: leads.create(draft), made.extend, self._refused.append
        )
        self.settle()
        return made[1] if len(made) > 1 else None

    def created(self, lead: UUID) -> datetime:
        return self._db.value("SELECT created_at FROM leads WHERE id = %s", (lead,))

    def change_all(self, change: SetField | DeleteLeads) -> None:
        """Have something done to all that is checked."""
        self.screen.checking.bulk.change(change, self.screen.checking.chosen())

    def undo(self, answer: How) -> int:
        """Ctrl+Z; where there is something newer the question is answered so (ASK: cancelled).
        How many leads that is about."""
        self._journal.undo()
        return self._answer(answer)

    def redo(self, answer: How) -> int:
        self._journal.redo()
        return self._answer(answer)

    def _answer(self, answer: How) -> int:
        self.settle()
        asked = [d for d in self._desk.host.findChildren(UndoDialog) if d.isVisible()]
        if not asked:
            return 0
        (dialog,) = asked
        buttons = {How.ASK: dialog.cancel, How.KEEP_NEWER: dialog.keep, How.OVERWRITE: dialog.over}
        count = len(dialog.names) + dialog.rest
        buttons[answer].click()
        return count

    # What another program does

    def change_elsewhere(self, lead: UUID, key: str, value: Any) -> None:
        own = FIELDS.get(key).custom_key
        if own is None:
            self._db.run(f"UPDATE leads SET {key} = %s WHERE id = %s", (value, lead))
        else:
            kept = {} if value is None else {own: value}
            self._db.run(
                "UPDATE leads SET metadata = metadata - %s::text || %s WHERE id = %s",
                (own, Jsonb(kept), lead),
            )
        self._tell()

    def delete_elsewhere(self, lead: UUID) -> None:
        self._db.run("DELETE FROM leads WHERE id = %s", (lead,))
        self._tell()

    def _tell(self) -> None:
        """As the listener of the program does."""
        self._ctx.bus.tell(Notice(Kind.LEADS, self._user.id))

    # What is shown

    def cells(self) -> list[tuple[UUID, tuple[str, ...]]]:
        """The rows of the table as they are read."""
        (model,) = self.models
        columns = [model.column_of(key) for key in SHOWN]
        return [
            (each, tuple(model.index(row, column).data() for column in columns))
            for row, each in enumerate(model.ids)
        ]

    def cards(self) -> list[list[tuple[UUID, tuple[Any, ...]]]]:
        """The cards of the board, column by column."""
        columns = []
        for model in self.models:
            rows = [model.row_at(row) for row in range(model.rowCount())]
            columns.append([
                (c.id, (c.company, c.contact_name, c.email, c.status, c.last_contact_at))
                for c in rows
            ])  # fmt: skip
        return columns

    def complaints(self) -> list[str]:
        """What Qt's tester and others said since this was asked last."""
        said = [record.message for record in self._log.records]
        new, self._heard = said[self._heard :], len(said)
        return [each for each in new if "This plugin does not support" not in each]

    def can(self) -> tuple[bool, bool]:
        """Whether there is something to undo, and to redo."""
        journal = self._desk.services.journal
        return journal.can_undo() is not None, journal.can_redo() is not None

    def faults(self) -> tuple[Any, ...]:
        return examine(self._db).faults


class Work:
    """Does the same in the window and to the reference.

    Args:
        window: all examples share it.
        leads: what this one begins with.
    """

    def __init__(self, window: Window, leads: dict[UUID, Values]) -> None:
        self.window = window
        self.plain = PlainDesk(dict(leads))
        self.query = LeadQuery()
        self.on_board = False
        self.all_on = False
        self.marks: set[UUID] = set()
        window.begin(leads)
        self.agree()

    def do(self, name: str, *given: Any) -> None:
        """One step, and a look at what is shown then."""
        getattr(self, name)(*given)
        self.agree()

    def rest(self) -> None:
        """What other steps shrink to."""

    # Edits

    def edit(self, row: int, entry: tuple[str, str, Any]) -> None:
        """Type into a cell of the table."""
        lead, (key, typed, kept) = self.pick(row), entry
        if lead is None:
            return
        refused = (
            kept is NO
            or self.plain.nameless(lead, key, kept)
            or (key == "email" and self.plain.taken(kept, lead))
        )
        assert self.window.edit(lead, key, typed) is not refused
        if not refused:
            self.plain.set({lead: {key: kept}})

    def paste(self, rows: list[int], size: str) -> None:
        """Two columns of several rows, as one command."""
        picked = [lead for lead in dict.fromkeys(map(self.pick, rows)) if lead is not None]
        typed = {"company_size": size, "custom.seats": "12"}
        self.window.paste([(lead, typed) for lead in picked])
        kept = {"company_size": size or None, "custom.seats": 12}
        self.plain.set(dict.fromkeys(picked, kept))

    def set_status(self, row: int, status: LeadStatus) -> None:
        """By the menu, or on the board by a move."""
        lead = self.pick(row)
        if lead is not None:
            self.window.set_status(lead, status)
            self.plain.set({lead: {"status": status.value}})

    def make(self, company: str, name: str) -> None:
        """A new lead, unless its address is taken."""
        email = f"{name}@x.example"
        lead = self.window.make(LeadDraft(company, "Neo", email, industry="Foods"))
        assert (lead is None) is self.plain.taken(email)
        if lead is not None:
            values = dict.fromkeys(SHOWN) | {"company": company, "contact_name": "Neo"}
            values |= {"email": email, "status": "warm", "industry": "Foods"}
            values["created"] = self.window.created(lead)
            self.plain.make(lead, values, NOTED)

    # Many at once

    def check(self, row: int) -> None:
        lead = self.pick(row)
        if lead is not None:
            self.window.screen.pane.model.checked.toggle(lead)
            self.marks ^= {lead}

    def check_range(self, row: int, other: int, on: bool) -> None:
        """With Shift, from one row to another."""
        shown = self.shown()
        if not shown:
            return
        low, high = sorted((row % len(shown), other % len(shown)))
        model = self.window.screen.pane.model
        model.checked.put_rows(model.ids, low, high, on)
        rows = set(shown[low : high + 1])
        self.marks = self.marks | rows if on is not self.all_on else self.marks - rows

    def check_all(self, on: bool) -> None:
        (self.window.screen.checking.check_all if on else self.window.screen.checking.clear)()
        self.uncheck()
        self.all_on = on

    def change_all(self, row: int, rows: int, change: tuple[str, Any] | None) -> None:
        """Set a field of all that is checked (and of some more), or delete them."""
        self.check_range(row, row + rows, True)
        if not (checked := self.checked()):
            return
        if change is None:
            self.window.change_all(DeleteLeads())
            self.plain.delete(checked)
        else:
            key, kept = change
            self.window.change_all(SetField(key, FIELDS.get(key).title, kept))
            values = {key: kept}
            self.plain.set(dict.fromkeys(checked, values))
        self.uncheck()

    # Another program

    def change_elsewhere(self, row: int, change: tuple[str, Any]) -> None:
        """Straight SQL, of which the journal knows nothing."""
        if self.plain.leads:
            self._change_elsewhere(sorted(self.plain.leads)[row % len(self.plain.leads)], *change)

    def _change_elsewhere(self, lead: UUID, key: str, kept: Any) -> None:
        if key == "email" and self.plain.taken(kept, lead):
            return
        kept = "" if kept is None and key in ("company", "contact_name") else kept
        self.plain.leads[lead] = {**self.plain.leads[lead], key: kept}
        self.window.change_elsewhere(lead, key, kept)

    def delete_elsewhere(self, row: int) -> None:
        if self.plain.leads:
            lead = sorted(self.plain.leads)[row % len(self.plain.leads)]
            del self.plain.leads[lead]
            self.window.delete_elsewhere(lead)

    def meet(self, row: int, number: int, back: bool, answer: How) -> None:
        """Another program changes what the last command touched, which is then taken back, or
        done again."""
        if not back and not self.plain.undone:
            self.do("undo", How.KEEP_NEWER)
        entries = self.plain.done if back else self.plain.undone
        if not entries:
            return
        change = entries[-1][row % len(entries[-1])]
        keys = (change.after or change.before or {}).keys() - {"last_contact", "created"}
        values = [each for each in KEPT if each[0] in keys]
        if change.lead in self.plain.leads:
            self._change_elsewhere(change.lead, *values[number % len(values)])
            self.agree()
        (self.undo if back else self.redo)(answer)

    # Undo and redo

    def undo(self, answer: How) -> None:
        clashes = self.plain.undo()
        assert self.window.undo(answer) == clashes
        if clashes:
            self.plain.undo(answer)

    def redo(self, answer: How) -> None:
        clashes = self.plain.redo()
        assert self.window.redo(answer) == clashes
        if clashes:
            self.plain.redo(answer)

    # Order, filter, layout

    def sort(self, key: str, also: bool) -> None:
        """Click on the title of a column; with Shift beside the levels that there are."""
        self.window.sort(key, also)
        levels = {level.field: level.descending for level in self.query.sort}
        first, begins = next(iter(levels)), FIELDS.get(key).descending
        if also:
            levels[key] = not levels[key] if key in levels else begins
        else:
            levels = {key: not levels[key] if key == first else begins}
        sort = tuple(SortKey(*level) for level in levels.items())
        self.query = replace(self.query, sort=sort)

    def filter(self, text: str, where: Group) -> None:
        before = self.window.screen.asking.asked
        self.window.filter(LeadQuery(text, where))
        self.query = replace(self.query, text=text, where=where)
        if self.window.screen.asking.asked != before:
            self.uncheck()

    def on_the_board(self, row: int, status: LeadStatus, back: bool) -> None:
        """To the board, where a card is moved and something is undone or redone."""
        self._switch()
        self.do("set_status", row, status)
        if back:
            self.do("undo", How.ASK)
        self.do("redo", How.KEEP_NEWER)
        self._switch()

    def many_on_the_board(
        self, rows: list[int] | None, change: LeadStatus | tuple[str, Any], back: bool
    ) -> None:
        """To the board, where some cards (None: all) are checked and changed together."""
        self._switch()
        if rows is None:
            self.window.screen.checking.check_all()
            self.marks = set(self.shown())
        else:
            for lead in {self.pick(row) for row in rows} - {None}:
                self.window.toggle_card(lead)
                self.marks |= {lead}
        self.agree()
        if checked := self.checked():
            self._change_cards(checked, change)
            self.agree()
            if back:
                self.do("undo", How.ASK)
                self.do("redo", How.KEEP_NEWER)
        self._switch()

    def _change_cards(self, checked: list[UUID], change: LeadStatus | tuple[str, Any]) -> None:
        if isinstance(change, LeadStatus):
            self.window.move_checked(change)
            values = {"status": change.value}
        else:
            key, kept = change
            self.window.change_all(SetField(key, FIELDS.get(key).title, kept))
            values = {key: kept}
        self.plain.set(dict.fromkeys(checked, values))
        self.uncheck()

    def _switch(self) -> None:
        self.on_board = not self.on_board
        self.window.screen.show_board(self.on_board)
        self.uncheck()
        self.agree()

    # What the reference has

    def shown(self) -> list[UUID]:
        return self.plain.ids(self.query, FIELDS, NOW)

    def checked(self) -> list[UUID]:
        return [each for each in self.shown() if (each in self.marks) is not self.all_on]

    def uncheck(self) -> None:
        self.all_on, self.marks = False, set()

    def pick(self, row: int) -> UUID | None:
        shown = self.shown()
        return shown[row % len(shown)] if shown else None

    def agree(self) -> None:
        """What is shown is what the reference has."""
        self.window.settle()
        assert self.window.complaints() == []
        assert self.window.can() == (bool(self.plain.done), bool(self.plain.undone))
        if self.on_board:
            assert self.window.cards() == [self.column(status) for status in LeadStatus]
            checking = self.window.screen.checking
            assert (set(checking.ids), checking.count) == (self.marks, len(self.marks))
            return
        shown, leads = self.shown(), self.plain.leads
        assert self.window.cells() == [
            (each, tuple(words(key, leads[each][key], NOW.date()) for key in SHOWN))
            for each in shown
        ]
        self.marks &= set(shown)
        model = self.window.screen.pane.model
        checked = self.checked()
        assert [each for each in model.ids if each in model.checked] == checked
        assert self.window.screen.checking.count == len(checked)

    def column(self, status: LeadStatus) -> list[tuple[UUID, tuple[Any, ...]]]:
        keys = ("company", "contact_name", "email", "status", "last_contact")
        ids = self.plain.ids(self.query.in_status(status), FIELDS, NOW)
        return [(each, tuple(self.plain.leads[each][key] for key in keys)) for each in ids]

    def end(self) -> None:
        """All is taken back, over whatever came between, and done again."""
        self.do("filter", "", Group())
        while self.plain.done:
            self.undo(How.OVERWRITE)
        self.agree()
        while self.plain.undone:
            self.redo(How.KEEP_NEWER)
        self.agree()
        assert not self.window.faults()


@pytest.fixture
def open_window(db, user, real, clock, open_desk, qtlog, monkeypatch):
    """Opens the screen with all columns."""
    for field in OWN:
        CustomFieldRepository(db).insert(user.id, field)

    def open_one(*, inline: bool) -> Window:
        desk = open_desk(real, width=1300, inline=inline)
        desk.ctx.clock = clock
        layout = TableLayout()
        for key in SHOWN:
            layout = layout.showing(key)
        desk.screen.pane.columns.change(layout.hiding("suggestion"))
        desk.screen._close_panel()
        desk.host.resize(1000, 400)
        window = Window(desk, db, user, qtlog)
        monkeypatch.setattr("desktop_app.services.leads.uuid4", window.new_id)
        return window

    return open_one


@pytest.mark.parametrize(
    ("inline", "examples"), [(True, 16), (False, 3)], ids=["at once", "in the background"]
)
def test_whatever_is_done_the_window_shows_what_plain_python_has(
    open_window, inline, examples
) -> None:
    window = open_window(inline=inline)
    number = random.randrange(2**32)
    print(f"seed {number}")

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(count=st.sampled_from([1, 3, 8, 25, 70]), dice=st.integers(0, 9), steps=STEPS)
    def check(count, dice, steps) -> None:
        made = Work(window, some_leads(count, dice))
        for step in steps:
            made.do(*step)
        made.end()

    check()
