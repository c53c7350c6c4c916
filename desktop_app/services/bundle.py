"""All services together, as the window and the command line are given them."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.data.database import Database
from desktop_app.domain.users import User
from desktop_app.services.broken_mail import BrokenMailService
from desktop_app.services.conversations import ConversationService, Shower, Store
from desktop_app.services.jobs import JobService
from desktop_app.services.journal import JournalService
from desktop_app.services.leads import LeadService
from desktop_app.services.signin import Passwords, Secrets, SignInService


@dataclass(frozen=True, slots=True)
class UserServices:
    """What one signed-in user can ask for and do."""

    user: User
    leads: LeadService
    conversations: ConversationService
    broken_mail: BrokenMailService
    jobs: JobService
    journal: JournalService


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
        return UserServices(
            user=user,
            leads=LeadService(self.db, user.id),
            conversations=ConversationService(self.db, user.id, self.store, self.show),
            broken_mail=BrokenMailService(self.db, user.id, self.store),
            jobs=JobService(self.db, user.id),
            journal=JournalService(self.db, user.id),
        )
