"""What a message about failed delivery says: which addresses, for good or for now, in whose words.

From the machine-readable part where there is one (RFC 3464, RFC 6533), else from the header that
Exim and Gmail add, else from the texts of Exim, Postfix, qmail, Sendmail, Exchange and Gmail.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.addresses import normalise_address

LONGEST_SAID: Final = 500
_MOST: Final = 50  # addresses of one report
MAX_REPORT: Final = 200_000
"""Characters of a report that are read: more than a thousand recipients."""
REPORTS: Final = ("message/delivery-status", "message/global-delivery-status")
_LOOKED_AT: Final = 20_000  # characters of a text
_ADDRESS = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\-]{1,64}@[A-Za-z0-9.\-]{3,190}[A-Za-z0-9]"

_FIELD = re.compile(r"^([A-Za-z-]{3,40})[ \t]*:[ \t]*(.*)$")
_STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")
_ACTION = re.compile(r"[a-z]+")
_ARRIVED: Final = frozenset({"delivered", "relayed", "expanded"})  # RFC 3464, 2.3.3
_CODE = re.compile(r"(?:^|[\s:'\"(<])([45])\d\d(?=[\s\-'\"])")
# "<ada@x.example>: host mx said: 550 …" (Postfix), "<ada@x.example>:" (qmail)
_POSTFIX = re.compile(
    rf"^[ \t]*<({_ADDRESS})>[^\n:]{{0,80}}:[ \t]*([^\n]*(?:\n[ \t]+[^\n]+){{0,8}})", re.M
)
# An address alone on its line, and what is indented below (Exim, Gmail, Sendmail).
_ALONE = re.compile(
    rf"^[ \t]*(?:[^\n<>@]{{0,80}}[\s(<])?({_ADDRESS})[>)]?(?:<mailto:[^\n>]{{1,300}}>)?[ \t]*:?"
    rf"[ \t]*$",
    re.M,
)
# "Your message wasn't delivered to ada@x.example because …" (Gmail), and its kin
_IN_WORDS = re.compile(
    rf"(?:delivered to|delivery to|deliver (?:\w+ ){{0,3}}to|could not be (?:sent|delivered) to|"
    rf"zugestellt werden an|an folgende[nr]? Empfänger|remis[e]? à|entregad[ao] a|entregar a|"
    rf"consegnat[oa] a|bezorgd (?:bij|aan)|entregue a)[^@\n]{{0,60}}?[\s<(\"]({_ADDRESS})",
    re.IGNORECASE,
)
_FOR_NOW = re.compile(
    r"\b(?:delayed|not yet been delivered|will (?:be )?retr(?:y|ied)|keep trying|temporar(?:y|ily)|"
    r"still trying|wird weiter versucht|verzögert|temporär|en attente|retrasad[oa]|in coda|"
    r"vertraagd|atrasad[ao])\b",
    re.IGNORECASE,
)
_FOR_GOOD = re.compile(
    r"\b(?:permanent(?:ly)?|could(?: not|n['’]t) be (?:delivered|found)|"
    r"(?:was|were)(?: not|n['’]t) delivered|has failed|undeliverable|does(?: not|n['’]t) exist|"
    r"no such user|user unknown|"
    r"unknown user|address rejected|dauerhaft|unzustellbar|nicht zugestellt|définitive|"
    r"no se ha podido entregar|non recapitabile|onbestelbaar|não (?:foi|pôde ser) entregue)\b",
    re.IGNORECASE,
)
# Below such a line stands the message that came back: its addresses are others'.
_RETURNED = re.compile(
    r"^[ \t]{0,8}(?:-{2,60}[^\n-][^\n]{0,60}?(?:copy of|"
    r"returned message|original message|message header|Ursprüngliche|"
    r"Below this line)[^\n]*|Original message headers:|-{3,} ?Original|Reporting-MTA:|"
    r"Received: from[^\n]*|Return-path:[^\n]*|Diagnostic information for administrators:"
    r"|---- Message header follows ----[^\n]*)",
    re.M | re.I,
)
_MESSAGE_ID = re.compile(r"^Message-ID:[ \t]*(?:\r?\n[ \t]+)?(<[^<>\s]{3,490}>)", re.M | re.I)


@dataclass(frozen=True, slots=True)
class Bounce:
    """A report about delivery.

    Attributes:
        failed: addresses as they were written to, lower case, each once.
        permanent: 5.x.x or 4.x.x (a full mailbox, a host that is away); None: it says neither.
        said: the server's own words on one line, at most ``LONGEST_SAID`` characters.
        given_up: this mail is not tried again (``Action: failed``), whatever is wrong there;
            else it may be, or nobody knows.
    """

    failed: tuple[str, ...]
    permanent: bool | None
    said: str
    given_up: bool = False


def read_bounce(
    reports: Sequence[str], named: Sequence[str], plain: str, own: Collection[str]
) -> Bounce:
    """Read a report.

    Args:
        reports: the texts of its ``message/delivery-status`` parts.
        named: the addresses of X-Failed-Recipients.
        plain: its text for people.
        own: the rep's addresses: none of them is what failed, unless a part made for machines
            says so.
    """
    recipients = [each for report in reports for each in _recipients(report)]
    found = [each for each in recipients if not each.arrived and each.address]
    if found:
        return _of_recipients(found, plain)
    if recipients and not named and all(each.arrived for each in recipients):
        return Bounce((), None, "")  # a receipt: whom its text names was reached
    text = plain[:_LOOKED_AT]
    cut = _RETURNED.search(text)
    text = text[: cut.start()] if cut else text
    addresses, said = _in_text(text, own)
    if named:
        addresses = list(named)
    reached = {each.address for each in recipients if each.arrived}
    addresses = [each for each in addresses if _address(each) not in reached]
    said = said or _reply_line(plain[:_LOOKED_AT])
    return Bounce(_each_once(addresses), _lasting(said, text), _one_line(said))


def all_arrived(reports: Sequence[str]) -> bool:
    """Whether reports tell of success alone: each recipient that they name was reached, or their
    mail was passed on. Of reports that name nobody nothing is known.

    Args:
        reports: the texts of a message's ``message/delivery-status`` parts.
    """
    recipients = [each for report in reports for each in _recipients(report)]
    return bool(recipients) and all(each.arrived for each in recipients)


def returned_ids(texts: Sequence[str], plain: str) -> tuple[str, ...]:
    """The Message-ID of what came back, with its brackets; none where nothing did.

    Args:
        texts: the beginnings of the returned message or of its header fields.
        plain: the report's text for people: some put the returned message into it.
    """
    for text in texts:
        if match := _MESSAGE_ID.search(text):
            return (match[1],)
    plain = plain[: 3 * _LOOKED_AT]
    cut = _RETURNED.search(plain)
    match = _MESSAGE_ID.search(plain, cut.start()) if cut else None
    return (match[1],) if match else ()


# ------------------------------------------------------------------- the part for machines


@dataclass(frozen=True, slots=True)
class _Recipient:
    address: str  # "" where it is none of mail
    action: str
    status: str  # the first digit, "" where nothing says it
    said: str

    @property
    def arrived(self) -> bool:
        """Whether the mail got there; the action says it, and the status where that does not."""
        return self.action in _ARRIVED or (
            self.status == "2" and self.action not in ("failed", "delayed")
        )

    @property
    def given_up(self) -> bool:
        return self.action == "failed"

    @property
    def permanent(self) -> bool | None:
        if self.action == "delayed":
            return False
        return {"5": True, "4": False}.get(self.status[:1])


def _recipients(report: str) -> Iterator[_Recipient]:
    """All that a report names, reached or not."""
    # Without a limit of its own: whom the last of them names may be the one that was not reached.
    for block in re.split(r"\n[ \t]*\n", report.replace("\r", "").strip()[:MAX_REPORT]):
        fields = _fields(block)
        original, final = fields.get("original-recipient", ""), fields.get("final-recipient", "")
        if not original and not final:
            continue
        action = _ACTION.match(fields.get("action", "").lower())
        said = _without_type(fields.get("diagnostic-code", ""))
        code = (
            _STATUS.search(fields.get("status", "")) or _STATUS.search(said) or _CODE.search(said)
        )
        yield _Recipient(
            _typed(original) or _typed(final),
            action[0] if action else "",
            code[1] if code else "",
            said,
        )


def _fields(block: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for line in block.split("\n")[:200]:
        if line[:1] in (" ", "\t") and name:
            fields[name] += " " + line.strip()
        elif match := _FIELD.match(line):
            name = match[1].lower()
            fields.setdefault(name, match[2].strip())
    return fields


def _typed(value: str) -> str:
    """The address of ``rfc822;ada@x.example``; "" for a number or a name."""
    kind, mark, address = value.partition(";")
    if mark and kind.strip().lower() not in ("rfc822", "utf-8", "smtp"):
        return ""
    return _address(address if mark else value)


def _without_type(value: str) -> str:
    kind, mark, rest = value.partition(";")
    return rest.strip() if mark and len(kind) < 20 and " " not in kind.strip() else value


def _of_recipients(found: Sequence[_Recipient], plain: str) -> Bounce:
    lasting = [each for each in found if each.permanent]
    given_up = [each for each in found if each.given_up]
    chosen = lasting or given_up or found  # those that only wait are no failure while others failed
    permanent = True if lasting else False if any(e.permanent is False for e in chosen) else None
    said = next((each.said for each in chosen if each.said), "")
    return Bounce(
        _each_once(each.address for each in chosen),
        permanent,
        _one_line(said or _reply_line(plain[:_LOOKED_AT])),
        all(each.given_up for each in chosen),
    )


# ---------------------------------------------------------------------- texts for people


def _in_text(text: str, own: Collection[str]) -> tuple[list[str], str]:
    """The addresses that a text says failed, and the words about the first of them."""
    postfix = [(match[1], match[2]) for match in _POSTFIX.finditer(text)]
    if postfix:
        return [address for address, _ in postfix], postfix[0][1]
    in_words = [match[1] for match in _IN_WORDS.finditer(text)]
    alone = [(match[1], _below(text, match.end())) for match in _ALONE.finditer(text)]
    strangers = [each for each in alone if _address(each[0]) not in own]
    if in_words:
        return in_words, ""
    return [address for address, _ in strangers], strangers[0][1] if strangers else ""


def _below(text: str, end: int) -> str:
    """The indented lines below an address."""
    lines: list[str] = []
    for line in text[end : end + 1_500].split("\n")[1:9]:
        if not line.startswith((" ", "\t")) or re.fullmatch(rf"\s*<?{_ADDRESS}>?:?\s*", line):
            break
        lines.append(line.strip())
    return " ".join(lines)


def _reply_line(text: str) -> str:
    """The first line that looks like a server's answer ("550 5.1.1 …")."""
    for line in text.split("\n")[:400]:
        if (_CODE.search(line) or _STATUS.search(line)) and not _STATUS.fullmatch(line.strip()):
            return line
    return ""


def _lasting(said: str, text: str) -> bool | None:
    for where in (said, text):
        code = _STATUS.search(where) or _CODE.search(where)
        if code and code[1] in "45":
            return code[1] == "5"
    if _FOR_NOW.search(text):
        return False
    return True if _FOR_GOOD.search(text) else None


def _each_once(addresses: Collection[str] | Iterator[str]) -> tuple[str, ...]:
    usable = (_address(each) for each in addresses)
    return tuple(dict.fromkeys(each for each in usable if each))[:_MOST]


def _address(text: str) -> str:
    """An address in lower case; "" where it is none."""
    bare = text.strip().strip("<>").strip().removesuffix(".")
    return normalise_address(bare) or "" if re.fullmatch(_ADDRESS, bare) else ""


def _one_line(said: str) -> str:
    words = " ".join(said.split())
    return words if len(words) <= LONGEST_SAID else words[: LONGEST_SAID - 1].rstrip() + "…"
