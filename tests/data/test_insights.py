"""Insights as rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from desktop_app.data.insights import InsightRepository

NOW = datetime(2026, 6, 17, 9, 30, tzinfo=UTC)


def test_the_newest_of_each_kind_is_told(db, user):
    lead, other = uuid4(), uuid4()
    db.run(
        "INSERT INTO leads (id, user_id, company, contact_name, email) "
        "VALUES (%s, %s, 'Norvane', 'Ines', 'ines@norvane.example')",
        (lead, user.id),
    )

    def read(kind: str, content: str, sure: str | None, days: int, lead_id=lead) -> None:
        db.run(
            "INSERT INTO ai_insights (user_id, lead_id, insight_type, content, confidence, "
            "created_at) VALUES (%s, %s, %s, %s, %s, %s)",
            (user.id, lead_id, kind, content, sure and Decimal(sure), NOW - timedelta(days=days)),
        )

    read("urgency", "Low", "0.5", 3)
    read("urgency", "High", "0.84", 1)
    read("sentiment", "Positive", None, 2)
    rows = InsightRepository(db)
    told = rows.newest_of_lead(user.id, lead)
    assert [(each.kind, each.content, each.confidence) for each in told] == [
        ("sentiment", "Positive", None),
        ("urgency", "High", 0.84),
    ]
    assert rows.newest_of_lead(other, lead) == ()
