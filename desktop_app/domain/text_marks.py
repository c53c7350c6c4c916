"""Text that a spreadsheet would not leave alone, and how it stands in a cell all the same.

A cell that begins like a formula is run by Excel, LibreOffice and Google Sheets when a CSV file
is opened, whoever wrote it (OWASP, "CSV Injection"). An apostrophe in front makes it text, and
the import takes it away again. Two apostrophes say that what follows is meant to the letter:
outer spaces, line ends, a word like "n/a" that would else count as nothing.
"""

from __future__ import annotations

from collections.abc import Callable

MARK = "'"
LITERAL = "''"
# What begins a formula, also in full width, or is passed over before one.
_RISKY = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")


def harmless(cell: str) -> str:
    """A cell of a CSV file that no spreadsheet takes for a formula."""
    return MARK + cell if cell.startswith(_RISKY) else cell


def is_literal(cell: str) -> bool:
    """Whether a cell says that it is meant to the letter."""
    return cell.startswith(LITERAL)


def unmarked(cell: str) -> str:
    """A cell without the mark that :func:`harmless` or :func:`kept_exactly` gave it."""
    if cell[:1] != MARK:
        return cell
    if cell.startswith(LITERAL):
        return cell[2:]
    return cell[1:] if cell.startswith(_RISKY, 1) else cell


def kept_exactly(text: str, read: Callable[[str], str]) -> str:
    """A cell of which ``read`` makes this text again: itself, or with the literal mark.

    Args:
        read: how the import reads a cell of this column; it must honour the marks.
    """
    return text if read(text) == text else LITERAL + text
