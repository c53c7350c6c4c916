"""What an answer starts from: who it goes to, its subject and parents, and what it quotes."""

from __future__ import annotations

import html
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from desktop_app.domain.conversations import without_prefixes
from desktop_app.domain.day_names import MONTHS, SHORT_DAYS
from desktop_app.domain.mail import Address
from desktop_app.domain.mailboxes import Mailbox
from desktop_app.domain.outgoing import How, Quote
from desktop_app.domain.rich_text import of_text, write_html, write_plain

QUOTE_CLASS: Final = "outpost_quote"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture inside a quoted text, as ``cid:`` names it."""

    content_id: str
    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What travels in a message and is no file to its reader: an invitation beside the text."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Quotable:
    """A message read for being answered.

    Args:
        html: its body made harmless, a fragment; "" where it has no HTML.
        plain: its text.
        pictures: those that ``html`` shows.
        reply_to, followup_to: Reply-To and Mail-Followup-To.
        list_posts: addresses by which one writes to the mailing list it came from (RFC 2369).
        enclosed: what whoever it is passed on to should get beside its files.
    """

    html: str
    plain: str
    pictures: tuple[Picture, ...] = ()
    reply_to: tuple[Address, ...] = ()
    followup_to: tuple[Address, ...] = ()
    list_posts: tuple[str, ...] = ()
    enclosed: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class Original:
    """The message that is answered or passed on.

    Args:
        message_id: in angle brackets; None where it carries none.
        at: aware.
        outbound: the rep wrote it.
        lies_in: the mailboxes it lies in.
    """

    id: UUID
    conversation_id: UUID | None
    lead_id: UUID | None
    message_id: str | None
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    from_: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    bcc: tuple[Address, ...]
    subject: str
    at: datetime
    outbound: bool
    lies_in: tuple[UUID, ...] = ()


# ------------------------------------------------------------------------------- who it goes to


def answered(
    original: Original, read: Quotable, how: How, own: Collection[str]
) -> tuple[tuple[Address, ...], tuple[Address, ...]]:
    """To and Cc of an answer; nobody twice, and never the rep.

    A reply goes to where the author wants it (Reply-To), unless a mailing list put itself there:
    "reply" is for the author, "reply all" for the list as well. An answer to what the rep wrote
    goes on to whom that went to. Where nobody but the rep is left, it goes to the rep.
    """
    if how in (How.NEW, How.FORWARD):
        return (), ()
    everybody = how is How.REPLY_ALL
    if original.outbound:
        to, cc = original.to or original.cc, original.cc if everybody else ()
        return _without((to, cc), own, original.to)
    author = _author(original, read)
    if not everybody:
        return _without((author, ()), own, author)
    if read.followup_to:
        return _without((read.followup_to, ()), own, author)
    wanted = read.reply_to if _is_list(read.reply_to, read) else ()
    return _without(((*author, *original.to), (*original.cc, *wanted)), own, author)


def _author(original: Original, read: Quotable) -> tuple[Address, ...]:
    wanted = tuple(each for each in read.reply_to if each.email)
    if not wanted or _is_list(wanted, read):
        return (original.from_,)
    # The address to write to often stands there bare.
    return tuple(
        each if each.name or each.email != original.from_.email else original.from_
        for each in wanted
    )


def _is_list(wanted: Sequence[Address], read: Quotable) -> bool:
    return bool(wanted) and {each.email for each in wanted} <= set(read.list_posts)


def _without(
    groups: tuple[Iterable[Address], Iterable[Address]],
    own: Collection[str],
    else_to: Sequence[Address],
) -> tuple[tuple[Address, ...], tuple[Address, ...]]:
    seen: set[str] = set(own)
    kept: list[tuple[Address, ...]] = []
    for group in groups:
        found: list[Address] = []
        for person in group:
            if person.email and person.email not in seen:
                seen.add(person.email)
                found.append(person)
        kept.append(tuple(found))
    to, cc = kept
    if not to and not cc:
        to = tuple(each for each in else_to if each.email)[:1]
    return (to, cc) if to else (cc, ())


def answering_mailbox(
    original: Original | None, mailboxes: Sequence[Mailbox]
) -> tuple[Mailbox | None, str]:
    """Which mailbox answers, and from which of its addresses: the one the mail names, or that
    the rep wrote it from; else the one it lies in (it came by Bcc, a list or a forwarding
    address); else the first."""
    if not mailboxes:
        return None, ""
    if original is not None:
        named = [original.from_] if original.outbound else []
        for person in (*named, *original.to, *original.cc, *original.bcc):
            for mailbox in mailboxes:
                if person.email in mailbox.addresses:
                    return mailbox, person.email
    lies_in = original.lies_in if original is not None else ()
    mailbox = next((each for each in mailboxes if each.id in lies_in), mailboxes[0])
    return mailbox, mailbox.address


# ----------------------------------------------------------------------------------- its head


def subject_of(subject: str, how: How) -> str:
    """The subject of an answer: one "Re:" or "Fwd:", whatever stood before it."""
    if how is How.NEW:
        return subject
    bare = without_prefixes(subject)
    return f"{'Fwd' if how is How.FORWARD else 'Re'}: {bare}".rstrip()


def parents(original: Original, how: How) -> tuple[str | None, tuple[str, ...]]:
    """In-Reply-To and References (RFC 5322, 3.6.4). What is passed on begins a conversation of
    its own: the answers of others are none of the lead's."""
    if how in (How.NEW, How.FORWARD):
        return None, ()
    before = original.references
    if not before and len(original.in_reply_to) == 1:
        before = original.in_reply_to
    if original.message_id is None:
        return None, before
    return original.message_id, tuple(dict.fromkeys((*before, original.message_id)))


# --------------------------------------------------------------------------------- what it quotes


def quote_of(original: Original, read: Quotable, how: How, *, local: datetime) -> Quote:
    """What stands below the rep's words.

    Args:
        local: when the original was written, on the rep's clock.
    """
    if how is How.NEW:
        return Quote()
    if how is How.FORWARD:
        return _passed_on(original, read, local)
    line = f"On {moment_words(local)}, {_name(original.from_)} wrote:"
    shown = read.html or text_html(read.plain)
    return Quote(
        f'<div class="{QUOTE_CLASS}"><p>{html.escape(line, quote=False)}</p>'
        f'<blockquote type="cite">{shown}</blockquote></div>',
        f"\n\n{line}\n{_marked(read.plain)}",
    )


def _passed_on(original: Original, read: Quotable, local: datetime) -> Quote:
    lines = [
        ("From", str(original.from_)),
        ("Date", moment_words(local)),
        ("Subject", original.subject),
        ("To", ", ".join(map(str, original.to))),
        ("Cc", ", ".join(map(str, original.cc))),
    ]
    lines = [(name, value) for name, value in lines if value]
    head = "---------- Forwarded message ----------"
    shown = read.html or text_html(read.plain)
    rows = "<br>".join(f"{name}: {html.escape(value, quote=False)}" for name, value in lines)
    written = "\n".join(f"{name}: {value}" for name, value in lines)
    return Quote(
        f'<div class="{QUOTE_CLASS}"><p>{head}<br>{rows}</p>{shown}</div>',
        f"\n\n{head}\n{written}\n\n{read.plain.strip()}",
    )


def moment_words(local: datetime) -> str:
    """``Mon 15 June 2026 at 09:10``"""
    day = f"{SHORT_DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]} {local.year}"
    return f"{day} at {local:%H:%M}"


def _name(person: Address) -> str:
    return person.name or person.email or "somebody"


def _marked(plain: str) -> str:
    """Every line one step deeper; what is empty gets no space (RFC 3676, 4.5)."""
    lines = plain.strip("\n").split("\n")
    return "\n".join(
        ">" + line if line.startswith(">") or not line else "> " + line for line in lines
    )


def text_html(plain: str) -> str:
    """Plain text as HTML: a paragraph for each block of lines."""
    blocks = [block for block in plain.strip("\n").split("\n\n") if block.strip()]
    return "".join(
        "<p>" + html.escape(block.strip("\n"), quote=False).replace("\n", "<br>") + "</p>"
        for block in blocks
    )


# ---------------------------------------------------------------------------------- signatures


def signed(signature: str) -> tuple[str, str]:
    """HTML and plain text of a new mail: room to write, and the signature once."""
    if not signature.strip():
        return "", ""
    lines = of_text(f"\n\n{signature.strip()}")
    return write_html(lines), write_plain(lines)
