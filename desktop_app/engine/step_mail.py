"""The mails of sequences: a template for one lead, put into the outbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from desktop_app.data.database import Database
from desktop_app.data.drafts import DraftRepository
from desktop_app.data.mail_merges import recipient
from desktop_app.data.merge_values import MergeValueRepository
from desktop_app.data.outgoing import OutgoingRepository
from desktop_app.data.templates import TemplateRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.mail_merge import lacks, why_not
from desktop_app.domain.outgoing import How
from desktop_app.domain.replying import Original, parents, subject_of
from desktop_app.domain.templates import Renderer, TemplateFailed
from desktop_app.engine.merge_mail import LetterTo, MailWriter, Sender
from desktop_app.engine.sequences import CannotQueue, Queued
from desktop_app.wire.content_store import ContentStore


class StepMail:
    """A :class:`~desktop_app.engine.sequences.StepMailer`.

    Args:
        store: where raw messages are kept.
        renderer: what renders templates.
    """

    def __init__(self, db: Database, store: ContentStore, renderer: Renderer) -> None:
        self._db = db
        self._renderer = renderer
        self._writer = MailWriter(db, store)
        self._outgoing = OutgoingRepository(db)
        self._templates = TemplateRepository(db)
        self._values = MergeValueRepository(db)
        self._drafts = DraftRepository(db)

    def queue(
        self,
        user_id: UUID,
        lead_id: UUID,
        template_id: UUID,
        *,
        key: str,
        at: datetime,
        conversation: UUID | None,
    ) -> Queued | CannotQueue:
        """Queue the mail of a step, in the caller's transaction. See the protocol.

        Within a conversation it is a reply; a template without a subject takes that of the
        conversation then.
        """
        mail_id = uuid5(user_id, f"step {key}")
        if self._outgoing.get(user_id, mail_id) is not None:
            return Queued(mail_id)
        template = self._templates.get(user_id, template_id)
        if template is None:
            return CannotQueue(tr("Its template is not there any more."))
        person = recipient(self._db, user_id, lead_id)
        if why := why_not(person):
            return CannotQueue(why)
        before = self._before(user_id, conversation)
        text = template.text
        if before is not None and not text.subject.strip():
            text = replace(text, subject=subject_of(before.subject, How.REPLY))
        known = self._values.known(user_id)
        values = self._values.of_leads(user_id, [lead_id], at).get(lead_id, {})
        try:
            made = self._renderer.render(text, values, known)
            if made.missing:
                return CannotQueue(lacks(made.missing, known))
            sender = self._writer.sender(user_id, None)
        except TemplateFailed as failed:
            return CannotQueue(failed.fault.reason)
        except KnownError as error:
            if error.retryable:
                raise
            return CannotQueue(str(error))
        letter = LetterTo(mail_id, lead_id, person.to, made, at)
        if before is not None:
            letter = _following(letter, before)
        self._write(sender, letter, at)
        return Queued(mail_id)

    def _write(self, sender: Sender, letter: LetterTo, now: datetime) -> None:
        self._writer.write(sender, [letter], now)

    def _before(self, user_id: UUID, conversation: UUID | None) -> Original | None:
        """The newest message of a conversation."""
        if conversation is None:
            return None
        newest = self._outgoing.newest_of(user_id, conversation)
        found = self._drafts.original(user_id, newest) if newest is not None else None
        return found[0] if found is not None else None


def _following(letter: LetterTo, before: Original) -> LetterTo:
    in_reply_to, references = parents(before, How.REPLY)
    return replace(
        letter,
        conversation_id=before.conversation_id,
        in_reply_to=in_reply_to,
        references=references,
    )
