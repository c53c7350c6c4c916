"""The one entry in the journal that an import grows, batch by batch."""

from __future__ import annotations

from pathlib import PurePath
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.jobs import given
from desktop_app.data.journal import JournalRepository
from desktop_app.domain.language import joined, numeral, plural, tr

COMMAND = "import_leads"

# Imports that were given up while nobody worked on them: cancelled in the queue, or whoever had
# them died after that.
_ABANDONED = """
SELECT entry.id, job.params ->> 'path', (job.position ->> 'new')::bigint,
       (job.position ->> 'updated')::bigint
FROM outpost.job AS job
JOIN outpost.journal AS entry ON entry.id = (job.position ->> 'journal')::bigint
    AND entry.user_id = job.user_id AND entry.open
WHERE job.kind = 'import_leads' AND job.state IN ('cancelled', 'failed', 'done')
"""


def begin_entry(db: Database, user_id: UUID, name: str) -> int:
    """An entry that cannot be undone yet.

    Args:
        name: of the file.
    """
    return JournalRepository(db).begin(
        user_id, COMMAND, tr("Importing “{name}”", name=_shown(name)), open=True
    )


def close_entry(db: Database, journal_id: int, name: str, new: int, updated: int) -> None:
    """Say what the import was; from now on it can be undone as one step."""
    JournalRepository(db).close(journal_id, import_words(name, new, updated))


def close_abandoned(db: Database) -> int:
    """Close the entries of imports that nobody will go on with; how many there were."""
    with db.transaction():
        found = db.rows(_ABANDONED)
        for journal_id, path, new, updated in found:
            name = PurePath(given(str(path))).name
            close_entry(db, journal_id, name, new or 0, updated or 0)
    return len(found)


def import_words(name: str, new: int, updated: int) -> str:
    """``“fair.csv” imported: 12 leads added, 3 updated``."""
    parts = []
    if new or not updated:
        parts.append(plural("{n} leads added", "{n} lead added", new))
    if updated and new:
        parts.append(tr("{updated} updated", updated=numeral(updated)))
    elif updated:
        parts.append(plural("{n} leads updated", "{n} lead updated", updated))
    return tr("“{name}” imported: {what}", name=_shown(name), what=joined(", ", parts))


def _shown(name: str) -> str:
    """A file's name can be no text at all; what people are told of it is."""
    return name.encode("utf-8", "replace").decode()
