"""Which database this is, and who works in it."""

from __future__ import annotations

from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.domain.about import Place

_WHERE = """
SELECT current_database(), current_user,
       (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid())
"""
_PEOPLE = """
SELECT coalesce(nullif(full_name, ''), email) FROM public.users
WHERE id <> %s ORDER BY lower(coalesce(nullif(full_name, ''), email)), id LIMIT 200
"""


def place_of(db: Database, user_id: UUID, *, remote: str = "") -> Place:
    """The database that is worked in.

    Args:
        user_id: oneself, who is left out of the people.
        remote: the host of a server that is not ours, "" for ours.
    """
    people = tuple(str(row[0]) for row in db.rows(_PEOPLE, (user_id,)))
    row = db.row(_WHERE)
    if not remote or row is None:
        return Place(people=people)
    encrypted = None if remote.startswith("/") else bool(row[2])
    return Place(remote, str(row[0]), str(row[1]), encrypted, people)
