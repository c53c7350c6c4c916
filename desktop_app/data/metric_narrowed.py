"""What stands behind one row of a report: which messages it is about, and whose answer is whose."""

# SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from desktop_app.domain.metrics import (
    OfHour,
    OfStatus,
    OfStep,
    OfTemplate,
)

# One answer is the success of one mail: of that which it came after, not of all that went before.
CREDITED: Final = """event.answer_at IS NOT NULL AND NOT EXISTS (
    SELECT FROM outpost.message AS later
    WHERE later.conversation_id = event.conversation_id AND later.user_id = event.user_id
      AND later.outbound AND later.kind IN ('human', 'own') AND later.at <= event.answer_at
      AND (later.at, later.email_id) > (event.at, event.email_id))"""

# Conversations with a message in the period; of a long one nearly all, and naming them is no gain.
FEW_DAYS: Final = 100
TALKS: Final = """
SELECT DISTINCT message.conversation_id
FROM outpost.metric_clock AS clock
JOIN outpost.message AS message ON message.user_id = clock.user_id
    AND message.at >= (%(first)s::timestamp AT TIME ZONE clock.zone) - interval '3 hours'
    AND message.at < ((%(last)s::date + 1)::timestamp AT TIME ZONE clock.zone) + interval '3 hours'
WHERE clock.user_id = %(user)s
"""
TEMPLATE_TALKS: Final = """
SELECT DISTINCT message.conversation_id FROM outpost.template_mail AS mail
JOIN outpost.message AS message ON message.email_id = mail.email_id
WHERE mail.user_id = %(user)s AND message.user_id = %(user)s
"""
STEP_TALKS: Final = """
SELECT DISTINCT message.conversation_id FROM outpost.enrolment_step AS taken
JOIN outpost.outgoing AS mail ON mail.id = taken.outgoing_id
JOIN outpost.message AS message ON message.email_id = mail.email_id
WHERE taken.user_id = %(user)s AND message.user_id = %(user)s
"""
_OF_TEMPLATE = """event.email_id IN (
    SELECT mail.email_id FROM outpost.template_mail AS mail
    WHERE mail.user_id = %(user)s AND mail.template_id = %(template)s)"""
# A step counts in the days in which it ended, by the clock on the user's wall.
_OF_STEP = """event.email_id IN (
    SELECT mail.email_id FROM outpost.enrolment_step AS taken
    JOIN outpost.outgoing AS mail ON mail.id = taken.outgoing_id
    JOIN outpost.metric_clock AS clock ON clock.user_id = taken.user_id
    WHERE taken.user_id = %(user)s AND taken.step_id = %(step)s
      AND (taken.at AT TIME ZONE clock.zone)::date BETWEEN %(first)s AND %(last)s)"""
_OF_HOUR = (
    "event.wall / 86400 %% 7 = %(weekday)s AND event.wall %% 86400 / 3600 = %(hour)s "
    "AND event.outbound"
)
_OF_STATUS = """event.outbound AND (
    SELECT lead.status FROM public.leads AS lead
    WHERE lead.id = coalesce(event.lead_id, (
        SELECT talk.lead_id FROM outpost.conversation AS talk
        WHERE talk.id = event.conversation_id))) = %(status)s"""
_IN_DAYS = "event.day BETWEEN %(first)s AND %(last)s"

_ASKED = "event.reply_why IN ('answered', 'not_answered')"
_RESPONDED = "event.response_why = 'responded'"
_WRITTEN = "event.sent_why = 'sent'"
_CREDIT_WHY = f"""CASE WHEN event.sent_why <> 'sent' THEN event.sent_why
    WHEN {CREDITED} THEN 'answered'
    WHEN event.answer_at IS NOT NULL THEN 'answered_later' ELSE 'not_answered' END"""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The SQL of one row of a report, over ``event``.

    Args:
        which: the messages it is about, by ``params``.
        counted: which of them are in its figure.
        answered: which of those are the successes of a share.
        why: why they count, or do not.
        related: the moment of the other message, where it has one.
        talks: the conversations in which they lie, where that is a quick question.
    """

    which: str
    counted: str
    answered: str
    why: str
    related: str
    params: Mapping[str, Any] = field(default_factory=dict)
    talks: str | None = None


def narrowed(by: OfTemplate | OfStep | OfHour | OfStatus) -> Narrowed:
    """What a row of a report of messages is about."""
    match by:
        case OfTemplate(template_id=template_id):
            which = f"{_IN_DAYS} AND event.outbound AND {_OF_TEMPLATE}"
            return _of_mails(which, {"template": template_id}, TEMPLATE_TALKS)
        case OfStep(step_id=step_id):
            return _of_mails(f"event.outbound AND {_OF_STEP}", {"step": step_id}, STEP_TALKS)
        case OfHour(weekday=weekday, hour=hour):
            return Narrowed(
                f"{_IN_DAYS} AND {_OF_HOUR}",
                _ASKED,
                "event.reply_why = 'answered'",
                "event.reply_why",
                "CASE WHEN event.reply_why = 'answered' THEN event.answer_at END",
                {"weekday": weekday, "hour": hour},
            )
        case OfStatus(status=status):
            return Narrowed(
                f"{_IN_DAYS} AND {_OF_STATUS}",
                _RESPONDED,
                "false",
                "event.response_why",
                "event.question_at",
                {"status": status},
            )


def _of_mails(which: str, params: Mapping[str, Any], talks: str) -> Narrowed:
    return Narrowed(
        which,
        _WRITTEN,
        CREDITED,
        _CREDIT_WHY,
        f"CASE WHEN {CREDITED} THEN event.answer_at END",
        params,
        talks,
    )
