"""Secrets in the keyring of the operating system, and nowhere else.

Where no keyring can be used (none is there, it is locked, it fails, it does not answer) secrets
stay in the memory of this process: ``persistent`` is False and ``why`` says it in a sentence. A
keyring that failed is asked again after a while (its owner may unlock it only later), and then
gets what was kept for it meanwhile.
Nothing is ever written to a file: backends that do so in clear text are refused.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from desktop_app.domain.language import tr

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_T = TypeVar("_T")

# Long enough to type the password that unlocks a keyring, short enough not to hang for ever.
_PATIENCE = 25.0

# Seconds until a keyring that failed is asked again; each time it fails twice as long.
_FIRST_REST = 15.0
_LONGEST_REST = 600.0

# keyrings.alt: files, in clear text or behind a question on the terminal. null: forgets. fail:
# says that there is none.
_REFUSED = ("keyrings.alt", "keyring.backends.null", "keyring.backends.fail")

_SO = tr("so sign-ins and passwords last until Outpost closes.")


class SecretStore:
    """Secrets of one service by name. Safe to use from several threads.

    Args:
        service: under what name the keyring shows them; one per workspace.
        backend: another keyring than the system's.
        patience: seconds that one call to the keyring may take.
        now: seconds of a clock that never goes back.
    """

    def __init__(
        self,
        service: str = "outpost",
        *,
        backend: KeyringBackend | None = None,
        patience: float = _PATIENCE,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._service = service
        self._patience = patience
        self._now = now
        self._mutex = threading.RLock()
        self._memory: dict[str, str] = {}
        self._owed: set[str] = set()  # in the memory until the keyring can be used
        self._to_forget: set[str] = set()  # which it may have still, and no longer should
        self._told: set[str] = set()  # another process holds them because we said so
        self._backend = backend
        self._why: str | None = None
        self._looked = False
        self._again_at = float("inf")
        self._rest = _FIRST_REST
        self._on_unkept: Callable[[str, str | None], None] = lambda name, value: None

    @property
    def persistent(self) -> bool:
        """Whether secrets outlive this process."""
        with self._mutex:
            return self._usable() is not None

    @property
    def why(self) -> str:
        """Why secrets do not outlive this process; empty when they do."""
        with self._mutex:
            self._usable()
            return self._why or ""

    def get(self, name: str) -> str | None:
        """The secret, or None where there is none."""
        with self._mutex:
            if name in self._memory:
                return self._memory[name]
            backend = self._usable()
            if backend is None or name in self._to_forget:
                return None
            return self._ask(lambda: backend.get_password(self._service, name))

    def set(self, name: str, value: str) -> None:
        """Keep a secret: in the keyring, or else for this run until it can be used."""
        with self._mutex:
            backend = self._usable()
            if backend is not None:
                self._ask(lambda: backend.set_password(self._service, name, value))
            unkept = self._why is not None
            if unkept:
                self._memory[name] = value
                self._owed.add(name)
                self._to_forget.discard(name)
                self._told.add(name)
            else:
                self._forget(name)
            told = name in self._told
        if told:
            self._on_unkept(name, value)

    def delete(self, name: str) -> None:
        """Forget a secret; harmless where there is none."""
        with self._mutex:
            told = name in self._told
            self._forget(name)
            self._told.discard(name)
            backend = self._usable()
            if backend is not None:
                self._ask(lambda: _delete(backend, self._service, name))
            if self._why is not None:
                self._to_forget.add(name)
        if told:
            self._on_unkept(name, None)

    def hold(self, name: str, value: str | None) -> None:
        """Keep a secret for this run alone, as another process of ours told it; None forgets."""
        with self._mutex:
            self._forget(name)
            if value is not None:
                self._memory[name] = value

    def tell_unkept(self, told: Callable[[str, str | None], None]) -> None:
        """Have ``told`` every secret that no keyring keeps, those that stand and those to come:
        another process of ours finds them nowhere else. None is for one that is forgotten."""
        with self._mutex:
            self._on_unkept = told
            standing = dict(self._memory)
            self._told.update(standing)
        for name, value in standing.items():
            told(name, value)

    def _forget(self, name: str) -> None:
        self._memory.pop(name, None)
        self._owed.discard(name)
        self._to_forget.discard(name)

    def _usable(self) -> KeyringBackend | None:
        """The keyring, found and tried; None when there is none, or it failed not long ago."""
        if not self._looked:
            self._looked = True
            self._why = _why_none_can_be(self._backend)
            if self._why is None:
                self._ask(self._find)
        elif self._now() >= self._again_at:
            self._why, self._again_at = None, float("inf")
            self._ask(self._find)
            self._pay()
        return None if self._why else self._backend

    def _pay(self) -> None:
        """Hand the keyring what it could not take before, and have it forget what is to go."""
        backend = self._backend
        for name in list(self._to_forget):
            if self._why is not None or backend is None:
                return
            self._ask(lambda name=name: _delete(backend, self._service, name))  # type: ignore[misc]
            if self._why is None:
                self._to_forget.discard(name)
        for name in list(self._owed):
            if self._why is not None or backend is None:
                return
            value = self._memory[name]
            self._ask(
                lambda name=name, value=value: backend.set_password(  # type: ignore[misc]
                    self._service, name, value
                )
            )
            if self._why is None:
                self._forget(name)

    def _find(self) -> None:
        found = self._backend or _system_keyring()
        if found is None or _is_refused(found):
            self._why = tr("This computer has no keyring that Outpost can use, {so}", so=_SO)
            return
        found.get_password(self._service, "outpost-probe")  # a locked or broken one fails here
        self._backend = found

    def _ask(self, question: Callable[[], _T]) -> _T | None:
        """Ask the keyring in another thread, and no longer than patience lasts.

        A keyring may wait for a service that does not answer, or for a window that nobody sees.
        After a failure it is left alone for a while.
        """
        answers: list[_T] = []
        failures: list[BaseException] = []

        def run() -> None:
            try:
                answers.append(question())
            except BaseException as error:
                failures.append(error)

        thread = threading.Thread(target=run, name="keyring", daemon=True)
        thread.start()
        thread.join(self._patience)
        if answers:
            self._rest = _FIRST_REST
            return answers[0]
        self._again_at = self._now() + self._rest
        self._rest = min(2 * self._rest, _LONGEST_REST)
        if failures:
            # Its text may repeat what it was asked; its kind is enough to know.
            kind = type(failures[0]).__name__
            locked = kind == "KeyringLocked"
            reason = (
                tr("The keyring of this computer is locked")
                if locked
                else tr("The keyring of this computer cannot be used ({kind})", kind=kind)
            )
        else:
            reason = tr("The keyring of this computer does not answer")
        self._why = f"{reason}, {_SO}"
        return None


def workspace_secrets(home: Path) -> SecretStore:
    """The entries of one workspace."""
    return SecretStore(f"outpost {home}")


def _why_none_can_be(backend: KeyringBackend | None) -> str | None:
    """On Linux without a session bus no keyring can answer: say so without asking."""
    if backend is not None or sys.platform != "linux":
        return None
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS") or Path(f"/run/user/{os.getuid()}/bus").exists():
        return None
    return tr("There is no desktop session with a keyring here, {so}", so=_SO)


def _system_keyring() -> KeyringBackend | None:
    """What the user's configuration and the platform offer, without what is refused."""
    import keyring
    from keyring.backends.chainer import ChainerBackend

    found = keyring.get_keyring()
    if isinstance(found, ChainerBackend):
        return next((each for each in found.backends if not _is_refused(each)), None)
    return found


def _is_refused(backend: KeyringBackend) -> bool:
    return any(
        base.__module__ == refused or base.__module__.startswith(refused + ".")
        for base in type(backend).__mro__
        for refused in _REFUSED
    )


def _delete(backend: KeyringBackend, service: str, name: str) -> None:
    from keyring.errors import PasswordDeleteError

    with contextlib.suppress(PasswordDeleteError):  # there was none
        backend.delete_password(service, name)
