"""E-mail addresses: one spelling for one mailbox, whatever a file or a header wrote.

The canonical spelling is lower case with the domain in ASCII (IDNA A-labels), because that is
what travels in mail headers and what two programs can compare byte by byte. RFC 5321 allows
local parts to differ by case; no provider of today makes use of it, and a rep who typed
"Jane@" means "jane@".
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress

MAX_ADDRESS = 254  # RFC 5321, 4.5.3.1.3: a path is 256 octets with its angle brackets
MAX_LOCAL = 64  # RFC 5321, 4.5.3.1.1
_MAX_LABEL = 63  # RFC 1035, 2.3.4

# dot-atom (RFC 5322, 3.2.3) at a dotted host name whose last label is not a number.
_PLAIN = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+"
    r"(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})"
)
_IN_BRACKETS = re.compile(r"<\s*([^<>]*@[^<>]*?)\s*>")
_BEFORE = " \t\r\n\v\f\"'`<>()[]{},;:\u00a0\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb"
_AFTER = _BEFORE + "."
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_BETWEEN = re.compile(r"[;,\n|]|\s:::\s|\s+(?=[^\s@]+@)|\s/\s")


def plain_address(text: str) -> str | None:
    """The canonical spelling of an ordinary ASCII address, or None when it needs a closer look.

    Costs a microsecond; answers for nearly every cell of nearly every file.
    """
    lowered = text.strip().lower()
    if not _PLAIN.fullmatch(lowered):
        return None
    at = lowered.rindex("@")
    return lowered if at <= MAX_LOCAL and len(lowered) <= MAX_ADDRESS else None


def tidy_address(text: str) -> str:
    """The bare address in what people and programs write around it.

    ``mailto:Jane@Acme.example?subject=Hi``, ``Jane Doe <jane@acme.example>``, full-width
    letters, invisible characters and stray quotes are understood. The answer may still be no
    address at all.
    """
    bare = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip()
    if found := _IN_BRACKETS.search(bare):
        bare = found.group(1)
    bare = bare.lstrip(_BEFORE).rstrip(_AFTER)
    if bare[:7].lower() == "mailto:":
        bare = bare[7:].partition("?")[0].lstrip(_BEFORE).rstrip(_AFTER)
    return bare


def normalise_address(text: str) -> str | None:
    """The canonical spelling of an address, or None if ``text`` is not one.

    International domains become A-labels (the rules of IDNA 2008 for names that are valid by
    it); international local parts (RFC 6531) stay Unicode, NFC, lower case. Addresses without a
    dot in the domain and address literals are refused: nobody outside can be meant by them.
    """
    if address := plain_address(text):
        return address
    bare = tidy_address(text)
    if address := plain_address(bare):
        return address
    local, at, domain = bare.rpartition("@")
    if not at or not _is_international_local(local):
        return None
    host = ascii_domain(domain)
    if host is None or not _PLAIN.fullmatch(f"x@{host}"):
        return None
    address = f"{unicodedata.normalize('NFC', local.lower())}@{host}"
    fits = len(local.encode()) <= MAX_LOCAL and len(address.encode()) <= MAX_ADDRESS
    return address if fits else None


def several_addresses(text: str) -> list[str]:
    """The parts of a cell that holds one or more addresses, as they were written.

    Mailing programs separate them by comma, semicolon, line end or ``:::`` (Google Contacts).
    A display name with a comma in it stays with its address.
    """
    if text.count("@") < 2:
        return [text]
    if "<" in text:
        return _IN_BRACKETS.findall(text) or [text]
    return [part for part in (each.strip() for each in _BETWEEN.split(text)) if part]


def ascii_domain(domain: str) -> str | None:
    """A host name in A-labels, lower case; None if a label cannot be one."""
    labels = re.split("[.\u3002\uff0e\uff61]", unicodedata.normalize("NFC", domain.lower()))
    try:
        encoded = [
            label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
            for label in labels
            if label.isascii() or _is_international_label(label)
        ]
    except UnicodeError:
        return None
    if len(encoded) != len(labels) or any(not 0 < len(each) <= _MAX_LABEL for each in encoded):
        return None
    return ".".join(encoded)


def readable_domain(domain: str) -> str:
    """The inverse of :func:`ascii_domain`, for eyes only."""
    labels = []
    for label in domain.split("."):
        if label.startswith("xn--"):
            with suppress(UnicodeError):
                label = label[4:].encode("ascii").decode("punycode")
        labels.append(label)
    return ".".join(labels)


def _is_international_local(local: str) -> bool:
    """Letters, marks and digits of any script beside the atoms' ASCII (RFC 6531, 3.3)."""
    if not local or local.startswith(".") or local.endswith(".") or ".." in local:
        return False
    return all(
        (char.isascii() and (char.isalnum() or char in ".!#$%&'*+/=?^_`{|}~-"))
        or (not char.isascii() and unicodedata.category(char)[0] in "LMN")
        for char in local
    )


def _is_international_label(label: str) -> bool:
    return all(
        char == "-"
        or (char.isascii() and char.isalnum())
        or (not char.isascii() and unicodedata.category(char)[0] in "LMN")
        for char in label
    ) and not (label.startswith("-") or label.endswith("-"))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What people use for themselves says nothing about a company: brands under any top level, and
# names too ordinary for that, in full.
_FREEMAIL_BRANDS = _words(
    """
    gmail googlemail hotmail outlook msn yahoo ymail rocketmail aol icloud gmx freenet arcor posteo
    proton protonmail tutanota yandex rambler qq sohu foxmail naver daum hanmail wanadoo laposte
    libero virgilio tiscali bluewin comcast verizon sbcglobal bellsouth btinternet virginmedia
    ntlworld talktalk docomo ezweb nifty uol bol rediffmail onet interia seznam abv ukr fastmail
    hushmail telenet skynet kpnmail xs4all
    """
)
_FREEMAIL_DOMAINS = _words(
    """
    web.de t-online.de mailbox.org online.de mail.ru list.ru inbox.ru bk.ru mail.com mail.de
    inbox.lv me.com mac.com aim.com pm.me hey.com sky.com att.net cox.net charter.net live.com
    live.de live.fr live.nl live.it live.co.uk free.fr neuf.fr orange.fr sfr.fr alice.it o2.pl
    wp.pl ig.com.br terra.com.br terra.es ziggo.nl planet.nl online.no telia.com 163.com 126.com
    yeah.net sina.com nate.com softbank.ne.jp i.softbank.jp tuta.io tuta.com zoho.com
    zohomail.com zohomail.eu hispeed.ch centrum.cz
    """
)
_SECOND_LEVEL = _words("ac co com edu gob gouv gov gv ltd me ne net nom or org plc")


def is_freemail(domain: str) -> bool:
    """Whether anyone can have an address there, so that it names no company."""
    return domain in _FREEMAIL_DOMAINS or registered_name(domain) in _FREEMAIL_BRANDS


def registered_name(domain: str) -> str:
    """The label that somebody registered: ``acme`` of ``mail.acme.co.uk``."""
    return registered_domain(domain).partition(".")[0]


def registered_domain(domain: str) -> str:
    """The domain that somebody registered: ``acme.co.uk`` of ``mail.acme.co.uk``. Without the long
    list of all public suffixes: its last two labels, three where the second says nothing."""
    labels = domain.split(".")
    second_level = len(labels) >= 3 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3 if second_level else -2 :])


def company_of(address: str) -> str:
    """A company's name guessed from an address: ``Acme Tools`` of ``j@mail.acme-tools.co.uk``;
    '' for freemail."""
    domain = address.rpartition("@")[2]
    if is_freemail(domain):
        return ""
    name = readable_domain(registered_name(domain))
    return _as_title(name) if name else ""


def person_of(address: str) -> str:
    """A person's name guessed from an address: ``Jane Doe`` of ``jane.doe+news@…``."""
    local = address.rpartition("@")[0].partition("+")[0]
    words = [word for word in re.split(r"[._\s-]+", local) if word]
    named = [word for word in words if not word.isdigit()] or words
    return " ".join(_as_title(re.sub(r"(?<=[^\W\d])\d+$", "", word)) for word in named) or local


def _as_title(name: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in re.split(r"[-_\s]+", name) if word)
