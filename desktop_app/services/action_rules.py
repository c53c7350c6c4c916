"""The rules that make actions, as a user sets them."""

from __future__ import annotations

from uuid import UUID

from desktop_app.data.action_rules import ActionRuleRepository
from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository
from desktop_app.domain.action_rules import RULES, ActionRule, counted_words, span_words
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr


class ActionRuleService:
    """Rules of a user; the engine follows them."""

    def __init__(self, db: Database, user_id: UUID) -> None:
        self._db = db
        self._user_id = user_id
        self._rules = ActionRuleRepository(db)

    def list(self) -> tuple[ActionRule, ...]:
        """All rules, on or off."""
        return self._rules.list(self._user_id)

    def set_active(self, name: str, on: bool) -> Changes:
        """Turn a rule on or off. Actions that it made stay; can be undone.

        Raises:
            KnownError: there is no such rule.
        """
        if name not in {each.name for each in RULES}:
            raise KnownError(tr("There is no such rule."))
        with self._db.transaction():
            change = self._rules.set_active(self._user_id, name, on)
            if change is None:
                return Changes()
            said = tr("Rule turned on") if on else tr("Rule turned off")
            entry = JournalRepository(self._db).add(self._user_id, "set_rule", said, [change])
            self._db.tell(Kind.ACTIONS, user_id=self._user_id)
        return Changes(Kind.ACTIONS, said, entry)

    def set_after(self, name: str, count: int) -> Changes:
        """Have a rule act after so many of its hours or days. Actions that it made stay; can be
        undone.

        Raises:
            KnownError: there is no such rule, it has no number, or it cannot wait so long.
        """
        rule = next((each for each in RULES if each.name == name), None)
        if rule is None or not rule.unit:
            raise KnownError(tr("There is no such rule."))
        if not 1 <= count <= rule.most:
            raise KnownError(
                tr("The rule cannot wait so long."),
                tr("From 1 to {most}, please.", most=counted_words(rule.most, rule.unit)),
            )
        with self._db.transaction():
            change = self._rules.set_param(self._user_id, name, rule.unit, count)
            if change is None:
                return Changes()
            said = tr("Rule acts after {span}", span=span_words(count, rule.unit))
            entry = JournalRepository(self._db).add(self._user_id, "set_rule", said, [change])
            self._db.tell(Kind.ACTIONS, user_id=self._user_id)
        return Changes(Kind.ACTIONS, said, entry)

    def reset(self, name: str) -> Changes:
        """Have a rule be on, and act after its usual time. Actions that it made stay; can be
        undone.

        Raises:
            KnownError: there is no such rule.
        """
        if name not in {each.name for each in RULES}:
            raise KnownError(tr("There is no such rule."))
        with self._db.transaction():
            change = self._rules.reset(self._user_id, name)
            if change is None:
                return Changes()
            said = tr("Rule is as at first")
            entry = JournalRepository(self._db).add(self._user_id, "set_rule", said, [change])
            self._db.tell(Kind.ACTIONS, user_id=self._user_id)
        return Changes(Kind.ACTIONS, said, entry)
