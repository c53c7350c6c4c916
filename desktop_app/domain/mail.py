"""What a message says, once read: the shapes that the reader hands to the rest of Outpost.

Every string here is safe for a database column: it holds no NUL and no lone surrogate, and a
header value holds no control character at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox of an address header (RFC 5322, 3.4).

    Attributes:
        name: the display name, decoded; '' if there is none.
        email: `local@domain` in lower case; '' where the header names nobody who can be written
            to (`unlisted-recipients:;`, a bare name).
    """

    name: str
    email: str

    def __str__(self) -> str:
        if not self.name:
            return self.email
        return f"{self.name} <{self.email}>" if self.email else self.name


NOBODY = Address("", "")


@dataclass(frozen=True, slots=True)
class ParsedAttachment:
    """A part of a message that is kept as a file.

    Attributes:
        filename: a plain file name, never a path; made up from the content type if the part
            has none.
        content_type: `type/subtype` in lower case.
        size: of the decoded content, in bytes.
        content: the decoded bytes.
        content_id: without angle brackets, as `cid:` links name it; None if the part has none.
        inline: meant to be seen inside the text (an image in a signature) rather than listed.
    """

    filename: str
    content_type: str
    size: int
    content: bytes = field(repr=False)
    content_id: str | None
    inline: bool


@dataclass(frozen=True, slots=True)
class ParsedMessage:
    """One message, read as far as it can be read.

    Attributes:
        message_id: `<local@domain>` with the brackets; None if the message carries none.
        in_reply_to: Message-IDs with the brackets, in order, without the message's own.
        references: likewise; the first is the oldest ancestor (RFC 5322, 3.6.4).
        from_: the author; `NOBODY` where no header names one.
        sender: who submitted it, where that differs from the author; else None.
        subject: decoded, on one line; '' if there is none.
        sent_at: aware UTC; the Received date stands in for a missing or impossible Date.
        received_at: aware UTC, from the newest Received header; None without one.
        body: HTML if there is any, else plain text; '' for a message without text.
        is_html: whether `body` is HTML.
        plain: the text of the body without markup, for search, snippets and models.
        snippet: the first own words of the message, at most 200 characters, on one line.
        attachments: parts with a file name or an attachment disposition, attached messages, and
            unnamed files that no text shows.
        resources: unnamed parts that serve the text (images that HTML names by Content-ID) or
            the mail machinery (signatures, delivery reports, invitations); not files to a reader.
        list_id: of a mailing list (RFC 2919), without the brackets; None if there is none.
        auto_submitted: first word of Auto-Submitted in lower case (RFC 3834), or None.
        precedence: Precedence in lower case, or None.
        x_autoreply: an X-Autoreply, X-Autorespond or like header says "made by a machine".
        return_path: the address in Return-Path; '' for the null path `<>` of a bounce; None
            if there is no such header.
        content_type_report: the message is a multipart/report (RFC 6522).
        report_type: its report-type parameter in lower case (`delivery-status`), or None.
        delivered: it is a report which says of every recipient that the mail was delivered, or
            passed on (RFC 3464): a receipt.
        failed_recipients: an X-Failed-Recipients header is present (a bounce by Exim or Gmail).
        failed_addresses: those it names, in lower case.
        content_hash: SHA-256 of the raw message, in hexadecimal.
        defects: what had to be guessed or repaired, in short English words, for a report.
    """

    message_id: str | None
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    from_: Address
    sender: Address | None
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    bcc: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    subject: str
    sent_at: datetime | None
    received_at: datetime | None
    body: str = field(repr=False)
    is_html: bool
    plain: str = field(repr=False)
    snippet: str
    attachments: tuple[ParsedAttachment, ...]
    resources: tuple[ParsedAttachment, ...]
    list_id: str | None
    auto_submitted: str | None
    precedence: str | None
    x_autoreply: bool
    return_path: str | None
    content_type_report: bool
    report_type: str | None
    failed_recipients: bool
    content_hash: str
    defects: tuple[str, ...] = ()
    failed_addresses: tuple[str, ...] = ()
    delivered: bool = False

    @property
    def recipients(self) -> tuple[Address, ...]:
        """To, Cc and Bcc, in that order."""
        return self.to + self.cc + self.bcc
