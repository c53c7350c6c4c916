"""Archives on disk: mbox, Maildir, folders of .eml, single files, and what is no mail."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.wire import mail_mbox
from desktop_app.wire.mail_sources import RawMessage, open_source, status_flags

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
MARK = b"From a@x.example Thu Jan  1 00:00:00 1970\n"


def letter(number: int, body: str = "text", *, extra: str = "") -> bytes:
    return (
        f"From: a@x.example\nSubject: {number}\nMessage-ID: <{number}@x.example>\n{extra}\n{body}\n"
    ).encode()


def mbox(path: Path, *letters: bytes) -> Path:
    path.write_bytes(b"".join(MARK + one + b"\n" for one in letters))
    return path


def raws(found: list[RawMessage]) -> list[bytes]:
    return [one.raw for one in found]


def test_mbox_newest_first_and_whole(tmp_path: Path) -> None:
    letters = [letter(number, "line\n\nline") for number in range(5)]
    source = open_source(mbox(tmp_path / "a.mbox", *letters))
    assert source.total == 5
    assert raws(list(source.iterate())) == letters[::-1]


def test_mbox_goes_on_behind_any_key(tmp_path: Path) -> None:
    source = open_source(
        mbox(tmp_path / "a.mbox", *(letter(number, "x" * number) for number in range(9)))
    )
    found = list(source.iterate())
    for place, one in enumerate(found):
        assert list(source.iterate(one.key)) == found[place + 1 :]


def test_mbox_is_read_in_blocks_of_any_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = random.randrange(1 << 30)
    print("seed", seed)
    dice = random.Random(seed)
    letters = [letter(n, "y" * dice.randrange(300) + "\n\nFrom me") for n in range(40)]
    path = mbox(tmp_path / "a.mbox", *letters)
    for block in (1, 7, 100, 333, 5000):
        monkeypatch.setattr(mail_mbox, "BLOCK", block)
        source = open_source(path)
        assert source.total == 40, block
        assert raws(list(source.iterate())) == letters[::-1], block


@pytest.mark.parametrize(
    "prose",
    [
        "From now on, all is well.",
        "From Monday at 10:30 we meet",
        "From Thu Jan  1 00:00:00 1970 on nothing was the same.",
        "From: is no separator",
    ],
)
def test_from_in_prose_parts_nothing(tmp_path: Path, prose: str) -> None:
    one = letter(1, f"hello\n\n{prose}\nand more words\n")
    source = open_source(mbox(tmp_path / "a.mbox", one, letter(2)))
    assert source.total == 2
    assert list(source.iterate())[1].raw == one


@pytest.mark.parametrize(
    "mark",
    [
        b"From - Tue Mar 03 10:15:00 2026",
        b"From MAILER-DAEMON Tue Mar  3 10:15:00 2026",
        b"From 1790@xxx Tue Mar 03 10:15:00 +0000 2026",
        b"From a@x.example  Tue Mar  3 10:15 2026 remote from y",
        b"From ???@??? Tue Mar 03 10:15:00 2026",
        b"From a@x.example Tue, 3 Mar 2026 10:15:00 +0100",
        b"From a b@x.example Tue Mar  3 10:15:00 CET 2026",
    ],
)
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_marks_of_many_programs(tmp_path: Path, mark: bytes, end: bytes) -> None:
    letters = [letter(number).replace(b"\n", end) for number in range(3)]
    path = tmp_path / "a.mbox"
    path.write_bytes(b"".join(mark + end + one + end for one in letters))
    assert raws(list(open_source(path).iterate())) == letters[::-1]


def test_quoted_from_lines_are_as_they_were_sent(tmp_path: Path) -> None:
    stored = letter(1, ">From here\n>>From there\n> From nowhere")
    (found,) = open_source(mbox(tmp_path / "a.mbox", stored)).iterate()
    assert found.raw == letter(1, "From here\n>From there\n> From nowhere")


def test_an_mbox_without_last_line_end_and_with_empty_messages(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_bytes(MARK + letter(1) + b"\n" + MARK + b"Subject: 2\n\nend")
    assert [one.raw[-3:] for one in open_source(path).iterate()] == [b"end", b"xt\n"]
    path.write_bytes(MARK)
    (only,) = open_source(path).iterate()
    assert "empty" in only.error


def test_a_message_too_large_is_told_and_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_mbox, "MAX_MESSAGE", 1000)
    source = open_source(mbox(tmp_path / "a.mbox", letter(1), letter(2, "x" * 2000), letter(3)))
    assert [bool(one.error) for one in source.iterate()] == [False, True, False]


def test_a_large_mbox_is_not_read_twice_to_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_mbox, "COUNTED", 10)
    source = open_source(mbox(tmp_path / "a.mbox", letter(1), letter(2)))
    assert source.total is None
    assert len(list(source.iterate())) == 2


def test_an_mbox_that_shrinks_while_it_is_read_ends(tmp_path: Path) -> None:
    path = mbox(tmp_path / "a.mbox", *(letter(number) for number in range(50)))
    reading = open_source(path).iterate()
    next(reading)
    os.truncate(path, 200)
    rest = list(reading)
    assert all(one.error or one.raw for one in rest)


@pytest.mark.parametrize(
    ("extra", "flags"),
    [
        ("", None),
        ("Status: RO\n", {"seen"}),
        ("Status: O\n", set()),
        ("Status: RO\nX-Status: AF\n", {"seen", "answered", "flagged"}),
        ("X-Mozilla-Status: 0003\n", {"seen", "answered"}),
        ("X-Mozilla-Status: 0004\n", {"flagged"}),
        ("X-Gmail-Labels: Inbox,Unread\n", set()),
        ("X-Gmail-Labels: Sent,\n Starred\n", {"seen", "flagged"}),
    ],
)
def test_flags_in_header_fields(extra: str, flags: set[str] | None) -> None:
    assert status_flags(letter(1, "Status: R", extra=extra)) == flags


def test_what_thunderbird_deleted_stays_deleted(tmp_path: Path) -> None:
    gone = letter(1, extra="X-Mozilla-Status: 0009\n")
    source = open_source(mbox(tmp_path / "Inbox", gone, letter(2)))
    assert [b"Subject: 2" in one.raw for one in source.iterate()] == [True]


def maildir(path: Path) -> Path:
    for folder in ("cur", "new", "tmp", ".Sent/cur", ".Sent/new"):
        (path / folder).mkdir(parents=True)
    (path / "cur/1700000002.a.host:2,S").write_bytes(letter(2))
    (path / "cur/1700000003.b.host:2,RFS").write_bytes(letter(3))
    (path / "cur/1700000009.t.host:2,ST").write_bytes(letter(9))  # trashed
    (path / "new/1700000004.c.host").write_bytes(letter(4))
    (path / ".Sent/cur/1700000001.d.host:2,").write_bytes(letter(1))
    (path / "tmp/1700000005.e.host").write_bytes(letter(5))
    (path / "dovecot-uidlist").write_bytes(b"3 V1 N5\n1 :x\n")
    return path


def test_maildir_with_its_folders_and_flags(tmp_path: Path) -> None:
    source = open_source(maildir(tmp_path / "Maildir"))
    found = list(source.iterate())
    assert [one.raw for one in found] == [letter(number) for number in (4, 3, 2, 1)]
    flags = [set(one.flags or ()) for one in found]
    assert flags == [set(), {"answered", "flagged", "seen"}, {"seen"}, set()]
    assert all(one.flags is not None for one in found)
    assert list(source.iterate(found[1].key)) == found[2:]


def test_a_folder_of_eml_by_age_with_what_cannot_be_read(tmp_path: Path) -> None:
    for number, when in ((1, 300), (2, 100), (3, 200)):
        path = tmp_path / "deep" / f"letter ü {number}.eml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(letter(number))
        os.utime(path, (when, when))
    (tmp_path / "empty.eml").write_bytes(b"")
    (tmp_path / "picture.eml").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\r" + bytes(200))
    (tmp_path / "notes.txt").write_bytes(b"Subject: not mail\n\n")
    (tmp_path / "circle").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "lost.eml").symlink_to(tmp_path / "nowhere")
    source = open_source(tmp_path)
    found = list(source.iterate())
    assert source.total == len(found) == 5
    good = [one for one in found if not one.error]
    assert [one.raw for one in good] == [letter(number) for number in (1, 3, 2)]
    assert {one.error for one in found if one.error} == {
        "empty.eml is empty",
        "picture.eml is not mail",
    }
    for place, one in enumerate(found):
        assert one.key.isascii()
        assert list(source.iterate(one.key)) == found[place + 1 :]


@pytest.mark.skipif(os.name != "posix", reason="locks a folder by its mode")
def test_a_folder_that_may_not_be_read_is_not_left_out_in_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = maildir(tmp_path / "Maildir")
    if os.geteuid() == 0:  # whom no mode keeps out
        allowed = os.scandir

        def refuse(path: Path) -> object:
            if Path(path) == source / "new":
                raise PermissionError(13, "Permission denied")
            return allowed(path)

        monkeypatch.setattr(os, "scandir", refuse)
    else:
        (source / "new").chmod(0)
    try:
        found = list(open_source(source).iterate())
    finally:
        (source / "new").chmod(0o700)
    told = [one.error for one in found if one.error]
    assert [error.partition(" (")[0] for error in told] == ["new cannot be read"]
    assert [one for one in found if not one.error], "the rest is read all the same"


def test_a_file_that_goes_away_meanwhile_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(letter(1))
    (tmp_path / "b.eml").write_bytes(letter(2))
    source = open_source(tmp_path)
    (tmp_path / "a.eml").unlink()
    assert sorted(bool(one.error) for one in source.iterate()) == [False, True]


def test_a_single_message(tmp_path: Path) -> None:
    path = tmp_path / "one.eml"
    path.write_bytes(letter(1, extra="Status: R\n"))
    source = open_source(path)
    (found,) = source.iterate()
    assert (source.total, found.raw, found.flags) == (1, path.read_bytes(), {"seen"})
    assert list(source.iterate(found.key)) == []


def test_mh_folders_are_known_by_what_is_in_them(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / str(number)).write_bytes(letter(number))
    (tmp_path / ".mh_sequences").write_bytes(b"unseen: 1\n")
    (tmp_path / "README").write_bytes(b"Nothing: here\n")
    assert open_source(tmp_path).total == 2


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("picture.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(600), "is not mail"),
        ("empty.mbox", b"", "is empty"),
        ("blank.mbox", b"\n\n \n", "is empty"),
        ("notes.txt", b"Dear diary,\n\ntoday", "is not mail"),
        ("outlook.pst", b"!BDN" + bytes(100), "Export the mail"),
        ("takeout.zip", b"PK\x03\x04" + bytes(100), "Unpack"),
        ("leads.csv", b"name,email\nAda,ada@x.example\n", "is not mail"),
    ],
)
def test_what_is_no_mail_is_refused_calmly(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(KnownError, match=words):
        open_source(tmp_path / name)


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="no file or folder"):
        open_source(tmp_path / "missing.mbox")
    with pytest.raises(KnownError, match="no mail in the folder"):
        open_source(tmp_path)


def test_a_folder_around_an_mbox(tmp_path: Path) -> None:
    folder = tmp_path / "Offers.mbox"
    folder.mkdir()
    (folder / "table_of_contents").write_bytes(b"\0\1")
    mbox(folder / "mbox", letter(1), letter(2))
    assert open_source(folder).total == 2
    mbox(folder / "other", letter(3))
    with pytest.raises(KnownError, match=r"several mbox files.*mbox, other"):
        open_source(folder)


def test_the_fingerprint_follows_every_change(tmp_path: Path) -> None:
    path = mbox(tmp_path / "a.mbox", letter(1))
    before = open_source(path).fingerprint
    assert open_source(path).fingerprint == before
    mbox(path, letter(1), letter(2))
    assert open_source(path).fingerprint != before
    folder = maildir(tmp_path / "Maildir")
    before = open_source(folder).fingerprint
    assert open_source(folder).fingerprint == before
    (folder / "new/1700000007.f.host").write_bytes(letter(7))
    assert open_source(folder).fingerprint != before


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the shared corpora are absent")
def test_the_archive_has_its_messages() -> None:
    source = open_source(CORPORA / "archive" / "list-2500.mbox")
    assert source.total == 2500
    found = [one.key for one in source.iterate()]
    assert len(set(found)) == 2500
    assert len(list(source.iterate(found[1234]))) == 2500 - 1235
