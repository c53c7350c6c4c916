"""Random commands, undone and redone in any order, end where a plain reference ends."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from desktop_app.data.health import examine
from desktop_app.data.journal import RowChange
from desktop_app.data.leads import LeadRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.leads import LeadDraft, LeadStatus
from desktop_app.services.journal import JournalService
from desktop_app.services.leads import LeadService

State = dict[uuid.UUID, dict[str, object]]

_WHICH = st.integers(0, 5)
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("create"), _WHICH, st.booleans()),
        st.tuples(st.just("edit"), _WHICH, st.sampled_from(["Alpha", "Beta", ""])),
        st.tuples(st.just("address"), _WHICH, _WHICH),
        st.tuples(st.just("status"), st.sets(_WHICH, min_size=1), st.sampled_from(LeadStatus)),
        st.tuples(st.just("bulk"), st.sampled_from(LeadStatus), st.none()),
        st.tuples(st.just("import"), st.sets(_WHICH, min_size=1), st.none()),
        st.tuples(st.just("delete"), st.sets(_WHICH, min_size=1), st.none()),
        st.tuples(st.just("undo"), st.none(), st.none()),
        st.tuples(st.just("undo"), st.none(), st.none()),
        st.tuples(st.just("redo"), st.none(), st.none()),
    ),
    max_size=14,
)


@dataclass
class Reference:
    """States before and after each command, in two stacks."""

    state: State = field(default_factory=dict)
    done: list[tuple[State, State]] = field(default_factory=list)
    undone: list[tuple[State, State]] = field(default_factory=list)

    def did(self, now: State) -> None:
        self.done.append((self.state, now))
        self.undone.clear()
        self.state = now

    def undo(self) -> bool:
        if not self.done:
            return False
        self.undone.append(self.done.pop())
        self.state = self.undone[-1][0]
        return True

    def redo(self) -> bool:
        if not self.undone:
            return False
        self.done.append(self.undone.pop())
        self.state = self.done[-1][1]
        return True


class Rep:
    """Does the same to the program and to the reference."""

    def __init__(self, db, user) -> None:
        self._db, self._user = db, user
        self._leads = LeadService(db, user.id)
        self._rows = LeadRepository(db)
        self.journal = JournalService(db, user.id)
        self._noted = self.journal._journal
        self.model = Reference()

    def found(self) -> State:
        return {
            row[0]: {"email": row[1], "phone": row[2], "status": row[3], "actions": row[4]}
            for row in self._db.rows(
                "SELECT id, email, phone, status, (SELECT count(*) FROM actions "
                "WHERE lead_id = lead.id) FROM leads AS lead WHERE user_id = %s",
                (self._user.id,),
            )
        }

    def _pick(self, numbers) -> list[uuid.UUID]:
        ids = sorted(self.model.state)
        return [ids[number] for number in numbers if number < len(ids)]

    def do(self, step) -> None:
        name, one, two = step
        getattr(self, f"_{name}")(one, two)
        assert self.found() == self.model.state, step
        top = self.journal.can_undo() is not None, self.journal.can_redo() is not None
        assert top == (bool(self.model.done), bool(self.model.undone)), step

    def _changed(self, ids, **values) -> State:
        return {
            each: {**row, **values} if each in ids else row
            for each, row in self.model.state.items()
        }

    def _create(self, number, _two) -> None:
        email = f"{number}@x.example"
        taken = email in [row["email"] for row in self.model.state.values()]
        try:
            made, _ = self._leads.create(LeadDraft("X", "Y", email))
        except KnownError:
            assert taken
            return
        assert not taken
        row = {"email": email, "phone": None, "status": "warm", "actions": 0}
        self.model.did({**self.model.state, made: row})

    def _update(self, lead, **values) -> None:
        with self._db.transaction():
            change = self._rows.update(self._user.id, lead, values)
            if change:
                self._noted.add(self._user.id, "edit_lead", "Lead changed", [change])
                self.model.did(self._changed([lead], **change.after))

    def _edit(self, number, phone) -> None:
        for lead in self._pick([number]):
            self._update(lead, phone=phone)

    def _address(self, number, other) -> None:
        email = f"{other}@x.example"
        for lead in self._pick([number]):
            taken = [each for each, row in self.model.state.items() if row["email"] == email]
            try:
                self._update(lead, email=email)
            except KnownError:
                assert taken and taken != [lead]

    def _status(self, numbers, status) -> None:
        ids = self._pick(numbers)
        if self._leads.set_status(ids, status).journal_id is not None:
            self.model.did(self._changed(ids, status=str(status)))

    def _bulk(self, status, _two) -> None:
        with self._db.transaction():
            entry = self._noted.begin(self._user.id, "set_lead_status", "All set", open=False)
            count = self._noted.append_rows(
                entry,
                "public.leads",
                "SELECT id, id, jsonb_build_object('status', was), "
                "jsonb_build_object('status', %(to)s::text) FROM changed",
                {"user": self._user.id, "to": str(status)},
                ctes="standing AS (SELECT id, status FROM leads WHERE user_id = %(user)s "
                "AND status <> %(to)s), changed AS (UPDATE leads AS lead SET status = %(to)s "
                "FROM standing WHERE lead.id = standing.id "
                "RETURNING lead.id, standing.status AS was)",
            )
            self._noted.close(entry, "All set")
        if count:
            self.model.did(self._changed(list(self.model.state), status=str(status)))

    def _import(self, numbers, _two) -> None:
        """New leads noted as cheaply as can be, with an action each; known ones get a phone."""
        known = {row["email"]: each for each, row in self.model.state.items()}
        entry = self._noted.begin(self._user.id, "import_leads", "")
        now = dict(self.model.state)
        for number in sorted(numbers):
            email = f"{number}@x.example"
            with self._db.transaction():
                if email in known:
                    change = self._rows.update(self._user.id, known[email], {"phone": "imported"})
                    changes = [change] if change else []
                    now[known[email]] = {**now[known[email]], "phone": "imported"}
                else:
                    lead, touched = self._db.row(
                        "INSERT INTO leads (user_id, company, contact_name, email) "
                        "VALUES (%s, 'X', 'Y', %s) RETURNING id, to_jsonb(updated_at)",
                        (self._user.id, email),
                    )
                    action = self._db.value(
                        "INSERT INTO actions (user_id, lead_id, type) VALUES (%s, %s, 'call') "
                        "RETURNING id",
                        (self._user.id, lead),
                    )
                    changes = [
                        RowChange("public.leads", lead, None, {"updated_at": touched}),
                        RowChange("public.actions", action, None, {"type": "call"}),
                    ]
                    now[lead] = {"email": email, "phone": None, "status": "warm", "actions": 1}
                self._noted.append(entry, changes)
        self._noted.close(entry, "Import")
        if now != self.model.state:
            self.model.did(now)

    def _delete(self, numbers, _two) -> None:
        ids = self._pick(numbers)
        if self._leads.delete(ids).journal_id is not None:
            self.model.did({e: row for e, row in self.model.state.items() if e not in ids})

    def _undo(self, _one, _two) -> None:
        assert ("nothing" not in self.journal.undo().said) == self.model.undo()

    def _redo(self, _one, _two) -> None:
        assert ("nothing" not in self.journal.redo().said) == self.model.redo()


@pytest.fixture
def fresh(db, make_user):
    """A rep without leads, each time it is asked."""
    return lambda: Rep(db, make_user(f"{uuid.uuid4().hex}@rep.example"))


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=_STEPS)
def test_the_program_ends_where_the_reference_ends(fresh, db, steps) -> None:
    rep = fresh()
    start = rep.model.state
    for step in steps:
        rep.do(step)
    while rep.model.done:
        rep.do(("undo", None, None))
    assert rep.found() == start
    while rep.model.undone:
        rep.do(("redo", None, None))
    assert not examine(db).faults
