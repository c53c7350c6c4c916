"""Mail merges: one template to a selection of leads, looked over, then sent through the outbox."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from desktop_app.data.database import Database
from desktop_app.data.jobs import JobRepository
from desktop_app.data.mail_merges import MailMergeRepository
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.data.merge_values import MergeValueRepository
from desktop_app.data.outgoing import OutgoingRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.jobs import Job, JobKind
from desktop_app.domain.language import numeral, plural, tr
from desktop_app.domain.mail import Address
from desktop_app.domain.mail_merge import (
    ItemState,
    MailMerge,
    MergeCounts,
    MergeGap,
    MergeItem,
    MergeReport,
    MergeState,
    gaps_of,
    lacks,
    merge_text,
    why_not,
)
from desktop_app.domain.mailboxes import Mailbox
from desktop_app.domain.outbox_rules import known_zone
from desktop_app.domain.pace import Pace, plan
from desktop_app.domain.rich_text import Line, tidy, write_html, write_plain
from desktop_app.domain.templates import Rendered, Renderer, TemplateFailed, TemplateText
from desktop_app.services.outbox import undo_seconds

MOST: int = 10_000
"""Leads that one merge may go to."""

_PAGE = 500
_FIRST = 20  # leads that a report names for each reason
_FARTHEST = timedelta(days=366)
_LEFT_OUT = tr("Left out by you.")
_HISTORY = 100


@dataclass(frozen=True, slots=True)
class MergePreview:
    """The mail to one lead as it will go out.

    Args:
        text: None where it cannot be made.
        why_not: what keeps it from going out, or "".
        edited: it was written for this lead alone.
        left_out: the rep leaves this lead out.
    """

    lead_id: UUID
    to: Address
    text: Rendered | None
    why_not: str
    edited: bool
    left_out: bool


class MailMergeService:
    """The mail merges of one user.

    Args:
        renderer: what renders templates.
        clock: the present moment, aware.

    Raises (all methods):
        KnownError: the database cannot be reached, or its disk is full.
    """

    def __init__(
        self, db: Database, user_id: UUID, renderer: Renderer, clock: Callable[[], datetime]
    ) -> None:
        self._db = db
        self._user_id = user_id
        self._renderer = renderer
        self._clock = clock
        self._merges = MailMergeRepository(db)
        self._values = MergeValueRepository(db)

    # -- questions ---------------------------------------------------------------------------

    def get(self, merge_id: UUID) -> MailMerge:
        """A merge.

        Raises:
            KnownError: it is gone.
        """
        merge = self._merges.get(self._user_id, merge_id)
        if merge is None:
            raise _gone()
        return merge

    def list(self) -> tuple[MailMerge, ...]:
        """Those that were sent, the newest first."""
        return self._merges.list(self._user_id, _HISTORY)

    def counts(self, merge_id: UUID) -> MergeCounts:
        """How many of its mails are where."""
        return self._merges.counts(self._user_id, merge_id)

    def lead_ids(self, merge_id: UUID) -> IdList:
        """Its leads in their order."""
        return self._merges.lead_ids(self._user_id, merge_id)

    def preview(self, merge_id: UUID, lead_id: UUID) -> MergePreview:
        """The mail to one lead: what is shown here is what goes out.

        Raises:
            KnownError: the merge is gone, or the lead is none of it.
        """
        with self._db.connection():
            merge = self.get(merge_id)
            items = self._merges.items(self._user_id, merge_id, [lead_id])
            if not items:
                raise KnownError(tr("This lead is not in the mail merge."), "")
            known = self._values.known(self._user_id)
            values = self._values.of_leads(self._user_id, [lead_id], self._clock())
        item = items[0]
        made = self._made(merge, item, values.get(lead_id, {}), known)
        return MergePreview(
            lead_id,
            item.to,
            made.text,
            item.reason if item.state is ItemState.LEFT_OUT else made.why_not,
            edited=item.edited is not None,
            left_out=item.state is ItemState.LEFT_OUT,
        )

    def report(
        self, merge_id: UUID, *, should_stop: Callable[[], bool] = lambda: False
    ) -> MergeReport:
        """Who can be written to, and what keeps the others; every mail is rendered for it.

        Args:
            should_stop: asked between pages; what was found until then is answered.

        Raises:
            KnownError: the merge is gone.
        """
        merge = self.get(merge_id)
        known = self._values.known(self._user_id)
        total = ready = 0
        counts: Counter[tuple[str, str]] = Counter()
        first: dict[tuple[str, str], list[UUID]] = {}
        place = -1
        while not should_stop():
            items = self._merges.after(self._user_id, merge_id, place, _PAGE)
            if not items:
                break
            place = items[-1].place
            values = self._values.of_leads(
                self._user_id, [each.lead_id for each in items], self._clock()
            )
            for item in items:
                total += 1
                if item.state is ItemState.LEFT_OUT:
                    reasons = [(item.reason, "")]
                else:
                    made = self._made(merge, item, values.get(item.lead_id, {}), known)
                    reasons = list(made.reasons)
                ready += not reasons
                for reason in reasons:
                    counts[reason] += 1
                    named = first.setdefault(reason, [])
                    if len(named) < _FIRST:
                        named.append(item.lead_id)
        gaps = tuple(
            MergeGap(reason[0], reason[1], count, tuple(first[reason]))
            for reason, count in counts.most_common()
        )
        return MergeReport(total, ready, gaps)

    def ends_at(
        self, pace: Pace, starts_at: datetime | None, count: int, from_address: str = ""
    ) -> datetime:
        """When the last of so many mails goes out, under the daily limit of their mailbox; UTC."""
        now = self._clock()
        start = max(starts_at or now, now)
        if count <= 0:
            return start.astimezone(UTC)
        mailbox = self._mailbox(from_address.strip().lower())
        if mailbox is not None and not pace.per_day:
            pace = replace(pace, per_day=mailbox.daily_cap)
        return plan(pace, start, count)[-1]

    def senders(self) -> tuple[str, ...]:
        """The addresses that can be written from, the usual one first."""
        mailboxes = MailboxRepository(self._db).list(self._user_id)
        return tuple(address for each in mailboxes for address in each.addresses)

    # -- commands ----------------------------------------------------------------------------

    def begin(
        self,
        text: TemplateText,
        name: str,
        lead_ids: IdList,
        *,
        template_id: UUID | None = None,
        opt_out: bool = True,
        instead_of: UUID | None = None,
    ) -> UUID:
        """Begin a merge; nothing leaves before :meth:`send`.

        Args:
            opt_out: see :meth:`set_opt_out`.
            instead_of: a merge that was not sent; what was written for single leads of it, and who
                is left out, stays so.

        Raises:
            KnownError: nobody, or more than ``MOST`` leads, were chosen.
        """
        if not len(lead_ids):
            raise KnownError(
                tr("Nobody is chosen."), tr("Check the leads that are to be written to.")
            )
        if len(lead_ids) > MOST:
            raise KnownError(
                tr(
                    "A mail merge goes to {most} leads at most; {count} are chosen.",
                    most=numeral(MOST),
                    count=numeral(len(lead_ids)),
                ),
                tr("Choose fewer."),
            )
        with self._db.transaction():
            merge = MailMerge(
                id=uuid4(),
                user_id=self._user_id,
                template_id=template_id,
                name=name.strip()[:200] or tr("Mail merge"),
                text=text,
                mailbox_id=None,
                from_address="",
                opt_out=opt_out,
                pace=Pace(zone=OutgoingRepository(self._db).zone(self._user_id)),
                starts_at=None,
                state=MergeState.BEGUN,
                journal_id=None,
                created_at=self._clock(),
            )
            self._merges.insert(merge, lead_ids)
            if instead_of is not None:
                self._merges.carry_over(self._user_id, instead_of, merge.id)
        return merge.id

    def set_opt_out(self, merge_id: UUID, wanted: bool) -> Changes:
        """Whether a line at the end says how to hear no more.

        Raises:
            KnownError: it is gone, or was sent already.
        """
        with self._db.transaction():
            self._merges.update(replace(self._begun(merge_id), opt_out=wanted))
        return Changes()

    def edit(
        self, merge_id: UUID, lead_id: UUID, subject: str, lines: tuple[Line, ...]
    ) -> MergePreview:
        """Write something else to one lead; what is written here goes out as it stands.

        Raises:
            KnownError: it has no subject, or its mail was made already.
        """
        if not subject.strip():
            raise KnownError(
                tr("A mail needs a subject."), tr("The template's is kept until it has one.")
            )
        tidied = tidy(lines)
        words = " ".join(subject.split())
        edited = Rendered(words, write_html(tidied), write_plain(tidied))
        with self._db.transaction():
            self._begun(merge_id)
            if not self._merges.set_edited(self._user_id, merge_id, lead_id, edited):
                raise _made_already()
        return self.preview(merge_id, lead_id)

    def unedit(self, merge_id: UUID, lead_id: UUID) -> MergePreview:
        """Write to one lead what all are written.

        Raises:
            KnownError: its mail was made already.
        """
        with self._db.transaction():
            self._begun(merge_id)
            if not self._merges.set_edited(self._user_id, merge_id, lead_id, None):
                raise _made_already()
        return self.preview(merge_id, lead_id)

    def leave_out(self, merge_id: UUID, lead_id: UUID, wanted: bool = True) -> Changes:
        """Do not write to one lead, or do so after all.

        Raises:
            KnownError: its mail was made already.
        """
        with self._db.transaction():
            self._begun(merge_id)
            reason = _LEFT_OUT if wanted else ""
            if not self._merges.leave_out(self._user_id, merge_id, lead_id, reason):
                raise _made_already()
        return Changes()

    def send(
        self,
        merge_id: UUID,
        *,
        pace: Pace,
        starts_at: datetime | None = None,
        from_address: str = "",
    ) -> Job:
        """Have its mails put into the outbox, spread over time; those that cannot be made are
        left out, each with its reason. Undo takes all of it back until the first one leaves.

        Args:
            starts_at: of the first mail; None: at once, which leaves the seconds to undo.
            from_address: "" for the first mailbox's own.

        Raises:
            KnownError: there is no mailbox, the time has passed or is more than a year ahead, or it
                was sent already.
        """
        now = self._clock()
        if starts_at is not None and starts_at < now - timedelta(minutes=1):
            raise KnownError(
                tr("That time has passed."), tr("Choose a later one; nothing was sent.")
            )
        if starts_at is not None and starts_at > now + _FARTHEST:
            raise KnownError(tr("That is more than a year ahead."), tr("Choose an earlier time."))
        known_zone(pace.zone)
        address = from_address.strip().lower()
        if self._mailbox(address) is None:
            if address and self.senders():
                raise KnownError(
                    tr("No mailbox sends as {address}.", address=address),
                    tr("Choose another sender."),
                )
            raise KnownError(tr("No mailbox is connected yet."), tr("Add one in Settings."))
        with self._db.transaction():
            merge = self._begun(merge_id)
            first = starts_at or now + timedelta(seconds=undo_seconds(self._db, self._user_id))
            self._merges.update(
                replace(
                    merge, pace=pace, starts_at=first, from_address=address,
                    state=MergeState.QUEUEING,
                )
            )  # fmt: skip
            job = JobRepository(self._db).add(
                self._user_id, JobKind.MAIL_MERGE, tr("Preparing “{name}”", name=merge.name),
                {"merge": str(merge_id)},
            )  # fmt: skip
            self._db.tell(Kind.JOBS, user_id=self._user_id, job_id=job.id)
        return job

    def stop(self, merge_id: UUID) -> Changes:
        """Take back all that has not left.

        Raises:
            KnownError: it is gone.
        """
        with self._db.transaction():
            merge = self._merges.get(self._user_id, merge_id, lock=True)
            if merge is None:
                raise _gone()
            if merge.state is MergeState.BEGUN:
                raise KnownError(
                    tr("This mail merge was not sent yet."), tr("There is nothing to stop.")
                )
            count = self._merges.stop(self._user_id, merge_id)
        said = plural("{n} mails taken back", "{n} mail taken back", count)
        if not count and merge.state is MergeState.QUEUED:
            said = tr("All of it has left already")
        return Changes(Kind.OUTBOX | Kind.DRAFTS, said)

    # -- parts -------------------------------------------------------------------------------

    def _mailbox(self, address: str) -> Mailbox | None:
        """The one that has an address; the first one where none is given."""
        mailboxes = MailboxRepository(self._db).list(self._user_id)
        return next((each for each in mailboxes if not address or address in each.addresses), None)

    def _begun(self, merge_id: UUID) -> MailMerge:
        merge = self._merges.get(self._user_id, merge_id, lock=True)
        if merge is None:
            raise _gone()
        if merge.state is not MergeState.BEGUN:
            raise KnownError(tr("This mail merge was sent already."), tr("Begin another one."))
        return merge

    def _made(
        self, merge: MailMerge, item: MergeItem, values: Mapping[str, str], known: Mapping[str, str]
    ) -> _Made:
        text: Rendered | None = item.edited
        if text is None:
            try:
                wanted = merge_text(merge.text, opt_out=merge.opt_out)
                text = self._renderer.render(wanted, values, known)
            except TemplateFailed as failed:
                return _Made(None, ((failed.fault.reason, failed.fault.field),))
        if why := why_not(item):
            return _Made(text, ((why, ""),))
        gaps = gaps_of(text, known) if item.edited is not None else text.missing
        return _Made(text, tuple((lacks((each,), known), each) for each in gaps))


@dataclass(frozen=True, slots=True)
class _Made:
    """A mail, and what keeps it from going out: sentences, each with its merge field or ""."""

    text: Rendered | None
    reasons: tuple[tuple[str, str], ...] = ()

    @property
    def why_not(self) -> str:
        return " ".join(reason for reason, _ in self.reasons)


def _gone() -> KnownError:
    return KnownError(tr("This mail merge is not there any more."), tr("Nothing was sent."))


def _made_already() -> KnownError:
    return KnownError(tr("The mail to this lead was made already."), tr("It is in the outbox."))
