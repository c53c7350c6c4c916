"""Bringing leads and mail in, and taking the sample data away: asked here, done by the engine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.domain.language import tr
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.jobs import JobsWatch
from desktop_app.ui.widgets.dialogs import ask_first

if TYPE_CHECKING:
    from desktop_app.ui.leads.import_wizard import ImportWizard

FILE_FILTER = tr("Leads and mail (*.csv *.tsv *.txt *.xlsx *.vcf *.mbox *.eml);;All files (*)")


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
            self._window, tr("Import leads or mail"), state.text("import_folder"), FILE_FILTER
        )
        if paths:
            state.put("import_folder", str(Path(paths[0]).parent))
            self.import_paths([Path(path) for path in paths])

    def choose_folder(self) -> None:
        """Ask for a folder of mail (Maildir or .eml files) and import it."""
        path = QFileDialog.getExistingDirectory(
            self._window, tr("Import a folder of mail"), self._ctx.state.text("import_folder")
        )
        if path:
            self.import_paths([Path(path)])

    def import_paths(self, paths: Sequence[Path]) -> None:
        """One list of leads is looked at in the wizard; several files, and mail, are asked for
        at once."""
        wanted = tuple(paths)
        if len(wanted) != 1:
            self._ask_engine(wanted)
            return
        looks = self._ctx.services.jobs.is_leads
        self._ctx.ops.run_query(
            self._window,
            lambda: looks(wanted[0]),
            lambda leads: self.look_at(wanted[0]) if leads else self._ask_engine(wanted),
        )

    def look_at(self, path: Path) -> ImportWizard:
        """Open the wizard over a list of leads."""
        from desktop_app.ui.leads.import_wizard import ImportWizard

        wizard = ImportWizard(self._ctx, path, self._window)
        wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wizard.begin()
        return wizard

    def _ask_engine(self, paths: tuple[Path, ...]) -> None:
        jobs = self._ctx.services.jobs
        self._ctx.ops.run_query(self._window, lambda: jobs.ask_import(paths), self._jobs.expect)

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
            tr("Remove the sample data?"),
            tr(
                "All invented leads go, with their mail, actions and insights. "
                "What you brought in yourself stays."
            ),
            tr("Remove"),
            remove,
        )
