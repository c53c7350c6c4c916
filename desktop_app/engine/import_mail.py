"""Bringing a mail archive in: mbox, Maildir, a folder of .eml, a single message."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop_app.data.users import UserRepository
from desktop_app.domain.addresses import normalise_address
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import numeral, tr
from desktop_app.engine.archive_reader import Reading, batches_ahead, is_large
from desktop_app.engine.jobs import Cancelled, Interrupted, JobContext
from desktop_app.engine.mail_intake import IntakeResult, MailIntake
from desktop_app.wire.mail_sources import MailSource, open_source


def import_mail(job: JobContext) -> Mapping[str, Any]:
    """Bring ``params["path"]`` in for the job's user; ``params["me"]`` are own addresses.

    Idempotent by Message-ID per user (by content where there is none), resumable at the last
    committed batch. Returns counts: messages, new, known, broken, attachments.

    Raises:
        KnownError: the path cannot be read as mail.
        Cancelled, Interrupted: between batches; what was committed stays.
    """
    path = Path(str(job.params["path"]))
    own = _own_addresses(job)
    source = open_source(path)
    start = _position_in(source, job.position)
    intake = MailIntake(job.db, job.user_id, own, origin="import")
    so_far, done = start.result, start.done

    def also(result: IntakeResult, written: Collection[UUID]) -> None:
        # In the batch's own transaction: a restart goes on exactly behind what is committed.
        job.save_position(
            {
                "fingerprint": source.fingerprint,
                "after": batch.last_key,
                "done": done + batch.count,
                "result": asdict(so_far + result),
            }
        )

    reading = Reading(path, start.after, job.user_id, own, job.folders, job.db)
    try:
        with batches_ahead(reading, apart=is_large(path, source)) as batches:
            total = source.total  # counted while the first batch is read
            for batch in batches:
                job.check_cancelled()
                result = intake.take(batch.drafted, also=also, one_of_many=True)
                intake.taken(result)
                so_far = so_far + result
                done += batch.count
                job.report(
                    done,
                    total,
                    _note(done, total, so_far),
                    changed=Kind.CONVERSATIONS | Kind.MESSAGES | Kind.LEADS,
                )
    except (Cancelled, Interrupted):
        intake.finish()  # what came in so far stays, and is searched
        raise
    intake.finish()
    return {"path": str(path), "messages": done, **asdict(so_far)}


@dataclass(frozen=True, slots=True)
class _Start:
    after: str | None = None
    done: int = 0
    result: IntakeResult = field(default_factory=IntakeResult)


def _position_in(source: MailSource, position: Mapping[str, Any]) -> _Start:
    """Where to go on; from the start when the archive is not the one of the earlier run."""
    if not position or position.get("fingerprint") != source.fingerprint:
        return _Start()
    return _Start(
        after=str(position["after"]),
        done=int(position["done"]),
        result=IntakeResult(**position["result"]),
    )


def _own_addresses(job: JobContext) -> frozenset[str]:
    """The rep's addresses, the newly named ones remembered: later mail needs them too."""
    users = UserRepository(job.db)
    for address in job.params.get("me") or ():
        normalised = normalise_address(str(address))
        if not normalised:
            raise KnownError(
                tr("“{address}” is not an e-mail address.", address=address),
                tr("Nothing was imported; check --me."),
            )
        with job.db.transaction():
            users.add_own_address(job.user_id, normalised)
    with job.db.connection():
        return users.own_addresses(job.user_id)


def _note(done: int, total: int | None, result: IntakeResult) -> str:
    words = (
        tr("{done} of {total} messages", done=numeral(done), total=numeral(total))
        if total
        else tr("{done} messages", done=numeral(done))
    )
    if not result.broken:
        return words
    return tr("{words}, {broken} kept aside", words=words, broken=numeral(result.broken))
