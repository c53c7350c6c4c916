"""Saved views: the questions about leads that a user comes back to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository, RowChange
from desktop_app.data.leads import LeadRepository
from desktop_app.data.saved_views import SavedViewRepository, ViewRow
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.lead_fields import CUSTOM, LeadFields
from desktop_app.domain.leads import LeadQuery
from desktop_app.domain.saved_views import (
    ALL,
    BUILT_IN,
    ICONS,
    SavedView,
    check_name,
    query_document,
    query_of,
)

_MOST = 200


class ViewService:
    """The views of a user. Every command can be undone.

    Raises (all methods):
        KnownError: the database cannot be reached, or its disk is full.
    """

    def __init__(self, db: Database, user_id: UUID) -> None:
        self._db = db
        self._user_id = user_id
        self._views = SavedViewRepository(db)
        self._journal = JournalRepository(db)

    def list(self, *, hidden: bool = False) -> tuple[SavedView, ...]:
        """All views in their order, the built-in ones first as long as nobody moved them.

        Args:
            hidden: also those that the user does not want to see.
        """
        with self._db.connection():
            rows = self._views.rows(self._user_id)
            own = any(_has_custom(row.query) for row in rows)
            fields = LeadRepository(self._db).fields(self._user_id) if own else LeadFields()
        return tuple(view for _, view in _placed(rows, fields) if hidden or not view.hidden)

    # -- commands ----------------------------------------------------------------------------

    def save(
        self,
        name: str,
        query: LeadQuery,
        *,
        icon: str = ICONS[0],
        layout: Mapping[str, Any] | None = None,
    ) -> tuple[str, Changes]:
        """Keep a question as a new view, behind all others; its key.

        Raises:
            KnownError: the name is none or one that a view has already, or there are too many.
        """
        name = check_name(name)
        made = ViewRow(uuid4(), None, name, icon, query_document(query), dict(layout or {}))
        return str(made.id), self._add(made, "save_view", f"View “{name}” saved")

    def duplicate(self, key: str) -> tuple[str, Changes]:
        """A view of one's own that asks the same; its key.

        Raises:
            KnownError: there is no such view any more.
        """
        view = self._view(key)
        row = next((each for each in self._views.rows(self._user_id) if str(each.id) == key), None)
        taken = {each.name.casefold() for each in self.list(hidden=True)}
        name = next(each for each in _copies(view.name) if each.casefold() not in taken)
        query = query_document(view.query) if row is None else row.query
        made = ViewRow(uuid4(), None, name, view.icon, query, dict(view.layout))
        return str(made.id), self._add(made, "duplicate_view", f"View “{name}” made")

    def update(
        self, key: str, query: LeadQuery, *, layout: Mapping[str, Any] | None = None
    ) -> Changes:
        """Keep another question in a view.

        Raises:
            KnownError: it is built in, or there is no such view any more.
        """
        return self._change(
            key,
            "update_view",
            "View “{}” saved",
            lambda row: replace(
                row,
                query=query_document(query),
                layout=row.layout if layout is None else dict(layout),
            ),
        )

    def rename(self, key: str, name: str, *, icon: str | None = None) -> Changes:
        """Give a view another name, and perhaps another icon.

        Raises:
            KnownError: the name is none or one that a view has already; the view is built in, or
                not there any more.
        """
        name = check_name(name)
        return self._change(
            key,
            "rename_view",
            tr("View renamed to “{name}”", name=name),
            lambda row: replace(row, name=name, icon=row.icon if icon is None else icon),
        )

    def delete(self, key: str) -> Changes:
        """Take a view away.

        Raises:
            KnownError: it is built in, or there is no such view any more.
        """
        with self._db.transaction():
            self._views.lock(self._user_id)
            row = self._own(key)
            change = self._views.delete(self._user_id, row)
            return self._noted("delete_view", tr("View “{name}” deleted", name=row.name), [change])

    def hide(self, key: str, hidden: bool = True) -> Changes:
        """Leave a built-in view out of the sidebar, or show it again.

        Raises:
            KnownError: it is the view of all leads, or none that is built in.
        """
        view = next((each for each in BUILT_IN if each.key == key and key != ALL), None)
        if view is None:
            raise KnownError(
                tr("This view cannot be hidden."), tr("A view of your own can be deleted.")
            )
        said = (
            tr("View “{name}” hidden", name=view.name)
            if hidden
            else tr("View “{name}” shown again", name=view.name)
        )
        with self._db.transaction():
            self._views.lock(self._user_id)
            rows = self._views.rows(self._user_id)
            changes = self._place(rows, {key: (_place_of(rows, key), hidden)})
            return self._noted("hide_view", said, changes)

    def reorder(self, keys: Sequence[str]) -> Changes:
        """Put views into this order; those that are not named, or hidden, stay where they are
        among them."""
        with self._db.transaction():
            self._views.lock(self._user_id)
            rows = self._views.rows(self._user_id)
            standing = [view for _, view in _placed(rows, LeadFields())]
            known = {view.key: view for view in standing}
            moving = [key for key in dict.fromkeys(keys) if key in known]
            following = iter(moving)
            order = [known[next(following)] if view.key in moving else view for view in standing]
            if order == standing:
                return Changes()
            changes = self._place(
                rows, {view.key: (at, view.hidden) for at, view in enumerate(order)}
            )
            return self._noted("reorder_views", tr("Views reordered"), changes)

    # -- steps -------------------------------------------------------------------------------

    def _add(self, made: ViewRow, command: str, said: str) -> Changes:
        with self._db.transaction():
            self._views.lock(self._user_id)
            rows = self._views.rows(self._user_id)
            if len(rows) >= _MOST:
                raise KnownError(
                    tr("There are too many views."),
                    tr("Delete one: {most} can be kept.", most=_MOST),
                )
            self._check_free(made.name, rows)
            last = max((at for at, _ in _placed(rows, LeadFields())), default=0)
            change = self._views.insert(self._user_id, replace(made, position=last + 1))
            return self._noted(command, said, [change])

    def _change(
        self, key: str, command: str, said: str, change: Callable[[ViewRow], ViewRow]
    ) -> Changes:
        with self._db.transaction():
            self._views.lock(self._user_id)
            row = self._own(key)
            new = change(row)
            if new.name.casefold() != row.name.casefold():
                self._check_free(new.name, self._views.rows(self._user_id))
            noted = self._views.update(self._user_id, row, new)
            return self._noted(command, said.format(new.name), [noted] if noted else [])

    def _place(
        self, rows: Sequence[ViewRow], places: Mapping[str, tuple[int, bool]]
    ) -> Sequence[RowChange]:
        """Give views their places, built-in ones a row where they have none yet."""
        by_key = {row.built_in or str(row.id): row for row in rows}
        changes: list[RowChange | None] = []
        for key, (position, hidden) in places.items():
            row = by_key.get(key)
            if row is not None:
                new = replace(row, position=position, hidden=hidden)
                changes.append(self._views.update(self._user_id, row, new))
            elif (position, hidden) != (_place_of(rows, key), False):
                name = next(view.name for view in BUILT_IN if view.key == key)
                made = ViewRow(uuid4(), key, name, position=position, hidden=hidden)
                changes.append(self._views.insert(self._user_id, made))
        return [change for change in changes if change is not None]

    def _noted(self, command: str, said: str, changes: Sequence[RowChange]) -> Changes:
        if not changes:
            return Changes()
        journal_id = self._journal.add(self._user_id, command, said, changes)
        self._db.tell(Kind.VIEWS, user_id=self._user_id)
        return Changes(Kind.VIEWS, said, journal_id)

    def _view(self, key: str) -> SavedView:
        found = next((view for view in self.list(hidden=True) if view.key == key), None)
        if found is None:
            raise _gone()
        return found

    def _own(self, key: str) -> ViewRow:
        if any(view.key == key for view in BUILT_IN):
            raise KnownError(
                tr("This view is everybody's and stays as it is."),
                tr("Save what you see as a view of your own."),
            )
        for row in self._views.rows(self._user_id):
            if row.built_in is None and str(row.id) == key:
                return row
        raise _gone()

    def _check_free(self, name: str, rows: Sequence[ViewRow]) -> None:
        names = {view.name.casefold() for _, view in _placed(rows, LeadFields())}
        if name.casefold() in names:
            raise KnownError(
                tr("A view is called “{name}” already.", name=name), tr("Choose another name.")
            )


def _placed(rows: Sequence[ViewRow], fields: LeadFields) -> Sequence[tuple[int, SavedView]]:
    """Views with their places, in order. A built-in view without a row stands where it stands
    for everybody; a row of a built-in view that there is no more is passed over."""
    own = {row.built_in: row for row in rows if row.built_in is not None}
    placed: list[tuple[int, SavedView]] = []
    for at, view in enumerate(BUILT_IN):
        row = own.get(view.key)
        place = at if row is None else row.position
        placed.append((place, view if row is None else replace(view, hidden=row.hidden)))
    placed += [(row.position, _read(row, fields)) for row in rows if row.built_in is None]
    return sorted(placed, key=lambda each: each[0])


def _place_of(rows: Sequence[ViewRow], key: str) -> int:
    return next(at for at, view in _placed(rows, LeadFields()) if view.key == key)


def _read(row: ViewRow, fields: LeadFields) -> SavedView:
    layout = row.layout if isinstance(row.layout, Mapping) else {}
    view = SavedView(str(row.id), row.name, row.icon or ICONS[0], layout=layout)
    try:
        query = query_of(row.query)
    except KnownError as error:
        return replace(view, fault=str(error))
    names = [asked.field for asked in query.where.conditions()]
    names += [level.field for level in query.sort]
    gone = next((name for name in names if fields.get(name) is None), None)
    fault = ""
    if gone is not None:
        fault = tr(
            "There is no field “{name}” any more. Take it out of the view.",
            name=gone.removeprefix(CUSTOM),
        )
    return replace(view, query=query, fault=fault)


def _has_custom(document: Mapping[str, Any]) -> bool:
    """Whether a stored question may speak of custom fields."""
    return CUSTOM in str(document)


def _copies(name: str) -> Sequence[str]:
    base = name[:60].strip()
    first = str(tr("{base} copy", base=base))
    return [first, *(f"{first} {number}" for number in range(2, _MOST + 10))]


def _gone() -> KnownError:
    return KnownError(tr("This view is not there any more."), tr("Save what you see as a new one."))
