"""The session of this program: its token in the keyring, or in memory for this run."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Protocol

_WHO = "session"


class Secrets(Protocol):
    """The keyring's entries of this workspace, or this process's memory where there is none."""

    @property
    def persistent(self) -> bool: ...
    @property
    def why(self) -> str: ...
    def get(self, name: str) -> str | None: ...
    def set(self, name: str, value: str) -> None: ...
    def delete(self, name: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Held:
    """Who is signed in, and the token, a secret."""

    auth_id: str
    token: str = field(repr=False)


class PresentSession:
    """Which session this program acts by. Safe to use from several threads.

    The keyring has one entry per person, ``session:<user.id>``, and one, ``session``, that names
    who signed in last. What this process took up stays its own: somebody who signs in by the
    command line does not become the person in an open window.
    """

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets
        self._mutex = threading.RLock()
        self._held: Held | None = None

    def held(self) -> Held | None:
        """The session, taken up from the keyring where this process has none yet."""
        with self._mutex:
            if self._held is None:
                who = self._secrets.get(_WHO)
                token = self._secrets.get(_entry(who)) if who else None
                self._held = Held(who, token) if who and token else None
            return self._held

    def token(self) -> str | None:
        held = self.held()
        return held.token if held else None

    def is_kept(self) -> bool:
        """Whether the keyring has the session, for later runs."""
        with self._mutex:
            held = self.held()
            return held is not None and self._secrets.get(_entry(held.auth_id)) == held.token

    def remember(self, auth_id: str, token: str, *, keep: bool) -> str | None:
        """Take a session up, and keep it for later runs if wished; not wished, none of this person
        is kept any more.

        Returns:
            the token of the same person that this process held until now: nobody needs its
            session any more. (One in the keyring may be that of another open window.)
        """
        with self._mutex:
            before, self._held = self._held, Held(auth_id, token)
            if keep:
                self._secrets.set(_entry(auth_id), token)
                self._secrets.set(_WHO, auth_id)
            else:
                self._drop(auth_id)
            return before.token if before is not None and before.auth_id == auth_id else None

    def change_token(self, old: str, new: str) -> None:
        """The session goes on under another token."""
        with self._mutex:
            if self._held is None or self._held.token != old:
                return
            auth_id = self._held.auth_id
            self._held = Held(auth_id, new)
            if self._secrets.get(_entry(auth_id)) == old:
                self._secrets.set(_entry(auth_id), new)

    def forget(self, held: Held) -> None:
        """Let go of a session that has ended; what others keep in the keyring stays."""
        with self._mutex:
            if self._held == held:
                self._held = None
            if self._secrets.get(_entry(held.auth_id)) == held.token:
                self._drop(held.auth_id)

    def _drop(self, auth_id: str) -> None:
        self._secrets.delete(_entry(auth_id))
        if self._secrets.get(_WHO) == auth_id:
            self._secrets.delete(_WHO)


def _entry(auth_id: str | None) -> str:
    return f"session:{auth_id}"
