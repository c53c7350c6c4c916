"""Reading what an IMAP server answers to FETCH, and what it says in between (RFC 9051, 7).

The library reads every answer into memory and takes it apart with care: five times the work of
reading the bytes. Bodies are most of what a mailbox is, so that they are read here, straight from
the line, and large ones go to a file.
"""

from __future__ import annotations

import re
import tempfile
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Final

from imapclient.imap_utf7 import decode as decode_utf7

from desktop_app.domain.language import tr
from desktop_app.domain.mail_faults import MailServerRefused, MailServerUnreachable, one_line
from desktop_app.domain.uids import UidSet
from desktop_app.wire.imap_line import Line

IN_MEMORY: Final = 1 << 20  # bytes; a larger message goes to a file
LARGEST_MESSAGE: Final = 1 << 30
_SMALL_LITERAL: Final = 1 << 16
_DEEPEST: Final = 6

Ranges = tuple[tuple[int, int], ...]
"""Message numbers as a server writes them: first and last of each run, both included."""

_LITERAL = re.compile(rb"\{(\d{1,12})\+?\}\r?\n\Z")
_BODY = re.compile(rb"BODY\[[^\]]{0,400}\](?:<\d+>)? \Z", re.IGNORECASE)
_TOKEN = re.compile(
    rb"\x00(?P<literal>\d+)\x00"
    rb'|"(?P<quoted>(?:[^"\\]|\\.)*)"'
    rb"|(?P<paren>[()])"
    rb"|(?P<atom>BODY\[[^\]]*\](?:<\d+>)?|[^\s()\"\x00]+)",
    re.IGNORECASE,
)
_FETCH = re.compile(rb"\* (\d+) FETCH (?=\()", re.IGNORECASE)
_EXISTS = re.compile(rb"\* (\d+) (EXISTS|EXPUNGE|RECENT)\b", re.IGNORECASE)
_VANISHED = re.compile(rb"\* VANISHED (?:\(EARLIER\) )?([\d:,]+)", re.IGNORECASE)
_SEARCH = re.compile(rb"\* SEARCH\b", re.IGNORECASE)
_NUMBER = re.compile(rb" (\d+)")
_RANGE = re.compile(rb"(?<![^,])(\d{1,10})(?::(\d{1,10}))?(?:,|\Z)")
_ESEARCH = re.compile(rb"\* ESEARCH\b.*?(?: ALL ([\d:,]+))?\s*\Z", re.IGNORECASE)
_CODE = re.compile(r"\[([A-Z-]+)(?: [^\]]*)?\]\s*", re.IGNORECASE)
_PASSING: Final = frozenset({"UNAVAILABLE", "INUSE", "SERVERBUG", "LIMIT", "CONTACTADMIN"})
# At a sign-in: about a connection too many, or everybody's, and about no password (RFC 5530). Gmail
# says OVERQUOTA where more was fetched than it allows in a day, Yahoo LIMIT, others THROTTLED.
_BUSY: Final = frozenset({"UNAVAILABLE", "INUSE", "LIMIT", "THROTTLED", "OVERQUOTA"})
_BUSY_WORDS = re.compile(
    r"\btoo many (?:\w+ ){0,2}(?:connections|sessions|commands|requests)\b"
    r"|\bsimultaneous connections\b|\bmaximum (?:number of )?connections?\b"
    r"|\b(?:connection|bandwidth|rate|command) limits?\b|\bthrottled\b"
    r"|\bserver (?:is )?(?:too )?busy\b|\btemporarily unavailable\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"\s?(\d{1,2})-([A-Za-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)\Z")
_MONTHS: Final = ("", *"jan feb mar apr may jun jul aug sep oct nov dec".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class SpooledBody:
    """A message too large for memory, in a file that whoever takes it removes."""

    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server said of one message.

    ``body`` is None where none was asked for, or where the server has none to give. ``flags`` are
    lower case, without the backslash of the system's own; None where nothing was said of them.
    """

    uid: int
    flags: frozenset[str] | None = None
    received_at: datetime | None = None
    size: int | None = None
    modseq: int | None = None
    labels: tuple[str, ...] | None = None
    body: bytes | SpooledBody | None = field(default=None, repr=False)

    @property
    def deleted(self) -> bool:
        """Marked as deleted (RFC 9051, 2.3.2), and not expunged yet, or never."""
        return self.flags is not None and "deleted" in self.flags


@dataclass(slots=True)
class Heard:
    """What a server said beside an answer: how many messages there are, and which are gone."""

    exists: int | None = None
    gone: bool = False  # some message left, by number
    vanished: list[tuple[int, int]] = field(default_factory=list)
    found: array[int] = field(default_factory=lambda: array("Q"))
    """By SEARCH: first and last of each run in turn, for a folder may have half a million."""
    flags: bool = False  # of a message nobody asked for

    def hear(self, line: bytes) -> None:
        """Take in one untagged line that is no answer to FETCH."""
        if match := _EXISTS.match(line):
            if match.group(2).upper() == b"EXISTS":
                self.exists = int(match.group(1)[:12])
            elif match.group(2).upper() == b"EXPUNGE":
                self.gone = True
        elif match := _VANISHED.match(line):
            self.vanished.extend(ranges_of(match.group(1)))
        elif match := _SEARCH.match(line):
            for each in _NUMBER.finditer(line, match.end()):
                self._find(int(each[1][:12]), int(each[1][:12]))
        elif (match := _ESEARCH.match(line)) and match.group(1):
            for first, last in _runs(match.group(1)):
                self._find(first, last)

    def runs_found(self) -> Iterator[tuple[int, int]]:
        """What SEARCH found: first and last of each run, both included."""
        numbers = iter(self.found)
        return zip(numbers, numbers, strict=True)

    def _find(self, first: int, last: int) -> None:
        if self.found and self.found[-1] + 1 == first:
            self.found[-1] = last
        else:
            self.found.extend((first, last))


def run(
    line: Line, tag: bytes, command: bytes, heard: Heard, *, spool: Path | None = None
) -> Iterator[Fetched]:
    """Send a command, and yield what is said of messages until it is answered.

    Args:
        tag: of this command, of no other on the line.
        heard: told everything else.
        spool: the folder for large bodies.

    Raises:
        MailServerRefused: the server said no.
        MailServerUnreachable: the line was cut, or makes no sense.
    """
    line.new_answer()
    line.send(tag + b" " + command + b"\r\n")
    ending = tag + b" "
    while True:
        text, literals = _read_response(line, spool)
        if text.startswith(b"* "):
            if _FETCH.match(text):
                yield _fetched(line.host, text, literals)
                line.new_answer()
            else:
                check_bye(line.host, text)
                heard.hear(text)
        elif text.startswith(ending):
            check_ok(line.host, text[len(ending) :])
            return
        elif not text.startswith(b"+"):
            raise _senseless(line.host)


def check_ok(host: str, answer: bytes) -> None:
    """Raise what a tagged answer other than OK means."""
    status, _, rest = answer.decode("utf-8", "replace").strip().partition(" ")
    if status.upper() != "OK":
        raise refusal(host, rest)


def refusal(host: str, said: str) -> MailServerRefused:
    """A server's no, in its own words without their code, and whether it may pass."""
    code = _CODE.match(said)
    passing = code is not None and code.group(1).upper() in _PASSING
    return MailServerRefused(host, said[code.end() :] if code else said, retryable=passing)


def is_busy(said: str) -> bool:
    """Whether a sign-in was refused for now, whoever it is: by the code, and where that says
    nothing of the kind (ALERT, or none), by the words. Any other code is about who signs in."""
    code = _CODE.match(said)
    name = code.group(1).upper() if code else ""
    if name in ("", "ALERT"):
        return _BUSY_WORDS.search(said) is not None
    return name in _BUSY


def ranges_of(text: bytes) -> Ranges:
    """``1:3,5`` as ((1, 3), (5, 5)); what is no number is passed over."""
    return tuple(_runs(text))


def _runs(text: bytes) -> Iterator[tuple[int, int]]:
    for match in _RANGE.finditer(text):
        ends = int(match[1]), int(match[2] or match[1])
        yield min(ends), max(ends)


def uid_set(uids: Sequence[int]) -> bytes:
    """UIDs as a server reads them, runs as ranges; the order of ``uids`` does not matter."""
    made = uids if isinstance(uids, UidSet) else UidSet.of(uids)
    return b",".join(
        b"%d" % first if first == last else b"%d:%d" % (first, last)
        for first, last in made.ranges()
    )


def check_bye(host: str, text: bytes) -> None:
    if text[:5].upper() == b"* BYE":
        said = one_line(text[5:].decode("utf-8", "replace"))
        raise MailServerUnreachable(
            host, tr("it hung up, saying “{said}”", said=said) if said else tr("it hung up")
        )


def _read_response(line: Line, spool: Path | None) -> tuple[bytes, list[bytes | SpooledBody]]:
    """One response; in its text NUL, number, NUL stand for each of its literals."""
    text = line.readline()
    if not text.endswith(b"}\r\n"):
        return text.rstrip(b"\r\n"), []
    parts: list[bytes] = []
    literals: list[bytes | SpooledBody] = []
    while match := _LITERAL.search(text):
        if b"\x00" in text or len(literals) > 1000:
            raise _senseless(line.host)
        size = int(match.group(1))
        before = text[: match.start()]
        if _BODY.search(before):
            literals.append(_read_body(line, size, spool))
        elif size <= _SMALL_LITERAL:
            literals.append(line.read(size))
        else:
            raise _senseless(line.host)
        parts += (before, b"\x00%d\x00" % (len(literals) - 1))
        text = line.readline()
    if b"\x00" in text:
        raise _senseless(line.host)
    return b"".join((*parts, text.rstrip(b"\r\n"))), literals


def _read_body(line: Line, size: int, spool: Path | None) -> bytes | SpooledBody:
    if size <= IN_MEMORY:
        return line.read_body(size)
    if size > LARGEST_MESSAGE or spool is None:
        raise MailServerUnreachable(line.host, tr("it announced a message of no sensible size"))
    # Removed here where reading ends early, else by whoever takes it.
    with tempfile.NamedTemporaryFile(dir=spool, suffix=".eml", delete=False) as file:
        path = Path(file.name)
        try:
            line.read_into(file, size)
        except BaseException:
            file.close()
            path.unlink(missing_ok=True)
            raise
    return SpooledBody(path, size)


def _fetched(host: str, text: bytes, literals: list[bytes | SpooledBody]) -> Fetched:
    try:
        items = _items(text[text.index(b"(") :], literals)
        return _as_fetched(items)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
        for each in literals:
            if isinstance(each, SpooledBody):
                each.path.unlink(missing_ok=True)
        raise _senseless(host) from error


def _items(text: bytes, literals: list[bytes | SpooledBody]) -> dict[bytes, Any]:
    """The names and values of a FETCH response: atoms and strings as bytes, lists as lists."""
    stack: list[list[Any]] = [[]]
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        value = token.group(kind or 0)
        if kind == "paren":
            if value == b"(":
                if len(stack) > _DEEPEST:
                    raise ValueError
                stack.append([])
            else:
                done = stack.pop()
                stack[-1].append(done)
        elif kind == "literal":
            stack[-1].append(literals[int(value)])
        elif kind == "quoted":
            stack[-1].append(value.replace(b'\\"', b'"').replace(b"\\\\", b"\\"))
        else:
            stack[-1].append(value)
    if len(stack) != 1 or len(stack[0]) != 1:
        raise ValueError
    pairs = iter(stack[0][0])
    return {name.upper(): value for name, value in zip(pairs, pairs, strict=True)}


def _as_fetched(items: dict[bytes, Any]) -> Fetched:
    body = next((value for name, value in items.items() if name.startswith(b"BODY[")), None)
    flags, labels, modseq = items.get(b"FLAGS"), items.get(b"X-GM-LABELS"), items.get(b"MODSEQ")
    return Fetched(
        uid=int(items.get(b"UID", 0)),
        flags=None if flags is None else frozenset(map(_flag, flags)),
        received_at=internal_date(items[b"INTERNALDATE"]) if b"INTERNALDATE" in items else None,
        size=int(items[b"RFC822.SIZE"]) if b"RFC822.SIZE" in items else None,
        modseq=int(modseq[0]) if modseq else None,
        labels=None if labels is None else tuple(map(_label, labels)),
        body=None if _is_nil(body) else body,
    )


def _is_nil(body: object) -> bool:
    """Whether a server has no body to give. A real one is not turned to capitals to be told so."""
    return isinstance(body, bytes) and len(body) == 3 and body.upper() == b"NIL"


def _flag(raw: bytes) -> str:
    return raw.lstrip(b"\\").decode("ascii", "replace").lower()


def _label(raw: bytes) -> str:
    return str(decode_utf7(raw))


def internal_date(raw: bytes) -> datetime | None:
    """``17-Jul-1996 02:44:25 -0700`` in UTC; None where it is no date."""
    match = _DATE.match(raw.decode("ascii", "replace"))
    if not match:
        return None
    day, month, year, hour, minute, second, sign, off_hours, off_minutes = match.groups()
    offset = timedelta(hours=int(off_hours), minutes=int(off_minutes))
    try:
        zone = timezone(-offset if sign == "-" else offset)
        number = _MONTHS.index(month.lower())
        local = datetime(int(year), number, int(day), int(hour), int(minute), int(second), 0, zone)
        return local.astimezone(UTC)
    except (ValueError, KeyError, OverflowError):
        return None


def _senseless(host: str) -> MailServerUnreachable:
    return MailServerUnreachable(host, tr("its answer makes no sense"))
