"""A year of sequences: many leads, whatever happens to them, an engine that dies between any two
statements, and a clock that leaps; held against plain Python after every look.

``OUTPOST_FAULTS=all`` leads 10,000 through it; ``OUTPOST_SEED`` repeats a run.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest

from desktop_app.data.database import Database
from desktop_app.domain.changes import Kind
from desktop_app.domain.sequences import SequenceText, Step, Unit, Whose, Window
from desktop_app.engine.sequences import SequenceSource
from tests.plain_sequences import PlainEnrolment, PlainLead, PlainStep, inside
from tests.sequences import FakeMailer, arrive, deliver_all

from desktop_app.services.sequences import SequenceService  # isort: skip

ALL = os.environ.get("OUTPOST_FAULTS") == "all"
LEADS = 10_000 if ALL else 300
WEEK = frozenset(range(7))
ZONES = ["", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "No/Where"]
OUTREACH = (
    PlainStep("Intro", True, 0),
    PlainStep("Nudge", True, 3),
    PlainStep("Ring", False, 2, working=True),
    PlainStep("Proof", True, 7, hours=(8, 18), days=WEEK, whose="rep"),
    PlainStep("Goodbye", True, 30),
)
NURTURE = (
    PlainStep("Hello", True, 0, hours=(0, 24), days=frozenset({5, 6})),
    PlainStep("Paper", True, 14, working=True, hours=(0, 24), days=WEEK),
    PlainStep("Talk", False, 10, days=WEEK),
    PlainStep("Season", True, 60, hours=(20, 24), days=WEEK),
)


class Died(BaseException):
    """The engine is gone, between two lines."""


class MortalDatabase(Database):
    """A database whose user dies before one of the next statements, or around a commit."""

    left: int | None = None

    def _step(self) -> None:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                self.left = None
                raise Died

    def rows(self, sql, params=None, *, binary=False):
        self._step()
        return super().rows(sql, params, binary=binary)

    def row(self, sql, params=None):
        self._step()
        return super().row(sql, params)

    def run(self, sql, params=None):
        self._step()
        return super().run(sql, params)

    @contextmanager
    def transaction(self, *, lasting=True) -> Iterator[None]:
        with super().transaction(lasting=lasting):
            yield
            self._step()
        self._step()


class Year:
    """The world of the test, twice: in the database and in plain Python."""

    def __init__(self, db, db_url, user, make_lead, clock, dice: random.Random) -> None:
        self.db, self.user, self.clock, self.dice = db, user, clock, dice
        self.engine_db = MortalDatabase(db_url)
        self.service = SequenceService(db, user.id, clock)
        self.mailer = FakeMailer(self.engine_db)
        self.rep_zone = "Europe/Berlin"
        db.run("UPDATE users SET timezone = %s WHERE id = %s", (self.rep_zone, user.id))
        self.leads = [PlainLead(n, dice.choice(ZONES)) for n in range(LEADS)]
        self.ids = self._make_leads()
        self.sequences = [self._make("outreach", OUTREACH), self._make("nurture", NURTURE)]
        self.enrolments: dict[object, PlainEnrolment] = {}
        self.order = 0
        self.crashes = self.sent = 0
        self.source = SequenceSource(self.engine_db, self.mailer, calm=timedelta(0))

    def _make_leads(self):
        rows = self.db.rows(
            "INSERT INTO leads (user_id, company, contact_name, email, metadata) "
            "SELECT %s, 'c', 'n', n || '@lead.example', jsonb_build_object('timezone', zone) "
            "FROM unnest(%s::text[]) WITH ORDINALITY AS given (zone, n) ORDER BY n "
            "RETURNING id, email",
            (self.user.id, [lead.zone for lead in self.leads]),
        )
        return [row[0] for row in sorted(rows, key=lambda row: int(row[1].split("@")[0]))]

    def _make(self, kind, steps):
        return self.service.make(
            SequenceText(
                kind,
                tuple(
                    Step(
                        each.name,
                        uuid4() if each.mail else None,
                        "" if each.mail else "call",
                        "",
                        each.delay,
                        Unit.WORKING_DAYS if each.working else Unit.DAYS,
                        Window(
                            time(each.hours[0]), time(each.hours[1] % 24), each.days,
                            Whose(each.whose),
                        ),
                    )
                    for each in steps
                ),
                kind,
            )
        )[0]  # fmt: skip

    # -- what happens ------------------------------------------------------------------------

    def enrol(self, kind: int, numbers: list[int]) -> None:
        self.order += 1
        now = self.clock()
        steps = (OUTREACH, NURTURE)[kind]
        made, _ = self.service.enrol(self.sequences[kind], [self.ids[n] for n in numbers])
        rows = dict(
            self.db.rows(
                "SELECT lead_id, id FROM outpost.enrolment WHERE id = ANY(%s)",
                (list(made.enrolments),),
            )
        )
        held = {
            id(each.lead) for each in self.enrolments.values() if each.open and each.steps is steps
        }
        for number in numbers:
            lead = self.leads[number]
            fit = not (lead.gone or lead.opted_out or lead.cold or lead.bounces)
            fit = fit and id(lead) not in held
            assert (self.ids[number] in rows) == fit, lead
            if fit:
                self.enrolments[rows[self.ids[number]]] = PlainEnrolment(
                    lead, steps, now, self.order, now, self.rep_zone
                )

    def happen(self) -> None:
        """Something happens to somebody."""
        self.order += 1
        dice, db, user = self.dice, self.db, self.user.id
        enrolment_id, each = dice.choice(list(self.enrolments.items()))
        lead = each.lead
        if lead.gone:
            return
        lead_id, now = self.ids[lead.number], self.clock.forward(seconds=1)
        sent = db.value(
            "SELECT message_id FROM outpost.outgoing WHERE lead_id = %s AND state = 'delivered' "
            "LIMIT 1", (lead_id,),
        )  # fmt: skip
        what = dice.choices(
            ("reply", "bounce", "absence", "meeting", "no meeting", "opt out", "cold", "manual",
             "gone", "auto", "zone", "rep pauses", "rep resumes", "rep skips", "rep stops",
             "unwritable"),
            (8, 4, 14, 4, 2, 2, 2, 3, 1, 8, 4, 8, 14, 4, 2, 6),
        )[0]  # fmt: skip
        if what == "reply":
            arrive(db, user, lead_id, now)
            lead.replies.append(now)
        elif what == "bounce" and sent:
            says = {"signal": "bounce", "failed": [f"{lead.number + 1}@lead.example"],
                    "permanent": True}  # fmt: skip
            arrive(db, user, lead_id, now, kind="bounce", answers=sent, known=False, signal=says)
            lead.bounces.append(now)
        elif what == "absence":
            day = dice.choice([None, now.date() + timedelta(days=dice.randint(-3, 40))])
            says = {"signal": "out_of_office", "returns_on": str(day) if day else None}
            arrive(db, user, lead_id, now, kind="auto_reply", signal=says)
            lead.absences.append((now, day))
        elif what in ("meeting", "no meeting"):
            stands = what == "meeting"
            db.run(
                "INSERT INTO actions (user_id, lead_id, type, status) "
                "VALUES (%s, %s, 'meeting', %s)",
                (user, lead_id, "pending" if stands else "cancelled"),
            )
            lead.meetings.append((self.order, stands))
        elif what == "opt out":
            db.run("UPDATE leads SET metadata = metadata || '{\"opt_out\": true}' WHERE id = %s",
                   (lead_id,))  # fmt: skip
            lead.opted_out = True
        elif what == "cold":
            db.run("UPDATE leads SET status = 'cold' WHERE id = %s", (lead_id,))
            lead.cold = True
        elif what == "manual":
            arrive(db, user, lead_id, now, outbound=True)
            lead.manual.append(now)
        elif what == "gone":
            db.run("DELETE FROM leads WHERE id = %s", (lead_id,))
            lead.gone = True
        elif what == "auto":
            arrive(db, user, lead_id, now, kind=dice.choice(["auto_reply", "list", "bounce"]))
        elif what == "zone":
            lead.zone = dice.choice(ZONES)
            db.run(
                "UPDATE leads SET metadata = metadata || jsonb_build_object('timezone', %s::text) "
                "WHERE id = %s", (lead.zone, lead_id),
            )  # fmt: skip
        elif what == "unwritable":
            lead.unwritable = not lead.unwritable
            (self.mailer.refuses.update({lead_id: "No name."}) if lead.unwritable
             else self.mailer.refuses.pop(lead_id))  # fmt: skip
        elif what == "rep pauses":
            self.service.pause([enrolment_id])
            if each.open and not each.by_rep:
                each.pause()
        elif what == "rep resumes":
            self.service.resume([enrolment_id])
            if each.open and (each.state == "paused" or each.waits):
                each.resume(now)
        elif what == "rep skips":
            self.service.skip([enrolment_id])
            if each.open:
                each.ended("skipped", now)
        elif what == "rep stops":
            self.service.stop([enrolment_id])
            if each.open:
                each.stop("rep")
        for other in self.enrolments.values():
            other.hot |= other.lead is lead

    def rep_works(self) -> None:
        """What is for the rep and due is done, or left."""
        now = self.clock()
        ended: dict[str, list] = {"completed": [], "cancelled": []}
        for enrolment_id, each in self.enrolments.items():
            due = each.open and each.due is not None and each.due <= now
            if due and (not each.step.mail or each.waits) and self.dice.random() < 0.2:
                status = self.dice.choice(["completed", "completed", "cancelled"])
                if not each.lead.gone:
                    each.action, each.hot = status, True
                    ended[status].append(enrolment_id)
        for status, ids in ended.items():
            self.db.run(
                "UPDATE actions SET status = %s FROM outpost.enrolment AS e "
                "WHERE e.id = ANY(%s) AND actions.id = e.action_id", (status, ids),
            )  # fmt: skip

    def outbox_works(self) -> None:
        deliver_all(self.db, self.user.id, self.clock())
        for each in self.enrolments.values():
            each.unsent = False

    def move(self) -> None:
        """The rep is somewhere else."""
        self.rep_zone = self.dice.choice(["Europe/Berlin", "America/New_York", "Asia/Kolkata"])
        self.db.run("UPDATE users SET timezone = %s WHERE id = %s", (self.rep_zone, self.user.id))
        for each in self.enrolments.values():
            each.rep_zone, each.hot = self.rep_zone, True

    # -- the engine --------------------------------------------------------------------------

    def engine_looks(self) -> None:
        """One look, however often the engine dies in it."""
        now = self.clock()
        if self.dice.random() < 0.25:
            self.engine_db.left = self.dice.randint(0, 40)
        while True:
            self.source.heard(Kind.MESSAGES)
            try:
                self.source.run_due(now)
                break
            except Died:
                self.crashes += 1
                self.source = SequenceSource(
                    self.engine_db,
                    self.mailer,
                    batch=self.dice.choice([5, 60, 200]),
                    calm=timedelta(0),
                )
                if self.dice.random() < 0.5:
                    self.engine_db.left = self.dice.randint(0, 60)
        self.engine_db.left = None
        for each in self.enrolments.values():
            if each.open and (each.hot or each.until or (each.due and each.due <= now)):
                step, where = each.step, each.where
                if each.look(now):
                    self.sent += 1
                    assert inside(now, each.steps[len(each.done) - 1], where) or step is each.step

    def compare(self) -> None:
        rows = {
            row[0]: row[1:]
            for row in self.db.rows(
                "SELECT e.id, e.state, e.why, action.due_date, e.waits, e.paused_until "
                "FROM outpost.enrolment AS e LEFT JOIN actions AS action "
                "ON action.id = e.action_id AND e.state IN ('active', 'paused')"
            )
        }
        done: dict[object, list] = {}
        for enrolment_id, name, outcome, at in self.db.rows(
            "SELECT enrolment_id, name, outcome, at FROM outpost.enrolment_step ORDER BY at, id"
        ):
            done.setdefault(enrolment_id, []).append((name, outcome, at))
        assert set(rows) == set(self.enrolments)
        for enrolment_id, each in self.enrolments.items():
            found = rows[enrolment_id]
            wanted = (each.state, each.why, each.due, each.waits, each.until)
            assert found == wanted, f"{self.clock()} {each}"
            assert sorted(done.get(enrolment_id, [])) == sorted(each.done), each

    def check_mails(self) -> None:
        """Each step at most once, in order, and none behind a stop."""
        places = {step.name: n for steps in (OUTREACH, NURTURE) for n, step in enumerate(steps)}
        double = self.db.value(
            "SELECT count(*) FROM (SELECT subject FROM outpost.outgoing GROUP BY subject "
            "HAVING count(*) > 1) AS twice"
        )
        assert double == 0
        noted = self.db.value(
            "SELECT count(*) FROM outpost.enrolment_step WHERE outcome IN ('sent', 'recalled')"
        )
        assert noted == self.db.value("SELECT count(*) FROM outpost.outgoing") == self.sent
        for each in self.enrolments.values():
            order = [places[name] for name, _, _ in each.done]
            assert order == sorted(set(order))
        # What has an end has nothing left to do.
        assert self.db.value(
            "SELECT count(*) FROM actions WHERE status IN ('pending', 'in_progress') "
            "AND metadata ? 'sequence' AND NOT EXISTS (SELECT FROM outpost.enrolment AS e "
            "WHERE e.action_id = actions.id AND e.state IN ('active', 'paused'))"
        ) == 0  # fmt: skip


def test_a_year(db, db_url, user, make_lead, clock):
    seed = int(os.environ.get("OUTPOST_SEED") or random.SystemRandom().randrange(10**9))
    print(f"OUTPOST_SEED={seed}")
    dice = random.Random(seed)
    clock.now = datetime(2026, 1, 5, 7, 3, tzinfo=UTC)
    end = clock.now + timedelta(days=365)
    year = Year(db, db_url, user, make_lead, clock, dice)
    waiting = [(kind, n) for n in range(LEADS) for kind in (0, 1) if kind == 0 or n % 2]
    dice.shuffle(waiting)
    looks = 0
    while clock.now < end:
        looks += 1
        soon = year.source.next_due(clock.now)
        step = timedelta(minutes=dice.randint(20, 6000))
        if soon is not None and clock.now < soon < clock.now + step and dice.random() < 0.5:
            clock.now = soon  # to the second
        else:
            clock.now += step
        if dice.random() < 0.01:  # a long sleep, or a clock that was wrong
            clock.now += timedelta(days=dice.randint(2, 15))
        elif dice.random() < 0.01:
            clock.now -= timedelta(hours=dice.randint(1, 70))
        batch = [waiting.pop() for _ in range(min(len(waiting), dice.randint(0, LEADS // 60)))]
        for kind in (0, 1):
            if numbers := [n for which, n in batch if which == kind]:
                year.enrol(kind, numbers)
        if year.enrolments:
            for _ in range(dice.randint(0, max(6, LEADS // 150))):
                year.happen()
        if dice.random() < 0.01:
            year.move()
        year.rep_works()
        if dice.random() < 0.8:
            year.outbox_works()
        year.engine_looks()
        if ALL and looks % 10 == 0:
            db.run("VACUUM ANALYZE")  # which a server does by itself, but not that of the tests
        if looks % (20 if ALL else 5) == 0:
            year.compare()
    year.compare()
    year.check_mails()
    year.engine_db.close()
    states = [each.state for each in year.enrolments.values()]
    print(f"{looks} looks, {year.crashes} deaths, {year.sent} mails; finished "
          f"{states.count('finished')}, stopped {states.count('stopped')}")  # fmt: skip
    assert year.crashes > 20
    assert year.sent > LEADS
    assert states.count("finished") > LEADS / 20
    assert states.count("stopped") > LEADS / 20


@pytest.mark.parametrize("left", range(45))
def test_an_engine_that_dies_anywhere_in_a_look(db, db_url, user, make_lead, clock, left):
    mortal = MortalDatabase(db_url)
    mailer = FakeMailer(mortal)
    service = SequenceService(db, user.id, clock)
    window = Window(time(0), time(0), WEEK)
    steps = (Step("A", uuid4(), window=window), Step("B", action_type="call", window=window))
    made, _ = service.make(SequenceText("x", steps))
    enrolled, _ = service.enrol(made, [make_lead(f"{n}@x.example") for n in range(4)])
    mortal.left = left
    try:
        SequenceSource(mortal, mailer, batch=2).run_due(clock())
    except Died:
        # What is queued is noted, and the other way about.
        assert db.value("SELECT count(*) FROM outpost.outgoing") == db.value(
            "SELECT count(*) FROM outpost.enrolment_step"
        )
    mortal.left = None
    SequenceSource(mortal, mailer, batch=2).run_due(clock())
    assert db.value("SELECT count(*) FROM outpost.outgoing") == 4
    rows = service.rows(list(enrolled.enrolments))
    assert [(each.step, len(each.done)) for each in rows] == [("B", 1)] * 4
    mortal.close()
