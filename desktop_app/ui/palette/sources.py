"""Where the rows of the palette come from: commands at once, the rest in the background."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QPoint

from desktop_app.domain.inbox import ConversationQuery, ConversationRow
from desktop_app.domain.language import plural, tr, within
from desktop_app.domain.leads import LeadQuery, LeadRow, LeadStatus
from desktop_app.domain.palette import Habits, match
from desktop_app.domain.setting_table import ALL_SETTINGS
from desktop_app.ui.actions import caps_of
from desktop_app.ui.inbox.words import list_time
from desktop_app.ui.palette.items import Found, Group, Item, best, weighed
from desktop_app.ui.settings.sections import SECTIONS
from desktop_app.ui.shell.context import Context

if TYPE_CHECKING:
    from desktop_app.domain.saved_views import SavedView
    from desktop_app.domain.templates import Template

PALETTE = "go.palette"
"""The id of the action that opens it."""

_LEADS, _CONVERSATIONS, _OTHERS = 5, 4, 3
_OF_SCOPE = 8
_COMMANDS = 5
_RECENT = 4
_MENU_TOP = 120  # px below the top of the window
USUAL_VERBS = 4
"""Of what can be done with a lead, what shows below it without being asked for."""
_DENSITIES = {"compact": tr("Compact"), "comfortable": tr("Normal"), "roomy": tr("Roomy")}

ShowPart = Callable[[str, str, Any], None]
"""A screen, and what it is asked with: ``("settings", "show_section", "profile")``."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Makes items of what there is.

    Args:
        show_part: goes to a part of a screen.
        habits: what was used how often.
        today: the present day.
        over: the window, for dialogs of what is done with a lead.
    """

    ctx: Context
    show_part: ShowPart
    habits: Habits
    today: date
    over: Any

    # At once

    def commands(self, typed: str) -> Found:
        """Commands that can act here."""
        actions = self.ctx.actions
        items = [
            Item(
                Group.COMMANDS, f"command {each.id}", each.plain_text.rstrip("…"),
                each.menu.replace("&", ""), each.icon or "ph.caret-right",
                run=lambda name=each.id: actions.run(name), keys=_caps(actions.keys(each.id)),
            )
            for each in actions.all()
            if each.id != PALETTE and each.menu and actions.lives(each) and each.enabled_when()
        ]  # fmt: skip
        items += [
            Item(
                Group.COMMANDS, f"density {name}",
                tr("Row density: {words}", words=within(words)), tr("Appearance"),
                "ph.rows", run=lambda name=name: self.ctx.prefer("appearance.density", name),
            )
            for name, words in _DENSITIES.items()
        ]  # fmt: skip
        further = {f"command {each.id}": each.words for each in actions.all() if each.words}
        if not typed:
            items = [each for each in items if self._is_usual(each)]
        return Found(best(self._fitting(typed, items, further), _COMMANDS if typed else 8))

    def settings(self, typed: str) -> Found:
        """The sections of the settings, and each setting by its name and help."""
        items = [
            Item(
                Group.SETTINGS, f"setting {key}", title, tr("Settings"), icon,
                run=lambda key=key: self.show_part("settings", "show_section", key),
            )
            for key, title, icon in SECTIONS
        ]  # fmt: skip
        sections = {key: (title, icon) for key, title, icon in SECTIONS}
        further: dict[str, tuple[str, ...]] = {}
        for each in ALL_SETTINGS:
            if not each.title or each.section not in sections:
                continue
            section, icon = sections[each.section]
            key = f"setting {each.name}"
            title = tr("Key of “{title}”", title=each.title) if each.kind == "keys" else each.title
            items.append(
                Item(
                    Group.SETTINGS, key, title, section, icon,
                    run=lambda name=each.name: self.show_part("settings", "show_setting", name),
                )
            )  # fmt: skip
            further[key] = (each.words, each.help, each.name)
        return Found(best(self._fitting(typed, items, further), _OTHERS) if typed else ())

    # In the background

    def read_leads(self, typed: str, scoped: bool) -> Callable[[], Sequence[LeadRow]]:
        leads, most = self.ctx.services.leads, _OF_SCOPE if scoped else _LEADS
        return lambda: leads.first_page(LeadQuery(typed), most)[1]

    def read_conversations(
        self, typed: str, scoped: bool
    ) -> Callable[[], Sequence[ConversationRow]]:
        talks, most = self.ctx.services.conversations, _OF_SCOPE if scoped else _CONVERSATIONS
        return lambda: talks.rows(tuple(talks.first_ids(ConversationQuery(text=typed), most)))

    def read_texts(self) -> Callable[[], tuple[Sequence[Template], Sequence[SavedView]]]:
        """Templates and views: few enough to be looked through here, letter by letter."""
        services = self.ctx.services
        return lambda: (services.templates.list(), services.views.list())

    def read_recent(self) -> Callable[[], tuple[Sequence[LeadRow], Sequence[ConversationRow]]]:
        """What was opened from here last."""
        services = self.ctx.services
        leads, talks = self._recent("lead "), self._recent("conversation ")
        return lambda: (services.leads.rows(leads), services.conversations.rows(talks))

    def leads(self, typed: str, rows: Sequence[LeadRow]) -> Found:
        return Found(best([self._lead(typed, each) for each in rows], _OF_SCOPE))

    def conversations(self, typed: str, rows: Sequence[ConversationRow]) -> Found:
        # What has the words in sight comes before what has them somewhere in its messages.
        return Found(best([self._conversation(typed, each) for each in rows], _OF_SCOPE))

    def templates(self, typed: str, rows: Sequence[Template], scoped: bool) -> Found:
        items = [
            Item(
                Group.TEMPLATES, f"template {each.id}", each.name, each.category or "",
                "ph.article", run=lambda key=each.id: self.show_part("templates", "open", key),
            )
            for each in rows
        ]  # fmt: skip
        most = _OF_SCOPE if scoped else _OTHERS
        return Found(best(self._fitting(typed, items), most) if typed else ())

    def views(self, typed: str, rows: Sequence[SavedView]) -> Found:
        items = [
            Item(
                Group.VIEWS, f"view {each.key}", each.name, tr("Leads"), each.icon,
                run=lambda key=each.key: self.show_part("leads", "show_view", key),
            )
            for each in rows
        ]  # fmt: skip
        return Found(best(self._fitting(typed, items), _OTHERS) if typed else ())

    def recent(self, leads: Sequence[LeadRow], talks: Sequence[ConversationRow]) -> Found:
        """Both by when they were used."""
        items = [self._lead("", each) for each in leads]
        items += [self._conversation("", each) for each in talks]
        order = {key: n for n, key in enumerate(self.habits.newest("", 1000))}
        items.sort(key=lambda each: order.get(each.key, len(order)))
        return Found(tuple(items[: 2 * _RECENT]), Group.RECENT.value)

    def verbs(self, lead: Item) -> Found:
        """What can be done with a lead."""
        if lead.lead is None:
            return Found()
        who, name = lead.detail or lead.title, lead.title
        full = " · ".join(filter(None, (lead.title, lead.detail)))
        made = [
            self._verb(
                "email", tr("Email {who}", who=who), "ph.envelope-simple", "email",
                _write(self, lead.lead)
            ),
            self._verb(
                "action", tr("Add an action"), "ph.calendar-plus", "add_action",
                self._ask(lead.lead, full, "follow_up"),
            ),
            self._verb(
                "status", tr("Change status"), "ph.circle-half", "status",
                self._choose_status(lead.lead, lead.status),
                detail=self.ctx.theme.now.status_label.get(lead.status, ""),
            ),
            self._verb(
                "template", tr("Insert template"), "ph.article", "", _write_from(self, lead.lead),
                keys=_caps(self.ctx.actions.keymap.of("inbox.template")),
            ),
            self._verb(
                "meeting", tr("Add a meeting"), "ph.users", "add_meeting",
                self._ask(lead.lead, full, "meeting"),
            ),
            *(
                self._verb(
                    f"status {each}",
                    tr("Change status to {status}", status=self.ctx.theme.now.status_label[each]),
                    "ph.circle-half", "", self._set_status(lead.lead, each),
                )
                for each in LeadStatus if each.value != lead.status
            ),
        ]  # fmt: skip
        return Found(tuple(made), tr("With {name}", name=name))

    # Inside

    def _lead(self, typed: str, row: LeadRow) -> Item:
        title = row.company or row.contact_name
        detail = row.contact_name if row.company else row.email
        key = f"lead {row.id}"
        item = Item(
            Group.LEADS, key, title, detail, face=title or "?", status=row.status.value,
            run=lambda: self.ctx.open_lead(row.id), lead=row.id,
            beside=lambda: self.ctx.lead_beside(row.id),
        )  # fmt: skip
        return weighed(item, match(typed, title, detail), self.habits.weight(key, self.today))

    def _conversation(self, typed: str, row: ConversationRow) -> Item:
        count = plural("{n} messages", "{n} message", row.message_count)
        who = row.company or row.with_name or row.with_email
        title, detail = row.subject or tr("No subject"), f"{who}, {count}" if who else count
        key = f"conversation {row.id}"
        item = Item(
            Group.CONVERSATIONS, key, title, detail, "ph.chat-text",
            run=lambda: self.ctx.open_conversation(row.id),
            beside=lambda: self.ctx.conversation_beside(row.id),
            at=list_time(row.last_at, self.ctx.now(), self.ctx.zone),
        )  # fmt: skip
        return weighed(item, match(typed, title, detail), self.habits.weight(key, self.today))

    def _fitting(
        self, typed: str, items: Iterable[Item], further: dict[str, tuple[str, ...]] | None = None
    ) -> list[Item]:
        found = []
        for item in items:
            fits = match(typed, item.title, item.detail)
            if fits is None and further and item.key in further:
                fits = match(typed, " ".join((item.title, *further[item.key])))
                fits = fits and weighed(item, None, 0).match
            if fits is not None:
                found.append(weighed(item, fits, self.habits.weight(item.key, self.today)))
        return found

    def _is_usual(self, item: Item) -> bool:
        """Whether a command is worth a row before anything is typed: it was used, or goes to a
        screen."""
        return item.key.startswith("command go.") or self.habits.weight(item.key, self.today) > 0

    def _recent(self, prefix: str) -> tuple[UUID, ...]:
        found = []
        for key in self.habits.newest(prefix, _RECENT):
            try:
                found.append(UUID(key))
            except ValueError:
                continue
        return tuple(found)

    def _verb(
        self,
        key: str,
        title: str,
        icon: str,
        command: str,
        run: Callable[[], None],
        *,
        detail: str = "",
        keys: tuple[str, ...] = (),
    ) -> Item:
        if command:
            keys = _caps(self.ctx.actions.keymap.of(f"leads.{command}"))
        return Item(Group.VERBS, f"verb {key}", title, detail, icon=icon, run=run, keys=keys)

    def _ask(self, lead_id: UUID, name: str, kind: str) -> Callable[[], None]:
        def run() -> None:
            from desktop_app.ui.leads.action_dialog import ask_action

            ask_action(self.ctx, self.over, lead_id, name, kind)

        return run

    def _choose_status(self, lead_id: UUID, current: str) -> Callable[[], None]:
        def run() -> None:
            from desktop_app.ui.leads.status_menu import show_status_menu

            place = self.over.mapToGlobal(QPoint(self.over.width() // 2 - 60, _MENU_TOP))
            show_status_menu(
                self.over, self.ctx.theme, place,
                lambda status: self._set_status(lead_id, status)(),
                current=LeadStatus(current) if current else None,
            )  # fmt: skip

        return run

    def _set_status(self, lead_id: UUID, status: LeadStatus) -> Callable[[], None]:
        leads, ops = self.ctx.services.leads, self.ctx.ops
        return lambda: ops.run_command(self.over, lambda: leads.set_status((lead_id,), status))


def _write(sources: Sources, lead_id: UUID) -> Callable[[], None]:
    def run() -> None:
        from desktop_app.ui.composer.actions import open_new

        open_new(sources.ctx, lead_id)

    return run


def _write_from(sources: Sources, lead_id: UUID) -> Callable[[], None]:
    """A new mail to the lead, with the templates offered at once."""

    def run() -> None:
        from desktop_app.ui.composer.actions import desk_of

        desk_of(sources.ctx).new(lead_id).templates.choose()

    return run


def _caps(keys: Sequence[str]) -> tuple[str, ...]:
    """The first shortcut of a command, key by key."""
    return caps_of(keys[0]) if keys else ()
