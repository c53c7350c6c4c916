"""Getting back in without the password, and proving an address: by codes, tokens and a recovery
code, all of them rows that Better Auth's ``verification`` table holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from desktop_app.data.credentials import CredentialRepository
from desktop_app.data.database import Database
from desktop_app.data.users import UserRepository
from desktop_app.data.verifications import VerificationRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import sentences, tr
from desktop_app.domain.sign_in_rules import (
    CODE_LIFE,
    RECOVERY_IDENTIFIER,
    RESET_IDENTIFIER,
    CodeCheck,
    CodeUse,
    code_value,
    new_code,
    recovery_value,
    reset_token,
)
from desktop_app.domain.users import User
from desktop_app.services.password_gate import Clock, PasswordGate, looked_up
from desktop_app.services.recovery_codes import write_recovery_code


class Courier(Protocol):
    """What can send a letter from the rep's own mailbox."""

    def can_send(self) -> bool: ...
    def send(self, to: str, subject: str, text: str) -> None: ...


class RecoveryService:
    """Before anybody is signed in. Sessions that stand survive a new password, as they do on the
    web: whoever wants them ended signs out everywhere.

    Args:
        db: the database.
        gate: makes hashes, and slows guesses down.
        courier: sends codes; None while no mailbox can.
    """

    def __init__(
        self, db: Database, gate: PasswordGate, courier: Courier | None, clock: Clock
    ) -> None:
        self._db = db
        self._gate = gate
        self._courier = courier
        self._clock = clock
        self._users = UserRepository(db)
        self._credentials = CredentialRepository(db)
        self._verifications = VerificationRepository(db)

    @property
    def can_mail(self) -> bool:
        """Whether a code can be sent; without a mailbox there is the recovery code."""
        return self._courier is not None and self._courier.can_send()

    # -- a new password ----------------------------------------------------------------------

    def send_reset_code(self, email: str) -> None:
        """Mail a code that allows a new password for five minutes; an address that nobody has
        sounds the same, and gets nothing.

        Raises:
            KnownError: no mailbox can send, or codes were asked for too often.
        """
        self._send(
            CodeUse.RESET,
            email,
            tr("Your code for a new password"),
            lambda code: tr("{code} is your code to choose a new password.", code=code),
        )

    def reset_with_code(self, email: str, code: str, password: str) -> None:
        """A new password for the code that was mailed, which proves the address as well.

        Raises:
            KnownError: the code is wrong, used, tried too often or older than five minutes; the
                password has a wrong length (the code stays good then).
        """
        hashed = self._gate.new_hash(password)
        user = self._person(email)
        with self._db.transaction():
            check = self._use(CodeUse.RESET, user, code)
            if check is CodeCheck.FITS and user is not None:
                self._write_password(user, hashed)
                self._users.set_verified(user.auth_id)
                self._gate.clear("code", looked_up(email))
        _require(check)

    def reset_with_recovery_code(self, email: str, code: str, password: str) -> str:
        """A new password for the recovery code, which is used up.

        Returns:
            the next recovery code, to be shown once.

        Raises:
            KnownError: the code is not that account's; the password has a wrong length.
        """
        hashed = self._gate.new_hash(password)
        value = recovery_value(code)
        user = self._person(email)
        now = self._clock()
        with self._db.transaction():
            if (
                user is None
                or value is None
                or not self._verifications.take_value(
                    RECOVERY_IDENTIFIER + user.auth_id, value, now
                )
            ):
                raise _not_right()
            self._write_password(user, hashed)
            return write_recovery_code(self._verifications, user.auth_id, now)

    def reset_with_token(self, token: str, password: str) -> None:
        """A new password for the token of a reset link of the web application; the whole link
        does as well.

        Raises:
            KnownError: the token is used, older than an hour or none; the password has a wrong
                length.
        """
        hashed = self._gate.new_hash(password)
        found = reset_token(token)
        with self._db.transaction():
            auth_id = found and self._verifications.take(RESET_IDENTIFIER + found, self._clock())
            user = self._users.by_auth_id(auth_id) if auth_id else None
            if user is None:
                raise KnownError(
                    tr("That link is not right or has run out."),
                    tr("Ask for a new one, and use it once."),
                )
            self._write_password(user, hashed)

    def _write_password(self, user: User, hashed: str) -> None:
        self._gate.set_password(user.auth_id, user.email, hashed)
        self._db.tell(Kind.USERS, user_id=user.id)

    # -- proving an address ------------------------------------------------------------------

    def send_verification_code(self, email: str) -> None:
        """Mail a code that proves an address for five minutes.

        Raises:
            KnownError: no mailbox can send, or codes were asked for too often.
        """
        self._send(
            CodeUse.VERIFY,
            email,
            tr("Your code for Outpost"),
            lambda code: tr("{code} is your code to confirm your address.", code=code),
        )

    def verify(self, email: str, code: str) -> None:
        """Prove an address by the code that was mailed to it, by this program or the web.

        Raises:
            KnownError: the code is wrong, used, tried too often or older than five minutes.
        """
        user = self._person(email)
        with self._db.transaction():
            check = self._use(CodeUse.VERIFY, user, code)
            if check is CodeCheck.FITS and user is not None:
                self._users.set_verified(user.auth_id)
                self._gate.clear("code", looked_up(email))
                self._db.tell(Kind.USERS, user_id=user.id)
        _require(check)

    def _send(self, use: CodeUse, email: str, subject: str, sentence: Callable[[str], str]) -> None:
        courier = self._courier
        if courier is None or not courier.can_send():
            raise KnownError(
                tr("No mailbox can send a code yet."),
                tr("Use the recovery code that was shown when the account was made."),
            )
        user = self._person(email)
        self._gate.slow_down("code", looked_up(email))
        if user is None:
            return
        now, code = self._clock(), new_code()
        with self._db.transaction():
            identifier = use.identifier(user.email.lower())
            self._verifications.put(identifier, code_value(code), now + CODE_LIFE, now)
            good = sentences(sentence(code), tr("It is good for five minutes, once."))
            unasked = tr("If you did not ask for it, nothing has to be done.")
            courier.send(user.email, subject, f"{good}\n\n{unasked}\n")

    def _use(self, use: CodeUse, user: User | None, code: str) -> CodeCheck:
        if user is None:
            return CodeCheck.DEAD
        identifier = use.identifier(user.email.lower())
        return self._verifications.use_code(identifier, code, self._clock())

    def _person(self, email: str) -> User | None:
        address = looked_up(email)
        return self._users.by_email(address) if address else None


def _require(check: CodeCheck) -> None:
    """Raised after the transaction, which has to count a wrong try."""
    if check is not CodeCheck.FITS:
        raise _not_right()


def _not_right() -> KnownError:
    return KnownError(
        tr("That code is not right or has run out."),
        tr("Check it, or ask for a new one."),
        field="code",
    )
