"""In which encoding a text file is written, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import numeral, tr

_CHUNK = 1 << 20
_SAMPLE = 64 << 10  # bytes given to the guesser
_HEAD = 8 << 10  # bytes that show what kind of file it is

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_AS_CSV = tr("Open it in the program it comes from and save it as CSV, then import that.")
_OTHER_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", tr("a spreadsheet or an archive (.ods, .zip), not a text file"), _AS_CSV),
    (b"\xd0\xcf\x11\xe0", tr("a spreadsheet of an older Excel (.xls), not a text file"), _AS_CSV),
    (b"%PDF-", tr("a PDF, not a list of leads"), _AS_CSV),
    (b"\x1f\x8b", tr("compressed (gzip)"), tr("Unpack it, then import what is in it.")),
    (b"BZh", tr("compressed (bzip2)"), tr("Unpack it, then import what is in it.")),
    (b"\xfd7zXZ\x00", tr("compressed (xz)"), tr("Unpack it, then import what is in it.")),
    (b"\x28\xb5\x2f\xfd", tr("compressed (zstd)"), tr("Unpack it, then import what is in it.")),
    (b"7z\xbc\xaf\x27\x1c", tr("compressed (7z)"), tr("Unpack it, then import what is in it.")),
    (b"SQLite format 3\x00", tr("a database (SQLite), not a text file"), _AS_CSV),
    (b"PAR1", tr("a Parquet file, not a text file"), _AS_CSV),
    (b"{\\rtf", tr("a text document (RTF), not a list of leads"), _AS_CSV),
    (b"\x89PNG", "a picture", ""),
    (b"\xff\xd8\xff", "a picture", ""),
    (b"GIF8", "a picture", ""),
)
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|table|\?xml|workbook)[\s>]", re.IGNORECASE)

# Encodings that address books were ever exported in. A wider choice is a worse guess.
_CANDIDATES = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859-2",
    "iso8859-5", "iso8859-7", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp850", "cp852",
    "cp866", "cp874", "cp932", "euc_jis_2004", "gb18030", "big5hkscs", "cp949",
)  # fmt: skip
_ORDINARY_WEIGHT = 1.35
_ESCAPED_JAPANESE = re.compile(rb"\x1b(?:\$[@B]|\([BIJ])")
# A letter of another script, or a sign, inside a Latin word is an accent misread.
_MISREAD = re.compile(
    r"[A-Za-z][Ͱ-ϿЀ-ӿ֐-׿؀-ۿ]|[Ͱ-ϿЀ-ӿ֐-׿؀-ۿ][A-Za-z]|[A-Za-z][¡¢£¤¥¦§¨¬¯±¶¸¼½¾¿×÷]"
)
_MULTIBYTE = frozenset(("cp932", "euc_jis_2004", "gb18030", "big5hkscs", "cp949"))

# Of a file that is UTF-8 but for a few bytes, those bytes are what Windows once wrote.
MENDING = "outpost.windows-1252"


def _mend(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", "replace"), error.end


codecs.register_error(MENDING, _mend)


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec's name, how its errors are met, and what to tell about it."""

    name: str
    errors: str = "replace"
    notes: tuple[str, ...] = ()


def detect_encoding(path: Path) -> Encoding:
    """Find the encoding by reading the whole file once, in pieces.

    Byte order marks first, then UTF-16 without one, then strict UTF-8 over the whole file; what
    is none of these is guessed from its lines beyond ASCII.

    Raises:
        KnownError: the file is empty, is no text, or cannot be read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise unreadable(path, error) from error
    if not head.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise KnownError(tr("“{name}” is empty.", name=path.name), tr("Nothing was imported."))
    _refuse_other_kinds(path, head)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name)
    if name := _wide_without_mark(head):
        return Encoding(name)
    _refuse_binary(path, head)
    try:
        return _scan(path)
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError) -> KnownError:
    """The calm sentence for a file that the system does not let us read."""
    if isinstance(error, FileNotFoundError):
        return KnownError(
            tr("“{name}” is not there.", name=path.name), tr("It may have been moved or renamed.")
        )
    if isinstance(error, IsADirectoryError) or path.is_dir():
        return KnownError(
            tr("“{name}” is a folder.", name=path.name), tr("Choose a file with one lead per row.")
        )
    if isinstance(error, PermissionError):
        return KnownError(
            tr("“{name}” may not be read.", name=path.name), tr("Check the file's permissions.")
        )
    return KnownError(
        tr(
            "“{name}” could not be read to its end ({value}).",
            name=path.name,
            value=error.strerror or error,
        ),
        tr("What was imported until then is kept; importing it again goes on."),
    )


def _refuse_other_kinds(path: Path, head: bytes) -> None:
    for signature, kind, advice in _OTHER_KINDS:
        if head.startswith(signature):
            raise KnownError(
                tr("“{name}” is {kind}.", name=path.name, kind=kind),
                advice or tr("Nothing was imported."),
            )
    if _MARKUP.match(head):
        raise KnownError(
            tr("“{name}” is a web page or XML, not a CSV file.", name=path.name), _AS_CSV
        )


def _wide_without_mark(head: bytes) -> str:
    """UTF-16 or UTF-32 told by where the zero bytes of Latin text lie; '' if it is neither."""
    usable = len(head) // 4 * 4
    if usable < 4:
        return ""
    lanes = [head[lane:usable:4].count(0) / (usable // 4) for lane in range(4)]
    full, bare = 0.6, 0.1
    if lanes[0] < bare and all(lane > full for lane in lanes[1:]):
        return "utf-32-le"
    if lanes[3] < bare and all(lane > full for lane in lanes[:3]):
        return "utf-32-be"
    if max(lanes[0], lanes[2]) < bare and min(lanes[1], lanes[3]) > full / 2:
        return "utf-16-le"
    if max(lanes[1], lanes[3]) < bare and min(lanes[0], lanes[2]) > full / 2:
        return "utf-16-be"
    return ""


def _refuse_binary(path: Path, head: bytes) -> None:
    """A stray control character is a blemish; one in twenty-five is a program or a picture."""
    control = sum(head.count(code) for code in range(1, 32) if code not in b"\t\n\r\x0c\x1a\x1b")
    if control > max(8, len(head) // 25) or head.count(0) > len(head) * 0.3:
        raise KnownError(tr("“{name}” is not a text file.", name=path.name), _AS_CSV)


def _scan(path: Path) -> Encoding:
    """UTF-8 if every line is; otherwise what the lines beyond ASCII look like."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", True)
        except UnicodeDecodeError:
            return _guess(path)
        file.seek(0)
        sample = file.read(_SAMPLE)
    if _ESCAPED_JAPANESE.search(sample):
        return Encoding("iso2022_jp_2")
    return Encoding("utf-8")


def _guess(path: Path) -> Encoding:
    sample = bytearray()
    as_utf8 = otherwise = 0
    with path.open("rb") as file:
        # Bounded reads: a file without line ends is not one line of any size in memory.
        while line := file.readline(_CHUNK):
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
                as_utf8 += 1
            except UnicodeDecodeError:
                otherwise += 1
                if len(sample) < _SAMPLE:
                    sample += line
    if as_utf8 >= 4 * otherwise:
        note = tr(
            "{otherwise} of its lines are not UTF-8 like the rest, and were read as cp1252.",
            otherwise=numeral(otherwise),
        )
        return Encoding("utf-8", MENDING, (note,))
    name = guess_legacy(bytes(sample[:_SAMPLE]))
    return Encoding(
        name,
        "replace",
        (tr("Read in the encoding {name}.", name=name),) if name != "cp1252" else (),
    )


def guess_legacy(sample: bytes) -> str:
    """The name of the codec of text that is not Unicode; ``cp1252`` when nothing speaks for
    another."""
    import chardet  # 30 ms that only files of another age cost

    weights: list[tuple[float, str]] = []
    for each in chardet.detect_all(sample, include_encodings=_CANDIDATES, compat_names=False):
        name = str(each["encoding"] or "")
        try:
            codec = codecs.lookup(name).name
            text = sample.decode(codec, "replace")
        except LookupError:
            continue
        weight = float(each["confidence"])
        if codec not in _MULTIBYTE:
            weight /= 1 + len(_MISREAD.findall(text))
        weights.append((weight * (_ORDINARY_WEIGHT if codec == "cp1252" else 1), codec))
    best = max(weights, default=(0.0, "cp1252"))[1]
    # Where it makes no difference, the one that most files are in.
    return (
        "cp1252" if sample.decode(best, "replace") == sample.decode("cp1252", "replace") else best
    )
