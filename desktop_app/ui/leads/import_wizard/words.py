"""What the wizard calls things."""

from __future__ import annotations

from desktop_app.domain.import_plan import FileView, Forecast, MatchKind, Outcome

FIELDS: tuple[tuple[str, str], ...] = (
    ("email", "Email"),
    ("other_email", "Further email"),
    ("contact_name", "Contact"),
    ("first_name", "First name"),
    ("middle_name", "Middle name"),
    ("last_name", "Last name"),
    ("company", "Company"),
    ("phone", "Phone"),
    ("website", "Website"),
    ("industry", "Industry"),
    ("company_size", "Company size"),
    ("status", "Status"),
)
KEEP, IGNORE = "keep", "ignore"
_UNMAPPED = {KEEP: "Kept with the lead", IGNORE: "Left out"}

TABS: tuple[tuple[str, str], ...] = (
    (Outcome.NEW, "New"),
    (Outcome.UPDATE, "Already there"),
    (Outcome.SAME, "Nothing new"),
    (Outcome.DOUBLED, "Doubled"),
    (Outcome.REFUSED, "Refused"),
)

MATCHES = {
    MatchKind.ADDRESS: "Same address",
    MatchKind.NAME_COMPANY: "Same name and company",
    MatchKind.DOMAIN: "Same company’s domain",
}

ENCODINGS = (
    "utf-8", "cp1252", "utf-16", "iso8859-2", "cp1250", "cp1251", "cp932", "gb18030", "big5hkscs",
    "cp949", "mac-roman", "cp850",
)  # fmt: skip
DELIMITERS = ((",", "Comma"), (";", "Semicolon"), ("\t", "Tab"), ("|", "Bar"))

_KINDS = {"csv": "Text table", "xlsx": "Excel workbook", "vcard": "vCards"}


def field_title(field: str, own: dict[str, str]) -> str:
    """What a column feeds, as people call it."""
    return _UNMAPPED.get(field) or dict(FIELDS).get(field) or own.get(field, field)


def file_words(view: FileView) -> str:
    """``Excel workbook, 1,204 rows``."""
    kind = _KINDS.get(view.kind, view.kind)
    if view.rows is None:
        return kind
    noun = "card" if view.kind == "vcard" else "row"
    return f"{kind}, {view.rows:,} {noun}{'' if view.rows == 1 else 's'}"


def delimiter_title(delimiter: str) -> str:
    return dict(DELIMITERS).get(delimiter, f"“{delimiter}”")


def forecast_words(forecast: Forecast) -> str:
    """``246 new leads, 12 updated, 3 left out``."""
    left = forecast.skipped + forecast.unchanged + forecast.doubled
    parts = [
        f"{forecast.new:,} new lead{'' if forecast.new == 1 else 's'}",
        f"{forecast.updated:,} updated" if forecast.updated else "",
        f"{left:,} known already" if left else "",
        f"{forecast.refused:,} refused" if forecast.refused else "",
    ]
    return ", ".join(part for part in parts if part)
