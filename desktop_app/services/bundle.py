"""All services together, as the window and the command line are given them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from desktop_app.services.password_gate import Clock, PasswordGate, Passwords
from desktop_app.services.present import PresentSession, Secrets
from desktop_app.services.signin import SignInService

if TYPE_CHECKING:
    from desktop_app.data.database import Database
    from desktop_app.domain.templates import Renderer
    from desktop_app.domain.users import User
    from desktop_app.services.account_settings import AccountSettings
    from desktop_app.services.action_rules import ActionRuleService
    from desktop_app.services.actions import ActionService
    from desktop_app.services.addresses import AddressService
    from desktop_app.services.broken_mail import BrokenMailService
    from desktop_app.services.care import CareService, Caretaker
    from desktop_app.services.conversations import ConversationService, Shower
    from desktop_app.services.custom_fields import CustomFieldService
    from desktop_app.services.drafts import DraftService, Quoter
    from desktop_app.services.drafts import Store as FileStore
    from desktop_app.services.duplicates import DuplicateService
    from desktop_app.services.exports import ExportService
    from desktop_app.services.imports import ImportService
    from desktop_app.services.insights import InsightService
    from desktop_app.services.jobs import JobService
    from desktop_app.services.journal import JournalService
    from desktop_app.services.lead_bulk import LeadBulkService
    from desktop_app.services.lead_layouts import LeadLayoutService
    from desktop_app.services.leads import LeadService
    from desktop_app.services.mail_merges import MailMergeService
    from desktop_app.services.mailbox_setup import MailboxSetupService
    from desktop_app.services.mailboxes import MailboxService
    from desktop_app.services.metrics import MetricsService
    from desktop_app.services.notifications import NotificationService
    from desktop_app.services.oauth import OAuthService
    from desktop_app.services.outbox import Composer, OutboxService, Reader
    from desktop_app.services.profile import ProfileService
    from desktop_app.services.proposals import ProposalService
    from desktop_app.services.recovery import Courier, RecoveryService
    from desktop_app.services.sequences import SequenceService
    from desktop_app.services.settings_together import ComputerSettings
    from desktop_app.services.templates import TemplateService
    from desktop_app.services.today import MeetingWriter, TodayService
    from desktop_app.services.updates import UpdateService, UpdatesOfComputer
    from desktop_app.services.views import ViewService
    from desktop_app.services.workspace_settings import WorkspaceSettingService
    from desktop_app.services.writing import WritingService


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Services:
    """What a workspace offers before anybody has signed in, and after.

    Each service but the first one is loaded when it is asked for: the first screen needs few of
    them, and waits for none of the others.

    Args:
        db: the database.
        secrets: the keyring's entries of this workspace.
        store: the content store; shared by all.
        show: makes a body fit to be shown.
        quote: reads a message for being answered.
        clean: makes pasted HTML fit for a mail of one's own.
        composer: makes a draft the message that travels.
        read: reads a message as it travels.
        renderer: reads and renders templates.
        device: how this computer calls itself in a list of sessions.
        courier: sends codes by mail, where a mailbox can.
        setting: the value of a setting of this computer by its name.
        computer: makes those settings, where they change together with the database.
        place: which computer this is, where several share the database.
        meeting: writes a meeting as a calendar file.
        own_words: what of a message's plain text its author wrote, without what is quoted.
        caretaker: makes what knows the workspace on this computer.
        database: the address of a database that is not the workspace's own, without a password.
        updates: makes what this computer knows of newer versions.
    """

    def __init__(
        self,
        db: Database,
        *,
        secrets: Secrets,
        passwords: Passwords,
        store: FileStore,
        show: Shower,
        quote: Quoter,
        clean: Callable[[str], str],
        composer: Composer,
        read: Reader,
        renderer: Renderer,
        device: str = "",
        courier: Courier | None = None,
        setting: Callable[[str], object] = lambda name: "",
        computer: Callable[[], ComputerSettings] | None = None,
        place: str = "",
        database: str = "",
        clock: Clock = _utc_now,
        meeting: MeetingWriter | None = None,
        own_words: Callable[[str], str] = str,
        updates: Callable[[], UpdatesOfComputer] | None = None,
        caretaker: Callable[[], Caretaker] | None = None,
    ) -> None:
        self._db = db
        self._secrets = secrets
        self._store = store
        self._show = show
        self._quote = quote
        self._clean = clean
        self._composer = composer
        self._read = read
        self._renderer = renderer
        self._courier = courier
        self._setting = setting
        self._computer = computer
        self._place = place
        self._clock = clock
        self._meeting = meeting
        self._own_words = own_words
        self._updates = updates
        self._caretaker = caretaker
        self._present = PresentSession(secrets, database)
        self._gate = PasswordGate(db, passwords, clock)
        self.signin = SignInService(db, secrets, self._present, self._gate, device, clock)

    @cached_property
    def recovery(self) -> RecoveryService:
        from desktop_app.services.recovery import RecoveryService

        return RecoveryService(self._db, self._gate, self._courier, self._clock)

    @cached_property
    def settings(self) -> WorkspaceSettingService:
        from desktop_app.services.workspace_settings import WorkspaceSettingService

        return WorkspaceSettingService(self._db)

    @cached_property
    def oauth(self) -> OAuthService:
        from desktop_app.services.oauth import OAuthService

        return OAuthService(self._db, self._setting, self.signin, self._clock, place=self._place)

    def for_user(self, user: User) -> UserServices:
        """The services that act as this user and see what is theirs alone."""
        return UserServices(
            user,
            self._db,
            self._store,
            self._show,
            self._present,
            self._gate,
            self._clock,
            self._provider_titles,
            self._quote,
            self._clean,
            secrets=self._secrets,
            setting=self._setting,
            computer=self._computer,
            place=self._place,
            composer=self._composer,
            read=self._read,
            renderer=self._renderer,
            meeting=self._meeting,
            own_words=self._own_words,
            updates=self._updates,
            caretaker=self._caretaker,
        )

    def _provider_titles(self) -> dict[str, str]:
        return {each.id: each.title for each in self.oauth.providers()}


class UserServices:
    """What one signed-in user can ask for and do; each service is loaded when asked for."""

    def __init__(
        self,
        user: User,
        db: Database,
        store: FileStore,
        show: Shower,
        present: PresentSession,
        gate: PasswordGate,
        clock: Clock,
        titles: Callable[[], Mapping[str, str]],
        quote: Quoter,
        clean: Callable[[str], str],
        *,
        secrets: Secrets,
        setting: Callable[[str], object] = lambda name: "",
        computer: Callable[[], ComputerSettings] | None = None,
        place: str = "",
        composer: Composer,
        read: Reader,
        renderer: Renderer,
        meeting: MeetingWriter | None = None,
        own_words: Callable[[str], str] = str,
        updates: Callable[[], UpdatesOfComputer] | None = None,
        caretaker: Callable[[], Caretaker] | None = None,
    ) -> None:
        self.user = user
        self._db = db
        self._store = store
        self._show = show
        self._present = present
        self._gate = gate
        self._clock = clock
        self._titles = titles
        self._quote = quote
        self._clean = clean
        self._secrets = secrets
        self._setting = setting
        self._computer = computer
        self._place = place
        self._composer = composer
        self._read = read
        self._renderer = renderer
        self._meeting = meeting
        self._own_words = own_words
        self._updates = updates
        self._caretaker = caretaker

    @cached_property
    def account_settings(self) -> AccountSettings:
        from desktop_app.services.account_settings import AccountSettings
        from desktop_app.services.settings_together import SettingsTogether

        together = SettingsTogether(self._db, self._computer()) if self._computer else None
        return AccountSettings(self, self._db.transaction, together)

    @cached_property
    def leads(self) -> LeadService:
        from desktop_app.services.leads import LeadService

        return LeadService(self._db, self.user.id, self._clock)

    @cached_property
    def actions(self) -> ActionService:
        from desktop_app.services.actions import ActionService

        return ActionService(self._db, self.user.id, self._clock)

    @cached_property
    def today(self) -> TodayService:
        from desktop_app.services.today import TodayService

        return TodayService(self._db, self.user.id, self._clock, self._meeting)

    @cached_property
    def action_rules(self) -> ActionRuleService:
        from desktop_app.services.action_rules import ActionRuleService

        return ActionRuleService(self._db, self.user.id)

    @cached_property
    def insights(self) -> InsightService:
        from desktop_app.services.insights import InsightService

        return InsightService(self._db, self.user.id)

    @cached_property
    def addresses(self) -> AddressService:
        from desktop_app.services.addresses import AddressService

        return AddressService(self._db, self.user.id, self._clock)

    @cached_property
    def lead_layouts(self) -> LeadLayoutService:
        from desktop_app.services.lead_layouts import LeadLayoutService

        return LeadLayoutService(self._db, self.user.id)

    @cached_property
    def custom_fields(self) -> CustomFieldService:
        from desktop_app.services.custom_fields import CustomFieldService

        return CustomFieldService(self._db, self.user.id)

    @cached_property
    def lead_bulk(self) -> LeadBulkService:
        from desktop_app.services.lead_bulk import LeadBulkService

        return LeadBulkService(self._db, self.user.id)

    @cached_property
    def conversations(self) -> ConversationService:
        from desktop_app.services.conversations import ConversationService

        return ConversationService(self._db, self.user.id, self._store, self._show, self._clock)

    @cached_property
    def drafts(self) -> DraftService:
        from desktop_app.services.drafts import DraftService

        return DraftService(self._db, self.user, self._store, self._quote, self._clean, self._clock)

    @cached_property
    def duplicates(self) -> DuplicateService:
        from desktop_app.services.duplicates import DuplicateService

        return DuplicateService(self._db, self.user.id)

    @cached_property
    def exports(self) -> ExportService:
        from desktop_app.services.exports import ExportService

        return ExportService(self._db, self.user.id)

    @cached_property
    def broken_mail(self) -> BrokenMailService:
        from desktop_app.services.broken_mail import BrokenMailService

        return BrokenMailService(self._db, self.user.id, self._store)

    @cached_property
    def care(self) -> CareService:
        from desktop_app.services.care import CareService

        if self._caretaker is None:
            raise LookupError("nobody takes care of this workspace")
        return CareService(self._db, self.user.id, self._caretaker())

    @cached_property
    def imports(self) -> ImportService:
        from desktop_app.services.imports import ImportService

        return ImportService(self._db, self.user.id)

    @cached_property
    def updates(self) -> UpdateService:
        from desktop_app.services.updates import UpdateService

        here = self._updates() if self._updates is not None else None
        return UpdateService(self._db, self.user.id, here, self._clock)

    @cached_property
    def jobs(self) -> JobService:
        from desktop_app.services.jobs import JobService

        return JobService(self._db, self.user.id)

    @cached_property
    def journal(self) -> JournalService:
        from desktop_app.services.journal import JournalService

        return JournalService(self._db, self.user.id)

    @cached_property
    def mail_merges(self) -> MailMergeService:
        from desktop_app.services.mail_merges import MailMergeService

        return MailMergeService(self._db, self.user.id, self._renderer, self._clock)

    @cached_property
    def mailboxes(self) -> MailboxService:
        from desktop_app.services.mailboxes import MailboxService

        return MailboxService(self._db, self.user.id, self._secrets)

    @cached_property
    def mailbox_setup(self) -> MailboxSetupService:
        from desktop_app.services.mailbox_setup import MailboxSetupService

        return MailboxSetupService(
            self._db, self.user.id, self._secrets, self._setting, self._place, self._clock
        )

    @cached_property
    def metrics(self) -> MetricsService:
        from desktop_app.services.metrics import MetricsService

        return MetricsService(self._db, self.user.id, self._clock)

    @cached_property
    def notifications(self) -> NotificationService:
        from desktop_app.services.notifications import NotificationService

        return NotificationService(self._db, self.user.id, self._clock)

    @cached_property
    def sequences(self) -> SequenceService:
        from desktop_app.services.sequences import SequenceService

        return SequenceService(self._db, self.user.id, self._clock)

    @cached_property
    def views(self) -> ViewService:
        from desktop_app.services.views import ViewService

        return ViewService(self._db, self.user.id)

    @cached_property
    def templates(self) -> TemplateService:
        from desktop_app.services.templates import TemplateService

        return TemplateService(self._db, self.user.id, self._renderer, self._clock)

    @cached_property
    def outbox(self) -> OutboxService:
        from desktop_app.services.outbox import OutboxService

        return OutboxService(
            self._db, self.user.id, self._store, self._composer, self._clock, self._read, self._show
        )

    @cached_property
    def profile(self) -> ProfileService:
        from desktop_app.services.profile import ProfileService

        return ProfileService(
            self._db, self.user, self._present, self._gate, self._clock, self._titles
        )

    @cached_property
    def proposals(self) -> ProposalService:
        from desktop_app.services.proposals import ProposalService

        return ProposalService(self._db, self.user.id, self._clock)

    @cached_property
    def writing(self) -> WritingService:
        from desktop_app.services.writing import WritingService

        return WritingService(
            self._db, self.user.id, self._renderer, self._own_words, self._secrets, self._clock
        )
