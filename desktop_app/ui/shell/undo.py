"""Undo and redo of the window: what the menu says, and the question where something is newer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.domain.language import tr
from desktop_app.ui.shell.context import Context

if TYPE_CHECKING:
    from desktop_app.domain.journal import ChangedSince, How

_WORDS_AT_MOST = 60


class UndoRedo(QObject):
    """Takes commands back and does them again, whatever screen is shown.

    Args:
        host: over which the question opens.
    """

    def __init__(self, ctx: Context, host: QWidget) -> None:
        super().__init__(host)
        self._ctx = ctx
        self._host = host

    def undo(self, journal_id: int | None = None, how: How | None = None) -> None:
        """Take back the last command that can be, or this one."""
        journal = self._ctx.services.journal
        self._run(lambda: journal.undo(journal_id, how))

    def redo(self, journal_id: int | None = None, how: How | None = None) -> None:
        """Do again what was taken back last."""
        journal = self._ctx.services.journal
        self._run(lambda: journal.redo(how, journal_id))

    def keep_words(self) -> None:
        """Let the menu say what would be taken back or done again, from now on."""
        self._ctx.bus.changed.connect(self._read)
        self._ctx.ops.when_quiet(self, self._read)

    def _read(self, _news: object = None) -> None:
        journal = self._ctx.services.journal
        self._ctx.ops.run_query(
            self,
            lambda: (journal.can_undo(), journal.can_redo()),
            self._on_read,
            lambda _error: None,
            key="words",
        )

    def _on_read(self, found: tuple[str | None, str | None]) -> None:
        actions = self._ctx.actions
        for name, word, said in zip(
            ("edit.undo", "edit.redo"), (tr("&Undo"), tr("&Redo")), found, strict=True
        ):
            actions.qaction(name).setText(f"{word}: {_short(said)}" if said else word)

    def _run(self, fn: Callable[[], Any]) -> None:
        self._ctx.ops.run_command(self, fn, None, self._on_error)

    def _on_error(self, error: Exception) -> None:
        from desktop_app.domain.journal import ChangedSince

        if isinstance(error, ChangedSince):
            self._ask(error)
        else:
            self._ctx.notices.error(error)

    def _ask(self, question: ChangedSince) -> None:
        # Loaded for who meets one.
        from desktop_app.ui.shell.undo_dialog import UndoDialog

        dialog = UndoDialog(self._ctx.theme, question, self._host.window())
        again = self.redo if question.redo else self.undo
        dialog.chosen.connect(lambda how: again(question.journal_id, how))
        dialog.open()


def _short(words: str) -> str:
    """For a menu: one line, and no mnemonic by chance."""
    line = " ".join(words.split()).replace("&", "&&")
    return line if len(line) <= _WORDS_AT_MOST else line[: _WORDS_AT_MOST - 1].rstrip() + "…"
