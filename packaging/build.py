"""Build what this system can: ``make package``.

    dist/outpost/                    the program, ready to run (on macOS: Outpost.app)
    dist/outpost-0.1.0-linux-x86_64.tar.xz, outpost_0.1.0_amd64.deb
    dist/outpost-0.1.0-setup.exe     by Inno Setup, where there is one
    dist/outpost-0.1.0.dmg

Usage: python packaging/build.py [--no-freeze] [--folder DIST]
"""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import contents
import debian
import lean_numpy
import slim

HERE = Path(__file__).resolve().parent
LINUX = HERE / "linux"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=contents.ROOT / "dist")
    parser.add_argument("--no-freeze", action="store_true", help="package what was built before")
    chosen = parser.parse_args()
    folder: Path = chosen.folder.resolve()
    if not chosen.no_freeze:
        freeze(folder)
    program = folder / "outpost"
    size = installed_size(program)
    print(f"{program}: {size / 1e6:,.0f} MB")
    if size > contents.LARGEST:
        print(f"That is more than {contents.LARGEST / 1e6:,.0f} MB.", file=sys.stderr)
        return 1
    for made in packages(folder, program, size):
        print(f"{made}: {made.stat().st_size / 1e6:,.0f} MB")
    return 0


def freeze(folder: Path) -> None:
    """Have PyInstaller make the folder of the program, and take out of it what can be."""
    work = folder.parent / "build"
    environment = None
    if sys.platform == "linux":
        environment = lean_numpy.before_others(lean_numpy.build(work))
    subprocess.run(
        [
            sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
            "--distpath", str(folder), "--workpath", str(work),
            str(HERE / "outpost.spec"),
        ],
        check=True, cwd=contents.ROOT, env=environment,
    )  # fmt: skip
    if sys.platform == "linux":
        slim.without_tables(folder / "outpost")
        slim.without_symbols(folder / "outpost")
        link_beside_qt(folder / "outpost" / "_internal")
        furnish(folder / "outpost")


def link_beside_qt(inside: Path) -> None:
    """Let the web engine's processes find what is packed for the program itself."""
    for name in contents.BESIDE_QT:
        link = inside / "PySide6/Qt/lib" / name
        if (inside / name).exists() and not link.is_symlink():
            link.symlink_to(Path("../../..", name))


def furnish(program: Path) -> None:
    """What an installer of Linux needs beside the program."""
    share = program / "share"
    shutil.rmtree(share, ignore_errors=True)
    share.mkdir()
    for name in ("outpost.desktop", "outpost.svg", "outpost.xml"):
        shutil.copyfile(LINUX / name, share / name)
    for name in ("install.sh", "uninstall.sh"):
        shutil.copyfile(LINUX / name, program / name)
        (program / name).chmod(0o755)
    shutil.copyfile(contents.ROOT / "LICENSE", program / "LICENSE")


def installed_size(program: Path) -> int:
    """Bytes of all files."""
    files = (path for path in program.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files)


def packages(folder: Path, program: Path, size: int) -> list[Path]:
    """The packages of this system."""
    version = contents.version()
    if sys.platform == "linux":
        made = [pack_tar(folder, program, version)]
        if shutil.which("dpkg-deb"):
            made.append(debian.build(program, folder, version, size))
        return made
    if sys.platform == "win32":
        compiler = shutil.which("iscc") or r"C:\Program Files (x86)\Inno Setup 6\ISCC.exe"
        if not Path(compiler).exists():
            print("Inno Setup is not here: no installer was made.", file=sys.stderr)
            return []
        script = HERE / "windows" / "outpost.iss"
        subprocess.run(
            [compiler, f"/DVersion={version}", f"/DProgram={program}", f"/O{folder}", str(script)],
            check=True,
        )
        return [folder / f"outpost-{version}-setup.exe"]
    image = folder / f"outpost-{version}.dmg"
    subprocess.run(
        ["hdiutil", "create", "-volname", "Outpost", "-srcfolder", str(folder / "Outpost.app"),
         "-ov", "-format", "UDZO", str(image)],
        check=True,
    )  # fmt: skip
    return [image]


def pack_tar(folder: Path, program: Path, version: str) -> Path:
    """The folder with its installer, for systems without dpkg."""
    target = folder / f"outpost-{version}-linux-{platform.machine()}.tar.xz"
    with tarfile.open(target, "w:xz", preset=6) as tar:
        tar.add(program, arcname=f"outpost-{version}", filter=_as_root)
    return target


def _as_root(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    return member


if __name__ == "__main__":
    sys.exit(main())
