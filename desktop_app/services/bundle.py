"""All services together, as the window and the command line are given them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from desktop_app.data.database import Database
from desktop_app.domain.users import User
from desktop_app.services.broken_mail import BrokenMailService
from desktop_app.services.conversations import ConversationService, Shower, Store
from desktop_app.services.jobs import JobService
from desktop_app.services.journal import JournalService
from desktop_app.services.leads import LeadService
from desktop_app.services.oauth import OAuthService
from desktop_app.services.password_gate import Clock, PasswordGate, Passwords
from desktop_app.services.present import PresentSession, Secrets
from desktop_app.services.profile import ProfileService
from desktop_app.services.recovery import Courier, RecoveryService
from desktop_app.services.signin import SignInService
from desktop_app.services.workspace_settings import WorkspaceSettingService


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class UserServices:
    """What one signed-in user can ask for and do."""

    user: User
    leads: LeadService
    conversations: ConversationService
    broken_mail: BrokenMailService
    jobs: JobService
    journal: JournalService
    profile: ProfileService


@dataclass(frozen=True, slots=True)
class Services:
    """What a workspace offers before anybody has signed in, and after."""

    signin: SignInService
    recovery: RecoveryService
    settings: WorkspaceSettingService
    oauth: OAuthService
    db: Database
    store: Store
    show: Shower
    present: PresentSession
    gate: PasswordGate
    clock: Clock

    @classmethod
    def on(
        cls,
        db: Database,
        *,
        secrets: Secrets,
        passwords: Passwords,
        store: Store,
        show: Shower,
        device: str = "",
        courier: Courier | None = None,
        setting: Callable[[str], object] = lambda name: "",
        place: str = "",
        clock: Clock = _utc_now,
    ) -> Services:
        """The services of a database.

        Args:
            secrets: the keyring's entries of this workspace.
            device: how this computer calls itself in a list of sessions.
            courier: sends codes by mail, where a mailbox can.
            setting: the value of a setting of this computer by its name.
            place: which computer this is, where several share the database.
        """
        present = PresentSession(secrets)
        gate = PasswordGate(db, passwords, clock)
        signin = SignInService(db, secrets, present, gate, device, clock)
        return cls(
            signin=signin,
            recovery=RecoveryService(db, gate, courier, clock),
            settings=WorkspaceSettingService(db),
            oauth=OAuthService(db, setting, signin, clock, place=place),
            db=db,
            store=store,
            show=show,
            present=present,
            gate=gate,
            clock=clock,
        )

    def for_user(self, user: User) -> UserServices:
        """The services that act as this user and see what is theirs alone."""
        return UserServices(
            user=user,
            leads=LeadService(self.db, user.id),
            conversations=ConversationService(self.db, user.id, self.store, self.show),
            broken_mail=BrokenMailService(self.db, user.id, self.store),
            jobs=JobService(self.db, user.id),
            journal=JournalService(self.db, user.id),
            profile=ProfileService(self.db, user, self.present, self.gate, self.clock),
        )
