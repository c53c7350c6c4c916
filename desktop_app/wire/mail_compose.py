"""A draft as the message that travels: MIME built for every server and reader there is.

Headers are ASCII (RFC 2047), folded, and made of values that were put on one line first, so that
nothing typed into a name, a subject or a file's name can become a header of its own. Bodies are
seven bits wide (quoted-printable, base64). The fields of the head are written here and not by
``email.policy``: it folds long Message-IDs into encoded words, which then answer nothing, and
releases differ in how they fold names with commas.
"""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from email import quoprimime
from email.header import Header
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime
from random import Random
from typing import Any, Final

from desktop_app.domain.addresses import ascii_domain
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.mail import Address
from desktop_app.domain.outgoing import DraftContent, DraftFile
from desktop_app.wire.mail_charset import clean_text
from desktop_app.wire.mail_headers import one_line

MAX_LINE: Final = 76  # characters; RFC 5322 asks for 78, RFC 2047 for 76
NEAREST_REFERENCES: Final = 20  # beside the root: enough to be threaded by every reader
_LONGEST_WORD: Final = 900  # a line may have 998 (RFC 5322, 2.1.1)
_BODY = SMTP.clone(cte_type="7bit", max_line_length=MAX_LINE)

# With letters beyond ASCII a message needs a server with SMTPUTF8 (RFC 6532), for a name that few
# readers would find it by: it does without such a name.
_ID = re.compile(r"<[!-;=?-~]{1,900}>\Z")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+(?: [A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+)*\Z")
_TYPE = re.compile(r"([a-z0-9][a-z0-9!#$&^_.+-]{0,99})/([a-z0-9][a-z0-9!#$&^_.+-]{0,99})\Z")
_TOUCHED_ON_THE_WAY = re.compile(r"(?m)^From |[ \t]$|^.{76}|[\x00-\x08\x0b-\x1f]")
_PATH = re.compile(r"[/\\]+")
_METHOD = re.compile(rb"^METHOD:([A-Za-z]{1,30})\r?$", re.MULTILINE)
_SEVEN_BITS = re.compile(rb"[^\x00\x80-\xff]*\Z")
_DATE = re.compile(rb"\ADate: [^\r\n]*")  # it is the first of what `compose` writes
_LONG_LINE = re.compile(rb"[^\r\n]{999}")


def new_message_id(domain: str, random: Random | None = None) -> str:
    """A Message-ID nobody else has (RFC 5322, 3.6.4), in angle brackets.

    Args:
        domain: of the address that writes; the name of the computer is nobody's business.
        random: for tests; by default the system's own randomness.
    """
    bits = random.getrandbits(128) if random is not None else secrets.randbits(128)
    digits = "0123456789abcdefghijklmnopqrstuv"
    local = "".join(digits[bits >> shift & 31] for shift in range(125, -1, -5))
    host = ascii_domain(domain.rpartition("@")[2].strip()) or "localhost.invalid"
    return f"<{local}@{host}>"


def compose(
    content: DraftContent,
    *,
    message_id: str,
    date: datetime,
    sender: Address,
    in_reply_to: str | None,
    references: Sequence[str],
    files: Callable[[str], bytes],
    unsubscribe: str = "",
) -> bytes:
    """The message as it goes out, with CRLF line ends; Bcc is not in it.

    Args:
        content: what the rep wrote. Without ``html`` the message is plain text alone.
        message_id: in angle brackets.
        date: aware; its offset is told, so that the reader sees when it was written there.
        sender: who it is from.
        in_reply_to: the Message-ID of what it answers, or None.
        references: Message-IDs of what came before, the root first (RFC 5322, 3.6.4).
        files: the bytes of a file by its ``url``.
        unsubscribe: the value of List-Unsubscribe (RFC 2369), for mail to many.

    Raises:
        KnownError: a file's bytes cannot be had (from ``files``).
        ValueError: ``message_id`` is none, or ``date`` has no offset.
    """
    if not _ID.match(message_id):
        raise ValueError("a Message-ID stands in angle brackets and has no spaces")
    if date.utcoffset() is None:
        raise ValueError("the date of a message has an offset")
    body = _body_with_files(content, files) if content.files else _words_alone(content)
    head = [
        ("Date", format_datetime(date)),
        ("From", _addresses("From", (sender,))),
        ("To", _addresses("To", content.to)),
        ("Cc", _addresses("Cc", content.cc)),
        ("Subject", header_text("Subject", content.subject)),
        ("Message-ID", message_id),
        ("In-Reply-To", in_reply_to if in_reply_to and _ID.match(in_reply_to) else ""),
        ("References", "\r\n ".join(kept_references(references))),
        ("List-Unsubscribe", unsubscribe),
    ]
    if not content.to and not content.cc:
        head[2] = ("To", "undisclosed-recipients:;")
    written = "".join(f"{name}: {value}\r\n" for name, value in head if value or name == "Subject")
    return written.encode() + body


def redated(raw: bytes, date: datetime) -> bytes:
    """A composed message with another Date: it goes out at another time than was meant.

    Args:
        date: aware; its offset is told.
    """
    return _DATE.sub(b"Date: " + format_datetime(date).encode(), raw, count=1)


def kept_references(references: Sequence[str]) -> tuple[str, ...]:
    """Of a long chain the root and the nearest, each once; what is no Message-ID is left out."""
    ids = tuple(dict.fromkeys(one for one in references if _ID.match(one)))
    if len(ids) <= NEAREST_REFERENCES + 1:
        return ids
    return (ids[0], *ids[-NEAREST_REFERENCES:])


# ------------------------------------------------------------------------------------- body


def _body_with_files(content: DraftContent, files: Callable[[str], bytes]) -> bytes:
    return _body(content, files).as_bytes(policy=_BODY)


def _words_alone(content: DraftContent) -> bytes:
    """The body of a mail without files: what ``email`` makes of it, in a tenth of its time. A mail
    merge makes thousands."""
    plain = _text_part("plain", content.plain)
    if not content.html:
        return plain
    boundary = f"=_{secrets.token_hex(16)}"  # in neither encoding "=_" can stand
    return b"\r\n".join(
        (
            f'Content-Type: multipart/alternative; boundary="{boundary}"'.encode(),
            b"MIME-Version: 1.0",
            b"",
            f"--{boundary}".encode(),
            plain,
            f"--{boundary}".encode(),
            _text_part("html", content.html),
            f"--{boundary}--".encode(),
            b"",
        )
    )


def _text_part(subtype: str, text: str) -> bytes:
    encoding, lines = _text_encoding(text), _lines(text)
    if encoding == "7bit":
        encoded = lines
    elif encoding == "base64":
        ended = lines.replace("\n", "\r\n")  # lines of a text end so, also within base64
        encoded = base64.encodebytes(ended.encode("utf-8", "replace")).decode("ascii")
    else:
        encoded = quoprimime.body_encode(
            lines.encode("utf-8", "replace").decode("latin-1"), MAX_LINE
        )
    words = encoded.replace("\n", "\r\n")
    return (
        f'Content-Type: text/{subtype}; charset="utf-8"\r\n'
        f"Content-Transfer-Encoding: {encoding}\r\nMIME-Version: 1.0\r\n\r\n{words}"
    ).encode("ascii")


def _body(content: DraftContent, files: Callable[[str], bytes]) -> EmailMessage:
    message = EmailMessage(policy=_BODY)
    message.set_content(_lines(content.plain), cte=_text_encoding(content.plain))
    shown: list[DraftFile] = []
    if content.html:
        message.add_alternative(
            _lines(content.html), subtype="html", cte=_text_encoding(content.html)
        )
        shown = [file for file in content.files if _is_shown(file, content.html)]
    if shown:
        rich = message.get_payload()[1]  # type: ignore[index]
        for file in shown:
            _add(rich, file, files(file.url), inside=True)  # type: ignore[arg-type]
    for file in content.files:
        if file not in shown:
            _add(message, file, files(file.url), inside=False)
    return message


def _is_shown(file: DraftFile, html: str) -> bool:
    """Whether the text shows a picture; one that it does not is sent as a file, not lost."""
    return bool(file.content_id) and f"cid:{file.content_id}" in html


def _add(to: MIMEPart, file: DraftFile, data: bytes, *, inside: bool) -> None:
    name = safe_filename(file.filename)
    main, sub = _type_of(file.content_type)
    if main == "message":
        if not inside and sub == "rfc822" and _may_stand_as_it_is(data):
            if to.get_content_type() != "multipart/mixed":
                to.make_mixed()
            to.attach(_attached_message(data, name))
            return
        # A message may be in no encoding (RFC 2046, 5.2.1); as a file it may.
        main, sub = "application", "octet-stream"
    disposition: dict[str, Any] = {
        "disposition": "inline" if inside else "attachment",
        "filename": name,
    }
    if (main, sub) == ("text", "calendar") and (method := _METHOD.search(data)):
        # What is to be done with it stands in the type, too (RFC 6047, 2.4): without it, a
        # calendar sees a file and no invitation.
        disposition["params"] = {"charset": "utf-8", "method": method[1].decode().upper()}
    if file.content_id and _ID.match(f"<{file.content_id}>"):
        disposition["cid"] = f"<{file.content_id}>"
    if inside:
        to.add_related(data, main, sub, **disposition)
    else:
        to.add_attachment(data, main, sub, **disposition)


def _attached_message(data: bytes, name: str) -> MIMEPart:
    part = MIMEPart(policy=_BODY)
    part["Content-Type"] = "message/rfc822"
    part["Content-Transfer-Encoding"] = "7bit"
    part["Content-Disposition"] = "attachment"
    part.set_param("filename", name, header="Content-Disposition")
    part.set_payload(data.decode("ascii"))
    return part


def _may_stand_as_it_is(data: bytes) -> bool:
    return bool(_SEVEN_BITS.match(data)) and not _LONG_LINE.search(data)


def _lines(text: str) -> str:
    return clean_text(text).replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"


def _text_encoding(text: str) -> str:
    """Quoted-printable where a person could still read it, base64 where most is escaped.

    ASCII goes out as it is only where nothing on the way could touch it: no long line, no space
    at a line's end, no line that an mbox would take for a new message.
    """
    if text.isascii():
        return "quoted-printable" if _TOUCHED_ON_THE_WAY.search(text) else "7bit"
    wide = len(text.encode("utf-8", "replace")) - len(text)
    return "base64" if wide * 3 > len(text) else "quoted-printable"


def _type_of(content_type: str) -> tuple[str, str]:
    match = _TYPE.match(content_type.strip().lower())
    if match is None or match[1] == "multipart":
        return "application", "octet-stream"
    return match[1], match[2]


def safe_filename(filename: str) -> str:
    """A name without a path and without what could end a header; never empty.

    Quotes would need escapes, and semicolons quotes, which not every reader of mail understands.
    """
    name = _PATH.split(one_line(clean_text(filename)))[-1].replace('"', "'").replace(";", ",")
    return name.strip(" .'")[:180].strip() or "attachment"


# ------------------------------------------------------------------------------------- head


def header_text(name: str, text: str) -> str:
    """A free text (Subject) for the head: folded, in encoded words where it is not plain ASCII."""
    text = one_line(clean_text(text))
    room = MAX_LINE - len(name) - 2
    if text.isascii() and "=?" not in text:
        if len(text) <= room:
            return text
        words = text.split(" ")
        if all(0 < len(word) <= _LONGEST_WORD for word in words):
            return _folded(words, " ", room)
    return _encoded(text, len(name) + 2)


def _encoded(text: str, indent: int) -> str:
    header = Header(text, "utf-8", maxlinelen=MAX_LINE - 1, header_name="x" * max(indent - 2, 0))
    return header.encode(linesep="\r\n")


def _folded(pieces: Iterable[str], between: str, room: int) -> str:
    """Pieces in lines of at most ``room`` characters, where a piece is not longer by itself."""
    lines: list[str] = []
    line = ""
    for piece in pieces:
        if line and len(line.rpartition("\n")[2]) + len(between) + len(piece.split("\r")[0]) > room:
            lines.append(line + between.rstrip())
            line, room = piece, MAX_LINE - 1
        else:
            line = f"{line}{between}{piece}" if line else piece
    return "\r\n ".join([*lines, line])


def _addresses(field: str, people: Sequence[Address]) -> str:
    room = MAX_LINE - len(field) - 2
    return _folded((mailbox(each) for each in people if each.email), ", ", room)


def mailbox(person: Address) -> str:
    """``name <address>`` as a head holds it (RFC 5322, 3.4)."""
    address = _address(person.email)
    name = one_line(clean_text(person.name))
    if not name:
        return address
    if name.isascii() and "=?" not in name and len(name) <= MAX_LINE - 20:
        if not _ATOMS.match(name):
            escaped = name.replace("\\", "\\\\").replace('"', '\\"')
            name = f'"{escaped}"'
    else:
        name = _encoded(name, 12)
    if len(name.rpartition("\n")[2]) + len(address) + 3 > MAX_LINE - 1:
        return f"{name}\r\n <{address}>"
    return f"{name} <{address}>"


def _address(text: str) -> str:
    """A bare address whose domain is ASCII; a local part of another script stays (RFC 6532).

    Raises:
        KnownError: it cannot stand in a head.
    """
    text = one_line(clean_text(text))
    local, at, domain = text.rpartition("@")
    host = domain if domain.isascii() else ascii_domain(domain)
    if not at or not host or re.search(r'[\s<>(),;:\\"\[\]]', text):
        raise KnownError(
            tr("One of the addresses cannot be written to."),
            tr("Look at “{text}” once more.", text=text[:100]),
        )
    return f"{local}@{host}"
