"""The outbox against chance: kills between any two statements, lost lines, lost databases.

A reference server counts what it delivered. Whatever happens in whatever order: no mail is
delivered twice unless the rep said "again" of one that nobody knew of, none is lost, and what the
rows say is true.
"""

from __future__ import annotations

import itertools
import os
import random
from collections import Counter
from datetime import timedelta

import pytest

from desktop_app.data.database import Database
from desktop_app.domain.delivery import BrokenBefore, RefusedForGood, RefusedForNow, TurnedAway
from desktop_app.domain.errors import KnownError
from desktop_app.domain.mailboxes import Credential, MailboxState
from desktop_app.domain.outgoing import STEPS, Sending
from desktop_app.engine.outbox import OutboxSender
from tests.outbox import Killed

SEEDS = [int(each) for each in os.environ.get("OUTBOX_SEEDS", "").split()] or list(range(8))
STEPS_OF_A_RUN = 60

FATES = [
    "deliver", "deliver", "answer lost", "lost", "killed before", "killed at the end",
    "killed after", "a bug after", BrokenBefore("broke", reached=True),
    BrokenBefore("away", reached=False),
    RefusedForNow(451, "later"), RefusedForGood(550, "no"),
    TurnedAway(MailboxState.SIGNIN, "wrong"),
]  # fmt: skip


class FaultyDatabase(Database):
    """A database that at its n-th statement from now kills whoever asks, or is away."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.after: int | None = None
        self.fault: type[BaseException] = Killed
        self.away_for = 0

    def _count(self) -> None:
        if self.away_for:
            self.away_for -= 1
            raise KnownError("The database went away.", retryable=True)
        if self.after is not None:
            self.after -= 1
            if self.after < 0:
                self.after = None
                if self.fault is Killed:
                    raise Killed
                self.away_for = 2
                raise KnownError("The database went away.", retryable=True)

    def row(self, sql, params=None):
        self._count()
        return super().row(sql, params)

    def rows(self, sql, params=None, *, binary=False):
        self._count()
        return super().rows(sql, params, binary=binary)

    def value(self, sql, params=None):
        found = self.row(sql, params)
        return found[0] if found else None

    def run(self, sql, params=None):
        self._count()
        return super().run(sql, params)

    def raw(self):
        self._count()
        return super().raw()

    def dies(self) -> None:
        """What it held is let go of, as the server does when a process is gone."""
        self.after, self.away_for = None, 0
        self.close()


class World:
    def __init__(self, seed, db_url, outbox, postman, folders, clock) -> None:
        self.dice = random.Random(seed)
        self.url, self.outbox, self.postman = db_url, outbox, postman
        self.folders, self.clock = folders, clock
        self.mails: list = []
        self.again: Counter = Counter()
        self.said_arrived: set = set()
        self.made_drafts: set = set()
        self.ended_unknown: set = set()
        self.engine()

    def engine(self) -> None:
        self.db = FaultyDatabase(self.url)
        self.sender = OutboxSender(
            self.db, self.folders, lambda mailbox: Credential("", ""), self.postman,
            transport=self.postman.send, now=self.clock,
        )  # fmt: skip

    def restart(self) -> None:
        self.db.dies()
        self.engine()

    # -- what happens --

    def queue(self) -> None:
        if len(self.mails) < 6:
            later = timedelta(minutes=3) if self.dice.random() < 0.2 else None
            self.mails.append(self.outbox.queue(wanted_in=later))

    def look(self) -> None:
        self.postman.fates = [self.dice.choice(FATES) for _ in range(4)]
        if self.dice.random() < 0.6:
            self.db.after = self.dice.randrange(120)
            self.db.fault = self.dice.choice([Killed, KnownError])
        try:
            self.sender.look()
        except Killed:
            self.restart()
        except KnownError:
            pass
        self.db.after, self.db.away_for = None, 0

    def time_passes(self) -> None:
        self.clock.forward(seconds=self.dice.choice([5, 30, 120, 600, 4000]))

    def server_goes_or_comes(self) -> None:
        self.postman.away = not self.postman.away

    def rep_decides(self) -> None:
        if not self.mails:
            return
        mail = self.dice.choice(self.mails)
        state = self.outbox[mail].state
        if state in (Sending.QUEUED, Sending.HELD) and self.dice.random() < 0.3:
            self.outbox.recall(mail)
        elif state is Sending.HELD:
            self.outbox.again(mail)
        elif state is Sending.UNKNOWN:
            match self.dice.randrange(4):
                case 0:
                    self.again[mail] += 1
                    self.outbox.again(mail)
                case 1:
                    self.said_arrived.add(mail)
                    self.outbox.arrived(mail)
                case 2:
                    self.ended_unknown.add(mail)
                    self.outbox.recall(mail)

    # -- what has to be true --

    def check(self) -> None:
        delivered = Counter(self.postman.delivered)
        for mail in self.mails:
            row = self.outbox[mail]  # there: none is ever lost
            times = delivered[row.message_id]
            doubted = self.again[mail] or mail in self.said_arrived or mail in self.ended_unknown
            # Where the server keeps what it took, it is looked for even then.
            assert times <= 1 + (0 if self.postman.files_itself else self.again[mail])
            if row.state in (Sending.DELIVERED, Sending.FILED):
                assert times or mail in self.said_arrived
            # Whoever has a mail has the one that is kept, however often it came.
            taken = {
                raw
                for raw, name in zip(self.postman.taken, self.postman.delivered, strict=True)
                if name == row.message_id
            }
            assert taken <= {self.outbox.raw(mail)}
            if row.state in (Sending.QUEUED, Sending.HELD, Sending.FAILED, Sending.RECALLED):
                assert not times or doubted
            if row.state in (Sending.FAILED, Sending.RECALLED):
                assert self.outbox.draft_is_open(mail)
            else:
                assert not self.outbox.draft_is_open(mail)
            if row.state is Sending.FILED:
                assert row.message_id in self.postman.sent and row.email_id
            events = [Sending(each) for each in self.outbox.states(mail)]
            for before, after in itertools.pairwise(events):
                assert after in STEPS[before] | {before}
        assert max(Counter(self.postman.sent).values(), default=0) <= 1 + sum(self.again.values())

    def comes_to_an_end(self) -> None:
        """With a world that is well again, each mail is somewhere where it may stay."""
        self.restart()
        self.postman.away = False
        for _ in range(40):
            self.postman.fates = []
            self.sender.look()
            self.clock.forward(minutes=61)
        for mail in self.mails:
            assert self.outbox[mail].state in (
                Sending.FILED, Sending.FAILED, Sending.RECALLED, Sending.HELD, Sending.UNKNOWN,
            )  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("files_itself", [False, True])
def test_never_twice_and_never_lost(
    db_url,
    db,
    outbox,
    postman,
    folders,
    clock,
    seed,
    files_itself,
):
    print(f"OUTBOX_SEEDS={seed}")
    postman.files_itself = files_itself
    world = World(seed, db_url, outbox, postman, folders, clock)
    try:
        world.queue()
        for _ in range(STEPS_OF_A_RUN):
            act = world.dice.choices(
                [world.queue, world.look, world.time_passes, world.server_goes_or_comes,
                 world.rep_decides, world.restart],
                [2, 6, 5, 1, 2, 1],
            )[0]  # fmt: skip
            act()
            world.check()
        world.comes_to_an_end()
        world.check()
        # A message stands for each mail that is delivered, once.
        done = [world.outbox[each] for each in world.mails]
        emails = {each.email_id for each in done if each.state is Sending.FILED}
        assert emails == {row[0] for row in db.rows("SELECT id FROM emails")}
    finally:
        world.db.dies()
