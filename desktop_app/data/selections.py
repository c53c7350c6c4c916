"""Which rows a job is about, kept beside it."""

from __future__ import annotations

from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.domain.ids import IdList


class SelectionRepository:
    """Rows of ``outpost.selection``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, job_id: UUID, ids: IdList) -> None:
        """Keep the rows that a job was asked to work on, in the transaction that asks."""
        self._db.run(
            "INSERT INTO outpost.selection (job_id, ids) VALUES (%s, %b)", (job_id, ids.packed)
        )

    def ids(self, job_id: UUID) -> IdList:
        """The rows of a job; none when it names none."""
        with self._db.connection():
            cursor = self._db.raw().execute(
                "SELECT ids FROM outpost.selection WHERE job_id = %s", (job_id,), binary=True
            )
            row = cursor.fetchone()
        return IdList(bytes(row[0]) if row else b"")

    def leads_as_stored(self, job_id: UUID) -> IdList:
        """The leads of a job in the order in which they lie in their table: a change of all of
        them then goes through it once, where the order of a list leads anywhere at each row.
        Those that are gone are left out."""
        with self._db.connection():
            cursor = self._db.raw().execute(
                "SELECT string_agg(uuid_send(id), ''::bytea ORDER BY place) FROM ("
                "SELECT lead.id, lead.ctid AS place FROM outpost.selection AS chosen "
                "CROSS JOIN LATERAL outpost.unpack_ids(chosen.ids) AS asked (id) "
                "JOIN public.leads AS lead ON lead.id = asked.id "
                "WHERE chosen.job_id = %s) AS found",
                (job_id,),
                binary=True,
            )
            row = cursor.fetchone()
        return IdList(bytes(row[0]) if row and row[0] else b"")

    def forget(self, job_id: UUID) -> None:
        """The job is over: sixteen megabytes for a million rows are of no use any more."""
        self._db.run("DELETE FROM outpost.selection WHERE job_id = %s", (job_id,))
