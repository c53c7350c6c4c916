"""When two leads are one person: how alike they are, and why.

Everything here works on plain text. What of a lead is compared is worked out once
(:func:`traits`), two of those are judged (:func:`judge`), and each lead has keys
(:func:`match_keys`) of which two that could be judged alike share one, so that nobody has to
compare each with each. How alike two words are is measured by whoever calls.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple
from uuid import UUID

from desktop_app.domain.addresses import is_freemail, plain_address, registered_name
from desktop_app.domain.language import tr

Alike = Callable[[str, str], float]
"""How alike two words are, from 0 to 100."""

MERGE_AT_MOST: Final = 4
"""Leads that can be looked at side by side."""


class Reason(StrEnum):
    """Why two leads may be one."""

    ADDRESS = "address"
    ALIAS = "alias"
    PHONE = "phone"
    PERSON = "person"


REASON_WORDS: Final[Mapping[Reason, str]] = {
    Reason.ADDRESS: tr("Same e-mail address, spelt another way"),
    Reason.ALIAS: tr("One has the other’s e-mail address"),
    Reason.PHONE: tr("Same phone number"),
    Reason.PERSON: tr("Same person and company"),
}


class Facts(NamedTuple):
    """What of a lead is compared, as it stands; ``aliases`` are its further addresses."""

    company: str
    contact_name: str
    email: str
    phone: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a lead is compared, in one spelling.

    Args:
        address: its own address (see :func:`mailbox_of`).
        addresses: that one and the further ones.
        phones: significant digits, without the trunk's zero.
        person: the words of the name in order of the alphabet; empty where it names nobody.
        company: the words of the company without legal forms, in order of the alphabet.
        cores: how its two longest words begin.
        domain: of the own address, where that says something about a company.
    """

    address: str
    addresses: frozenset[str]
    phones: frozenset[str]
    person: tuple[str, ...]
    company: tuple[str, ...]
    cores: frozenset[str]
    domain: str

    @property
    def full_name(self) -> bool:
        """Whether the name says who it is: one word alone does not, unless it is written
        without spaces."""
        return len(self.person) > 1 or bool(self.person and _CJK.search(self.person[0]))


@dataclass(frozen=True, slots=True)
class Verdict:
    """How sure it is that two leads are one, of 100, and the best reason."""

    score: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class DuplicateLead:
    """One side of a pair, as a list shows it."""

    id: UUID
    company: str
    contact_name: str
    email: str


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two leads that may be one."""

    id: UUID
    one: DuplicateLead
    other: DuplicateLead
    score: int
    reason: Reason
    found_at: datetime

    @property
    def reason_words(self) -> str:
        return REASON_WORDS[self.reason]

    @property
    def score_words(self) -> str:
        return score_words(self.score)


def score_words(score: int) -> str:
    """How sure a score is, for people."""
    return tr("Very likely") if score >= 90 else tr("Likely") if score >= 75 else tr("Possible")


# -- one spelling ----------------------------------------------------------------------------------

_MARKS = re.compile("[\u0300-\u036f]")
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "’": "'"}
)
_UMLAUT = re.compile("(?<=[aou])e")
# S.p.A., A/S, B.V.: one word.
_DOTTED = re.compile(r"\b((?:[^\W\d_][./]\s?){1,4}[^\W\d_])(?:\.|\b)")
_WORD = re.compile(r"[^\W_]+")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LEGAL = _words(
    """
    gmbh mbh ggmbh ug ag kg kgaa ohg gbr ek ev eg se haftungsbeschrankt inc incorporated corp
    corporation co company companies ltd limited llc llp lp plc pllc pty pvt pte private sdn bhd
    cic sa sas sasu sarl eurl snc sca srl srls spa sl slu sc ltda eireli me bv nv vof cv bvba sprl
    ab hb oy oyj as asa ans aps ivs is doo dd sro spol zoo oo sp z ood eood ad kft zrt nyrt bt rt
    ooo oao zao pao ao ип ооо оао зао пао ао тов чп kk gk yk jsc ojsc pjsc fze fzco fzc
    """
)
_LEGAL_CJK = re.compile(
    "\\(株\\)|\\(有\\)|株式会社|有限会社|合同会社|股份有限公司|有限责任公司|有限責任公司|有限公司|"
    "주식회사|유한회사|\\(주\\)"
)
_JOINING = _words("the and und et y e i og och en & der die das les la le el de del di do da of")
_TITLES = _words(
    "mr mrs ms miss mx dr prof professor sir dame herr frau hr fr mme mlle mag ing dipl msc bsc "
    "mba phd md jr sr ii iii don dott ssa sig sra srta г-н г-жа"
)
_NOBODY = _words(
    "info office sales contact kontakt mail hello hallo admin support team service unknown na none "
    "null anonymous test buero buro post zentrale reception empfang webmaster postmaster purchasing"
)
_NO_COMPANY = _words(
    "unknown na none null private privat privee particulier personal self freelance freelancer test"
)


@lru_cache(1 << 14)
def fold(text: str) -> str:
    """Case, accents and the two ways to write an umlaut do not count; other scripts stay."""
    if text.isascii():
        return _UMLAUT.sub("", text.lower())
    # Marks of Latin, Greek and Cyrillic alone: those of kana and Hangul are letters.
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return _UMLAUT.sub("", unicodedata.normalize("NFC", bare).translate(_PLAIN_LETTERS))


def _split(text: str) -> list[str]:
    return _WORD.findall(text.replace("'", ""))


@lru_cache(1 << 14)
def company_words(name: str) -> tuple[str, ...]:
    """A company's words without its legal form, in order of the alphabet; () for none."""
    text = unicodedata.normalize("NFKC", name)
    if is_freemail(text.strip().lower()):
        return ()
    text = _LEGAL_CJK.sub(" ", text)
    folded = _DOTTED.sub(lambda found: re.sub(r"[./\s]", "", found[1]), fold(text))
    words = _split(folded)
    named = [word for word in words if word not in _LEGAL and word not in _JOINING]
    if named and all(word in _NO_COMPANY for word in named):
        return ()
    if _CJK.search(text):
        return ("".join(named or words),) if named or words else ()
    return tuple(sorted(set(named or words)))


@lru_cache(1 << 14)
def person_words(name: str) -> tuple[str, ...]:
    """A person's words without titles, in order of the alphabet; () where it names nobody."""
    text = unicodedata.normalize("NFKC", name)
    if "@" in text:
        return ()
    words = _split(fold(text))
    named = [word for word in words if word not in _TITLES and not word.isdigit()]
    if not named or all(word in _NOBODY for word in named):
        return ()
    if _CJK.search(text):
        return ("".join(named),)  # 山田太郎 and 山田 太郎
    return tuple(sorted(set(named)))


def mailbox_of(address: str) -> str:
    """One spelling for the addresses of one mailbox: without the tag behind a plus, and for
    Gmail without dots."""
    lowered = plain_address(address) or address.strip().lower()
    local, _, domain = lowered.rpartition("@")
    bare = local.partition("+")[0] or local
    if domain in ("gmail.com", "googlemail.com"):
        domain, bare = "gmail.com", bare.replace(".", "") or bare
    return f"{bare}@{domain}"


_EXTENSION = re.compile(r"\s*(?:ext|extn|extension|durchwahl|poste|x|#)\s*[.:=]?\s*\d{1,6}\s*$")
_SEVERAL = re.compile(r"[;,|\n]|\s+(?:or|oder|ou)\s+")
_SHORTEST = 7
_SURE = 8


def phone_numbers(text: str) -> frozenset[str]:
    """The significant digits of the numbers in a cell: without 00, the trunk's zero and the
    extension; a number that somebody typed to fill a field is none."""
    found = set()
    for part in _SEVERAL.split(unicodedata.normalize("NFKC", text).lower()):
        bare = _EXTENSION.sub("", part.replace("(0)", "").replace(";ext=", " x"))
        digits = "".join(str(unicodedata.digit(each)) for each in bare if each.isdigit())
        digits = digits.removeprefix("00").removeprefix("0")
        if len(digits) >= _SHORTEST and len(set(digits)) > 2 and digits not in "1234567890":
            found.add(digits)
    return frozenset(found)


def traits(lead: Facts) -> Traits:
    """What is compared of a lead."""
    address = mailbox_of(lead.email)
    domain = address.rpartition("@")[2]
    person = person_words(lead.contact_name)
    if len(person) == 1 and person[0] == fold(address.partition("@")[0]):
        person = ()  # guessed from the address
    company = company_words(lead.company)
    longest = sorted(company, key=lambda word: (-len(word), word))[:2]
    return Traits(
        address=address,
        addresses=frozenset((address, *map(mailbox_of, lead.aliases))),
        phones=phone_numbers(lead.phone) if lead.phone else frozenset(),
        person=person,
        company=company,
        cores=frozenset(word[:3] for word in longest),
        domain="" if is_freemail(domain) or not registered_name(domain) else domain,
    )


# -- which could be alike --------------------------------------------------------------------------


def match_keys(lead: Traits) -> frozenset[str]:
    """Keys of which two leads that :func:`judge` finds alike share at least one."""
    keys = {f"a {address}" for address in lead.addresses}
    keys.update(f"p {number[-_SHORTEST:]}" for number in lead.phones)
    if lead.full_name:
        name = " ".join(lead.person)
        keys.update(f"n {name}|{core}" for core in lead.cores)
        if lead.domain:
            keys.add(f"n {name}|@{lead.domain}")
        if lead.company:
            company = " ".join(lead.company)
            keys.update(f"c {company}|{word}" for word in lead.person if len(word) > 1)
    return frozenset(keys)


# -- how alike -------------------------------------------------------------------------------------


class _Names(StrEnum):
    SAME = "same"
    CLOSE = "close"  # a letter, an initial, a middle name
    UNKNOWN = "unknown"  # one of them names nobody
    OTHER = "other"


_CLOSE_WORD = 84.0
_CLOSE_COMPANY = 85.0
_LEAST = 60

_ADDRESS_SCORE = {_Names.SAME: 99, _Names.CLOSE: 98, _Names.UNKNOWN: 97, _Names.OTHER: 80}
_ALIAS_SCORE = {_Names.SAME: 98, _Names.CLOSE: 96, _Names.UNKNOWN: 94, _Names.OTHER: 75}
_PHONE_SCORE = {_Names.SAME: 95, _Names.CLOSE: 90, _Names.UNKNOWN: 80, _Names.OTHER: 60}


def judge(one: Traits, other: Traits, alike: Alike) -> Verdict | None:
    """Whether two leads may be one person; None where nothing speaks for it.

    Two people of one company are two, also when they share its phone number.
    """
    names = _names(one, other, alike)
    found: list[Verdict] = []
    if one.address == other.address:
        found.append(Verdict(_ADDRESS_SCORE[names], Reason.ADDRESS))
    elif one.addresses & other.addresses:
        found.append(Verdict(_ALIAS_SCORE[names], Reason.ALIAS))
    if _same_phone(one.phones, other.phones) and not (
        names is _Names.OTHER and _same_company(one, other)
    ):
        found.append(Verdict(_PHONE_SCORE[names], Reason.PHONE))
    if sure := _person_score(one, other, names, alike):
        found.append(Verdict(sure, Reason.PERSON))
    if not found:
        return None
    best = max(found, key=lambda verdict: verdict.score)
    score = min(99, best.score + 2 * (len(found) - 1))
    return Verdict(score, best.reason) if score >= _LEAST else None


def _person_score(one: Traits, other: Traits, names: _Names, alike: Alike) -> int:
    """The same person at the same company: one of the two may be misspelt, not both."""
    if not (one.full_name and other.full_name):
        return 0
    same = bool(one.company) and one.company == other.company
    if names is _Names.SAME:
        if same:
            return 92
        if one.domain and one.domain == other.domain:
            return 88
        return 84 if _companies_alike(one, other, alike) else 0
    return 78 if names is _Names.CLOSE and same else 0


def _names(one: Traits, other: Traits, alike: Alike) -> _Names:
    if not one.person or not other.person:
        return _Names.UNKNOWN
    if one.person == other.person:
        return _Names.SAME
    ours, theirs = set(one.person), set(other.person)
    common = ours & theirs
    if any(len(word) > _SINGLE for word in common):
        if len(common) >= 2 and (ours <= theirs or theirs <= ours):
            return _Names.CLOSE  # a middle name
        if len(ours) == len(theirs) == len(common) + 1:
            (mine,), (yours,) = ours - common, theirs - common
            if _words_close(mine, yours, alike):
                return _Names.CLOSE
    return _Names.OTHER


_SINGLE = 1


def _words_close(one: str, other: str, alike: Alike) -> bool:
    """J and John, Jon and John; not Maria and Mario, Erik and Erika, Ivanov and Ivanova: what
    differs at its end alone is another name."""
    if len(one) == _SINGLE or len(other) == _SINGLE:
        return one[0] == other[0]
    short, long = sorted((one, other), key=len)
    if long.startswith(short) or (len(short) == len(long) and short[:-1] == long[:-1]):
        return False
    return short[0] == long[0] and alike(one, other) >= _CLOSE_WORD


def _companies_alike(one: Traits, other: Traits, alike: Alike) -> bool:
    if not one.cores & other.cores:
        return False
    ours, theirs = set(one.company), set(other.company)
    if any(word.isdigit() for word in ours ^ theirs):
        return False  # branches have numbers
    if ours <= theirs or theirs <= ours:
        return True  # Norvane, Norvane Optics
    return alike(" ".join(one.company), " ".join(other.company)) >= _CLOSE_COMPANY


def _same_company(one: Traits, other: Traits) -> bool:
    if one.domain and one.domain == other.domain:
        return True
    return bool(one.company and other.company) and (
        one.company == other.company or bool(one.cores & other.cores)
    )


def _same_phone(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Equal, or one written without the country in front."""
    return any(
        one == other
        or (min(len(one), len(other)) >= _SURE and (one.endswith(other) or other.endswith(one)))
        for one in ours
        for other in theirs
    )
