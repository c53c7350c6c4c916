"""Opens the window: what the bootstrap hands to the user interface."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.domain.errors import KnownError
from desktop_app.system.display import require_display
from desktop_app.system.paths import Workspace
from desktop_app.system.postgres import EmbeddedPostgres
from desktop_app.system.postgres_listen import chosen_transport
from desktop_app.system.secrets import workspace_secrets
from desktop_app.system.settings import Settings

if TYPE_CHECKING:
    from desktop_app.services.booted import Booted, Say


def open_window(home: Path, database_url: str | None) -> int:
    """Show the window until it is closed; returns the exit code.

    Raises:
        KnownError: there is no display to show it on, or a library for that is missing.
    """
    require_display()
    # Loading the program makes half a million objects that stay: looking through them for
    # garbage meanwhile, or ever again, only makes the window wait.
    gc.disable()
    settings = Settings(Workspace(home).settings_file)
    ahead = None
    if not database_url and not settings.get("database.url"):
        ahead = _ServerAhead(home, settings)
    # What boot opens stays open until the window is gone, then closes in reverse order.
    stack = ExitStack()
    given: tuple[str, bool] | None = None

    def give_password(text: str, keep: bool) -> None:
        nonlocal given
        given = (text, keep)

    def open_all(tell: Say) -> Booted:
        from desktop_app.bootstrap import EngineProcess, listen, open_workspace
        from desktop_app.remote import GivenPassword
        from desktop_app.services.booted import Booted

        if ahead is not None:
            ahead.tell = tell
        password = GivenPassword(*given) if given else None
        opened = stack.enter_context(
            open_workspace(home, database_url, given=password, on_progress=tell)
        )
        if ahead is not None:
            ahead.let_go()
        engine = EngineProcess(opened)
        services = opened.services()
        session = services.signin.current()

        def start_engine() -> None:
            gc.freeze()
            gc.enable()
            engine.start()
            stack.callback(engine.stop)

        return Booted(
            services=services,
            session=session,
            locked=session is not None and services.signin.is_locked(),
            people=() if session else services.signin.people(),
            listen=lambda on_notice, on_lost: listen(opened, on_notice, on_lost),
            start_engine=start_engine,
            stop=stack.close,
        )

    boot = _BootAhead(open_all)
    from desktop_app.ui.shell.app import Preferences, run

    def save(name: str, value: Any) -> None:
        settings.set(_SETTING_OF[name], value)

    preferences = Preferences(
        appearance=str(settings.get("appearance.theme")),
        text_size=int(str(settings.get("appearance.text_size"))),
        lock_after=int(str(settings.get("lock.after_minutes"))),
        save=save,
    )
    try:
        return run(
            sys.argv[:1],
            boot,
            give_password=give_password,
            state_file=home / "window.ini",
            preferences=preferences,
        )
    finally:
        boot.wait()
        stack.close()
        if ahead is not None:
            ahead.let_go()


class _BootAhead:
    """Boots while the window's own modules load, so that neither waits for the other.

    Called, it hands out what the boot brought, or raises its fault; called again (the user
    wants another try) it boots anew.
    """

    def __init__(self, boot: Callable[[Say], Booted]) -> None:
        self._boot = boot
        self._said: list[str] = []
        self._tell: Say = self._said.append  # there is no window yet to say it in
        self._outcome: Booted | Exception | None = None
        self._thread = threading.Thread(target=self._run, name="boot", daemon=True)
        self._thread.start()

    def __call__(self, tell: Say) -> Booted:
        self._tell = tell
        for sentence in self._said[-1:]:
            tell(sentence)
        self.wait()
        outcome, self._outcome = self._outcome, None
        if outcome is None:
            return self._boot(tell)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def wait(self) -> None:
        self._thread.join()

    def _run(self) -> None:
        try:
            self._outcome = self._boot(lambda sentence: self._tell(sentence))
        except Exception as error:  # told by whoever asks for what the boot brought
            self._outcome = error


class _ServerAhead:
    """Starts the workspace's Postgres before anything else; a fault is left for whoever opens
    the workspace to tell."""

    def __init__(self, home: Path, settings: Settings) -> None:
        self.tell: Say = lambda sentence: None
        self._server = EmbeddedPostgres(
            Workspace(home),
            secrets=workspace_secrets(home),
            transport=chosen_transport(settings.get("postgres.transport")),
            on_progress=lambda sentence: self.tell(sentence),
        )
        self._held = False
        self._thread = threading.Thread(target=self._start, name="server-start", daemon=True)
        self._thread.start()

    def _start(self) -> None:
        with suppress(KnownError):
            self._server.acquire()
            self._held = True

    def let_go(self) -> None:
        """Leave the server to whoever else uses it by now."""
        self._thread.join()
        if self._held:
            self._held = False
            self._server.release()


_SETTING_OF = {
    "appearance": "appearance.theme",
    "text_size": "appearance.text_size",
    "lock_after": "lock.after_minutes",
}
