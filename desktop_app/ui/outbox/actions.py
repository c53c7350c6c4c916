"""What can be done in the outbox, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop_app.domain.language import tr
from desktop_app.ui.actions import Action
from desktop_app.ui.composer.keys import SEND_KEY

if TYPE_CHECKING:
    from desktop_app.ui.outbox.view import OutboxView

CONTEXT = "outbox"
_MENU = tr("&Conversation")


def outbox_actions(view: OutboxView) -> list[Action]:
    """The commands of the outbox; they live while it is shown."""
    detail = view.detail

    def remedy(name: str, text: str, key: str, icon: str, *names: str, **more: Any) -> Action:
        return Action(
            f"outbox.{name}", text, lambda: detail.run(*names), (key,), icon, _MENU, CONTEXT,
            enabled_when=lambda: detail.can(*names), group=1, **more,
        )  # fmt: skip

    return [
        Action("outbox.open", tr("&Open"), detail.focus_reader, ("Return",), "", _MENU, CONTEXT,
               enabled_when=lambda: detail.mail is not None, keys_by_view=True),
        Action("outbox.next", tr("&Next"), lambda: view.list.view.move_by(1), ("J",),
               "ph.arrow-down", _MENU, CONTEXT),
        Action("outbox.previous", tr("&Previous"), lambda: view.list.view.move_by(-1), ("K",),
               "ph.arrow-up", _MENU, CONTEXT),
        remedy("send", tr("&Send now"), SEND_KEY, "ph.paper-plane-tilt", "send_now", "let_go",
               "again", words=(tr("send anyway"), tr("send again"), tr("try now"))),
        remedy("arrived", tr("It was &delivered"), "A", "ph.check", "arrived"),
        remedy("draft", tr("&Back to drafts"), "D", "ph.arrow-u-up-left", "recall", "draft", "edit",
               words=("undo", tr("take back"), "edit", tr("open draft"))),
        remedy("stop_merge", tr("Stop the &merge…"), "Shift+D", "ph.stop-circle", "stop_merge",
               words=(tr("mail merge"), tr("take back the rest"))),
        remedy("time", tr("Change &time…"), "T", "ph.clock", "reschedule",
               words=(tr("send later"), "schedule")),
        Action("outbox.card", tr("&About this mail"), detail.toggle_card, ("I",),
               "ph.identification-card", _MENU, CONTEXT, group=2,
               enabled_when=lambda: detail.mail is not None, words=("history",)),
    ]  # fmt: skip
