"""A mail merge put into the outbox against the bare rendering of its mails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

from desktop_app.bootstrap.opened import Opened
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.data.merge_values import MergeValueRepository
from desktop_app.domain.ids import IdList
from desktop_app.domain.jobs import JobKind, JobState
from desktop_app.domain.mail_merge import merge_text
from desktop_app.domain.pace import Pace
from desktop_app.domain.templates import TemplateText
from desktop_app.domain.users import User
from desktop_app.engine.worker import run_here
from desktop_app.services.mail_merges import MailMergeService
from desktop_app.wire.liquid import LiquidRenderer
from tests.benchmarks.harness import Figure, seconds, workspace
from tests.mailboxes import a_mailbox

MAILS = int(os.environ.get("BENCH_MAILS", "5000"))

TEXT = TemplateText(
    "A quick idea for {{ company }}",
    "<div><p>Hi {{ first_name }},</p>"
    "<p>It was good to meet you{% if event_name %} at {{ event_name }}{% endif %}. You said that "
    "{{ company }} loses most time between two orders, not during them.</p>"
    "<p>Other <b>{{ industry | default: 'such' }}</b> teams of {{ company_size }} people tell us "
    "the same. Most of them win back half a shift a week with one change to the line, and I would "
    "like to show you which one.</p><p>Would a 20-minute call this week suit you?</p>"
    "<p>{{ signature }}</p></div>",
)


def run() -> Iterator[Figure]:
    with workspace() as (opened, user, _):
        leads = _leads(opened, user)
        with opened.db.transaction():
            MailboxRepository(opened.db).add(a_mailbox(user, daily_cap=100_000))
        rendered = seconds(lambda: _render(opened, user, leads))
        rendered = min(rendered, seconds(lambda: _render(opened, user, leads)))
        service = MailMergeService(opened.db, user.id, LiquidRenderer(), lambda: datetime.now(UTC))
        merge = service.begin(TEXT, "Bench", IdList.of(leads))
        service.send(merge, pace=Pace(gap=1))
        opened.db.run("DELETE FROM outpost.job")  # it is run here instead

        def work() -> None:
            job = run_here(
                opened.db, opened.folders, user.id, JobKind.MAIL_MERGE, "bench",
                {"merge": str(merge)},
            )  # fmt: skip
            if job.state is not JobState.DONE or job.result["queued"] != MAILS:
                raise RuntimeError(f"{job.state}: {job.error} {job.result}")

        yield Figure(
            f"mail merge of {MAILS:,}: rendered and queued", seconds(work), "s", rendered, 2.0,
            "(the bare rendering)",
        )  # fmt: skip
        report = seconds(lambda: service.report(merge))
        yield Figure("who of them lacks what", report, "s", rendered)


def _leads(opened: Opened, user: User) -> list[UUID]:
    opened.db.run(
        "INSERT INTO public.leads (user_id, company, contact_name, email, industry, company_size, "
        "metadata) SELECT %s, 'Company ' || n, 'Ines' || n || ' Caldaro', 'p' || n || "
        "'@c' || n || '.example', (ARRAY['Photonics', 'Foods', NULL])[1 + n %% 3], '201-500', "
        "CASE WHEN n %% 2 = 0 THEN jsonb_build_object('event_name', 'the fair ' || n) "
        "ELSE '{}' END FROM generate_series(1, %s) AS n",
        (user.id, MAILS),
    )
    opened.db.run(
        "INSERT INTO outpost.custom_field (id, user_id, key, title, kind) "
        "VALUES (gen_random_uuid(), %s, 'event_name', 'event_name', 'text')",
        (user.id,),
    )
    opened.db.run(
        "UPDATE public.users SET email_signature = E'Mara Ostrander\\nFieldline' WHERE id = %s",
        (user.id,),
    )
    return [row[0] for row in opened.db.rows("SELECT id FROM public.leads ORDER BY email")]


def _render(opened: Opened, user: User, leads: list[UUID]) -> None:
    """What cannot be avoided: the values read, subject, markup and plain twin of each made."""
    values = MergeValueRepository(opened.db)
    known = values.known(user.id)
    text = merge_text(TEXT, opt_out=True)
    renderer = LiquidRenderer()
    of_leads = values.of_leads(user.id, leads, datetime.now(UTC))
    for each in leads:
        if renderer.render(text, of_leads[each], known).missing:
            raise RuntimeError("every one of them can be rendered")
