"""Leads edited by hand: single fields, a paste of many, further addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from desktop_app.data.custom_fields import CustomFieldRepository
from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository
from desktop_app.data.lead_edits import LeadEditRepository, LeadPatch, StandingLead
from desktop_app.data.leads import LeadRepository
from desktop_app.data.mail import MailRepository
from desktop_app.domain.addresses import normalise_address
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import plural, sentences, tr
from desktop_app.domain.lead_fields import CUSTOM, Field, LeadFields
from desktop_app.domain.lead_values import Stored, Typed, check_value
from desktop_app.domain.leads import status_words
from desktop_app.domain.typed_dates import month_comes_first

_SHOWN_ELSEWHERE = frozenset({"company", "contact_name", "email", "status"})
"""Fields that rows of conversations show, too."""


class LeadEdits:
    """One transaction per command: the leads, their mail, the journal.

    Args:
        clock: the present moment, aware.
    """

    def __init__(self, db: Database, user_id: UUID, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._user_id = user_id
        self._edits = LeadEditRepository(db)
        self._leads = LeadRepository(db, clock)
        self._fields = CustomFieldRepository(db)
        self._mail = MailRepository(db)
        self._journal = JournalRepository(db)

    def update(self, lead_id: UUID, values: Mapping[str, Typed]) -> Changes:
        """As :meth:`LeadService.update`."""
        fields = self._known(values)
        checked = self._checked(fields, values)
        with self._db.transaction():
            standing = self._locked([lead_id], claims="email" in checked)
            if lead_id not in standing:
                raise _gone()
            lead = standing[lead_id]
            _keep_a_name(lead, checked)
            self._refuse_taken({lead_id: checked})
            names = [fields[key].title for key in checked]
            return self._write(
                "edit_lead", standing, {lead_id: _patch(lead, checked)}, _said(lead, names, checked)
            )

    def update_many(self, edits: Sequence[tuple[UUID, Mapping[str, Typed]]]) -> Changes:
        """As :meth:`LeadService.update_many`."""
        fields = self._known(key for _lead, values in edits for key in values)
        rows = self._checked_rows(fields, edits)
        wanted: dict[UUID, dict[str, Stored]] = {}
        for lead_id, values in rows:
            wanted.setdefault(lead_id, {}).update(values)
        with self._db.transaction():
            claims = any("email" in values for values in wanted.values())
            standing = self._locked(list(wanted), claims=claims)
            self._refuse_impossible(edits, wanted, standing)
            patches = {each: _patch(standing[each], values) for each, values in wanted.items()}
            return self._write("edit_leads", standing, patches)

    def add_address(self, lead_id: UUID, typed: str) -> Changes:
        """As :meth:`LeadService.add_address`."""
        address = normalise_address(typed)
        if address is None:
            raise KnownError(
                tr("“{typed}” is not an e-mail address.", typed=typed.strip()[:40]),
                tr("It looks like name@company.example."),
            )

        def add(lead: StandingLead) -> LeadPatch:
            if address in _addresses(lead):
                raise KnownError(
                    tr("{name} has the address {address} already.", name=lead.name, address=address)
                )
            self._refuse_taken({lead.id: {"email": address}})
            return LeadPatch(metadata={"emails": [*lead.further, address]})

        return self._readdress("add_address", lead_id, add, f"{address} added")

    def remove_address(self, lead_id: UUID, address: str) -> Changes:
        """As :meth:`LeadService.remove_address`."""

        def remove(lead: StandingLead) -> LeadPatch:
            left = [each for each in lead.further if _folded(each) != address.lower()]
            if len(left) == len(lead.further):
                raise _no_such_address(lead, address)
            return LeadPatch(metadata={"emails": left or None})

        return self._readdress("remove_address", lead_id, remove, f"{address} removed")

    def make_primary(self, lead_id: UUID, address: str) -> Changes:
        """As :meth:`LeadService.make_primary`."""

        def swap(lead: StandingLead) -> LeadPatch:
            if address.lower() not in map(_folded, lead.further):
                raise _no_such_address(lead, address)
            self._refuse_taken({lead.id: {"email": address}})
            old = lead.columns["email"]
            swapped = [old if _folded(each) == address.lower() else each for each in lead.further]
            return LeadPatch({"email": address.lower()}, {"emails": swapped})

        return self._readdress(
            "make_address_primary", lead_id, swap, tr("{address} comes first now", address=address)
        )

    # -- checking ----------------------------------------------------------------------------

    def _known(self, keys: Iterable[str]) -> dict[str, Field]:
        """The fields that are named, by key; custom ones are looked up only where they are."""
        named = set(keys)
        custom = any(key.startswith(CUSTOM) for key in named)
        fields = LeadFields(self._fields.fields(self._user_id) if custom else ())
        known = {key: field for key in named if (field := fields.get(key)) is not None}
        if unknown := sorted(named - set(known)):
            raise KnownError(
                tr("Leads have no field “{unknown}”.", unknown=unknown[0]),
                tr("Perhaps it was removed."),
            )
        return known

    def _checked(
        self, fields: Mapping[str, Field], values: Mapping[str, Typed]
    ) -> dict[str, Stored]:
        today, month_first = self._calendar()
        return {
            key: check_value(fields[key], typed, today=today, month_first=month_first)
            for key, typed in values.items()
        }

    def _checked_rows(
        self, fields: Mapping[str, Field], edits: Sequence[tuple[UUID, Mapping[str, Typed]]]
    ) -> list[tuple[UUID, dict[str, Stored]]]:
        today, month_first = self._calendar()
        rows: list[tuple[UUID, dict[str, Stored]]] = []
        faults: list[KnownError] = []
        for number, (lead_id, values) in enumerate(edits, start=1):
            checked: dict[str, Stored] = {}
            for key, typed in values.items():
                try:
                    checked[key] = check_value(
                        fields[key], typed, today=today, month_first=month_first
                    )
                except KnownError as error:
                    faults.append(_at(number, fields[key].title, error))
            rows.append((lead_id, checked))
        _raise_first(faults)
        return rows

    def _refuse_impossible(
        self,
        edits: Sequence[tuple[UUID, Mapping[str, Typed]]],
        wanted: Mapping[UUID, Mapping[str, Stored]],
        standing: Mapping[UUID, StandingLead],
    ) -> None:
        """All that is wrong with a paste beyond its single values."""
        numbers = {lead_id: number for number, (lead_id, _) in enumerate(edits, start=1)}
        owners = self._owners(wanted)
        faults: list[KnownError] = []
        seen: dict[str, int] = {}
        for lead_id, values in wanted.items():
            number = numbers[lead_id]
            try:
                if lead_id not in standing:
                    raise _gone()
                _keep_a_name(standing[lead_id], values)
                address = values.get("email")
                if isinstance(address, str):
                    if address in seen:
                        raise KnownError(
                            tr(
                                "Row {seen} has the address {address}, too.",
                                seen=seen[address],
                                address=address,
                            ),
                            field="email",
                        )
                    seen[address] = number
                    _refuse_owned(lead_id, address, owners)
            except KnownError as error:
                about = tr("Email") if error.field == "email" else ""
                faults.append(_at(number, about, error))
        _raise_first(faults)

    def _refuse_taken(self, wanted: Mapping[UUID, Mapping[str, Stored]]) -> None:
        owners = self._owners(wanted)
        for lead_id, values in wanted.items():
            if isinstance(address := values.get("email"), str):
                _refuse_owned(lead_id, address, owners)

    def _owners(self, wanted: Mapping[UUID, Mapping[str, Stored]]) -> dict[str, tuple[UUID, str]]:
        addresses = [str(values["email"]) for values in wanted.values() if values.get("email")]
        return self._edits.owners(self._user_id, addresses) if addresses else {}

    def _calendar(self) -> tuple[date, bool]:
        zone = self._leads.zone(self._user_id)
        return self._leads.today(self._user_id), month_comes_first(zone)

    # -- writing -----------------------------------------------------------------------------

    def _locked(self, lead_ids: Sequence[UUID], *, claims: bool) -> dict[UUID, StandingLead]:
        if claims:
            # As when a lead is made: mail that is coming in now is there when it is claimed.
            self._mail.lock(self._user_id)
        return self._edits.locked(self._user_id, lead_ids)

    def _readdress(
        self,
        command: str,
        lead_id: UUID,
        make: Callable[[StandingLead], LeadPatch],
        said: str,
    ) -> Changes:
        with self._db.transaction():
            standing = self._locked([lead_id], claims=True)
            if lead_id not in standing:
                raise _gone()
            return self._write(command, standing, {lead_id: make(standing[lead_id])}, said)

    def _write(
        self,
        command: str,
        standing: Mapping[UUID, StandingLead],
        patches: Mapping[UUID, LeadPatch],
        said: str = "",
    ) -> Changes:
        """Without ``said`` how many leads changed is said."""
        changes = self._edits.write(self._user_id, standing, patches)
        if not changes:
            return Changes()
        count = len(changes)
        said = said or plural("{n} leads changed", "{n} lead changed", count)
        touched = {name for change in changes for name in change.after or {}}
        kinds = Kind.LEADS
        if touched & _SHOWN_ELSEWHERE:
            kinds |= Kind.CONVERSATIONS
        readdressed = [
            change.id
            for change in changes
            if "email" in (change.after or {}) or "emails" in patches[change.id].metadata
        ]
        if readdressed and self._leads.claim_mail(self._user_id, readdressed):
            kinds |= Kind.CONVERSATIONS | Kind.MESSAGES
        journal_id = self._journal.add(self._user_id, command, said, changes)
        self._db.tell(kinds, user_id=self._user_id)
        return Changes(kinds, said, journal_id)


def _patch(lead: StandingLead, values: Mapping[str, Stored]) -> LeadPatch:
    columns = {key: value for key, value in values.items() if not key.startswith(CUSTOM)}
    metadata: dict[str, object] = {
        key.removeprefix(CUSTOM): value for key, value in values.items() if key.startswith(CUSTOM)
    }
    address = columns.get("email")
    if isinstance(address, str) and address in map(_folded, lead.further):
        # A further address that becomes the first one is not a further one any more.
        left = [each for each in lead.further if _folded(each) != address]
        metadata["emails"] = left or None
    return LeadPatch(columns, metadata)


def _keep_a_name(lead: StandingLead, values: Mapping[str, Stored]) -> None:
    names = {each: values.get(each, lead.columns[each]) for each in ("company", "contact_name")}
    if not any(names.values()) and set(names) & set(values):
        raise KnownError(tr("A lead needs a company or a name."), tr("Fill in one of them."))


def _said(lead: StandingLead, names: Sequence[str], values: Mapping[str, Stored]) -> str:
    if list(values) == ["status"]:
        return tr("Set to {status}", status=status_words(str(values["status"])))
    one = len(names) == 1
    whose = lead.name if not {"company", "contact_name"} & set(values) else ""
    if not whose:
        if one:
            return tr("{what} changed", what=names[0])
        return plural("{n} fields changed", "{n} field changed", len(names))
    if one:
        return tr("{what} of {whose} changed", what=names[0], whose=whose)
    return plural(
        "{n} fields of {whose} changed", "{n} field of {whose} changed", len(names), whose=whose
    )


def _addresses(lead: StandingLead) -> set[str]:
    return {_folded(each) for each in (lead.columns["email"], *lead.further)}


def _folded(address: object) -> str:
    return address.strip().lower() if isinstance(address, str) else ""


def _refuse_owned(lead_id: UUID, address: str, owners: Mapping[str, tuple[UUID, str]]) -> None:
    owner = owners.get(address.lower())
    if owner is not None and owner[0] != lead_id:
        raise KnownError(
            tr(
                "{value} has the address {address} already.",
                value=owner[1] or tr("Another lead"),
                address=address,
            ),
            tr("Open that lead, or use another address."),
            field="email",
        )


def _at(number: int, title: str, error: KnownError) -> KnownError:
    if not title:
        return KnownError(
            tr("Row {number}: {title}", number=number, title=error.title), error.advice
        )
    return KnownError(
        tr("Row {number}, {field}: {title}", number=number, field=title, title=error.title),
        error.advice,
    )


def _raise_first(faults: Sequence[KnownError]) -> None:
    if not faults:
        return
    first, more = faults[0], len(faults) - 1
    further = plural("{n} more values are wrong.", "{n} more value is wrong.", more) if more else ""
    raise KnownError(first.title, sentences(first.advice, further, tr("Nothing was changed.")))


def _no_such_address(lead: StandingLead, address: str) -> KnownError:
    return KnownError(
        tr("{name} has no further address {address}.", name=lead.name, address=address),
        tr("Perhaps it was changed meanwhile."),
    )


def _gone() -> KnownError:
    return KnownError(tr("This lead is not there any more."), tr("Somebody deleted it."))
