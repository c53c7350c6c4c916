"""Every call of a model goes through here: agreed to, within the budget, noted before it leaves.

What was certainly not looked at (nobody there, asked too often, a server with a fault) is tried
again a few times, with pauses; what may have been answered never is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.model_calls import ModelCallRepository, Wish
from desktop_app.data.user_settings import UserSettingRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.model_prompts import Prompt, estimated_tokens, text_of
from desktop_app.domain.model_settings import Provider
from desktop_app.domain.writing import CallState
from desktop_app.engine.sweep import utc_now
from desktop_app.wire.language_model import Answer, LanguageModel
from desktop_app.wire.model_faults import NoAnswer, Why

_TRIES: Final = 3
_PAUSES: Final = (2.0, 8.0)  # seconds, where the server says nothing
_LONGEST: Final = 30.0  # seconds that one waits because a server says so
_ADAPTED: Final = 4  # parameters that are left out, one after the other

KeyOf = Callable[[UUID], str]
Pause = Callable[[float, Callable[[], bool]], bool]


class Model(Protocol):
    """What is asked: see :class:`desktop_app.wire.language_model.LanguageModel`."""

    def ask(
        self,
        body: Mapping[str, Any],
        most: int,
        on_text: Callable[[str], None] = ...,
        still_wanted: Callable[[], bool] = ...,
    ) -> Answer: ...

    def list_models(self, still_wanted: Callable[[], bool] = ...) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that a model is asked.

    Args:
        purpose: what for, as the record says it.
        writing_id, email_id: what it is about.
    """

    user_id: UUID
    prompt: Prompt
    purpose: str
    writing_id: UUID | None = None
    email_id: UUID | None = None


class ModelCaller:
    """Asks models for users. Safe to use from several threads.

    Args:
        key_of: the key that a user's service is shown; "" for none.
        pause: waits so many seconds, as long as somebody still wants it; whether to go on then.
        make: the model of a provider, with its key.
        now: the present moment, UTC.
    """

    def __init__(
        self,
        db: Database,
        key_of: KeyOf,
        pause: Pause,
        *,
        make: Callable[[Provider, str], Model] = LanguageModel,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._db = db
        self._key_of = key_of
        self._pause = pause
        self._make = make
        self._now = now
        self._calls = ModelCallRepository(db)
        self._settings = UserSettingRepository(db)
        self._unknown: dict[tuple[str, str], frozenset[str]] = {}

    def ask(
        self,
        asked: Asked,
        on_text: Callable[[str], None] = lambda text: None,
        still_wanted: Callable[[], bool] = lambda: True,
    ) -> Answer:
        """Ask a user's model, as it is set up now.

        Raises:
            NoAnswer: there is none.
            KnownError: it is not to be asked: it is off, its host was not agreed to, or the budget
                is used up. Nothing left then.
        """
        provider = self._settings.provider(asked.user_id)
        self._check(asked.user_id, provider)
        model = self._make(provider, self._key(asked.user_id, provider))
        tries = adapted = 0
        while True:
            tries += 1
            try:
                return self._once(asked, provider, model, on_text, still_wanted)
            except NoAnswer as none:
                if none.why is Why.UNKNOWN_PARAMETER and adapted < _ADAPTED:
                    adapted += 1
                    tries -= 1
                    self._learn(provider, none.parameter)
                elif not self._try_again(none, provider, tries, still_wanted):
                    if still_wanted():
                        raise
                    raise NoAnswer(Why.STOPPED, none.error) from none

    def list_models(self, user_id: UUID, url: str) -> tuple[str, ...]:
        """The models at an address that the user typed; nothing of theirs but the key leaves.

        Raises:
            NoAnswer: there is no answer.
        """
        provider = Provider(on=True, url=url, name="-")
        return self._make(provider, self._key(user_id, provider)).list_models()

    def _check(self, user_id: UUID, provider: Provider) -> None:
        if not provider.is_ready:
            raise KnownError(tr("No language model is set up."), tr("Settings has what one needs."))
        if not self._settings.may_ask(user_id, provider):
            raise KnownError(
                tr("Nothing was sent to {host} yet.", host=provider.host),
                tr("Look at what would leave this computer, and agree to it, first."),
            )

    def _key(self, user_id: UUID, provider: Provider) -> str:
        """The key is for the host that it was kept for, and for no other that is tried."""
        kept_for = self._settings.key_host(user_id)
        return self._key_of(user_id) if kept_for and kept_for == provider.host else ""

    def _once(
        self,
        asked: Asked,
        provider: Provider,
        model: Model,
        on_text: Callable[[str], None],
        still_wanted: Callable[[], bool],
    ) -> Answer:
        body = asked.prompt.body(provider.name, without=self._left_out(provider))
        text = text_of(body)
        sent = estimated_tokens(text)
        wish = Wish(
            asked.user_id, asked.purpose, text, sent, asked.prompt.most, asked.writing_id,
            asked.email_id,
        )  # fmt: skip
        call_id = self._calls.reserve(wish, provider, self._now())
        try:
            answer = model.ask(body, asked.prompt.characters, on_text, still_wanted)
        except NoAnswer as none:
            self._settle(call_id, none)
            raise
        used = answer.tokens
        if used is None and not answer.is_cut:
            used = (sent, estimated_tokens(answer.text))
        self._calls.settle(
            call_id,
            CallState.DONE,
            bytes_in=answer.bytes_in,
            # Of one that was cut off nobody knows how much it would have counted.
            used=(sum(used), provider.cost(*used)) if used is not None else None,
            outcome="cut" if answer.is_cut else "",
        )
        return answer

    def _settle(self, call_id: UUID, none: NoAnswer) -> None:
        """What was not looked at has cost nothing; what was keeps what it reserved, for nobody
        can know."""
        state = CallState.FAILED
        if none.why is Why.UNREACHED:
            state = CallState.UNREACHED
        elif none.why is Why.STOPPED:
            state = CallState.CANCELLED
        elif not none.was_answered or (none.why is Why.REFUSED and not none.bytes_in):
            state = CallState.REFUSED
        free = state in (CallState.UNREACHED, CallState.REFUSED)
        self._calls.settle(
            call_id,
            state,
            bytes_in=none.bytes_in,
            used=(0, 0.0) if free else None,
            outcome=none.error.title,
        )

    def _try_again(
        self, none: NoAnswer, provider: Provider, tries: int, still_wanted: Callable[[], bool]
    ) -> bool:
        """Whether to, once the pause for it is over."""
        if none.was_answered or tries >= _TRIES or none.why is Why.UNKNOWN_PARAMETER:
            return False
        if none.why is Why.UNREACHED and provider.is_local:
            return False  # a program that does not run will not in a moment either
        wait = none.retry_after if none.retry_after is not None else _PAUSES[tries - 1]
        return wait <= _LONGEST and self._pause(wait, still_wanted)

    def _left_out(self, provider: Provider) -> frozenset[str]:
        return self._unknown.get((provider.host, provider.name), frozenset())

    def _learn(self, provider: Provider, parameter: str) -> None:
        """This server does not know a parameter: it is not told it again."""
        self._unknown[provider.host, provider.name] = self._left_out(provider) | {parameter}
