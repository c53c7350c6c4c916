"""Has the rules make their actions, and end those whose cause is gone.

One transaction for each person: a kill costs a look. Made twice, an action has the same id.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from desktop_app.data.action_rules import ActionRuleRepository
from desktop_app.data.database import Database
from desktop_app.data.merge_values import zone_of
from desktop_app.data.users import UserRepository
from desktop_app.domain.action_rules import RULES
from desktop_app.domain.changes import Kind
from desktop_app.domain.typed_times import read_moment
from desktop_app.domain.users import User

log = logging.getLogger(__name__)


class RuleLook:
    """Looks, at most once a minute.

    Args:
        now: the present moment, UTC.
    """

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db = db
        self._now = now
        self._looked: datetime | None = None

    def when_due(self) -> None:
        """Look, unless that was done less than a minute ago."""
        now = self._now()
        if self._looked is None or not 0 <= (now - self._looked).total_seconds() < 60:
            self._looked = now
            self.look()

    def look(self) -> int:
        """Look now, for one person after the other: whom a look fails for waits for the next one
        alone; how many actions were made or ended.

        Raises:
            KnownError: the database cannot be reached.
        """
        count = 0
        for user in UserRepository(self._db).list_users():
            try:
                count += self._look_for(user)
            except Exception:
                self._db.value("SELECT 1")  # without a database there is nothing to go on with
                log.exception("the rules of user %s", user.id)
        return count

    def _look_for(self, user: User) -> int:
        rules, now = ActionRuleRepository(self._db), self._now()
        with self._db.transaction():
            changed = sum(rules.end(user.id, each.name) for each in RULES)
            for rule in rules.list(user.id):
                if rule.active:
                    causes = rules.causes(user.id, rule, now)
                    changed += rules.make(user.id, rule, causes, _due(user, now), now)
            if changed:
                self._db.tell(Kind.ACTIONS | Kind.LEADS, user_id=user.id)
        return changed


def _due(user: User, now: datetime) -> datetime:
    """The end of the user's working day."""
    local = now.astimezone(zone_of(user))
    return (read_moment("today", local) or local).astimezone(UTC)
