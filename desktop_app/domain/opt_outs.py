"""Who wants no more mail: how they are told to say so, and how it is read when they do."""

from __future__ import annotations

import base64
import re
from typing import Final
from urllib.parse import quote
from uuid import UUID

OPT_OUT: Final = "opted_out"
"""The key of ``leads.metadata`` that Outpost writes; it reads others, too (``OPTED_OUT``)."""

OPT_OUT_LINE: Final = (
    "If you would rather not hear from me again, reply with “unsubscribe” and I will stop."
)

_TOKEN = re.compile(r"\bunsubscribe ([a-z2-7]{26})\b", re.IGNORECASE)
# The whole of the first line. "Please do not stop" is no such word.
_LIST = r"(?: from (?:your|the|this)(?: mailing| e-?mail)? list)?"
_WORDS = re.compile(
    rf"(?:please,? )?(?:unsubscribe(?: (?:me|us))?{_LIST}|stop|opt[- ]?out|"
    rf"(?:remove|take) (?:me|us)(?: off (?:your|the|this) list)?{_LIST}|"
    r"abmelden|austragen|d[ée]sinscri(?:re|ption)|d[ée]sabonner|cancelar suscripci[óo]n|"
    r"darme de baja|disiscriviti|afmelden|avregistrera)(?:,? (?:please|thanks|thank you|now))*",
    re.IGNORECASE,
)
_ROUND = " \t.,;!\"'“”„«»‘’*_()"
_LONGEST: Final = 60
_SIGNATURE: Final = 12  # words below it: a greeting and a name


def token_of(outgoing_id: UUID) -> str:
    """What stands for a mail of the outbox in the address of an unsubscription: 26 letters, of
    which nobody guesses any."""
    return base64.b32encode(outgoing_id.bytes).decode().rstrip("=").lower()


def outgoing_of(token: str) -> UUID | None:
    """The mail that a token stands for; None where it is none."""
    try:
        return UUID(bytes=base64.b32decode(token.upper() + "======"))
    except ValueError:
        return None


def unsubscribe_header(own_address: str, outgoing_id: UUID) -> str:
    """The value of List-Unsubscribe (RFC 2369, 3.2): a mail to the rep that a reader's button
    writes.

    List-Unsubscribe-Post is not set beside it: one click by RFC 8058 needs an https address that
    answers by itself (section 3.1), and there is no server here that could.
    """
    subject = quote(f"unsubscribe {token_of(outgoing_id)}")
    return f"<mailto:{quote(own_address, safe='@')}?subject={subject}>"


def read_opt_out(subject: str, plain: str) -> UUID | str | None:
    """Whether an inbound message asks for no more mail.

    Returns:
        the mail of the outbox that it is about, where its token is there; "" where somebody asks
        by writing nothing else; None: it does not.

    Args:
        plain: its own text with its lines, quotes left out; a greeting and a name may follow.
    """
    for text in (subject, plain[:400]):
        if (found := _TOKEN.search(text)) and (mail := outgoing_of(found[1])) is not None:
            return mail
    first, _, rest = plain.strip().partition("\n")
    words = " ".join(first.split()).strip(_ROUND)
    if not words:
        words = " ".join(subject.split()).strip(_ROUND)
    if len(words) > _LONGEST or not _WORDS.fullmatch(words):
        return None
    return "" if len(rest.split()) <= _SIGNATURE and "?" not in rest else None
