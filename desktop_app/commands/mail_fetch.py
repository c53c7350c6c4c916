"""``outpost mail fetch``: all mail that is due, now."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from desktop_app.commands.arguments import Commands
from desktop_app.commands.call import Invocation, Outcome, printable

if TYPE_CHECKING:
    from desktop_app.domain.mailbox_folders import FolderCounts
    from desktop_app.domain.mailboxes import Mailbox
    from desktop_app.engine.mailboxes import Fetched


def register(mail: Commands) -> None:
    mail.add("fetch", fetch, "bring in what is new, and tell the servers what was changed here")


def fetch(call: Invocation) -> Outcome:
    from desktop_app.data.mailboxes import MailboxRepository
    from desktop_app.engine.mailboxes import fetch_all

    with call.opened(application_name="outpost mail fetch") as opened:
        user = call.user(opened)
        mailboxes = tuple(
            each for each in MailboxRepository(opened.db).list(user.id) if not each.paused
        )
        looks = fetch_all(
            opened.db, opened.folders, opened.mailbox_tokens(), mailboxes, told=_tell_on_terminal
        )
    failed = [each for each in looks if each.fault is not None]
    return Outcome(
        [_document(each) for each in looks],
        "\n".join(_lines(looks)) or "There is no mailbox to fetch from.",
        code=1 if failed else 0,
        complaint="; ".join(f"{each.mailbox.address}: {each.fault}" for each in failed),
    )


def _document(look: Fetched) -> dict[str, Any]:
    return {
        "address": look.mailbox.address,
        "error": str(look.fault) if look.fault else None,
        "folders": [
            {
                "path": each.path,
                "role": str(each.role),
                "new": each.new,
                "known": each.known,
                "broken": each.broken,
                "gone": each.gone,
                "flags": each.flags,
                "server": each.server_count,
                "local": each.local_count,
                "missing": each.missing,
                "said": each.said,
            }
            for each in look.folders
        ],
    }


def _lines(looks: tuple[Fetched, ...]) -> list[str]:
    lines: list[str] = []
    for look in looks:
        if look.fault is None:
            new = sum(each.new for each in look.folders)
            lines.append(f"{look.mailbox.address}: {new:,} new")
            lines += [f"  {printable(each.path)}\t{_counts(each)}" for each in look.folders]
    return lines


def _counts(each: FolderCounts) -> str:
    parts = [f"{each.new:,} new"]
    for number, word in ((each.broken, "kept aside"), (each.gone, "gone"), (each.flags, "changed")):
        if number:
            parts.append(f"{number:,} {word}")
    parts.append(f"{each.local_count or 0:,} of {each.server_count or 0:,} here")
    if each.missing:
        parts.append(f"{each.missing:,} missing")
    return ", ".join(parts) + (f". {printable(each.said)}" if each.said else "")


def _tell_on_terminal(mailbox: Mailbox, counts: FolderCounts) -> None:
    if sys.stderr.isatty():
        line = f"{mailbox.address} {printable(counts.path)}: {counts.new:,} new"
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
