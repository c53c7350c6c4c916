"""The package of Debian and Ubuntu, by dpkg-deb: the program in /opt/outpost, and its entries."""

from __future__ import annotations

import platform
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PREFIX = "opt/outpost"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}

# What the program takes from the system: see `_OF_THE_SYSTEM` in contents.py. Since 2024 some names
# end in t64.
DEPENDS = (
    "libc6 (>= 2.35)", "libglib2.0-0t64 | libglib2.0-0", "libdbus-1-3", "libnss3", "libnspr4",
    "libasound2t64 | libasound2", "libegl1", "libgl1", "libfontconfig1", "libfreetype6",
    "libx11-6", "libx11-xcb1", "libxext6", "libxrandr2", "libxcomposite1", "libxdamage1",
    "libxfixes3", "libxtst6", "libxkbfile1", "libgbm1", "libexpat1", "libstdc++6", "libudev1",
    "libkrb5-3", "libgssapi-krb5-2", "libxi6", "libxrender1", "libxcursor1",
)  # fmt: skip
RECOMMENDS = (
    "gnome-keyring | kwalletmanager",
    "xdg-desktop-portal",
    "shared-mime-info",
    "libcups2t64 | libcups2",
)

_DESCRIPTION = """\
A calm desktop sales desk
 Leads, the mail with them, and what to do next. Everything works with the
 network unplugged; the data is in a Postgres of your own, in your home folder."""


def control(version: str, size: int, machine: str) -> str:
    """The control file; ``size`` in bytes."""
    return "\n".join(
        [
            "Package: outpost",
            f"Version: {version}",
            f"Architecture: {ARCHITECTURES[machine]}",
            "Maintainer: Outpost <outpost@localhost>",
            f"Installed-Size: {-(-size // 1024)}",
            f"Depends: {', '.join(DEPENDS)}",
            f"Recommends: {', '.join(RECOMMENDS)}",
            "Section: mail",
            "Priority: optional",
            f"Description: {_DESCRIPTION}",
            "",
        ]
    )


def build(program: Path, folder: Path, version: str, size: int) -> Path:
    """Make the package of the program; where it is."""
    machine = platform.machine()
    target = folder / f"outpost_{version}_{ARCHITECTURES[machine]}.deb"
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        root = Path(scratch, "root")
        root.mkdir(mode=0o755)
        place = root / PREFIX
        place.parent.mkdir(parents=True)
        shutil.copytree(program, place, symlinks=True)
        for name in ("install.sh", "uninstall.sh"):
            (place / name).unlink(missing_ok=True)  # dpkg's own work here
        _put(root, "usr/share/applications/outpost.desktop", HERE / "linux/outpost.desktop")
        _put(root, "usr/share/icons/hicolor/scalable/apps/outpost.svg", HERE / "linux/outpost.svg")
        _put(root, "usr/share/mime/packages/outpost.xml", HERE / "linux/outpost.xml")
        _put(root, "usr/share/outpost/apparmor", HERE / "linux/apparmor")
        _put(root, "usr/share/doc/outpost/copyright", program / "LICENSE")
        (root / "usr/bin").mkdir(parents=True)
        (root / "usr/bin/outpost").symlink_to(f"/{PREFIX}/outpost")
        meta = root / "DEBIAN"
        meta.mkdir(mode=0o755)
        (meta / "control").write_text(control(version, size, machine), "utf-8")
        for name in ("postinst", "prerm", "postrm"):
            _put(root, f"DEBIAN/{name}", HERE / "linux" / f"deb-{name}")
            (meta / name).chmod(0o755)
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(root), str(target)],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    return target


def _put(root: Path, place: str, source: Path) -> None:
    path = root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, path)
    path.chmod(0o644)
