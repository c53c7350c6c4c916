"""Why there is no answer of a language model, in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import Enum, auto
from typing import Any, Final

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.model_settings import Provider

_OPTIONAL: Final = ("stream_options", "response_format", "temperature", "max_tokens")


class Why(Enum):
    """Why there is no answer."""

    UNREACHED = auto()  # nothing left
    BUSY = auto()  # it was not looked at: asked too often
    DOWN = auto()  # it was not answered: the server has a fault
    UNKNOWN_PARAMETER = auto()  # it was not looked at: the server knows not all that was said
    REFUSED = auto()  # by the server, or by the model
    BROKEN = auto()  # it broke off, or made no sense
    SLOW = auto()
    STOPPED = auto()  # nobody wanted it any more


class NoAnswer(Exception):
    """There is no answer, or no whole one.

    Args:
        error: the same in words.
        retry_after: seconds until the server may be asked again, as it says.
        parameter: that it does not know.
        bytes_in, text: what came.
    """

    def __init__(
        self,
        why: Why,
        error: KnownError,
        *,
        retry_after: float | None = None,
        parameter: str = "",
        bytes_in: int = 0,
        text: str = "",
    ) -> None:
        super().__init__(str(error))
        self.why = why
        self.error = error
        self.retry_after = retry_after
        self.parameter = parameter
        self.bytes_in = bytes_in
        self.text = text

    @property
    def was_answered(self) -> bool:
        """Whether something may have been used: else it costs nothing, and may be asked again."""
        return self.why not in (Why.UNREACHED, Why.BUSY, Why.DOWN, Why.UNKNOWN_PARAMETER)


def of_status(error: Any, provider: Provider) -> NoAnswer:
    """An answer of the server that is none of the model."""
    status = error.status_code
    said = told(words_of(error.body))
    if status == 429:
        wait = seconds_of(error.response.headers.get("retry-after"))
        words = KnownError(
            tr("{host} is asked too often.", host=provider.host),
            tr("Try again in a while."),
            retryable=True,
        )
        return NoAnswer(Why.BUSY, words, retry_after=wait)
    if status >= 500:
        wait = seconds_of(error.response.headers.get("retry-after"))
        words = KnownError(
            tr("{host} has a fault.", host=provider.host), tr("It says: {status} {said}",
            status=status, said=said).rstrip(),
            retryable=True,
        )  # fmt: skip
        return NoAnswer(Why.DOWN, words, retry_after=wait)
    if status in (400, 422) and (name := unknown_parameter(said)):
        words = KnownError(tr("{host} does not know “{name}”.", host=provider.host, name=name))
        return NoAnswer(Why.UNKNOWN_PARAMETER, words, parameter=name)
    if status in (401, 403):
        words = KnownError(
            tr("{host} does not accept the key.", host=provider.host),
            tr("Keep another one: in Settings, or by “outpost settings secret model.key”."),
        )
    elif status == 404:
        words = KnownError(
            tr("{host} has no model “{name}”.", host=provider.host, name=provider.name),
            tr("Choose one of its models in Settings, and look at the address."),
        )
    else:
        words = KnownError(
            tr("{host} does not take this.", host=provider.host),
            tr("It says: {status} {said}", status=status, said=said).rstrip(),
        )
    return NoAnswer(Why.REFUSED, words)


def unknown_parameter(said: str) -> str:
    """The parameter that a server complains about, of those that can be left out; "" for none."""
    return next((name for name in _OPTIONAL if name in said), "")


def words_of(body: Any) -> str:
    """What a server says of a fault, wherever in its answer it says it."""
    if isinstance(body, Mapping):
        inner = body.get("error", body)
        if isinstance(inner, Mapping):
            return str(inner.get("message") or inner.get("detail") or inner)
        return str(inner)
    return body if isinstance(body, str) else json.dumps(body, default=str)


def told(words: str) -> str:
    """A stranger's words, fit for a line."""
    line = " ".join(words.split())[:200]
    return "".join(each for each in line if each.isprintable())


def seconds_of(said: str | None) -> float | None:
    try:
        seconds = float(said or "")
    except ValueError:
        return None
    return seconds if 0 <= seconds < 1e6 else None


def unreached(provider: Provider) -> KnownError:
    if provider.is_local:
        return KnownError(
            tr("The language model on this computer does not answer."),
            tr("Start the program that runs it; it is expected at {host}.", host=provider.host),
            retryable=True,
        )
    return KnownError(
        tr("{host} cannot be reached.", host=provider.host),
        tr("Is this computer online?"),
        retryable=True,
    )


def slow(provider: Provider) -> KnownError:
    return KnownError(
        tr("{words} took too long.", words=provider.words),
        tr("Try again, or choose a smaller model."),
        retryable=True,
    )


def broken(provider: Provider) -> KnownError:
    return KnownError(
        tr("{words} gave no answer that makes sense.", words=provider.words),
        tr("Try again, or choose another model."),
    )
