"""A mail merge: one template to many leads, each a mail of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid5

from desktop_app.domain.addresses import normalise_address
from desktop_app.domain.language import tr
from desktop_app.domain.mail import Address
from desktop_app.domain.merge_fields import OWN
from desktop_app.domain.opt_outs import OPT_OUT_LINE
from desktop_app.domain.outgoing import DraftContent, Quote
from desktop_app.domain.pace import Pace
from desktop_app.domain.rich_text import Line, Run, write_html
from desktop_app.domain.send_checks import unfilled
from desktop_app.domain.template_text import is_html
from desktop_app.domain.templates import Rendered, TemplateText

MERGE_COMMAND: Final = "merge_mail"
"""The journal's name for a merge that was put into the outbox."""


class MergeState(StrEnum):
    """Where a merge stands: still being prepared, being put into the outbox, in it, or what had
    not left was taken back."""

    BEGUN = "begun"
    QUEUEING = "queueing"
    QUEUED = "queued"
    STOPPED = "stopped"


class ItemState(StrEnum):
    """Where the mail to one lead stands."""

    WAITING = "waiting"
    QUEUED = "queued"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class MailMerge:
    """A row of ``outpost.mail_merge``.

    Args:
        text: the template as it was when the merge was begun.
        mailbox_id: which it is written from; None: the first one.
        from_address: which of the mailbox's addresses; "" for its own.
        opt_out: a line at the end says how to hear no more.
        starts_at: of the first mail; None: at once.
        journal_id: the entry by which it is taken back, once there is one.
    """

    id: UUID
    user_id: UUID
    template_id: UUID | None
    name: str
    text: TemplateText
    mailbox_id: UUID | None
    from_address: str
    opt_out: bool
    pace: Pace
    starts_at: datetime | None
    state: MergeState
    journal_id: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class MergeItem:
    """The mail to one lead, as far as the database knows it.

    Args:
        to: as the lead has it; the address may be none.
        edited: what the rep wrote for this lead alone.
        opted_out: the lead wants no mail.
        failing: a server's words when the address cannot be reached; else "".
        exists: False where the lead was deleted meanwhile.
    """

    lead_id: UUID
    place: int
    state: ItemState
    reason: str
    to: Address
    edited: Rendered | None
    opted_out: bool
    failing: str
    exists: bool
    outgoing_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class MergeCounts:
    """How many mails of a merge are where; ``sent`` are those a server took, ``look`` those that
    the rep has to look at, ``going`` all that still wait in the outbox."""

    leads: int = 0
    waiting: int = 0
    left_out: int = 0
    going: int = 0
    sent: int = 0
    look: int = 0


@dataclass(frozen=True, slots=True)
class MergeGap:
    """Leads that one reason keeps out.

    Args:
        field: the merge field without a value, or "".
        leads: how many.
        first: some of them.
    """

    reason: str
    field: str
    leads: int
    first: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class MergeReport:
    """Who of a merge can be written to, and what keeps the others."""

    total: int
    ready: int
    gaps: tuple[MergeGap, ...] = ()


def merge_text(text: TemplateText, *, opt_out: bool) -> TemplateText:
    """What is rendered for each lead: the template, and how to hear no more."""
    if not opt_out:
        return text
    if is_html(text.body):
        ending = write_html((Line(), Line((Run(OPT_OUT_LINE),))))
        return replace(text, body=text.body + ending)
    return replace(text, body=f"{text.body.rstrip()}\n\n{OPT_OUT_LINE}")


def why_not(item: MergeItem) -> str:
    """What keeps a mail from being made for a lead, before it is rendered; "" for nothing."""
    if not item.exists:
        return tr("The lead was deleted.")
    if item.opted_out:
        return tr("Wants no mail.")
    if normalise_address(item.to.email) is None:
        return tr("Has no e-mail address.")
    if item.failing:
        return tr("Mail does not reach the address.")
    return ""


def gaps_of(edited: Rendered, known: Mapping[str, str]) -> tuple[str, ...]:
    """The merge fields that still stand in what was written for one lead alone."""
    content = DraftContent(subject=edited.subject, html=edited.html, plain=edited.plain)
    return unfilled(content, Quote(), known.keys())


def lacks(missing: tuple[str, ...], titles: Mapping[str, str]) -> str:
    """ "Has no event_name." of fields without a value; "You have no signature yet." of the rep's
    own."""
    theirs = [titles.get(each, each) for each in missing if each not in OWN]
    own = [OWN[each] for each in missing if each in OWN]
    said = [tr("Has no {listed}.", listed=_listed(theirs))] if theirs else []
    return " ".join(
        [*said, *([tr("You have no {listed} yet.", listed=_listed(own))] if own else [])]
    )


def _listed(names: Sequence[str]) -> str:
    return (
        names[0]
        if len(names) == 1
        else tr("{names} and {names_2}", names=", ".join(names[:-1]), names_2=names[-1])
    )


def outgoing_id(merge_id: UUID, lead_id: UUID) -> UUID:
    """The id of the mail of a merge to a lead: the same however often it is made."""
    return uuid5(merge_id, str(lead_id))
