"""What can be done in the Inbox, as data."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop_app.domain.language import tr
from desktop_app.ui.actions import Action
from desktop_app.ui.inbox.daily import AFTER
from desktop_app.ui.inbox.list_pane import ORDERS

if TYPE_CHECKING:
    from desktop_app.ui.inbox.screen import InboxScreen

CONTEXT = "inbox"
_MENU = tr("&Conversation")


def inbox_actions(screen: InboxScreen) -> list[Action]:
    """The commands of the Inbox for one screen."""

    daily = screen.daily

    def chosen() -> bool:
        return daily.some

    def shown_raw() -> bool:
        return screen.newest_shown() is not None

    def away() -> bool:
        return screen.row is not None and screen.row.snoozed_until is not None

    def with_newest(do: Callable[[UUID], None]) -> Callable[[], None]:
        def run() -> None:
            if (message := screen.newest_shown()) is not None:
                do(message)

        return run

    def command(
        name: str, text: str, run: Callable[[], object], keys: tuple[str, ...] = (),
        icon: str = "", **more: Any,
    ) -> Action:  # fmt: skip
        return Action(f"inbox.{name}", text, run, keys, icon, _MENU, CONTEXT, **more)

    return [
        command(
            "open",
            tr("&Open"),
            screen.read_current,
            ("Return",),
            enabled_when=chosen,
            keys_by_view=True,
        ),
        command("next", tr("&Next"), lambda: screen.move(1), ("J",), "ph.arrow-down"),
        command("previous", tr("&Previous"), lambda: screen.move(-1), ("K",), "ph.arrow-up"),
        command(
            "archive",
            tr("&Archive"),
            screen.toggle_archived,
            ("E",),
            "ph.archive-box",
            enabled_when=chosen,
            group=1,
            words=("done", tr("file away"), tr("move to inbox")),
        ),
        command(
            "read",
            tr("Mark as read or &unread"),
            screen.toggle_read,
            ("U",),
            "ph.envelope-simple",
            enabled_when=chosen,
            group=1,
        ),
        command("snooze", tr("&Snooze…"), lambda: daily.snooze(), ("H",), "ph.clock",
                enabled_when=chosen, group=1, words=("later", "remind", tr("follow up"))),
        command("bring_back", tr("&Bring back"), daily.bring_back, (), "ph.arrow-u-up-left",
                enabled_when=away, group=1, words=("unsnooze", "snoozed")),
        command("flag", tr("&Flag or unflag"), daily.flag, (), "ph.star",
                enabled_when=chosen, group=1, words=("star", "mark")),
        command("check", tr("&Check"), screen.checking.toggle_current, ("X",), "ph.check-square",
                enabled_when=chosen, group=5, words=("select",)),
        command("check_all", tr("Check a&ll"), screen.checking.toggle_all, ("Ctrl+A",),
                "ph.checks", group=5, words=(tr("select all"),)),
        command("extend_down", tr("Check d&ownwards"), lambda: screen.checking.extend(1),
                ("Shift+J",), group=5, words=("select",)),
        command("extend_up", tr("Check upwar&ds"), lambda: screen.checking.extend(-1),
                ("Shift+K",), group=5, words=("select",)),
        command("original", tr("Show ori&ginal…"), with_newest(daily.show_original), (), "ph.code",
                enabled_when=shown_raw, group=6, words=("source", "headers", "raw")),
        command("save_message", tr("Save &message as…"), with_newest(screen.files.save_message), (),
                "ph.envelope-simple", enabled_when=shown_raw, group=6, words=("eml", "export")),
        *(
            command(f"after_{key}", tr("After archiving: {what}", what=words.replace('&', '')),
                    lambda each=key: daily.set_after(each), checkable=True,
                    checked_when=lambda each=key: daily.after == each, group=7,
                    words=("snoozing", "setting"))
            for key, words in AFTER
        ),
        *(
            command(f"order_{order.value}", words, lambda each=order: screen.list.set_order(each),
                    checkable=True,
                    checked_when=lambda each=order: screen.list.kept_order is each, group=8,
                    words=("sort", "order", "list"))
            for order, words in ORDERS
        ),
        command(
            "card", tr("&Lead card"), screen.toggle_card, ("I",), "ph.identification-card", group=2
        ),
        command(
            "make_lead",
            tr("&Make a lead…"),
            screen.make_lead,
            (),
            "ph.user-plus",
            enabled_when=screen.stranger_shown,
            group=2,
        ),
    ]  # fmt: skip
