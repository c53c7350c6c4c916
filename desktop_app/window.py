"""Opens the window: what the bootstrap hands to the user interface."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.errors import KnownError
from desktop_app.system.display import require_display
from desktop_app.system.paths import Workspace
from desktop_app.system.settings import Settings

if TYPE_CHECKING:
    from desktop_app.bootstrap.opened import Opened
    from desktop_app.domain.changes import Notice
    from desktop_app.domain.users import User
    from desktop_app.services.ahead import ServicesAhead
    from desktop_app.services.booted import Booted, Say, Seen
    from desktop_app.services.bundle import Services
    from desktop_app.system.postgres import EmbeddedPostgres


def open_window(home: Path, database_url: str | None, given: Sequence[str] = ()) -> int:
    """Show the window until it is closed; returns the exit code.

    Args:
        given: absolute paths and links (mailto) to open there.

    Raises:
        KnownError: there is no display to show it on, or a library for that is missing.
    """
    require_display()
    # Loading the program makes half a million objects that stay: looking through them for
    # garbage meanwhile, or ever again, only makes the window wait.
    gc.disable()
    settings = Settings(Workspace(home).settings_file)
    # What is opened stays open until the window is gone, then closes in reverse order.
    stack = ExitStack()
    ahead = look = None
    # Left by a program that was killed while it took up settings: opening the database settles it.
    unsettled = Workspace(home).settings_note.exists()
    if not database_url and not settings.get("database.url"):
        if (os.cpu_count() or 1) > 1 and not unsettled:
            from desktop_app.look_ahead import LookAhead

            with suppress(OSError):  # no room for one more process: the window goes on alone
                look = LookAhead(home)
                stack.callback(look.close)
        ahead = _ServerAhead(home, settings)
    opening = _Opening(home, database_url, stack, ahead, settings if unsettled else None)

    def first(tell: Say) -> Booted:
        nonlocal look
        seen = look.seen() if look else None
        look = None  # another try finds out for itself
        return opening.booted_with(seen, tell) if seen else opening.booted(tell)

    boot = _BootAhead(first)
    from desktop_app.ui.shell.app import run
    from desktop_app.ui.shell.preferences import Preferences

    preferences = Preferences(
        {each.setting.name: each.value for each in settings.list()}, settings.put
    )
    try:
        return run(
            sys.argv[:1],
            boot,
            give_password=opening.give_password,
            state_file=home / "window.ini",
            preferences=preferences,
            given=given,
        )
    finally:
        boot.wait()
        stack.close()
        if ahead is not None:
            ahead.let_go()


class _Opening:
    """The window's own way to the database."""

    _opened: Opened

    def __init__(
        self,
        home: Path,
        database_url: str | None,
        stack: ExitStack,
        ahead: _ServerAhead | None,
        settled: Settings | None = None,
    ) -> None:
        self._home = home
        self._url = database_url
        self._stack = stack
        self._ahead = ahead
        self._settled = settled  # to be read anew once the database was opened
        self._given: tuple[str, bool] | None = None

    def give_password(self, text: str, keep: bool) -> None:
        """The password for the next try, and whether to keep it."""
        self._given = (text, keep)

    def booted(self, tell: Say) -> Booted:
        """Open everything, and then show what is there."""
        services = self.services(tell)
        written = self._opened.db.written()
        session = services.signin.current()
        return self._booted(
            services,
            user=session.user if session else None,
            locked=session is not None and services.signin.is_locked(),
            people=() if session else services.signin.people(),
            ready=lambda: services,
            written=written,
        )

    def booted_with(self, seen: Seen, tell: Say) -> Booted:
        """Show what was seen, and open everything when more is asked for."""
        from desktop_app.services.ahead import Awaited, ServicesAhead

        awaited = Awaited(lambda: self.services(tell))
        services = ServicesAhead(awaited, seen)
        return self._booted(services, user=seen.user, ready=awaited.services, written=seen.written)

    def services(self, tell: Say) -> Services:
        """Start or join the database, bring it up to date, and hand out what works on it.

        Raises:
            KnownError: as `open_workspace`.
        """
        from desktop_app.bootstrap.opening import open_workspace
        from desktop_app.remote import GivenPassword

        if self._ahead is not None:
            self._ahead.tell = tell
        self._opened = self._stack.enter_context(
            open_workspace(
                self._home,
                self._url,
                given=GivenPassword(*self._given) if self._given else None,
                on_progress=tell,
            )
        )
        if self._ahead is not None:
            self._ahead.let_go()
        return self._opened.services()

    def _booted(
        self,
        services: Services | ServicesAhead,
        *,
        user: User | None,
        locked: bool = False,
        people: tuple[User, ...] = (),
        ready: Callable[[], object],
        written: str,
    ) -> Booted:
        from desktop_app.services.booted import Booted

        def opened() -> Opened:
            ready()
            return self._opened

        def hear(
            on_notice: Callable[[Notice], None], on_lost: Callable[[bool], None]
        ) -> Callable[[], None]:
            from desktop_app.bootstrap.listening import listen

            return listen(opened(), on_notice, on_lost, since=written)

        def start_engine() -> None:
            from desktop_app.bootstrap.engine_process import EngineProcess

            engine = EngineProcess(opened())
            gc.freeze()  # from here on the window's thread looks for garbage (ui/garbage.py)
            engine.start()
            self._stack.callback(engine.stop)

        settled = self._settled.list() if self._settled is not None else ()
        now = {each.setting.name: each.value for each in settled}
        return Booted(services, user, locked, people, hear, start_engine, self._stack.close, now)


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
        self._home = home
        self._transport = settings.get("postgres.transport")
        self._server: EmbeddedPostgres | None = None
        self._thread = threading.Thread(target=self._start, name="server-start", daemon=True)
        self._thread.start()

    def _start(self) -> None:
        from desktop_app.system.postgres import EmbeddedPostgres
        from desktop_app.system.postgres_listen import chosen_transport
        from desktop_app.system.secrets import workspace_secrets

        with suppress(KnownError):
            server = EmbeddedPostgres(
                Workspace(self._home),
                secrets=workspace_secrets(self._home),
                transport=chosen_transport(self._transport),
                on_progress=lambda sentence: self.tell(sentence),
            )
            server.acquire()
            self._server = server

    def let_go(self) -> None:
        """Leave the server to whoever else uses it by now."""
        self._thread.join()
        server, self._server = self._server, None
        if server is not None:
            server.release()
