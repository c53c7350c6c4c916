"""The services before the database is there: who looked ahead knows the first answer already."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop_app.domain.ids import IdList
    from desktop_app.domain.lead_fields import LeadFields
    from desktop_app.domain.lead_layout import TableLayout
    from desktop_app.domain.leads import LeadQuery, LeadRow
    from desktop_app.domain.users import User
    from desktop_app.services.booted import Seen
    from desktop_app.services.bundle import Services, UserServices


class Awaited:
    """The real services, which are made once, when something needs them.

    Args:
        make: makes them; takes a while. What it raises is told to whoever asked, and the next
            who asks has it try again.
    """

    def __init__(self, make: Callable[[], Services]) -> None:
        self._make = make
        self._mutex = threading.Lock()
        self._services: Services | None = None

    @property
    def there(self) -> bool:
        """Whether asking for them no longer waits."""
        return self._services is not None

    def services(self) -> Services:
        """The services; waits until they are made."""
        with self._mutex:
            if self._services is None:
                self._services = self._make()
            return self._services


class ServicesAhead:
    """Stands for :class:`Services` from the first moment on.

    A method is called where waiting is allowed, off the window's thread; only looking one up
    never waits. A property is read there, too.
    """

    def __init__(self, awaited: Awaited, seen: Seen) -> None:
        self._awaited = awaited
        self._seen: Seen | None = seen

    def for_user(self, user: User) -> UserServices | UserServicesAhead:
        """As `Services.for_user`; the first one is given what was seen."""
        seen, self._seen = self._seen, None
        if seen is None and self._awaited.there:
            return self._awaited.services().for_user(user)
        return UserServicesAhead(self._awaited, user, seen)

    def __getattr__(self, name: str) -> Any:
        if self._awaited.there:
            return getattr(self._awaited.services(), name)
        return _Part(self._awaited, lambda: getattr(self._awaited.services(), name))


class UserServicesAhead:
    """Stands for :class:`UserServices` likewise."""

    def __init__(self, awaited: Awaited, user: User, seen: Seen | None) -> None:
        self._awaited = awaited
        self.user = user
        self.leads = _Leads(awaited, lambda: self._real().leads, seen)
        self.lead_layouts = _Layouts(awaited, lambda: self._real().lead_layouts, seen)

    def _real(self) -> UserServices:
        return self._awaited.services().for_user(self.user)

    def __getattr__(self, name: str) -> _Part:
        return _Part(self._awaited, lambda: getattr(self._real(), name))


class _Part:
    """One service that may not be there yet."""

    def __init__(self, awaited: Awaited, find: Callable[[], Any]) -> None:
        self._awaited = awaited
        self._find = find

    def __getattr__(self, name: str) -> Any:
        if self._awaited.there or threading.current_thread() is not threading.main_thread():
            return getattr(self._find(), name)
        return lambda *given, **named: getattr(self._find(), name)(*given, **named)


class _Layouts(_Part):
    """How the table is laid out, seen with its first page; once likewise."""

    def __init__(self, awaited: Awaited, find: Callable[[], Any], seen: Seen | None) -> None:
        super().__init__(awaited, find)
        self._seen = seen

    def load(self) -> tuple[TableLayout, LeadFields]:
        """As `LeadLayoutService.load`."""
        seen, self._seen = self._seen, None
        if seen is not None:
            return seen.layout
        found: tuple[TableLayout, LeadFields] = self._find().load()
        return found


class _Leads(_Part):
    """The leads, whose first page was seen; once, for the next look is to see what is new."""

    def __init__(self, awaited: Awaited, find: Callable[[], Any], seen: Seen | None) -> None:
        super().__init__(awaited, find)
        self._seen = seen

    def first_page(self, query: LeadQuery, limit: int = 60) -> tuple[IdList, Sequence[LeadRow]]:
        """As `LeadService.first_page`."""
        seen, self._seen = self._seen, None
        if seen is not None and seen.query == query and limit == 60:
            return seen.page
        found: tuple[IdList, Sequence[LeadRow]] = self._find().first_page(query, limit)
        return found
