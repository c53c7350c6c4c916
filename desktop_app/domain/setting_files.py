"""Settings on their way to another computer: a file of them, and what of one can be taken up.

Secrets are in none, nor what makes sense on one computer alone. A file may come from anywhere: each
value is held against the table of settings, and what does not fit is left out, and said.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.lead_layout import layout_document, layout_of
from desktop_app.domain.setting_kinds import Setting, Value, check
from desktop_app.domain.setting_table import ACCOUNT_SETTINGS, BY_NAME, SETTINGS
from desktop_app.domain.shortcuts import PREFIX, SINGLE_LETTERS, changed_keys, keys_of, shortcut_of

FORMAT: Final = "outpost-settings"
VERSION: Final = 1
LARGEST: Final = 1_000_000
"""Bytes of a file that is looked at at all."""
_MOST_WORDS: Final = 80
PANES: Final = (
    "leads.panes", "inbox.widths", "today.widths", "templates.widths", "sequences.widths",
    "metrics.audit_width",
)  # fmt: skip
"""What the window remembers of the sizes of its parts. Where it stands itself stays out: another
computer has another screen."""
_MOST_PANES: Final = 8
_WIDEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Carried:
    """What a file brings.

    Args:
        computer, account: values by the names of their settings.
        left_out: what of the file was not taken, and why: a sentence each.
        panes: widths of the window's parts, by the names of ``PANES``, in logical pixels.
        table: the columns of the table of leads, as ``domain.lead_layout`` writes them; None
            where the file says nothing of them.
    """

    computer: dict[str, Value]
    account: dict[str, Value]
    left_out: tuple[str, ...] = ()
    panes: dict[str, list[int]] = field(default_factory=dict)
    table: dict[str, Any] | None = None

    @property
    def count(self) -> int:
        return len(self.computer) + len(self.account) + len(self.panes) + (self.table is not None)


def document(
    computer: Mapping[str, Value],
    account: Mapping[str, Value],
    *,
    panes: Mapping[str, list[int]] | None = None,
    table: Mapping[str, Any] | None = None,
) -> str:
    """The text of a file: what is not as it is by itself, and may travel."""
    kept: dict[str, Any] = {
        "computer": _kept(SETTINGS, computer),
        "account": _kept(ACCOUNT_SETTINGS, account),
    }
    if panes:
        kept["panes"] = {name: list(panes[name]) for name in PANES if panes.get(name)}
    if table is not None:
        kept["table"] = dict(table)
    whole = {"format": FORMAT, "version": VERSION, **kept}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def read_document(text: str) -> Carried:
    """What the text of a file brings.

    Raises:
        KnownError: it is no such file, or one of a newer version.
    """
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        whole = None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise KnownError(
            tr("This is no file of Outpost's settings."), tr("“Export settings” writes one.")
        )
    version = whole.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version > VERSION:
        raise KnownError(
            tr("This file is of a newer Outpost."), tr("Update Outpost here, then import it again.")
        )
    left: list[str] = []
    computer = _taken(SETTINGS, whole.get("computer"), left)
    account = _taken(ACCOUNT_SETTINGS, whole.get("account"), left)
    _settle_keys(computer, left)
    panes = _panes(whole.get("panes"), left)
    table = whole.get("table")
    if table is not None and not isinstance(table, dict):
        left.append(tr("The columns of the table of leads are none."))
        table = None
    # As it is read, with widths in bounds: what a stranger wrote goes no further.
    table = None if table is None else layout_document(layout_of(table))
    return Carried(computer, account, tuple(left), panes, table)


def _panes(found: Any, left: list[str]) -> dict[str, list[int]]:
    if found is None:
        return {}
    if not isinstance(found, dict):
        left.append(tr("A part of the file is no list of sizes."))
        return {}
    taken: dict[str, list[int]] = {}
    for name, sizes in found.items():
        fits = isinstance(sizes, list) and 0 < len(sizes) <= _MOST_PANES
        if name not in PANES:
            left.append(tr("{name}: not known here.", name=_short(str(name))))
        elif not fits or not all(type(each) is int and 0 <= each <= _WIDEST for each in sizes):
            left.append(tr("{name}: not a possible value.", name=name))
        else:
            taken[name] = list(sizes)
    return taken


def _kept(table: tuple[Setting, ...], values: Mapping[str, Value]) -> dict[str, Value]:
    return {
        each.name: values[each.name]
        for each in table
        if each.travels and each.name in values and values[each.name] != each.default
    }


def _taken(table: tuple[Setting, ...], found: Any, left: list[str]) -> dict[str, Value]:
    if found is None:
        return {}
    if not isinstance(found, dict):
        left.append(tr("A part of the file is no list of settings."))
        return {}
    names = {each.name: each for each in table}
    taken: dict[str, Value] = {}
    for name, value in found.items():
        setting = names.get(name)
        shown = _short(name)
        if setting is None:
            known = name in BY_NAME
            left.append(
                tr("{shown}: kept elsewhere.", shown=shown)
                if known
                else tr("{shown}: not known here.", shown=shown)
            )
        elif not setting.travels:
            left.append(tr("{shown}: stays as it is on this computer.", shown=shown))
        elif not isinstance(value, str | int | bool):
            left.append(tr("{shown}: not a possible value.", shown=shown))
        else:
            try:
                taken[name] = check(setting, value)
            except KnownError as error:
                left.append(f"{shown}: {_short(error.title)}")
    return taken


def _settle_keys(computer: dict[str, Value], left: list[str]) -> None:
    """Of two commands with one key, only one can have it."""
    settled = changed_keys(computer)
    for name in list(computer):
        if not name.startswith(PREFIX) or name == SINGLE_LETTERS:
            continue
        shortcut = shortcut_of(name.removeprefix(PREFIX))
        if shortcut is None:
            continue
        keys = " ".join(keys_of(shortcut, settled))
        if keys != computer[name]:
            left.append(tr("{name}: another command has that key.", name=name))
            computer[name] = keys


def _short(words: str) -> str:
    shown = "".join(each if each.isprintable() else " " for each in words)
    return shown if len(shown) <= _MOST_WORDS else f"{shown[: _MOST_WORDS - 1]}…"
