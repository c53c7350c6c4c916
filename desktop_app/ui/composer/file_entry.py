"""Files and pictures on their way into a mail."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtWidgets import QFileDialog

from desktop_app.domain.language import tr
from desktop_app.domain.outgoing import DraftFile
from desktop_app.domain.rich_text import Line, read, with_pictures
from desktop_app.ui.composer.opened import (
    PICTURES,
    Pictures,
    keep_picture,
    keep_pixels,
    pictures_of,
)
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.announce import announce

if TYPE_CHECKING:
    from desktop_app.ui.composer.composer import Composer


class FileEntry(QObject):
    """Attaches files and puts pictures into the text, each as soon as it is safely kept."""

    # What a copied text shows, for whichever mail of the same user it is pasted into. It stays in
    # this program: a clipboard that named files could have any file of this computer sent.
    _copied: ClassVar[tuple[UUID | None, tuple[DraftFile, ...]]] = (None, ())

    def __init__(self, ctx: Context, composer: Composer) -> None:
        super().__init__(composer)
        self._drafts = ctx.services.drafts
        self._user_id = ctx.services.user.id
        self._composer = composer

    def choose(self) -> None:
        """Ask for files of this computer."""
        dialog = QFileDialog(self._composer.window(), tr("Attach files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda paths: self.attach([Path(each) for each in paths]))
        dialog.open()

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files of this computer."""
        drafts = self._drafts
        for path in paths:
            self._composer.bring(
                tr("Attaching {name} …", name=path.name),
                lambda each=path: drafts.add_file(each),
                self._on_file,
                keep=lambda each=path: drafts.add_file(each),
            )

    def add_picture(self, image: QImage, name: str = "Picture.png") -> None:
        """Show a picture in the text, where the cursor is now."""
        drafts, cursor = self._drafts, self._composer.editor.textCursor()
        self._composer.bring(
            tr("Adding the picture …"),
            lambda: keep_pixels(drafts, image, name),
            lambda kept: self._on_picture(kept[0], kept[1], cursor),
            keep=lambda: keep_pixels(drafts, image, name)[0],
        )

    def take_dropped(self, paths: Sequence[Path]) -> None:
        """Into the text: a picture is shown there as it is, anything else is attached."""
        drafts, cursor = self._drafts, self._composer.editor.textCursor()
        for path in paths:
            if path.suffix.lower() not in PICTURES:
                self.attach([path])
                continue
            self._composer.bring(
                tr("Adding {name} …", name=path.name),
                lambda each=path: keep_picture(drafts, each),
                lambda kept: self._on_picture(kept[0], kept[1], cursor),
                keep=lambda each=path: drafts.add_file(each),
            )

    def note_copied(self, markup: str) -> None:
        """Remember the pictures of a text that goes into the clipboard, or is dragged."""
        FileEntry._copied = self._user_id, _shown_in(markup, self._composer.files)

    def paste(self, markup: str, own: bool) -> None:
        """Put markup where the cursor was, once it is read; from elsewhere, once it is harmless.
        Pictures come along from another mail; one that is not here any more is left out."""
        drafts, composer = self._drafts, self._composer
        cursor = composer.editor.textCursor()
        whose, copied = FileEntry._copied
        files = _shown_in(markup, copied) if own and whose == self._user_id else ()
        here = {file.content_id for file in (*composer.files, *files)}

        def work() -> tuple[Sequence[Line], Pictures]:
            lines = read(markup if own else drafts.clean(markup))
            return with_pictures(lines, here), pictures_of(drafts, files, markup)

        def put(found: tuple[Sequence[Line], Pictures]) -> None:
            lines, pictures = found
            composer.hold(pictures)
            composer.editor.put(lines, cursor)
            new = [file for file in files if file not in composer.files]
            if new:
                composer.set_files([*composer.files, *new])

        composer.bring(tr("Pasting …"), work, put)

    def remove(self, file: DraftFile) -> None:
        """Take a file off the mail."""
        composer = self._composer
        left = list(composer.files)
        left.remove(file)
        composer.set_files(left)
        composer.editor.setFocus()

    def _on_file(self, file: DraftFile) -> None:
        self._composer.set_files([*self._composer.files, file])
        announce(self._composer, tr("{filename} attached", filename=file.filename))

    def _on_picture(self, file: DraftFile, image: QImage | None, at: QTextCursor) -> None:
        if image is None:
            self._on_file(file)
            return
        composer = self._composer
        composer.editor.put_picture(str(file.content_id), file.filename, image, at)
        composer.set_files([*composer.files, file])


def _shown_in(markup: str, files: Sequence[DraftFile]) -> tuple[DraftFile, ...]:
    """Those of some files that are pictures of a text."""
    return tuple(file for file in files if file.content_id and f"cid:{file.content_id}" in markup)
