"""Connections: one pool per process, one connection per thread while it needs one."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import peewee
import psycopg
from playhouse.postgres_ext import PooledPsycopg3Database, Psycopg3ExtAdapter
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import Conninfo

from desktop_app.data.faults import calm_faults, refused_connection
from desktop_app.data.quick_lists import QuickListDumper
from desktop_app.domain.changes import Kind, kinds_to_words
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr

CHANNEL = "outpost"
"""The NOTIFY channel; payloads are JSON, see :meth:`Database.tell`."""

WRITTEN = "SELECT pg_current_snapshot()::text"
"""Which transactions have ended: see :meth:`Database.written`."""

Params = Sequence[Any] | Mapping[str, Any] | None

# Compiling queries of milliseconds costs more than it gives.
_SESSION = "SET timezone = 'UTC'; SET jit = off; SET client_min_messages = warning"


class _Adapter(Psycopg3ExtAdapter):  # type: ignore[misc]  # peewee has no types
    def connect(self, db: Any, **params: Any) -> psycopg.Connection[Any]:
        connection = psycopg.connect(db.database, autocommit=True, **params)
        connection.adapters.register_dumper(list, QuickListDumper)
        connection.execute(_SESSION)
        db.greet(connection.info.backend_pid)
        return connection


class _Pool(PooledPsycopg3Database):  # type: ignore[misc]
    psycopg3_adapter = _Adapter
    greet: Callable[[int], None]


class Database:
    """A Postgres, for one process.

    Args:
        url: a libpq URL or connection string.
        password: where the URL has none; never kept in text that is shown or logged.
        application_name: how the connections call themselves to the server.
        greet: told the number of the server's process behind every new connection.

    Raises:
        KnownError: the URL is none.
    """

    def __init__(
        self,
        url: str,
        *,
        password: str | None = None,
        application_name: str = "outpost",
        greet: Callable[[int], None] = lambda pid: None,
    ) -> None:
        self.url, url_password = self.split_password(url)
        self.password = password or url_password
        self._name = application_name
        self.token = secrets.token_hex(4)
        """Marks what this process tells, so that its own listener can pass over it."""
        self.peewee = _Pool(
            self.url,
            max_connections=16,
            stale_timeout=None,
            timeout=20,
            autoconnect=False,
            prefer_psycopg3=True,
            **self._options(application_name),
        )
        self.peewee.greet = greet

    def _options(self, application_name: str) -> dict[str, Any]:
        return {
            "password": self.password,
            "application_name": application_name,
            "connect_timeout": 10,
            "keepalives_idle": 30,
            "client_encoding": "utf8",
            # A kept plan for "any prefix" is wrong for nearly all of them. Statements are planned
            # anew for that reason, and by this alone: plan_cache_mode would have the functions
            # that a statement calls planned anew too, for each row.
            "prepare_threshold": None,
        }

    def __reduce__(self) -> tuple[Any, ...]:
        """In another process: the same database, with connections of its own."""
        return (_again, (self.url, self.password, self._name))

    def move_to(self, url: str, password: str | None) -> None:
        """The same database at the address that its server has since it was started again."""
        self.url, self.password = url, password
        self.peewee.database = url
        self.peewee.connect_params.update(self._options(self._name))
        self.forget_connections()

    def connect_apart(self, application_name: str) -> psycopg.Connection[Any]:
        """A connection outside of the pool, for who keeps one for long; the caller closes it.

        Raises:
            psycopg.Error: it was refused, or nobody answered.
        """
        return psycopg.connect(self.url, autocommit=True, **self._options(application_name))

    @staticmethod
    def split_password(url: str) -> tuple[str, str | None]:
        """A connection string without its password, and the password.

        Raises:
            KnownError: it is no connection string; what was given is not repeated, since it may
                hold a password.
        """
        try:
            parts = conninfo_to_dict(url)
            ports = str(parts.get("port") or "").split(",")
        except psycopg.ProgrammingError:
            raise _no_url() from None
        if not all(port.isdecimal() or not port for port in ports):
            raise _no_url()
        password = parts.pop("password", None)
        return as_url(parts), str(password) if password is not None else None

    @staticmethod
    def holds_secret(url: str) -> bool:
        """Whether a connection string has something in it that libpq counts as secret: a password,
        also that of a key.

        Raises:
            KnownError: it is no connection string.
        """
        try:
            options = Conninfo.parse(url.encode())
        except psycopg.Error:
            raise _no_url() from None
        return any(each.dispchar == b"*" and each.val for each in options)

    def secret_url(self) -> str:
        """The address with the password in it: for the environment of a process of our own."""
        return make_conninfo(self.url, password=self.password)

    def environment(self) -> dict[str, str]:
        """The variables by which the programs of Postgres (libpq) find this database, without
        the password."""
        return {
            option.envvar.decode(): option.val.decode()
            for option in Conninfo.parse(self.url.encode())
            if option.envvar and option.val
        }

    @contextmanager
    def connection(self) -> Iterator[None]:
        """A connection for this thread; where it has one already, that one.

        Raises:
            KnownError: no server, no room on the disk, no right.
        """
        with calm_faults():
            if not self.peewee.is_closed():
                yield
                return
            try:
                self.peewee.connect()
            except peewee.ImproperlyConfigured:
                raise
            except peewee.OperationalError as error:
                raise refused_connection(error, self._place()) from error
            except ValueError as error:  # the pool's way to say that all are in use
                raise KnownError(
                    tr("All database connections are in use."),
                    tr("Try again in a moment."),
                    retryable=True,
                ) from error
            try:
                yield
            finally:
                self._give_back()

    def _place(self) -> str:
        """Where the server should be, for a sentence; "" for a socket."""
        parts = conninfo_to_dict(self.url)
        host = str(parts.get("host") or "")
        if not host or host.startswith(("/", "@")):
            return ""
        return f"{host}:{parts['port']}" if parts.get("port") else host

    def _give_back(self) -> None:
        if self.raw().closed:
            # Forget it rather than hand it to the next thread.
            self.peewee.manual_close()
        else:
            self.peewee.close()

    @contextmanager
    def transaction(self, *, lasting: bool = True) -> Iterator[None]:
        """All or nothing; inside another transaction, a savepoint.

        Args:
            lasting: the end waits for the disk. Where it does not, a crash of the server may
                take the whole of it back. Inside another transaction, that one decides.
        """
        with self.connection(), calm_faults():
            waits = lasting or self.peewee.in_transaction()
            with self.peewee.atomic():
                if not waits:
                    self.raw().execute("SET LOCAL synchronous_commit = off")
                yield

    def tell(self, kinds: Kind, *, user_id: UUID | None = None, job_id: UUID | None = None) -> None:
        """Tell every listener what changed, when the transaction commits (at once without one).

        The same notice told twice in a transaction is delivered once.
        """
        if not kinds:
            return
        notice: dict[str, Any] = {"kinds": kinds_to_words(kinds), "by": self.token}
        if user_id is not None:
            notice["user"] = str(user_id)
        if job_id is not None:
            notice["job"] = str(job_id)
        with self.connection():
            self.raw().execute("SELECT pg_notify(%s, %s)", (CHANNEL, json.dumps(notice)))

    def written(self) -> str:
        """What has been written so far, by anybody: another answer later means that more was."""
        return str(self.value(WRITTEN))

    def raw(self) -> psycopg.Connection[tuple[Any, ...]]:
        """This thread's psycopg connection, for COPY and for SQL at its own speed.

        Raises:
            peewee.InterfaceError: outside of :meth:`connection`.
        """
        if self.peewee.is_closed():
            raise peewee.InterfaceError("no connection: use connection() or transaction()")
        return cast("psycopg.Connection[tuple[Any, ...]]", self.peewee.connection())

    def rows(
        self, sql: str, params: Params = None, *, binary: bool = False
    ) -> list[tuple[Any, ...]]:
        """All rows of a query.

        Args:
            binary: have values sent as the server holds them, which UUIDs and times are quicker
                to read from; types that psycopg has no loader for come as bytes then.
        """
        with self.connection():
            return self.raw().execute(cast("Any", sql), params, binary=binary).fetchall()

    def row(self, sql: str, params: Params = None) -> tuple[Any, ...] | None:
        """The first row of a query, or None."""
        with self.connection():
            return self.raw().execute(cast("Any", sql), params).fetchone()

    def value(self, sql: str, params: Params = None) -> Any:
        """The first column of a query's first row, or None."""
        row = self.row(sql, params)
        return row[0] if row else None

    def run(self, sql: str, params: Params = None) -> int:
        """Execute; the number of rows it touched."""
        with self.connection():
            return self.raw().execute(cast("Any", sql), params).rowcount

    def forget_connections(self) -> None:
        """Close those that nobody uses now: after the server was away they are dead."""
        self.peewee.close_idle()

    def close(self) -> None:
        """Close every connection; the object is of no use afterwards."""
        self.peewee.close_all()


def _again(url: str, password: str | None, application_name: str) -> Database:
    return Database(url, password=password, application_name=application_name)


def _no_url() -> KnownError:
    return KnownError(
        tr("The database URL cannot be read."),
        tr(
            "It looks like postgresql://user@host:5432/name; special characters in it are written "
            "as %XX."
        ),
    )


def as_url(parts: Mapping[str, Any]) -> str:
    """Connection parts as a URL where a host can stand in one, else as ``key=value``."""
    rest = {key: str(value) for key, value in parts.items() if value is not None}
    host = rest.get("host", "")
    if "," in host or "hostaddr" in rest or "service" in rest:
        return make_conninfo("", **rest)
    user, port, name = rest.pop("user", ""), rest.pop("port", ""), rest.pop("dbname", "")
    url = "postgresql://" + (f"{quote(user, safe='')}@" if user else "")
    if host and not host.startswith(("/", "@")):
        del rest["host"]
        url += f"[{host}]" if ":" in host else quote(host, safe="")
        url += f":{port}" if port else ""
    elif port:
        rest["port"] = port
    query = "&".join(f"{key}={quote(value, safe='')}" for key, value in sorted(rest.items()))
    return f"{url}/{quote(name, safe='')}" + (f"?{query}" if query else "")
