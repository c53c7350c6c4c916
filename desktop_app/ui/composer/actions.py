"""What has to do with writing, as data, and the functions other screens call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from desktop_app.domain.language import tr
from desktop_app.ui.actions import Action
from desktop_app.ui.composer.keys import AI_KEY, LATER_KEY, NEW_MAIL_KEY, SEND_KEY, TEMPLATE_KEY
from desktop_app.ui.shell.context import Context

if TYPE_CHECKING:  # a window whose first screen is another one does not wait for this
    from desktop_app.domain.mail import Address
    from desktop_app.domain.mailto import Mailto
    from desktop_app.domain.outgoing import How
    from desktop_app.ui.composer.composer import Composer
    from desktop_app.ui.composer.desk import ComposerDesk

_MAIL_MENU = tr("&Conversation")


def desk_of(ctx: Context) -> ComposerDesk:
    """The composers of a window; made by whoever asks first."""
    if ctx.composing is None:
        from desktop_app.ui.composer.desk import ComposerDesk

        ctx.composing = ComposerDesk(ctx)
    desk: ComposerDesk = ctx.composing
    return desk


def open_reply(ctx: Context, conversation_id: UUID, email_id: UUID, how: How) -> None:
    """Answer a message or pass it on, below its conversation where that is shown."""
    desk_of(ctx).answer(conversation_id, email_id, how)


def open_with_draft(ctx: Context, conversation_id: UUID, email_id: UUID) -> None:
    """Answer a message with what is written for the user: what stands for it already, or anew."""
    from desktop_app.domain.outgoing import How

    desk_of(ctx).answer(conversation_id, email_id, How.REPLY).ai.ask()


def open_new(ctx: Context, lead_id: UUID | None = None, to: Sequence[Address] = ()) -> None:
    """Write a new mail, to a lead or to others."""
    desk_of(ctx).new(lead_id, to)


def open_asked(ctx: Context, asked: Mailto) -> None:
    """Write a new mail as a link asks for it; it is sent by nobody but the rep."""
    if asked.is_address_alone:
        open_new(ctx, to=asked.to)
        return
    drafts, desk = ctx.services.drafts, desk_of(ctx)
    ctx.ops.run_query(
        desk,
        lambda: drafts.begin_asked(asked),
        lambda draft: desk.open_draft(draft.id),
        ctx.notices.error,
    )


def open_draft(ctx: Context, draft_id: UUID) -> None:
    """Go on with a draft."""
    desk_of(ctx).open_draft(draft_id)


def reply_actions(
    ctx: Context,
    answer: Callable[[How], None],
    draft_answer: Callable[[], None],
    there: Callable[[], bool],
    context: str = "inbox",
) -> list[Action]:
    """Reply, reply to all, forward, and what is done with the docked composer.

    Args:
        answer: answers, or passes on, what commands are about now.
        draft_answer: answers it with what is written for the user.
        there: whether there is anything to answer.
    """
    from desktop_app.domain.outgoing import How

    def docked() -> Composer | None:
        return ctx.composing.docked if ctx.composing is not None else None

    def with_docked(do: Callable[[Composer], None]) -> Callable[[], None]:
        def run() -> None:
            if (composer := docked()) is not None:
                do(composer)

        return run

    return [
        Action(
            f"{context}.reply", tr("&Reply"), lambda: answer(How.REPLY), ("R",),
            "ph.arrow-bend-up-left", _MAIL_MENU, context, enabled_when=there, group=3,
            words=("answer",),
        ),
        Action(
            f"{context}.reply_all", tr("Reply to &all"),
            lambda: answer(How.REPLY_ALL), ("Shift+R",),
            "ph.arrow-bend-double-up-left", _MAIL_MENU, context, enabled_when=there, group=3,
        ),
        Action(
            f"{context}.forward", tr("&Forward"), lambda: answer(How.FORWARD), ("F",),
            "ph.arrow-bend-up-right", _MAIL_MENU, context, enabled_when=there, group=3,
            words=(tr("pass on"),),
        ),
        Action(
            f"{context}.ai_draft", tr("A&I draft"), draft_answer, (AI_KEY,), "ph.sparkle",
            _MAIL_MENU,
            context, enabled_when=there, group=3, words=("write", "model", "answer"),
        ),
        Action(
            f"{context}.send", tr("&Send"), with_docked(lambda each: each.send()), (SEND_KEY,),
            "ph.paper-plane-tilt", _MAIL_MENU, context, keys_by_view=True, group=4,
            enabled_when=lambda: docked() is not None,
        ),
        Action(
            f"{context}.send_later", tr("Send &later…"), with_docked(lambda each: each.ask_later()),
            (LATER_KEY,), "ph.clock", _MAIL_MENU, context, keys_by_view=True, group=4,
            enabled_when=lambda: docked() is not None,
        ),
        Action(
            f"{context}.template", tr("Insert &template…"),
            with_docked(lambda each: each.templates.choose()), (TEMPLATE_KEY,), "ph.article",
            _MAIL_MENU, context, keys_by_view=True, group=4,
            enabled_when=lambda: docked() is not None,
        ),
        Action(
            f"{context}.discard_draft", tr("&Discard draft"),
            with_docked(lambda each: each.discard()),
            (), "ph.trash", _MAIL_MENU, context, group=4,
            enabled_when=lambda: docked() is not None,
        ),
        new_mail_action(ctx, context),
    ]  # fmt: skip


def new_mail_action(ctx: Context, context: str) -> Action:
    """A new mail to nobody in particular."""
    return Action(
        f"{context}.new_mail", tr("New &mail"), lambda: open_new(ctx), (NEW_MAIL_KEY,),
        "ph.note-pencil", tr("&File"), context, words=("compose", "write"),
    )  # fmt: skip


def lead_actions(ctx: Context, lead: Callable[[], UUID | None]) -> list[Action]:
    """R on a lead: a mail to them."""

    def run() -> None:
        if (lead_id := lead()) is not None:
            open_new(ctx, lead_id)

    return [
        Action(
            "leads.email", tr("&Email"), run, ("R",), "ph.envelope-simple", tr("&Lead"), "leads",
            enabled_when=lambda: lead() is not None, group=1, words=("write", "mail", "compose"),
        ),
        new_mail_action(ctx, "leads"),
    ]  # fmt: skip
