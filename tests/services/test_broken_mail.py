"""What an import kept aside is listed with its reason, and copied to files."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from desktop_app.data.broken_mail import BrokenMailRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.message_record import BrokenMessage


@pytest.fixture
def keep(db, user, store):
    """Keeps bytes aside as an import does; answers how many were new."""

    def keep(*contents: bytes | None, source: str = "old mail.mbox") -> int:
        broken = []
        for number, content in enumerate(contents):
            url = f"pack:{source}#{number}"
            if content is not None:
                store.files[url] = content
            digest = hashlib.sha256(content or str(number).encode()).hexdigest()
            broken.append(BrokenMessage(digest, url, f"reason {number}", source))
        with db.transaction():
            return BrokenMailRepository(db).keep(user.id, broken)

    return keep


def test_it_is_listed_with_reason_and_size_the_newest_first(db, mine, theirs, keep):
    assert mine.broken_mail.list() == ()
    assert keep(b"noise", b"", None) == 3
    assert keep(b"noise", source="again.mbox") == 0  # one content is kept once
    db.run("UPDATE outpost.broken_message SET seen_at = seen_at - interval '1 day' "
           "WHERE reason = 'reason 0'")  # fmt: skip
    listed = mine.broken_mail.list()
    assert [(each.reason, each.size) for each in listed] == [
        ("reason 1", 0),
        ("reason 2", None),
        ("reason 0", 5),
    ]
    assert {each.source for each in listed} == {"old mail.mbox"}
    assert listed[0].seen_at > listed[2].seen_at
    assert theirs.broken_mail.list() == ()


def test_what_has_bytes_is_copied_and_twice_is_the_same(mine, keep, tmp_path: Path):
    keep(b"first", b"second", b"", None)
    folder = tmp_path / "new" / "place"
    saved = mine.broken_mail.save(folder)
    assert sorted(path.read_bytes() for path in saved.values()) == [b"first", b"second"]
    assert mine.broken_mail.save(folder) == saved
    assert sorted(folder.iterdir()) == sorted(saved.values())


def test_a_source_with_a_hostile_name_stays_in_the_folder(mine, keep, tmp_path: Path):
    keep(b"x", source="../../\x1b[2J\u202eexe.mbox")
    (path,) = mine.broken_mail.save(tmp_path).values()
    assert path.parent == tmp_path
    assert path.name.isprintable()


def test_a_folder_that_cannot_be_written_is_a_calm_fault(mine, keep, tmp_path: Path):
    keep(b"x")
    (tmp_path / "file").write_text("mine")
    with pytest.raises(KnownError, match="could not be saved"):
        mine.broken_mail.save(tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"
