"""Everything in open formats, in one folder: for another program, or for ever.

    tables/public.leads.csv …   every table, as of one moment (RFC 4180, UTF-8, a header)
    mail/you@company.mbox       the messages (mboxrd), one file for each person
    files/ab12cd34 offer.pdf    attachments under their names
    settings.json
    READ ME.txt

Passwords and their hashes, tokens and codes are left out.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import BinaryIO, Final

from desktop_app import __version__
from desktop_app.data.backups import SHORT_LIVED, BackupView, ExportedMessage, backup_view
from desktop_app.data.database import Database
from desktop_app.domain.errors import KnownError
from desktop_app.domain.kept_words import told, told_all
from desktop_app.domain.language import tr
from desktop_app.system.os_faults import told_calmly
from desktop_app.system.paths import Workspace
from desktop_app.wire.content_store import ContentStore

_FROM: Final = re.compile(rb"^(>*From )", re.MULTILINE)
_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]')
_LONGEST: Final = 120
# A text in quotes, whole, in which one of ours begins, in a column of its own or in a document.
_CELL: Final = re.compile(
    rb'(?:(?<=[,\n])|\A)"([{\[](?:[^"]|"")*?(?<=[{])\\?""say\\?"": (?:[^"]|"")*)"(?=[,\n]|\Z)'
)
_OURS: Final = "outpost."  # tables where such texts are; all others are as people wrote them
_README: Final = """\
Everything that Outpost {version} held on {day}.

tables/    every table as CSV (RFC 4180, UTF-8). An empty field is NULL, "" an empty text.
mail/      the messages, in mbox files (mboxrd) that every mail program reads: as they came,
           or where that is not kept, made of their text.
files/     the attachments. The first eight letters of a name are the beginning of the SHA-256
           by which tables/public.email_attachments.csv names the file (storage_url).

Left out: passwords and their hashes, tokens, codes of sign-ins.
"""


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What an export wrote; ``missing`` files are named by rows and not there any more."""

    path: str
    tables: int
    messages: int
    files: int
    missing: int = 0


def export_all(
    db: Database,
    workspace: Workspace,
    target: Path,
    *,
    tell: Callable[[str], None] = lambda sentence: None,
) -> ExportResult:
    """Write everything into the folder ``target``, whole or not at all.

    Raises:
        KnownError: the folder stands and is not empty; no room, no rights.
    """
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise KnownError(
            tr("{target} is not empty.", target=target),
            tr("Nothing was written. Give a new folder."),
        )
    with told_calmly(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}-", dir=target.parent))
        try:
            store = ContentStore(workspace.files, raw=workspace.raw)
            with backup_view(db) as view:
                tell("Writing the tables…")
                tables = _tables(view, made / "tables")
                messages, lost = _mail(view, store, made / "mail", tell)
                files, missing = _files(view, store, made / "files", tell)
            if workspace.settings_file.exists():
                shutil.copyfile(workspace.settings_file, made / "settings.json")
            day = f"{datetime.now(UTC):%Y-%m-%d}"
            (made / "READ ME.txt").write_text(
                _README.format(version=__version__, day=day), encoding="utf-8"
            )
            if target.exists():
                target.rmdir()
            made.rename(target)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return ExportResult(str(target), tables, messages, files, lost + missing)


def _tables(view: BackupView, folder: Path) -> int:
    folder.mkdir()
    names = [name for name in view.tables() if name not in SHORT_LIVED]
    for name in names:
        target = folder / f"{name}.csv"
        view.copy_out(view.export_query(name), target, "(FORMAT csv, HEADER true)")
        if name.startswith(_OURS):
            _tell_words(target)
    return len(names)


def _tell_words(table: Path) -> None:
    """Have the texts that are kept as what they were made of stand there as words: nobody else can
    say them. The rest of the file stays as it is, also what is NULL and what is an empty text."""
    with tempfile.TemporaryFile(dir=table.parent) as told_file:
        found = 0
        with table.open("rb") as file:
            for row in _rows(file):
                words, count = _CELL.subn(_words_of, row)
                told_file.write(words)
                found += count
        if found:
            told_file.seek(0)
            with table.open("wb") as file:
                shutil.copyfileobj(told_file, file)


def _rows(file: BinaryIO) -> Iterator[bytes]:
    """Row by row: a line end within a text belongs to it, and the quotes around it are even."""
    lines: list[bytes] = []
    within = False
    for line in file:
        lines.append(line)
        within ^= line.count(b'"') % 2 == 1
        if not within:
            yield b"".join(lines)
            lines.clear()
    yield b"".join(lines)


def _words_of(cell: re.Match[bytes]) -> bytes:
    text = cell[1].replace(b'""', b'"').decode("utf-8")
    said = told(text)
    if said == text:
        # A document, such as how far a job is, with texts in it; one of ours is none by itself.
        try:
            document = json.loads(text)
        except (ValueError, RecursionError):
            return cell[0]
        said = json.dumps(told_all(document), ensure_ascii=False)
    return b'"' + said.encode("utf-8").replace(b'"', b'""') + b'"'


def _mail(
    view: BackupView, store: ContentStore, folder: Path, tell: Callable[[str], None]
) -> tuple[int, int]:
    """How many messages were written, and of how many only the text was there."""
    folder.mkdir()
    whose, file, count, missing = "", None, 0, 0
    try:
        for message in view.messages():
            if file is None or message.owner != whose:
                if file is not None:
                    file.close()
                whose = message.owner
                file = (folder / f"{_plain(whose)}.mbox").open("ab")
            raw = None
            if message.raw_url is not None:
                try:
                    raw = store.get_raw(message.raw_url)
                except KnownError:
                    missing += 1
            _append(file, raw if raw is not None else _written(message), message)
            count += 1
            if count % 500 == 0:
                tell(f"Writing mail… {count:,} messages")
    finally:
        if file is not None:
            file.close()
    return count, missing


def _written(message: ExportedMessage) -> bytes:
    """A message of which only the text is kept, as a mail."""
    mail = EmailMessage(policy=SMTP)
    said = {
        "Message-ID": message.message_id or "",
        "From": message.sender,
        "To": message.to,
        "Cc": ", ".join(message.cc or ()),
        "Subject": message.subject,
        "Date": format_datetime(message.at) if message.at else "",
    }
    for name, value in said.items():
        if value:
            # What a stranger wrote may be no header: then it is one of no meaning to programs.
            try:
                mail[name] = " ".join(value.split())
            except (ValueError, IndexError):
                mail[f"X-{name}"] = Header(value, "utf-8").encode(maxlinelen=0)
    is_html = message.body.lstrip()[:1] == "<"
    mail.set_content(message.body, subtype="html" if is_html else "plain", cte="base64")
    return mail.as_bytes()


def _append(file: BinaryIO, raw: bytes, message: ExportedMessage) -> None:
    """One message of an mbox, as mboxrd quotes it; line ends of this format are bare."""
    text = raw.replace(b"\r\n", b"\n")
    address = _UNSAFE.sub("", parseaddr(message.sender)[1]).replace(" ", "") or "MAILER-DAEMON"
    at = (message.at or datetime.fromtimestamp(0, UTC)).astimezone(UTC)
    postmark = f"From {address} {time.asctime(at.utctimetuple())}\n"
    file.write(postmark.encode("utf-8", "replace"))
    file.write(_FROM.sub(rb">\1", text))
    file.write(b"\n" if text.endswith(b"\n") else b"\n\n")


def _files(
    view: BackupView, store: ContentStore, folder: Path, tell: Callable[[str], None]
) -> tuple[int, int]:
    folder.mkdir()
    count = missing = 0
    for url, name in view.attachments():
        try:
            content = store.get(url)
        except KnownError:
            missing += 1
            continue
        digest = url.rpartition("/")[2][:8]
        with os.fdopen(_new_file(folder / f"{digest} {_plain(name)}"), "wb") as file:
            file.write(content)
        count += 1
        if count % 200 == 0:
            tell(f"Writing files… {count:,}")
    return count, missing


def _new_file(path: Path) -> int:
    """The same content twice under the same name is one file."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)


def _plain(name: str) -> str:
    """A name of a stranger's as one of a file of ours: no path, nothing hidden, not too long."""
    clean = _UNSAFE.sub("_", name).strip(" .") or "unnamed"
    stem, dot, suffix = clean.rpartition(".")
    if dot and len(suffix) <= 10:
        return f"{stem[: _LONGEST - len(suffix) - 1]}.{suffix}"
    return clean[:_LONGEST]
