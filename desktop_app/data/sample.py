"""Sample rows in and out of the database; messages themselves go the way of all mail.

What is sample says so: ``metadata.sample`` on leads, actions and insights, ``origin`` on
messages, and the setting ``sample`` with the size, the day and the templates. Templates are
known by their ids; days of metrics are counted as those of real mail are. All methods run inside
the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from psycopg import sql
from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.data.metric_rollup import MetricRollUp
from desktop_app.domain.sample_phrases import SampleTemplate
from desktop_app.domain.sample_types import LeadContact, SampleAction, SampleInsight, SampleLead

ORIGIN = "sample"
_SETTING = "sample"
_MARK = {"sample": True}
FIELDS = (
    ("event_name", "Event name", "text"),
    ("referrer", "Referrer", "text"),
    ("meeting_date", "Meeting date", "date"),
)
"""Key, title and kind of the custom fields that sample templates name."""


class SampleRepository:
    """Sample data of one database."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def standing(self, user_id: UUID) -> Mapping[str, Any] | None:
        """What sample data a user has, as :meth:`remember` noted it."""
        found: Mapping[str, Any] | None = self._db.value(
            "SELECT value FROM outpost.setting WHERE user_id = %s AND name = %s",
            (user_id, _SETTING),
        )
        return found

    def remember(self, user_id: UUID, value: Mapping[str, Any]) -> None:
        """Note what sample data a user has."""
        self._db.run(
            "INSERT INTO outpost.setting (user_id, name, value) VALUES (%s, %s, %s) "
            "ON CONFLICT ((coalesce(user_id, '00000000-0000-0000-0000-000000000000'::uuid)), name) "
            "DO UPDATE SET value = excluded.value",
            (user_id, _SETTING, Jsonb(value)),
        )

    def forget(self, user_id: UUID) -> None:
        """Note that there is no sample data any more."""
        self._db.run(
            "DELETE FROM outpost.setting WHERE user_id = %s AND name = %s", (user_id, _SETTING)
        )

    # In ------------------------------------------------------------------------------------

    def add_leads(
        self, user_id: UUID, leads: Sequence[SampleLead], contacts: Mapping[UUID, LeadContact]
    ) -> tuple[int, set[UUID]]:
        """Write leads; those that stand stay as they are.

        Returns how many are new, and the ids of those that could not be: their address belongs
        to a lead of the rep's own.
        """
        added = self._merge(
            "leads",
            ("id", "user_id", "company", "contact_name", "email", "phone", "website", "industry",
             "company_size", "status", "last_message", "last_contact_at", "days_since_contact",
             "ai_suggestion", "has_ai_draft", "metadata", "created_at"),
            (
                (lead.id, user_id, lead.company, lead.contact_name, lead.email, lead.phone,
                 lead.website or None, lead.industry, lead.company_size, lead.status.value,
                 *_contact(contacts.get(lead.id)), lead.suggestion, lead.has_draft,
                 Jsonb(_MARK), lead.created_at)
                for lead in leads
            ),
        )  # fmt: skip
        if added == len(leads):
            return added, set()
        rows = self._db.rows(
            "SELECT wanted FROM unnest(%s::uuid[]) AS wanted "
            "WHERE NOT EXISTS (SELECT FROM public.leads WHERE id = wanted)",
            ([lead.id for lead in leads],),
        )
        return added, {row[0] for row in rows}

    def add_actions(
        self, user_id: UUID, actions: Iterable[tuple[UUID, SampleAction]], emails: set[str]
    ) -> int:
        """Write the actions of leads; a message not in ``emails`` is not named. How many new."""
        return self._merge(
            "actions",
            ("id", "user_id", "lead_id", "email_id", "type", "status", "priority", "due_date",
             "description", "metadata", "created_at", "updated_at"),
            (
                (a.id, user_id, lead_id,
                 uuid5(user_id, a.message_id) if a.message_id in emails else None,
                 a.type, a.status, a.priority, a.due_date, a.description, Jsonb(_MARK),
                 a.created_at, a.updated_at)
                for lead_id, a in actions
            ),
        )  # fmt: skip

    def add_insights(self, user_id: UUID, insights: Iterable[tuple[UUID, SampleInsight]]) -> int:
        """Write the insights of leads, about messages that stand. How many are new."""
        return self._merge(
            "ai_insights",
            ("id", "user_id", "lead_id", "email_id", "insight_type", "content", "confidence",
             "metadata", "created_at", "updated_at"),
            (
                (i.id, user_id, lead_id, uuid5(user_id, i.message_id), i.type, i.content,
                 i.confidence, Jsonb({**i.metadata, **_MARK}), i.created_at, i.created_at)
                for lead_id, i in insights
            ),
        )  # fmt: skip

    def add_templates(self, user_id: UUID, templates: Sequence[SampleTemplate]) -> int:
        """Write templates; a category that has a default keeps it. How many are new."""
        added = 0
        for each in templates:
            added += self._db.run(
                "INSERT INTO public.email_templates "
                "(id, user_id, name, subject, body, tone, category, is_default) "
                "SELECT %(id)s, %(user)s, %(name)s, %(subject)s, %(body)s, %(tone)s, "
                "%(category)s, %(default)s AND NOT EXISTS (SELECT FROM public.email_templates "
                "WHERE user_id = %(user)s AND category = %(category)s AND is_default) "
                "ON CONFLICT DO NOTHING",
                {"id": template_id(user_id, each), "user": user_id, "name": each.name,
                 "subject": each.subject, "body": each.body, "tone": each.tone,
                 "category": each.category, "default": each.is_default},
            )  # fmt: skip
        return added

    def add_fields(self, user_id: UUID) -> int:
        """Define the custom fields that the templates name; those that stand stay. How many are
        new."""
        return sum(
            self._db.run(
                "INSERT INTO outpost.custom_field (id, user_id, key, title, kind, choices, "
                "position) SELECT %s, %s, %s, %s, %s, '{}', coalesce(max(position), -1) + 1 "
                "FROM outpost.custom_field WHERE user_id = %s ON CONFLICT DO NOTHING",
                (field_id(user_id, key), user_id, key, title, kind, user_id),
            )
            for key, title, kind in FIELDS
        )

    def remove_fields(self, user_id: UUID) -> int:
        """Take these fields away again, but those in which a lead has something. How many
        went."""
        return self._db.run(
            "DELETE FROM outpost.custom_field AS field WHERE user_id = %s AND id = ANY(%s) "
            "AND NOT EXISTS (SELECT FROM public.leads AS lead "
            "WHERE lead.user_id = field.user_id AND lead.metadata ? field.key)",
            (user_id, [field_id(user_id, key) for key, _, _ in FIELDS]),
        )

    def analyze(self) -> None:
        """Tell the planner of what came in: it has not looked yet, and would guess wrong."""
        for table in (
            "public.leads", "public.emails", "public.email_threads", "public.actions",
            "public.ai_insights", "outpost.lead_index", "outpost.lead_address",
            "outpost.conversation", "outpost.message", "outpost.message_text",
            "outpost.message_reference", "outpost.message_address",
        ):  # fmt: skip
            self._db.run(f"ANALYZE {table}")

    # Out -----------------------------------------------------------------------------------

    def counts(self, user_id: UUID) -> tuple[int, int]:
        """How many sample leads and sample messages a user has."""
        leads = self._db.value(
            "SELECT count(*) FROM public.leads "
            """WHERE user_id = %s AND metadata @> '{"sample": true}'""",
            (user_id,),
        )
        messages = self._db.value(
            "SELECT count(*) FROM outpost.message WHERE user_id = %s AND origin = %s",
            (user_id, ORIGIN),
        )
        return int(leads), int(messages)

    def remove_notes(self, user_id: UUID) -> tuple[int, int]:
        """Delete sample actions and insights; how many of each."""
        actions = self._db.run(
            "DELETE FROM public.actions "
            """WHERE user_id = %s AND metadata @> '{"sample": true}'""",
            (user_id,),
        )
        insights = self._db.run(
            "DELETE FROM public.ai_insights "
            """WHERE user_id = %s AND metadata @> '{"sample": true}'""",
            (user_id,),
        )
        return actions, insights

    def next_messages(self, user_id: UUID, after: UUID, limit: int) -> list[UUID]:
        """Ids of sample messages behind ``after``, in their order."""
        rows = self._db.rows(
            "SELECT email_id FROM outpost.message WHERE user_id = %s AND origin = %s "
            "AND email_id > %s ORDER BY email_id LIMIT %s",
            (user_id, ORIGIN, after, limit),
        )
        return [row[0] for row in rows]

    def next_leads(self, user_id: UUID, after: UUID, limit: int) -> list[UUID]:
        """Ids of sample leads behind ``after``, in their order."""
        rows = self._db.rows(
            "SELECT id FROM public.leads WHERE user_id = %s AND id > %s "
            """AND metadata @> '{"sample": true}' ORDER BY id LIMIT %s""",
            (user_id, after, limit),
        )
        return [row[0] for row in rows]

    def remove_messages(self, user_id: UUID, email_ids: Sequence[UUID]) -> list[UUID]:
        """Delete a user's messages, and the conversations that have none left. Returns those that
        keep a message of the rep's own: they want to be settled."""
        ids = self._own("public.emails", user_id, email_ids)
        touched: list[UUID] = self._db.value(
            "SELECT coalesce(array_agg(DISTINCT conversation_id), '{}') FROM outpost.message "
            "WHERE email_id = ANY(%s)",
            (ids,),
        )
        # What the rep noted about such a message stays, without it.
        self._db.run(
            "UPDATE public.ai_insights SET email_id = NULL WHERE email_id = ANY(%s)", (ids,)
        )
        self._db.run("DELETE FROM public.emails WHERE id = ANY(%s)", (ids,))
        kept: list[UUID] = self._db.value(
            "SELECT coalesce(array_agg(DISTINCT conversation_id), '{}') FROM outpost.message "
            "WHERE conversation_id = ANY(%s)",
            (touched,),
        )
        empty = list(set(touched) - set(kept))
        self._db.run(
            "DELETE FROM public.email_threads USING outpost.conversation "
            "WHERE conversation.id = ANY(%s) AND email_threads.id = conversation.thread_id",
            (empty,),
        )
        self._db.run("DELETE FROM outpost.conversation WHERE id = ANY(%s)", (empty,))
        return kept

    def remove_leads(self, user_id: UUID, lead_ids: Sequence[UUID]) -> list[UUID]:
        """Delete a user's leads. What the rep added to them stays: an action or an insight without
        its lead, mail as mail with nobody known. Returns the conversations to be settled."""
        ids = self._own("public.leads", user_id, lead_ids)
        talks: list[UUID] = self._db.value(
            "SELECT coalesce(array_agg(id), '{}') FROM outpost.conversation "
            "WHERE lead_id = ANY(%s)",
            (ids,),
        )
        self._db.run("UPDATE public.actions SET lead_id = NULL WHERE lead_id = ANY(%s)", (ids,))
        self._db.run("UPDATE public.ai_insights SET lead_id = NULL WHERE lead_id = ANY(%s)", (ids,))
        self._db.run("DELETE FROM public.leads WHERE id = ANY(%s)", (ids,))
        return talks

    def _own(self, table: str, user_id: UUID, ids: Sequence[UUID]) -> list[UUID]:
        rows = self._db.rows(
            f"SELECT id FROM {table} WHERE user_id = %s AND id = ANY(%s)",  # noqa: S608
            (user_id, list(ids)),
        )
        return [row[0] for row in rows]

    def remove_templates(self, user_id: UUID, templates: Sequence[SampleTemplate]) -> int:
        """Delete the sample templates that nobody has changed; how many."""
        return sum(
            self._db.run(
                "DELETE FROM public.email_templates WHERE id = %s AND user_id = %s "
                "AND name = %s AND subject = %s AND body = %s",
                (template_id(user_id, each), user_id, each.name, each.subject, each.body),
            )
            for each in templates
        )

    def remove_metrics(self, user_id: UUID, now: datetime) -> int:
        """Count the days anew that samples were counted in; how many are none any more.

        Rows that samples of an older version wrote on days without any mail go, too.
        """
        standing = {
            row[0]: row[1]
            for row in self._db.rows(
                "SELECT metric_date, id FROM public.performance_metrics WHERE user_id = %s",
                (user_id,),
            )
        }
        MetricRollUp(self._db).complete(user_id, now)
        older = [each for day, each in standing.items() if each == metrics_id(user_id, f"{day}")]
        self._db.run(
            "DELETE FROM public.performance_metrics AS row WHERE row.id = ANY(%s) "
            "AND row.user_id = %s AND NOT EXISTS (SELECT FROM outpost.metric_day AS kept "
            "WHERE kept.user_id = row.user_id AND kept.day = row.metric_date)",
            (older, user_id),
        )
        left = self._db.rows(
            "SELECT metric_date FROM public.performance_metrics WHERE user_id = %s", (user_id,)
        )
        return len(standing.keys() - {row[0] for row in left})

    def _merge(self, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> int:
        """COPY beside the table and insert what is not there yet; how many that was."""
        target = sql.Identifier("public", table)
        beside = sql.Identifier("pg_temp", f"sample_{table}")
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        connection = self._db.raw()
        connection.execute(
            sql.SQL("CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} FROM {} LIMIT 0").format(
                sql.Identifier(f"sample_{table}"), names, target
            )
        )
        with connection.cursor() as cursor:
            with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(beside, names)) as copy:
                for row in rows:
                    copy.write_row(row)
            added = cursor.execute(
                sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} ON CONFLICT DO NOTHING").format(
                    target, names, names, beside
                )
            ).rowcount
        connection.execute(sql.SQL("DROP TABLE {}").format(beside))
        return added


def _contact(contact: LeadContact | None) -> tuple[str | None, datetime | None, int]:
    if contact is None:
        return None, None, 0
    return contact.last_message, contact.last_contact_at, contact.days


def template_id(user_id: UUID, template: SampleTemplate) -> UUID:
    """The id under which a sample template is known."""
    return uuid5(user_id, f"sample/template/{template.slug}")


def field_id(user_id: UUID, key: str) -> UUID:
    """The id under which a custom field of the samples is known."""
    return uuid5(user_id, f"sample/field/{key}")


def metrics_id(user_id: UUID, day: str) -> UUID:
    """The id under which older versions wrote a sample day (ISO date) of metrics."""
    return uuid5(user_id, f"sample/metrics/{day}")
