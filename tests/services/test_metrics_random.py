"""Random histories: counted all at once, counted day by day as they happen, and counted by plain
Python, the figures and what stands behind them are the same."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.data.lead_upkeep import LeadUpkeep
from desktop_app.data.leads import LeadRepository
from desktop_app.data.mail import MailRepository
from desktop_app.data.metric_rollup import MetricRollUp
from desktop_app.data.users import UserRepository
from desktop_app.domain.leads import LeadDraft, LeadStatus
from desktop_app.domain.metrics import (
    EvidenceQuery,
    Grouping,
    Measure,
    MetricsQuery,
    OfHour,
    OfStatus,
    OfTemplate,
    Period,
    Point,
)
from desktop_app.domain.reports import Share
from desktop_app.services.metrics import MetricsService
from tests.conftest import Deliver
from tests.plain_metrics import PlainAction, PlainMessage, plain_metrics

ZONES = (
    "CET",  # which Postgres takes for an abbreviation, without summer time
    "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "America/Havana",
    "Asia/Beirut", "Not/AZone",
)  # fmt: skip
# Days at whose bounds clocks change in one of them.
BEGINS = (
    datetime(2026, 3, 27, 20, tzinfo=UTC), datetime(2026, 10, 24, 20, tzinfo=UTC),
    datetime(2026, 3, 7, 20, tzinfo=UTC), datetime(2026, 11, 1, 3, tzinfo=UTC),
    datetime(2026, 6, 1, 8, tzinfo=UTC),
)  # fmt: skip
KINDS = ("human", "human", "human", "human", "auto_reply", "bounce", "list", "own")
TEMPLATES = tuple(uuid.UUID(int=n) for n in (1, 2))
TYPES = ("meeting", "Meeting", "call")
ALL = Period(date(2025, 1, 1), date(2027, 6, 1))

hours = st.integers(0, 24 * 40)
which = st.integers(0, 10_000)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("begin"), which, hours, st.booleans(), st.sampled_from(KINDS)),
        st.tuples(st.just("answer"), which, hours, st.booleans(), st.sampled_from(KINDS)),
        st.tuples(st.just("answer"), which, hours, st.booleans(), st.sampled_from(KINDS)),
        st.tuples(st.just("delete"), which),
        st.tuples(st.just("kind"), which, st.sampled_from(KINDS)),
        st.tuples(st.just("merge"), which, which),
        st.tuples(st.just("lead"), which),
        st.tuples(st.just("lose_lead"), which),
        st.tuples(st.just("give_lead"), which, which),
        st.tuples(st.just("zone"), st.sampled_from(ZONES)),
        st.tuples(st.just("alias"), which),
        st.tuples(st.just("meeting"), which, hours, st.sampled_from(TYPES)),
        st.tuples(st.just("cancel"), which),
        st.tuples(st.just("template"), which, which),
        st.tuples(st.just("status"), which, st.sampled_from(list(LeadStatus))),
        st.tuples(st.just("look")),
        st.tuples(st.just("later"), st.integers(1, 60)),
    ),
    min_size=1, max_size=40,
)  # fmt: skip


class World:
    """A person's history, done to a database as the program does it."""

    def __init__(self, db, begin):
        self.db = db
        with db.transaction():
            self.user = UserRepository(db).create(f"r{uuid.uuid4().hex}@rep.example", "Robin", "")
        self.deliver = Deliver(db, self.user)
        self.begin = begin
        self.now = begin + timedelta(days=45)
        self.people = [f"p{n}@client{n}.example" for n in range(4)]
        self.metrics = MetricsService(db, self.user.id, lambda: self.now)

    def ids(self, sql):
        return [row[0] for row in self.db.rows(sql, {"user": self.user.id})]

    def messages(self):
        return self.ids(
            "SELECT email_id FROM outpost.message WHERE user_id = %(user)s ORDER BY at, identity"
        )

    def talks(self):
        return self.ids(
            "SELECT id FROM outpost.conversation WHERE user_id = %(user)s ORDER BY first_at, "
            "root_message_id"
        )

    def leads(self):
        return self.ids("SELECT id FROM public.leads WHERE user_id = %(user)s ORDER BY email")

    def do(self, step):
        name, *given_ = step
        getattr(self, f"do_{name}")(*given_)

    def do_begin(self, n, after, outbound, kind, answers=None):
        person, rep = self.people[n % len(self.people)], self.user.email
        self.deliver(
            rep if outbound else person, person if outbound else rep,
            at=self.begin + timedelta(hours=after, minutes=n % 60),
            kind="own" if outbound and kind == "human" else kind, answers=answers,
        )  # fmt: skip

    def do_answer(self, n, after, outbound, kind):
        standing = [each for each in self.messages() if each in self.deliver._talks]
        if standing:
            answers = standing[n % len(standing)]
            self.deliver._talks[answers] = self.db.value(
                "SELECT conversation_id FROM outpost.message WHERE email_id = %s", (answers,)
            )
            self.do_begin(n, after, outbound, kind, answers)

    def do_delete(self, n):
        if standing := self.messages():
            gone = standing[n % len(standing)]
            talk = self.db.value(
                "SELECT conversation_id FROM outpost.message WHERE email_id = %s", (gone,)
            )
            with self.db.transaction():
                self.db.run("DELETE FROM public.emails WHERE id = %s", (gone,))
                left = self.db.value(
                    "SELECT count(*) FROM outpost.message WHERE conversation_id = %s", (talk,)
                )
                if left:
                    MailRepository(self.db).settle([talk])

    def do_kind(self, n, kind):
        if standing := self.messages():
            self.db.run(
                "UPDATE outpost.message SET kind = CASE WHEN outbound AND %s = 'human' THEN 'own' "
                "ELSE %s END WHERE email_id = %s",
                (kind, kind, standing[n % len(standing)]),
            )

    def do_merge(self, n, m):
        talks = self.talks()
        if len(talks) > 1 and talks[n % len(talks)] != talks[m % len(talks)]:
            with self.db.transaction():
                MailRepository(self.db).merge({talks[n % len(talks)]: talks[m % len(talks)]})
                MailRepository(self.db).settle([talks[m % len(talks)]])

    def do_lead(self, n):
        email, lead = self.people[n % len(self.people)], uuid.uuid4()
        known = self.ids("SELECT email FROM public.leads WHERE user_id = %(user)s")
        if email not in known:
            with self.db.transaction():
                draft = LeadDraft(company="Client", contact_name="Somebody", email=email)
                LeadRepository(self.db).insert(self.user.id, draft, lead)
                LeadUpkeep(self.db).claim_mail(self.user.id, [lead])

    def do_lose_lead(self, n):
        if leads := self.leads():
            self.db.run("DELETE FROM public.leads WHERE id = %s", (leads[n % len(leads)],))

    def do_give_lead(self, n, m):
        if leads := self.leads():
            one, other = leads[n % len(leads)], leads[m % len(leads)]
            for table in ("public.emails", "public.email_threads", "outpost.conversation"):
                self.db.run(f"UPDATE {table} SET lead_id = %s WHERE lead_id = %s", (other, one))

    def do_zone(self, zone):
        self.db.run("UPDATE users SET timezone = %s WHERE id = %s", (zone, self.user.id))

    def do_alias(self, n):
        address = self.people[n % len(self.people)]
        if self.db.run(
            "DELETE FROM outpost.own_address WHERE user_id = %s AND address = %s",
            (self.user.id, address),
        ):
            return
        with self.db.transaction():
            UserRepository(self.db).add_own_address(self.user.id, address)

    def do_meeting(self, n, after, kind):
        self.db.run(
            "INSERT INTO actions (user_id, type, created_at) VALUES (%s, %s, %s)",
            (self.user.id, kind, self.begin + timedelta(hours=after, minutes=n % 60)),
        )

    def do_cancel(self, n):
        actions = self.ids("SELECT id FROM actions WHERE user_id = %(user)s ORDER BY created_at")
        if actions:
            self.db.run(
                "UPDATE actions SET status = CASE status WHEN 'cancelled' THEN 'pending' "
                "ELSE 'cancelled' END WHERE id = %s",
                (actions[n % len(actions)],),
            )

    def do_template(self, n, m):
        """A mail of the rep's turns out to have been written with a template."""
        standing = self.ids(
            "SELECT email_id FROM outpost.message AS message WHERE user_id = %(user)s "
            "AND outbound AND NOT EXISTS (SELECT FROM outpost.outgoing AS mail "
            "WHERE mail.email_id = message.email_id) ORDER BY at, identity"
        )
        if standing:
            merge, template = uuid.uuid4(), TEMPLATES[m % len(TEMPLATES)]
            self.db.run(
                "INSERT INTO outpost.mail_merge (id, user_id, template_id, name, subject, body, "
                "created_at) VALUES (%s, %s, %s, '', '', '', %s)",
                (merge, self.user.id, template, self.begin),
            )
            self.db.run(
                "INSERT INTO outpost.outgoing (id, user_id, message_id, raw_url, size, "
                "envelope_from, envelope_to, subject, due_at, queued_at, email_id, state, merge_id)"
                " VALUES (%s, %s, %s, '', 1, '', '{}', '', %s, %s, %s, 'delivered', %s)",
                (uuid.uuid4(), self.user.id, f"<{merge}@rep.example>", self.begin, self.begin,
                 standing[n % len(standing)], merge),
            )  # fmt: skip

    def do_status(self, n, status):
        if leads := self.leads():
            self.db.run(
                "UPDATE public.leads SET status = %s WHERE id = %s",
                (str(status), leads[n % len(leads)]),
            )

    def do_look(self):
        self.metrics.overview(MetricsQuery(ALL, Grouping.MONTH))

    def do_later(self, days):
        self.now += timedelta(days=days)

    # -- what should be there -----------------------------------------------------------------

    def zone(self):
        name = self.db.value("SELECT timezone FROM users WHERE id = %s", (self.user.id,))
        return "UTC" if name == "Not/AZone" else name

    def with_template(self):
        """The template of each message that has one."""
        return dict(
            self.db.rows(
                "SELECT mail.email_id, merge.template_id FROM outpost.outgoing AS mail "
                "JOIN outpost.mail_merge AS merge ON merge.id = mail.merge_id "
                "WHERE mail.user_id = %s AND mail.email_id IS NOT NULL",
                (self.user.id,),
            )
        )

    def statuses(self):
        """The status of the lead of each message, by the message or else its conversation."""
        return dict(
            self.db.rows(
                "SELECT message.email_id, lead.status FROM outpost.message AS message "
                "JOIN emails AS email ON email.id = message.email_id "
                "JOIN outpost.conversation AS talk ON talk.id = conversation_id "
                "JOIN public.leads AS lead ON lead.id = coalesce(email.lead_id, talk.lead_id) "
                "WHERE message.user_id = %s",
                (self.user.id,),
            )
        )

    def plain(self):
        messages = [
            PlainMessage(*row)
            for row in self.db.rows(
                "SELECT message.email_id, conversation_id, at, outbound, kind, "
                "message.from_email, email.lead_id, talk.lead_id FROM outpost.message AS message "
                "JOIN emails AS email ON email.id = message.email_id "
                "JOIN outpost.conversation AS talk ON talk.id = conversation_id "
                "WHERE message.user_id = %s",
                (self.user.id,),
            )
        ]
        actions = [
            PlainAction(*row)
            for row in self.db.rows(
                "SELECT id, type, status, created_at FROM actions WHERE user_id = %s",
                (self.user.id,),
            )
        ]
        own = set(UserRepository(self.db).own_addresses(self.user.id))
        return plain_metrics(messages, actions, self.zone(), own)

    def published(self):
        return {
            row[0]: (row[1], row[2], None if row[3] is None else float(row[3]), *row[4:])
            for row in self.db.rows(
                "SELECT metric_date, emails_sent, emails_received, reply_rate, avg_response_time, "
                "leads_contacted, meetings_scheduled FROM performance_metrics WHERE user_id = %s",
                (self.user.id,),
            )
        }

    def kept(self):
        """All that is kept of days, lists in a fixed order."""
        return self.db.rows(
            "SELECT day, events, sent, sent_out, received, received_out, asked, answered, "
            "asked_out, responses, responses_out, response_seconds, work_seconds, "
            "leads_contacted, ARRAY(SELECT unnest(lead_ids) ORDER BY 1), length(lead_keys), "
            "no_lead, meetings, meetings_out FROM outpost.metric_day WHERE user_id = %s "
            "ORDER BY day",
            (self.user.id,),
        )


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(begin=st.sampled_from(BEGINS), zone=st.sampled_from(ZONES), done=steps)
def test_all_ways_of_counting_agree(db, begin, zone, done):
    world = World(db, begin)
    world.do_zone(zone)
    for person in range(2):
        world.do_lead(person)
    for step in done:
        world.do(step)
    world.do_look()
    expected = world.plain()
    _holds_rows(world, expected)
    _holds_evidence(world, expected)
    _holds_medians(world, expected)
    _holds_reports(world, expected)
    kept, published = world.kept(), world.published()
    assert not MetricRollUp(db).is_due(world.user.id, world.now)
    world.metrics.refresh()
    assert world.kept() == kept
    assert world.published() == published


def _holds_rows(world, expected):
    today = world.now.astimezone(ZoneInfo(world.zone())).date()
    days = set(expected.days)
    if days and min(days) <= today:
        first = min(days)
        days |= {first + timedelta(n) for n in range((today - first).days + 1)}
    rows = {day: expected.days[day].row() for day in days}
    assert world.published() == rows


def _holds_evidence(world, expected):
    measures = {
        Measure.SENT: "sent", Measure.RECEIVED: "received", Measure.REPLY_RATE: "reply",
        Measure.RESPONSE_TIME: "response", Measure.MEETINGS: "meetings",
    }  # fmt: skip
    counted_whys = {
        "sent", "human_reply", "human_message", "answered", "not_answered", "responded", "made",
    }  # fmt: skip
    for measure, name in measures.items():
        whys = expected.whys[name]
        for counted in (True, False):
            shown = _all_pages(world, EvidenceQuery(measure, ALL, counted))
            found = {each.id: str(each.why).replace("still_open", "not_answered") for each in shown}
            assert found == {k: v for k, v in whys.items() if (v in counted_whys) is counted}
            assert len(shown) == len(found)
            assert all(each.counted is counted for each in shown)
        counts = world.metrics.evidence_counts(EvidenceQuery(measure, ALL))
        says = Counter(why in counted_whys for why in whys.values())
        assert (counts.counted, counts.left_out) == (says[True], says[False])
    for working in (False, True):
        query = EvidenceQuery(Measure.RESPONSE_TIME, ALL, working_hours=working)
        shown = _all_pages(world, query)
        minutes = {each.id: each.minutes for each in shown}
        assert minutes == {key: each[working] for key, each in expected.minutes.items()}
        value = world.metrics.evidence_counts(query).value
        assert value == (pytest.approx(sum(minutes.values()) / len(minutes)) if minutes else None)
    shown = _all_pages(world, EvidenceQuery(Measure.REPLY_RATE, ALL))
    assert {each.id: each.related_at for each in shown if each.related_at} == expected.related
    assert all((each.related_id is None) is (each.related_at is None) for each in shown)
    leads = {lead for day in expected.days.values() for lead in day.leads}
    shown = _all_pages(world, EvidenceQuery(Measure.LEADS_CONTACTED, ALL))
    assert [each.id for each in shown] == list(dict.fromkeys(each.id for each in shown))
    assert {each.id for each in shown} == leads
    overview = world.metrics.overview(MetricsQuery(ALL, Grouping.WEEK))
    assert overview.figures.leads_contacted == len(leads)
    assert overview.figures.sent == sum(day.sent for day in expected.days.values())


def _holds_medians(world, expected):
    for working, name in ((False, "responses"), (True, "working")):
        query = MetricsQuery(ALL, Grouping.WEEK, working_hours=working)
        overview = world.metrics.overview(query)
        for point in (Point(ALL, overview.figures), *overview.points):
            seconds = [
                each
                for day, found in expected.days.items()
                if point.period.first <= day <= point.period.last
                for each in getattr(found, name)
            ]
            wanted = pytest.approx(median(seconds) / 60) if seconds else None
            assert point.figures.response_median == wanted


def _holds_reports(world, expected):
    answered = {
        key for key, why in expected.whys["reply"].items() if why == "answered"
    }  # fmt: skip
    hours = {
        (each.weekday, each.hour): (each.replies.part, each.replies.whole)
        for each in world.metrics.hours(ALL)
    }
    assert hours == {
        key: (len(ids & answered), len(ids)) for key, ids in expected.hours.items()
    }  # fmt: skip
    for (weekday, hour), ids in expected.hours.items():
        query = EvidenceQuery.behind(OfHour(weekday, hour), ALL)
        assert _shown(world, query) == {
            each: "answered" if each in answered else "not_answered" for each in ids
        }
    used = world.with_template()
    effects = {each.template_id: each.replies for each in world.metrics.templates(ALL)}
    written = {
        template: {
            each: why for each, why in expected.credits.items() if used.get(each) == template
        }
        for template in TEMPLATES
    }
    assert effects == {
        template: Share(list(whys.values()).count("answered"), len(whys))
        for template, whys in written.items()
        if whys
    }
    for template, whys in written.items():
        assert _shown(world, EvidenceQuery.behind(OfTemplate(template), ALL)) == whys
    statuses = world.statuses()
    for found in world.metrics.response_by_status(ALL):
        minutes = {
            key: spent for key, (spent, _) in expected.minutes.items()
            if statuses.get(key) == found.status
        }  # fmt: skip
        assert found.responses == len(minutes)
        assert found.median == (pytest.approx(median(minutes.values())) if minutes else None)
        query = EvidenceQuery.behind(OfStatus(found.status), ALL)
        assert {each.id: each.minutes for each in _all_pages(world, query)} == minutes


def _shown(world, query):
    """What stands behind a row of a report, with why; and the counts say the same."""
    found = {
        each.id: str(each.why).replace("still_open", "not_answered")
        for each in _all_pages(world, query)
    }
    counts = world.metrics.evidence_counts(query)
    assert counts.counted == len(found)
    left = _all_pages(world, replace(query, counted=False))
    assert counts.left_out == len(left) and not {each.id for each in left} & set(found)
    part = list(found.values()).count("answered")
    assert counts.value == (pytest.approx(100 * part / len(found)) if found else None)
    return found


def _all_pages(world, query):
    """Everything, three at a time; the newest first."""
    found = []
    while page := world.metrics.evidence(query, len(found), 3):
        found += page
    zone = ZoneInfo(world.zone())
    order = [(each.at.astimezone(zone).date(), each.at) for each in found]
    assert order == sorted(order, reverse=True)
    return found
