"""Joins the layers: opens a workspace and hands out what works on it."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from desktop_app.data import migrations
from desktop_app.data.careful_upgrade import careful_upgrade
from desktop_app.data.database import Database
from desktop_app.domain.errors import KnownError
from desktop_app.domain.mailboxes import SECRET
from desktop_app.domain.model_settings import KEY_ENTRY, key_entry
from desktop_app.domain.oauth import ProviderClient, no_such_provider, registered_clients
from desktop_app.remote import VARIABLE, GivenPassword, RemoteDatabase, remote_url
from desktop_app.services.bundle import Services
from desktop_app.system import passwords
from desktop_app.system.device import computer_id, this_device
from desktop_app.system.paths import Workspace
from desktop_app.system.postgres import EmbeddedPostgres, ServerAddress
from desktop_app.system.postgres_cluster import find_binaries
from desktop_app.system.postgres_listen import chosen_transport
from desktop_app.system.postgres_process import wait_until_gone
from desktop_app.system.secrets import SecretStore, workspace_secrets
from desktop_app.system.settings import Settings
from desktop_app.system.updates import UpdateRules, UpdatesHere

if TYPE_CHECKING:
    from datetime import datetime

    from desktop_app.domain.changes import Notice
    from desktop_app.domain.mail import Address, ParsedMessage
    from desktop_app.domain.outgoing import DraftContent
    from desktop_app.domain.replying import Quotable
    from desktop_app.domain.templates import Checked, Rendered, TemplateText
    from desktop_app.domain.users import User
    from desktop_app.engine.backup_schedule import BackupSchedule
    from desktop_app.engine.care import WorkspaceCare
    from desktop_app.engine.checkup import Checkup
    from desktop_app.engine.due_clock import DueClock
    from desktop_app.engine.jobs import Folders
    from desktop_app.engine.mailbox_desk import MailboxDesk
    from desktop_app.engine.mailbox_tokens import MailboxTokens
    from desktop_app.engine.model_calls import ModelCaller
    from desktop_app.engine.oauth import OAuthDesk
    from desktop_app.engine.outbox import OutboxSender
    from desktop_app.engine.reading import MailReading, ReadingThread
    from desktop_app.engine.upkeep import Upkeep
    from desktop_app.engine.writing import MailWriting
    from desktop_app.engine.writing_thread import WritingThread
    from desktop_app.wire.content_store import ContentStore, StoredFile
    from desktop_app.wire.html_clean import CleanHtml
    from desktop_app.wire.liquid import LiquidRenderer

log = logging.getLogger(__name__)

_DEATHS = 4  # of the server while a workspace opens, before that is told as a fault
_TOLD = (SECRET, KEY_ENTRY)  # secrets that the engine is handed where no keyring keeps them
_DYING = 1.0  # seconds that a killed server may take to be gone


@dataclass(frozen=True, slots=True)
class Opened:
    """A workspace with its database up and its schema current.

    ``applied`` names the schema files that were applied just now. ``revive`` starts the embedded
    server again when it was killed, and forgets the connections that died with it.
    """

    workspace: Workspace
    settings: Settings
    secrets: SecretStore
    db: Database
    embedded: bool
    applied: tuple[str, ...]
    revive: Callable[[], None]

    @property
    def folders(self) -> Folders:
        from desktop_app.engine.jobs import Folders

        place = self.workspace
        return Folders(place.files, place.raw, place.reports, place.home)

    def services(self) -> Services:
        return Services(
            self.db,
            secrets=self.secrets,
            passwords=passwords,
            store=_LateStore(self.workspace),
            show=_show_body,
            quote=_quotable,
            clean=_clean_for_draft,
            renderer=_LateRenderer(),
            composer=_LateComposer(),
            read=_read_message,
            meeting=_write_meeting,
            own_words=_own_words,
            device=this_device(),
            setting=self.settings.get,
            place=self._place(),
            database="" if self.embedded else self.db.url,
            updates=UpdatesHere(self.workspace.updates, UpdateRules(self.settings)),
            caretaker=self._caretaker,
        )

    def _caretaker(self) -> WorkspaceCare:
        from desktop_app.engine.backup_desk import BackupDesk
        from desktop_app.engine.care import WorkspaceCare

        desk = BackupDesk(
            self.backup_schedule(), self.workspace, self.settings, self.secrets,
            remote=not self.embedded,
        )  # fmt: skip
        return WorkspaceCare(self.db, self.workspace, desk, self.check_up, embedded=self.embedded)

    def check_up(
        self, now: datetime, only: UUID | None = None, found: Checkup | None = None
    ) -> Checkup:
        """Look at everything, as the doctor does.

        Args:
            only: the user whose mailboxes are looked at; None: everybody's.
            found: what was found before there was a database.
        """
        from desktop_app.engine import checkup

        if found is None:
            found = checkup.Checkup()
            checkup.check_disk(found, self.workspace)
            checkup.check_reports(found, self.workspace, now)
        found.add("database", "embedded" if self.embedded else "remote")
        found.add("keyring", self.secrets.why or "the system's keyring")
        checkup.check_database(found, self.db)
        checkup.check_clock(found, self.db, now)
        checkup.check_mailboxes(found, self.db, now, only)
        checkup.check_backups(found, self.backup_schedule(), self.workspace, now)
        checkup.check_notices(found, self.db)
        return found

    def oauth_desk(self) -> OAuthDesk:
        """What serves the wishes to sign in with a provider."""
        from desktop_app.engine.oauth import OAuthDesk

        return OAuthDesk(self.db, self._provider_client, this_device(), place=self._place())

    def mailbox_tokens(self) -> MailboxTokens:
        """What the servers of mailboxes are shown (a ``CredentialSource``): one for a process, so
        that one access token serves all of it."""
        from desktop_app.engine.mailbox_tokens import MailboxTokens

        return MailboxTokens(self.secrets, self._provider_client)

    def mailbox_desk(
        self, tokens: MailboxTokens, changed: Callable[[], None] = lambda: None
    ) -> MailboxDesk:
        """What serves the wishes about mailboxes.

        Args:
            changed: called when a mailbox may be looked at again.
        """
        from desktop_app.engine.mailbox_desk import MailboxDesk

        return MailboxDesk(
            self.db,
            tokens,
            self._provider_client,
            self.secrets.delete,
            changed=changed,
            place=self._place(),
        )

    def outbox_sender(self, tokens: MailboxTokens) -> OutboxSender:
        """What sends the mail of the outbox."""
        from desktop_app.engine.mailbox_sent import SentFolder
        from desktop_app.engine.outbox import OutboxSender

        return OutboxSender(self.db, self.folders, tokens, SentFolder(), revive=self.revive)

    def due_clock(self) -> DueClock:
        """What does things at their times."""
        from desktop_app.engine.due_clock import DueClock
        from desktop_app.engine.metrics import MetricSource
        from desktop_app.engine.notifications import NotificationSource
        from desktop_app.engine.sequences import SequenceSource
        from desktop_app.engine.step_mail import StepMail
        from desktop_app.wire.content_store import ContentStore
        from desktop_app.wire.liquid import LiquidRenderer

        store = ContentStore(self.folders.files, raw=self.folders.raw)
        mailer = StepMail(self.db, store, LiquidRenderer())
        sources = (
            SequenceSource(self.db, mailer),
            NotificationSource(self.db),
            MetricSource(self.db),
        )
        return DueClock(self.db, sources, revive=self.revive)

    def mail_reading(self, should_stop: Callable[[], bool] = lambda: False) -> MailReading:
        """What reads mail for what its author wants."""
        from desktop_app.data.readings import Engine
        from desktop_app.engine.reading import MailReading
        from desktop_app.wire.built_in_reader import ENGINE, VERSION, BuiltInReader

        engine = Engine(ENGINE, VERSION)
        return MailReading(self.db, BuiltInReader(), engine, should_stop=should_stop)

    def reading_thread(self, on_read: Callable[[], None] = lambda: None) -> ReadingThread:
        """The same beside all other work.

        Args:
            on_read: called when something was read.
        """
        from desktop_app.engine.reading import ReadingThread

        return ReadingThread(self.mail_reading, revive=self.revive, on_read=on_read)

    def model_caller(self, pause: Callable[[float, Callable[[], bool]], bool]) -> ModelCaller:
        """What asks users' language models.

        Args:
            pause: waits as long as somebody still wants it; whether to go on then.
        """
        from desktop_app.engine.model_calls import ModelCaller

        return ModelCaller(
            self.db, lambda user_id: self.secrets.get(key_entry(user_id)) or "", pause
        )

    def mail_writing(
        self, caller: ModelCaller, should_stop: Callable[[], bool] = lambda: False
    ) -> MailWriting:
        """What writes answers, summaries and the like."""
        from desktop_app.data.writing_material import WritingMaterial
        from desktop_app.engine.writing import MailWriting
        from desktop_app.wire.liquid import LiquidRenderer

        material = WritingMaterial(self.db, LiquidRenderer(), _own_words)
        return MailWriting(self.db, caller, material, should_stop=should_stop)

    def writing_thread(self, on_read: Callable[[], None] = lambda: None) -> WritingThread:
        """The same beside all other work.

        Args:
            on_read: called when a model read something: the next steps may be others.
        """
        from desktop_app.engine.model_reading import MailReadingByModel
        from desktop_app.engine.writing_thread import ModelLooks, Readiness, WritingThread
        from desktop_app.wire.language_model import load

        def make(
            should_stop: Callable[[], bool], pause: Callable[[float, Callable[[], bool]], bool]
        ) -> tuple[MailWriting, tuple[Callable[[], object], ...]]:
            caller = self.model_caller(pause)
            writing = self.mail_writing(caller, should_stop)
            reading = MailReadingByModel(self.db, caller, should_stop=should_stop)
            looks = ModelLooks(self.db, caller)

            def read() -> None:
                if reading.look():
                    on_read()

            ready = Readiness(self.db, load)
            return writing, (ready.look, looks.look, writing.ask_for_hot, read)

        return WritingThread(make, revive=self.revive)

    def write_what_is_due(self, user: User | None = None) -> int:
        """Do what those threads do, here and now, for everybody or for one; how many writings that
        was."""
        from desktop_app.engine.model_reading import MailReadingByModel
        from desktop_app.engine.writing_thread import ModelLooks

        caller = self.model_caller(pause_here)
        writing = self.mail_writing(caller)
        only = user.id if user is not None else None
        if user is None:
            ModelLooks(self.db, caller).look()
        if MailReadingByModel(self.db, caller).look(only):  # next steps follow from it
            reading = self.mail_reading()
            if user is None:
                reading.look()
            else:
                reading.read_for(user)
        writing.ask_for_hot(only)
        return writing.look(only)

    def backup_schedule(self) -> BackupSchedule:
        """What makes backups by itself."""
        from desktop_app.engine.backup_schedule import BackupSchedule

        return BackupSchedule(
            self.db, self.workspace, self.settings, self.secrets.get, remote=not self.embedded
        )

    def upkeep(self) -> Upkeep:
        """What looks after the workspace itself."""
        from desktop_app.domain.jobs import CARE_KINDS
        from desktop_app.engine.backup_desk import backup_runners
        from desktop_app.engine.updates import update_watch
        from desktop_app.engine.upkeep import DiskWatch, Upkeep
        from desktop_app.engine.worker import Worker

        schedule = self.backup_schedule()
        runners = backup_runners(schedule)

        def do_one(should_stop: Callable[[], bool]) -> object | None:
            worker = Worker(
                self.db, self.folders, should_stop=should_stop, kinds=CARE_KINDS, runners=runners
            )
            return worker.run_next()

        disk = DiskWatch(self.db, self.workspace.home)
        return Upkeep(disk, schedule, update_watch(self.db, self.workspace), do_one)

    def _place(self) -> str:
        return "" if self.embedded else computer_id(self.workspace)

    def _provider_client(self, provider_id: str) -> ProviderClient:
        for client in registered_clients(self.settings.get):
            if client.definition.id == provider_id:
                secret = self.secrets.get(client.secret_entry)
                return replace(client, client_secret=secret or "")
        raise no_such_provider(provider_id)


class _LateStore:
    """The content store, made when the first file is asked for: a start does not wait for it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def get(self, url: str) -> bytes:
        return self._store.get(url)

    def get_raw(self, url: str) -> bytes:
        return self._store.get_raw(url)

    def put(self, content: bytes) -> StoredFile:
        return self._store.put(content)

    def put_raw(self, raw: bytes) -> str:
        return self._store.put_raw(raw)

    @cached_property
    def _store(self) -> ContentStore:
        from desktop_app.wire.content_store import ContentStore

        return ContentStore(self._workspace.files, raw=self._workspace.raw)


class _LateComposer:
    """Makes drafts messages; loaded when the first one is sent."""

    def new_message_id(self, domain: str) -> str:
        from desktop_app.wire.mail_compose import new_message_id

        return new_message_id(domain)

    def compose(
        self,
        content: DraftContent,
        *,
        message_id: str,
        date: datetime,
        sender: Address,
        in_reply_to: str | None,
        references: Sequence[str],
        files: Callable[[str], bytes],
    ) -> bytes:
        from desktop_app.wire.mail_compose import compose

        return compose(
            content, message_id=message_id, date=date, sender=sender, in_reply_to=in_reply_to,
            references=references, files=files,
        )  # fmt: skip

    def redated(self, raw: bytes, date: datetime) -> bytes:
        from desktop_app.wire.mail_compose import redated

        return redated(raw, date)


class _LateRenderer:
    """Renders templates; loaded when the first one is looked at."""

    def check(self, text: TemplateText, known: Mapping[str, str]) -> Checked:
        return self._renderer.check(text, known)

    def render(
        self, text: TemplateText, values: Mapping[str, str], known: Mapping[str, str]
    ) -> Rendered:
        return self._renderer.render(text, values, known)

    def lean(self, body: str) -> str:
        from desktop_app.wire.template_body import lean

        return lean(body)

    @cached_property
    def _renderer(self) -> LiquidRenderer:
        from desktop_app.wire.liquid import LiquidRenderer

        return LiquidRenderer()


def _show_body(
    body: str, is_html: bool, allow_remote: bool, raw: Callable[[], bytes | None]
) -> CleanHtml:
    from desktop_app.wire.mail_body import show_body

    return show_body(body, is_html, allow_remote, raw)


def _write_meeting(
    id: UUID, title: str, begins: datetime, now: datetime, organizer: str, attendee: str
) -> bytes:
    from desktop_app.wire.meeting_file import write_meeting

    return write_meeting(id, title, begins, now, organizer=organizer, attendee=attendee)


def _read_message(raw: bytes) -> ParsedMessage:
    from desktop_app.wire.mail_parse import parse_message

    return parse_message(raw)


def _quotable(body: str, is_html: bool, raw: bytes | None, *, remote: bool = False) -> Quotable:
    from desktop_app.wire.mail_quotable import quotable

    return quotable(body, is_html, raw, remote=remote)


def pause_here(seconds: float, still_wanted: Callable[[], bool]) -> bool:
    """Wait between two tries, for a command that has nothing else to do."""
    threading.Event().wait(seconds)
    return still_wanted()


def _own_words(plain: str) -> str:
    from desktop_app.wire.built_in_reader import own_words

    return own_words(plain)


def _clean_for_draft(markup: str) -> str:
    from desktop_app.wire.mail_quotable import clean_for_draft

    return clean_for_draft(markup)


@contextmanager
def open_workspace(
    home: Path,
    database_url: str | None = None,
    *,
    given: GivenPassword | None = None,
    on_progress: Callable[[str], None] | None = None,
    application_name: str = "outpost",
    gives_way: bool = False,
) -> Iterator[Opened]:
    """Start or join the database of a workspace, and leave it again.

    Args:
        home: the workspace's folder; made when absent.
        database_url: another Postgres (14 or newer) instead of the embedded one; may hold a
            password, which is kept out of everything this hands out as text.
        given: the password for it, as the user typed it now; kept, if that is wished, once the
            database took it.
        on_progress: told short sentences while something takes long.
        gives_way: long work, which lets others have the processor first: this process, and what
            the embedded server does for it.

    Raises:
        PasswordWanted: the database that is not ours asks for one, or for another.
        KnownError: no rights, no space, another Postgres version, no connection, a schema that
            is not ours.
    """
    workspace = Workspace(home).ensure()
    settings = Settings(workspace.settings_file)
    secrets = workspace_secrets(home)
    if gives_way:
        _step_back(os.getpid())
    with ExitStack() as stack:
        remote = remote_url(settings, database_url)
        if remote:
            place = RemoteDatabase(remote, secrets)
            db = place.connect(application_name, given)
            stack.callback(db.close)
            with place.asking():
                applied = migrations.upgrade(db)
            if given is not None and given.keep:
                place.keep(given.text)
            revive = db.forget_connections
        else:
            server = EmbeddedPostgres(
                workspace,
                secrets=secrets,
                transport=chosen_transport(settings.get("postgres.transport")),
                on_progress=on_progress,
            )
            address = server.acquire()
            stack.callback(server.release)
            db = Database(
                address.url,
                password=address.password,
                application_name=application_name,
                greet=_step_back if gives_way else lambda pid: None,
            )
            stack.callback(db.close)
            _end_killed_restore(db, workspace)
            applied = _upgrade_on_ours(db, server, address, workspace, on_progress)

            def revive() -> None:
                address = server.ensure_running()
                db.move_to(address.url, address.password)

        yield Opened(workspace, settings, secrets, db, not remote, tuple(applied), revive)


@contextmanager
def open_server(
    home: Path, database_url: str | None, *, on_progress: Callable[[str], None] | None = None
) -> Iterator[tuple[Workspace, Database]]:
    """The embedded server with its database as it is: of any schema, also a broken one.

    Raises:
        KnownError: the workspace works in another database; the server cannot run.
    """
    workspace = Workspace(home).ensure()
    settings = Settings(workspace.settings_file)
    if remote_url(settings, database_url):
        raise KnownError(
            "This workspace works in another database, which is not Outpost's to replace.",
            "Nothing was changed. Restore into another folder: outpost --home DIR db restore FILE",
        )
    server = EmbeddedPostgres(
        workspace,
        secrets=workspace_secrets(home),
        transport=chosen_transport(settings.get("postgres.transport")),
        on_progress=on_progress,
    )
    with server as address:
        db = Database(address.url, password=address.password)
        try:
            _end_killed_restore(db, workspace)
            yield workspace, db
        finally:
            db.close()


def _end_killed_restore(db: Database, workspace: Workspace) -> None:
    """What a restore that was killed left is ended before anybody works here."""
    if workspace.restoring.exists():
        from desktop_app.engine.backup_restore import tidy_restore

        tidy_restore(db, workspace)


def _step_back(pid: int) -> None:
    from desktop_app.system.priority import step_back

    step_back(pid)


def _upgrade_on_ours(
    db: Database,
    server: EmbeddedPostgres,
    address: ServerAddress,
    workspace: Workspace,
    on_progress: Callable[[str], None] | None,
) -> list[str]:
    """Bring the schema up to date on the embedded server, also where that dies under our hands.

    Who joins a server that was killed a moment ago may find it still looking alive, and then
    nobody there.
    """
    tell = on_progress or (lambda sentence: None)
    for _ in range(_DEATHS):
        try:
            return careful_upgrade(db, workspace, tell=tell)
        except KnownError as error:
            if not error.retryable or not wait_until_gone(address.pid, _DYING):
                raise
            log.info("the server died before it was used; starting it again")
            address = server.ensure_running()
            db.move_to(address.url, address.password)
    return careful_upgrade(db, workspace, tell=tell)


def listen(
    opened: Opened,
    on_notice: Callable[[Notice], None],
    on_lost: Callable[[bool], None],
    *,
    since: str | None = None,
    on_own: Callable[[Notice], None] = lambda notice: None,
) -> Callable[[], None]:
    """Tell ``on_notice`` what other connections change, and ``on_own`` what this process does, from
    a thread; returns how to stop.

    What was written since `Database.written` said ``since`` is told as a change of everything.

    When the connection is lost, the embedded server is brought back before every next try.
    """

    def revive() -> None:
        try:
            opened.revive()
        except KnownError as error:
            log.warning("the database stays away: %s", error)

    from desktop_app.data.listen import Listener

    listener = Listener(opened.db, on_notice, on_lost, since=since, revive=revive, on_own=on_own)
    thread = threading.Thread(target=listener.run, name="listener", daemon=True)
    thread.start()

    def stop() -> None:
        listener.stop()
        thread.join(timeout=5)

    return stop


def running_url(home: Path, database_url: str | None) -> str:
    """The URL, without a secret, of the database that is up.

    Raises:
        KnownError: nothing runs there.
    """
    workspace = Workspace(home)
    if remote := remote_url(Settings(workspace.settings_file), database_url):
        return Database.split_password(remote)[0]
    address = EmbeddedPostgres(workspace, secrets=workspace_secrets(home)).address_if_running()
    if address is None:
        raise KnownError(
            "No database is running in this workspace.",
            "It runs while the window, the engine or a command is open; "
            "to run a program beside it: outpost db run COMMAND",
        )
    return address.url


def database_environment(opened: Opened) -> dict[str, str]:
    """What a child program needs to reach the database; the password travels apart.

    ``DATABASE_URL``, and libpq's own variables, so that ``psql`` and ``pg_dump`` need no argument.
    For the embedded server its own such programs are found first: they are of its version, which
    ``pg_dump`` insists on, and there without anything installed.
    """
    environment = {**opened.db.environment(), "DATABASE_URL": opened.db.url}
    if opened.embedded:
        folders = (str(find_binaries()), os.environ.get("PATH", os.defpath))
        environment["PATH"] = os.pathsep.join(folders)
    if opened.db.password is not None:
        environment["PGPASSWORD"] = opened.db.password
    return environment


def take_over_secrets(opened: Opened, told: Callable[[], None]) -> None:
    """Hear, in the engine, what the window hands over (:class:`EngineProcess`), from a thread.

    Args:
        told: called after each secret.
    """

    def read() -> None:
        for line in sys.stdin.buffer:
            try:
                name, value = json.loads(line)
            except ValueError:
                continue
            if isinstance(name, str) and name.startswith(_TOLD):
                opened.secrets.hold(name, value if isinstance(value, str) else None)
                told()

    threading.Thread(target=read, name="secrets", daemon=True).start()


def engine_command(home: Path) -> list[str]:
    """How this installation starts its engine; a database URL travels in the environment."""
    program = (
        [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop_app"]
    )
    return [*program, "--home", str(home), "engine"]


class EngineProcess:
    """The engine as the window keeps it: started beside it, started again when it dies."""

    def __init__(self, opened: Opened) -> None:
        self._command = [*engine_command(opened.workspace.home), "--beside", str(os.getpid())]
        self._environment = dict(os.environ)
        if not opened.embedded:
            # With the password: it may be known for this run only.
            self._environment[VARIABLE] = opened.db.secret_url()
        self._process: subprocess.Popen[bytes] | None = None
        self._leaving = threading.Event()
        self._secrets = opened.secrets
        self._mutex = threading.Lock()
        self._unkept: dict[str, str | None] = {}
        self._watcher = threading.Thread(target=self._watch, name="engine-watch", daemon=True)

    def start(self) -> None:
        self._secrets.tell_unkept(self._hand_over)
        self._watcher.start()

    def _hand_over(self, name: str, value: str | None) -> None:
        """A mailbox's password that no keyring keeps goes to the engine through a pipe that
        nobody else can read, now and to every engine that comes after this one."""
        if not name.startswith(_TOLD):
            return
        with self._mutex:
            self._unkept[name] = value
            if self._process is not None:
                self._tell(self._process, name, value)

    def _tell(self, engine: subprocess.Popen[bytes], name: str, value: str | None) -> None:
        with suppress(OSError, ValueError):  # it ended: the next one is told, too
            if engine.stdin is not None:
                engine.stdin.write(json.dumps([name, value]).encode() + b"\n")
                engine.stdin.flush()

    def _watch(self) -> None:
        pause = 1.0
        while not self._leaving.is_set():
            engine = subprocess.Popen(
                self._command,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=os.name == "posix",
            )
            with self._mutex:
                self._process = engine
                for name, value in self._unkept.items():
                    self._tell(engine, name, value)
            _step_back(self._process.pid)  # from its first moment: it starts beside the window
            code = self._process.wait()
            with suppress(OSError):
                if engine.stdin is not None:
                    engine.stdin.close()
            if self._leaving.is_set():
                return
            log.warning("the engine ended with %s; starting it again in %.0f s", code, pause)
            self._leaving.wait(pause)
            pause = min(pause * 2, 60)

    def stop(self) -> None:
        """Ask it to end; a running job goes back to the queue and resumes next time."""
        self._leaving.set()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                log.warning("the engine takes long to end; it will end by itself")
