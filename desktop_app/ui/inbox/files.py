"""Opening and saving attachments. Nothing of a stranger is ever run silently."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from desktop_app.domain.errors import KnownError
from desktop_app.domain.inbox import Attachment
from desktop_app.domain.language import plural, tr
from desktop_app.services.file_marks import mark_as_received
from desktop_app.services.file_names import safe_file_name
from desktop_app.ui.inbox.attachments import Risk, risk
from desktop_app.ui.inbox.links import Opener
from desktop_app.ui.shell.context import Context

_SENTENCES = {
    Risk.UNKNOWN: tr(
        "Outpost does not know this kind of file. Open it only if you know the sender "
        "and expected it."
    ),
    Risk.ACTIVE: tr(
        "Files of this kind can carry scripts or macros, or hide other files. Open it "
        "only if you know the sender and expected it."
    ),
    Risk.PROGRAM: tr(
        "Files of this kind can run programs on your computer, so Outpost does not "
        "open them. You can save it if you are sure what it is."
    ),
}


class FileDesk(QObject):
    """Fetches an attachment's file in the background, asks where it must, opens or saves it.

    Args:
        window: the parent of its dialogs.
        opener: hands a file to the system.
        ask: shows a question, see :func:`ask_about`.
        ask_where: shows the save dialog; calls back with the chosen path.
        ask_folder: likewise for a folder.
        path_of: a copy of a file under its own name; called in the background.
    """

    saved = Signal(object)  # the Path written

    def __init__(
        self,
        ctx: Context,
        window: QWidget,
        *,
        opener: Opener | None = None,
        ask: Callable[..., None] | None = None,
        ask_where: Callable[..., None] | None = None,
        ask_folder: Callable[..., None] | None = None,
        path_of: Callable[[Attachment], Path] | None = None,
    ) -> None:
        super().__init__(window)
        self._ctx = ctx
        self._window = window
        self._opener = opener or QDesktopServices.openUrl
        self._ask = ask or ask_about
        self._ask_where = ask_where or ask_where_to_save
        self._ask_folder = ask_folder or ask_for_folder
        self._path_of = path_of or self._received

    def open(self, attachment: Attachment) -> None:
        """Open a file with the program the system has for it; after a question where opening
        it could do harm, and never a program."""
        danger = risk(attachment)
        if danger is Risk.NONE:
            self._fetch(attachment, self._open_file)
            return
        self._ask(
            self._window,
            safe_file_name(attachment.filename),
            _SENTENCES[danger],
            on_open=None
            if danger is Risk.PROGRAM
            else lambda: self._fetch(attachment, self._open_file),
            on_save=lambda: self.save(attachment),
        )

    def save(self, attachment: Attachment) -> None:
        """Ask where, then write the file there."""
        self._fetch(
            attachment,
            lambda source: self._ask_where(
                self._window, source.name, lambda target: self._copy(source, target)
            ),
        )

    def save_all(self, attachments: Sequence[Attachment]) -> None:
        """Ask for a folder, then write all files there; what is there already stays."""
        path_of = self._path_of

        def copy_all(folder: Path) -> None:
            def copy() -> int:
                for each in attachments:
                    _copy_beside(path_of(each), folder)
                return len(attachments)

            def done(count: int) -> None:
                self._ctx.notices.say(
                    plural(
                        "Saved {n} files to {folder}",
                        "Saved {n} file to {folder}",
                        count,
                        folder=folder.name or folder,
                    )
                )
                self.saved.emit(folder)

            self._ctx.ops.run_query(self, copy, done, self._ctx.notices.error)

        self._ask_folder(self._window, copy_all)

    def save_message(self, message: UUID) -> None:
        """Ask where, then write a message there as it came (.eml)."""
        service = self._ctx.services.conversations
        self._ctx.ops.run_query(
            self,
            lambda: Path(service.eml_path(message)),
            lambda source: self._ask_where(
                self._window, source.name, lambda target: self._copy(source, target)
            ),
            self._ctx.notices.error,
        )

    def _fetch(self, attachment: Attachment, then: Callable[[Path], None]) -> None:
        path_of = self._path_of
        self._ctx.ops.run_query(self, lambda: path_of(attachment), then, self._ctx.notices.error)

    def _received(self, attachment: Attachment) -> Path:
        """A file of a message that came, or went out."""
        return Path(self._ctx.services.conversations.attachment_path(attachment.id))

    def _open_file(self, path: Path) -> None:
        if not self._opener(QUrl.fromLocalFile(str(path))):
            self._ctx.notices.warn(
                tr("No program opened {name}", name=path.name),
                tr("Save it, and open it with a program you choose."),
            )

    def _copy(self, source: Path, target: Path) -> None:
        def copy() -> Path:
            try:
                shutil.copyfile(source, target)
                mark_as_received(target)
                return target
            except OSError as error:
                raise KnownError(
                    tr("{name} could not be saved.", name=target.name),
                    tr("{value}. The attachment itself is safe.", value=error.strerror or error),
                ) from error

        def done(path: Path) -> None:
            self._ctx.notices.say(tr("Saved {name}", name=path.name))
            self.saved.emit(path)

        self._ctx.ops.run_query(self, copy, done, self._ctx.notices.error)


def ask_about(
    window: QWidget,
    name: str,
    sentence: str,
    *,
    on_open: Callable[[], None] | None,
    on_save: Callable[[], None],
) -> QMessageBox:
    """Ask before a risky file is opened; Cancel is the answer of Enter and Esc."""
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Outpost")
    box.setTextFormat(Qt.TextFormat.PlainText)  # the name is a stranger's
    box.setText(
        tr("Open {name}?", name=name)
        if on_open is not None
        else tr("{name} is not opened from here", name=name)
    )
    box.setInformativeText(sentence)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    save = box.addButton(tr("Save as…"), QMessageBox.ButtonRole.ActionRole)
    if on_open is not None:
        open_it = box.addButton(tr("Open"), QMessageBox.ButtonRole.AcceptRole)
        open_it.clicked.connect(on_open)
    save.clicked.connect(on_save)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.finished.connect(box.deleteLater)
    box.open()
    return box


def ask_where_to_save(window: QWidget, name: str, then: Callable[[Path], None]) -> QFileDialog:
    """Ask for a file to write; starts in the downloads folder, asks before overwriting."""
    downloads = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    dialog = QFileDialog(window, tr("Save {name}", name=name), downloads)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda path: then(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def ask_for_folder(window: QWidget, then: Callable[[Path], None]) -> QFileDialog:
    """Ask for a folder to write into; starts in the downloads folder."""
    downloads = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    dialog = QFileDialog(window, tr("Save all"), downloads)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda path: then(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _copy_beside(source: Path, folder: Path) -> Path:
    """Copy a file into a folder under its name, or one with a number where that is taken; made
    by the very call that finds it free, so that nothing is ever written over.

    Raises:
        KnownError: it could not be written; no half of it is left.
    """
    for number in count(1):
        name = source.name if number == 1 else f"{source.stem} ({number}){source.suffix}"
        target = folder / name
        try:
            with target.open("xb") as file, source.open("rb") as held:
                try:
                    shutil.copyfileobj(held, file)
                except OSError:
                    target.unlink(missing_ok=True)
                    raise
            mark_as_received(target)
            return target
        except FileExistsError:
            continue
        except OSError as error:
            raise KnownError(
                tr("{name} could not be saved.", name=name),
                tr("{value}. The attachments themselves are safe.", value=error.strerror or error),
            ) from error
    raise AssertionError
