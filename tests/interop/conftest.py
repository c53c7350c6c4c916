"""A real Better Auth on a database of the tests: installed once, run for a module."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.cookiejar
import json
import os
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import fasteners
import pytest

from desktop_app.data.database import Database
from desktop_app.services.bundle import Services
from desktop_app.system import passwords
from desktop_app.wire import mail_compose
from desktop_app.wire.liquid import LiquidRenderer
from desktop_app.wire.mail_body import show_body
from desktop_app.wire.mail_parse import parse_message
from desktop_app.wire.mail_quotable import clean_for_draft, quotable
from tests.conftest import Cluster, _fresh
from tests.node import major_version, node, npm
from tests.services.conftest import Courier, Keyring, MemoryStore

_HERE = Path(__file__).parent
_FILES = ("package.json", "package-lock.json", "server.mjs")
_SECRET = "only for the tests of signing in, on loopback"


@pytest.fixture(scope="session")
def application() -> Path:
    """A folder outside of the tree with the web application in it, installed."""
    if major_version() < 20 or (installer := npm()) is None:
        pytest.skip("Better Auth needs Node 20 and npm")
    digest = hashlib.sha256(b"".join((_HERE / name).read_bytes() for name in _FILES)).hexdigest()
    me = os.getuid() if os.name == "posix" else 0
    folder = Path(tempfile.gettempdir(), f"outpost-interop-{me}-{digest[:16]}")
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != me:
        pytest.skip("another user's folder is in the way")
    ready = folder / ".ready"
    with fasteners.InterProcessLock(str(folder / ".lock")):
        if not ready.exists():
            for name in _FILES:
                shutil.copy(_HERE / name, folder / name)
            try:
                done = subprocess.run(
                    [*installer, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                    cwd=folder, capture_output=True, check=False, timeout=300,
                )  # fmt: skip
            except subprocess.TimeoutExpired:
                pytest.skip("the registry of npm does not answer")
            if done.returncode:
                pytest.skip("Better Auth cannot be installed: no registry of npm")
            ready.touch()
    return folder


@dataclass
class Browser:
    """Somebody on the web; cookies are kept."""

    base: str
    cookies: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)
    headers: dict[str, str] = field(default_factory=dict)

    def take_session(self, token: str) -> None:
        """Be signed in by a session that was begun elsewhere: its token in a cookie, signed as the
        web application signs them."""
        signed = hmac.digest(_SECRET.encode(), token.encode(), "sha256")
        value = urllib.parse.quote(f"{token}.{base64.b64encode(signed).decode()}", safe="")
        self.headers["Cookie"] = f"better-auth.session_token={value}"

    def ask(self, path: str, body: Any = None) -> tuple[int, Any]:
        """The status, and what JSON came."""
        request = urllib.request.Request(
            f"{self.base}/api/auth{path}",
            data=json.dumps(body).encode() if body is not None else None,
            headers={"Content-Type": "application/json", "Origin": self.base,
                     "User-Agent": "Firefox of the test", **self.headers},
        )  # fmt: skip
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        try:
            with opener.open(request, timeout=30) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            with error:
                content = error.read()
                return error.code, json.loads(content) if content else None

    def sign_up(self, email: str, password: str, name: str = "Wim") -> int:
        return self.ask("/sign-up/email", {"email": email, "password": password, "name": name})[0]

    def sign_in(self, email: str, password: str) -> int:
        return self.ask("/sign-in/email", {"email": email, "password": password})[0]

    def session(self) -> Any:
        """The session and its user, None when signed out."""
        return self.ask("/get-session")[1]


@dataclass
class Web:
    """The web application, and the same database to Outpost."""

    base: str
    db: Database
    scheme: str

    def browser(self) -> Browser:
        return Browser(self.base)

    def mail(self, to: str) -> Any:
        """The newest letter that the web application sent to an address."""
        with urllib.request.urlopen(f"{self.base}/mail", timeout=30) as answer:
            return [each for each in json.loads(answer.read()) if each["to"] == to][-1]

    def laptop(self, courier: Courier | None = None) -> Services:
        """Outpost on another laptop."""
        return Services(
            self.db, secrets=Keyring(), passwords=passwords, store=MemoryStore(), show=show_body,
            quote=quotable, clean=clean_for_draft, composer=mail_compose, read=parse_message,
            renderer=LiquidRenderer(), device="Outpost/1 (Test)", courier=courier,
        )  # fmt: skip


def _node(
    application: Path, db: Database, scheme: str, *arguments: str, **variables: str
) -> subprocess.Popen[str]:
    program = node()
    assert program is not None
    return subprocess.Popen(
        [program, "server.mjs", *arguments], cwd=application, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, **db.environment(), "PASSWORDS": scheme, "NODE_ENV": "test",
             "SECRET": _SECRET, **variables},
    )  # fmt: skip


@contextmanager
def serving(application: Path, db_url: str, scheme: str, **variables: str) -> Iterator[Web]:
    """The web application on a database, until the end of the block."""
    db = Database(db_url)
    with _node(application, db, scheme, **variables) as server:
        assert server.stdout is not None
        base = server.stdout.readline().strip()
        assert base, "the web application did not start"
        yield Web(base, db, scheme)
        server.terminate()
    db.close()


@pytest.fixture(scope="module", params=["scrypt", "bcrypt"])
def web(request: pytest.FixtureRequest, application: Path, cluster: Cluster) -> Iterator[Web]:
    """Better Auth with its own hashes, and configured with bcrypt's."""
    for url in _fresh(cluster, "template_outpost"):
        with serving(application, url, request.param) as web:
            # Somebody was there first: that is how Outpost knows the format.
            assert web.browser().sign_up("first@web.example", "the first password") == 200
            yield web


@pytest.fixture(scope="module")
def own_schema(application: Path, cluster: Cluster) -> str:
    """The tables as Better Auth's own migration makes them, without the contract."""
    for url in _fresh(cluster, "template0"):
        db = Database(url)
        with _node(application, db, "scrypt", "schema") as program:
            said, _ = program.communicate(timeout=60)
        db.close()
    return said
