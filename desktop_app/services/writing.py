"""Answers, summaries, other words, subjects: asked for by rows, which the engine fills."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid4

from desktop_app.data.database import Database
from desktop_app.data.model_readings import ModelReadingRepository
from desktop_app.data.users import UserRepository
from desktop_app.data.writing_material import FilledTemplate, NewestMessage, WritingMaterial
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.model_prompts import (
    Material,
    Prompt,
    draft_prompt,
    first_prompt,
    prompt_for,
    text_of,
)
from desktop_app.domain.model_reading import reading_prompt
from desktop_app.domain.model_settings import (
    READ_KINDS,
    ModelKind,
    Provider,
)
from desktop_app.domain.templates import Renderer
from desktop_app.domain.writing import (
    LONGEST_WORDS,
    Leaving,
    Purpose,
    Rewrite,
    State,
    Tone,
    Writing,
    first_id,
    writing_id,
)
from desktop_app.domain.zones import zone_or_utc
from desktop_app.services.model_setup import ModelSetup
from desktop_app.services.present import Secrets

_SUBJECT: Final = 300  # characters of a new mail's subject that are told
_EVER: Final = datetime(1, 1, 2, tzinfo=UTC)
_KINDS: Mapping[Purpose, ModelKind] = {
    Purpose.DRAFT: ModelKind.DRAFT,
    Purpose.SUMMARY: ModelKind.SUMMARY,
}


class WritingService(ModelSetup):
    """What is written for a user. Nothing here waits for a model, or speaks to one: the engine
    does, and tells ``Kind.WRITING`` while text comes.

    Args:
        renderer: renders templates.
        own_words: what of a plain text its author wrote.
        secrets: the keyring, for the key of a service.
        clock: the present moment, aware.

    Raises (all methods):
        KnownError: the database cannot be reached, or its disk is full.
    """

    def __init__(
        self,
        db: Database,
        user_id: UUID,
        renderer: Renderer,
        own_words: Callable[[str], str],
        secrets: Secrets,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(db, user_id, secrets, clock)
        self._own_words = own_words
        self._material = WritingMaterial(db, renderer, own_words)

    # -- asking ------------------------------------------------------------------------------

    def draft(
        self, thread_id: UUID, tone: Tone = Tone.PROFESSIONAL, *, again: bool = False
    ) -> UUID:
        """Ask for an answer to the newest message of a conversation that came in.

        Asked for twice, it is written once; one that failed is begun anew, and one that was
        dismissed is offered again.

        Args:
            thread_id: ``outpost.conversation``.
            again: write another one in its place.

        Returns:
            the id for :meth:`get`.

        Raises:
            KnownError: nothing came in there; or the user has not agreed yet to what would leave
                (:meth:`leaving`, :meth:`agree`).
        """
        newest = self._newest(thread_id, Purpose.DRAFT)
        return self._ask_about(thread_id, newest, Purpose.DRAFT, tone, again=again)

    def first_draft(
        self,
        lead_id: UUID,
        draft_id: UUID,
        tone: Tone = Tone.PROFESSIONAL,
        *,
        subject: str = "",
        again: bool = False,
    ) -> UUID:
        """Ask for the text of a new mail to a lead, once for each draft of the user's. It is kept
        in no insight: those are answers, which stand for a conversation.

        Args:
            draft_id: the mail that it is for.
            subject: what the user gave it.
            again: write another one in its place.

        Raises:
            KnownError: the lead is gone; or the user has not agreed yet to what would leave.
        """
        self._may_ask(Purpose.DRAFT)
        self._first_material(lead_id, tone)
        now = self._clock()
        with self._db.transaction():
            self._writings.lock(self._user_id)
            times = 0
            while self.get(first_id(draft_id, tone, times)) is not None:
                times += 1
            wanted = Writing(
                first_id(draft_id, tone, times if again else max(0, times - 1)), Purpose.DRAFT,
                State.WAITING, tone=tone, lead_id=lead_id,
            )  # fmt: skip
            words = " ".join(subject.split())[:_SUBJECT]
            if not self._writings.add(self._user_id, wanted, now, words=words):
                self._writings.ask_again(self._user_id, wanted.id, now)
            self._tell()
        return wanted.id

    def summary(self, thread_id: UUID) -> UUID:
        """Ask what a conversation comes to; once for each newest message.

        Raises:
            KnownError: as :meth:`draft`.
        """
        newest = self._newest(thread_id, Purpose.SUMMARY)
        return self._ask_about(thread_id, newest, Purpose.SUMMARY, Tone.PROFESSIONAL)

    def rewrite(self, words: str, how: Rewrite) -> UUID:
        """Ask for other words; these stay as they are until the user takes the new ones.

        Raises:
            KnownError: there are none, or too many; there is no model; or it is not agreed yet.
        """
        return self._ask_with(Purpose.REWRITE, words, how)

    def subject(self, words: str) -> UUID:
        """Ask for the subject of a mail that says this; it comes as ``subject``.

        Raises:
            KnownError: as :meth:`rewrite`.
        """
        return self._ask_with(Purpose.SUBJECT, words, Rewrite.SHORTER)

    def cancel(self, writing_id: UUID) -> Changes:
        """Have nothing more of it written; what came stays to be read. Harmless once it is over."""
        with self._db.transaction():
            if not self._writings.cancel(self._user_id, writing_id, self._clock()):
                return Changes()
            return self._tell()

    # -- questions ---------------------------------------------------------------------------

    def get(self, writing_id: UUID) -> Writing | None:
        """One of them as it stands; None where it is gone."""
        return self._writings.get(self._user_id, writing_id)

    def draft_of(self, thread_id: UUID) -> Writing | None:
        """The draft of a conversation: one that is being written for its newest message, else the
        newest that stands; None where there is none, or it was judged or overtaken."""
        with self._db.connection():
            newest = self._material.newest(self._user_id, thread_id, inbound=True)
            if newest is not None:
                under_way = self._writings.newest_about(
                    self._user_id, newest.email_id, Purpose.DRAFT, (State.WAITING, State.RUNNING)
                )
                if under_way is not None:
                    return under_way
            return self._writings.standing_draft(self._user_id, thread_id)

    def summary_of(self, thread_id: UUID) -> Writing | None:
        """The summary up to the newest message of a conversation, as far as it is."""
        with self._db.connection():
            newest = self._material.newest(self._user_id, thread_id, inbound=False)
            if newest is None:
                return None
            return self._writings.newest_about(
                self._user_id, newest.email_id, Purpose.SUMMARY, frozenset(State)
            )

    # -- what leaves -------------------------------------------------------------------------

    def leaving(
        self,
        purpose: Purpose,
        *,
        thread_id: UUID | None = None,
        lead_id: UUID | None = None,
        tone: Tone = Tone.PROFESSIONAL,
        words: str = "",
        how: Rewrite = Rewrite.SHORTER,
    ) -> Leaving | None:
        """What would leave this computer if this was asked for, to be shown before the first time;
        None where nothing would, or the user agreed to that host already.

        Args:
            thread_id, tone: of a draft or a summary.
            lead_id: of a draft of a new mail, whose subject ``words`` are then.
            words, how: of a rewrite or a subject.

        Raises:
            KnownError: it cannot be asked for at all.
        """
        with self._db.connection():
            provider = self.provider()
            if not _asks_model(provider, purpose):
                return None
            if self._settings.may_ask(self._user_id, provider):
                return None
            if purpose is Purpose.DRAFT and thread_id is None and lead_id is not None:
                material = self._first_material(lead_id, tone)
                subject = " ".join(words.split())[:_SUBJECT]
                return _leaving(provider, purpose, first_prompt(material, tone, subject))
            material = self._material_for(purpose, thread_id, tone)
        prompt = prompt_for(purpose, material, tone=tone, words=words, how=how)
        return _leaving(provider, purpose, prompt)

    def leaving_by_itself(self) -> Leaving | None:
        """What would leave this computer without being asked for each time, as one of all those to
        come: the newest message that a model reads, or the answer to one, by example; of a user
        without such mail what goes with it. None where nothing leaves by itself, or where the user
        agreed to that host already."""
        with self._db.connection():
            provider = self.provider()
            if not provider.is_ready or self._settings.may_ask(self._user_id, provider):
                return None
            if provider.kinds & READ_KINDS:
                prompt = self._reading_prompt()
            elif provider.drafts_for_hot and provider.does(ModelKind.DRAFT):
                talk = self._material.newest_talk(self._user_id)
                material = self._material_for(Purpose.DRAFT, talk, Tone.PROFESSIONAL)
                prompt = draft_prompt(material, Tone.PROFESSIONAL)
            else:
                return None
        return _leaving(provider, None, prompt)

    def _reading_prompt(self) -> Prompt:
        due = ModelReadingRepository(self._db).next_due(self._user_id, _EVER)
        user = UserRepository(self._db).by_id(self._user_id)
        zone = zone_or_utc(user.timezone if user is not None else "UTC")
        if due is None:
            return reading_prompt("(the words of a message)", self._clock().astimezone(zone).date())
        return reading_prompt(self._own_words(due.plain), due.at.astimezone(zone).date())

    # -- parts -------------------------------------------------------------------------------

    def _newest(self, thread_id: UUID, purpose: Purpose) -> NewestMessage:
        newest = self._material.newest(self._user_id, thread_id, inbound=purpose is Purpose.DRAFT)
        if newest is None:
            raise (
                KnownError(
                    tr("There is nothing to answer here yet."),
                    tr("A draft answers a message that came."),
                )
                if purpose is Purpose.DRAFT
                else KnownError(tr("There is nothing to summarise here yet."))
            )
        return newest

    def _ask_about(
        self,
        thread_id: UUID,
        newest: NewestMessage,
        purpose: Purpose,
        tone: Tone,
        *,
        again: bool = False,
    ) -> UUID:
        self._may_ask(purpose)
        now = self._clock()
        with self._db.transaction():
            self._writings.lock(self._user_id)
            count = self._writings.count(self._user_id, newest.email_id, purpose, tone)
            times = count if again else max(0, count - 1)
            wanted = Writing(
                writing_id(newest.email_id, purpose, tone, times), purpose, State.WAITING,
                tone=tone, email_id=newest.email_id, thread_id=thread_id, lead_id=newest.lead_id,
            )  # fmt: skip
            there = self.get(wanted.id)
            if there is None:
                self._writings.add(self._user_id, wanted, now)
            elif there.state in (State.FAILED, State.CANCELLED):
                self._writings.ask_again(self._user_id, there.id, now)
            elif there.state is State.DONE:
                self._offer_again(there, now)
            else:
                return there.id  # it is being written
            self._tell()
        return wanted.id

    def _offer_again(self, done: Writing, now: datetime) -> None:
        """What was written before is the draft again: nothing has to be written for that."""
        if done.insight_id is None:
            return
        stands = self._writings.verdict(self._user_id, done.insight_id) == ""
        if not stands or self._writings.kept_writing(self._user_id, done.insight_id) != done.id:
            self._writings.keep(self._user_id, done, now)
            self._db.tell(Kind.INSIGHTS | Kind.LEADS, user_id=self._user_id)

    def _ask_with(self, purpose: Purpose, words: str, how: Rewrite) -> UUID:
        said = words.strip()
        if not said:
            raise KnownError(tr("There are no words yet."), tr("Write some first."))
        if len(said) > LONGEST_WORDS:
            raise KnownError(
                tr("This is too long."),
                tr(
                    "There is room for {longest_words} characters; choose less.",
                    longest_words=numeral(LONGEST_WORDS),
                ),
            )
        self._may_ask(purpose)
        made = uuid4()
        with self._db.transaction():
            wanted = Writing(made, purpose, State.WAITING)
            self._writings.add(self._user_id, wanted, self._clock(), words=said, how=how)
            self._tell()
        return made

    def _may_ask(self, purpose: Purpose) -> None:
        """Nothing is asked for that would leave this computer unseen, or that needs a model where
        there is none."""
        provider = self.provider()
        if not _asks_model(provider, purpose):
            if purpose not in _KINDS:
                raise needs_model()
            return
        if not self._settings.may_ask(self._user_id, provider):
            raise KnownError(
                tr("Nothing was sent to {host} yet.", host=provider.host),
                tr("Look at what would leave this computer, and agree to it, first."),
            )

    def _first_material(self, lead_id: UUID, tone: Tone) -> Material:
        template = self._material.template_to_begin(self._user_id, lead_id, tone, self._clock())
        material = self._material.of_lead(self._user_id, lead_id, template=template)
        if material is None:
            raise KnownError(tr("This lead is not there any more."), tr("Somebody deleted it."))
        return material

    def _material_for(self, purpose: Purpose, thread_id: UUID | None, tone: Tone) -> Material:
        if purpose not in _KINDS or thread_id is None:
            return Material()
        now = self._clock()
        newest = self._newest(thread_id, purpose)
        template: FilledTemplate | None = None
        if purpose is Purpose.DRAFT:
            template = self._material.best_template(self._user_id, newest, tone, now)
        return self._material.of_conversation(self._user_id, thread_id, template=template)


def _asks_model(provider: Provider, purpose: Purpose) -> bool:
    """Whether a model does this: other words and subjects wherever there is one."""
    kind = _KINDS.get(purpose)
    return provider.is_ready if kind is None else provider.does(kind)


def _leaving(provider: Provider, purpose: Purpose | None, prompt: Prompt) -> Leaving:
    text = text_of(prompt.body(provider.name))
    size = len(text.encode("utf-8", "replace"))
    return Leaving(provider.host, provider.is_local, purpose, size, text)


def needs_model() -> KnownError:
    """Nobody can do this here but a model."""
    return KnownError(
        tr("A language model is needed for this."),
        tr("Set one up in Settings: one on this computer, or a service."),
    )
