"""What can be done in Today, as data."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desktop_app.domain.actions import Priority, priority_label
from desktop_app.domain.language import tr
from desktop_app.domain.meetings import is_meeting
from desktop_app.ui.actions import Action

if TYPE_CHECKING:
    from desktop_app.ui.today.screen import TodayScreen

CONTEXT = "today"
_MENU = tr("&Action")


def today_actions(screen: TodayScreen) -> list[Action]:
    """The commands of Today for one screen."""
    work = screen.work

    def command(
        name: str, text: str, run: Callable[[], object], keys: tuple[str, ...] = (),
        icon: str = "", **more: Any,
    ) -> Action:  # fmt: skip
        return Action(f"{CONTEXT}.{name}", text, run, keys, icon, _MENU, CONTEXT, **more)

    def chosen() -> bool:
        return work.some

    def still_open() -> bool:
        return work.some_open

    def talked() -> bool:
        return screen.detail is not None and screen.detail.message is not None

    return [
        command("new", tr("&New action…"), screen.create, ("A",), "ph.plus", words=("add",)),
        command("next", tr("Next"), lambda: screen.list.view.move_by(1), ("J",), "ph.arrow-down"),
        command("previous", tr("Previous"), lambda: screen.list.view.move_by(-1), ("K",),
                "ph.arrow-up"),
        command("done", tr("&Complete"), work.complete, ("D",), "ph.check", enabled_when=still_open,
                group=1, words=("done", "finish")),
        command("done_next", tr("Complete and add the ne&xt…"), work.complete_with_next,
                ("Shift+D",),
                "ph.checks", enabled_when=lambda: work.one_open, group=1,
                words=(tr("follow up"), "then")),
        command("start", tr("&Start or stop"), work.start, ("S",), "ph.circle-half",
                enabled_when=still_open, group=1, words=("begin", tr("in progress"))),
        command("snooze", tr("&Snooze…"), lambda: work.snooze(), ("H",), "ph.clock",
                enabled_when=still_open, group=1, words=("later", "due", "postpone")),
        command("cancel", tr("C&ancel action"), work.cancel, (), "ph.x-circle",
                enabled_when=still_open, group=1, words=("drop", "delete")),
        command("reopen", tr("&Open again"), work.reopen, (), "ph.arrow-u-up-left",
                enabled_when=lambda: chosen() and not still_open(), group=1),
        command("edit", tr("&Edit…"), work.edit, ("E",), "ph.pencil-simple",
                enabled_when=lambda: screen.detail is not None, group=2, words=("change",)),
        *(
            command(f"priority_{each}", priority_label(each),
                    lambda which=each: work.set_priority(which), enabled_when=chosen, group=3)
            for each in Priority
        ),
        command("reply", tr("&Review and send"), work.reply, ("R",), "ph.paper-plane-tilt",
                enabled_when=lambda: screen.detail is not None, group=4,
                words=("answer", "reply", "write", "draft")),
        command("conversation", tr("Open con&versation"), work.open_conversation, (),
                "ph.chat-text",
                enabled_when=talked, group=4),
        command("calendar", tr("Save for a ca&lendar…"), work.save_meeting, (), "ph.calendar-plus",
                enabled_when=lambda: screen.detail is not None
                and is_meeting(screen.detail.row.type) and screen.detail.row.due is not None,
                group=4, words=("ics", "ical", "invitation", "export")),
        command("invite", tr("Send &invitation…"), work.send_invitation, (), "ph.paper-plane-tilt",
                enabled_when=lambda: work.can_invite, group=4,
                words=("ics", "ical", "meeting", "calendar", "mail")),
        command("check", tr("Chec&k"), screen.checking.toggle_current, ("X",), "ph.check-square",
                enabled_when=chosen, group=5, words=("select",)),
        command("check_all", tr("Check a&ll"), screen.checking.toggle_all, ("Ctrl+A",), "ph.checks",
                group=5, words=(tr("select all"),)),
        command("extend_down", tr("Check downwards"), lambda: screen.checking.extend(1),
                ("Shift+J",),
                group=5, words=("select",)),
        command("extend_up", tr("Check upwards"), lambda: screen.checking.extend(-1), ("Shift+K",),
                group=5, words=("select",)),
        command("show_done", tr("Show what is done &today"), screen.list.toggle_done, (),
                checkable=True, checked_when=lambda: not screen.list.model.folded, group=6),
        command("panel", tr("Action &panel"), screen.toggle_panel, ("I",), "ph.layout",
                group=6),
    ]  # fmt: skip
