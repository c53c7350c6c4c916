"""The day on which somebody is back, read from what an absence notice says.

In English, German, French, Spanish, Italian, Dutch and Portuguese, relative to the day the notice
was written. Wherever two readings are possible, there is none: a reminder on the wrong day is
worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_LOOKED_AT: Final = 4_000
"""Characters of a notice that are read; what comes later is a signature or a quotation."""

_LONGEST = timedelta(days=270)
"""A day without a year that would be further off was this year's, and is past."""
_LONGEST_WITH_YEAR = timedelta(days=3 * 366)
_NEAR, _FAR = timedelta(days=31), timedelta(days=100)

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner januari janvier janv enero ene gennaio gen janeiro",
            "february feb februar februari février fevrier févr fevr febrero febbraio febb "
            "fevereiro fev",
            "march mar märz maerz mrz maart mrt mars marzo março marco",
            "april apr avril avr abril abr aprile",
            "may mai mei mayo maggio mag maio",
            "june jun juni juin junio giugno giu junho",
            "july jul juli juillet juil julio luglio lug julho",
            "august aug augustus août aout agosto ago",
            "september sep sept septembre septiembre settembre sett set setembro",
            "october oct oktober okt octobre octubre ottobre ott outubro out",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}

_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "monday mon montag lundi lunes lunedì lunedi maandag segunda segunda-feira",
            "tuesday tue tues dienstag mardi martes martedì martedi dinsdag terça terça-feira",
            "wednesday wed mittwoch mercredi miércoles miercoles mercoledì mercoledi woensdag "
            "quarta quarta-feira",
            "thursday thu thur thurs donnerstag jeudi jueves giovedì giovedi donderdag quinta "
            "quinta-feira",
            "friday fri freitag vendredi viernes venerdì venerdi vrijdag sexta sexta-feira",
            "saturday sat samstag sonnabend samedi sábado sabado sabato zaterdag",
            "sunday sun sonntag dimanche domingo domenica zondag",
        )
    )
    for name in names.split()
}

# Words by which a language shows: those that stand in every notice, and in no other language.
_TELLING: Final = {
    "en": "the i am will be office back until your with for email out and return of",
    "de": "ich bin bis der die das und nicht ihre wieder ab dem im zum zurück büro für mit",
    "fr": "je suis le au bureau vous et jusqu'au absent retour du votre pour sera absente",
    "es": "el estoy hasta y oficina usted correo del fuera para su vuelta estaré de",
    "it": "sono il fino ufficio al e della per il mio rientro sarò di dal assente",
    "nl": "ik ben het tot een op kantoor met en niet van weer uw terug vanaf afwezig",
    "pt": "estou até o e escritório não do para com você estarei da ausente de",
}
_WORDS_OF: Final = {language: frozenset(words.split()) for language, words in _TELLING.items()}

# Where people write the month first although they write English.
_DAY_FIRST_PLACES: Final = frozenset({"uk", "ie", "au", "nz", "za", "in", "sg", "eu"})
_MONTH_FIRST_PLACES: Final = frozenset({"us", "edu", "gov", "mil"})

_ABSENT = re.compile(
    r"\b(?:out of (?:the )?office|away|on (?:annual |parental |maternity |paternity |sick )?leave|"
    r"(?:on )?(?:vacation|holidays?|pto)|travell?ing|limited access|not in the office|"
    r"(?:i am|i'm|i’m|i will be|i'll be|i’ll be) (?:currently )?out\b|"
    r"abwesen\w*|nicht im büro|nicht im hause?|im urlaub|nicht erreichbar|außer haus|ausser haus|"
    r"absente?s?|en (?:congés?|vacances|déplacement)|absence|"
    r"fuera de (?:la )?oficina|ausente|de vacaciones|ausencia|"
    r"fuori (?:sede|ufficio)|assente|in ferie|assenza|"
    r"afwezig\w*|op vakantie|niet op kantoor|met verlof|niet aanwezig|"
    r"fora do escritório|de férias|ausência|não estou)\b|\booo\b",
    re.IGNORECASE,
)

_MONTH_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_NAMES = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_YEAR = r"(?:,?\s+(?:del?\s+)?(?P<y1>\d{4}))?"
_DATE = re.compile(
    rf"(?<![\w.])(?:"
    rf"(?P<iso>\d{{4}})-(?P<iso_m>\d{{1,2}})-(?P<iso_d>\d{{1,2}})"
    rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|[.ºª°])?\s*(?:of\s+|de\s+|di\s+)?"
    rf"(?P<m1>{_MONTH_NAMES})\b\.?{_YEAR}"
    rf"|(?P<m2>{_MONTH_NAMES})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?![.:]\d)"
    rf"(?:,?\s+(?P<y2>\d{{4}}))?"
    rf"|(?P<n1>\d{{1,2}})(?P<mark>[./-])\s?(?P<n2>\d{{1,2}})(?:(?P=mark)\s?(?P<y3>\d{{4}}|\d{{2}})\b"
    rf"|(?P<dot>\.)|(?![\w./-]))"
    rf"|(?P<weekday>{_DAY_NAMES})\b(?!\s*,?\s+(?:the\s+|den\s+|dem\s+|le\s+|el\s+|dia\s+)?\d)"
    rf"(?!\s*,?\s+(?:{_MONTH_NAMES})\b)"
    rf")",
    re.IGNORECASE,
)
# What may stand between a word that tells and its day: articles, prepositions, the weekday.
_BETWEEN = (
    rf"(?:[\s,:(]|\b(?:on|the|by|from|at|in|to|work|office|again|den|dem|der|am|ab|zum|im|büro|"
    rf"le|du|au|à|partir|compter|bureau|el|día|dia|del|en|la|oficina|a|il|dal|giorno|ufficio|in|"
    rf"op|de|het|kantoor|vanaf|o|no|em|ao|escritório|my|desk|next|coming|morning|monday|"
    rf"(?:{_DAY_NAMES}))\b){{0,12}}$"
)
_BACK = re.compile(
    r"(?:\b(?:back|return(?:ing)?|be returning|reachable|available|resume|resuming)(?: again)?"
    r"|\b(?:in|at) the office (?:again )?(?:on|from)"
    r"|\bwieder|\bzurück|\bzurueck|\brückkehr"
    r"|\bde retour|\bretour (?:est )?(?:prévu|prévue)?|\breviens|\breviendrai|\brentre(?:rai)?"
    r"|\bde (?:vuelta|regreso)|\b(?:regreso|regresaré|vuelvo|volveré|reincorporo|reincorporaré)"
    r"|\b(?:rientro|rientrerò|torno|tornerò|di ritorno|nuovamente|di nuovo)"
    r"|\b(?:terug|weer)(?: (?:bereikbaar|aanwezig))?"
    r"|\b(?:de volta|retorno|retornarei|regresso|regressarei|volto|voltarei)"
    r")" + _BETWEEN,
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:until|till|til|through|thru|up to|"
    r"bis(?: zum)?(?: (?:einschließlich|einschl\.|inklusive|inkl\.|incl\.))?|jusqu['’](?:au|à)|"
    r"hasta|fino|sino|tot(?: en met)?|t/m|até)" + _BETWEEN,
    re.IGNORECASE,
)
_INCLUDED = re.compile(
    r"\b(?:(?:through|thru|einschließlich|inklusive|en met|t/m)\b|(?:einschl|inkl|incl)\.)",
    re.IGNORECASE,
)
# "inclus", "(inclusive)", ", ambos inclusive"; "including Friday" is about something else.
_INCLUDED_AFTER = re.compile(
    r"^\s*,?\s*\(?(?:(?:both|ambos|ambas|beide|entrambi)\s+(?:(?:days?|dates|d[ií]as|fechas|tage|"
    r"dagen|giorni)\s+)?)?(?:incl(?!uding|uyendo|uant|udendo|uindo)|inkl|einschl|eingeschlossen|"
    r"(?:y )?compris\b|compres[oi]\b|inbegrepen)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(?:^|\s)(?:to|and|-|–|—|au|al|a|e|y|und|tot|en)\s+" + _BETWEEN, re.IGNORECASE)
_BACK_AFTER = re.compile(
    r"^[^.!?\n]{0,60}?\b(?:wieder|zurück|zurueck|back|available|reachable|in the office again|"
    r"de retour|à nouveau|de nouveau|disponible|de vuelta|de regreso|di nuovo|nuovamente|"
    r"disponibile|terug|weer|de volta|novamente|disponível)\b",
    re.IGNORECASE,
)
_NOT_BACK_AFTER = re.compile(
    r"^[^.!?\n]{0,60}?\b(?:nicht|not|pas|niet|não|non|urlaub|absente?|vacation|leave|away|"
    r"out of|ausente|assente|afwezig)\b",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(
    r"[!?\n]|(?<!\d)(?<!\beinschl)(?<!\bin[kc]l)\.(?=\s)|\.(?=\s+[A-ZÄÖÜÉ][a-zäöüé]+\s+[a-zäöüé])"
)
_QUOTED = re.compile(r"\n(?:>|-{3,}|_{8,}|\s*(?:From|Von|De|Da|Van)\s?:\s)")


def speaks_of_absence(subject: str, plain: str) -> bool:
    """Whether an automatic answer says that somebody is away (rather than "we got your mail")."""
    return bool(_ABSENT.search(subject) or _ABSENT.search(_own_words(plain)))


def returns_on(subject: str, plain: str, written: date, *, sender: str = "") -> date | None:
    """The day on which the author of a notice is back, or None where it does not plainly say.

    "until 3 January" is the third, as it says; "through 3 January" the day after.

    Args:
        subject, plain: of the notice.
        written: the day of the notice; no day before it is ever returned.
        sender: the author's address: its country tells how 3/5 is meant in English.
    """
    text = "\n".join((subject, _own_words(plain)))
    found = [
        (weight, day)
        for each in _dates(text, written, sender)
        if (weight := _weight(text, each)) and (day := _counted(text, each)) >= written
    ]
    if not found:
        return None
    best = max(weight for weight, _ in found)
    days = {day for weight, day in found if weight == best}
    return days.pop() if len(days) == 1 else None


@dataclass(frozen=True, slots=True)
class _Found:
    day: date
    start: int
    end: int


def _own_words(plain: str) -> str:
    text = plain[:_LOOKED_AT].replace("\u00a0", " ")
    quoted = _QUOTED.search(text)
    # A notice that begins with a rule ("-----") is no quotation.
    return text[: quoted.start()] if quoted and text[: quoted.start()].strip() else text


def _dates(text: str, written: date, sender: str) -> Iterator[_Found]:
    matches = list(_DATE.finditer(text))
    month_first = _month_first(text, matches, sender)
    for match in matches:
        day = _day_of(match, written, month_first)
        if day is not None:
            yield _Found(day, match.start(), match.end())


def _month_first(text: str, matches: list[re.Match[str]], sender: str) -> bool | None:
    """Whether 3/5 is the fifth of March here; None where nobody can know."""
    for match in matches:  # one of them may say it of all
        if match["n1"] and match["mark"] == "/":
            first, second = int(match["n1"]), int(match["n2"])
            if first > 12 >= second:
                return False
            if second > 12 >= first:
                return True
    if _language(text) not in ("en", ""):
        return False
    place = sender.rpartition(".")[2]
    if place in _DAY_FIRST_PLACES:
        return False
    return True if place in _MONTH_FIRST_PLACES else None


def _language(text: str) -> str:
    """The language of a notice, or "" where it does not show."""
    words = re.findall(r"[^\W\d_]+(?:'au)?", text.lower())
    counts = {name: sum(word in own for word in words) for name, own in _WORDS_OF.items()}
    best = max(counts, key=lambda name: counts[name])
    others = max(count for name, count in counts.items() if name != best)
    return best if counts[best] > others else ""


def _day_of(match: re.Match[str], written: date, month_first: bool | None) -> date | None:
    if match["iso"]:
        return _exact(int(match["iso"]), int(match["iso_m"]), int(match["iso_d"]), written)
    if match["m1"]:
        return _of(match["d1"], _MONTHS[match["m1"].lower()], match["y1"], written)
    if match["m2"]:
        return _of(match["d2"], _MONTHS[match["m2"].lower()], match["y2"], written)
    if match["weekday"]:
        number = _WEEKDAYS[match["weekday"].lower()]
        return written + timedelta(days=(number - written.weekday() - 1) % 7 + 1)
    return _of_numbers(match, written, month_first)


def _of_numbers(match: re.Match[str], written: date, month_first: bool | None) -> date | None:
    first, second, year = int(match["n1"]), int(match["n2"]), match["y3"]
    if match["mark"] == "-" and year is None:
        return None  # "2-3 days"
    if match["mark"] == "." and year is None and not match["dot"]:
        return None  # "version 2.1", "at 9.30"
    if match["mark"] == "." or first > 12:
        return _of(str(first), second, year, written)
    if second > 12:
        return _of(str(second), first, year, written)
    if month_first is not None or first == second:
        day, month = (second, first) if month_first else (first, second)
        return _of(str(day), month, year, written)
    # English without a hint: only when one of the two readings is near and the other is far.
    both = (_of(str(first), second, year, written), _of(str(second), first, year, written))
    days = sorted(day for day in both if day is not None)
    if not days or days[0] - written > _NEAR:
        return None
    return days[0] if len(days) == 1 or days[1] - written > _FAR else None


def _of(day: str, month: int, year: str | None, written: date) -> date | None:
    if year is not None:
        full = int(year) + (written.year // 100 * 100 if len(year) == 2 else 0)
        return _exact(full, month, int(day), written)
    for candidate in (written.year, written.year + 1):
        found = _valid(candidate, month, int(day))
        if found is not None and found >= written:
            return found if found - written <= _LONGEST else None
    return None


def _exact(year: int, month: int, day: int, written: date) -> date | None:
    found = _valid(year, month, day)
    if found is None or not timedelta(0) <= found - written <= _LONGEST_WITH_YEAR:
        return None
    return found


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _before(text: str, start: int) -> str:
    """The beginning of the sentence in which a day stands."""
    piece = text[max(0, start - 110) : start]
    ends = [match.end() for match in _SENTENCE_ENDS.finditer(piece)]
    return piece[ends[-1] :] if ends else piece


def _weight(text: str, found: _Found) -> int:
    """How plainly a day is said to be the day of return; 0: it is not."""
    before, after = _before(text, found.start), text[found.end : found.end + 110]
    if _BACK.search(before):
        return 3
    if _UNTIL.search(before):
        return 2
    if _BACK_AFTER.search(after) and not _NOT_BACK_AFTER.search(after):
        return 3
    return 2 if _ends_range(before) else 0


def _ends_range(before: str) -> bool:
    """Whether another day, and a word for "to", lead to a day."""
    return bool(_RANGE.search(before) and _DATE.search(before))


def _counted(text: str, found: _Found) -> date:
    """The day itself; the one after where it is the last day of the absence, included."""
    before, after = _before(text, found.start), text[found.end : found.end + 40]
    until = _UNTIL.search(before)
    included = (until and _INCLUDED.search(until[0])) or (
        (until or _ends_range(before)) and _INCLUDED_AFTER.search(after)
    )
    return found.day + timedelta(days=1) if included else found.day
