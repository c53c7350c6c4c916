"""From the ceremony of the keys to a package in the downloads, by the programs that do it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import desktop_app
from desktop_app.system.updates import package_kind
from tests.release_site import serving

SCRIPT = Path(desktop_app.__file__).parents[1] / "packaging/sign_release.py"
PASSPHRASE = "words for keys"
CONTENT = b"a package of many bytes " * 20_000


@pytest.fixture
def sign(tmp_path: Path) -> Any:
    def run(
        command: str, *arguments: str, code: int = 0, passphrase: str = "words for keys"
    ) -> str:
        done = subprocess.run(
            [sys.executable, SCRIPT, command, tmp_path / "site", "--keys", tmp_path / "keys",
             *arguments],
            input=passphrase + "\n", capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


def test_signed_served_checked_downloaded_and_verified(
    sign: Any, program: Any, tmp_path: Path
) -> None:
    sign("ceremony")
    for key in (tmp_path / "keys").iterdir():
        assert b"ENCRYPTED PRIVATE KEY" in key.read_bytes()
        assert key.stat().st_mode & 0o777 == 0o600
    package = tmp_path / "outpost_9.1.0_amd64.deb"
    package.write_bytes(CONTENT)
    release = ("--version", "9.1.0", "--note", "Calmer.", f"{package_kind()}={package}")
    assert "passphrase is another" in sign("release", *release, code=1, passphrase="other words!")
    sign("release", *release)
    assert "out already" in sign("release", *release, code=1)
    sign("refresh")

    said = program("update", "check", code=1).stderr
    assert "knows no place" in said
    with serving(tmp_path / "site") as server:
        program.environment |= {
            "OUTPOST_UPDATES_URL": server.url,
            "OUTPOST_UPDATES_ROOT": str(tmp_path / "site/metadata/1.root.json"),
            "XDG_DOWNLOAD_DIR": str(tmp_path / "Downloads"),
        }
        found = program.json("update", "check")
        assert (found["version"], found["newer"], found["package"]) == (
            "9.1.0", True, package.name
        )  # fmt: skip
        assert "Calmer." in program("update", "check").stdout
        got = program.json("update", "download", "--to", str(tmp_path / "mine"))
        assert Path(got["path"]).read_bytes() == CONTENT

        # All keys are changed, and the program that has the first root follows.
        for key in ("root-1", "root-2", "root-3", "targets", "online"):
            sign("rotate", "--key", key)
        assert program.json("update", "check")["version"] == "9.1.0"

        served = max((tmp_path / "site/targets").glob("*.deb"))
        served.write_bytes(served.read_bytes()[:-1] + b"!")
        said = program("update", "download", "--to", str(tmp_path / "other"), code=1).stderr
        assert "not what Outpost's makers signed" in said
        assert list((tmp_path / "other").iterdir()) == []
        program.environment["OUTPOST_UPDATES_CHECK"] = "off"
        server.asked.clear()
        assert "turned off" in program("update", "check", code=1).stderr
        assert server.asked == []
    # None of it needed the database.
    assert not (program.home / "postgres/data").exists()
