"""What the wizard calls things."""

from __future__ import annotations

from desktop_app.domain.column_kinds import ColumnKind
from desktop_app.domain.import_plan import FileView, Forecast, MatchKind, Outcome
from desktop_app.domain.language import joined, numeral, plural, tr

FIELDS: tuple[tuple[str, str], ...] = (
    ("email", tr("Email")),
    ("other_email", tr("Further email")),
    ("contact_name", tr("Contact")),
    ("first_name", tr("First name")),
    ("middle_name", tr("Middle name")),
    ("last_name", tr("Last name")),
    ("company", tr("Company")),
    ("phone", tr("Phone")),
    ("website", tr("Website")),
    ("industry", tr("Industry")),
    ("company_size", tr("Company size")),
    ("status", tr("Status")),
)
KEEP, IGNORE = "keep", "ignore"
_UNMAPPED = {KEEP: tr("Kept with the lead"), IGNORE: tr("Left out")}

TABS: tuple[tuple[str, str], ...] = (
    (Outcome.NEW, tr("New")),
    (Outcome.UPDATE, tr("Already there")),
    (Outcome.SAME, tr("Nothing new")),
    (Outcome.DOUBLED, tr("Doubled")),
    (Outcome.REFUSED, tr("Refused")),
)

MATCHES = {
    MatchKind.ADDRESS: tr("Same address"),
    MatchKind.NAME_COMPANY: tr("Same name and company"),
    MatchKind.DOMAIN: tr("Same company’s domain"),
}

ENCODINGS = (
    "utf-8", "cp1252", "utf-16", "iso8859-2", "cp1250", "cp1251", "cp932", "gb18030", "big5hkscs",
    "cp949", "mac-roman", "cp850",
)  # fmt: skip
DELIMITERS = ((",", tr("Comma")), (";", tr("Semicolon")), ("\t", "Tab"), ("|", tr("Bar")))

_KINDS = {"csv": tr("Text table"), "xlsx": tr("Excel workbook"), "vcard": "vCards"}


COLUMN_KINDS = {
    ColumnKind.EMPTY: tr("empty", "of a column"),
    ColumnKind.TEXT: tr("text", "of a column"),
    ColumnKind.NUMBER: tr("number", "of a column"),
    ColumnKind.DATE: tr("date", "of a column"),
    ColumnKind.EMAIL: tr("e-mail", "of a column"),
    ColumnKind.PHONE: tr("phone", "of a column"),
    ColumnKind.WEBSITE: tr("website", "of a column"),
    ColumnKind.YES_NO: tr("yes/no", "of a column"),
}
"""What the cells of a column look like."""


def field_title(field: str, own: dict[str, str]) -> str:
    """What a column feeds, as people call it."""
    return _UNMAPPED.get(field) or dict(FIELDS).get(field) or own.get(field, field)


def file_words(view: FileView) -> str:
    """``Excel workbook, 1,204 rows``."""
    kind = _KINDS.get(view.kind, view.kind)
    if view.rows is None:
        return kind
    if view.kind == "vcard":
        return joined(", ", (kind, plural("{n} cards", "{n} card", view.rows)))
    return joined(", ", (kind, plural("{n} rows", "{n} row", view.rows)))


def delimiter_title(delimiter: str) -> str:
    return dict(DELIMITERS).get(delimiter, f"“{delimiter}”")


def forecast_words(forecast: Forecast) -> str:
    """``246 new leads, 12 updated, 3 left out``."""
    left = forecast.skipped + forecast.unchanged + forecast.doubled
    parts = [
        plural("{n} new leads", "{n} new lead", forecast.new),
        tr("{updated} updated", updated=numeral(forecast.updated)) if forecast.updated else "",
        tr("{left} known already", left=numeral(left)) if left else "",
        tr("{refused} refused", refused=numeral(forecast.refused)) if forecast.refused else "",
    ]
    return ", ".join(part for part in parts if part)
