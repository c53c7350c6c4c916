"""Templates brought in from a folder, and written into one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.domain.changes import Changes
from desktop_app.domain.language import plural, tr
from desktop_app.domain.templates import ImportedTemplates
from desktop_app.ui.shell.context import Context

_TOLD = 3  # files whose faults are told one by one


class Folders(QObject):
    """Asks for a folder, and does it in the background.

    Args:
        settle: saves what is being written, then calls back.
    """

    def __init__(
        self, ctx: Context, host: QWidget, settle: Callable[[Callable[[], None]], None]
    ) -> None:
        super().__init__(host)
        self._ctx = ctx
        self._host = host
        self._settle = settle

    def import_folder(self) -> None:
        """Ask which folder's templates come in."""
        self._ask(tr("Import templates"), self.bring_in)

    def export_folder(self) -> None:
        """Ask into which folder the templates go."""
        self._ask(tr("Export templates"), self.put_out)

    def bring_in(self, folder: Path) -> None:
        """Bring the templates of a folder in."""
        templates = self._ctx.services.templates

        def run() -> None:
            self._ctx.ops.run_command(
                self,
                lambda: templates.import_folder(folder),
                self._on_imported,
                self._ctx.notices.error,
            )

        self._settle(run)

    def put_out(self, folder: Path) -> None:
        """Write the templates into a folder."""
        templates, notices = self._ctx.services.templates, self._ctx.notices

        def told(count: int) -> None:
            notices.say(
                plural(
                    "{n} templates written to {folder}",
                    "{n} template written to {folder}",
                    count,
                    folder=folder.name or folder,
                )
            )

        def run() -> None:
            self._ctx.ops.run_query(
                self, lambda: templates.export_folder(folder), told, notices.error
            )

        self._settle(run)

    def _ask(self, title: str, then: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._host.window(), title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: then(Path(path)))
        dialog.open()

    def _on_imported(self, done: tuple[ImportedTemplates, Changes]) -> None:
        outcome = done[0]
        if outcome.faults:
            told = "; ".join(f"{name}: {why}" for name, why in outcome.faults[:_TOLD])
            more = len(outcome.faults) - _TOLD
            rest = tr(" And {more} more.", more=more) if more > 0 else ""
            title = plural(
                "{n} files could not be imported.",
                "{n} file could not be imported.",
                len(outcome.faults),
            )
            self._ctx.notices.warn(title, f"{told}{rest}")
        elif not outcome.added and not outcome.updated:
            self._ctx.notices.say(tr("All of these templates are here already"))
