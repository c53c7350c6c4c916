"""Leads: questions and commands of one user."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository
from desktop_app.data.lead_lists import utc_now
from desktop_app.data.leads import LeadRepository
from desktop_app.domain.addresses import normalise_address
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.language import plural, tr
from desktop_app.domain.lead_board import BoardColumn, Landing, LeadCard
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_timeline import LeadTimeline, TimelineKind
from desktop_app.domain.leads import Lead, LeadDraft, LeadQuery, LeadRow, LeadStatus, status_words

if TYPE_CHECKING:
    from desktop_app.data.conversations import ConversationRepository
    from desktop_app.data.lead_cards import LeadCards
    from desktop_app.data.lead_delete import LeadRemoval
    from desktop_app.data.mail import MailRepository
    from desktop_app.domain.inbox import ConversationRow
    from desktop_app.domain.lead_values import Typed
    from desktop_app.services.lead_edits import LeadEdits


class LeadService:
    """The leads of a user.

    Raises (all methods):
        KnownError: the database cannot be reached, or its disk is full.
    """

    def __init__(
        self, db: Database, user_id: UUID, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._db = db
        self._clock = clock
        self._user_id = user_id
        self._leads = LeadRepository(db, clock)
        self._journal = JournalRepository(db)

    @cached_property
    def _conversations(self) -> ConversationRepository:
        """Loaded for the first lead that is opened, not for the list."""
        from desktop_app.data.conversations import ConversationRepository

        return ConversationRepository(self._db, self._clock)

    @cached_property
    def _cards(self) -> LeadCards:
        """Loaded for the board alone."""
        from desktop_app.data.lead_cards import LeadCards

        return LeadCards(self._db)

    @cached_property
    def _mail(self) -> MailRepository:
        from desktop_app.data.mail import MailRepository

        return MailRepository(self._db)

    @cached_property
    def _edits(self) -> LeadEdits:
        from desktop_app.services.lead_edits import LeadEdits

        return LeadEdits(self._db, self._user_id, self._clock)

    @cached_property
    def _removal(self) -> LeadRemoval:
        from desktop_app.data.lead_delete import LeadRemoval

        return LeadRemoval(self._db)

    # -- questions ---------------------------------------------------------------------------

    def first_ids(self, query: LeadQuery, limit: int = 60) -> IdList:
        """The first leads of a query, quickly enough to follow typing."""
        return self._leads.first_ids(self._user_id, query, limit)

    def first_page(self, query: LeadQuery, limit: int = 60) -> tuple[IdList, tuple[LeadRow, ...]]:
        """The first leads of a query with their rows, in one go: what a list shows first."""
        with self._db.connection():
            ids = self.first_ids(query, limit)
            return ids, self.rows(tuple(ids))

    def all_ids(self, query: LeadQuery) -> IdList:
        """Every lead of a query, in order."""
        return self._leads.all_ids(self._user_id, query)

    def rows(self, ids: Sequence[UUID]) -> tuple[LeadRow, ...]:
        """Rows in the order of ``ids``; those that are gone are left out."""
        return self._leads.rows(self._user_id, ids)

    def count(self, query: LeadQuery) -> int:
        """How many leads a query has."""
        return self._leads.count(self._user_id, query)

    def cards(self, ids: Sequence[UUID]) -> tuple[LeadCard, ...]:
        """Cards of the board in the order of ``ids``; those that are gone are left out."""
        return self._cards.cards(self._user_id, ids)

    def board(self, query: LeadQuery, limit: int = 20) -> tuple[BoardColumn, ...]:
        """The beginning of each column of the board: a query's leads by their status. A whole
        column is ``all_ids(query.in_status(status))``."""
        with self._db.connection():
            columns = []
            for status in LeadStatus:
                ids = self.first_ids(query.in_status(status), limit)
                columns.append(BoardColumn(status, ids, self.cards(tuple(ids))))
            return tuple(columns)

    def landings(
        self, query: LeadQuery, status: LeadStatus, ids: IdList, moving: Sequence[UUID]
    ) -> tuple[Landing, ...]:
        """Where leads would land, by the query's order, in the column of a status.

        Args:
            ids: the column as it is shown.
            moving: the leads; those that are no longer there, or that the query would not show
                with this status, are left out of the answer.
        """
        return self._cards.landings(self._user_id, query, status, ids, moving)

    def lead(self, lead_id: UUID) -> Lead | None:
        """A whole lead, or None when it is gone."""
        return self._leads.lead(self._user_id, lead_id)

    def timeline(
        self,
        lead_id: UUID,
        limit: int = 20,
        before: tuple[datetime, UUID] | None = None,
        kinds: Collection[TimelineKind] = tuple(TimelineKind),
    ) -> LeadTimeline:
        """A page of a lead's timeline, newest first.

        Args:
            before: instant and id of the last entry of the page before this one.
            kinds: entries of these kinds alone; received and sent mail go together.
        """
        from desktop_app.services.insights import least_confidence_of

        least = least_confidence_of(self._db, self._user_id)
        return self._leads.timeline(self._user_id, lead_id, limit, before, kinds, least)

    def fields(self) -> LeadFields:
        """Everything that the user's leads have."""
        return self._leads.fields(self._user_id)

    def understood(self, text: str) -> LeadQuery:
        """What somebody wrote in the language of the search box, in the usual order.

        Raises:
            LanguageError: a part of it cannot be understood.
        """
        from desktop_app.domain.lead_language import parse

        with self._db.connection():
            parsed = parse(text, self.fields(), self._leads.today(self._user_id))
        return LeadQuery(parsed.text, parsed.where)

    def conversations(self, lead_id: UUID, limit: int = 20) -> tuple[ConversationRow, ...]:
        """A lead's newest conversations."""
        return self._conversations.of_lead(self._user_id, lead_id, limit)

    # -- commands ----------------------------------------------------------------------------

    def create(self, draft: LeadDraft) -> tuple[UUID, Changes]:
        """Make a lead; mail that came from or went to its address before becomes its mail.

        Raises:
            KnownError: no e-mail address, neither company nor name, or an address that a lead
                has already.
        """
        draft = _checked(draft)
        lead_id = uuid4()
        said = tr("{company} added", company=draft.company or draft.contact_name)
        with self._db.transaction():
            # Mail that is coming in now is there when it is claimed: it would not know of this
            # lead, nor this lead of it.
            self._mail.lock(self._user_id)
            change = self._leads.insert(self._user_id, draft, lead_id)
            claimed = self._leads.claim_mail(self._user_id, [lead_id])
            journal_id = self._journal.add(self._user_id, "create_lead", said, [change])
            kinds = Kind.LEADS
            if claimed:
                kinds |= Kind.CONVERSATIONS | Kind.MESSAGES
            self._db.tell(kinds, user_id=self._user_id)
        return lead_id, Changes(kinds, said, journal_id)

    def update(self, lead_id: UUID, values: Mapping[str, Typed]) -> Changes:
        """Set fields of a lead to what was typed; what stands in others stays.

        Mail of a new address becomes the lead's mail. What differs in nothing is no command:
        nothing is said, nothing can be undone.

        Args:
            values: by the keys of fields (``company``, ``custom.region``); "" or None empties
                one.

        Raises:
            KnownError: a value cannot stand in its field, another lead has the address, neither
                company nor name is left, or the lead is gone.
        """
        return self._edits.update(lead_id, values)

    def update_many(self, edits: Sequence[tuple[UUID, Mapping[str, Typed]]]) -> Changes:
        """Set fields of many leads, as one command: all of it or nothing.

        Args:
            edits: a lead and its values, as for :meth:`update`, for each row of a paste; of a
                lead that comes twice the later values win.

        Raises:
            KnownError: as for :meth:`update`; the title names row (from 1) and field, the advice
                how many more are wrong.
        """
        return self._edits.update_many(edits)

    def add_address(self, lead_id: UUID, address: str) -> Changes:
        """Give a lead a further address, and the mail of it.

        Raises:
            KnownError: it is none, or a lead has it.
        """
        return self._edits.add_address(lead_id, address)

    def remove_address(self, lead_id: UUID, address: str) -> Changes:
        """Take a further address away; mail that the lead has stays with it.

        Raises:
            KnownError: the lead has no such further address.
        """
        return self._edits.remove_address(lead_id, address)

    def make_primary(self, lead_id: UUID, address: str) -> Changes:
        """Let a further address and the first one change places.

        Raises:
            KnownError: the lead has no such further address.
        """
        return self._edits.make_primary(lead_id, address)

    def set_status(self, lead_ids: Sequence[UUID], status: LeadStatus) -> Changes:
        """Set the status of leads."""
        with self._db.transaction():
            changes = self._leads.set_status(self._user_id, lead_ids, status)
            if not changes:
                return Changes(said=tr("Already {status}", status=status_words(status)))
            count = len(changes)
            said = plural(
                "{n} leads set to {status}", "Set to {status}", count, status=status_words(status)
            )
            journal_id = self._journal.add(self._user_id, "set_lead_status", said, changes)
            # A conversation shows how warm its lead is.
            kinds = Kind.LEADS | Kind.CONVERSATIONS
            self._db.tell(kinds, user_id=self._user_id)
        return Changes(kinds, said, journal_id)

    def delete(self, lead_ids: Sequence[UUID]) -> Changes:
        """Delete leads with their actions and insights; their mail stays, as mail with nobody
        known. An undo brings everything back.

        Args:
            lead_ids: those that are gone already are passed over.
        """
        with self._db.transaction():
            # Mail that is coming in now waits: it would look for leads that go.
            self._mail.lock(self._user_id)
            one = self._leads.lead(self._user_id, lead_ids[0]) if len(lead_ids) == 1 else None
            name = (one.company or one.contact_name) if one else ""
            journal_id = self._journal.begin(self._user_id, "delete_leads", "", open=False)
            count = self._removal.delete(self._user_id, lead_ids, journal_id)
            said = plural("{n} leads deleted", "{n} lead deleted", count)
            if name and count == 1:
                said = tr("{name} deleted", name=name)
            self._journal.close(journal_id, said)
            if not count:
                return Changes(said=tr("Already deleted"))
            kinds = Kind.LEADS | Kind.CONVERSATIONS | Kind.MESSAGES | Kind.ACTIONS | Kind.INSIGHTS
            self._db.tell(kinds, user_id=self._user_id)
        return Changes(kinds, said, journal_id)


def _checked(draft: LeadDraft) -> LeadDraft:
    address = normalise_address(draft.email)
    if address is None:
        raise KnownError(
            tr("That is not an e-mail address."),
            tr("It looks like name@company.example."),
            field="email",
        )
    company, contact = draft.company.strip(), draft.contact_name.strip()
    if not company and not contact:
        raise KnownError(tr("A lead needs a company or a name."), tr("Fill in one of them."))
    return replace(
        draft,
        email=address,
        company=company or address.partition("@")[2],
        contact_name=contact or address.partition("@")[0],
    )
