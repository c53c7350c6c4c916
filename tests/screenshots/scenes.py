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
from tests.screenshots.sample_desk import KEPT_SUBJECT

_LIST_OF_LEADS = Path(__file__).parents[1] / "fixtures" / "csv" / "hubspot.csv"

Step = str | Callable[[Workspace], object]
"""The id of an action that is given, or what is done with the workspace."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture.

    Args:
        screen: shown first; then each of ``steps`` is done, and waited for.
        shows: the class of what is to be looked at then.
    """

    name: str
    screen: str
    shows: str
    steps: tuple[Step, ...] = ()


def _built(desk: Workspace) -> Any:
    """The screen that shows."""
    return desk.screen(desk.current)


def _top(_desk: Workspace) -> Any:
    """The dialog in front."""
    return QApplication.activeModalWidget()


# What is done where no action does it


def _check(count: int) -> Callable[[Workspace], object]:
    def check(desk: Workspace) -> None:
        table = _built(desk).pane.model
        for at in range(count):
            table.checked.toggle(table.row_at(at).id)

    return check


_check_five = _check(5)


def _open_raw(desk: Workspace) -> None:
    """The conversation whose messages are kept as they came; the samples' are not."""
    found = desk.ctx.services.conversations.search(KEPT_SUBJECT)
    desk.open("inbox", found[0].conversation_id)


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


def _open_outbox(desk: Workspace) -> None:
    desk.open_outbox(None)


def _bell(desk: Workspace) -> None:
    desk.foot.bell.click()


def _user_menu(desk: Workspace) -> None:
    desk._show_user_menu(desk.sidebar)


_DESK = (
    Scene("today", "today", "TodayScreen"),
    Scene("today-new", "today", "ActionDialog", ("today.new",)),
    Scene("today-edit", "today", "ActionDialog", ("today.edit",)),
    Scene("today-snooze", "today", "SnoozePopover", ("today.snooze",)),
    Scene("today-toast", "today", "Toast", (_snoozed,)),
    Scene("bell", "today", "BellPopover", (_bell,)),
    Scene("menu", "today", "QMenu", (_user_menu,)),
    Scene("guide", "today", "Guide", ("help.guide",)),
    Scene("keys", "today", "KeysDialog", ("help.keys",)),
)
_MAIL = (
    Scene("inbox", "inbox", "InboxScreen"),
    Scene("inbox-snooze", "inbox", "SnoozePopover", ("inbox.snooze",)),
    Scene("inbox-original", "inbox", "OriginalView", (_open_raw, "inbox.original")),
    Scene("composer-docked", "inbox", "Composer", ("inbox.reply", _write_answer)),
    Scene("composer-free", "inbox", "ComposerWindow", ("inbox.new_mail",)),
    Scene("composer-later", "inbox", "SendLater", ("inbox.reply", "inbox.send_later")),
    Scene("composer-template", "inbox", "TemplatePicker", ("inbox.reply", "inbox.template")),
    Scene("outbox", "inbox", "OutboxDetail", (_open_outbox,)),
    Scene("outbox-time", "inbox", "SendLater", (_open_outbox, "outbox.time")),
)
_LEADS = (
    Scene("leads", "leads", "LeadsScreen"),
    Scene("lead", "leads", "LeadPanel", ("leads.open",)),
    Scene("palette", "leads", "Palette", (_palette,)),
    Scene("leads-board", "leads", "Board", ("leads.board",)),
    Scene("leads-checked", "leads", "BulkBar", (_check_five,)),
    Scene("leads-filters", "leads", "FilterChip", (_filtered,)),
    Scene("leads-filter-new", "leads", "ConditionPopup", ("leads.filter",)),
    Scene("leads-filter-text", "leads", "QueryField", (_filtered, "leads.filter_text")),
    Scene("leads-new", "leads", "NewLead", (lambda desk: desk.create(),)),
    Scene("leads-action", "leads", "ActionDialog", ("leads.add_action",)),
    Scene("leads-meeting", "leads", "ActionDialog", ("leads.add_meeting",)),
    Scene("leads-status", "leads", "QMenu", (_check_five, "leads.status")),
    Scene("leads-delete", "leads", "Question", (_check_five, _ask_delete_many)),
    Scene("leads-set-field", "leads", "BulkFieldDialog", (_check_five, _ask_bulk("set_field"))),
    Scene("leads-bulk-action", "leads", "BulkActionDialog", (_check_five, _ask_bulk("add_action"))),
    Scene("leads-merge", "leads", "MergeDialog", (_check(3), "leads.merge")),
    Scene("leads-duplicates", "leads", "DuplicatesDialog", ("leads.duplicates",)),
    Scene("leads-export", "leads", "ExportDialog", ("leads.export",)),
    Scene("leads-history", "leads", "LeadHistory", ("leads.open", "leads.history")),
    Scene("leads-fields", "leads", "ManageFields", ("leads.fields",)),
    Scene("leads-columns", "leads", "ColumnsPanel", ("leads.columns",)),
    Scene("leads-save-view", "leads", "ViewPopup", (_filtered, "leads.save_view")),
    Scene("leads-enrol", "leads", "EnrolDialog", (_check_five, "leads.enrol")),
    Scene("mail-merge", "leads", "MailMergeDialog", (_check_five, "leads.mail_merge")),
    Scene("import", "leads", "ImportWizard", (lambda desk: desk.bring_in.look_at(_LIST_OF_LEADS),)),
    Scene("import-check", "leads", "ImportWizard", (
        lambda desk: desk.bring_in.look_at(_LIST_OF_LEADS), lambda desk: _top(desk).go_on())),
)  # fmt: skip
_WRITING = (
    Scene("templates", "templates", "TemplatesScreen"),
    Scene("templates-edit", "templates", "EditorPane", ("templates.edit",)),
    Scene("templates-versions", "templates", "TemplateVersions", ("templates.versions",)),
    Scene("sequences", "sequences", "SequencesScreen"),
    Scene("sequences-mail-step", "sequences", "StepForm", (_with("editor.open_step", 0),)),
    Scene("sequences-action-step", "sequences", "StepForm", (_with("editor.open_step", 1),)),
)
_FIGURES = (
    Scene("metrics", "metrics", "OverviewPage"),
    Scene("metrics-email", "metrics", "EmailPage", (_with("show_report", "email"),)),
    Scene("metrics-leads", "metrics", "LeadsPage", (_with("show_report", "leads"),)),
    Scene("metrics-meetings", "metrics", "MeetingsPage", (_with("show_report", "meetings"),)),
    Scene("metrics-own-days", "metrics", "RangePopover", ("metrics.own",)),
    Scene("metrics-hours", "metrics", "HoursDialog", ("metrics.set_hours",)),
)
_SETTINGS = tuple(
    Scene(f"settings-{key}", "settings", f"{key.title()}Card", (_with("show_section", key),))
    for key, *_ in SECTIONS
)
_DIALOGS = (
    Scene("mailbox-add", "settings", "AddMailbox", (_dialog("mailboxes.dialogs", "AddMailbox"),)),
    Scene("mailbox-edit", "settings", "EditMailbox", (_mailbox_dialog("EditMailbox"),)),
    Scene("mailbox-sign-in", "settings", "SignInAgain", (_mailbox_dialog("SignInAgain"),)),
    Scene("password-change", "settings", "ChangePassword", (
        _dialog("settings.dialogs", "ChangePassword"),)),
    Scene("licences", "settings", "LicencesDialog", (_dialog("settings.about", "LicencesDialog"),)),
)  # fmt: skip

SCENES = (*_DESK, *_MAIL, *_LEADS, *_WRITING, *_FIGURES, *_SETTINGS, *_DIALOGS)
