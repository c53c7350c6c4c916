"""Following a link of a mail: with a question first where its words name another place."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.mailto import read_mailto
from desktop_app.ui.composer.actions import open_asked
from desktop_app.ui.inbox.links import host_of, open_link
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.dialogs import ask_first


def follow_link(ctx: Context, over: QWidget, address: str, said: str = "") -> None:
    """Open a link that somebody pressed: a page in the browser, an address in a composer.

    Args:
        over: the widget over which a question opens.
        address: out of a mail, unchecked.
        said: the host that its words name instead of its own; "" where they name none.
    """

    if (asked := read_mailto(address)) is not None:
        # Mail is written here, whatever other mail program the system knows.
        open_asked(ctx, asked)
        return

    def open_it() -> None:
        if address.lower().startswith("mailto:") or not open_link(address):
            ctx.notices.say(tr("This link was not opened: it does not lead to a web page"))

    if not said:
        open_it()
        return
    sentence = tr(
        "Its words name {said}, but it leads to {host_of}.",
        said=said[:80],
        host_of=host_of(address)[:120],
    )
    ask_first(over.window(), ctx.theme, tr("Open this link?"), sentence, tr("Open it"), open_it)
