"""What there is to be looked at in the window: one list. A new screen or dialog is a line of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from desktop_app.domain.lead_filters import Condition, Group, Op
from desktop_app.domain.leads import LeadQuery
from desktop_app.ui.settings.sections import SECTIONS
from desktop_app.ui.shell.workspace import Workspace

_LIST_OF_LEADS = Path(__file__).parents[1] / "fixtures" / "csv" / "hubspot.csv"

Step = str | Callable[[Workspace], object]
"""The id of an action that is given, or what is done with the workspace."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture.

    Args:
        screen: shown first; then each of ``steps`` is done, and waited for.
    """

    name: str
    screen: str
    steps: tuple[Step, ...] = ()


def _built(desk: Workspace) -> Any:
    """The screen that shows."""
    return desk.screen(desk.current)


def _top(_desk: Workspace) -> Any:
    """The dialog in front."""
    return QApplication.activeModalWidget()


# What is done where no action does it


def _check_five(desk: Workspace) -> None:
    table = _built(desk).pane.model
    for at in range(5):
        table.checked.toggle(table.row_at(at).id)


def _ask_bulk(method: str) -> Callable[[Workspace], object]:
    def ask(desk: Workspace) -> object:
        bulk = _built(desk).checking.bulk
        return bulk.set_field(_built(desk).pane.columns.fields) if method == "set_field" else (
            getattr(bulk, method)()
        )  # fmt: skip

    return ask


def _ask_delete_many(desk: Workspace) -> None:
    """The question before very many are deleted; a sample has not as many."""
    from desktop_app.ui.leads import bulk

    usual, bulk.AT_ONCE = bulk.AT_ONCE, 1  # type: ignore[assignment]
    try:
        _built(desk).checking.bulk.delete()
    finally:
        bulk.AT_ONCE = usual  # type: ignore[assignment]


def _filtered(desk: Workspace) -> None:
    asked = [Condition("status", Op.ANY_OF, ("hot", "warm")), Condition("due", Op.WITHIN, 7)]
    desk.show_leads(LeadQuery(where=Group(tuple(asked))))


def _palette(desk: Workspace) -> None:
    desk.open_palette()
    assert desk._palette is not None
    desk._palette.line.setText("row")


def _write_answer(desk: Workspace) -> None:
    _docked(desk).editor.insertPlainText("Thank you, the second week of May suits us well.\n")


def _docked(desk: Workspace) -> Any:
    return desk.ctx.composing.docked


def _with(method: str, *arguments: Any) -> Callable[[Workspace], object]:
    """A method of the screen, by its dotted name."""

    def call(desk: Workspace) -> object:
        found: Any = _built(desk)
        for part in method.split("."):
            found = getattr(found, part)
        return found(*arguments)

    return call


def _dialog(module: str, name: str) -> Callable[[Workspace], object]:
    """A dialog of the settings that asks for nothing but the workspace."""

    def show(desk: Workspace) -> object:
        import importlib

        made = getattr(importlib.import_module(f"desktop_app.ui.{module}"), name)
        return made(desk.ctx, desk.window()).open()

    return show


def _mailbox_dialog(name: str) -> Callable[[Workspace], object]:
    def show(desk: Workspace) -> object:
        from desktop_app.ui.mailboxes import dialogs

        mailbox = desk.ctx.services.mailboxes.list()[0]
        return getattr(dialogs, name)(desk.ctx, desk.window(), mailbox).open()

    return show


def _snoozed(desk: Workspace) -> None:
    """A toast with its Undo."""
    _built(desk).work.snooze_until(desk.ctx.clock() + timedelta(days=2))


def _bell(desk: Workspace) -> None:
    desk.foot.bell.click()


def _user_menu(desk: Workspace) -> None:
    desk._show_user_menu(desk.sidebar)


_DESK = (
    Scene("today", "today"),
    Scene("today-new", "today", ("today.new",)),
    Scene("today-edit", "today", ("today.edit",)),
    Scene("today-snooze", "today", ("today.snooze",)),
    Scene("today-toast", "today", (_snoozed,)),
    Scene("bell", "today", (_bell,)),
    Scene("menu", "today", (_user_menu,)),
    Scene("guide", "today", ("help.guide",)),
    Scene("keys", "today", ("help.keys",)),
)
_MAIL = (
    Scene("inbox", "inbox"),
    Scene("inbox-snooze", "inbox", ("inbox.snooze",)),
    Scene("inbox-original", "inbox", ("inbox.original",)),
    Scene("composer-docked", "inbox", ("inbox.reply", _write_answer)),
    Scene("composer-free", "inbox", ("inbox.new_mail",)),
    Scene("composer-later", "inbox", ("inbox.reply", "inbox.send_later")),
    Scene("composer-template", "inbox", ("inbox.reply", "inbox.template")),
    Scene("outbox", "inbox", (lambda desk: desk.open_outbox(None),)),
    Scene("outbox-time", "inbox", (lambda desk: desk.open_outbox(None), "outbox.time")),
)
_LEADS = (
    Scene("leads", "leads"),
    Scene("lead", "leads", ("leads.open",)),
    Scene("palette", "leads", (_palette,)),
    Scene("leads-board", "leads", ("leads.board",)),
    Scene("leads-checked", "leads", (_check_five,)),
    Scene("leads-filters", "leads", (_filtered,)),
    Scene("leads-filter-new", "leads", ("leads.filter",)),
    Scene("leads-filter-text", "leads", (_filtered, "leads.filter_text")),
    Scene("leads-new", "leads", (lambda desk: desk.create(),)),
    Scene("leads-action", "leads", ("leads.add_action",)),
    Scene("leads-meeting", "leads", ("leads.add_meeting",)),
    Scene("leads-status", "leads", (_check_five, "leads.status")),
    Scene("leads-delete", "leads", (_check_five, _ask_delete_many)),
    Scene("leads-set-field", "leads", (_check_five, _ask_bulk("set_field"))),
    Scene("leads-bulk-action", "leads", (_check_five, _ask_bulk("add_action"))),
    Scene("leads-merge", "leads", (_check_five, "leads.merge")),
    Scene("leads-duplicates", "leads", ("leads.duplicates",)),
    Scene("leads-export", "leads", ("leads.export",)),
    Scene("leads-history", "leads", ("leads.open", "leads.history")),
    Scene("leads-fields", "leads", ("leads.fields",)),
    Scene("leads-columns", "leads", ("leads.columns",)),
    Scene("leads-save-view", "leads", (_filtered, "leads.save_view")),
    Scene("leads-enrol", "leads", (_check_five, "leads.enrol")),
    Scene("mail-merge", "leads", (_check_five, "leads.mail_merge")),
    Scene("import", "leads", (lambda desk: desk.bring_in.look_at(_LIST_OF_LEADS),)),
    Scene("import-check", "leads", (
        lambda desk: desk.bring_in.look_at(_LIST_OF_LEADS), lambda desk: _top(desk).go_on())),
)  # fmt: skip
_WRITING = (
    Scene("templates", "templates"),
    Scene("templates-edit", "templates", ("templates.edit",)),
    Scene("templates-versions", "templates", ("templates.versions",)),
    Scene("sequences", "sequences"),
    Scene("sequences-mail-step", "sequences", (_with("editor.open_step", 0),)),
    Scene("sequences-action-step", "sequences", (_with("editor.open_step", 1),)),
)
_FIGURES = (
    Scene("metrics", "metrics"),
    Scene("metrics-email", "metrics", (_with("show_report", "email"),)),
    Scene("metrics-leads", "metrics", (_with("show_report", "leads"),)),
    Scene("metrics-meetings", "metrics", (_with("show_report", "meetings"),)),
    Scene("metrics-own-days", "metrics", ("metrics.own",)),
    Scene("metrics-hours", "metrics", ("metrics.set_hours",)),
)
_SETTINGS = tuple(
    Scene(f"settings-{key}", "settings", (_with("show_section", key),)) for key, *_ in SECTIONS
)
_DIALOGS = (
    Scene("mailbox-add", "settings", (_dialog("mailboxes.dialogs", "AddMailbox"),)),
    Scene("mailbox-edit", "settings", (_mailbox_dialog("EditMailbox"),)),
    Scene("mailbox-sign-in", "settings", (_mailbox_dialog("SignInAgain"),)),
    Scene("password-change", "settings", (_dialog("settings.dialogs", "ChangePassword"),)),
    Scene("licences", "settings", (_dialog("settings.about", "LicencesDialog"),)),
)

SCENES = (*_DESK, *_MAIL, *_LEADS, *_WRITING, *_FIGURES, *_SETTINGS, *_DIALOGS)
