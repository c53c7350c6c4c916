"""Where mail that could not be saved waits, and how it gets back."""

from __future__ import annotations

from desktop_app.domain.changes import Kind
from desktop_app.domain.drafting import Unsaved, unsaved_of, unsaved_text
from desktop_app.domain.language import tr
from desktop_app.ui.shelf import Shelf, Shelved, TakingUp
from desktop_app.ui.shell.context import Context

_MAIL = Shelved[Unsaved]("mail", lambda unsaved: unsaved.start.id, unsaved_text, unsaved_of)


def mail_shelf(ctx: Context) -> Shelf[Unsaved]:
    """What one person wrote and no revision has yet."""
    return Shelf(ctx, _MAIL)


def taking_up_mail(ctx: Context) -> TakingUp:
    """What saves what an earlier run of the program could not."""
    services = ctx.services
    return TakingUp(
        ctx,
        _MAIL,
        lambda unsaved: services.drafts.take_up(unsaved),
        Kind.DRAFTS,
        tr("What was not saved when Outpost ended is in your drafts"),
    )
