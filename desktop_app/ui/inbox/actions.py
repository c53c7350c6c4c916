"""What can be done in the Inbox, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.ui.actions import Action

if TYPE_CHECKING:
    from desktop_app.ui.inbox.screen import InboxScreen

CONTEXT = "inbox"
_MENU = "&Conversation"


def inbox_actions(screen: InboxScreen) -> list[Action]:
    """The commands of the Inbox for one screen."""

    def chosen() -> bool:
        return screen.row is not None

    def command(name: str, text: str, run, keys=(), icon="", **more) -> Action:  # noqa: ANN001, ANN003
        return Action(f"inbox.{name}", text, run, keys, icon, _MENU, CONTEXT, **more)

    return [
        command(
            "open",
            "&Open",
            screen.read_current,
            ("Return",),
            enabled_when=chosen,
            keys_by_view=True,
        ),
        command("next", "&Next", lambda: screen.move(1), ("J",), "ph.arrow-down"),
        command("previous", "&Previous", lambda: screen.move(-1), ("K",), "ph.arrow-up"),
        command(
            "archive",
            "&Archive",
            screen.toggle_archived,
            ("E",),
            "ph.archive-box",
            enabled_when=chosen,
            group=1,
            words=("done", "file away", "move to inbox"),
        ),
        command(
            "read",
            "Mark as read or &unread",
            screen.toggle_read,
            ("U",),
            "ph.envelope-simple",
            enabled_when=chosen,
            group=1,
        ),
        command(
            "card", "&Lead card", screen.toggle_card, ("I",), "ph.identification-card", group=2
        ),
        command(
            "make_lead",
            "&Make a lead…",
            screen.make_lead,
            (),
            "ph.user-plus",
            enabled_when=screen.stranger_shown,
            group=2,
        ),
    ]
