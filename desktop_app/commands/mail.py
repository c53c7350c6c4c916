"""``outpost mail``: written, sent, and where it is."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.commands.arguments import Commands, positive, text
from desktop_app.commands.call import Invocation, Outcome, printable
from desktop_app.domain.errors import KnownError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from desktop_app.domain.mail import Address
    from desktop_app.domain.outgoing import Outgoing

_LARGEST_BODY = 16 << 20  # bytes


def register(commands: Commands) -> None:
    mail = commands.family("mail", "what is written, sent and fetched")
    new = mail.add("new", new_mail, "write a mail, and put it into the outbox")
    for option, help_ in (
        ("--to", "a recipient; may be given several times"),
        ("--cc", "a recipient whom all see"),
        ("--bcc", "a recipient whom nobody sees"),
    ):
        new.add_argument(
            option, type=text, action="append", default=[], metavar="A", help=help_,
            required=option == "--to",
        )  # fmt: skip
    new.add_argument("--subject", type=text, required=True, metavar="S")
    new.add_argument("--from", dest="sender", type=text, default="", metavar="A",
                     help="one of your mailboxes' addresses")  # fmt: skip
    new.add_argument("--body", metavar="FILE", help="its text, UTF-8; - or nothing: the input")
    new.add_argument("--attach", action="append", default=[], metavar="FILE")
    new.add_argument(
        "--reply-to", type=text, default="", metavar="MESSAGE-ID", help="the message it answers"
    )
    new.add_argument(
        "--at", type=text, default="", metavar="TIME",
        help="send later: tomorrow 9:00, friday 14:00, 2026-06-17 14:30; in your time zone",
    )  # fmt: skip
    mail.add("send", send_mail, "send what is due, now")
    outbox = mail.add("outbox", list_outbox, "every mail queued, sending, delivered, filed, "
                      "failed, unknown, held or taken back")  # fmt: skip
    outbox.add_argument("--limit", type=positive, default=None, metavar="N")


def new_mail(call: Invocation) -> Outcome:
    """The draft is made first, and queued whole: what cannot be sent stays a draft."""
    from desktop_app.domain.outgoing import How

    given = call.arguments
    to, cc, bcc = (_people(each) for each in (given.to, given.cc, given.bcc))
    body = _body(given.body)
    with call.opened() as opened:
        user = call.user(opened)
        services = opened.services().for_user(user)
        drafts, outbox = services.drafts, services.outbox
        at = services.actions.read_due(given.at)
        answered = outbox.message_named(given.reply_to) if given.reply_to.strip() else None
        files = tuple(drafts.add_file(Path(each)) for each in given.attach)
        how = How.NEW if answered is None else How.REPLY
        draft = drafts.begin(how, answered, to=to)
        content = replace(
            draft.content, to=to, cc=cc, bcc=bcc, subject=given.subject, html="", plain=body,
            files=files, from_address=given.sender.strip().lower() or draft.content.from_address,
        )  # fmt: skip
        drafts.save(draft.id, content)
        # Whoever types a command has thought: there is nothing to undo it with either.
        changes = outbox.queue(draft.id, at=at, undo=False)
        mail = outbox.of_draft(draft.id)
    return Outcome(mail, f"{changes.said}: {mail.id if mail else ''}")


def send_mail(call: Invocation) -> Outcome:
    """Send, search for and file what is due. Another engine may do the same at the same time:
    each mail is one's alone."""
    from desktop_app.domain.outgoing import Sending

    with call.opened() as opened:
        user = call.user(opened)
        outbox = opened.services().for_user(user).outbox
        before = {each.id: each for each in outbox.list()}
        opened.outbox_sender(opened.mailbox_tokens()).look()
        after = [each for each in outbox.list() if each != before.get(each.id)]
    well = (Sending.DELIVERED, Sending.FILED)
    bad = [each for each in after if each.state not in well]
    return Outcome(
        after,
        "\n".join(_line(each, _zone(user.timezone)) for each in after) or "Nothing was due.",
        1 if bad else 0,
        f"{len(bad)} of {len(after)} were not sent; see: outpost mail outbox" if bad else "",
    )


def list_outbox(call: Invocation) -> Outcome:
    with call.opened() as opened:
        user = call.user(opened)
        rows = opened.services().for_user(user).outbox.list(call.arguments.limit)
    zone = _zone(user.timezone)
    return Outcome(rows, "\n".join(_line(each, zone) for each in rows))


def _line(mail: Outgoing, zone: tzinfo) -> str:
    return "\t".join(
        (
            str(mail.id),
            mail.state,
            mail.due_at.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
            printable(", ".join(mail.to)),
            printable(mail.subject),
            printable(mail.said),
        )
    )


def _people(given: Sequence[str]) -> tuple[Address, ...]:
    """``jane@acme.example`` or ``Jane Doe <jane@acme.example>``, several in one or not.

    Raises:
        KnownError: something is no address.
    """
    from desktop_app.domain.addresses import normalise_address, several_addresses
    from desktop_app.domain.mail import Address

    found = []
    for each in (part for one in given for part in several_addresses(one)):
        address = normalise_address(each)
        if address is None:
            raise KnownError(f"“{each.strip()[:80]}” is no e-mail address.", "Nothing was sent.")
        name = each.rpartition("<")[0].strip().strip('"') if "<" in each else ""
        found.append(Address(name, address))
    return tuple(found)


def _body(file: str | None) -> str:
    try:
        if file in (None, "-"):
            raw = sys.stdin.buffer.read(_LARGEST_BODY + 1)
        else:
            with Path(str(file)).open("rb") as opened:
                raw = opened.read(_LARGEST_BODY + 1)
    except OSError as error:
        raise KnownError(
            f"The text could not be read: {error.strerror or 'not readable'}.", "Nothing was sent."
        ) from error
    if len(raw) > _LARGEST_BODY:
        raise KnownError("The text is too long.", "Attach it as a file instead.")
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise KnownError("The text is not UTF-8.", "Save it in that encoding.") from None


def _zone(name: str) -> tzinfo:
    from desktop_app.domain.outbox_rules import known_zone

    try:
        return known_zone(name)
    except KnownError:
        return known_zone("UTC")
