"""Days and times typed in German, in the English words that the readers of both know.

Read beside English in every language of the window: who works in two types in either, and no
word of one means another day in the other. Words that are not known stay, so that a reader which
knows no day refuses them as it would.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_MONTHS: Final = {
    "januar": "january", "jänner": "january", "jaenner": "january", "februar": "february",
    "feber": "february", "märz": "march", "maerz": "march", "mrz": "march", "mär": "march",
    "mai": "may", "juni": "june", "juli": "july", "oktober": "october", "okt": "october",
    "dezember": "december", "dez": "december",
}  # fmt: skip
_WEEKDAYS: Final = {
    "montag": "monday", "dienstag": "tuesday", "mittwoch": "wednesday", "donnerstag": "thursday",
    "freitag": "friday", "samstag": "saturday", "sonnabend": "saturday", "sonntag": "sunday",
}  # fmt: skip
# Two letters: of a text that begins with one alone, "so" is something else in English.
_SHORT: Final = {"mo": "mon", "di": "tue", "mi": "wed", "do": "thu", "fr": "fri", "sa": "sat",
                 "so": "sun"}  # fmt: skip
_COUNTS: Final = {
    "einem": "one", "einer": "one", "eine": "one", "ein": "one", "eins": "one", "zwei": "two",
    "drei": "three", "vier": "four", "fünf": "five", "fuenf": "five", "sechs": "six",
    "sieben": "seven", "acht": "eight", "neun": "nine", "zehn": "ten",
}  # fmt: skip
_HOURS: Final = {
    "eins": 1, "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "fuenf": 5, "sechs": 6,
    "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "zwoelf": 12,
}  # fmt: skip
_UNITS: Final = {
    "tag": "day", "tagen": "days", "tage": "days", "woche": "week", "wochen": "weeks",
    "monat": "month", "monaten": "months", "monate": "months", "quartal": "quarter",
    "quartalen": "quarters", "jahr": "year", "jahren": "years", "stunde": "hour",
    "stunden": "hours", "std": "hours", "minute": "minute", "minuten": "minutes", "min": "minutes",
    "arbeitstag": "working day", "arbeitstagen": "working days", "werktag": "working day",
    "werktagen": "working days",
}  # fmt: skip
_PARTS: Final = {
    "früh": "morning", "frueh": "morning", "vormittag": "morning", "vormittags": "morning",
    "mittag": "noon", "mittags": "noon", "nachmittag": "afternoon", "nachmittags": "afternoon",
    "abend": "evening", "abends": "evening", "feierabend": "eod",
}  # fmt: skip
_DAYS: Final = {"heute": "today", "übermorgen": "day after tomorrow", "gestern": "yesterday",
                "uebermorgen": "day after tomorrow"}  # fmt: skip
_EDGES: Final = {"ende": "end", "anfang": "start", "beginn": "start"}
_SPANS: Final = {"woche": "week", "monat": "month", "quartal": "quarter", "jahr": "year"}
_WORDS: Final = {**_MONTHS, **_WEEKDAYS, **_PARTS, **_DAYS}

_DAY: Final = "|".join((*_WEEKDAYS, *_DAYS, *_SHORT))
_HOUR: Final = "|".join(sorted(_HOURS, key=len, reverse=True))
_Said = Callable[[re.Match[str]], str]


def _half(found: re.Match[str]) -> str:
    """ "Halb zehn" is half past nine."""
    hour = _HOURS.get(found[1]) or int(found[1])
    return f"at {(hour - 1) % 24}:30"


def _hour(found: re.Match[str]) -> str:
    hour = _HOURS.get(found["hour"])
    return f"at {found['hour'] if hour is None else hour}:{found['minute'] or '00'}"


def _edge(found: re.Match[str]) -> str:
    following = "next " if found["next"] else ""
    return f"{_EDGES[found['edge']]} of {following}{_SPANS[found['span']]}"


def _in(found: re.Match[str]) -> str:
    count = _COUNTS.get(found[1], found[1])
    return f"in {count} {_UNITS[found[2]]}"


# In this order: what is longer first.
_PHRASES: Final[tuple[tuple[re.Pattern[str], str | _Said], ...]] = (
    (re.compile(r"\bin (?:einer )?halben stunde\b"), "in half an hour"),
    (re.compile(rf"\bin (\d{{1,4}}|{'|'.join(_COUNTS)}) ({'|'.join(_UNITS)})\b\.?"), _in),
    (
        re.compile(r"\b(?P<edge>ende|anfang|beginn) (?:der |des |dieser |dieses )?"
                   r"(?P<next>(?:der |des )?(?:nächste[nrs]?|naechste[nrs]?|kommende[nrs]?) )?"
                   r"(?P<span>woche|monat|quartal|jahr)e?s?\b"),
        _edge,
    ),
    (re.compile(r"\b(woche|monat|quartal|jahr)e?s(anfang|beginn|ende)\b"),
     lambda found: f"{_EDGES[found[2]]} of {_SPANS[found[1]]}"),
    (re.compile(r"\b(?:am |dieses )?wochenende\b"), "weekend"),
    (re.compile(r"\b(?:nächste|naechste|kommende) woche\b"), "next week"),
    (re.compile(rf"\b(?:um )?halb (\d{{1,2}}|{_HOUR})\b(?: uhr\b)?"), _half),
    (re.compile(rf"\b(?:um )?(?P<hour>\d{{1,2}}|{_HOUR})(?:[.:](?P<minute>\d\d))? uhr\b"), _hour),
    (re.compile(rf"\b(?:um )?(?P<hour>\d{{1,2}}|{_HOUR}) uhr (?P<minute>\d\d)\b"), _hour),
    (re.compile(rf"\bum (?P<hour>\d{{1,2}}|{_HOUR})(?:[.:](?P<minute>\d\d))?(?![\d.:])"), _hour),
    (re.compile(rf"\b({_DAY}) morgen\b"), r"\1 morning"),
    (re.compile(r"^morgen\b"), "tomorrow"),
    (re.compile(rf"\b(?:nächsten|naechsten|kommenden|diesen|am|den) (?=(?:{_DAY})\b)"), ""),
    (re.compile(r"^(?:am|den|der) (?=\d{1,2}\.)"), ""),
    (re.compile(rf"(?<=\w) am (?={'|'.join(_PARTS)}\b)"), " "),
)  # fmt: skip
_HOUR_FIRST: Final = re.compile(rf"\b(?P<hour>\d{{1,2}}|{_HOUR}) uhr (?P<minute>\d\d)\b")
_SHORT_DAY: Final = re.compile(rf"^({'|'.join(_SHORT)})\b\.?(?=$|,? )")


def in_english(words: str) -> str:
    """``"morgen um 9 uhr"`` as ``"tomorrow at 9:00"``; English stays as it is.

    Args:
        words: casefolded, with single spaces.
    """
    said = _HOUR_FIRST.sub(_hour, words)
    for pattern, meant in _PHRASES:
        said = pattern.sub(meant, said)
    said = _SHORT_DAY.sub(lambda found: _SHORT[found[1]], said)
    return re.sub(r"[a-zäöüß]+", lambda found: _WORDS.get(found[0], found[0]), said)
