"""``outpost mailbox``: where mail is fetched and sent."""

from __future__ import annotations

import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.commands.arguments import Commands, text
from desktop_app.commands.call import Invocation, Outcome, password_from_stdin, printable
from desktop_app.domain.errors import KnownError
from desktop_app.domain.mailbox_settings import (
    MailboxDraft,
    MailSettings,
    Source,
    check_address,
    parse_server_url,
    server_url,
)

if TYPE_CHECKING:
    from uuid import UUID

    from desktop_app.bootstrap.opened import Opened
    from desktop_app.domain.mailbox_checks import CheckReport
    from desktop_app.domain.mailboxes import FolderHealth, Mailbox
    from desktop_app.services.bundle import UserServices


def register(commands: Commands) -> None:
    mailbox = commands.family("mailbox", "where mail is fetched and sent")
    add = mailbox.add("add", add_mailbox, "connect a mailbox; password: first line of stdin")
    add.add_argument("address", type=text)
    add.add_argument("--imap", type=text, metavar="URL", help="imaps://user@host:993, or "
                     "imap+starttls://user@host:143; without it, it is found")  # fmt: skip
    add.add_argument("--smtp", type=text, metavar="URL", help="smtps://user@host:465, or "
                     "smtp+starttls://user@host:587; without it, it is found")  # fmt: skip
    add.add_argument("--ca", metavar="FILE", help="one more authority to trust for it, PEM")
    add.add_argument("--name", type=text, default="", help="as it stands in From")
    add.add_argument("--alias", type=text, action="append", default=[], metavar="ADDRESS")
    add.add_argument(
        "--browser", action="store_true", help="sign in by the provider's page, without a password"
    )
    mailbox.add("list", list_mailboxes, "all mailboxes, how they are, and their folders")
    check = mailbox.add("check", check_mailboxes, "sign in to one, or to all")
    check.add_argument("address", type=text, nargs="?")
    remove = mailbox.add("remove", remove_mailbox, "forget a mailbox; its mail stays here")
    remove.add_argument("address", type=text)


def add_mailbox(call: Invocation) -> Outcome:
    """Find or take the settings, try them, and only then add the mailbox."""
    arguments = call.arguments
    address = check_address(arguments.address)
    given = _given_settings(address, arguments.imap, arguments.smtp)
    with call.opened() as opened:
        services = opened.services().for_user(call.user(opened))
        setup = services.mailbox_setup
        setup.check_new(address)
        ca_pem = setup.read_authority(Path(arguments.ca)) if arguments.ca else ""
        settings = given or _found(address)
        browser = arguments.browser or not settings.passwords
        draft = MailboxDraft(
            address, settings, arguments.name, tuple(arguments.alias), ca_pem, oauth=browser
        )
        mailbox_id = setup.new_id()
        mailbox = setup.would_be(mailbox_id, draft)
        try:
            if browser:
                _sign_in_by_browser(call, opened, services, mailbox_id, draft)
            else:
                setup.keep_password(mailbox_id, password_from_stdin())
            report = _checked(opened, mailbox, settings.other_user)
            if error := report.error():
                raise error
            taken = settings.as_taken(report.imap_user, report.smtp_user)
            draft = replace(draft, settings=taken)
            mailbox, done = setup.add(mailbox_id, draft)
        except BaseException:
            setup.give_up(mailbox_id)
            raise
        note = setup.secrets_note
    document = {**_document(mailbox), "kept": not note, "recent": report.recent}
    lines = [f"{done.said}.", *_inbox_line(report)]
    if note:
        lines.append(f"{note} Give the password again where it is asked for.")
    return Outcome(document, "\n".join(lines))


def list_mailboxes(call: Invocation) -> Outcome:
    with call.opened() as opened:
        mailboxes = opened.services().for_user(call.user(opened)).mailboxes
        found, health = mailboxes.list(), mailboxes.health()
    documents, lines = [], []
    for each in found:
        folders = [folder for folder in health if folder.mailbox_id == each.id]
        documents.append({**_document(each), "folders": [_folder(folder) for folder in folders]})
        lines.append("\t".join((each.address, _state_words(each), printable(each.said))).rstrip())
        lines += [f"  {_folder_line(folder)}" for folder in folders if folder.followed]
    return Outcome(documents, "\n".join(lines))


def check_mailboxes(call: Invocation) -> Outcome:
    """Sign in to one mailbox, or to all, and note how that went."""
    from desktop_app.data.mailboxes import MailboxRepository

    documents, lines, failed = [], [], 0
    with call.opened() as opened:
        services = opened.services().for_user(call.user(opened))
        wanted = _wanted(services, call.arguments.address)
        for each in wanted:
            report = _checked(opened, each)
            MailboxRepository(opened.db).set_state(
                each.id, report.state, report.said, datetime.now(UTC)
            )
            failed += not report.ok
            documents.append(
                {"address": each.address, "ok": report.ok, "state": report.state,
                 "recent": report.recent, "recent_bytes": report.recent_bytes,
                 "steps": [asdict(step) for step in report.steps]}
            )  # fmt: skip
            lines.append(f"{each.address}: {'fine' if report.ok else 'trouble'}")
            lines += [
                f"  {step.protocol.upper()} {'ok' if step.ok else 'no'}  "
                + printable(f"{step.said} {step.advice}".strip())
                for step in report.steps
            ]
    complaint = "" if not failed else f"{failed} of {len(wanted)} mailboxes cannot be used."
    return Outcome(documents, "\n".join(lines), code=1 if failed else 0, complaint=complaint)


def remove_mailbox(call: Invocation) -> Outcome:
    with call.opened() as opened:
        services = opened.services().for_user(call.user(opened))
        (mailbox,) = _wanted(services, call.arguments.address)
        done = services.mailboxes.remove(mailbox.id)
    return Outcome({"address": mailbox.address, "removed": True}, f"{done.said}.")


# -- what they have in common ----------------------------------------------------------------------


def _given_settings(address: str, imap: str | None, smtp: str | None) -> MailSettings | None:
    """Settings by hand: both servers, or none."""
    if imap is None and smtp is None:
        return None
    if imap is None or smtp is None:
        missing = "--imap" if imap is None else "--smtp"
        raise KnownError(
            f"{missing} is missing.", "Give both servers, or neither to have them found."
        )
    return MailSettings(
        parse_server_url(imap, "imap", address), parse_server_url(smtp, "smtp", address),
        Source.HAND,
    )  # fmt: skip


def _found(address: str) -> MailSettings:
    """Settings that were found; those that nobody vouches for are shown instead of used."""
    from desktop_app.wire.autoconfig import Autoconfig

    settings = Autoconfig().find(address, _tell)
    if not settings.trusted:
        imap, smtp = server_url(settings.imap, "imap"), server_url(settings.smtp, "smtp")
        raise KnownError(
            f"DNS says that this mailbox is at {settings.imap.host} and {settings.smtp.host}, and "
            "nothing vouches for that.",
            f"If that is right: outpost mailbox add {address} --imap {imap} --smtp {smtp}",
        )
    return settings


def _checked(opened: Opened, mailbox: Mailbox, other_user: str = "") -> CheckReport:
    from desktop_app.engine.mailbox_check import check_mailbox

    return check_mailbox(
        mailbox, opened.mailbox_tokens(), datetime.now(UTC).date(), _tell, other_user=other_user
    )


def _sign_in_by_browser(
    call: Invocation,
    opened: Opened,
    services: UserServices,
    mailbox_id: UUID,
    draft: MailboxDraft,
) -> None:
    """As the engine's desk does, in this process."""
    from desktop_app.commands.providers import show_in_browser

    provider = draft.settings.provider
    if provider not in (each.id for each in services.mailbox_setup.providers()):
        raise KnownError(
            f"{draft.settings.title or draft.address} wants a sign-in by the browser, and none "
            "is set up here.",
            f"It needs a client id: outpost settings set oauth.{provider or 'google'}.client_id …",
        )
    opened.mailbox_desk(opened.mailbox_tokens()).sign_in_here(
        mailbox_id,
        draft.address,
        provider,
        lambda url: show_in_browser(url, quietly=call.arguments.json),
    )


def _wanted(services: UserServices, address: str | None) -> tuple[Mailbox, ...]:
    found = services.mailboxes.list()
    if address is None:
        if not found:
            raise KnownError(
                "There is no mailbox yet.", "Connect one with: outpost mailbox add ADDRESS"
            )
        return found
    wanted = check_address(address)
    chosen = tuple(each for each in found if each.address == wanted)
    if not chosen:
        raise KnownError(f"There is no mailbox {wanted}.", "See: outpost mailbox list")
    return chosen


def _tell(said: str) -> None:
    if sys.stderr.isatty():
        print(f"{said} …", file=sys.stderr)


def _inbox_line(report: CheckReport) -> list[str]:
    if report.recent is None:
        return []
    messages = "1 message" if report.recent == 1 else f"{report.recent:,} messages"
    size = (
        f", about {(report.recent_bytes or 0) / 1e6:,.0f} MB"
        if (report.recent_bytes or 0) >= 500_000
        else ""
    )
    return [f"The inbox has {messages} of the last 90 days{size}."]


def _document(mailbox: Mailbox) -> dict[str, Any]:
    shown = asdict(replace(mailbox, ca_pem=""))
    for name in ("user_id", "ca_pem", "imap", "smtp"):
        del shown[name]
    return {
        **shown,
        "imap": server_url(mailbox.imap, "imap"),
        "smtp": server_url(mailbox.smtp, "smtp"),
        "own_authority": bool(mailbox.ca_pem),
    }


def _folder(folder: FolderHealth) -> dict[str, Any]:
    shown = asdict(folder)
    del shown["mailbox_id"]
    return shown


def _state_words(mailbox: Mailbox) -> str:
    return f"{mailbox.state}, paused" if mailbox.paused else str(mailbox.state)


def _folder_line(folder: FolderHealth) -> str:
    server = "?" if folder.server_count is None else f"{folder.server_count:,}"
    local = "?" if folder.local_count is None else f"{folder.local_count:,}"
    missing = f", {folder.missing:,} missing" if folder.missing else ""
    return f"{printable(folder.path)}: {server} there, {local} here{missing}"
