"""A Postgres that Outpost does not run itself: where it is, and the password it asks for.

The address is a setting, or given for one run. Its password is in the keyring, under the name of
that very address, so that another address never gets it; or it is known for one run only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from desktop_app.data.database import Database
from desktop_app.domain.errors import KnownError, PasswordWanted
from desktop_app.system.secrets import SecretStore
from desktop_app.system.settings import Settings

VARIABLE = "OUTPOST_DATABASE_URL"


@dataclass(frozen=True, slots=True)
class GivenPassword:
    """A password as the user typed it, and whether the keyring shall have it."""

    text: str = field(repr=False)
    keep: bool


def remote_url(settings: Settings, given: str | None) -> str:
    """The address to work at, as it was given; "" for the server that Outpost runs itself."""
    return given or str(settings.get("database.url") or "")


def given_alone(settings: Settings, database_url: str | None) -> str:
    """The address of a database that was given for this run and that no setting has; "" for
    none. Reads the file of the settings."""
    given = database_url or ""
    return "" if given == settings.get("database.url") else given


class RemoteDatabase:
    """One such database.

    Args:
        address: a libpq URL, also with a password in it.
        secrets: the keyring.

    Raises:
        KnownError: the address cannot be read.
    """

    def __init__(self, address: str, secrets: SecretStore) -> None:
        self.url, self._password = Database.split_password(address)
        self._secrets = secrets
        self._entry = f"database:{self.url}"

    def connect(self, application_name: str, given: GivenPassword | None = None) -> Database:
        """The database with the best password there is: given now, in the address, kept."""
        password = given.text if given else self._password or self._secrets.get(self._entry)
        return Database(self.url, password=password, application_name=application_name)

    @contextmanager
    def asking(self) -> Iterator[None]:
        """A password that is missing inside is asked for in words that fit this computer."""
        try:
            yield
        except PasswordWanted as wanted:
            if not (why := self._secrets.why):
                raise
            advice = (
                "The window asks for it when it starts; without a window, put it into the "
                f"address in {VARIABLE}. There is no keyring here to keep it in."
            )
            raise PasswordWanted(wanted.title, advice, unkept=why) from wanted

    def try_password(self, password: str) -> bool:
        """Whether the database let us in with it; False where nobody answers now.

        Raises:
            KnownError: it was refused.
        """
        db = self.connect("outpost", GivenPassword(password, keep=False))
        try:
            with db.connection():
                return True
        except PasswordWanted as wanted:
            raise PasswordWanted(wanted.title, "Nothing was kept.") from wanted
        except KnownError as error:
            if not error.retryable:
                raise
            return False
        finally:
            db.close()

    def keep(self, password: str) -> bool:
        """Put the password into the keyring; False where none can have it beyond this run."""
        self._secrets.set(self._entry, password)
        return self._secrets.persistent

    def forget(self) -> None:
        """Take the password out of the keyring; harmless where there is none."""
        self._secrets.delete(self._entry)
