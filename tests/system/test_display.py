"""A computer that cannot show the window says so, and what to do."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.system.display import require_display, require_library

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 and Wayland")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_without_a_display_it_says_what_works(bare: pytest.MonkeyPatch) -> None:
    with pytest.raises(KnownError, match="no display") as told:
        require_display()
    assert "outpost --help" in told.value.advice


@pytest.mark.parametrize("name", ["QT_QPA_PLATFORM", "WAYLAND_DISPLAY"])
def test_what_was_chosen_is_left_to_qt(bare: pytest.MonkeyPatch, name: str) -> None:
    bare.setenv(name, "offscreen")
    require_display()


def test_a_missing_library_is_named_with_its_packages(tmp_path: Path) -> None:
    """A library that wants another one which this computer does not have."""
    if shutil.which("cc") is None:
        pytest.skip("no compiler to make such a library with")
    wanted, library = tmp_path / "libnowhere.so.9", tmp_path / "libqxcb.so"
    make = ["cc", "-shared", "-x", "c", "/dev/null"]
    subprocess.run([*make, "-o", str(wanted), "-Wl,-soname,libnowhere.so.9"], check=True)
    subprocess.run(
        [*make, "-o", str(library), "-Wl,--no-as-needed", "-x", "none", str(wanted)], check=True
    )
    wanted.unlink()
    with pytest.raises(KnownError, match=r"libnowhere\.so\.9") as told:
        require_library(library)
    assert "apt install" in told.value.advice


def test_a_library_that_is_elsewhere_or_no_library_is_left_to_qt(tmp_path: Path) -> None:
    require_library(tmp_path / "nothing.so")
    garbage = tmp_path / "garbage.so"
    garbage.write_bytes(b"not a library")
    require_library(garbage)
