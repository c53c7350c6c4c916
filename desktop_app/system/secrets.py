"""Secrets in the keyring of the operating system, and nowhere else.

Where no keyring can be used (none is there, it is locked, it fails, it does not answer) secrets
stay in the memory of this process: ``persistent`` is False and ``why`` says it in a sentence.
Nothing is ever written to a file: backends that do so in clear text are refused.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_T = TypeVar("_T")

# Long enough to type the password that unlocks a keyring, short enough not to hang for ever.
_PATIENCE = 25.0

# keyrings.alt: files, in clear text or behind a question on the terminal. null: forgets. fail:
# says that there is none.
_REFUSED = ("keyrings.alt", "keyring.backends.null", "keyring.backends.fail")

_SO = "so sign-ins and passwords last until Outpost closes."


class SecretStore:
    """Secrets of one service by name. Safe to use from several threads.

    Args:
        service: under what name the keyring shows them; one per workspace.
        backend: another keyring than the system's.
        patience: seconds that one call to the keyring may take.
    """

    def __init__(
        self,
        service: str = "outpost",
        *,
        backend: KeyringBackend | None = None,
        patience: float = _PATIENCE,
    ) -> None:
        self._service = service
        self._patience = patience
        self._mutex = threading.RLock()
        self._memory: dict[str, str] = {}
        self._backend = backend
        self._why: str | None = None
        self._looked = False
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
            if backend is None:
                return None
            return self._ask(lambda: backend.get_password(self._service, name))

    def set(self, name: str, value: str) -> None:
        """Keep a secret: in the keyring, or else for this run."""
        with self._mutex:
            backend = self._usable()
            if backend is not None:
                self._ask(lambda: backend.set_password(self._service, name, value))
            unkept = self._usable() is None
            if unkept:
                self._memory[name] = value
            else:
                self._memory.pop(name, None)
        if unkept:
            self._on_unkept(name, value)

    def delete(self, name: str) -> None:
        """Forget a secret; harmless where there is none."""
        with self._mutex:
            was_unkept = self._memory.pop(name, None) is not None
            backend = self._usable()
            if backend is not None:
                self._ask(lambda: _delete(backend, self._service, name))
        if was_unkept:
            self._on_unkept(name, None)

    def hold(self, name: str, value: str | None) -> None:
        """Keep a secret for this run alone, as another process of ours told it; None forgets."""
        with self._mutex:
            if value is None:
                self._memory.pop(name, None)
            else:
                self._memory[name] = value

    def tell_unkept(self, told: Callable[[str, str | None], None]) -> None:
        """Have ``told`` every secret that no keyring keeps, those that stand and those to come:
        another process of ours finds them nowhere else. None is for one that is forgotten."""
        with self._mutex:
            self._on_unkept = told
            standing = dict(self._memory)
        for name, value in standing.items():
            told(name, value)

    def _usable(self) -> KeyringBackend | None:
        """The keyring, found and tried once; None when there is none or it failed since."""
        if not self._looked:
            self._looked = True
            self._why = _why_none_can_be(self._backend)
            if self._why is None:
                self._ask(self._find)
        return None if self._why else self._backend

    def _find(self) -> None:
        found = self._backend or _system_keyring()
        if found is None or _is_refused(found):
            self._why = f"This computer has no keyring that Outpost can use, {_SO}"
            return
        found.get_password(self._service, "outpost-probe")  # a locked or broken one fails here
        self._backend = found

    def _ask(self, question: Callable[[], _T]) -> _T | None:
        """Ask the keyring in another thread, and no longer than patience lasts.

        A keyring may wait for a service that does not answer, or for a window that nobody sees.
        After a failure it is not asked again in this run.
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
            return answers[0]
        if failures:
            # Its text may repeat what it was asked; its kind is enough to know.
            kind = type(failures[0]).__name__
            locked = kind == "KeyringLocked"
            reason = "The keyring of this computer " + (
                "is locked" if locked else f"cannot be used ({kind})"
            )
        else:
            reason = "The keyring of this computer does not answer"
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
    return f"There is no desktop session with a keyring here, {_SO}"


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
