"""Which column of a file is what: by what the user says, by name, then by what the cells hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from desktop_app.domain.addresses import normalise_address, registered_name
from desktop_app.domain.custom_fields import CustomField
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.lead_columns import LeadField, Recognised, fold_header, recognise
from desktop_app.domain.lead_fields import CUSTOM
from desktop_app.domain.lead_own_columns import OwnColumn, OwnKind, own_column

REPORT_LINE = "Import: line"
REPORT_REASON = "Import: reason"
_OF_REPORTS = frozenset(map(fold_header, (REPORT_LINE, REPORT_REASON)))


@dataclass(frozen=True, slots=True)
class LeadMapping:
    """Which columns feed which field; of several the first that is not empty counts.

    ``custom`` are the columns of the user's own fields, by the key of the field.
    ``own`` are those that hold what only an export of ours has.
    """

    header: tuple[str, ...]
    columns: Mapping[LeadField, tuple[int, ...]]
    custom: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    own: Mapping[int, OwnColumn] = field(default_factory=dict)

    @property
    def has_addresses(self) -> bool:
        """Whether a column feeds the address, without which no row becomes a lead."""
        return bool(self.columns.get(LeadField.EMAIL))

    def as_words(self) -> dict[str, str]:
        """``{"Primary Email": "email", …}``, the columns without a field left out."""
        words = {
            self.header[index]: each.value
            for each, indexes in self.columns.items()
            for index in indexes
        }
        for key, indexes in self.custom.items():
            words.update({self.header[index]: CUSTOM + key for index in indexes})
        return words | {self.header[index]: each.word for index, each in self.own.items()}


def header_score(cells: Sequence[str]) -> int:
    """How much a row looks like the header of a list of leads; 0 when it does not.

    A header names a column of e-mail addresses and holds none; the name of a column of an earlier
    import, in a file of ours, may be anything.
    """
    if any("@" in cell and own_column(cell) is None for cell in cells):
        return 0
    known = [each for cell in cells if len(cell) < 100 and (each := recognise(cell.strip()))]
    names_mail = any(each.field is LeadField.EMAIL for each in known)
    return len({each.field for each in known}) if names_mail else 0


def map_columns(
    header: Sequence[str],
    sample: Sequence[Sequence[str]],
    wanted: Mapping[str, str] | None = None,
    custom: Sequence[CustomField] = (),
) -> LeadMapping:
    """Decide which column is what, by name, then by what the cells hold.

    Args:
        header: column names, as many as the widest row has cells.
        sample: some of the first rows.
        wanted: what the user says, column name (or its number from 1) to field name.
        custom: the user's own fields; a column that has the title of one feeds it.

    Raises:
        KnownError: no column holds e-mail addresses, or ``wanted`` names what is not there.
    """
    mapping = guess_columns(header, sample, wanted, custom)
    if not mapping.has_addresses:
        names = ", ".join(f"“{name}”" for name in header[:12])
        more = tr(" and {value} more", value=len(header) - 12) if len(header) > 12 else ""
        raise KnownError(
            tr("No column of this file holds e-mail addresses."),
            tr(
                "Nothing was imported. Its columns are {names}{more}; if one of them holds "
                "them, say which (--map COLUMN=email).",
                names=names,
                more=more,
            ),
        )
    return mapping


def guess_columns(
    header: Sequence[str],
    sample: Sequence[Sequence[str]],
    wanted: Mapping[str, str] | None = None,
    custom: Sequence[CustomField] = (),
) -> LeadMapping:
    """As :func:`map_columns`, also where no column holds addresses.

    Raises:
        KnownError: ``wanted`` names what is not there.
    """
    said, own = _said(header, wanted or {}, custom)
    ours: dict[int, OwnColumn] = {}
    for index, name in enumerate(header):
        if index in said or index in own:
            continue
        column = own_column(name, custom)
        if column is not None and column.field is not None:
            own[index] = column.field.key
        elif column is not None and column.kind is not OwnKind.CUSTOM:
            ours[index] = column
        elif recognise(name) is None:
            folded = fold_header(name)
            for each in custom:
                if folded and folded in (fold_header(each.title), fold_header(each.key)):
                    own[index] = each.key
    settled = {*said, *own, *ours}
    known: dict[int, Recognised] = {}
    for index, name in enumerate(header):
        if index not in settled and (found := recognise(name)) is not None:
            known[index] = found
    _tell_names_apart(header, known)
    for index in [index for index in known if _is_denied(known[index].field, index, sample)]:
        del known[index]
    fields_said = set(said.values())
    columns: dict[LeadField, list[int]] = {}
    for index in sorted(known, key=lambda index: (known[index].rank, index)):
        target = known[index].field
        if target is LeadField.EMAIL and LeadField.EMAIL in fields_said:
            target = LeadField.OTHER_EMAIL
        elif target in fields_said:
            continue
        columns.setdefault(target, []).append(index)
    for index, target in said.items():
        columns.setdefault(target, []).append(index)
    if not columns.get(LeadField.EMAIL):
        _map_by_content(sample, len(header), columns, settled)
    columns.pop(LeadField.KEEP, None)
    fields: dict[str, list[int]] = {}
    for index, key in own.items():
        fields.setdefault(key, []).append(index)
    return LeadMapping(
        tuple(header),
        {target: tuple(indexes) for target, indexes in columns.items()},
        {key: tuple(indexes) for key, indexes in fields.items()},
        ours,
    )


def _said(
    header: Sequence[str], wanted: Mapping[str, str], custom: Sequence[CustomField]
) -> tuple[dict[int, LeadField], dict[int, str]]:
    """What the user says of columns: fields of leads, and keys of their own fields."""
    said: dict[int, LeadField] = {
        index: LeadField.IGNORE
        for index, name in enumerate(header)
        if fold_header(name) in _OF_REPORTS
    }
    own: dict[int, str] = {}
    for column, word in wanted.items():
        index = _column(header, column)
        said.pop(index, None)
        if (key := _own_field(word, custom)) is not None:
            own[index] = key
            continue
        try:
            said[index] = LeadField(word.strip().lower().replace("-", "_").replace(" ", "_"))
        except ValueError:
            names = [*LeadField, *(CUSTOM + each.key for each in custom)]
            raise KnownError(
                tr("“{word}” is not a field of a lead.", word=word),
                tr("Nothing was imported. Fields are {names}.", names=", ".join(names)),
            ) from None
    return said, own


def _own_field(word: str, custom: Sequence[CustomField]) -> str | None:
    """The key of the custom field that is meant by ``custom.region``, by its key or title."""
    if not word.strip().lower().startswith(CUSTOM):
        return None
    name = word.strip()[len(CUSTOM) :]
    for each in custom:
        if name == each.key or fold_header(name) in (
            fold_header(each.key),
            fold_header(each.title),
        ):
            return each.key
    return None


def _column(header: Sequence[str], wanted: str) -> int:
    for same in (str, lambda name: fold_header(str(name))):
        names = [same(name) for name in header]
        if same(wanted) and same(wanted) in names:
            return names.index(same(wanted))
    if wanted.strip().isdecimal() and 1 <= int(wanted) <= len(header):
        return int(wanted) - 1
    raise KnownError(
        tr("This file has no column “{wanted}”.", wanted=wanted),
        tr(
            "Nothing was imported. Its columns are {names}.",
            names=", ".join(f"“{name}”" for name in header[:20]),
        ),
    )


def _tell_names_apart(header: Sequence[str], known: dict[int, Recognised]) -> None:
    """A bare "Name" beside "Vorname" is the family's; "Nombre" without a family name is whole."""
    fields = {each.field for each in known.values()}
    for index, each in known.items():
        name = fold_header(header[index])
        if (
            name in ("name", "namn", "navn", "naam", "nev")
            and LeadField.FIRST_NAME in fields
            and LeadField.LAST_NAME not in fields
        ):
            known[index] = Recognised(LeadField.LAST_NAME)
        elif (
            each.field is LeadField.FIRST_NAME
            and name in ("nombre", "nome", "ad", "adı", "имя")
            and not {LeadField.LAST_NAME, LeadField.CONTACT_NAME} & fields
        ) or (
            each.field is LeadField.LAST_NAME
            and name == "nom"
            and not {LeadField.FIRST_NAME, LeadField.CONTACT_NAME} & fields
        ):
            known[index] = Recognised(LeadField.CONTACT_NAME)


def _is_denied(target: LeadField, index: int, sample: Sequence[Sequence[str]]) -> bool:
    """Whether the cells say that the name of a column of addresses is misleading."""
    if target is not LeadField.EMAIL:
        return False
    filled = [row[index] for row in sample if index < len(row) and row[index].strip()]
    return len(filled) >= 5 and not any("@" in cell for cell in filled)


def _map_by_content(
    sample: Sequence[Sequence[str]],
    width: int,
    columns: dict[LeadField, list[int]],
    settled: Collection[int],
) -> None:
    """A column that holds mostly addresses is the e-mail column; the columns whose words recur
    in the addresses, before and after the @, are the person and the company."""
    taken = {index for indexes in columns.values() for index in indexes} | set(settled)
    shares: dict[int, float] = {}
    for index in range(width):
        filled = [row[index] for row in sample if index < len(row) and row[index].strip()]
        found = sum(1 for cell in filled if normalise_address(cell))
        if index not in taken and filled and found * 2 > len(filled):
            shares[index] = found / len(filled)
    if not shares:
        return
    emails = sorted(shares, key=lambda index: (-shares[index], index))
    columns[LeadField.EMAIL] = emails
    taken.update(emails)
    named = {LeadField.CONTACT_NAME, LeadField.FIRST_NAME, LeadField.LAST_NAME}
    for target, part in (
        (LeadField.CONTACT_NAME, lambda address: address.partition("@")[0]),
        (LeadField.COMPANY, lambda address: registered_name(address.partition("@")[2])),
    ):
        if target in columns or (target is LeadField.CONTACT_NAME and named & set(columns)):
            continue
        hits = {
            index: _recurring(sample, index, emails[0], part)
            for index in range(width)
            if index not in taken
        }
        best = max(hits, key=lambda index: (hits[index], -index), default=None)
        if best is not None and hits[best] >= 0.5:
            columns[target] = [best]
            taken.add(best)


def _recurring(
    sample: Sequence[Sequence[str]], index: int, email: int, part: Callable[[str], str]
) -> float:
    """The share of rows in which a word of the cell is in that part of the address."""
    rows = hits = 0
    for row in sample:
        if max(index, email) < len(row) and (address := normalise_address(row[email])):
            words = [word for word in re.findall(r"\w{3,}", row[index].lower()) if "@" not in word]
            if not 0 < len(words) <= 6 or "@" in row[index]:
                rows += 1
                continue
            rows += 1
            hits += any(word in part(address) for word in words)
    return hits / rows if rows else 0.0
