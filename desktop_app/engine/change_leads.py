"""The same change to very many leads: one transaction or none, with progress and cancel.

The transaction ends with the job's position in it, so that a job which is killed between its
commit and its end is not done twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_app.data.journal import JournalRepository
from desktop_app.data.lead_bulk import LeadBulkRepository
from desktop_app.data.mail import MailRepository
from desktop_app.data.selections import SelectionRepository
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.lead_changes import (
    DeleteLeads,
    change_of,
    command_of,
    kinds_of,
    nothing_done,
    said_of,
)
from desktop_app.engine.jobs import JobContext

_STEP = 5_000  # leads per statement: a few of them a second, so that cancelling is heard


def change_leads(job: JobContext) -> Mapping[str, Any]:
    """Do what ``params["change"]`` says to the leads of the job's selection.

    Answers ``{"changed": …, "said": …, "journal_id": …}``; the entry of the journal undoes it.

    Raises:
        KnownError: the change is not known here.
        Cancelled, Interrupted: nothing was changed.
    """
    if job.position.get("result"):
        return dict(job.position["result"])
    if job.job_id is None:
        raise ValueError("a selection hangs on the row of its job")
    change = change_of(job.params["change"])
    selections = SelectionRepository(job.db)
    ids = selections.leads_as_stored(job.job_id)
    leads, journal = LeadBulkRepository(job.db), JournalRepository(job.db)
    with job.apart() as report, job.db.transaction():
        if isinstance(change, DeleteLeads):
            MailRepository(job.db).lock(job.user_id)
        journal_id = journal.begin(job.user_id, command_of(change), "")
        changed = done = 0
        for some in ids.slices(_STEP):
            job.check_cancelled()
            changed += leads.apply(job.user_id, some, change, journal_id)
            done += len(some)
            report(
                done,
                len(ids),
                tr("{done} of {count} leads", done=numeral(done), count=numeral(len(ids))),
            )
        job.check_cancelled()
        said = said_of(change, changed) if changed else nothing_done(change)
        journal.close(journal_id, said)
        result = {
            "changed": changed,
            "said": said,
            "journal_id": journal_id if changed else None,
        }
        job.save_position({"result": result})
        selections.forget(job.job_id)
        job.db.tell(kinds_of(change), user_id=job.user_id)
    return result
