"""A Secret Service of the test's own: gnome-keyring on a private bus, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

_PATIENCE = 20.0


@contextmanager
def secret_service(*, locked: bool = False) -> Iterator[dict[str, str]]:
    """Runs a keyring; yields the environment that leads to it.

    Args:
        locked: with a collection whose password nobody has typed, and no window to ask for it.
    """
    if sys.platform != "linux" or not shutil.which("gnome-keyring-daemon"):
        pytest.skip("gnome-keyring is not installed")
    if not shutil.which("dbus-daemon"):
        pytest.skip("dbus is not installed")
    with tempfile.TemporaryDirectory(prefix="op-keyring-", ignore_cleanup_errors=True) as name:
        home = Path(name)
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": name,
            "XDG_DATA_HOME": f"{name}/data",
            "XDG_CONFIG_HOME": f"{name}/config",
            "XDG_RUNTIME_DIR": f"{name}/run",
        }
        for folder in ("data", "config", "run"):
            (home / folder).mkdir(mode=0o700)
        bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--nosyslog", "--print-address=1"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment,
        )  # fmt: skip
        try:
            assert bus.stdout is not None
            environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
            if locked:  # made in one life, asked for in the next
                with _daemon(environment, "the keyring's own password"):
                    pass
            with _daemon(environment, None if locked else "the keyring's own password"):
                yield environment
        finally:
            bus.terminate()
            bus.wait()
            bus.stdout.close() if bus.stdout else None


@contextmanager
def _daemon(environment: dict[str, str], password: str | None) -> Iterator[None]:
    how = ["--unlock"] if password is not None else []
    daemon = subprocess.Popen(
        ["gnome-keyring-daemon", *how, "--components=secrets", "--foreground"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=environment, text=True,
    )  # fmt: skip
    try:
        assert daemon.stdin is not None
        daemon.stdin.write(password or "")
        daemon.stdin.close()
        _wait_for(environment["DBUS_SESSION_BUS_ADDRESS"], daemon)
        yield
    finally:
        daemon.terminate()
        with suppress(subprocess.TimeoutExpired):
            daemon.wait(10)
        daemon.kill()
        daemon.wait()


def _wait_for(address: str, daemon: subprocess.Popen[str]) -> None:
    from jeepney import DBusAddress, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    driver = DBusAddress(
        "/org/freedesktop/DBus", "org.freedesktop.DBus", interface="org.freedesktop.DBus"
    )
    until = time.monotonic() + _PATIENCE
    with open_dbus_connection(bus=address) as connection:
        ask = new_method_call(driver, "NameHasOwner", "s", ("org.freedesktop.secrets",))
        while not connection.send_and_get_reply(ask).body[0]:
            if daemon.poll() is not None or time.monotonic() > until:
                pytest.skip("gnome-keyring does not run here")
