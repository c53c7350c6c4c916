"""A draft made ready to be shown, in the background: markup is read and pictures are made here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader

from desktop_app.domain.drafting import own_lines
from desktop_app.domain.errors import KnownError
from desktop_app.domain.outgoing import Draft, DraftFile, Identity
from desktop_app.domain.rich_text import Line, read

LONGEST_UNFOLDED: Final = 200_000
"""Characters of a quote that can be answered in; a longer one goes out as it came."""

PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp")
_MOST_PIXELS = 40_000_000
# What readers of mail show; anything else travels as PNG.
_TYPES = {b"png": "image/png", b"jpeg": "image/jpeg", b"gif": "image/gif", b"webp": "image/webp"}

Pictures = tuple[tuple[str, QImage], ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft with what a composer needs beside it.

    Args:
        lines: the rep's own text.
        quoted: the draft's quote goes on below it.
    """

    draft: Draft
    identities: tuple[Identity, ...]
    lines: tuple[Line, ...] = ()
    quoted: bool = False
    pictures: Pictures = ()


def opened(drafts: Any, draft: Draft) -> Opened:
    """A draft with whom one can write as, its lines, and the pictures in them."""
    content, quote = draft.content, draft.quote
    lines, quoted = own_lines(content, quote)
    own = content.html.removesuffix(quote.html) if quoted else content.html
    return Opened(
        draft, drafts.identities(), lines, quoted, pictures_of(drafts, content.files, own)
    )


def unfolded(drafts: Any, html: str, files: Sequence[DraftFile]) -> tuple[Sequence[Line], Pictures]:
    """A quote as lines, with its pictures."""
    return read(html), pictures_of(drafts, files, html)


def pictures_of(drafts: Any, files: Sequence[DraftFile], html: str) -> Pictures:
    """The pictures that a text shows; one whose file is gone stays a blank."""
    found = []
    for file in files:
        if file.content_id is None or f"cid:{file.content_id}" not in html:
            continue
        try:
            image = QImage.fromData(drafts.file_content(file.url))
        except KnownError:
            continue
        if not image.isNull():
            found.append((file.content_id, image))
    return tuple(found)


def keep_pixels(drafts: Any, image: QImage, name: str) -> tuple[DraftFile, QImage]:
    """A picture of the clipboard, kept for a text."""
    return drafts.add_content(name, "image/png", _as_png(image), inside=True), image


def keep_picture(drafts: Any, path: Path) -> tuple[DraftFile, QImage | None]:
    """A picture of this computer, kept for a text just as it is; a file without pixels where it is
    none, or so large that it is better attached.

    Raises:
        KnownError: it cannot be read, or is larger than any mail.
    """
    content = drafts.file_bytes(path)
    held = QByteArray(content)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    kind, size = bytes(reader.format().data()).lower(), reader.size()
    if not size.isValid() or size.width() * size.height() > _MOST_PIXELS:
        return drafts.add_file(path), None
    image = reader.read()
    if image.isNull():
        return drafts.add_file(path), None
    if kind in _TYPES:
        return drafts.add_content(path.name, _TYPES[kind], content, inside=True), image
    return keep_pixels(drafts, image, f"{path.stem}.png")


def _as_png(image: QImage) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return held.data()
