"""The queue of actions in the database."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desktop_app.data.today import TodayRepository
from desktop_app.domain.today import Box, DayBounds, QueueQuery

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 6, 17, 11, 30, tzinfo=BERLIN)  # a Wednesday
DAY = DayBounds.of(NOW)
RANK = {"high": 0, "medium": 1, "low": 2}


@pytest.fixture
def today(db):
    return TodayRepository(db)


@pytest.fixture
def put(db, user):
    """Puts an action; ``at`` is its due moment on the clock of Berlin."""

    def put(text, at=None, priority="medium", status="pending", kind="call", **more):
        due = at.replace(tzinfo=BERLIN) if at is not None else None
        return db.value(
            "INSERT INTO actions (user_id, type, status, priority, due_date, description, "
            "lead_id, email_id, metadata, updated_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, "
            "coalesce(%s::jsonb, '{}'), %s) RETURNING id",
            (more.get("of", user).id, kind, status, priority, due, text, more.get("lead"),
             more.get("email"), more.get("metadata"), more.get("touched", NOW)),
        )  # fmt: skip

    return put


def shown(today, user, queue):
    """The sections as texts, in the order of the list."""
    texts = {
        row.id: row.text
        for each in queue.sections
        for row in today.rows(user.id, each.ids.page(0, len(each.ids)))
    }
    return {str(each.group): [texts[id_] for id_ in each.ids] for each in queue.sections}


def test_sections_are_those_of_the_user_s_day(today, user, put):
    put("late at night", datetime(2026, 6, 16, 23, 59))
    put("first minute", datetime(2026, 6, 17, 0, 0))
    put("gone by", datetime(2026, 6, 17, 9, 0), "high")
    put("last minute", datetime(2026, 6, 17, 23, 59), "low")
    put("tomorrow", datetime(2026, 6, 18, 0, 0))
    put("at any time", None, "medium")
    put("pressing, some time", None, "high")
    put("done", datetime(2026, 6, 20), status="completed")
    put("done before", status="completed", touched=DAY.begin - timedelta(seconds=1))
    put("cancelled", status="cancelled")
    found = today.whole(user.id, QueueQuery(), DAY)
    assert shown(today, user, found) == {
        "overdue": ["late at night"],
        "today": ["gone by", "first minute", "last minute"],
        "upcoming": ["pressing, some time", "tomorrow", "at any time"],
        "done": ["done"],
    }
    figures = today.figures(user.id, DAY)
    assert (figures.overdue, figures.today, figures.done) == (1, 3, 1)
    assert figures.of_the_day == 5 and figures.by_type == {"call": 7}
    tomorrow = DayBounds.of(NOW + timedelta(days=1))
    after = shown(today, user, today.whole(user.id, QueueQuery(), tomorrow))
    assert after["overdue"] == ["gone by", "late at night", "first minute", "last minute"]
    assert after["today"] == ["tomorrow"] and "done" not in after


def test_boxes_and_types(today, user, put):
    put("answer", kind="reply")
    put("ring", kind="Call")
    put("meet", kind="meeting")
    put("rung", kind="call", status="completed")
    put("answered long ago", kind="reply", status="completed", touched=NOW - timedelta(days=9))
    whole = lambda query: shown(today, user, today.whole(user.id, query, DAY))  # noqa: E731
    assert whole(QueueQuery(Box.REPLIES)) == {"upcoming": ["answer"]}
    assert whole(QueueQuery(type="call")) == {"upcoming": ["ring"], "done": ["rung"]}
    assert whole(QueueQuery(Box.COMPLETED)) == {"done": ["rung"], "earlier": ["answered long ago"]}
    assert whole(QueueQuery(Box.COMPLETED, "reply")) == {"earlier": ["answered long ago"]}
    assert today.types(user.id) == ("call", "meeting", "reply")


def test_the_order_is_that_of_plain_python_and_the_first_are_its_beginning(
    db, today, user, other_user, put
):
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")
    dice = random.Random(seed)
    for number in range(120):
        minutes = dice.randrange(-3 * 1440, 3 * 1440)
        at = None if dice.random() < 0.1 else (NOW + timedelta(minutes=minutes))
        put(
            f"{number}", at.replace(tzinfo=None) if at else None,
            dice.choice(["low", "medium", "high"]),
            dice.choice(["pending", "pending", "in_progress", "cancelled"]),
            of=dice.choice([user, user, other_user]),
        )  # fmt: skip
    rows = db.rows(
        "SELECT id, due_date, priority FROM actions WHERE user_id = %s "
        "AND status IN ('pending', 'in_progress')",
        (user.id,),
    )
    far = datetime(9999, 1, 1, tzinfo=UTC)

    def place(row):
        _, due, priority = row
        group = 2 if due is None or due >= DAY.end else due >= DAY.begin
        return group, RANK[priority], due or far, row[0].bytes

    expected = [row[0] for row in sorted(rows, key=place)]
    whole = today.whole(user.id, QueueQuery(), DAY)
    assert [id_ for each in whole.sections for id_ in each.ids] == expected
    assert whole.whole
    for limit in (1, 7, 40, len(expected), 500):
        first = today.first(user.id, QueueQuery(), DAY, limit)
        assert [id_ for each in first.sections for id_ in each.ids] == expected[:limit]
        for each in first.sections:
            assert each.count in (None, whole.section(each.group).count)
        assert first.whole == (limit > len(expected))


def test_a_row_says_whom_it_is_about_and_whether_an_answer_is_prepared(
    db, today, user, other_user, make_lead, put
):
    lead = make_lead("ines@norvane.example", company="Norvane", contact_name="Ines Caldaro")
    other = make_lead("x@other.example", of=other_user, company="Other")
    db.run(
        "INSERT INTO ai_insights (user_id, lead_id, insight_type, content) "
        "VALUES (%s, %s, 'draft', 'Hi')",
        (user.id, lead),
    )
    one = put("Send\nprices", lead=lead, kind="reply", metadata='{"rule": {"why": "so"}}')
    two = put("not mine to see", lead=other)
    three = put("meet", lead=lead, kind="meeting", metadata="[1]")
    rows = {row.id: row for row in today.rows(user.id, [one, two, three])}
    assert (rows[one].company, rows[one].contact) == ("Norvane", "Ines Caldaro")
    assert rows[one].title == "Send prices" and rows[one].has_draft
    assert rows[one].metadata == {"rule": {"why": "so"}}
    assert (rows[two].company, rows[two].lead_id) == ("", None)
    assert not rows[three].has_draft and rows[three].metadata == {}
    assert today.rows(other_user.id, [one]) == ()


def test_the_whole_queue_is_read_from_its_index_in_order(db, user, put):
    db.run(
        "INSERT INTO actions (user_id, type, due_date, priority) SELECT %s, 'call', "
        "%s::timestamptz + n * interval '1 minute', "
        "(ARRAY['low', 'medium', 'high'])[1 + abs(n) %% 3] "
        "FROM generate_series(-3000, 3000) AS n",
        (user.id, NOW),
    )
    db.run("ANALYZE public.actions")
    rows = db.rows(
        "EXPLAIN SELECT id FROM actions AS action WHERE action.user_id = %s "
        "AND action.status IN ('pending', 'in_progress') AND action.priority = 'high' "
        "AND action.due_date >= %s ORDER BY action.due_date, action.id LIMIT 40",
        (user.id, NOW),
    )
    plan = "\n".join(row[0] for row in rows)
    assert "actions_queue_idx" in plan and "Sort" not in plan
