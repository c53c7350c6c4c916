"""What runs for long, made of a workspace that is open."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desktop_app.bootstrap.late import own_words
from desktop_app.data.database import Database
from desktop_app.domain.model_settings import key_entry
from desktop_app.domain.oauth import ProviderClient, no_such_provider, registered_clients
from desktop_app.system.device import computer_id, this_device
from desktop_app.system.paths import Workspace
from desktop_app.system.secrets import SecretStore
from desktop_app.system.settings import Settings

if TYPE_CHECKING:
    from desktop_app.domain.users import User
    from desktop_app.engine.backup_schedule import BackupSchedule
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


@dataclass(frozen=True, slots=True)
class EngineParts:
    """A workspace with its database up, and what the engine does there.

    ``revive`` starts the embedded server again when it was killed, and forgets the connections
    that died with it. ``given`` is the address of a database that was given for this run alone.
    """

    workspace: Workspace
    settings: Settings
    secrets: SecretStore
    db: Database
    embedded: bool
    applied: tuple[str, ...]
    revive: Callable[[], None]
    given: str = field(default="", repr=False)  # which may hold a password

    @property
    def folders(self) -> Folders:
        from desktop_app.engine.jobs import Folders

        place = self.workspace
        return Folders(place.files, place.raw, place.reports, place.home)

    def oauth_desk(self) -> OAuthDesk:
        """What serves the wishes to sign in with a provider."""
        from desktop_app.engine.oauth import OAuthDesk

        return OAuthDesk(self.db, self._provider_client, this_device(), place=self.place())

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
            place=self.place(),
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

        material = WritingMaterial(self.db, LiquidRenderer(), own_words)
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

    def place(self) -> str:
        """Which computer this is, where several share the database; "" where it is our own."""
        return "" if self.embedded else computer_id(self.workspace)

    def _provider_client(self, provider_id: str) -> ProviderClient:
        for client in registered_clients(self.settings.get):
            if client.definition.id == provider_id:
                secret = self.secrets.get(client.secret_entry)
                return replace(client, client_secret=secret or "")
        raise no_such_provider(provider_id)


def pause_here(seconds: float, still_wanted: Callable[[], bool]) -> bool:
    """Wait between two tries, for a command that has nothing else to do."""
    threading.Event().wait(seconds)
    return still_wanted()
