"""Days counted: all of them, or those that follow from what was marked.

What counts is said by the views of ``sql/0025_metrics.sql`` and ``sql/0035_metric_message.sql``
alone; here it is summed up by day, into ``outpost.metric_day`` and from there into the contract's
``performance_metrics``. Both ways of counting end with the same rows, and doing either twice
changes nothing. All methods that write expect the caller's transaction; one at a time counts for a
user, until it ends.
"""

# SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from typing import Any, Final
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.journal import RowChange
from desktop_app.data.lead_upkeep import LeadUpkeep
from desktop_app.data.settings import SettingRepository
from desktop_app.data.users import UserRepository
from desktop_app.domain.metrics import LONGEST, Period
from desktop_app.domain.working_hours import WorkingHours

HOURS_SETTING: Final = "metrics.working_hours"
_MANY_MARKS: Final = 20_000
_MANY_DAYS: Final = 0.5  # of all days: then reading everything once is quicker

_IS_DUE = """
SELECT EXISTS (SELECT FROM outpost.metric_mark WHERE user_id = %(user)s)
    OR NOT EXISTS (SELECT FROM outpost.metric_clock
                   WHERE user_id = %(user)s AND counted_on = %(today)s)
"""
_SET_CLOCK = """
INSERT INTO outpost.metric_clock AS standing (user_id, zone, opens, lengths, starts, own)
SELECT %(user)s, %(zone)s, %(opens)s, %(lengths)s, %(starts)s, %(own)s
WHERE EXISTS (SELECT FROM public.users WHERE id = %(user)s)
ON CONFLICT (user_id) DO UPDATE SET zone = excluded.zone, opens = excluded.opens,
    lengths = excluded.lengths, starts = excluded.starts, own = excluded.own
WHERE (standing.zone, standing.opens, standing.lengths, standing.starts, standing.own)
    IS DISTINCT FROM
      (excluded.zone, excluded.opens, excluded.lengths, excluded.starts, excluded.own)
"""

# The days that follow from marks. A message counts on its own day; one that came in may answer what
# was sent in the two weeks before; and whatever comes or goes changes what the rep's next message
# answers, and how long it had been silent before it.
_TAKE_MARKS = """
WITH taken AS (DELETE FROM outpost.metric_mark WHERE user_id = %(user)s
               RETURNING conversation_id, at)
INSERT INTO pg_temp.metric_taken SELECT DISTINCT conversation_id, at FROM taken
"""
_MARKED_DAYS = """
SELECT DISTINCT (moment.at AT TIME ZONE %(zone)s)::date FROM (
    SELECT taken.at FROM pg_temp.metric_taken AS taken WHERE taken.at IS NOT NULL
    UNION ALL
    SELECT message.at FROM pg_temp.metric_taken AS taken
    JOIN outpost.message AS message ON message.conversation_id = taken.conversation_id
    WHERE taken.at IS NULL
    UNION ALL
    SELECT message.at FROM pg_temp.metric_taken AS taken
    JOIN outpost.message AS message ON message.conversation_id = taken.conversation_id
        AND message.at >= taken.at - interval '14 days' AND message.at < taken.at
    WHERE message.outbound
    UNION ALL
    SELECT next.at FROM pg_temp.metric_taken AS taken
    CROSS JOIN LATERAL (
        SELECT message.at FROM outpost.message AS message
        WHERE message.conversation_id = taken.conversation_id AND message.at > taken.at
          AND message.outbound AND message.kind IN ('human', 'own')
        ORDER BY message.at LIMIT 1) AS next
) AS moment
"""

TALKS_OF_DAYS = """
SELECT DISTINCT message.conversation_id
FROM unnest(%(days)s::date[]) AS wanted (day)
JOIN outpost.message AS message ON message.user_id = %(user)s
    AND message.at >= (wanted.day::timestamp AT TIME ZONE %(zone)s) - interval '3 hours'
    AND message.at < ((wanted.day + 1)::timestamp AT TIME ZONE %(zone)s) + interval '3 hours'
"""
_FORGET = "DELETE FROM outpost.metric_day WHERE user_id = %(user)s {days} RETURNING day"
# The view's day and wall clock by the session's zone, which is set to the user's: a zone that is
# named for each row is looked up for each, which was a seventh of the time.
_COUNT = """
WITH event AS (
    SELECT at::date AS day, at, outbound, is_sent, is_received, is_asked, is_answered, lead_id,
           responded_at
    FROM outpost.metric_message WHERE user_id = %(user)s {talks}),
figure AS (
    SELECT day, count(*) AS events,
           count(*) FILTER (WHERE outbound) AS outbound,
           count(*) FILTER (WHERE is_sent) AS sent,
           count(*) FILTER (WHERE is_sent AND lead_id IS NULL) AS no_lead,
           count(*) FILTER (WHERE is_received) AS received,
           count(*) FILTER (WHERE is_asked) AS asked,
           count(*) FILTER (WHERE is_answered) AS answered,
           array_agg(lead_id) FILTER (WHERE is_sent AND lead_id IS NOT NULL) AS lead_ids,
           array_agg(at) FILTER (WHERE responded_at IS NOT NULL) AS questions,
           array_agg(responded_at) FILTER (WHERE responded_at IS NOT NULL) AS answers
    FROM event GROUP BY day),
-- An answer counts on its own day, not on that of its question.
turn AS (
    SELECT DATE '0001-01-01' + (until / 86400)::integer AS day, seconds,
           outpost.working_seconds(until, opens, lengths, starts)
           - outpost.working_seconds(since, opens, lengths, starts) AS work
    FROM (SELECT floor(date_part('epoch', each.answer - each.question))::bigint AS seconds,
                 -- As outpost.wall_seconds() has them.
                 floor(date_part('epoch', each.answer::timestamp))::bigint + 62135596800 AS until,
                 floor(date_part('epoch', each.question::timestamp))::bigint + 62135596800
                     AS since,
                 clock.opens, clock.lengths, clock.starts
          FROM figure, unnest(figure.questions, figure.answers) AS each (question, answer),
               outpost.metric_clock AS clock
          WHERE clock.user_id = %(user)s
          OFFSET 0) AS wall
    OFFSET 0),
answer AS (
    SELECT day, count(*) AS responses,
           array_agg(seconds ORDER BY seconds) AS response_seconds,
           array_agg(work ORDER BY work) AS work_seconds
    FROM turn GROUP BY day),
meeting AS (
    SELECT day, count(*) AS events, count(*) FILTER (WHERE why = 'made') AS made,
           count(*) FILTER (WHERE why <> 'made') AS others
    FROM outpost.metric_meeting WHERE user_id = %(user)s {days} GROUP BY day),
told AS (
    SELECT figure.*, ARRAY(SELECT DISTINCT unnest(figure.lead_ids)) AS ids FROM figure
    WHERE true {days} OFFSET 0)
INSERT INTO outpost.metric_day
    (user_id, day, events, sent, sent_out, received, received_out, asked, answered, asked_out,
     responses, responses_out, response_seconds, work_seconds, leads_contacted, lead_ids,
     lead_keys, no_lead, meetings, meetings_out)
SELECT %(user)s, day, coalesce(told.events, 0) + coalesce(meeting.events, 0),
       coalesce(sent, 0), coalesce(outbound - sent, 0),
       coalesce(received, 0), coalesce(told.events - outbound - received, 0),
       coalesce(asked, 0), coalesce(answered, 0), coalesce(outbound - asked, 0),
       coalesce(responses, 0), coalesce(outbound, 0) - coalesce(responses, 0),
       coalesce(response_seconds, '{{}}'), coalesce(work_seconds, '{{}}'),
       coalesce(cardinality(ids), 0), coalesce(ids, '{{}}'),
       coalesce((SELECT string_agg(int8send(uuid_hash_extended(id, 0)), ''::bytea)
                 FROM unnest(ids) AS id), ''::bytea),
       coalesce(no_lead, 0), coalesce(made, 0), coalesce(others, 0)
FROM told FULL JOIN meeting USING (day) LEFT JOIN answer USING (day)
"""

# From the first day with anything in it until today each day has a row; ten years of them at most,
# as mail may bear any date.
_FILL = """
INSERT INTO outpost.metric_day (user_id, day)
SELECT %(user)s, each::date
FROM (SELECT min(day) AS first FROM outpost.metric_day
      WHERE user_id = %(user)s AND events > 0) AS known,
     generate_series(greatest(known.first, %(today)s::date - %(longest)s)::timestamp,
                     %(today)s::timestamp, interval '1 day') AS each
WHERE known.first IS NOT NULL
ON CONFLICT DO NOTHING
RETURNING day
"""
_DROP_FILLING = """
DELETE FROM outpost.metric_day AS filling
USING (SELECT min(day) AS first FROM outpost.metric_day
       WHERE user_id = %(user)s AND events > 0) AS known
WHERE filling.user_id = %(user)s AND filling.events = 0
  AND (known.first IS NULL OR filling.day > %(today)s::date
       OR filling.day < greatest(known.first, %(today)s::date - %(longest)s))
RETURNING filling.day
"""

# The contract's rows follow, those alone that differ. A day that is none any more goes with its
# row; rows of other programs on days that were never counted here are left alone.
_PUBLISH = """
INSERT INTO public.performance_metrics AS standing
    (id, user_id, metric_date, emails_sent, emails_received, reply_rate, avg_response_time,
     leads_contacted, meetings_scheduled)
SELECT md5('outpost metrics ' || user_id::text || day::text)::uuid, user_id, day, sent, received,
       CASE WHEN asked > 0 THEN round(100.0 * answered / asked, 2) END,
       CASE WHEN responses > 0 THEN least(2147483647, round(
           (SELECT sum(each) FROM unnest(response_seconds) AS each) / 60 / responses)) END,
       leads_contacted, meetings
FROM outpost.metric_day WHERE user_id = %(user)s {days}
ON CONFLICT (user_id, metric_date) DO UPDATE SET
    emails_sent = excluded.emails_sent, emails_received = excluded.emails_received,
    reply_rate = excluded.reply_rate, avg_response_time = excluded.avg_response_time,
    leads_contacted = excluded.leads_contacted,
    meetings_scheduled = excluded.meetings_scheduled
WHERE (standing.emails_sent, standing.emails_received, standing.reply_rate,
       standing.avg_response_time, standing.leads_contacted, standing.meetings_scheduled)
    IS DISTINCT FROM
      (excluded.emails_sent, excluded.emails_received, excluded.reply_rate,
       excluded.avg_response_time, excluded.leads_contacted, excluded.meetings_scheduled)
"""
_UNPUBLISH = """
DELETE FROM public.performance_metrics AS standing
WHERE standing.user_id = %(user)s AND standing.metric_date = ANY(%(days)s)
  AND NOT EXISTS (SELECT FROM outpost.metric_day AS kept
                  WHERE kept.user_id = standing.user_id AND kept.day = standing.metric_date)
"""
_IN_ZONE = "SELECT set_config('TimeZone', %s, true)"
_ONLY_DAYS = "AND day = ANY(%(days)s)"
_ONLY_TALKS = "AND conversation_id = ANY(%(talks)s)"


@dataclass(frozen=True, slots=True)
class MetricClock:
    """By which zone and hours the days of a user are counted."""

    zone: str
    hours: WorkingHours


class MetricRollUp:
    """Counts the days of users."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._settings = SettingRepository(db)

    def clock(self, user_id: UUID) -> MetricClock:
        """The zone and the hours as the user has them now."""
        return MetricClock(LeadUpkeep(self._db).zone(user_id), self.working_hours(user_id))

    def today(self, user_id: UUID, now: datetime) -> date:
        """The day it is where the user is."""
        return LeadUpkeep(self._db, lambda: now).today(user_id)

    def working_hours(self, user_id: UUID) -> WorkingHours:
        """When the user works; Monday to Friday from nine to five where nobody said otherwise."""
        return WorkingHours.read(self._settings.get(HOURS_SETTING, user_id))

    def set_working_hours(self, user_id: UUID, hours: WorkingHours) -> RowChange | None:
        """Change when the user works: everything is to be counted anew, which whoever writes the
        setting marks. None where the user works so already."""
        if hours == self.working_hours(user_id):
            return None
        return self._settings.change(HOURS_SETTING, hours.as_json(), user_id)

    def is_due(self, user_id: UUID, now: datetime) -> bool:
        """Whether anything changed since the days were counted, or another day has begun."""
        with self._db.connection():
            today = self.today(user_id, now)
            return bool(self._db.value(_IS_DUE, {"user": user_id, "today": today}))

    def catch_up(self, user_id: UUID, now: datetime) -> int:
        """Count the days that follow from what was marked, and give a new day its row; how many
        days were counted."""
        self._lock(user_id)
        clock = self.clock(user_id)
        if self._set_clock(user_id, clock):
            self._mark_all(user_id)
        days = self._take_marks(user_id, clock.zone)
        return self._count(user_id, now, clock.zone, days)

    def complete(self, user_id: UUID, now: datetime, period: Period | None = None) -> int:
        """Count all days, or those of a period, whether they were marked or not; how many."""
        self._lock(user_id)
        clock = self.clock(user_id)
        if self._set_clock(user_id, clock) or period is None:
            self._mark_all(user_id)
        marked = self._take_marks(user_id, clock.zone)
        if marked is None or period is None:
            return self._count(user_id, now, clock.zone, None)
        wanted = [date.fromordinal(n) for n in _ordinals(period)]
        return self._count(user_id, now, clock.zone, sorted({*marked, *wanted}))

    def next_midnight(self, user_id: UUID, now: datetime) -> datetime:
        """When the user's day ends."""
        today = self.today(user_id, now)
        zone = LeadUpkeep(self._db).zone(user_id)
        moment: datetime = self._db.value(
            "SELECT (%s::date + 1)::timestamp AT TIME ZONE %s", (today, zone)
        )
        return moment

    # -- steps -------------------------------------------------------------------------------

    def _lock(self, user_id: UUID) -> None:
        self._db.run(
            "SELECT pg_advisory_xact_lock(hashtextextended('outpost metrics ' || %s::text, 0))",
            (user_id,),
        )

    def _mark_all(self, user_id: UUID) -> None:
        self._db.run("INSERT INTO outpost.metric_mark (user_id) VALUES (%s)", (user_id,))

    def _set_clock(self, user_id: UUID, clock: MetricClock) -> bool:
        """Note by what is counted from now on; whether it is anything else than before."""
        lengths = clock.hours.lengths
        given = {
            "user": user_id, "zone": clock.zone, "opens": clock.hours.bounds[0],
            "lengths": list(lengths), "starts": list(accumulate(lengths, initial=0)),
            "own": sorted(UserRepository(self._db).own_addresses(user_id)),
        }  # fmt: skip
        return self._db.run(_SET_CLOCK, given) > 0

    def _take_marks(self, user_id: UUID, zone: str) -> list[date] | None:
        """Take the marks away; the days that follow from them, or None: all."""
        self._db.run(
            "CREATE TEMPORARY TABLE IF NOT EXISTS metric_taken "
            "(conversation_id uuid, at timestamptz) ON COMMIT DELETE ROWS"
        )
        self._db.run("DELETE FROM pg_temp.metric_taken")
        params = {"user": user_id, "zone": zone}
        count = self._db.run(_TAKE_MARKS, params)
        if count > _MANY_MARKS or self._db.value(
            "SELECT EXISTS (SELECT FROM pg_temp.metric_taken "
            "WHERE conversation_id IS NULL AND at IS NULL)"
        ):
            return None
        if not count:
            return []
        return sorted(row[0] for row in self._db.rows(_MARKED_DAYS, params))

    def _count(self, user_id: UUID, now: datetime, zone: str, days: list[date] | None) -> int:
        """Count these days (None: all), and have the contract's rows follow; how many."""
        today = self.today(user_id, now)
        params: dict[str, Any] = {
            "user": user_id, "zone": zone, "today": today, "longest": LONGEST, "days": days,
        }  # fmt: skip
        if days and len(days) > _MANY_DAYS * self._known_days(user_id) and len(days) > 60:
            days = None
        gone = self._replace(params, days)
        gone |= {row[0] for row in self._db.rows(_DROP_FILLING, params)}
        filled = {row[0] for row in self._db.rows(_FILL, params)}
        params["days"] = sorted({*(days or ()), *filled})
        self._db.run(_PUBLISH.format(days="" if days is None else _ONLY_DAYS), params)
        if gone:
            self._db.run(_UNPUBLISH, {**params, "days": sorted(gone)})
        self._db.run(
            "UPDATE outpost.metric_clock SET counted_on = %(today)s WHERE user_id = %(user)s",
            params,
        )
        return self._known_days(user_id) if days is None else len(params["days"])

    def _replace(self, params: dict[str, Any], days: list[date] | None) -> set[date]:
        """Put what was counted in the place of what stood; the days that stood."""
        before = self._db.value("SELECT current_setting('TimeZone')")
        self._db.run(_IN_ZONE, (params["zone"],))
        if days is None:
            self._db.run("SET LOCAL work_mem = '256MB'")
            gone = self._db.rows(_FORGET.format(days=""), params)
            self._db.run(_COUNT.format(talks="", days=""), params)
            self._db.run("RESET work_mem")
        elif days:
            gone = self._db.rows(_FORGET.format(days=_ONLY_DAYS), params)
            talks = [row[0] for row in self._db.rows(TALKS_OF_DAYS, params)]
            only = _COUNT.format(talks=_ONLY_TALKS, days=_ONLY_DAYS)
            self._db.run(only, {**params, "talks": talks})
        else:
            gone = []
        self._db.run(_IN_ZONE, (before,))
        return {row[0] for row in gone}

    def _known_days(self, user_id: UUID) -> int:
        return int(
            self._db.value("SELECT count(*) FROM outpost.metric_day WHERE user_id = %s", (user_id,))
        )


def _ordinals(period: Period) -> Iterable[int]:
    return range(period.first.toordinal(), period.last.toordinal() + 1)
