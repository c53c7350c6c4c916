"""Try the package of Debian where nothing else is: ``python packaging/clean_room.py DEB ROOM``.

A fresh Debian in a folder (by `debootstrap`), the package with what it depends on and no more, a
user who has just been made, and no Python; then the steps of `smoke`, with the sandbox of the web
engine as a user has it. The package is taken away again, and the user's data has to stay.

For root on Linux, on a display that everybody may use (`Xvfb :7 -ac`).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import smoke

USER = "rep"
# The room becomes the root of a process by `pivot_root`: in a changed root (`chroot`) the kernel
# refuses the namespaces that a sandbox is made of.
_ENTER = """
set -e
room=$1; shift
mount --bind "$room" "$room"
mount -t proc proc "$room/proc"
mount --rbind /dev "$room/dev"
mkdir -p "$room/tmp/.X11-unix" "$room/mnt"
if [ -d /tmp/.X11-unix ]; then mount --bind /tmp/.X11-unix "$room/tmp/.X11-unix"; fi
cd "$room"
pivot_root . mnt
umount -l /mnt
cd /
exec "$@"
"""


class InRoom(smoke.Program):
    """The installed program, as a user in the room starts it: with its data where it is by itself.

    Attributes:
        home: the data's folder, as seen from outside.
    """

    def __init__(self, room: Path) -> None:
        self.room = room
        self.program = Path("/usr/bin/outpost")
        self.home = data_folder(room)
        self.environment = dict(os.environ)
        self._own = {"HOME": f"/home/{USER}", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
        if display := os.environ.get("DISPLAY"):
            self._own["DISPLAY"] = display

    def command(self, *arguments: str) -> list[str]:
        variables = [f"{name}={value}" for name, value in self._own.items()]
        return [
            *inside(self.room, "setpriv", "--reuid", USER, "--regid", USER, "--init-groups"),
            "env", "-i", *variables, str(self.program), *self._where(), *arguments,
        ]  # fmt: skip

    def _where(self) -> list[str]:
        """How another workspace is named; the user's own is found without a word."""
        own = self.home == data_folder(self.room)
        return [] if own else ["--home", self.path(self.home)]

    def path(self, path: Path) -> str:
        return f"/{path.relative_to(self.room)}"


def data_folder(room: Path) -> Path:
    """Where the user's data is by itself, as seen from outside."""
    return room / "home" / USER / ".local/share/outpost"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("deb", type=Path)
    parser.add_argument("room", type=Path, help="made where there is none yet")
    parser.add_argument("--suite", default="bookworm")
    parser.add_argument("--mirror", default="http://deb.debian.org/debian")
    parser.add_argument("--picture", type=Path, default=Path("clean-room.png"))
    parser.add_argument("--corpora", type=Path, help="as the smoke test has it")
    chosen = parser.parse_args()
    room: Path = chosen.room.resolve()
    if not (room / "etc/debian_version").exists():
        smoke.step("a fresh Debian")
        run("debootstrap", "--variant=minbase", chosen.suite, str(room), chosen.mirror)
    install(chosen.deb, room)
    program = InRoom(room)
    with tempfile.TemporaryDirectory(prefix="outpost-", dir=room / "home" / USER) as scratch:
        Path(scratch).chmod(0o777)
        smoke.work(program, Path(scratch))
        smoke.bring_over(program, Path(scratch))
        if chosen.corpora:
            inside_it = shutil.copytree(chosen.corpora, Path(scratch, "corpora"))
            smoke.bring_corpora(program, inside_it)
    if "DISPLAY" in os.environ:
        smoke.look(program, chosen.picture)
    take_away(room, program.home)
    print("all well")
    return 0


def install(deb: Path, room: Path) -> None:
    """The package and what it depends on, and a user."""
    smoke.step("install")
    shutil.copyfile(deb, room / "outpost.deb")
    apt(room, "update")
    apt(room, "install", "--yes", "--no-install-recommends", "/outpost.deb")
    if f"\n{USER}:" in (room / "etc/passwd").read_text("utf-8"):
        run(*inside(room, "userdel", "--remove", USER))  # of an earlier try, with what it left
    run(*inside(room, "useradd", "--create-home", USER))
    pythons = [*room.glob("usr/bin/python*"), *room.glob("usr/lib/python*")]
    smoke.expect(pythons, [])


def take_away(room: Path, data: Path) -> None:
    """The program goes, the data stays, and the user is told where."""
    smoke.step("take it away")
    said = apt(room, "remove", "--yes", "outpost")
    smoke.expect("stays in ~/.local/share/outpost" in said, True)
    smoke.expect((room / "opt/outpost").exists(), False)
    smoke.expect((room / "usr/bin/outpost").is_symlink(), False)
    smoke.expect(any(data.rglob("PG_VERSION")), True)


def inside(room: Path, *command: str) -> list[str]:
    """The command with the room as its world."""
    return ["unshare", "--mount", "sh", "-c", _ENTER, "sh", str(room), *command]


def apt(room: Path, *arguments: str) -> str:
    """What apt-get in the room says."""
    return run(*inside(room, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *arguments))


def run(*command: str) -> str:
    """What a command says.

    Raises:
        SystemExit: it failed; with all it said.
    """
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command[-4:])}:\n{done.stdout}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
