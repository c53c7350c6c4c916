"""Reports beside the six figures, from the same events."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.metric_narrowed import CREDITED, FEW_DAYS, STEP_TALKS, TALKS, TEMPLATE_TALKS
from desktop_app.domain.leads import LeadStatus
from desktop_app.domain.metrics import Period
from desktop_app.domain.reports import (
    QUIET_FOR,
    HourEffect,
    QuietLead,
    SequenceStepEffect,
    Share,
    StatusResponse,
    TemplateEffect,
)

_IN_PERIOD: Final = "event.user_id = %(user)s AND event.day BETWEEN %(first)s AND %(last)s"
_OF_TALKS: Final = "AND event.conversation_id = ANY(%(talks)s)"

_HOURS = f"""
SELECT (event.wall / 86400 %% 7)::integer, (event.wall %% 86400 / 3600)::integer,
       count(*) FILTER (WHERE event.reply_why = 'answered'), count(*)
FROM outpost.metric_message AS event
WHERE {_IN_PERIOD} {{talks}} AND event.reply_why IN ('answered', 'not_answered')
GROUP BY 1, 2 ORDER BY 1, 2
"""
_BY_STATUS = f"""
SELECT lead.status, count(*), avg(event.{{seconds}})::float8 / 60,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY event.{{seconds}}) / 60
FROM outpost.metric_message AS event
JOIN outpost.conversation AS talk ON talk.id = event.conversation_id
JOIN public.leads AS lead ON lead.id = coalesce(event.lead_id, talk.lead_id)
WHERE {_IN_PERIOD} {{talks}} AND event.response_why = 'responded'
GROUP BY lead.status
"""
_TEMPLATES = f"""
SELECT mail.template_id,
       coalesce(max(template.name),
                (SELECT version.name FROM outpost.template_version AS version
                 WHERE version.template_id = mail.template_id ORDER BY version.n DESC LIMIT 1),
                'Deleted template'),
       count(*), count(*) FILTER (WHERE {CREDITED})
FROM outpost.template_mail AS mail
JOIN outpost.metric_message AS event ON event.email_id = mail.email_id
LEFT JOIN public.email_templates AS template ON template.id = mail.template_id
WHERE mail.user_id = %(user)s AND {_IN_PERIOD} {_OF_TALKS} AND event.sent_why = 'sent'
GROUP BY mail.template_id ORDER BY 3 DESC, 2, 1
"""

# Quiet is who neither wrote nor was written to (nor called, as far as somebody noted it).
_QUIET = """
SELECT lead.id, coalesce(nullif(lead.contact_name, ''), lead.company, ''), lead.status,
       found.days, found.last_at
FROM (
    SELECT known.lead_id, known.status_rank, known.last_at,
           %(today)s::date - (coalesce(known.last_at, known.created_at)
                              AT TIME ZONE %(zone)s)::date AS days
    FROM (SELECT indexed.lead_id, indexed.status_rank, indexed.created_at,
                 greatest(indexed.last_inbound_at, indexed.last_outbound_at,
                          indexed.last_contact_at) AS last_at
          FROM outpost.lead_index AS indexed WHERE indexed.user_id = %(user)s) AS known
    ORDER BY known.status_rank, coalesce(known.last_at, known.created_at) NULLS LAST, known.lead_id
) AS found
JOIN public.leads AS lead ON lead.id = found.lead_id
WHERE found.days >= %(quiet)s
ORDER BY found.status_rank, found.days DESC, found.last_at NULLS FIRST, lead.id
LIMIT %(limit)s
"""

# A step that ended in the period, and what its mail brought; and who was stopped while at it.
_STEPS = f"""
WITH bounds AS (
    SELECT %(first)s::timestamp AT TIME ZONE %(zone)s AS begins,
           (%(last)s::date + 1)::timestamp AT TIME ZONE %(zone)s AS ends),
done AS (
    SELECT taken.step_id, count(*) FILTER (WHERE taken.outcome IN ('sent', 'done')) AS done,
           count(event.email_id) AS mails, count(*) FILTER (WHERE {CREDITED}) AS answered
    FROM bounds JOIN outpost.enrolment_step AS taken
        ON taken.at >= bounds.begins AND taken.at < bounds.ends
    LEFT JOIN outpost.outgoing AS mail ON mail.id = taken.outgoing_id
    LEFT JOIN outpost.metric_message AS event ON event.email_id = mail.email_id
        AND event.user_id = %(user)s AND event.conversation_id = ANY(%(talks)s)
        AND event.sent_why = 'sent'
    WHERE taken.user_id = %(user)s GROUP BY taken.step_id),
stopped AS (
    SELECT enrolment.step_id, count(*) AS stopped
    FROM bounds JOIN outpost.enrolment AS enrolment
        ON enrolment.ended_at >= bounds.begins AND enrolment.ended_at < bounds.ends
    WHERE enrolment.user_id = %(user)s AND enrolment.state = 'stopped'
    GROUP BY enrolment.step_id)
SELECT sequence.id, sequence.name, step.place, step.id, step.name, coalesce(done.done, 0),
       coalesce(done.answered, 0), coalesce(done.mails, 0), coalesce(stopped.stopped, 0)
FROM (SELECT each.*, row_number() OVER (PARTITION BY each.sequence_id
                                        ORDER BY each.position, each.id) AS place
      FROM outpost.sequence_step AS each WHERE each.user_id = %(user)s) AS step
JOIN outpost.sequence AS sequence ON sequence.id = step.sequence_id
LEFT JOIN done ON done.step_id = step.id
LEFT JOIN stopped ON stopped.step_id = step.id
WHERE done.step_id IS NOT NULL OR stopped.step_id IS NOT NULL
ORDER BY sequence.name, sequence.id, step.place
"""


class MetricReports:
    """Reads reports of what was counted."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def hours(self, user_id: UUID, period: Period) -> tuple[HourEffect, ...]:
        """Mail that wanted a reply, by weekday and hour; hours without any are left out."""
        rows = self._of_period(_HOURS, user_id, period)
        return tuple(HourEffect(row[0], row[1], Share(row[2], row[3])) for row in rows)

    def response_by_status(
        self, user_id: UUID, period: Period, *, working_hours: bool
    ) -> tuple[StatusResponse, ...]:
        """Response times by the status that leads have now, the warmest first."""
        seconds = "work_seconds" if working_hours else "response_seconds"
        found = self._of_period(_BY_STATUS, user_id, period, seconds=seconds)
        rows = {row[0]: row[1:] for row in found}
        return tuple(
            StatusResponse(str(each), *rows.get(str(each), (0, None, None))) for each in LeadStatus
        )

    def templates(self, user_id: UUID, period: Period) -> tuple[TemplateEffect, ...]:
        """Mail by the template that it was written with."""
        params = _params(user_id, period)
        params["talks"] = [row[0] for row in self._db.rows(TEMPLATE_TALKS, params)]
        return tuple(
            TemplateEffect(row[0], row[1], Share(row[3], row[2]))
            for row in self._db.rows(_TEMPLATES, params)
        )

    def quiet_leads(
        self, user_id: UUID, zone: str, today: date, limit: int
    ) -> tuple[QuietLead, ...]:
        """Leads that have been quiet for long."""
        rows = self._db.rows(
            _QUIET,
            {
                "user": user_id, "zone": zone, "today": today, "quiet": QUIET_FOR.days,
                "limit": max(0, limit),
            },
        )  # fmt: skip
        return tuple(QuietLead(*row) for row in rows)

    def sequence_steps(
        self, user_id: UUID, period: Period, zone: str
    ) -> tuple[SequenceStepEffect, ...]:
        """Steps of sequences that ended in a period, or at which somebody was stopped."""
        params = {**_params(user_id, period), "zone": zone}
        params["talks"] = [row[0] for row in self._db.rows(STEP_TALKS, params)]
        return tuple(
            SequenceStepEffect(
                sequence_id=row[0],
                sequence=row[1],
                step=row[2],
                step_id=row[3],
                title=row[4],
                done=row[5],
                replies=Share(row[6], row[7]),
                stopped=row[8],
            )
            for row in self._db.rows(_STEPS, params)
        )

    def _of_period(
        self, statement: str, user_id: UUID, period: Period, **named: str
    ) -> list[tuple[Any, ...]]:
        params, talks = _params(user_id, period), ""
        if period.days <= FEW_DAYS:
            params["talks"] = [row[0] for row in self._db.rows(TALKS, params)]
            talks = _OF_TALKS
        return self._db.rows(statement.format(talks=talks, **named), params)


def _params(user_id: UUID, period: Period) -> dict[str, Any]:
    return {"user": user_id, "first": period.first, "last": period.last}
