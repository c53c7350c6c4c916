"""What a rep may be called, look like and sign with."""

from __future__ import annotations

import base64
import binascii
import re
from contextlib import suppress
from zoneinfo import available_timezones

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import numeral, tr

LONGEST_NAME = 200
LONGEST_SIGNATURE = 10_000
LARGEST_IMAGE = 64 * 1024
"""Bytes of a picture that travels in the row itself."""

_LONGEST_URL = 2048
# Invisible, and yet part of words: Persian and Indic scripts, and composed emoji, need them.
_JOINERS = "\u200c\u200d"
# What Hebrew and Arabic need beside punctuation; they turn nothing around.
_MARKS = "\u200e\u200f"
_URL = re.compile(r"https://[^\s/\\@:]+(?::\d{1,5})?(?:[/?#][^\s\\]*)?")
_DATA = re.compile(r"data:image/(png|jpeg);base64,([A-Za-z0-9+/]+={0,2})")
_MAGIC = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}


def name_of(text: str) -> str:
    """One line of a name: control characters, marks that turn the direction of text around, and
    halves of letters become spaces. "" where nothing is left.

    Raises:
        KnownError: it is longer than a name can be.
    """
    seen = "".join(c if c.isprintable() or c in _JOINERS else " " for c in text)
    name = " ".join(seen.split()).strip(_JOINERS)
    if len(name) > LONGEST_NAME:
        raise KnownError(
            tr("That name is too long."),
            tr("It may have {longest_name} characters.", longest_name=LONGEST_NAME),
        )
    return name


def timezone_of(text: str) -> str:
    """A time zone's name as the IANA database spells it.

    Raises:
        KnownError: there is none of that name.
    """
    wanted = text.strip()
    zones = available_timezones() | {"UTC"}
    if wanted in zones:
        return wanted
    for zone in zones:
        if zone.lower() == wanted.lower():
            return zone
    raise KnownError(
        tr("There is no time zone of that name."),
        tr("It looks like Europe/Berlin or America/New_York."),
    )


def signature_of(text: str) -> str:
    """A signature under mail: lines of text, without control characters.

    Raises:
        KnownError: it is longer than a signature can be.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    clean = "\n".join(
        "".join(c if _may_be_signed(c) else " " if c.isspace() else "" for c in line).rstrip()
        for line in lines
    ).strip("\n")
    if len(clean) > LONGEST_SIGNATURE:
        raise KnownError(
            tr("That signature is too long."),
            tr(
                "It may have {longest_signature} characters.",
                longest_signature=numeral(LONGEST_SIGNATURE),
            ),
        )
    return clean


def _may_be_signed(char: str) -> bool:
    return char.isprintable() or char == "\t" or char in _JOINERS or char in _MARKS


def image_of(text: str) -> str:
    """Where a rep's picture is: ``https:``, or a PNG or JPEG of up to 64 KB as ``data:``; "" for
    none.

    Raises:
        KnownError: it is neither.
    """
    url = text.strip()
    if not url or (len(url) <= _LONGEST_URL and url.isprintable() and _URL.fullmatch(url)):
        return url
    found = _DATA.fullmatch(url) if len(url) <= 2 * LARGEST_IMAGE else None
    content = b""
    if found is not None:
        with suppress(binascii.Error):
            content = base64.b64decode(found[2], validate=True)
    if found is None or len(content) > LARGEST_IMAGE or not content.startswith(_MAGIC[found[1]]):
        raise KnownError(
            tr("That picture cannot be used."),
            tr("An https: address is possible, or a PNG or JPEG of up to 64 KB."),
        )
    return url
