"""Custom fields: what a user's leads have besides the built-in fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID, uuid4

from desktop_app.data.custom_fields import CustomFieldRepository
from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository, RowChange
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.custom_field_rules import (
    check_choices,
    check_room,
    check_title,
    make_key,
    one_line,
)
from desktop_app.domain.custom_fields import CustomField, CustomKind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import plural, tr
from desktop_app.domain.lead_fields import LeadFields


class CustomFieldService:
    """The fields of a user. Every command can be undone.

    Raises (all methods):
        KnownError: the database cannot be reached, or its disk is full.
    """

    def __init__(self, db: Database, user_id: UUID) -> None:
        self._db = db
        self._user_id = user_id
        self._fields = CustomFieldRepository(db)
        self._journal = JournalRepository(db)

    def list(self) -> LeadFields:
        """Everything that the user's leads have: built-in fields and their own."""
        return LeadFields(self._fields.fields(self._user_id))

    def in_use(self, field_id: UUID) -> int:
        """How many leads have a value of a field; 0 for a field that is not there."""
        found = [each for each in self._fields.fields(self._user_id) if each.id == field_id]
        return self._fields.in_use(self._user_id, found[0].key) if found else 0

    # -- commands ----------------------------------------------------------------------------

    def add(
        self, title: str, kind: CustomKind, choices: Sequence[str] = ()
    ) -> tuple[CustomField, Changes]:
        """Define a field; its key follows from its title and never changes.

        Args:
            choices: what a field of the kind ``choice`` can be; left out for others.

        Raises:
            KnownError: something has this name already, the choices are none, or there are too
                many fields.
        """
        with self._db.transaction():
            fields = self._locked()
            check_room(fields.custom)
            tidy = check_title(title, fields)
            field = CustomField(
                id=uuid4(),
                key=make_key(tidy, {each.key for each in fields.custom}),
                title=tidy,
                kind=kind,
                choices=check_choices(choices) if kind is CustomKind.CHOICE else (),
                position=max((each.position for each in fields.custom), default=-1) + 1,
            )
            change = self._fields.insert(self._user_id, field)
            done = self._noted(
                "add_custom_field", tr("Field “{title}” added", title=tidy), [change]
            )
        return field, done

    def rename(self, field_id: UUID, title: str) -> Changes:
        """Give a field another title; its key and its values stay.

        Raises:
            KnownError: the field is gone, or something has this name already.
        """

        def renamed(field: CustomField, fields: LeadFields) -> CustomField:
            return replace(field, title=check_title(title, fields, field.id))

        return self._change(
            "rename_custom_field",
            field_id,
            renamed,
            lambda old, new: tr(
                "Field “{old}” is called “{new}” now", old=old.title, new=new.title
            ),
        )

    def change_choices(
        self, field_id: UUID, choices: Sequence[str], renamed: Mapping[str, str] | None = None
    ) -> Changes:
        """Set what can be chosen.

        Args:
            choices: all of them in their order.
            renamed: old words and the new ones that stand among ``choices``: leads that have the
                old one get the new one. A choice that is taken away stays with the leads that
                have it, which the answer says.

        Raises:
            KnownError: the field is gone or of another kind, or the choices are none, too many or
                doubled.
        """
        tidy = check_choices(choices)
        words = {old: one_line(new) for old, new in (renamed or {}).items() if one_line(new) != old}
        with self._db.transaction():
            field = self._one(self._locked(), field_id)
            if field.kind is not CustomKind.CHOICE:
                raise KnownError(
                    tr("“{title}” is no field to choose in.", title=field.title), field="choices"
                )
            if strange := [new for new in words.values() if new not in tidy]:
                raise KnownError(
                    tr("“{strange}” is none of the choices.", strange=strange[0]),
                    tr("Add it to them."),
                    field="choices",
                )
            words = {old: new for old, new in words.items() if old in field.choices}
            change = self._fields.update(self._user_id, field, replace(field, choices=tidy))
            # The definition first: undone in reverse, the values come back before it.
            changes = [] if change is None else [change]
            changes += self._fields.rename_values(self._user_id, field.key, words)
            gone = [each for each in field.choices if each not in tidy and each not in words]
            kept = sum(self._fields.choices_in_use(self._user_id, field.key, gone).values())
            said = tr("Choices of “{title}” changed", title=field.title)
            if kept:
                said = plural(
                    "{said}; {n} leads still have one that is gone",
                    "{said}; {n} lead still has one that is gone",
                    kept,
                    said=said,
                )
            return self._noted("change_custom_choices", said, changes)

    def reorder(self, field_ids: Sequence[UUID]) -> Changes:
        """Put the fields into this order; those not named follow as they stood."""
        with self._db.transaction():
            standing = self._locked().custom
            places = {each: number for number, each in enumerate(field_ids)}
            ordered = sorted(standing, key=lambda each: places.get(each.id, len(places)))
            changes = [
                self._fields.update(self._user_id, each, replace(each, position=number))
                for number, each in enumerate(ordered)
            ]
            return self._noted(
                "reorder_custom_fields",
                tr("Fields put in another order"),
                [each for each in changes if each is not None],
            )

    def remove(self, field_id: UUID) -> Changes:
        """Take a field away. The values that leads have stay in their metadata: the same field
        added again finds them.

        Raises:
            KnownError: the field is gone.
        """
        with self._db.transaction():
            field = self._one(self._locked(), field_id)
            change = self._fields.delete(self._user_id, field)
            said = tr("Field “{title}” removed; its values stay with the leads", title=field.title)
            return self._noted("remove_custom_field", said, [change])

    def _change(
        self,
        command: str,
        field_id: UUID,
        make: Callable[[CustomField, LeadFields], CustomField],
        say: Callable[[CustomField, CustomField], str],
    ) -> Changes:
        with self._db.transaction():
            fields = self._locked()
            old = self._one(fields, field_id)
            new = make(old, fields)
            change = self._fields.update(self._user_id, old, new)
            return self._noted(command, say(old, new), [change] if change else [])

    def _locked(self) -> LeadFields:
        self._fields.lock(self._user_id)
        return self.list()

    def _one(self, fields: LeadFields, field_id: UUID) -> CustomField:
        for each in fields.custom:
            if each.id == field_id:
                return each
        raise KnownError(tr("This field is not there any more."), tr("Somebody removed it."))

    def _noted(self, command: str, said: str, changes: Sequence[RowChange]) -> Changes:
        if not changes:
            return Changes()
        journal_id = self._journal.add(self._user_id, command, said, changes)
        self._db.tell(Kind.LEADS, user_id=self._user_id)
        return Changes(Kind.LEADS, said, journal_id)
