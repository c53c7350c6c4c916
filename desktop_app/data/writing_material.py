"""What is known for something to be written: a conversation, earlier mail, the best template."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.merge_values import MergeValueRepository
from desktop_app.data.templates import TemplateRepository
from desktop_app.data.users import UserRepository
from desktop_app.domain.model_prompts import Material, Said
from desktop_app.domain.reading import Intent
from desktop_app.domain.rich_text import write_plain
from desktop_app.domain.template_choice import best_template, template_to_begin
from desktop_app.domain.template_use import lines_to_insert
from desktop_app.domain.templates import Renderer, Template, TemplateFailed
from desktop_app.domain.writing import Tone

_NO_TALK: Final = UUID(int=0)
_FACTS: Final = ("industry", "company_size")
_LENGTH: Final = 12_000  # characters of a message's plain text that are looked at

# What people wrote; what programs answered by themselves is no part of it.
_SPOKEN: Final = "(message.kind = 'human' OR message.outbound AND message.kind <> 'auto_reply')"

_NEWEST = f"""
SELECT message.email_id, email.lead_id, message.at, message.outbound
FROM outpost.message AS message JOIN public.emails AS email ON email.id = message.email_id
WHERE message.conversation_id = %(talk)s AND message.user_id = %(user)s AND {_SPOKEN}
ORDER BY message.at DESC, message.email_id DESC LIMIT 1
"""
_NEWEST_INBOUND = _NEWEST.replace("ORDER BY", "AND NOT message.outbound ORDER BY")

_NEWEST_TALK = """
SELECT message.conversation_id
FROM outpost.message AS message JOIN public.emails AS email ON email.id = message.email_id
WHERE message.user_id = %s AND message.kind = 'human' AND NOT message.outbound
  AND email.lead_id IS NOT NULL AND message.conversation_id IS NOT NULL
ORDER BY message.at DESC, message.email_id DESC LIMIT 1
"""

_MESSAGES = f"""
SELECT message.outbound, coalesce(nullif(message.from_name, ''), message.from_email), message.at,
       left(coalesce(body.plain, ''), {_LENGTH})
FROM outpost.message AS message
LEFT JOIN outpost.message_text AS body ON body.email_id = message.email_id
WHERE message.conversation_id = %(talk)s AND message.user_id = %(user)s AND {_SPOKEN}
ORDER BY message.at DESC, message.email_id DESC LIMIT 12
"""

_EARLIER = f"""
SELECT left(body.plain, {_LENGTH}) FROM public.emails AS email
JOIN outpost.message AS message ON message.email_id = email.id
JOIN outpost.message_text AS body ON body.email_id = email.id
WHERE email.user_id = %(user)s AND email.lead_id = %(lead)s AND message.outbound
  AND message.kind <> 'auto_reply' AND message.conversation_id <> %(talk)s
ORDER BY message.at DESC, message.email_id DESC LIMIT 3
"""

# With a lead, in whichever conversation; and how often the user wrote to them.
_WITH_LEAD = f"""
SELECT message.outbound, coalesce(nullif(message.from_name, ''), message.from_email), message.at,
       left(coalesce(body.plain, ''), {_LENGTH})
FROM public.emails AS email JOIN outpost.message AS message ON message.email_id = email.id
LEFT JOIN outpost.message_text AS body ON body.email_id = message.email_id
WHERE email.user_id = %(user)s AND email.lead_id = %(lead)s AND {_SPOKEN}
ORDER BY message.at DESC, message.email_id DESC LIMIT 6
"""
_WAS_WRITTEN_TO = """
SELECT EXISTS (SELECT FROM public.emails AS email
    JOIN outpost.message AS message ON message.email_id = email.id
    WHERE email.user_id = %s AND email.lead_id = %s AND message.outbound)
"""

_INTENTS = """
SELECT DISTINCT metadata ->> 'label' FROM public.ai_insights
WHERE user_id = %s AND email_id = %s AND insight_type = 'intent'
  AND coalesce(metadata ->> 'verdict', '') <> 'dismissed'
"""


@dataclass(frozen=True, slots=True)
class NewestMessage:
    """The newest message of a conversation that somebody wrote."""

    email_id: UUID
    lead_id: UUID | None
    at: datetime
    outbound: bool


@dataclass(frozen=True, slots=True)
class FilledTemplate:
    """A template for a lead: what a draft by the program itself says.

    Args:
        missing: fields that have no value, which stand in the text as ``{{ name }}``.
    """

    name: str
    subject: str
    text: str
    missing: tuple[str, ...] = ()


class WritingMaterial:
    """Gathers what is known.

    Args:
        renderer: renders templates.
        own_words: what of a plain text its author wrote, without what is quoted.
    """

    def __init__(self, db: Database, renderer: Renderer, own_words: Callable[[str], str]) -> None:
        self._db = db
        self._renderer = renderer
        self._own_words = own_words

    def newest(
        self, user_id: UUID, conversation_id: UUID, *, inbound: bool
    ) -> NewestMessage | None:
        """The newest message of a conversation, or the newest that came in; None where there is
        none, or the conversation is another's."""
        row = self._db.row(
            _NEWEST_INBOUND if inbound else _NEWEST, {"talk": conversation_id, "user": user_id}
        )
        return NewestMessage(*row) if row is not None else None

    def newest_talk(self, user_id: UUID) -> UUID | None:
        """The conversation of the newest message that a lead wrote; None where none did."""
        found: UUID | None = self._db.value(_NEWEST_TALK, (user_id,))
        return found

    def of_conversation(
        self,
        user_id: UUID,
        conversation_id: UUID,
        *,
        template: FilledTemplate | None = None,
    ) -> Material:
        """All that is known of a conversation; an empty one where it is gone."""
        with self._db.connection():
            talk = self._db.row(
                "SELECT subject, lead_id FROM outpost.conversation WHERE id = %s AND user_id = %s",
                (conversation_id, user_id),
            )
            if talk is None:
                return Material()
            subject, lead_id = talk
            asked = {"talk": conversation_id, "user": user_id, "lead": lead_id}
            said = self._db.rows(_MESSAGES, asked)
            earlier = self._db.rows(_EARLIER, asked) if lead_id is not None else []
            lead, own = self._people(user_id, lead_id)
            user = UserRepository(self._db).by_id(user_id)
        return Material(
            subject=subject,
            messages=tuple(
                Said(row[0], row[1], row[2], self._own_words(row[3])) for row in reversed(said)
            ),
            rep=user.name if user is not None else "",
            lead=lead.get("contact_name", "") or _name_of(said),
            company=lead.get("company", ""),
            earlier=tuple(words for row in earlier if (words := self._own_words(row[0]).strip())),
            template=(template.name, template.text) if template is not None else ("", ""),
            # What is quoted was said in the conversation too.
            own=(*own, user.email if user is not None else "", *(row[3] for row in said)),
            signature=user.signature if user is not None else "",
        )

    def of_lead(
        self, user_id: UUID, lead_id: UUID, *, template: FilledTemplate | None = None
    ) -> Material | None:
        """All that is known for a new mail to a lead; None where the lead is gone, or another's."""
        with self._db.connection():
            lead, own = self._people(user_id, lead_id)
            if not lead:
                return None
            asked = {"user": user_id, "lead": lead_id, "talk": _NO_TALK}
            said = self._db.rows(_WITH_LEAD, asked)
            earlier = self._db.rows(_EARLIER, asked)
            user = UserRepository(self._db).by_id(user_id)
        return Material(
            messages=tuple(
                Said(row[0], row[1], row[2], self._own_words(row[3])) for row in reversed(said)
            ),
            rep=user.name if user is not None else "",
            lead=lead["contact_name"],
            company=lead["company"],
            earlier=tuple(words for row in earlier if (words := self._own_words(row[0]).strip())),
            template=(template.name, template.text) if template is not None else ("", ""),
            own=(*own, user.email if user is not None else "", *(row[3] for row in said)),
            signature=user.signature if user is not None else "",
            facts=tuple((name, lead[name]) for name in _FACTS if lead[name]),
        )

    def template_to_begin(
        self, user_id: UUID, lead_id: UUID, tone: Tone, now: datetime
    ) -> FilledTemplate | None:
        """The template for a new mail to a lead, filled for it; None where none fits."""
        with self._db.connection():
            before = bool(self._db.value(_WAS_WRITTEN_TO, (user_id, lead_id)))
            every = TemplateRepository(self._db).all(user_id)
            found = template_to_begin(every, tone, written_before=before)
            return self._filled(user_id, found, lead_id, now) if found is not None else None

    def message(self, user_id: UUID, email_id: UUID) -> Said | None:
        """One message, with its whole plain text: places in it stay; None where it is gone."""
        row = self._db.row(
            "SELECT message.outbound, coalesce(nullif(message.from_name, ''), message.from_email), "
            "message.at, body.plain FROM outpost.message AS message "
            "JOIN outpost.message_text AS body ON body.email_id = message.email_id "
            "WHERE message.email_id = %s AND message.user_id = %s",
            (email_id, user_id),
        )
        return Said(*row) if row is not None else None

    def best_template(
        self, user_id: UUID, newest: NewestMessage, tone: Tone, now: datetime
    ) -> FilledTemplate | None:
        """The template that answers a message best, filled for its lead; None where none fits."""
        with self._db.connection():
            intents = {
                Intent(row[0])
                for row in self._db.rows(_INTENTS, (user_id, newest.email_id))
                if row[0] in set(Intent)
            }
            found = best_template(TemplateRepository(self._db).all(user_id), intents, tone)
            return self._filled(user_id, found, newest.lead_id, now) if found is not None else None

    def _filled(
        self, user_id: UUID, template: Template, lead_id: UUID | None, now: datetime
    ) -> FilledTemplate | None:
        values = MergeValueRepository(self._db)
        given = values.of_leads(user_id, [lead_id], now).get(lead_id) if lead_id else None
        if given is None:
            given = values.of_nobody(user_id, now)
        text = replace(template.text, body=self._renderer.lean(template.text.body))
        try:
            made = self._renderer.render(text, given, values.known(user_id))
        except TemplateFailed:
            return None  # its editor says what is wrong with it
        signature = given.get("signature", "")
        # A composer puts the signature below it: beside that, it is not put in a second time.
        put = lines_to_insert(made, signature, signature)
        return FilledTemplate(
            template.name, put.subject, write_plain(put.lines).strip(), put.missing
        )

    def _people(self, user_id: UUID, lead_id: UUID | None) -> tuple[Mapping[str, str], list[str]]:
        """What is known of the lead by its column, and all by which a lead can be reached; both
        empty where it is gone."""
        row: Any = self._db.row(
            "SELECT contact_name, company, email, coalesce(phone, ''), coalesce(website, ''), "
            "coalesce(industry, ''), coalesce(company_size, '') "
            "FROM public.leads WHERE id = %s AND user_id = %s",
            (lead_id, user_id),
        )
        if row is None:
            return {}, []
        names = ("contact_name", "company", "email", "phone", "website", *_FACTS)
        return dict(zip(names, row, strict=True)), list(row[2:5])


def _name_of(said: list[tuple[Any, ...]]) -> str:
    """How whoever wrote last, and is not the rep, calls himself."""
    return next((str(row[1]) for row in said if not row[0]), "")
