"""A user's own profile, sessions and ways to sign in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop_app.data.credentials import CREDENTIAL, CredentialRepository
from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository
from desktop_app.data.sessions import SessionRepository
from desktop_app.data.users import UserRepository
from desktop_app.data.verifications import VerificationRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import plural, tr
from desktop_app.domain.profile_rules import image_of, name_of, signature_of, timezone_of
from desktop_app.domain.sign_in_rules import RECOVERY_IDENTIFIER, can_be_stored
from desktop_app.domain.users import LinkedAccount, SessionInfo, User
from desktop_app.services.password_gate import Clock, PasswordGate
from desktop_app.services.present import PresentSession
from desktop_app.services.recovery_codes import write_recovery_code


class ProfileService:
    """What a user can see and change of themselves.

    Raises (all methods):
        KnownError: the database cannot be reached, or the account is gone.
    """

    def __init__(
        self,
        db: Database,
        user: User,
        present: PresentSession,
        gate: PasswordGate,
        clock: Clock,
        titles: Callable[[], Mapping[str, str]],
    ) -> None:
        self._db = db
        self._user = user
        self._present = present
        self._gate = gate
        self._clock = clock
        self._titles = titles
        self._users = UserRepository(db)
        self._sessions = SessionRepository(db)
        self._credentials = CredentialRepository(db)
        self._verifications = VerificationRepository(db)
        self._journal = JournalRepository(db)

    # -- the profile -------------------------------------------------------------------------

    def get(self) -> User:
        """The user as they stand now."""
        found = self._users.by_auth_id(self._user.auth_id)
        if found is None:
            raise KnownError(
                tr("This account is not there any more."), tr("Sign in with another one.")
            )
        return found

    def update(
        self,
        *,
        name: str | None = None,
        timezone: str | None = None,
        signature: str | None = None,
        image: str | None = None,
    ) -> Changes:
        """Change what is given; it can be undone. The web application sees name and picture too.

        Args:
            timezone: a name of the IANA database.
            image: an ``https:`` address, a ``data:`` PNG or JPEG of up to 64 KB, or "" for none.

        Raises:
            KnownError: one of them cannot be; nothing is changed then.
        """
        values: dict[str, str | None] = {}
        if name is not None:
            values["full_name"] = name_of(name)
            if not values["full_name"]:
                raise KnownError(tr("A name is needed."), tr("It is what other people see."))
        if timezone is not None:
            values["timezone"] = timezone_of(timezone)
        if signature is not None:
            values["email_signature"] = signature_of(signature) or None
        if image is not None:
            values["avatar_url"] = image_of(image) or None
        with self._db.transaction():
            change = self._users.update_profile(self._user, values) if values else None
            if change is None:
                return Changes(said=tr("Nothing to change"))
            said = tr("Profile changed")
            journal_id = self._journal.add(self._user.id, "update_profile", said, [change])
            self._db.tell(Kind.USERS, user_id=self._user.id)
        return Changes(Kind.USERS, said, journal_id)

    def take_zone(self, timezone: str) -> Changes:
        """Begin with the hours of the computer that the account was made on. It is no deed of
        the user's, so that there is nothing to undo.

        Args:
            timezone: a name of the IANA database.
        """
        with self._db.transaction():
            if self._users.update_profile(self._user, {"timezone": timezone_of(timezone)}) is None:
                return Changes()
            self._db.tell(Kind.USERS, user_id=self._user.id)
        return Changes(Kind.USERS)

    # -- sessions ----------------------------------------------------------------------------

    def sessions(self) -> tuple[SessionInfo, ...]:
        """Where the user is signed in: this one first, then the one last used."""
        return self._sessions.of(self._user.auth_id, self._own_token(), self._clock())

    def revoke(self, session_id: str) -> Changes:
        """End one of the sessions, on this computer or elsewhere, at once.

        Raises:
            KnownError: there is no such session of this user (any more).
        """
        with self._db.transaction():
            token = (
                self._sessions.delete(self._user.auth_id, session_id)
                if can_be_stored(session_id)
                else None
            )
            if token is None:
                raise KnownError(
                    tr("That session has ended already."), tr("The list shows the rest.")
                )
            self._db.tell(Kind.USERS, user_id=self._user.id)
        if token == self._own_token():
            self._let_go()
        return Changes(Kind.USERS, tr("Session ended"))

    def sign_out_everywhere(self, *, but_here: bool) -> Changes:
        """End all sessions, or all but the present one."""
        kept = self._own_token() if but_here else None
        with self._db.transaction():
            count = self._sessions.delete_all(self._user.auth_id, but=kept)
            self._db.tell(Kind.USERS, user_id=self._user.id)
        if not but_here:
            self._let_go()
        if not count:
            return Changes(said=tr("There was no other session"))
        return Changes(Kind.USERS, plural("{n} sessions ended", "{n} session ended", count))

    def _own_token(self) -> str | None:
        held = self._present.held()
        return held.token if held and held.auth_id == self._user.auth_id else None

    def _let_go(self) -> None:
        held = self._present.held()
        if held is not None and held.auth_id == self._user.auth_id:
            self._present.forget(held)

    # -- ways to sign in ---------------------------------------------------------------------

    def change_password(self, old: str, new: str, *, sign_out_others: bool) -> Changes:
        """Replace the password.

        Args:
            sign_out_others: end all other sessions; this one goes on under a new token.

        Raises:
            KnownError: the old one is not right (or was tried too often), there is none, or the
                new one has a wrong length.
        """
        self._gate.confirm(self._user, old)
        hashed = self._gate.new_hash(new)
        before = self._own_token()
        after = None
        with self._db.transaction():
            self._gate.set_password(self._user.auth_id, self._user.email, hashed)
            if sign_out_others:
                self._sessions.delete_all(self._user.auth_id, but=before)
                after = self._sessions.change_token(before, self._clock()) if before else None
            self._db.tell(Kind.USERS, user_id=self._user.id)
        if before and after:
            self._present.change_token(before, after)
        return Changes(Kind.USERS, tr("Password changed"))

    def has_recovery_code(self) -> bool:
        """Whether there is a recovery code to get back in with."""
        return self._verifications.has(RECOVERY_IDENTIFIER + self._user.auth_id, self._clock())

    def new_recovery_code(self, password: str) -> str:
        """A recovery code in the place of the one before, to be shown once.

        Raises:
            KnownError: the password is not right (or was tried too often), or there is none.
        """
        self._gate.confirm(self._user, password)
        with self._db.transaction():
            return write_recovery_code(self._verifications, self._user.auth_id, self._clock())

    def accounts(self) -> tuple[LinkedAccount, ...]:
        """The ways to sign in: the password, and providers."""
        return self._credentials.of(self._user.auth_id, self._titles())

    def unlink(self, account_id: str) -> Changes:
        """Take a way to sign in away.

        Raises:
            KnownError: it is the last one, or not there any more.
        """
        with self._db.transaction():
            self._credentials.lock_ways(self._user.auth_id)
            ways = self.accounts()
            found = next((way for way in ways if way.id == account_id), None)
            if found is None:
                raise KnownError(
                    tr("That sign-in is not there any more."), tr("The list shows the rest.")
                )
            if not found.can_unlink:
                raise KnownError(
                    tr("This is the last way to sign in."),
                    tr("Add another one first; this one stays."),
                )
            self._credentials.delete(self._user.auth_id, account_id)
            self._db.tell(Kind.USERS, user_id=self._user.id)
        what = (
            tr("Password removed")
            if found.provider == CREDENTIAL
            else tr("{title} unlinked", title=found.title)
        )
        return Changes(Kind.USERS, what)
