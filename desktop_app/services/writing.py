"""Answers, summaries, other words, subjects: asked for by rows, which the engine fills."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from desktop_app.data.database import Database
from desktop_app.data.model_calls import ModelCallRepository
from desktop_app.data.model_looks import ModelLookRepository
from desktop_app.data.user_settings import UserSettingRepository
from desktop_app.data.writing_material import FilledTemplate, NewestMessage, WritingMaterial
from desktop_app.data.writings import WritingRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.model_prompts import Material, prompt_for, text_of
from desktop_app.domain.model_settings import (
    USER_SETTINGS,
    ModelKind,
    Provider,
    key_entry,
    read_setting,
    setting_named,
    written,
)
from desktop_app.domain.templates import Renderer
from desktop_app.domain.writing import (
    LONGEST_WORDS,
    Leaving,
    ModelCall,
    ModelList,
    Purpose,
    Rewrite,
    Spending,
    State,
    Tone,
    Writing,
    writing_id,
)
from desktop_app.services.present import Secrets

_KINDS: Mapping[Purpose, ModelKind] = {
    Purpose.DRAFT: ModelKind.DRAFT,
    Purpose.SUMMARY: ModelKind.SUMMARY,
}


class WritingService:
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
        self._db = db
        self._user_id = user_id
        self._secrets = secrets
        self._clock = clock
        self._writings = WritingRepository(db)
        self._settings = UserSettingRepository(db)
        self._calls = ModelCallRepository(db)
        self._looks = ModelLookRepository(db)
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
        tone: Tone = Tone.PROFESSIONAL,
        words: str = "",
        how: Rewrite = Rewrite.SHORTER,
    ) -> Leaving | None:
        """What would leave this computer if this was asked for, to be shown before the first time;
        None where nothing would, or the user agreed to that host already.

        Args:
            thread_id, tone: of a draft or a summary.
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
            material = self._material_for(purpose, thread_id, tone)
        prompt = prompt_for(purpose, material, tone=tone, words=words, how=how)
        text = text_of(prompt.body(provider.name))
        return Leaving(
            provider.host, provider.is_local, purpose, len(text.encode("utf-8", "replace")), text
        )

    def agree(self, host: str) -> Changes:
        """Note that the user saw what leaves for a host, and agrees to it from now on."""
        return self._agreed(host, True)

    def disagree(self, host: str) -> Changes:
        """Note that nothing is to leave for a host any more until they agree again."""
        return self._agreed(host, False)

    def agreed(self) -> tuple[str, ...]:
        """The hosts that the user agreed to."""
        return tuple(sorted(self._settings.agreed(self._user_id)))

    def calls(self, most: int = 100) -> tuple[ModelCall, ...]:
        """What left for models, with its text, the newest first."""
        return self._calls.newest(self._user_id, most)

    def spent(self) -> Spending:
        """What this month has cost, and may."""
        return self._calls.spent(self._user_id, self.provider(), self._clock())

    # -- how it is set up --------------------------------------------------------------------

    def provider(self) -> Provider:
        """The model, and what it is for."""
        return self._settings.provider(self._user_id)

    def set_provider(self, provider: Provider) -> Changes:
        """Set it up; each value as :mod:`desktop_app.domain.model_settings` reads it.

        Raises:
            KnownError: a value is not possible; nothing is changed.
        """
        values = {
            each.name: read_setting(each.name, written(getattr(provider, each.part)))
            for each in USER_SETTINGS
        }
        return self._set(values)

    def setting(self, name: str) -> str:
        """One of its settings by its name.

        Raises:
            KnownError: there is none of that name.
        """
        return written(getattr(self.provider(), setting_named(name).part))

    def set_setting(self, name: str, typed: str) -> str:
        """Change one of its settings; what was stored.

        Raises:
            KnownError: there is none of that name, or the value is not possible.
        """
        value = read_setting(name, typed)
        self._set({name: value})
        return written(value)

    def keep_key(self, key: str) -> str:
        """Keep the key that the service is shown in the keyring; "" forgets it. It is for the host
        that is set up now, and no other is ever shown it.

        Returns:
            why it lasts only until the program closes; "" where the keyring keeps it.

        Raises:
            KnownError: no address is set up yet, or it is no key.
        """
        host = self.provider().host
        said = key.strip()
        if not host:
            raise KnownError("There is no address yet.", "Set that of the endpoint first.")
        if not (said.isascii() and said.isprintable() and " " not in said and len(said) < 10_000):
            raise KnownError("This is no key.", "Copy it once more from where it was made.")
        entry = key_entry(self._user_id)
        if said:
            self._secrets.set(entry, said)
        else:
            self._secrets.delete(entry)
        with self._db.transaction():
            self._settings.set_key_host(self._user_id, host if said else "")
            self._tell()
        return self._secrets.why if said else ""

    def has_key(self) -> bool:
        """Whether there is a key for the host that is set up."""
        kept_for = self._settings.key_host(self._user_id)
        return bool(kept_for) and kept_for == self.provider().host

    def look_for_models(self, url: str = "") -> Changes:
        """Have the engine look which models an endpoint has; :meth:`models` has the answer.

        Args:
            url: as it was typed; "" for the one that is set up.

        Raises:
            KnownError: it is no address.
        """
        wanted = read_setting("model.url", url) if url else self.provider().url
        if not wanted:
            raise KnownError("There is no address yet.", "Give that of an endpoint.")
        with self._db.transaction():
            self._looks.ask(self._user_id, wanted, self._clock())
            return self._tell()

    def models(self) -> ModelList | None:
        """Which models were found at the address that was looked at last; None before any was."""
        return self._looks.get(self._user_id)

    # -- parts -------------------------------------------------------------------------------

    def _set(self, values: Mapping[str, Any]) -> Changes:
        with self._db.transaction():
            self._settings.set(self._user_id, values)
            kinds = Kind.WRITING | Kind.INSIGHTS
            self._db.tell(kinds, user_id=self._user_id)
        return Changes(kinds)

    def _agreed(self, host: str, yes: bool) -> Changes:
        with self._db.transaction():
            self._writings.lock(self._user_id)
            self._settings.agree(self._user_id, host.strip().lower(), yes)
            return self._tell()

    def _newest(self, thread_id: UUID, purpose: Purpose) -> NewestMessage:
        newest = self._material.newest(self._user_id, thread_id, inbound=purpose is Purpose.DRAFT)
        if newest is None:
            raise (
                KnownError(
                    "There is nothing to answer here yet.", "A draft answers a message that came."
                )
                if purpose is Purpose.DRAFT
                else KnownError("There is nothing to summarise here yet.")
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
            raise KnownError("There are no words yet.", "Write some first.")
        if len(said) > LONGEST_WORDS:
            raise KnownError(
                "This is too long.", f"There is room for {LONGEST_WORDS:,} characters; choose less."
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
                f"Nothing was sent to {provider.host} yet.",
                "Look at what would leave this computer, and agree to it, first.",
            )

    def _material_for(self, purpose: Purpose, thread_id: UUID | None, tone: Tone) -> Material:
        if purpose not in _KINDS or thread_id is None:
            return Material()
        now = self._clock()
        newest = self._newest(thread_id, purpose)
        template: FilledTemplate | None = None
        if purpose is Purpose.DRAFT:
            template = self._material.best_template(self._user_id, newest, tone, now)
        return self._material.of_conversation(self._user_id, thread_id, template=template)

    def _tell(self) -> Changes:
        self._db.tell(Kind.WRITING, user_id=self._user_id)
        return Changes(Kind.WRITING)


def _asks_model(provider: Provider, purpose: Purpose) -> bool:
    """Whether a model does this: other words and subjects wherever there is one."""
    kind = _KINDS.get(purpose)
    return provider.is_ready if kind is None else provider.does(kind)


def needs_model() -> KnownError:
    """Nobody can do this here but a model."""
    return KnownError(
        "A language model is needed for this.",
        "Set one up in Settings: one on this computer, or a service.",
    )
