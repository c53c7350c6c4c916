"""Bytes of mail to text: the charset that is declared, and what to do when that is a lie.

Nothing here raises for any bytes, and nothing returned holds NUL or a lone surrogate.
"""

from __future__ import annotations

import codecs
from functools import lru_cache

_GUESS_SAMPLE = 32 * 1024  # guessing looks at every byte many times; a sample is as good

_ENOUGH = 24  # 8-bit bytes; with fewer, statistics invent scripts, and Western is likeliest
_ASCII = bytes(range(128))
_LIKELY = [
    *("cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp874"),
    *("gb18030", "big5", "cp932", "euc_jp", "cp949"),
]

# What senders write, against what they mean. Supersets replace their subsets (WHATWG Encoding
# Standard, 4.2): "gb2312" mail holds GBK, "iso-8859-1" mail holds the quotes of windows-1252.
_MEANT = {
    "ascii": "us-ascii",
    "us-ascii": "us-ascii",
    "ansi_x3.4-1968": "us-ascii",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "iso-8859-6-e": "iso-8859-6",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cn-gb": "gb18030",
    "x-gbk": "gb18030",
    "hz-gb-2312": "hz",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "ksc5601": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "big5": "big5hkscs",
    "x-euc-jp": "euc_jp",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "macintosh": "mac_roman",
    "x-mac-roman": "mac_roman",
    "unicode-1-1-utf-7": "utf-7",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "unicode": "utf-8",
    "x-unknown": "",
    "unknown": "",
    "unknown-8bit": "",
    "8bit": "",
    "7bit": "",
    "binary": "",
    "default": "",
    "none": "",
    "_iso-2022-jp$esc": "iso2022_jp_ext",
}
# Codecs of Python that are no charsets: a sender must not choose them.
_NOT_CHARSETS = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)


@lru_cache(maxsize=256)
def codec_for(declared: str) -> str | None:
    """The codec of Python for a declared charset.

    Returns:
        A codec name; '' where the label says nothing (`x-unknown`); None if it is unknown.
    """
    label = declared.strip().strip("\"'").strip().lower()
    if not label:
        return ""
    if label in _MEANT:
        return _MEANT[label]
    for spelling in (label, label.removeprefix("x-"), label.replace("cp-", "cp")):
        try:
            info = codecs.lookup(spelling)
        except (LookupError, ValueError):
            continue
        # `_is_text_encoding` is how bytes.decode itself refuses zlib, base64 and the like.
        if getattr(info, "_is_text_encoding", True) and (
            info.name.replace("-", "_") not in _NOT_CHARSETS
        ):
            return _MEANT.get(info.name, info.name)
    return None


def clean_text(text: str) -> str:
    """`text` without what Postgres refuses: NUL goes, a lone surrogate becomes U+FFFD."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def decode_text(data: bytes, declared: str | None) -> tuple[str, str | None]:
    """Decode the text of a part.

    Args:
        data: transfer-decoded bytes.
        declared: the charset parameter as it stands, or None.

    Returns:
        The text, and in a few words what was wrong with the declaration (None if nothing).
    """
    codec = codec_for(declared) if declared else ""
    if codec in ("", "us-ascii", "utf-8") and data.isascii() and b"\x1b" not in data:
        return clean_text(data.decode("ascii")), None
    if not codec or codec == "us-ascii":
        text = _guess(data)
        if codec is None:
            return text, f"unknown charset {declared!r:.40}"
        return text, "8-bit text without a charset"
    try:
        return clean_text(_without_mark(data.decode(codec))), None
    except (UnicodeError, ValueError, LookupError, OverflowError):
        return _decode_wrong(data, codec)


def decode_header_bytes(data: bytes) -> str:
    """Decode a raw header: ASCII by the standard, UTF-8 or a legacy charset in practice."""
    try:
        return clean_text(data.decode("utf-8"))
    except UnicodeDecodeError:
        # Too short to guess a charset by statistics: the Western one is the likeliest.
        return clean_text(data.decode("cp1252", "replace"))


def _decode_wrong(data: bytes, codec: str) -> tuple[str, str]:
    """Decode bytes that the declared codec refuses."""
    problem = f"text is not the declared {codec}"
    lenient = data.decode(codec, "replace") if codec != "utf-7" else _guess(data)
    damaged = lenient.count("�")
    # A few bad bytes in much text are damage, many of them mean another charset.
    if codec == "cp1252" or damaged <= 2 or damaged * 50 < sum(c > "\x7f" for c in lenient[:20000]):
        if codec == "cp1252":
            return _guess(data), problem
        return clean_text(_without_mark(lenient)), problem
    return _guess(data), problem


def _guess(data: bytes) -> str:
    """Text of bytes whose charset nobody declared: UTF-8 if it is that, else by statistics."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return clean_text(data.decode("utf-16", "replace"))
    if b"\x1b$" in data:
        try:
            return clean_text(data.decode("iso2022_jp_ext"))
        except UnicodeDecodeError:
            pass
    try:
        return clean_text(_without_mark(data.decode("utf-8")))
    except UnicodeDecodeError:
        pass
    sample = data[:_GUESS_SAMPLE]
    if len(sample.translate(None, _ASCII)) >= _ENOUGH:
        import charset_normalizer  # costs 50 ms to import, and most mail never needs it

        best = charset_normalizer.from_bytes(sample, cp_isolation=_LIKELY).best()
        if best is not None:
            try:
                return clean_text(data.decode(best.encoding, "replace"))
            except (UnicodeError, ValueError, LookupError):
                pass
    try:
        return clean_text(data.decode("cp1252"))
    except UnicodeDecodeError:
        return clean_text(data.decode("latin-1"))


def _without_mark(text: str) -> str:
    return text[1:] if text.startswith("\ufeff") else text
