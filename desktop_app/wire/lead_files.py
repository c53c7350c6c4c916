"""Lists of leads of any kind as tables: CSV, Excel workbooks and vCards, told by what they hold."""

from __future__ import annotations

import re
from pathlib import Path

from desktop_app.wire.csv_encoding import unreadable
from desktop_app.wire.csv_reader import open_table
from desktop_app.wire.table import HeaderScore, Table
from desktop_app.wire.vcard_reader import open_cards
from desktop_app.wire.xlsx_reader import is_workbook, open_workbook

_HEAD = 4 << 10
_CARD = re.compile(rb"(?:^|[\r\n])\s*BEGIN\s*:\s*VCARD\s", re.IGNORECASE)


def open_leads_file(
    path: Path,
    *,
    header_score: HeaderScore | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Table:
    """Open a file that holds leads.

    Args:
        header_score: how much a row of cells looks like the header.
        encoding, delimiter, sheet: what somebody knows better than a guess, each where the
            format has it.

    Raises:
        KnownError: it is nothing that can be read as a list of leads.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise unreadable(path, error) from error
    if is_workbook(head, path):
        return open_workbook(path, header_score=header_score, sheet=sheet)
    if _CARD.search(head.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf")) or (
        path.suffix.lower() in (".vcf", ".vcard")
    ):
        return open_cards(path, encoding=encoding)
    return open_table(path, header_score=header_score, encoding=encoding, delimiter=delimiter)
