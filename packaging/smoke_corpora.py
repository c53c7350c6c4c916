"""A frozen Outpost takes in a folder of real mail and real messy files, and counts in it what the
folder's own pages say.

The folder has a README.md with a table: the first column names a folder or a file, the second says
how many there are of what. Beside an archive lies what is to be counted in it, `counts.json`. What
the folder does not have is left out.
"""

from __future__ import annotations

import json
import mailbox
import re
import time
from collections import Counter
from email.utils import parseaddr
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from smoke_upgrade import same

if TYPE_CHECKING:
    from smoke import Program

_OF_ARCHIVE = """SELECT json_build_object(
    'distinct_messages', (SELECT count(*) FROM emails),
    'conversations_by_references', (SELECT count(*) FROM outpost.conversation),
    'conversations_of_2_or_more',
        (SELECT count(*) FROM outpost.conversation WHERE message_count > 1),
    'longest_conversation', (SELECT max(message_count) FROM outpost.conversation),
    'messages_with_html', (SELECT count(*) FROM outpost.message WHERE is_html),
    'leaf_parts_with_filename_or_attachment_disposition',
        (SELECT count(*) FROM email_attachments),
    'senders', (SELECT count(DISTINCT lower(from_email)) FROM emails))"""
_COUNT = re.compile(r"(\d[\d,]*) (consecutive messages|`\.eml`|files|wild CSV files)")


def bring(program: Program, corpora: Path) -> None:
    """Take in all that the folder has.

    Args:
        program: signed in, on a workspace without any mail or lead.
        corpora: where the program can read it.

    Raises:
        SystemExit: a count is not what the folder says, or a file ended in a trace.
    """
    told = counts_told((corpora / "README.md").read_text("utf-8"))
    for archive in sorted(corpora.glob("archive/*.mbox")):
        _archive(program, archive, told.get(f"archive/{archive.name}"))
    for folder in sorted(corpora.glob("messages/*/")):
        _messages(program, folder, told.get(f"messages/{folder.name}"))
    for name in ("csv", "vcard"):
        _lists(program, corpora / name, told.get(name))


class Told(NamedTuple):
    """How many there are, and of what."""

    number: int
    what: str


def counts_told(page: str) -> dict[str, Told]:
    """What each row of the page's table says there is, by the folder or file it names."""
    told = {}
    for place, words in re.findall(r"^\| `([^`]+)` \| ([^|]*)", page, re.M):
        if count := _COUNT.search(words):
            told[place.rstrip("/")] = Told(int(count[1].replace(",", "")), count[2].strip("`"))
    return told


def busiest_sender(archive: Path) -> tuple[str, int]:
    """Who wrote most of an archive and how many messages, each once, read by Python's own library;
    what the list itself wrote is nobody's."""
    letters = {str(each["Message-ID"]): each for each in mailbox.mbox(archive, create=False)}
    wrote = Counter(parseaddr(str(each["From"]))[1].lower() for each in letters.values())
    return next(each for each in wrote.most_common() if "lists." not in each[0])


def _archive(program: Program, archive: Path, told: Told | None) -> None:
    counts = json.loads((archive.parent / "counts.json").read_text("utf-8"))
    address, wrote = busiest_sender(archive)
    begin = time.monotonic()
    got = program("import", "mail", program.path(archive), "--me", address)
    took = time.monotonic() - begin
    print(f"  {archive.name}: {got['messages']:,} messages in {took:.1f} s, {wrote:,} by the rep")
    _same_as_told("messages", counts["messages_in_file"], told)
    same("messages in the archive", got["messages"], counts["messages_in_file"])
    same("messages that are new", got["new"], counts["distinct_messages"])
    same("messages that came twice", got["known"], counts["duplicates"])
    same("messages kept aside", got["broken"], 0)
    found = _asked(program, _OF_ARCHIVE)
    same("what is counted", found, {name: counts[name] for name in found})
    outbound = _asked(program, "SELECT count(*) FROM outpost.message WHERE outbound")
    same("the rep's own", outbound, wrote)
    again = program("import", "mail", program.path(archive))
    same("messages that came again", (again["new"], again["known"]), (0, got["messages"]))


def _messages(program: Program, folder: Path, told: Told | None) -> None:
    """Single messages: each is read and has its row, twice or not. Where the page counts files,
    one that says what the folder is may be among them."""
    mail = [path for path in folder.rglob("*") if path.is_file()]
    if told is not None and told.what.startswith("."):
        mail = [path for path in mail if path.suffix == told.what]
    _same_as_told(folder.name, len(mail), told)
    mail = [path for path in mail if path.name != "README"]
    got = program("import", "mail", program.path(folder))
    print(f"  {folder.name}: {got['messages']} messages, {got['known']} of them twice")
    same(f"messages read of {folder.name}", got["messages"], len(mail))
    same(f"what became of {folder.name}", got["new"] + got["known"], len(mail))


def _lists(program: Program, folder: Path, told: Told | None) -> None:
    """Lists of leads: each ends in rows or in one calm line that says why not."""
    files = sorted(path for path in folder.glob("*") if path.is_file())
    wild = [path for path in files if path.name.startswith("sniff-")]
    _same_as_told(folder.name, len(wild), told)
    taken = leads = 0
    for path in files:
        code, document, said = program.tried("import", "leads", program.path(path))
        if code == 0:
            taken += 1
            leads += document["new"]
            kinds = ("new", "updated", "unchanged", "doubled", "refused")
            same(f"rows of {path.name}", sum(document[kind] for kind in kinds), document["rows"])
        elif code != 1 or "Traceback" in said or len(said.strip().splitlines()) != 1:
            raise SystemExit(f"{path.name} ended with {code}: {said}")
    print(f"  {folder.name}: {len(files)} files, {taken} with rows, {leads:,} leads")
    same(f"leads of {folder.name}", _asked(program, "SELECT count(*) FROM leads") >= leads, True)
    same("something was taken", taken > 0, True)


def _same_as_told(name: str, found: int, told: Told | None) -> None:
    """Hold what is there against what the page tells of it, if anything."""
    if told is not None:
        same(f"{name}, of which the page tells", found, told.number)


def _asked(program: Program, query: str) -> Any:
    """What a query says, a document of JSON."""
    return json.loads(program("db", "run", "psql", "-qAtX", "-c", query)["stdout"])
