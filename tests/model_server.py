"""A language model that does as it is told: a real HTTP server on this computer."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Call:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]
    content: bytes

    @property
    def body(self) -> dict[str, Any]:
        return json.loads(self.content)

    @property
    def data(self) -> dict[str, Any]:
        """What of mail was told."""
        return json.loads(self.body["messages"][1]["content"])


Step = Callable[["Handler"], None]


@dataclass
class ModelServer:
    """Answers requests by the steps of its script, one each; the last one again and again."""

    script: list[Step] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    models: list[str] = field(default_factory=lambda: ["llama3.1", "mistral"])
    gone: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    """Released whenever a client hung up amid an answer."""
    began: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    """Released whenever an answer began that a step holds back."""
    go_on: threading.Event = field(default_factory=threading.Event)
    """Set: what is held back may come."""
    url: str = ""
    mutex: threading.Lock = field(default_factory=threading.Lock)

    def next_step(self) -> Step:
        with self.mutex:
            return self.script.pop(0) if len(self.script) > 1 else self.script[0]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Any

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        scripted: ModelServer = self.server.scripted
        scripted.calls.append(Call(self.path, self._headers(), content))
        try:
            scripted.next_step()(self)
        except OSError:
            scripted.gone.release()
        finally:
            self.close_connection = True

    def do_GET(self) -> None:
        scripted: ModelServer = self.server.scripted
        scripted.calls.append(Call(self.path, self._headers(), b""))
        answer = {"object": "list", "data": [{"id": each, "object": "model"} for each in
                                             scripted.models]}  # fmt: skip
        self.whole(200, json.dumps(answer).encode())

    def _headers(self) -> dict[str, str]:
        return {name.lower(): value for name, value in self.headers.items()}

    def whole(self, status: int, content: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", headers.pop("type", "application/json"))
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def begin(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()

    def say(self, text: str | None, finish: str | None = None, **more: Any) -> None:
        delta = {"role": "assistant", "content": text}
        chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m",
                 "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
                 **more}  # fmt: skip
        self.event(json.dumps(chunk))

    def event(self, data: str) -> None:
        self.wfile.write(f"data: {data}\n\n".encode())
        self.wfile.flush()

    def log_message(self, *args: Any) -> None:
        pass


def says(*parts: str, usage: tuple[int, int] | None = (100, 20), finish: str = "stop") -> Step:
    """A whole answer in pieces."""

    def step(handler: Handler) -> None:
        handler.begin()
        for part in parts:
            handler.say(part)
        handler.say(None, finish)
        if usage:
            counts = {"prompt_tokens": usage[0], "completion_tokens": usage[1],
                      "total_tokens": sum(usage)}  # fmt: skip
            handler.event(json.dumps({"id": "c", "object": "chat.completion.chunk", "created": 1,
                                      "model": "m", "choices": [], "usage": counts}))  # fmt: skip
        handler.event("[DONE]")

    return step


def hangs(*parts: str) -> Step:
    """Some words, and then nothing until ``go_on``, or until the client hangs up."""

    def step(handler: Handler) -> None:
        scripted: ModelServer = handler.server.scripted
        handler.begin()
        for part in parts:
            handler.say(part)
        scripted.began.release()
        while not scripted.go_on.wait(0.02):
            handler.wfile.write(b": still here\n\n")  # fails once nobody listens
            handler.wfile.flush()
        handler.say(" at last", "stop")
        handler.event("[DONE]")

    return step


def drips() -> Step:
    """Empty pieces, now and then, without end."""

    def step(handler: Handler) -> None:
        handler.begin()
        while not handler.server.scripted.go_on.wait(0.02):
            handler.say("")

    return step


def is_silent() -> Step:
    """Takes the request, and answers nothing at all until ``go_on``."""

    def step(handler: Handler) -> None:
        handler.server.scripted.began.release()
        handler.server.scripted.go_on.wait()

    return step


def is_cut(*parts: str) -> Step:
    """Some words, and then the line is dead."""

    def step(handler: Handler) -> None:
        handler.begin()
        for part in parts:
            handler.say(part)

    return step


def answers(status: int, content: bytes | Mapping[str, Any] = b"{}", **headers: str) -> Step:
    """Another answer than one of a model."""
    told = content if isinstance(content, bytes) else json.dumps(content).encode()
    return lambda handler: handler.whole(status, told, **headers)


def streams(*lines: str) -> Step:
    """Events with whatever in them."""

    def step(handler: Handler) -> None:
        handler.begin()
        for line in lines:
            handler.event(line)

    return step


def never_ends(word: str = "again ", *, data: bool = True) -> Step:
    """Words without end, until the client hangs up."""

    def step(handler: Handler) -> None:
        handler.begin()
        while True:
            if data:
                handler.say(word)
            else:
                handler.wfile.write(b"x" * 65536)

    return step


@contextmanager
def model_server(steps: Iterable[Step] = ()) -> Iterator[ModelServer]:
    """A server that lives as long as the block; its threads are waited for."""
    scripted = ModelServer(script=list(steps) or [says("Yes.")])

    class Server(ThreadingHTTPServer):
        daemon_threads = False
        block_on_close = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            pass  # a client that hung up

    server = Server(("127.0.0.1", 0), Handler)
    server.scripted = scripted  # type: ignore[attr-defined]
    scripted.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, name="model", daemon=True)
    thread.start()
    try:
        yield scripted
    finally:
        scripted.go_on.set()
        server.shutdown()
        server.server_close()
        thread.join()
