"""Adding a mailbox, and signing in to one again, as the window asks for it. The engine does what
needs a network.

A password goes into the keyring, where the engine finds it: no row and no file has it. Until the
mailbox stands, it is kept under an id made for the occasion; what was given up is forgotten, by
the window at once or by the engine within an hour.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from desktop_app.data.database import Database
from desktop_app.data.mailbox_requests import MailboxRequestRepository
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.mail_authority import authority_in
from desktop_app.domain.mailbox_checks import report_of
from desktop_app.domain.mailbox_requests import MAIL_SCOPES, RequestKind, SetupProgress
from desktop_app.domain.mailbox_settings import (
    MailboxDraft,
    check_address,
    check_aliases,
    check_name,
    check_server,
    settings_document,
    settings_of,
)
from desktop_app.domain.mailboxes import Auth, Mailbox, MailboxState, secret_name, would_be
from desktop_app.domain.oauth import registered_clients
from desktop_app.domain.requests import RequestState
from desktop_app.domain.users import Provider
from desktop_app.services.mailboxes import gone
from desktop_app.services.present import Secrets

_LARGEST_CA: Final = 256 * 1024  # bytes


def _utc_now() -> datetime:
    return datetime.now(UTC)


class MailboxSetupService:
    """Requests about mailboxes of a user, and adding them.

    Args:
        setting: the value of a setting of this computer by its name.
        place: which computer this is, where several share the database.

    Raises (all methods):
        KnownError: the database cannot be reached, or its disk is full.
    """

    def __init__(
        self,
        db: Database,
        user_id: UUID,
        secrets: Secrets,
        setting: Callable[[str], object] = lambda name: "",
        place: str = "",
        clock: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._db = db
        self._user_id = user_id
        self._secrets = secrets
        self._setting = setting
        self._clock = clock
        self._mailboxes = MailboxRepository(db)
        self._requests = MailboxRequestRepository(db, place)

    @property
    def secrets_note(self) -> str:
        """Why passwords do not outlive this run, or ""."""
        return self._secrets.why

    def providers(self) -> tuple[Provider, ...]:
        """Whose sign-in page can open a mailbox: those that the settings hold a client id for."""
        return tuple(
            Provider(each.definition.id, each.definition.title)
            for each in registered_clients(self._setting)
            if each.definition.id in MAIL_SCOPES
        )

    def new_id(self) -> UUID:
        """What a mailbox that somebody begins to add is known by."""
        return uuid4()

    def check_new(self, address: str) -> str:
        """An address that could be connected, in the spelling in which it is kept.

        Raises:
            KnownError: it is no address, or one that is connected already.
        """
        wanted = check_address(address)
        if any(each.address == wanted for each in self._mailboxes.list(self._user_id)):
            raise KnownError(
                tr("{wanted} is connected already.", wanted=wanted),
                tr("Its settings can be changed in the list of mailboxes."),
            )
        return wanted

    def would_be(self, mailbox_id: UUID, draft: MailboxDraft) -> Mailbox:
        """A mailbox as it would be added.

        Raises:
            KnownError: address, alias or servers cannot be right.
        """
        return self._drafted(mailbox_id, draft)

    def read_authority(self, file: Path) -> str:
        """The certificates of an authority in a file, PEM, and nothing else of it.

        Raises:
            KnownError: it cannot be read, or holds no authority's certificate.
        """
        try:
            with file.expanduser().open("rb") as opened:
                content = opened.read(_LARGEST_CA + 1)
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else ""
            raise KnownError(
                tr("The certificate {name} cannot be read.", name=file.name), why or ""
            ) from error
        return authority_in(content.decode("ascii", "replace"))

    # -- asking --------------------------------------------------------------------------------

    def find(self, mailbox_id: UUID, address: str) -> UUID:
        """Ask where the mailbox of an address is; the id of the request.

        Args:
            mailbox_id: what it is to be known by, made for the occasion.

        Raises:
            KnownError: it is no address, or one that is connected already.
        """
        self._check_id(mailbox_id)
        wanted = self.check_new(address)
        return self._ask(RequestKind.FIND, mailbox_id, {"address": wanted})

    def check(self, mailbox_id: UUID, draft: MailboxDraft) -> UUID:
        """Ask to have a mailbox tried as it would be added; the id of the request. Its password,
        or what a sign-in by the browser left, is in the keyring.

        Raises:
            KnownError: address or servers cannot be right.
        """
        self._check_id(mailbox_id)
        mailbox = self._drafted(mailbox_id, draft)
        return self._ask(
            RequestKind.CHECK,
            mailbox_id,
            {
                "address": mailbox.address,
                "settings": settings_document(
                    replace(draft.settings, imap=mailbox.imap, smtp=mailbox.smtp)
                ),
                "ca_pem": draft.ca_pem,
                "oauth": draft.oauth,
            },
        )

    def check_again(self, mailbox_id: UUID) -> UUID:
        """Ask to have a mailbox of the list tried as it stands; the id of the request.

        Raises:
            KnownError: it is not there any more.
        """
        if self._mailboxes.get(mailbox_id, self._user_id) is None:
            raise gone()
        return self._ask(RequestKind.CHECK, mailbox_id, {})

    def sign_in(self, mailbox_id: UUID, address: str, provider: str) -> UUID:
        """Ask for the sign-in page of a provider; the id of the request. What comes of it goes
        into the keyring.

        Raises:
            KnownError: the settings do not know that provider; it is no address.
        """
        self._check_id(mailbox_id)
        if provider not in (each.id for each in self.providers()):
            raise KnownError(
                tr("Signing in to this mailbox by the browser is not set up here."),
                tr(
                    "It needs a client id in the settings: oauth.{provider}.client_id.",
                    provider=provider,
                ),
            )
        wanted = {"address": check_address(address), "provider": provider}
        return self._ask(RequestKind.SIGNIN, mailbox_id, wanted)

    def progress(self, request_id: UUID) -> SetupProgress:
        """How far a request is; one that nobody knows any more has failed."""
        found = self._requests.get(request_id, self._user_id)
        if found is None:
            return SetupProgress(
                request_id,
                RequestState.FAILED,
                title=tr("This took too long."),
                advice=tr("Try again."),
            )
        done = found.state is RequestState.DONE
        return SetupProgress(
            found.id,
            found.state,
            found.doing,
            found.authorize_url,
            settings_of(found.result) if done and found.kind is RequestKind.FIND else None,
            report_of(found.result) if done and found.kind is RequestKind.CHECK else None,
            found.title,
            found.advice,
            str(found.result.get("field") or "") if found.state is RequestState.FAILED else "",
        )

    def cancel(self, request_id: UUID) -> None:
        """Wait no longer; nothing happens when it is over."""
        found = self._requests.get(request_id, self._user_id)
        if found is not None:
            self._requests.end(found, RequestState.CANCELLED, self._clock())

    # -- passwords -----------------------------------------------------------------------------

    def keep_password(self, mailbox_id: UUID, password: str) -> None:
        """Put a password where the engine finds it: the keyring, or this run's memory.

        Raises:
            KnownError: it is empty, or no password can be like that.
        """
        self._check_id(mailbox_id)
        if not password:
            raise KnownError(tr("The password is missing."))
        if any(char in password for char in "\0\r\n"):
            raise KnownError(tr("A password has one line."), tr("Copy it again."))
        self._secrets.set(secret_name(mailbox_id), password)

    def give_up(self, mailbox_id: UUID) -> None:
        """Forget the password of a mailbox that was not added after all."""
        if self._mailboxes.get(mailbox_id) is None:
            self._secrets.delete(secret_name(mailbox_id))

    # -- commands ------------------------------------------------------------------------------

    def add(self, mailbox_id: UUID, draft: MailboxDraft) -> tuple[Mailbox, Changes]:
        """Add a mailbox, behind the others. Its mail is fetched from then on.

        Raises:
            KnownError: address, alias or servers cannot be right, or it is connected already.
        """
        with self._db.transaction():
            self._mailboxes.lock(self._user_id)
            mailbox = self._drafted(mailbox_id, draft)
            self._mailboxes.add(mailbox)
            self._db.tell(Kind.MAILBOXES | Kind.USERS, user_id=self._user_id)
        return mailbox, Changes(
            Kind.MAILBOXES, tr("{address} is connected", address=mailbox.address)
        )

    def renew(self, mailbox_id: UUID, tried: UUID | None = None) -> Changes:
        """Go on with a mailbox after somebody signed in to it again.

        Args:
            tried: under which id the new password was tried; None where it stands in its place
                already.

        Raises:
            KnownError: it is not there any more.
        """
        mailbox = self._mailboxes.get(mailbox_id, self._user_id)
        if mailbox is None:
            raise gone()
        if tried is not None:
            self._check_id(tried)
            password = self._secrets.get(secret_name(tried))
            if password is None:
                raise KnownError(tr("The password is not in the keyring."), tr("Give it again."))
            self._secrets.set(mailbox.secret_name, password)
            self._secrets.delete(secret_name(tried))
        with self._db.transaction():
            self._mailboxes.set_state(mailbox_id, MailboxState.NEW)
            self._mailboxes.want_look(self._user_id, mailbox_id)
        return Changes(Kind.MAILBOXES, tr("Signed in to {address} again", address=mailbox.address))

    def _ask(self, kind: RequestKind, mailbox_id: UUID, wanted: Mapping[str, object]) -> UUID:
        return self._requests.ask(self._user_id, kind, mailbox_id, wanted, self._clock())

    def _drafted(self, mailbox_id: UUID, draft: MailboxDraft) -> Mailbox:
        address = check_address(draft.address)
        if draft.oauth and not draft.settings.provider:
            raise KnownError(
                tr("These servers take no sign-in by the browser."), tr("Use a password.")
            )
        standing = self._mailboxes.list(self._user_id)
        return would_be(
            mailbox_id,
            self._user_id,
            address,
            imap=check_server(draft.settings.imap, "imap"),
            smtp=check_server(draft.settings.smtp, "smtp"),
            auth=Auth.OAUTH2 if draft.oauth else Auth.PASSWORD,
            provider=draft.settings.provider if draft.oauth else "",
            ca_pem=draft.ca_pem,
            name=check_name(draft.name),
            aliases=check_aliases(draft.aliases, address),
            position=max((each.position for each in standing), default=-1) + 1,
        )

    def _check_id(self, mailbox_id: UUID) -> None:
        """Another's mailbox, whose password would be replaced, sounds like one that is gone."""
        found = self._mailboxes.get(mailbox_id)
        if found is not None and found.user_id != self._user_id:
            raise gone()
