"""A real Postgres for the whole run: one cluster, a database of its own for each test.

The cluster is started by the first test that asks for it, shared by all workers of the run, and
ended by the run's main process. A database is a copy of a migrated template, which takes some
tens of milliseconds.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import fasteners
import psycopg
import pytest
from hypothesis import settings

from desktop_app.data.database import Database
from desktop_app.data.leads import LeadRepository
from desktop_app.data.mail import MailRepository
from desktop_app.data.migrations import upgrade
from desktop_app.data.users import UserRepository
from desktop_app.domain.leads import LeadDraft
from desktop_app.domain.mail import Address
from desktop_app.domain.message_record import AttachmentRecord, MessageRecord, Recipient
from desktop_app.domain.signal_types import Signal
from desktop_app.domain.users import User
from desktop_app.system.postgres_cluster import Cluster as ServerCluster
from desktop_app.system.postgres_cluster import find_binaries
from desktop_app.system.postgres_listen import free_port

pytest_plugins = ["tests.mailservers.fixtures"]

# How long a try takes says more of what else the machine does than of what is tried.
settings.register_profile("outpost", deadline=None)
settings.load_profile("outpost")

_FAST = """
    -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off
    -c max_connections=200 -c shared_buffers=128MB -c max_wal_size=2GB
"""
_BUILTIN_LOCALE = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")

# Ends the server when the run's main process is gone, however it went.
_WATCH = """
import subprocess, sys, time
import psutil
parent, who = int(sys.argv[1]), sys.argv[2]
as_who = {"user": who, "group": int(sys.argv[3]), "extra_groups": []} if who else {}
server = subprocess.Popen(sys.argv[4:], **as_who)
while psutil.pid_exists(parent) and server.poll() is None:
    time.sleep(0.5)
server.terminate()
server.wait()
"""


@dataclass(frozen=True)
class Cluster:
    """A running server; ``url(name)`` is the URL of one of its databases."""

    folder: str
    host: str
    port: int
    binaries: str

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        return f"postgresql://{user}@/{database}?host={self.host}&port={self.port}"

    def admin(self, sql: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(sql)

    def stop(self) -> None:
        """End the server at once, and forget its data."""
        place = ServerCluster(Path(self.folder), Path(self.binaries))
        subprocess.run(
            [place.program("pg_ctl"), "stop", "-m", "immediate", "-D", place.data],
            check=False, capture_output=True, cwd=place.folder, **place.process_options(),
        )  # fmt: skip
        shutil.rmtree(self.folder, ignore_errors=True)


def _quick_folder() -> str | None:
    """Memory where there is plenty: a copy of the template is ten times as quick there."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2 << 30
    return str(memory) if roomy and os.access(memory, os.W_OK) else None


def _start_cluster(binaries: Path, main_pid: int, *locale: str) -> Cluster:
    place = ServerCluster(
        Path(tempfile.mkdtemp(prefix="outpost-pg-", dir=_quick_folder())), binaries
    )
    place.open_the_way()
    place.give_to_server(place.folder)
    user = place.server_user
    if os.name == "posix":
        host, port = str(place.folder), 5432
        listen = ["-c", "listen_addresses=", "-k", host]
    else:
        host, port = "127.0.0.1", free_port()
        listen = ["-c", f"listen_addresses={host}"]
    subprocess.run(
        [place.program("initdb"), "-D", place.data, "-U", "postgres", "--auth=trust",
         "--encoding=UTF8", "--no-sync", "--no-instructions", *locale],
        check=True, capture_output=True, cwd=place.folder, **place.process_options(),
    )  # fmt: skip
    with place.log.open("wb") as log:
        watcher = subprocess.Popen(
            [sys.executable, "-c", _WATCH, str(main_pid), user.name if user else "",
             str(user.gid if user else 0), place.program("postgres"), "-D", str(place.data),
             "-p", str(port), *listen, *_FAST.split()],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=place.folder,
            env=dict(os.environ), start_new_session=True,
        )  # fmt: skip
    cluster = Cluster(str(place.folder), host, port, str(binaries))
    while True:
        try:
            cluster.admin("SELECT 1")
            return cluster
        except psycopg.OperationalError:
            if watcher.poll() is not None:
                pytest.fail(place.log.read_text())


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def _shared_folder(config: pytest.Config) -> Path:
    base = config._tmp_path_factory.getbasetemp()
    return base.parent if _is_worker(config) else base


def _cluster(config: pytest.Config, name: str, binaries: Path, *locale: str) -> Cluster:
    """The cluster of this run; started, with its template, by whoever comes first."""
    folder = _shared_folder(config)
    noted = folder / f"postgres-{name}.json"
    with fasteners.InterProcessLock(str(folder / f"postgres-{name}.lock")):
        if noted.exists():
            return Cluster(**json.loads(noted.read_text()))
        main_pid = os.getppid() if _is_worker(config) else os.getpid()
        cluster = _start_cluster(binaries, main_pid, *locale)
        cluster.admin("CREATE DATABASE template_outpost")
        template = Database(cluster.url("template_outpost"))
        upgrade(template)
        template.close()
        noted.write_text(json.dumps(asdict(cluster)))
        return cluster


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _is_worker(session.config):
        return
    for noted in _shared_folder(session.config).glob("postgres-*.json"):
        Cluster(**json.loads(noted.read_text())).stop()


@pytest.fixture(scope="session")
def cluster(pytestconfig: pytest.Config) -> Cluster:
    """The Postgres that comes with the program."""
    return _cluster(pytestconfig, "embedded", find_binaries(), *_BUILTIN_LOCALE)


@pytest.fixture(scope="session")
def system_cluster(pytestconfig: pytest.Config) -> Cluster:
    """The distribution's Postgres, 14 or newer, where one is installed; in the locale C, which
    knows no letters beyond ASCII."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = [path for path in found if int(path.parts[-3]) >= 14]
    if not found:
        pytest.skip("no Postgres of the distribution is installed")
    return _cluster(pytestconfig, "system", found[-1].parent, "--locale=C")


def _fresh(cluster: Cluster, template: str) -> Iterator[str]:
    name = f"t_{uuid.uuid4().hex[:12]}"
    cluster.admin(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield cluster.url(name)
    cluster.admin(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["embedded", "system"])
def any_cluster(request: pytest.FixtureRequest) -> Cluster:
    """Both kinds of server, one after the other."""
    name = "cluster" if request.param == "embedded" else "system_cluster"
    return request.getfixturevalue(name)


@pytest.fixture
def empty_url(any_cluster: Cluster) -> Iterator[str]:
    """The URL of an empty database, on both kinds of server."""
    yield from _fresh(any_cluster, "template0")


@pytest.fixture
def any_db(any_cluster: Cluster) -> Iterator[Database]:
    """A migrated database, on both kinds of server."""
    for url in _fresh(any_cluster, "template_outpost"):
        database = Database(url)
        yield database
        database.close()


@pytest.fixture
def db_url(cluster: Cluster) -> Iterator[str]:
    """The URL of a migrated database of the test's own."""
    yield from _fresh(cluster, "template_outpost")


@pytest.fixture
def db(db_url: str) -> Iterator[Database]:
    """A migrated database of the test's own."""
    database = Database(db_url)
    yield database
    database.close()


class Clock:
    """Time that stands still until it is told to move. UTC."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **delta: float) -> datetime:
        """``forward(days=1)``: move on, and say what time it is."""
        self.now += timedelta(**delta)
        return self.now


# As in the window: what a thread finds as garbage may be a widget of an earlier test, which would
# die in the wrong place.
gc.disable()
_COLLECT_EVERY = 20  # tests
_tests_since = 0


@pytest.fixture(autouse=True)
def garbage_goes_here() -> Iterator[None]:
    """Garbage is looked for between tests, in the thread that runs them."""
    yield
    global _tests_since
    _tests_since += 1
    if _tests_since >= _COLLECT_EVERY:
        _tests_since = 0
        gc.collect()


@pytest.fixture
def clock() -> Clock:
    """Wednesday, 17 June 2026, 09:30 UTC."""
    return Clock(datetime(2026, 6, 17, 9, 30, tzinfo=UTC))


@pytest.fixture
def make_user(db: Database) -> Callable[[str], User]:
    """Makes users of the test's database by their address."""

    def make(email: str, name: str = "") -> User:
        with db.transaction():
            return UserRepository(db).create(email, name or email.split("@")[0].title(), "")

    return make


@pytest.fixture
def user(make_user: Callable[..., User]) -> User:
    """A rep."""
    return make_user("robin@rep.example", "Robin Reed")


@pytest.fixture
def other_user(make_user: Callable[..., User]) -> User:
    """Another rep of the same database, whose rows the first must never see."""
    return make_user("sam@rep.example", "Sam Stone")


class Deliver:
    """Writes messages as the import does, without reading mail: who, to whom, what, when.

    Calling it answers the message's id; ``conversation`` is that of its first message.
    """

    def __init__(self, db: Database, user: User) -> None:
        self._db, self._user = db, user
        self._count = 0
        self._talks: dict[uuid.UUID, uuid.UUID] = {}

    def talk_of(self, message_id: uuid.UUID) -> uuid.UUID:
        """The conversation of a message delivered here."""
        return self._talks[message_id]

    def __call__(
        self,
        from_: str,
        to: str,
        subject: str = "Pilot for line 3",
        plain: str = "Thanks for the outline.",
        *,
        at: datetime = datetime(2026, 6, 17, 9, 10, tzinfo=UTC),
        answers: uuid.UUID | None = None,
        kind: str = "human",
        status: str | None = None,
        body: str | None = None,
        attachments: Iterable[tuple[str, int, str, str]] = (),
        signals: Iterable[Signal] = (),
    ) -> uuid.UUID:
        self._count += 1
        message_id, identity = uuid.uuid4(), f"<{self._count}.{uuid.uuid4().hex}@mail.example>"
        talk = self._talks[answers] if answers else uuid.uuid4()
        self._talks[message_id] = talk
        sender = _address(from_)
        outbound = sender.email == self._user.email
        mail = MailRepository(self._db)
        files = tuple(
            AttachmentRecord(uuid.uuid4(), name, size, kind_, url)
            for name, size, kind_, url in attachments
        )
        record = MessageRecord(
            id=message_id,
            conversation_id=talk,
            lead_id=None,
            identity=identity,
            message_id=identity,
            at=at,
            sent_at=at,
            received_at=None if outbound else at,
            outbound=outbound,
            status=status or ("read" if outbound else "unread"),
            kind=kind,
            from_=sender,
            recipients=(Recipient("to", _address(to)),),
            reply_to=(),
            in_reply_to=(),
            references=(),
            root_candidate=identity,
            subject=subject,
            subject_key=subject.lower(),
            orphan_reply=False,
            body=body if body is not None else plain,
            is_html=body is not None,
            plain=plain,
            snippet=plain[:120],
            attachments=files,
            content_hash=uuid.uuid4().hex * 2,
            raw_url=None,
            origin="import",
            signals=tuple(signals),
        )
        with self._db.transaction():
            people = {sender.email, _address(to).email} - {self._user.email}
            leads = mail.leads_of(self._user.id, people)
            record = replace(record, lead_id=next(iter(leads.values()), None))
            mail.new_conversations(self._user.id, [talk])
            mail.name_conversations(self._user.id, {identity: talk})
            mail.copy_in(self._user.id, [record])
            mail.settle([talk])
            if leads:
                LeadRepository(self._db).refresh_contact(self._user.id, list(leads.values()))
        return message_id


def _address(text: str) -> Address:
    name, _, rest = text.rpartition("<")
    return Address(name.strip(), rest.strip("> "))


@pytest.fixture
def deliver(db: Database, user: User) -> Deliver:
    """Delivers mail into the user's mailbox."""
    return Deliver(db, user)


@pytest.fixture
def make_lead(db: Database, user: User) -> Callable[..., uuid.UUID]:
    """Makes leads of the user (or of another) by e-mail address; answers their ids."""

    def make(email: str, *, of: User | None = None, **given: Any) -> uuid.UUID:
        lead_id = uuid.uuid4()
        draft = LeadDraft(
            company=given.pop("company", email.partition("@")[2]),
            contact_name=given.pop("contact_name", email.partition("@")[0]),
            email=email,
            **given,
        )
        with db.transaction():
            LeadRepository(db).insert((of or user).id, draft, lead_id)
        return lead_id

    return make
