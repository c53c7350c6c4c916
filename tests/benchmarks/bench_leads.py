"""A million leads: filter as you type, and the whole list behind a scroll bar."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed

import psycopg2

from desktop_app.bootstrap.opened import Opened
from desktop_app.domain.inbox import ConversationQuery
from desktop_app.domain.jobs import Job, JobKind, JobState
from desktop_app.domain.lead_changes import SetField
from desktop_app.domain.lead_filters import SortKey
from desktop_app.domain.leads import LeadQuery
from desktop_app.domain.palette import match
from desktop_app.domain.users import User
from desktop_app.engine.worker import Worker, run_here
from desktop_app.services.bundle import UserServices
from desktop_app.services.leads import LeadService
from tests.benchmarks.harness import Figure, percentile, seconds, workspace

LEADS = int(os.environ.get("BENCH_LEADS", "1000000"))
SEED = 40
_TYPED = 300
_MAIL = int(os.environ.get("BENCH_MAIL", "20000"))  # messages beside the leads of the palette


def run() -> Iterator[Figure]:
    with workspace() as (opened, user, _):
        fill_leads(opened, user, LEADS)
        leads = opened.services().for_user(user).leads
        yield _typing(opened, leads)
        yield _palette(opened, leads)
        for sort in (SortKey("last_contact", descending=True), SortKey("company")):
            query = LeadQuery(sort=(sort,))
            taken = seconds(lambda q=query: leads.all_ids(q))
            floor = seconds(
                lambda: opened.db.value("SELECT count(*) FROM leads WHERE user_id = %s", (user.id,))
            )
            yield Figure(
                f"all ids of {LEADS:,} leads by {sort.field}",
                taken,
                "s",
                note=f"(a bare count(*) {floor:.2f} s)",
            )
        yield from _all_to(opened, user)
        ids = leads.all_ids(LeadQuery())
        dice = random.Random(SEED)
        jumps = [
            seconds(lambda f=first: leads.rows(ids.page(f, 60))) * 1000
            for first in (dice.randrange(len(ids) - 60) for _ in range(200))
        ]
        yield Figure("a jump anywhere: its 60 rows, p95", percentile(jumps, 95), "ms", limit=50.0)


def _typing_alone() -> Iterator[Figure]:
    with workspace() as (opened, user, _):
        fill_leads(opened, user, LEADS)
        leads = opened.services().for_user(user).leads
        yield _typing(opened, leads)
        yield _palette(opened, leads)


def _palette_alone() -> Iterator[Figure]:
    """With mail, too: the palette asks for leads and for conversations at each letter."""
    with workspace() as (opened, user, _):
        fill_leads(opened, user, LEADS)
        _fill_mail(opened, user)
        services = opened.services().for_user(user)
        yield _palette(opened, services.leads)
        yield _palette_of_all(opened, services)


PARTS = {"typing": _typing_alone, "palette": _palette_alone}


def _fill_mail(opened: Opened, user: User) -> None:
    params = {"leads": _MAIL // 4, "messages": _MAIL}
    done = run_here(opened.db, opened.folders, user.id, JobKind.SAMPLE_DATA, "Mail", params)
    if done.state is not JobState.DONE:
        raise RuntimeError(done.error)


def _palette_of_all(opened: Opened, services: UserServices) -> Figure:
    """Until both have answered, asked at once from threads of their own, as the window does."""
    leads, talks = services.leads, services.conversations

    def ask_leads(text: str) -> None:
        for row in leads.first_page(LeadQuery(text), 5)[1]:
            match(text, row.company, row.contact_name)

    def ask_talks(text: str) -> None:
        for row in talks.rows(tuple(talks.first_ids(ConversationQuery(text=text), 4))):
            match(text, row.subject, row.company)

    first, both = [], []
    with ThreadPoolExecutor(2) as pool:
        for text in typed_texts(opened, _TYPED):
            began = time.perf_counter()
            asked = [pool.submit(ask_leads, text), pool.submit(ask_talks, text)]
            ended = []
            for each in as_completed(asked):
                each.result()
                ended.append((time.perf_counter() - began) * 1000)
            first.append(ended[0])
            both.append(ended[1])
    return Figure(
        f"palette over {LEADS:,} leads and {_MAIL:,} messages: first results, p95",
        percentile(first, 95),
        "ms",
        limit=50.0,
        note=f"(median {percentile(first, 50):.1f}; both have answered, p95 "
        f"{percentile(both, 95):.1f}, worst {max(both):.0f}, seed {SEED})",
    )


def _typing(opened: Opened, leads: LeadService) -> Figure:
    leads.rows(tuple(leads.first_ids(LeadQuery(), 60)))  # a window shows its list first
    times = []
    worst = (0.0, "")
    for text in typed_texts(opened, _TYPED):
        query = LeadQuery(text=text)
        taken = seconds(lambda q=query: leads.rows(tuple(leads.first_ids(q, 60)))) * 1000
        times.append(taken)
        worst = max(worst, (taken, text))
    return Figure(
        f"filter as you type, {LEADS:,} leads: first rows, p95",
        percentile(times, 95),
        "ms",
        limit=50.0,
        note=f"(median {percentile(times, 50):.1f}, worst {worst[0]:.0f} for “{worst[1]}”, "
        f"seed {SEED})",
    )


def _palette(opened: Opened, leads: LeadService) -> Figure:
    """What the palette asks for each letter, with the letters that fit; commands need no
    database, and stand there before."""

    def ask(text: str) -> None:
        for row in leads.first_page(LeadQuery(text), 5)[1]:
            match(text, row.company, row.contact_name)

    times = [seconds(lambda t=text: ask(t)) * 1000 for text in typed_texts(opened, _TYPED)]
    return Figure(
        f"palette over {LEADS:,} leads: what is found, p95",
        percentile(times, 95),
        "ms",
        limit=50.0,
        note=f"(median {percentile(times, 50):.1f}, worst {max(times):.0f}, seed {SEED})",
    )


def _all_to(opened: Opened, user: User) -> Iterator[Figure]:
    """Select all and change the status, with its undo, against the one UPDATE."""
    db = opened.db
    plain = psycopg2.connect(db.secret_url())
    plain.autocommit = True
    with plain.cursor() as cursor:
        update = "UPDATE leads SET status = %s WHERE user_id = %s"
        cursor.execute(update, ("warm", str(user.id)))
        times = []
        for status in ("hot", "cold"):
            cursor.execute("VACUUM leads, outpost.lead_index")
            times.append(seconds(lambda s=status: cursor.execute(update, (s, str(user.id)))))
        cursor.execute("VACUUM leads, outpost.lead_index")
    plain.close()
    services = opened.services().for_user(user)
    done: list[Job | None] = []

    def work() -> None:
        job = services.lead_bulk.change(
            services.leads.all_ids(LeadQuery()), SetField("status", "Status", "warm")
        )
        if not isinstance(job, Job):
            raise RuntimeError("so many leads are the engine's work")
        done.append(Worker(db, opened.folders).run_next(job.id))

    ours = seconds(work)
    told = done[0].result["said"] if done[0] is not None else ""
    yield Figure("select all and change the status", ours, "s", min(times), 2.0, f"({told})")
    yield Figure("and undo it", seconds(services.journal.undo), "s", min(times))


def fill_leads(opened: Opened, user: User, count: int) -> None:
    """Leads with names of a wide vocabulary, common and rare: written by the database itself."""
    db = opened.db
    with db.transaction():
        db.run("SELECT setseed(0.4)")
        db.run(
            "CREATE TEMP TABLE word ON COMMIT DROP AS SELECT n, (SELECT string_agg(part, '') FROM ("
            "SELECT (ARRAY['nor','ber','vale','stone','mar','lin','gra','tor','ess','ial','wick',"
            "'ford','el','an','quo','zy','ham','ric','dun','ost','av','ilo','pre','nex'])"
            "[1 + floor(random() * 24)::int] AS part FROM generate_series(1, 2 + n % 2)) p) "
            "AS text FROM generate_series(0, 19999) AS n"
        )
        db.run("ALTER TABLE word ADD PRIMARY KEY (n)")
        db.run("ANALYZE word")
        db.run(
            "INSERT INTO leads (id, user_id, company, contact_name, email, status, industry, "
            "last_contact_at, ai_suggestion) "
            "SELECT gen_random_uuid(), %(user)s, initcap(a.text || ' ' || b.text), "
            "initcap(c.text || ' ' || a.text), c.text || '.' || g || '@' || b.text || '.example', "
            "(ARRAY['hot','warm','warm','cold','cold','cold'])[1 + g %% 6], "
            "(ARRAY['Photonics','Logistics','Foods','Energy','Clinics'])[1 + g %% 5], "
            "CASE WHEN g %% 9 > 0 THEN now() - random() * interval '500 days' END, "
            "'Ask about the ' || b.text || ' budget' "
            # A square of a random number: few words are in very many names, most in few.
            "FROM generate_series(1, %(count)s) AS g "
            "CROSS JOIN LATERAL (SELECT floor(power(random(), 3) * 20000 + g * 0)::int AS x, "
            "floor(power(random(), 2) * 20000)::int AS y, floor(random() * 20000)::int AS z) r "
            "JOIN word a ON a.n = r.x JOIN word b ON b.n = r.y JOIN word c ON c.n = r.z",
            {"user": user.id, "count": count},
        )
    db.run("VACUUM (ANALYZE) leads")
    db.run("VACUUM (ANALYZE) outpost.lead_index")
    db.run("VACUUM (ANALYZE) outpost.lead_address")


def typed_texts(opened: Opened, count: int) -> list[str]:
    """What a rep may have typed so far: beginnings of names that exist, one word or two, and
    some that do not."""
    dice = random.Random(SEED)
    names = [
        company.lower()
        for (company,) in opened.db.rows(
            "SELECT company FROM leads TABLESAMPLE SYSTEM (0.5) REPEATABLE (3) LIMIT 2000"
        )
    ]
    texts = []
    for _ in range(count):
        name = dice.choice(names)
        words = name.split()
        if dice.random() < 0.25 and len(words) > 1:
            texts.append(f"{words[0]} {words[1][: dice.randint(1, 4)]}")
        else:
            texts.append(dice.choice(words)[: dice.randint(1, 8)])
        if dice.random() < 0.05:
            texts[-1] += "xq"
    return texts
