"""Rules that make actions, and whether one is told what becomes due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from desktop_app.domain.action_rules import (
    ACCEPTED,
    QUIET_HOT,
    RULES,
    UNANSWERED,
    ActionRule,
    span_words,
)
from desktop_app.domain.actions import type_words
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.language import tr, within
from desktop_app.domain.setting_table import NOTIFICATIONS
from desktop_app.ui.ops import Freshness
from desktop_app.ui.settings.cards import Card, Pick, SettingRow
from desktop_app.ui.settings.typed_rows import AccountRow
from desktop_app.ui.settings.way_back import way_back
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.switch import Switch

_NAMES: Final = {
    UNANSWERED: tr("Unanswered mail"),
    QUIET_HOT: tr("Quiet hot leads"),
    ACCEPTED: tr("Accepted meetings"),
}
_CHOICES: Final = {"hours": (4, 8, 24, 48, 72, 168), "days": (3, 5, 7, 10, 14, 21, 28)}


class RuleRow(SettingRow):
    """One rule: its sentence, its number, and whether it is on."""

    def __init__(self, ctx: Context, rule: ActionRule, back: Callable[[str], object]) -> None:
        name = _NAMES.get(rule.name, type_words(rule.name))
        self.after: Pick | None = None
        if rule.unit:
            self.after = Pick(ctx.theme, tr("{name}, after", name=name), _spans(rule))
        self.on = Switch(ctx.theme, name)
        self._usual = next(each for each in RULES if each.name == rule.name)
        usual = span_words(rule.after, rule.unit) if rule.unit else tr("on")
        self.back = way_back(ctx.theme, usual, lambda: back(rule.name))
        controls = [each for each in (self.back, self.after, self.on) if each is not None]
        super().__init__(
            ctx.theme,
            name,
            *controls,
            sentence=_sentence(rule),
            also=tr("rule automatic action after"),
        )
        self.show_rule(rule)

    def show_rule(self, rule: ActionRule) -> None:
        self.say(_sentence(rule))
        self.on.setChecked(rule.active)
        self.back.setVisible(rule != self._usual)
        self.on.setAccessibleDescription(_sentence(rule))
        if self.after is not None:
            self.after.offer(_spans(rule), rule.after)
            self.after.setEnabled(rule.active)


class ActionsCard(Card):
    """What makes actions by itself; each change is saved at once and can be undone."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx.theme, "actions", tr("Actions"), tr("today rules reminders automatic"))
        self._ctx = ctx
        self.notify_row = AccountRow(ctx, NOTIFICATIONS)
        self.notify = self.notify_row.control
        self.add(self.notify_row)
        self.rows_by_name: dict[str, RuleRow] = {}
        for rule in RULES:
            row = self.rows_by_name[rule.name] = RuleRow(ctx, rule, self._on_back)
            row.on.clicked.connect(lambda on, name=rule.name: self._on_rule(name, on))
            if row.after is not None:
                row.after.picked.connect(lambda count, name=rule.name: self._on_after(name, count))
            self.add(row)
        self.close_up()
        Freshness(self, ctx.bus, Kind.ACTIONS | Kind.NOTIFICATIONS, self.refresh)

    def refresh(self) -> None:
        """Read rules and notifications anew, in the background."""
        rules = self._ctx.services.action_rules
        self.notify_row.refresh()
        self._ctx.ops.run_query(self, rules.list, self._show, self._ctx.notices.error, key="rules")

    def _show(self, rules: Sequence[ActionRule]) -> None:
        for rule in rules:
            self.rows_by_name[rule.name].show_rule(rule)

    def _on_rule(self, name: str, on: bool) -> None:
        service = self._ctx.services.action_rules
        self._run(lambda: service.set_active(name, on))

    def _on_after(self, name: str, count: object) -> None:
        service = self._ctx.services.action_rules
        if isinstance(count, int):
            self._run(lambda: service.set_after(name, count))

    def _on_back(self, name: str) -> None:
        service = self._ctx.services.action_rules
        self._run(lambda: service.reset(name))

    def _run(self, command: Callable[[], Changes]) -> None:
        self._ctx.ops.run_command(self, command, lambda _done: self.refresh(), self._on_error)

    def _on_error(self, error: Exception) -> None:
        """What could not be saved does not look as if it were."""
        self._ctx.notices.error(error)
        self.refresh()


def _sentence(rule: ActionRule) -> str:
    made = within(type_words(rule.type))
    return tr("{sentence} becomes an action: {made}.", sentence=rule.sentence, made=made)


def _spans(rule: ActionRule) -> list[tuple[object, str]]:
    """The usual numbers and the one it has, ascending."""
    return [
        (count, span_words(count, rule.unit))
        for count in sorted({*_CHOICES[rule.unit], rule.after})
        if count <= rule.most
    ]
