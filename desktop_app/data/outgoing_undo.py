"""What has left cannot be taken back: what the journal asks before it undoes a queueing."""

from __future__ import annotations

from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.mail_merge import MERGE_COMMAND

QUEUE_COMMAND = "queue_mail"
"""By which mails are put into the outbox; from the first attempt on its entry stays open."""
QUEUE_COMMANDS = (QUEUE_COMMAND, MERGE_COMMAND)
"""The same of one mail, and of many at once."""

_TABLE = "outpost.outgoing"


def refuse_what_has_left(db: Database, journal_id: int, *, back: bool) -> None:
    """Let the queueing of a mail be undone as long as it waits, and never be done again.

    Raises:
        KnownError: it is on its way, or it is to be sent by a redo.
    """
    states = [
        row[0]
        for row in db.rows(
            "SELECT mail.state FROM outpost.outgoing AS mail "
            "JOIN outpost.journal_change AS change ON change.row_id = mail.id "
            "WHERE change.journal_id = %s AND change.tbl = %s FOR UPDATE OF mail",
            (journal_id, _TABLE),
        )
    ]
    if not states:
        return
    if not back:
        # Its draft may have been written on since, and mail is sent by who means to send it.
        raise KnownError(
            tr("A mail that was taken back is not sent by Redo."),
            tr("Its draft is open: send it from there."),
        )
    if not all(state in ("queued", "held") for state in states):
        raise on_its_way()
    # Held or not is no newer decision of the rep's; as it was left, it can be taken back.
    db.run(
        "UPDATE outpost.outgoing AS mail SET state = 'queued' "
        "FROM outpost.journal_change AS change WHERE change.journal_id = %s "
        "AND change.tbl = %s AND change.row_id = mail.id AND mail.state = 'held'",
        (journal_id, _TABLE),
    )


def forget_undo(db: Database, user_id: UUID, journal_id: int) -> None:
    """There is nothing left that undoing a queueing could take back: its entry stays open, so
    that Undo goes on to what was done before it."""
    db.run(
        "UPDATE outpost.journal SET open = true "
        "WHERE id = %s AND user_id = %s AND command = ANY(%s) AND undone_at IS NULL",
        (journal_id, user_id, list(QUEUE_COMMANDS)),
    )
    db.run(
        "DELETE FROM outpost.journal_change AS change USING outpost.journal AS entry "
        "WHERE change.journal_id = entry.id AND entry.id = %s AND entry.user_id = %s "
        "AND entry.open AND entry.undone_at IS NULL",
        (journal_id, user_id),
    )


def on_its_way() -> KnownError:
    """Too late to take it back."""
    return KnownError(
        tr("The mail is on its way already."), tr("It cannot be taken back any more.")
    )
