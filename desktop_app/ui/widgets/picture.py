"""Pictures of people: from a file somebody chose, and from what the database holds.

Both may be hostile. The size is looked at before anything is decoded, Qt refuses to take more
memory than ``LIMIT`` megabytes for a picture, and only plain raster formats are read.
"""

from __future__ import annotations

import base64
import binascii
import re
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr

SIDE = 128
LONGEST_URL = 64 * 1024
LIMIT = 160
_LARGEST_FILE = 40 * 1024 * 1024
_MOST_PIXELS = 40_000_000
_FORMATS = {b"png", b"jpeg", b"webp", b"gif", b"bmp"}
_DATA_URL = re.compile(r"data:image/(?:png|jpeg);base64,([A-Za-z0-9+/=\s]+)")
_NO_PICTURE = tr("A PNG or JPEG of at most 40 megapixels works.")


def read_picture(path: Path) -> str:
    """A file as a ``data:`` URL of a square of 128 pixels, cut out of its middle.

    Slow (it decodes a picture): call it in the background.

    Raises:
        KnownError: it cannot be read, is no picture, or too large.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise KnownError(
            tr("{name} cannot be read.", name=path.name), tr("Choose another picture.")
        ) from error
    if size > _LARGEST_FILE:
        raise KnownError(tr("{name} is too large.", name=path.name), _NO_PICTURE)
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    image = _decode(reader, _MOST_PIXELS)
    if image is None:
        raise KnownError(tr("{name} is no picture that can be used.", name=path.name), _NO_PICTURE)
    return _data_url(_square(image))


@lru_cache(maxsize=64)
def picture_of(url: str) -> QImage | None:
    """The picture of a ``data:`` URL; None for none, for one that is not to be trusted, and for
    one on the web, which the window does not fetch."""
    found = _DATA_URL.fullmatch(url) if len(url) <= LONGEST_URL else None
    if found is None:
        return None
    try:
        raw = base64.b64decode(found[1], validate=False)
    except (binascii.Error, ValueError):
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(raw))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    image = _decode(QImageReader(buffer), 1_000_000)
    return None if image is None else _square(image)


def _decode(reader: QImageReader, most_pixels: int) -> QImage | None:
    QImageReader.setAllocationLimit(LIMIT)
    if bytes(reader.format().data()) not in _FORMATS:
        return None
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > most_pixels or size.isEmpty():
        return None
    reader.setAutoTransform(True)
    # Twice as large as needed: a JPEG then is never decoded whole, and stays sharp.
    shorter = min(size.width(), size.height())
    if shorter > 2 * SIDE:
        scale = 2 * SIDE / shorter
        reader.setScaledSize(QSize(round(size.width() * scale), round(size.height() * scale)))
    image = reader.read()
    return None if image.isNull() else image


def _square(image: QImage) -> QImage:
    side = min(image.width(), image.height())
    left, top = (image.width() - side) // 2, (image.height() - side) // 2
    middle = image.copy(QRect(left, top, side, side))
    exact, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    return middle.scaled(SIDE, SIDE, exact, smooth)


def _data_url(image: QImage) -> str:
    if image.hasAlphaChannel():
        url = _encoded(image, "PNG", "png", -1)
        if len(url) <= LONGEST_URL:
            return url
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(Qt.GlobalColor.white)
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    return _encoded(flat, "JPEG", "jpeg", 88)


def _encoded(image: QImage, kind: str, mime: str, quality: int) -> str:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, quality)
    text = base64.b64encode(bytes(buffer.data().data())).decode("ascii")
    return f"data:image/{mime};base64,{text}"
