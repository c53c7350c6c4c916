"""Asks a language model behind an OpenAI-compatible endpoint, by the openai client.

An answer is streamed, so that it is shown while it comes, ends at once when nobody wants it any
more, and never grows beyond its bounds. Nothing is tried twice in here, and no redirect is
followed: what was to go to one host goes to no other. Of the environment nothing is sent along.
"""

from __future__ import annotations

import asyncio
import importlib
import threading
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.model_prompts import text_of
from desktop_app.domain.model_settings import Provider
from desktop_app.wire.model_faults import NoAnswer, Why, broken, of_status, slow, told, unreached

if TYPE_CHECKING:
    from openai import AsyncOpenAI, AsyncStream
    from openai.types.chat import ChatCompletionChunk

_T = TypeVar("_T")

_LOOK_EVERY: Final = 0.05  # seconds between looks whether it is still wanted
_THOUGHTS: Final = 40_000  # characters that may come before and around the answer
_BYTES: Final = 8 << 20  # of an answer, whatever it consists of
_MODELS: Final = 500
_HEADERS: Final = frozenset(
    {"host", "content-type", "content-length", "accept", "accept-encoding", "connection",
     "authorization", "user-agent"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds that an answer may take.

    Args:
        first: until its first words; a model on this computer may have to be loaded for them.
        between: from words to words.
        whole: in all.
    """

    connect: float = 10.0
    first: float = 120.0
    between: float = 30.0
    whole: float = 300.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came.

    Args:
        is_cut: it went on beyond its bounds, or beyond the tokens it was given.
        tokens: sent and received, as the server counts; None where it does not say.
    """

    text: str
    bytes_in: int
    is_cut: bool = False
    tokens: tuple[int, int] | None = None


class LanguageModel:
    """One endpoint and model.

    Args:
        key: what a service is shown; "" for none.
    """

    def __init__(self, provider: Provider, key: str = "", limits: Limits | None = None) -> None:
        self._provider = provider
        self._key = key
        self._limits = limits or Limits()

    def ask(
        self,
        body: Mapping[str, Any],
        most: int,
        on_text: Callable[[str], None] = lambda text: None,
        still_wanted: Callable[[], bool] = lambda: True,
    ) -> Answer:
        """Ask, and wait for the answer.

        Args:
            body: the request (:meth:`desktop_app.domain.model_prompts.Prompt.body`).
            most: characters of the answer; where it goes on, it is cut.
            on_text: told all that came so far, whenever more came.
            still_wanted: asked many times a second; False ends the call at once.

        Raises:
            NoAnswer: there is none.
        """
        call = _Call(self._provider, self._limits, most, on_text)
        content = text_of(body).encode()
        return self._run(call, lambda client: call.run(client, content), still_wanted)

    def list_models(self, still_wanted: Callable[[], bool] = lambda: True) -> tuple[str, ...]:
        """The names of the models there, in order; at most five hundred.

        Raises:
            NoAnswer: there is no answer, or one that makes no sense.
        """
        call = _Call(self._provider, self._limits, 0, lambda text: None)
        return self._run(call, call.list_models, still_wanted)

    def _run(
        self,
        call: _Call,
        job: Callable[[AsyncOpenAI], Awaitable[_T]],
        still_wanted: Callable[[], bool],
    ) -> _T:
        load()  # none of a call's time is spent on it

        async def main() -> _T:
            async with _client(self._provider, self._key, self._limits) as client:
                return await _watched(call.guarded(job(client)), call, still_wanted)

        return asyncio.run(main())


_loading: Final = threading.Lock()
_loaded: Final = threading.Event()


def load() -> None:
    """Load what a call takes, which is seconds of Python where other work goes on; nothing is sent
    anywhere. Safe to call from several threads, and again.

    The client imports its parts when they are first used, under locks of its own: two threads that
    do so at once may wait for each other for ever. Here one does it for all.
    """
    with _loading:
        if not _loaded.is_set():
            _load()
            _loaded.set()


def _load() -> None:
    for name in ("openai.resources.chat", "openai.types.chat", "anyio._backends._asyncio"):
        importlib.import_module(name)

    async def main() -> None:
        async with _client(Provider(url="http://127.0.0.1/v1"), "", Limits()):
            pass

    asyncio.run(main())


class _Call:
    """One call, and how far it is."""

    def __init__(
        self, provider: Provider, limits: Limits, most: int, on_text: Callable[[str], None]
    ) -> None:
        self._provider = provider
        self._limits = limits
        self._most = most
        self._on_text = on_text
        self._stream: AsyncStream[ChatCompletionChunk] | None = None
        self._text = ""
        self._refusal = ""
        self._finish = ""
        self._tokens: tuple[int, int] | None = None
        self._other = 0  # characters beside the answer

    @property
    def bytes_in(self) -> int:
        return self._stream.response.num_bytes_downloaded if self._stream is not None else 0

    async def guarded(self, job: Awaitable[_T]) -> _T:
        """Do it within the time that a whole answer may take, and say in words what went wrong."""
        import openai

        try:
            async with asyncio.timeout(self._limits.whole):
                return await job
        except (TimeoutError, openai.APITimeoutError) as error:
            if _is_connecting(error):
                raise self._none(Why.UNREACHED, unreached(self._provider)) from None
            raise self._none(Why.SLOW, slow(self._provider)) from None
        except openai.APIStatusError as error:
            raise of_status(error, self._provider) from None
        except openai.APIConnectionError as error:
            if _is_connecting(error):
                raise self._none(Why.UNREACHED, unreached(self._provider)) from None
            raise self._none(Why.BROKEN, broken(self._provider)) from None
        except (openai.OpenAIError, ValueError, TypeError, AttributeError, KeyError):
            # An error event amid the answer, or what is no answer of such a server at all.
            raise self._none(Why.BROKEN, broken(self._provider)) from None
        except OSError:
            raise self._none(Why.BROKEN, broken(self._provider)) from None

    async def run(self, client: AsyncOpenAI, content: bytes) -> Answer:
        from openai import AsyncStream
        from openai.types.chat import ChatCompletionChunk

        loop = asyncio.get_running_loop()
        first_by = loop.time() + self._limits.first
        self._stream = await asyncio.wait_for(
            client.post(
                "/chat/completions",
                cast_to=ChatCompletionChunk,
                content=content,
                options={"headers": {"Content-Type": "application/json"}},
                stream=True,
                stream_cls=AsyncStream[ChatCompletionChunk],
            ),
            self._limits.first,
        )
        began = False
        async with self._stream as stream:
            while True:
                left = self._limits.between if began else first_by - loop.time()
                chunk = await asyncio.wait_for(_next(stream), left)
                if chunk is None:
                    return self._ended()
                before = len(self._text) + self._other
                self._take(chunk)
                # What says nothing (a sign of life, an empty chunk) is no word of an answer.
                began = began or len(self._text) + self._other > before
                if len(self._text) > self._most or self._other > _THOUGHTS:
                    return Answer(self._text[: self._most], self.bytes_in, True, self._tokens)

    async def list_models(self, client: AsyncOpenAI) -> tuple[str, ...]:
        names = []
        found = await asyncio.wait_for(client.models.list(), self._limits.between)
        for each in found.data[:_MODELS]:
            if isinstance(each.id, str) and each.id.isprintable() and 0 < len(each.id) <= 200:
                names.append(each.id)
        return tuple(sorted(set(names), key=str.casefold))

    def stopped(self) -> NoAnswer:
        return self._none(Why.STOPPED, KnownError(tr("Nobody waits for this answer any more.")))

    def endless(self) -> NoAnswer:
        return self._none(Why.BROKEN, broken(self._provider))

    def _take(self, chunk: ChatCompletionChunk) -> None:
        """What a chunk says; whatever in it is not as it should be says nothing."""
        usage: Any = getattr(chunk, "usage", None)
        sent, came = (
            getattr(usage, "prompt_tokens", None),
            getattr(usage, "completion_tokens", None),
        )
        if isinstance(sent, int) and isinstance(came, int) and sent >= 0 and came >= 0:
            self._tokens = (min(sent, 10**9), min(came, 10**9))
        choices: Any = getattr(chunk, "choices", None)
        if not isinstance(choices, list) or not choices:
            return
        choice: Any = choices[0]
        delta: Any = getattr(choice, "delta", None)
        more = getattr(delta, "content", None)
        if isinstance(more, str) and more:
            self._text += more
            self._on_text(self._text[: self._most])
        refusal = getattr(delta, "refusal", None)
        if isinstance(refusal, str):
            self._refusal = (self._refusal + refusal)[:500]
        # How servers of models that think aloud call it: not shown, but a sign of life.
        for name in ("reasoning_content", "reasoning"):
            thought = getattr(delta, name, None)
            if isinstance(thought, str):
                self._other += len(thought)
        finish = getattr(choice, "finish_reason", None)
        if isinstance(finish, str) and finish:
            self._finish = finish

    def _ended(self) -> Answer:
        if self._refusal or self._finish == "content_filter":
            advice = tr("It says: {words}", words=told(self._refusal)) if self._refusal else ""
            raise self._none(Why.REFUSED, KnownError(tr("The model would not write this."), advice))
        # Without a reason the line went dead: half an answer is none.
        if not self._finish or not self._text.strip():
            raise self._none(Why.BROKEN, broken(self._provider))
        return Answer(self._text, self.bytes_in, self._finish == "length", self._tokens)

    def _none(self, why: Why, error: KnownError, **more: Any) -> NoAnswer:
        return NoAnswer(why, error, bytes_in=self.bytes_in, text=self._text[: self._most], **more)


def _client(provider: Provider, key: str, limits: Limits) -> AsyncOpenAI:
    from openai import AsyncOpenAI, DefaultAsyncHttpxClient, Timeout

    async def lean(request: Any) -> None:
        """Neither what the client tells of this computer nor what an environment adds."""
        for name in list(request.headers):
            if name.lower() not in _HEADERS or (name.lower() == "authorization" and not key):
                del request.headers[name]
        request.headers["user-agent"] = "Outpost"

    # To this computer no proxy is a way.
    http = DefaultAsyncHttpxClient(
        follow_redirects=False,
        trust_env=not provider.is_local,
        event_hooks={"request": [lean]},
    )
    return AsyncOpenAI(
        api_key=key or "none",
        admin_api_key="none",
        organization="",
        project="",
        webhook_secret="",
        base_url=provider.url,
        max_retries=0,
        timeout=Timeout(
            limits.whole, connect=limits.connect, read=max(limits.first, limits.between)
        ),
        http_client=http,
    )


async def _watched(job: Awaitable[_T], call: _Call, still_wanted: Callable[[], bool]) -> _T:
    """Do it as long as somebody wants it, and as long as it stays within its bounds."""
    task = asyncio.ensure_future(job)
    try:
        while True:
            done, _ = await asyncio.wait({task}, timeout=_LOOK_EVERY)
            if done:
                return task.result()
            if not still_wanted():
                raise call.stopped()
            if call.bytes_in > _BYTES:
                raise call.endless()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _next(stream: AsyncStream[ChatCompletionChunk]) -> ChatCompletionChunk | None:
    try:
        return await stream.__anext__()
    except StopAsyncIteration:
        return None


def _is_connecting(error: BaseException) -> bool:
    """Whether it failed before anything left."""
    cause = error.__cause__
    return type(cause).__name__ in ("ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError")
