"""A site of releases with keys of its own, served on loopback, and what may go wrong with it."""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

PASSPHRASE = "a passphrase of these tests"
NOW = datetime(2030, 5, 1, 12, tzinfo=UTC)
KIND = "linux-x86_64-deb"


def _load() -> ModuleType:
    path = Path(__file__).resolve().parents[1] / "packaging/sign_release.py"
    spec = importlib.util.spec_from_file_location("packaging_sign_release", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


signing = _load()


class ReleaseSite:
    """Makes releases with the script that makes the real ones.

    Attributes:
        folder: what is served.
        root: the first root of trust.
    """

    def __init__(self, place: Path, *, now: datetime = NOW) -> None:
        self.place = place
        self.folder = place / "site"
        self.now = now
        self.root = self._site().ceremony().read_bytes()

    def release(self, version: str, content: bytes = b"a package " * 5000, **more) -> str:
        """Sign a release with one package; its name."""
        name = f"outpost_{version}_amd64.deb"
        file = self.place / name
        file.write_bytes(content)
        notes = more.get("notes", ("Sequences pause on public holidays.",))
        self._site().release(version, {KIND: file}, notes, more.get("page", ""))
        return name

    def refresh(self) -> None:
        self._site().refresh()

    def rotate(self, name: str) -> None:
        self._site().rotate(name)

    def later(self, **time: int) -> None:
        self.now += timedelta(**time)

    def served(self, pattern: str) -> Path:
        """The newest file that is served by a name such as ``metadata/*.targets.json``."""
        return max(self.folder.glob(pattern), key=lambda path: path.stat().st_mtime_ns)

    def _site(self):
        return signing.Site(self.folder, self.place / "keys", PASSPHRASE, self.now)


class Server:
    """Serves a folder, and tells what it was asked.

    Attributes:
        asked: path and headers of each request.
        answer: answers a request itself where it returns True; may be set at any time.
    """

    def __init__(self, folder: Path) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.answer: Callable[[BaseHTTPRequestHandler], bool] = lambda request: False
        self.folder = folder
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, dict(self.headers.items())))
                if server.answer(self):
                    return
                file = server.folder / self.path.lstrip("/")
                if not file.is_file():
                    self.send_error(404)
                    return
                content = file.read_bytes()
                self.send_response(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_args: object) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                pass  # who asks goes away in the middle: that is what is tried

        self._http = Quiet(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,))

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    server = Server(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def answer_with(content: bytes, *, status: int = 200, only: str = "", location: str = ""):
    """An answer for all requests whose path holds ``only``."""

    def answer(request: BaseHTTPRequestHandler) -> bool:
        if only not in request.path:
            return False
        request.send_response(status)
        if location:
            request.send_header("Location", location)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)
        return True

    return answer


def endless(only: str, piece: bytes = b"x" * 65536, between: float = 0.0):
    """An answer that never ends."""

    def answer(request: BaseHTTPRequestHandler) -> bool:
        if only not in request.path:
            return False
        request.send_response(200)
        request.end_headers()
        gone = threading.Event()
        try:
            while not gone.wait(between):
                request.wfile.write(piece)
                request.wfile.flush()
        except OSError:
            pass
        request.close_connection = True
        return True

    return answer
