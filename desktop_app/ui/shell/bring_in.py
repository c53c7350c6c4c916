"""Bringing leads and mail in, and taking the sample data away: asked here, done by the engine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.jobs import JobsWatch
from desktop_app.ui.widgets.dialogs import ask_first

FILE_FILTER = "Leads and mail (*.csv *.tsv *.txt *.mbox *.eml);;All files (*)"


class BringIn:
    """The questions over a window; progress then shows where the jobs are watched."""

    def __init__(self, ctx: Context, jobs: JobsWatch, window: QWidget) -> None:
        self._ctx = ctx
        self._jobs = jobs
        self._window = window

    def choose_files(self) -> None:
        """Ask for files and import them."""
        state = self._ctx.state
        paths, _ = QFileDialog.getOpenFileNames(
            self._window, "Import leads or mail", state.text("import_folder"), FILE_FILTER
        )
        if paths:
            state.put("import_folder", str(Path(paths[0]).parent))
            self.import_paths([Path(path) for path in paths])

    def choose_folder(self) -> None:
        """Ask for a folder of mail (Maildir or .eml files) and import it."""
        path = QFileDialog.getExistingDirectory(
            self._window, "Import a folder of mail", self._ctx.state.text("import_folder")
        )
        if path:
            self.import_paths([Path(path)])

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Ask the engine for imports."""
        jobs = self._ctx.services.jobs
        wanted = tuple(paths)
        self._ctx.ops.run_query(self._window, lambda: jobs.ask_import(wanted), self._jobs.expect)

    def remove_samples(self) -> None:
        """Take the sample data away, after asking."""
        jobs = self._ctx.services.jobs

        def remove() -> None:
            self._ctx.ops.run_query(
                self._window, jobs.ask_remove_samples, lambda job: self._jobs.expect([job])
            )

        ask_first(
            self._window,
            self._ctx.theme,
            "Remove the sample data?",
            "All invented leads go, with their mail, actions and insights. "
            "What you brought in yourself stays.",
            "Remove",
            remove,
        )
