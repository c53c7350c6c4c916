"""File names that strangers chose, made fit to be saved under."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 120  # characters; 255 bytes is what file systems take, and one may be 4 bytes
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')


def safe_file_name(name: str, fallback: str = "attachment") -> str:
    """A name without a path, control characters or anything that turns the text around (with
    which ``exe.gpj`` shows as ``jpg.exe``); never hidden, never one that Windows reserves."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C")
    name = _FORBIDDEN.sub("_", " ".join(name.split())).lstrip(". ").rstrip(". ")
    if not name:
        return fallback
    if _RESERVED.match(name):
        name = f"_{name}"
    if len(name) > _LONGEST:
        stem, dot, suffix = name.rpartition(".")
        if dot and len(suffix) <= 16:
            name = f"{stem[: _LONGEST - len(suffix) - 1].rstrip('. ')}.{suffix}"
        else:
            name = name[:_LONGEST].rstrip(". ")
    return name
