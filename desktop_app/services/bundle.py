"""All services together, as the window and the command line are given them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from desktop_app.services.signin import SignInService

if TYPE_CHECKING:
    from desktop_app.data.database import Database
    from desktop_app.domain.users import User
    from desktop_app.services.conversations import ConversationService, Shower, Store
    from desktop_app.services.jobs import JobService
    from desktop_app.services.journal import JournalService
    from desktop_app.services.leads import LeadService
    from desktop_app.services.signin import Passwords, Secrets


class UserServices:
    """What one signed-in user can ask for and do.

    Each service is loaded when it is first asked for: the first screen needs one of them, and
    waits for none of the others.
    """

    def __init__(self, user: User, db: Database, store: Store, show: Shower) -> None:
        self.user = user
        self._db = db
        self._store = store
        self._show = show

    @cached_property
    def leads(self) -> LeadService:
        from desktop_app.services.leads import LeadService

        return LeadService(self._db, self.user.id)

    @cached_property
    def conversations(self) -> ConversationService:
        from desktop_app.services.conversations import ConversationService

        return ConversationService(self._db, self.user.id, self._store, self._show)

    @cached_property
    def jobs(self) -> JobService:
        from desktop_app.services.jobs import JobService

        return JobService(self._db, self.user.id)

    @cached_property
    def journal(self) -> JournalService:
        from desktop_app.services.journal import JournalService

        return JournalService(self._db, self.user.id)


@dataclass(frozen=True, slots=True)
class Services:
    """What a workspace offers before anybody has signed in, and after."""

    signin: SignInService
    db: Database
    store: Store
    show: Shower

    @classmethod
    def on(
        cls,
        db: Database,
        *,
        secrets: Secrets,
        workspace_name: str,
        passwords: Passwords,
        store: Store,
        show: Shower,
    ) -> Services:
        """The services of a database."""
        return cls(SignInService(db, secrets, workspace_name, passwords), db, store, show)

    def for_user(self, user: User) -> UserServices:
        """The services that act as this user and see what is theirs alone."""
        return UserServices(user, self.db, self.store, self.show)
