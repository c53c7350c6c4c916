"""What stands behind a figure, or was left out of it, a page at a time.

How much of it each day has is known, so that a page is found by its days: those alone are looked
at, wherever in a list of years they are.
"""

# SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.metric_funnel import MetricFunnel
from desktop_app.data.metric_narrowed import FEW_DAYS, TALKS, Narrowed, narrowed
from desktop_app.data.metric_rollup import TALKS_OF_DAYS
from desktop_app.domain.metrics import (
    REPLY_WINDOW,
    Evidence,
    EvidenceCounts,
    EvidenceKind,
    EvidenceQuery,
    Measure,
    OfFunnel,
    Period,
    Why,
)


@dataclass(frozen=True, slots=True)
class _Part:
    """Where messages of a measure are counted, and which they are."""

    column: str
    why: str
    where: str


# By measure and whether it is counted.
_MESSAGES: Final[Mapping[tuple[Measure, bool], _Part]] = {
    (Measure.SENT, True): _Part("sent", "sent_why", "sent_why = 'sent'"),
    (Measure.SENT, False): _Part("sent_out", "sent_why", "sent_why <> 'sent'"),
    (Measure.RECEIVED, True): _Part("received", "received_why", "is_received"),
    (Measure.RECEIVED, False): _Part("received_out", "received_why", "NOT is_received"),
    (Measure.REPLY_RATE, True): _Part(
        "asked", "reply_why", "reply_why IN ('answered', 'not_answered')"
    ),
    (Measure.REPLY_RATE, False): _Part(
        "asked_out", "reply_why", "reply_why NOT IN ('answered', 'not_answered')"
    ),
    (Measure.RESPONSE_TIME, True): _Part("responses", "response_why", "response_why = 'responded'"),
    (Measure.RESPONSE_TIME, False): _Part(
        "responses_out", "response_why", "response_why <> 'responded'"
    ),
    (Measure.LEADS_CONTACTED, False): _Part(
        "sent_out + no_lead",
        "CASE WHEN sent_why = 'sent' THEN 'no_lead' ELSE sent_why END",
        "(sent_why <> 'sent' OR sent_why = 'sent' AND lead_id IS NULL)",
    ),
}
_MEETINGS: Final = {True: ("meetings", "why = 'made'"), False: ("meetings_out", "why <> 'made'")}

_SUMS = """
SELECT coalesce(sum({counted}), 0)::bigint, coalesce(sum({others}), 0)::bigint,
       coalesce(sum(answered), 0)::bigint,
       coalesce(sum((SELECT sum(each) FROM unnest({seconds}) AS each)), 0)::bigint
FROM outpost.metric_day WHERE user_id = %(user)s AND day BETWEEN %(first)s AND %(last)s
"""
_LEADS = """
SELECT count(DISTINCT lead_id) FROM outpost.metric_day, unnest(lead_ids) AS lead_id
WHERE user_id = %(user)s AND day BETWEEN %(first)s AND %(last)s
"""

# The days on which a page lies, and how many newer ones come before them.
_PAGE_DAYS = """
SELECT day, newer FROM (
    SELECT day, {column} AS n, sum({column}) OVER (ORDER BY day DESC) - ({column}) AS newer
    FROM outpost.metric_day
    WHERE user_id = %(user)s AND day BETWEEN %(first)s AND %(last)s AND {column} > 0) AS counted
WHERE newer < %(offset)s + %(limit)s AND newer + n > %(offset)s
ORDER BY day DESC
"""
_MESSAGE_PAGE = """
SELECT page.id, page.at, coalesce(email.subject, ''),
       CASE WHEN message.outbound
           THEN coalesce(nullif(first.person ->> 'name', ''), first.person ->> 'email', '')
           ELSE coalesce(nullif(message.from_name, ''), message.from_email) END,
       email.lead_id, page.conversation_id, page.why, page.seconds, related.email_id, related.at
FROM (
    SELECT email_id AS id, conversation_id, day, at, {why} AS why, {seconds} AS seconds,
           {related} AS related_at
    FROM outpost.metric_message AS event
    WHERE user_id = %(user)s AND {within} AND {where}
    ORDER BY day DESC, at DESC, email_id DESC OFFSET %(skip)s LIMIT %(limit)s) AS page
JOIN outpost.message AS message ON message.email_id = page.id
LEFT JOIN public.emails AS email ON email.id = page.id
LEFT JOIN LATERAL (
    SELECT person FROM jsonb_array_elements(message.recipients) WITH ORDINALITY
        AS each (person, place)
    ORDER BY person ->> 'role' <> 'to', place LIMIT 1) AS first ON true
LEFT JOIN LATERAL (
    SELECT other.email_id, other.at FROM outpost.message AS other
    WHERE other.conversation_id = page.conversation_id AND other.at = page.related_at
      AND other.kind = 'human' AND NOT other.outbound
    ORDER BY other.email_id LIMIT 1) AS related ON true
ORDER BY page.day DESC, page.at DESC, page.id DESC
"""
_OF_DAYS = "conversation_id = ANY(%(talks)s) AND day = ANY(%(days)s)"
_NARROWED_SUMS = """
SELECT count(*) FILTER (WHERE {counted}), count(*) FILTER (WHERE NOT ({counted})),
       count(*) FILTER (WHERE {counted} AND {answered}),
       coalesce(sum(event.{seconds}) FILTER (WHERE {counted}), 0)::bigint
FROM outpost.metric_message AS event WHERE event.user_id = %(user)s AND {within} AND {which}
"""
_MEETING_PAGE = """
SELECT page.id, page.at, coalesce(nullif(page.description, ''), 'Meeting'),
       coalesce(nullif(lead.contact_name, ''), lead.company, ''), page.lead_id,
       message.conversation_id, page.why, NULL::bigint, NULL::uuid, NULL::timestamptz
FROM (
    SELECT id, lead_id, email_id, description, day, at, why FROM outpost.metric_meeting
    WHERE user_id = %(user)s AND day = ANY(%(days)s) AND {where}
    ORDER BY day DESC, at DESC, id DESC OFFSET %(skip)s LIMIT %(limit)s) AS page
LEFT JOIN public.leads AS lead ON lead.id = page.lead_id AND lead.user_id = %(user)s
LEFT JOIN outpost.message AS message ON message.email_id = page.email_id
    AND message.user_id = %(user)s
ORDER BY page.day DESC, page.at DESC, page.id DESC
"""
# A lead stands where it was last written to in the period.
_LEAD_PAGE = """
WITH last AS MATERIALIZED (
    SELECT lead_id, max(day) AS day FROM outpost.metric_day, unnest(lead_ids) AS lead_id
    WHERE user_id = %(user)s AND day BETWEEN %(first)s AND %(last)s GROUP BY lead_id),
counted AS (
    SELECT day, n, sum(n) OVER (ORDER BY day DESC) - n AS newer
    FROM (SELECT day, count(*) AS n FROM last GROUP BY day) AS of_day),
around AS (
    SELECT last.lead_id, last.day, counted.newer FROM counted JOIN last USING (day)
    WHERE newer < %(offset)s + %(limit)s AND newer + n > %(offset)s)
SELECT page.lead_id, page.at,
       coalesce(nullif(lead.contact_name, ''), lead.company, ''), coalesce(lead.company, ''),
       page.lead_id, page.conversation_id, 'contacted', NULL::bigint, page.email_id, page.at
FROM (
    SELECT around.lead_id, around.day, around.newer, written.*
    FROM around CROSS JOIN LATERAL (
        SELECT message.at, message.email_id, message.conversation_id
        FROM public.emails AS email
        JOIN outpost.message AS message ON message.email_id = email.id
        JOIN outpost.metric_clock AS clock ON clock.user_id = message.user_id
        WHERE email.lead_id = around.lead_id AND message.user_id = %(user)s
          AND message.outbound AND message.kind IN ('human', 'own')
          AND (message.at AT TIME ZONE clock.zone)::date = around.day
        ORDER BY message.at DESC, message.email_id DESC LIMIT 1) AS written
    ORDER BY around.day DESC, written.at DESC, around.lead_id
    OFFSET (SELECT %(offset)s - coalesce(min(newer), 0) FROM around) LIMIT %(limit)s) AS page
LEFT JOIN public.leads AS lead ON lead.id = page.lead_id AND lead.user_id = %(user)s
ORDER BY page.day DESC, page.at DESC, page.lead_id
"""


class MetricEvidence:
    """Reads what figures were made of."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def counts(self, user_id: UUID, query: EvidenceQuery) -> EvidenceCounts:
        """How much is in a figure, how much was left out, and the figure itself."""
        of = query.narrowing
        if isinstance(of, OfFunnel):
            standing, gone = MetricFunnel(self._db).counts(user_id, query.period, of.status)
            return EvidenceCounts(standing, gone, standing)
        params = _params(user_id, query)
        if of is not None:
            asked = self._narrowed_sums(narrowed(of), query, params)
        else:
            counted, others = _columns(query.measure)
            asked = _SUMS.format(counted=counted, others=others, seconds=_seconds(query))
        row = self._db.row(asked, params) or (0, 0, 0, 0)
        count, left, answered, total = (int(each) for each in row)
        if query.measure is Measure.LEADS_CONTACTED:
            count = int(self._db.value(_LEADS, params))
        value: float | None = count
        if query.measure is Measure.REPLY_RATE:
            value = 100 * answered / count if count else None
        elif query.measure is Measure.RESPONSE_TIME:
            value = total / count / 60 if count else None
        return EvidenceCounts(count, left, value)

    def page(
        self, user_id: UUID, query: EvidenceQuery, offset: int, limit: int, now: datetime
    ) -> tuple[Evidence, ...]:
        """Some of it, the newest first."""
        offset, limit, of = max(0, offset), max(0, limit), query.narrowing
        if isinstance(of, OfFunnel):
            funnel, counted = MetricFunnel(self._db), query.counted
            found = funnel.leads(user_id, query.period, of.status, counted, offset, limit)
            return _evidence(EvidenceKind.LEAD, found, query, now)
        params = {**_params(user_id, query), "offset": offset, "limit": limit}
        if of is not None:
            asked = self._narrowed_page(narrowed(of), query, params)
            return _evidence(EvidenceKind.MESSAGE, self._db.rows(asked, params), query, now)
        if query.measure is Measure.LEADS_CONTACTED and query.counted:
            return _evidence(EvidenceKind.LEAD, self._db.rows(_LEAD_PAGE, params), query, now)
        if query.measure is Measure.MEETINGS:
            column, where = _MEETINGS[query.counted]
            if not self._find_days(column, params):
                return ()
            rows = self._db.rows(_MEETING_PAGE.format(where=where), params)
            return _evidence(EvidenceKind.ACTION, rows, query, now)
        part = _MESSAGES[query.measure, query.counted]
        if not self._find_days(part.column, params):
            return ()
        params["talks"] = [row[0] for row in self._db.rows(TALKS_OF_DAYS, params)]
        rows = self._db.rows(_message_page(query, part), params)
        return _evidence(EvidenceKind.MESSAGE, rows, query, now)

    # A row of a report is not counted by day: all of it in the period is looked through.

    def _narrowed_sums(self, row: Narrowed, query: EvidenceQuery, params: dict[str, Any]) -> str:
        return _NARROWED_SUMS.format(
            counted=row.counted,
            answered=row.answered,
            which=row.which,
            within=self._within(row, query.period, params),
            seconds=_seconds(query),
        )

    def _narrowed_page(self, row: Narrowed, query: EvidenceQuery, params: dict[str, Any]) -> str:
        params["skip"] = params["offset"]
        where = row.counted if query.counted else f"NOT ({row.counted})"
        is_time = query.measure is Measure.RESPONSE_TIME and query.counted
        return _MESSAGE_PAGE.format(
            why=row.why,
            where=f"{row.which} AND {where}",
            within=self._within(row, query.period, params),
            seconds=f"{f'event.{_seconds(query)}' if is_time else 'NULL'}::bigint",
            related=f"({row.related if query.counted else 'NULL'})::timestamptz",
        )

    def _within(self, row: Narrowed, period: Period, params: dict[str, Any]) -> str:
        """The conversations to look at, where it pays to name them."""
        params |= row.params
        asked = row.talks or (TALKS if period.days <= FEW_DAYS else None)
        if asked is None:
            return "true"
        params["talks"] = [found[0] for found in self._db.rows(asked, params)]
        return "event.conversation_id = ANY(%(talks)s)"

    def _find_days(self, column: str, params: dict[str, Any]) -> list[date]:
        """The days of a page; what of them comes before it is to be skipped."""
        rows = self._db.rows(_PAGE_DAYS.format(column=column), params)
        params["days"] = [row[0] for row in rows]
        params["skip"] = params["offset"] - int(rows[0][1]) if rows else 0
        params["zone"] = self._db.value(
            "SELECT zone FROM outpost.metric_clock WHERE user_id = %(user)s", params
        )
        return [row[0] for row in rows]


def _params(user_id: UUID, query: EvidenceQuery) -> dict[str, Any]:
    return {"user": user_id, "first": query.period.first, "last": query.period.last}


def _seconds(query: EvidenceQuery) -> str:
    """The column of how long an answer took."""
    return "work_seconds" if query.working_hours else "response_seconds"


def _columns(measure: Measure) -> tuple[str, str]:
    if measure is Measure.MEETINGS:
        return "meetings", "meetings_out"
    if measure is Measure.LEADS_CONTACTED:
        return "leads_contacted", _MESSAGES[measure, False].column
    return _MESSAGES[measure, True].column, _MESSAGES[measure, False].column


def _message_page(query: EvidenceQuery, part: _Part) -> str:
    seconds = related = "NULL"
    if query.measure is Measure.RESPONSE_TIME:
        seconds, related = _seconds(query), "question_at"
    elif query.measure is Measure.REPLY_RATE:
        related = "CASE WHEN reply_why = 'answered' THEN answer_at END"
    return _MESSAGE_PAGE.format(
        why=part.why,
        where=part.where,
        within=_OF_DAYS,
        seconds=f"{seconds}::bigint",
        related=f"({related})::timestamptz",
    )


def _evidence(
    kind: EvidenceKind, rows: Sequence[Sequence[Any]], query: EvidenceQuery, now: datetime
) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            kind=kind,
            id=row[0],
            at=row[1],
            title=row[2],
            who=row[3],
            lead_id=row[4],
            conversation_id=row[5],
            counted=query.counted,
            why=_why(row[6], row[1], now),
            minutes=row[7] / 60 if row[7] is not None else None,
            related_id=row[8],
            related_at=row[9],
        )
        for row in rows
    )


def _why(said: str, at: datetime, now: datetime) -> Why:
    """What is not answered yet may still be, within the window."""
    if said == Why.NOT_ANSWERED and now - at < REPLY_WINDOW:
        return Why.STILL_OPEN
    return Why(said)
