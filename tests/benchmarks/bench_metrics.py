"""Metrics of three years and half a million messages: all days counted, a few counted anew, and an
overview of a year."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.metric_rollup import MetricRollUp
from desktop_app.domain.metrics import (
    Compared,
    EvidenceQuery,
    Grouping,
    Measure,
    MetricsQuery,
    OfHour,
    Period,
)
from desktop_app.services.metrics import MetricsService
from tests.benchmarks.harness import Figure, percentile, seconds, workspace

MESSAGES = int(os.environ.get("BENCH_METRIC_MESSAGES", "500000"))
_TALK = 5  # messages of a conversation, on average
_DAYS = 3 * 365
_LEADS = 20_000
_TIMES = 5

# Conversations of leads (and every ninth of nobody known), the rep and they by turns, now and then
# an out-of-office or a newsletter; ids, words and sizes as mail has them.
_FILL = """
SET LOCAL session_replication_role = replica;
INSERT INTO public.leads (id, user_id, company, contact_name, email, status)
SELECT md5('lead ' || n)::uuid, '{user}', 'Company ' || n, 'Person ' || n,
       'person' || n || '@company' || n || '.example', 'warm'
FROM generate_series(0, {leads} - 1) AS n;
CREATE TEMPORARY TABLE said ON COMMIT DROP AS
SELECT n, n / {talk} AS talk, n % {talk} AS place,
       md5('message ' || n)::uuid AS id, md5('talk ' || n / {talk})::uuid AS talk_id,
       CASE WHEN (n / {talk}) % 9 > 0 THEN md5('lead ' || (n / {talk}) % {leads})::uuid END AS lead,
       timestamptz '{now}' - {days} * interval '1 day' * random(n / {talk}, 1)
           + (n % {talk}) * interval '26 hours' * random(n, 2)
           + (n % {talk}) * interval '7 minutes' AS at,
       (n + n / {talk}) % 2 = 0 AS outbound,
       CASE WHEN (n + n / {talk}) % 2 = 0 THEN 'own'
            WHEN n % 23 = 0 THEN 'auto_reply' WHEN n % 29 = 0 THEN 'list' ELSE 'human' END AS kind
FROM generate_series(0, {messages} - 1) AS n;
INSERT INTO public.email_threads (id, user_id, lead_id, subject, thread_identifier)
SELECT DISTINCT ON (talk_id) talk_id, '{user}'::uuid, lead, 'Pricing for line ' || talk,
       '<' || id || '@mail.example>' FROM said WHERE lead IS NOT NULL ORDER BY talk_id, at;
INSERT INTO outpost.conversation
    (id, user_id, thread_id, lead_id, root_message_id, subject, subject_key, first_at, last_at,
     message_count, unread_count, attachment_count, with_name, with_email, snippet, last_outbound)
SELECT talk_id, '{user}', CASE WHEN min(lead::text) IS NOT NULL THEN talk_id END,
       min(lead::text)::uuid, '<' || talk_id || '@mail.example>', 'Pricing for line', 'pricing',
       min(at), max(at), count(*), 0, 0, 'Person', 'person@company.example',
       repeat('Thanks for the outline. ', 4), false
FROM said GROUP BY talk_id;
INSERT INTO public.emails (id, user_id, thread_id, lead_id, message_id, from_email, to_email,
                           subject, body, direction, status, sent_at)
SELECT id, '{user}', CASE WHEN lead IS NOT NULL THEN talk_id END, lead,
       '<' || id || '@mail.example>', 'person' || talk || '@company.example',
       'bench@outpost.example', 'Pricing for line ' || talk,
       repeat('We looked at the numbers again and would like to go on. ', 12),
       CASE WHEN outbound THEN 'outbound' ELSE 'inbound' END, 'read', at
FROM said;
INSERT INTO outpost.message
    (email_id, user_id, conversation_id, identity, at, outbound, kind, from_name, from_email,
     recipients, root_candidate, subject_key, orphan_reply, is_html, snippet, content_hash, origin)
SELECT id, '{user}', talk_id, '<' || id || '@mail.example>', at, outbound, kind, 'Person ' || talk,
       CASE WHEN outbound THEN 'bench@outpost.example'
            ELSE 'person' || talk || '@company.example' END,
       jsonb_build_array(jsonb_build_object('role', 'to', 'name', 'Person', 'email',
                                            'person' || talk || '@company.example')),
       '<' || talk_id || '@mail.example>', 'pricing for line', false, false,
       repeat('Thanks for the outline. ', 4), md5(id::text) || md5(id::text), 'import'
FROM said;
"""
# The same tables and joins, read once: what no counting can do without.
_SCAN = """
SELECT count(*), count(talk.lead_id), count(email.lead_id), max(message.at),
       count(*) FILTER (WHERE message.outbound), max(message.kind), max(clock.zone)
FROM outpost.message AS message
JOIN outpost.conversation AS talk ON talk.id = message.conversation_id
JOIN outpost.metric_clock AS clock ON clock.user_id = message.user_id
LEFT JOIN public.emails AS email ON email.id = message.email_id
WHERE message.user_id = %s
"""


def run() -> Iterator[Figure]:
    now = datetime(2026, 6, 17, 9, 30, tzinfo=UTC)
    with workspace() as (opened, user, _):
        db = opened.db
        db.run("UPDATE public.users SET timezone = 'Europe/Berlin' WHERE id = %s", (user.id,))
        _fill(db, user.id, now)
        metrics = MetricsService(db, user.id, lambda: now)
        metrics.refresh()
        yield _complete(db, user.id, metrics)
        yield _incremental(db, user.id, now)
        yield from _reading(metrics)


def _fill(db: Database, user_id: UUID, now: datetime) -> None:
    with db.transaction():
        db.raw().execute(
            "CREATE FUNCTION pg_temp.random(n bigint, kind integer) RETURNS double precision "
            "LANGUAGE sql IMMUTABLE "
            "RETURN abs(hashint8extended(n, kind)) / 9223372036854775808.0"
        )
        statements = _FILL.replace("random(", "pg_temp.random(").format(
            user=user_id, leads=_LEADS, talk=_TALK, now=now.isoformat(), days=_DAYS,
            messages=MESSAGES,
        )  # fmt: skip
        db.raw().execute(statements)  # type: ignore[call-overload]
    with db.connection():
        db.raw().execute("VACUUM ANALYZE")
    db.run("INSERT INTO outpost.metric_mark (user_id) VALUES (%s)", (user_id,))


def _complete(db: Database, user_id: UUID, metrics: MetricsService) -> Figure:
    # In one process, as counting is: it gives way to the window, and leaves it the other core.
    def scan() -> None:
        with db.transaction():
            db.run("SET LOCAL work_mem = '256MB'")
            db.run("SET LOCAL max_parallel_workers_per_gather = 0")
            db.rows(_SCAN, (user_id,))

    # By turns, the best of each: what else the machine does falls on both.
    took, floor = zip(
        *((seconds(metrics.refresh), seconds(scan)) for _ in range(_TIMES)), strict=True
    )
    return Figure(f"all days of {MESSAGES:,} messages counted", min(took), "s", min(floor), 3)


def _incremental(db: Database, user_id: UUID, now: datetime) -> Figure:
    """A hundred new messages of today, most of them answers in standing conversations."""
    rollup, took = MetricRollUp(db), []
    for round_ in range(10):
        with db.transaction():
            db.run(
                "INSERT INTO outpost.message (email_id, user_id, conversation_id, identity, at, "
                "outbound, kind, from_name, from_email, root_candidate, subject_key, orphan_reply, "
                "is_html, snippet, content_hash, origin) "
                "SELECT md5('new ' || %(round)s || ' ' || talk.id)::uuid, talk.user_id, talk.id, "
                "'<new ' || %(round)s || talk.id || '>', %(at)s, %(round)s %% 2 = 0, "
                "CASE WHEN %(round)s %% 2 = 0 THEN 'own' ELSE 'human' END, '', "
                "'person@company.example', '', '', false, false, '', '', 'import' "
                "FROM (SELECT * FROM outpost.conversation WHERE user_id = %(user)s "
                "ORDER BY last_at DESC OFFSET %(round)s * 100 LIMIT 100) AS talk",
                {
                    "round": round_, "user": user_id,
                    "at": now - timedelta(hours=1) + timedelta(minutes=round_),
                },
            )  # fmt: skip

        def catch_up() -> None:
            with db.transaction():
                rollup.catch_up(user_id, now)

        took.append(seconds(catch_up) * 1000)
    return Figure(
        "100 new messages, their days counted: p95", percentile(took, 95), "ms", None, 200
    )


_READ = 90  # ms of the 150 in which twelve months are on the screen


def _reading(metrics: MetricsService) -> Iterator[Figure]:
    year = Period.until(metrics.today(), 365)
    for name, query, limit in (
        ("", MetricsQuery(year, Grouping.WEEK, Compared.YEAR_BEFORE), _READ),
        (", by day within working hours",
         MetricsQuery(year, Grouping.DAY, Compared.PREVIOUS, working_hours=True), _READ),
    ):  # fmt: skip
        took = [seconds(lambda: metrics.overview(query)) * 1000 for _ in range(20)]  # noqa: B023
        yield Figure(f"overview of a year{name}: p95", percentile(took, 95), "ms", None, limit)
    for measure in (Measure.REPLY_RATE, Measure.LEADS_CONTACTED):
        evidence = EvidenceQuery(measure, year)
        count = metrics.evidence_counts(evidence).counted
        places = [count * n // 20 for n in range(20)]
        took = [seconds(lambda: metrics.evidence(evidence, at, 100)) * 1000 for at in places]  # noqa: B023
        yield Figure(
            f"a page of {count:,} behind {measure}: p95", percentile(took, 95), "ms", None, 250
        )
    # A row of a report is kept of no day: its page is looked for in all of the period.
    for name, days, limit in (("a month", 30, 500), ("a year", 365, 4000)):
        row = EvidenceQuery.behind(OfHour(1, 10), Period.until(metrics.today(), days))
        took = [seconds(lambda: metrics.evidence(row, 0, 100)) * 1000 for _ in range(5)]  # noqa: B023
        yield Figure(
            f"a page behind an hour of the week in {name}: median",
            percentile(took, 50), "ms", None, limit,
        )  # fmt: skip
