"""What the cell of a file says: its text, the status it means, the value of a custom field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from desktop_app.domain.column_kinds import parse_date, parse_number
from desktop_app.domain.custom_fields import CustomField, CustomKind
from desktop_app.domain.lead_columns import fold_header
from desktop_app.domain.lead_own_columns import exact_custom, storable
from desktop_app.domain.leads import LeadStatus
from desktop_app.domain.text_marks import LITERAL, unmarked

MAX_DETAIL = 2000  # characters of phone, website, industry, size, and of a field of one's own

# C0 and C1 controls without tab and line ends, and line ends of other systems.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_EMPTY_WORDS = frozenset(
    ("-", "--", "—", "?", "n/a", "#n/a", "null", "(null)", "none", "nan", "undefined", "\\n")
)


def _folded(words: Mapping[LeadStatus, str]) -> dict[str, LeadStatus]:
    return {fold_header(word): status for status, all_ in words.items() for word in all_.split(";")}


_TEMPERATURES = _folded(
    {
        LeadStatus.HOT: """
            hot; hot lead; very hot; heiß; chaud; très chaud; caliente; caldo; quente; heet;
            varm lead; gorący; горячий; ホット; 热; 熱; 뜨거움""",
        LeadStatus.WARM: """
            warm; warm lead; lauwarm; tiède; tibio; tiepido; morno; lauw; varm; ciepły; теплый;
            ウォーム; 温; 温かい; 따뜻함""",
        LeadStatus.COLD: """
            cold; cold lead; very cold; kalt; froid; frío; freddo; frio; koud; kall; kald; zimny;
            холодный; コールド; 冷; 冷たい; 차가움""",
    }
)
# Stages and grades of other programs: a beginning for a new lead, no reason to change one.
_STAGES = _folded(
    {
        LeadStatus.HOT: """
            high; hoch; a; qualified; sales qualified lead; sql; sqo; opportunity; negotiation;
            proposal; proposal sent; very interested; urgent""",
        LeadStatus.WARM: """
            medium; mittel; b; new; neu; nouveau; nuevo; open; offen; contacted; connected;
            attempted to contact; in progress; interested; marketing qualified lead; mql; lead;
            working; nurture; nurturing; active; engaged""",
        LeadStatus.COLD: """
            low; niedrig; c; unqualified; disqualified; lost; closed lost; dead; junk; junk lead;
            inactive; not interested; bad timing; unresponsive; on hold; parked""",
    }
)


def clean_text(text: str) -> str:
    """One line without control characters, outer space, and a spreadsheet's text mark; what is
    marked as meant to the letter stays as it is."""
    if text.startswith(LITERAL):
        return storable(text[2:])
    text = text.strip()
    if not text:
        return ""
    if not text.isprintable():
        text = _SPACES.sub(" ", CONTROL.sub("", text)).strip()
    text = unmarked(text)
    return "" if text.lower() in _EMPTY_WORDS else text


@lru_cache(maxsize=256)
def status_of(word: str) -> tuple[LeadStatus, bool] | None:
    """The status that a word of another program means, and whether it says so itself (a stage
    only hints at it); None when it says nothing."""
    folded = fold_header(word)
    if folded in _TEMPERATURES:
        return _TEMPERATURES[folded], True
    return (_STAGES[folded], False) if folded in _STAGES else None


def own_value(own: CustomField, text: str, *, day_first: bool = True) -> str | int | float | None:
    """A cell as a value of a custom field, JSON-ready; None when it does not fit."""
    if own.kind is CustomKind.NUMBER:
        return parse_number(text)
    if own.kind is CustomKind.DATE:
        day = parse_date(text, day_first=day_first)
        return day.isoformat() if day is not None else None
    if own.kind is CustomKind.CHOICE:
        folded = text.casefold()
        return next((each for each in own.choices if each.casefold() == folded), None)
    return text if len(text) <= MAX_DETAIL else None


def read_own(own: CustomField, cell: str, *, day_first: bool = True) -> str | int | float | None:
    """What a cell puts into a custom field: as an export wrote it, or else as it is understood;
    None when it is empty or does not fit."""
    exact = exact_custom(own, cell)
    if exact is not None:
        return exact
    text = clean_text(cell)
    return own_value(own, text, day_first=day_first) if text else None
