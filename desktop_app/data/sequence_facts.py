"""What is known of enrolments and their leads: one statement for however many."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.domain.actions import OPEN as OPEN_ACTIONS
from desktop_app.domain.kept_words import told
from desktop_app.domain.language import tr
from desktop_app.domain.outbox_rules import OPTED_OUT
from desktop_app.domain.sequence_times import Facts, Waiting, opening, zone_of
from desktop_app.domain.sequences import EnrolmentState, Step, Unit, Whose, Window

STEP_COLUMNS = (
    "step.id, step.name, step.template_id, coalesce(step.action_type, ''), step.text, step.delay, "
    "step.unit, step.opens, step.closes, step.weekdays, step.whose"
)

# Whoever wants no mail: what anybody may have written into the lead's metadata.
OPTED_OUT_OF = (
    "coalesce((SELECT bool_or(lower(lead.metadata ->> key) IN "
    "('true', 'yes', '1', 'on', 'y', 't')) FROM unnest(%(opted_out)s::text[]) AS key), false)"
)
CLOCK = "concat_ws('|', coalesce(lead.metadata ->> 'timezone', ''), coalesce(owner.timezone, ''))"
"""The zones on which times are planned, as they are noted."""

MEETING = (
    "lower(meeting.type) = 'meeting' AND meeting.status <> 'cancelled' "
    "AND NOT coalesce(meeting.metadata ? 'sequence', false)"
)
"""A meeting with a lead that is not itself a step."""

BOUNCED = """(
    SELECT ARRAY[signal.said, known.address]
    FROM outpost.lead_address AS known
    JOIN outpost.message_signal AS signal ON signal.failed @> ARRAY[known.address]
        AND (signal.user_id = known.user_id) IS TRUE AND signal.signal = 'bounce'
        AND signal.permanent IS NOT FALSE
    JOIN outpost.message AS bounce ON bounce.email_id = signal.email_id
    JOIN public.emails AS report ON report.id = bounce.email_id
    WHERE known.lead_id = lead.id
      AND coalesce(report.received_at, bounce.at) > {since}
      -- Anybody can write that an address failed: a report names a mail that was sent there.
      AND EXISTS (
        SELECT FROM outpost.message AS sent
        JOIN outpost.message_address AS reached ON reached.email_id = sent.email_id
        WHERE sent.user_id = bounce.user_id AND sent.outbound
          AND sent.identity = ANY(bounce.refs || bounce.in_reply_to)
          AND reached.role <> 'from' AND reached.address = known.address)
    ORDER BY bounce.at DESC LIMIT 1)"""

# Whose a row is follows from its lead, and is asked once more with IS TRUE: an index of all that a
# user has is of no use here, and is taken where the planner knows nothing yet.
# That a message belongs to a lead is said by public.emails, what it is by outpost.message. What
# came before the lead was enrolled is no news.
_FACTS = f"""
SELECT enrolment.id, enrolment.user_id, enrolment.lead_id, enrolment.sequence_id, enrolment.state,
    enrolment.since, action.due_date AS due, enrolment.due_at AS planned, enrolment.action_id,
    enrolment.paused_until, enrolment.waits, sequence.name AS sequence_name,
    action.status AS action_status,
    coalesce(lead.metadata ->> 'timezone', '') AS lead_zone,
    coalesce(owner.timezone, '') AS rep_zone, {CLOCK} AS clock,
    coalesce(step.revision, 0) AS revision,
    enrolment.clock <> {CLOCK} OR enrolment.revision <> coalesce(step.revision, 0) AS replan,
    step.id IS NULL OR step.gone OR sequence.deleted_at IS NOT NULL AS step_gone,
    step.position AS position,
    lead.id IS NULL AS lead_gone, {OPTED_OUT_OF} AS opted_out,
    coalesce(mail.replied, false) AS replied,
    coalesce(mail.meeting, false) OR EXISTS (
        SELECT FROM public.actions AS meeting
        WHERE meeting.lead_id = enrolment.lead_id AND (meeting.user_id = enrolment.user_id) IS TRUE
          AND {MEETING} AND meeting.id <> ALL (enrolment.meetings)) AS meeting,
    {BOUNCED.format(since="enrolment.started_at")} AS bounced,
    own.failed AS failed,
    coalesce(mail.manual, false) AS manual_mail,
    coalesce(lead.status, '') = 'cold' AS cold,
    coalesce(own.unsent, false) AS unsent,
    CASE WHEN mail.absences[1] IS DISTINCT FROM enrolment.absence THEN mail.absences[1] END
        AS absence,
    mail.absent_since, mail.returns[1] AS returns_on,
    own.conversation"""
_FROM = """
FROM outpost.enrolment AS enrolment
JOIN public.users AS owner ON owner.id = enrolment.user_id
JOIN outpost.sequence AS sequence ON sequence.id = enrolment.sequence_id
LEFT JOIN outpost.sequence_step AS step ON step.id = enrolment.step_id
LEFT JOIN public.actions AS action
    ON action.id = enrolment.action_id AND action.user_id = enrolment.user_id
LEFT JOIN public.leads AS lead
    ON lead.id = enrolment.lead_id AND lead.user_id = enrolment.user_id
LEFT JOIN LATERAL (
    -- Whoever answers an invitation comes, or has answered.
    SELECT bool_or(NOT message.outbound AND (message.kind = 'human'
            OR (invited.method = 'reply' AND message.from_email <> ALL (invited.accepted))))
            AS replied,
        bool_or(NOT message.outbound AND invited.method = 'reply'
            AND message.from_email = ANY (invited.accepted)) AS meeting,
        bool_or(message.outbound AND message.kind <> 'auto_reply' AND NOT EXISTS (
            SELECT FROM outpost.outgoing AS sent
            JOIN outpost.enrolment_step AS ended ON ended.outgoing_id = sent.id
            WHERE sent.user_id = enrolment.user_id AND sent.message_id = email.message_id))
            AS manual,
        array_agg(message.email_id ORDER BY message.at DESC, message.email_id)
            FILTER (WHERE away.email_id IS NOT NULL AND NOT message.outbound) AS absences,
        array_agg(away.returns_on ORDER BY message.at DESC, message.email_id)
            FILTER (WHERE away.email_id IS NOT NULL AND NOT message.outbound) AS returns,
        max(message.at) FILTER (WHERE away.email_id IS NOT NULL AND NOT message.outbound)
            AS absent_since
    FROM public.emails AS email
    JOIN outpost.message AS message ON message.email_id = email.id
    LEFT JOIN outpost.message_signal AS away
        ON away.email_id = email.id AND away.signal = 'out_of_office'
    LEFT JOIN outpost.message_signal AS invited
        ON invited.email_id = email.id AND invited.signal = 'invitation'
    WHERE email.lead_id = enrolment.lead_id AND (email.user_id = enrolment.user_id) IS TRUE
      AND coalesce(email.received_at, message.at) > enrolment.started_at
) AS mail ON true
LEFT JOIN LATERAL (
    SELECT bool_or(sent.state IN ('queued', 'sending', 'unknown', 'held')
                   OR (sent.state = 'delivered' AND sent.email_id IS NULL)) AS unsent,
        (array_agg(sent.said
                   ORDER BY ended.at DESC) FILTER (WHERE sent.state = 'failed'))[1] AS failed,
        (array_agg(coalesce(message.conversation_id, sent.conversation_id) ORDER BY ended.at DESC)
            FILTER (WHERE sent.state IN ('delivered', 'filed')
                    AND coalesce(message.conversation_id, sent.conversation_id) IS NOT NULL))[1]
            AS conversation
    FROM outpost.enrolment_step AS ended
    JOIN outpost.outgoing AS sent ON sent.id = ended.outgoing_id
    LEFT JOIN outpost.message AS message ON message.email_id = sent.email_id
    WHERE ended.enrolment_id = enrolment.id
) AS own ON true
"""
_NEWS = f"""
SELECT id FROM ({_FACTS} {_FROM} WHERE enrolment.state IN ('active', 'paused')) AS fact
WHERE lead_gone OR opted_out OR replied OR meeting OR bounced IS NOT NULL OR failed IS NOT NULL
   OR manual_mail OR cold OR absence IS NOT NULL OR replan
ORDER BY id
"""
# The hours of the mail of a step. One that the rep let go, or gave a time, leaves as they said: it
# was queued anew behind its step, or has a time of its own.
_HOURS = """
SELECT step.opens, step.closes, step.weekdays, step.whose,
    coalesce(lead.metadata ->> 'timezone', ''), coalesce(owner.timezone, '')
FROM outpost.outgoing AS mail
JOIN outpost.enrolment_step AS ended
    ON ended.outgoing_id = mail.id AND ended.user_id = mail.user_id
JOIN outpost.sequence_step AS step ON step.id = ended.step_id
JOIN public.users AS owner ON owner.id = mail.user_id
LEFT JOIN public.leads AS lead ON lead.id = mail.lead_id AND lead.user_id = mail.user_id
WHERE mail.id = %s AND mail.wanted_at IS NULL AND mail.queued_at <= ended.at
"""
_FACT_FIELDS = (
    "id", "user_id", "lead_id", "sequence_id", "state", "since", "due", "planned", "action_id",
    "paused_until", "waits", "sequence_name", "action_status", "lead_zone", "rep_zone", "clock",
    "revision", "replan", "step_gone", "position", "lead_gone", "opted_out", "replied", "meeting",
    "bounced", "failed", "manual_mail", "cold", "unsent", "absence", "absent_since", "returns_on",
    "conversation",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """An enrolment that is locked, with all that it depends on.

    Args:
        position: of its step among the steps that its sequence ever had; None: it has none.
        step_gone: the step was taken out, or its sequence deleted.
        conversation: the one that its mails are in, where one has left.
        clock, revision: by which it would be planned now.
    """

    id: UUID
    user_id: UUID
    lead_id: UUID | None
    sequence_id: UUID
    sequence: str
    state: EnrolmentState
    action_id: UUID | None
    action_status: str | None
    waits: bool
    step: Step | None
    step_gone: bool
    position: int | None
    conversation: UUID | None
    clock: str
    revision: int
    waiting: Waiting
    facts: Facts

    @property
    def is_due_by_itself(self) -> bool:
        """Whether the engine does its step, when that is due."""
        return self.step is not None and self.step.is_mail and not self.waits

    @property
    def action_open(self) -> bool:
        return self.action_status in OPEN_ACTIONS


def facts_of(db: Database, enrolment_ids: Sequence[UUID]) -> list[Standing]:
    """These enrolments as they stand; in the order of their ids."""
    rows = db.rows(
        f"{_FACTS}, {STEP_COLUMNS} {_FROM} WHERE enrolment.id = ANY(%(ids)s) ORDER BY enrolment.id",
        {"ids": list(enrolment_ids), "opted_out": list(OPTED_OUT)},
    )
    return [_standing(row) for row in rows]


def with_news(db: Database) -> list[UUID]:
    """The open enrolments of everybody about which something has to be decided, due or not."""
    return [row[0] for row in db.rows(_NEWS, {"opted_out": list(OPTED_OUT)})]


def opening_of_mail(db: Database, outgoing_id: UUID, not_before: datetime) -> datetime:
    """When a mail of the outbox may leave, from ``not_before`` on, UTC: the mail of a step within
    the step's window; other mail, and what the rep let go or gave a time, at ``not_before``."""
    row = db.row(_HOURS, (outgoing_id,))
    if row is None:
        return not_before
    window = Window(row[0], row[1], frozenset(row[2]), Whose(row[3]))
    return opening(not_before, window, zone_of(window.whose, row[4], row[5]))


def step_of(row: Sequence[Any]) -> Step:
    """A step out of ``STEP_COLUMNS``."""
    return Step(
        row[1],
        row[2],
        row[3],
        row[4],
        row[5],
        Unit(row[6]),
        Window(row[7], row[8], frozenset(row[9]), Whose(row[10])),
        row[0],
    )


def _standing(row: Sequence[Any]) -> Standing:
    of = dict(zip(_FACT_FIELDS, row, strict=False))
    rest = row[len(_FACT_FIELDS) :]
    step = step_of(rest) if rest[0] is not None else None
    state = EnrolmentState(of["state"])
    if of["bounced"] is not None:
        said, address = of["bounced"]
        of["bounced"] = said or tr("Mail to {address} comes back.", address=address)
    if of["failed"] is not None:
        of["failed"] = told(of["failed"]) or tr("A mail of the sequence was refused.")
    since: datetime = of["since"]
    return Standing(
        id=of["id"],
        user_id=of["user_id"],
        lead_id=of["lead_id"],
        sequence_id=of["sequence_id"],
        sequence=of["sequence_name"],
        state=state,
        action_id=of["action_id"],
        action_status=of["action_status"],
        waits=of["waits"],
        step=step,
        step_gone=of["step_gone"],
        position=of["position"],
        conversation=of["conversation"],
        clock=of["clock"],
        revision=of["revision"],
        waiting=Waiting(
            since,
            of["due"],
            of["planned"],
            step.delay if step else 0,
            step.unit if step else Unit.DAYS,
            step.window if step else Window(),
            of["lead_zone"],
            of["rep_zone"],
            by_hand=of["waits"] or step is None or not step.is_mail,
            paused=state is EnrolmentState.PAUSED and of["paused_until"] is None,
            paused_until=of["paused_until"],
            replan=of["replan"],
        ),
        facts=Facts(
            **{
                name: of[name]
                for name in (
                    "lead_gone", "opted_out", "replied", "meeting", "bounced", "failed",
                    "manual_mail", "cold", "unsent", "absence", "absent_since", "returns_on",
                )
            }
        ),
    )  # fmt: skip
