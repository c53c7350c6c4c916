"""Try a frozen Outpost as its user would: ``python packaging/smoke.py dist/outpost/outpost``.

Start, make an account, bring leads and mail in, search, back up, open what the release before left,
look at the window (a picture of it is written), and end. Nothing of this computer's Python is
within its reach: PATH is an empty folder, and where there is `strace` what the program opens is
looked through.

``--corpora FOLDER`` brings in real mail and real files as well, and counts what came of them
(``smoke_corpora``). ``--compare`` measures the start of its window against that of this checkout.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from copy import copy
from pathlib import Path
from typing import Any

import psutil
import smoke_corpora
import smoke_upgrade

LEADS = "company,contact name,email,status\nNorvane,Ines Caldaro,ines@norvane.example,hot\n"
MAIL = (
    "From ines@norvane.example Mon Jun  1 10:00:00 2026\n"
    "From: Ines Caldaro <ines@norvane.example>\nTo: robin@rep.example\n"
    "Subject: Volume pricing\nDate: Mon, 01 Jun 2026 10:00:00 +0000\n"
    "Message-ID: <one@norvane.example>\nMIME-Version: 1.0\n"
    "Content-Type: text/html; charset=utf-8\n\n"
    "<table><tr><td style='color:#17694F'><b>What is the price</b> for 200?</td></tr></table>\n"
)
_PASSED_ON = (
    "HOME", "LANG", "DISPLAY", "SystemRoot", "TEMP", "APPDATA", "LOCALAPPDATA", "USERPROFILE",
    "QTWEBENGINE_DISABLE_SANDBOX",
)  # fmt: skip
PASSWORD = "smoke test 2026"
PATIENCE = 120  # seconds until a step counts as hanging


class Program:
    """The frozen program on a workspace of its own."""

    def __init__(self, program: Path, folder: Path) -> None:
        self.program = program
        self.home = folder / "home"
        self.environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        nothing = folder / "bin"
        nothing.mkdir()
        self.environment["PATH"] = str(nothing)

    def command(self, *arguments: str) -> list[str]:
        return [str(self.program), "--home", str(self.home), *arguments]

    def path(self, path: Path) -> str:
        """Where the program finds a file that is written here."""
        return str(path)

    def elsewhere(self, name: str) -> Program:
        """The same program on a workspace of its own, beside this one's."""
        other = copy(self)
        other.home = self.home.with_name(f"{self.home.name}-{name}")
        return other

    def __call__(self, *arguments: str, stdin: str = "") -> Any:
        code, document, said = self.tried(*arguments, stdin=stdin)
        if code:
            raise SystemExit(f"{' '.join(arguments)}: {said}")
        return document

    def tried(self, *arguments: str, stdin: str = "") -> tuple[int, Any, str]:
        """Its code, its document (None where there is none), and what it says on stderr."""
        done = subprocess.run(
            self.command("--json", *arguments), env=self.environment, input=stdin.encode(),
            capture_output=True, check=False, timeout=PATIENCE,
        )  # fmt: skip
        document = json.loads(done.stdout) if done.stdout.strip() else None
        return done.returncode, document, done.stderr.decode("utf-8", "replace")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=Path)
    parser.add_argument("--picture", type=Path, help="where the picture of the window goes")
    parser.add_argument("--no-window", action="store_true")
    parser.add_argument("--corpora", type=Path, help="a folder of real mail and files, with counts")
    parser.add_argument("--compare", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="outpost-smoke-") as scratch:
        folder = Path(scratch)
        folder.chmod(0o711)
        program = Program(chosen.program.resolve(), folder)
        work(program, folder)
        bring_over(program, folder)
        if chosen.corpora:
            bring_corpora(program, chosen.corpora.resolve())
        watch(program)
        if not chosen.no_window:
            look(program, chosen.picture or Path("smoke.png"))
        if chosen.compare:
            compare(program)
    print("all well")
    return 0


def work(program: Program, folder: Path) -> None:
    """What the command line does, one step after the other."""
    (folder / "leads.csv").write_text(LEADS, "utf-8")
    (folder / "mail.mbox").write_text(MAIL, "utf-8")
    step("start and sign up")
    program("user", "add", "robin@rep.example", "--name", "Robin", stdin=f"{PASSWORD}\n")
    program("signin", "robin@rep.example", stdin=f"{PASSWORD}\n")
    step("import")
    expect(program("import", "leads", program.path(folder / "leads.csv"))["new"], 1)
    program("import", "mail", program.path(folder / "mail.mbox"), "--me", "robin@rep.example")
    step("search")
    expect(len(program("search", "volume pricing")["mail"]), 1)
    expect(program("leads", "list", "--query", "status:hot")[0]["company"], "Norvane")
    step("template")  # the sandbox of templates, language models of texts, charts of numbers
    program("insights", "run")
    program("metrics", "refresh")
    step("backup")
    program("db", "backup", program.path(folder / "all.backup"), "--passphrase", stdin="pass\n")
    found = program(
        "db", "verify", program.path(folder / "all.backup"), "--passphrase", stdin="pass\n"
    )
    expect(found["counts"]["public.emails"], 1)
    step("psql")
    expect(program("db", "run", "psql", "-Atc", "SELECT count(*) FROM leads")["stdout"], "1\n")
    expect("LD_LIBRARY_PATH" in environment_of_a_child(program), False)
    step("engine")
    program("engine", "--once")
    step("doctor")
    report = program("doctor")
    expect((report["problems"], report["packaged"]), ([], True))


def bring_over(program: Program, folder: Path) -> None:
    """What the release before left, brought to this version."""
    step("upgrade")
    smoke_upgrade.upgrade(program.elsewhere("upgraded"), folder)


def bring_corpora(program: Program, corpora: Path) -> None:
    """Real mail and real files, into a workspace of their own."""
    step("corpora")
    other = program.elsewhere("corpora")
    other("user", "add", "robin@rep.example", stdin=f"{PASSWORD}\n")
    smoke_corpora.bring(other, corpora)


def environment_of_a_child(program: Program) -> list[str]:
    """The names of the variables that a program started by ours gets to see."""
    ask = ("cmd", "/c", "set") if sys.platform == "win32" else ("/usr/bin/env",)
    said = program("db", "run", *ask)["stdout"]
    return [line.partition("=")[0] for line in said.splitlines()]


def watch(program: Program) -> None:
    """What it opens is its own: no Python of this computer's."""
    if not (strace := shutil.which("strace")):
        return
    step("no other Python")
    log = program.home / "strace.log"
    subprocess.run(
        [strace, "-f", "-qq", "-e", "trace=openat,execve", "-o", str(log),
         *program.command("leads", "list")],
        env=program.environment, check=True, capture_output=True, timeout=PATIENCE,
    )  # fmt: skip
    own = str(program.program.parent)
    foreign = [
        line
        for line in log.read_text("utf-8", "replace").splitlines()
        if "python" in line.lower() and own not in line and "ENOENT" not in line
    ]
    log.unlink()
    expect(foreign, [])


def look(program: Program, picture: Path) -> None:
    """Open the window, take a picture of it from outside, close it."""
    step("window")
    if sys.platform == "linux" and "DISPLAY" not in program.environment:
        raise SystemExit("a window needs a display: run this under xvfb-run, or --no-window")
    seconds, window = opened(program.command(), program.environment)
    print(f"  {seconds:.1f} s until its rows stood and the engine began")
    try:
        if sys.platform == "linux":
            if shutil.which("xdotool"):
                read_mail(window)
                take_picture(picture)
                see_charts(window)
                take_picture(picture.with_stem(f"{picture.stem}-charts"))
            else:
                take_picture(picture)
            print(f"  {picture}")
    finally:
        close(window)
    expect(window.wait(PATIENCE), 0)
    expect([path.name for path in program.home.rglob("crash-*")], [])


def close(window: psutil.Popen) -> None:
    """Ask the window to close, as its user or the system would."""
    if sys.platform == "win32":
        # There `terminate` is an end without a question; this sends its windows WM_CLOSE.
        subprocess.run(["taskkill", "/PID", str(window.pid)], check=True)
    else:
        window.terminate()


def compare(program: Program, times: int = 7) -> None:
    """The start of the frozen window and of the checkout's, by turns; the middle of each."""
    step("start, frozen and from the checkout")
    source = [sys.executable, "-m", "desktop_app", "--home", str(program.home)]
    root = Path(__file__).resolve().parent.parent
    ways = {"frozen": program.command(), "source": source}
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(times):
        for name, command in ways.items():
            environment = {**program.environment, "PYTHONPATH": str(root)}
            seconds, window = opened(command, environment)
            close(window)
            window.wait(PATIENCE)
            took[name].append(seconds)
    middle = {name: sorted(each)[times // 2] for name, each in took.items()}
    ratio = middle["frozen"] / middle["source"]
    print(f"  frozen {middle['frozen']:.2f} s, source {middle['source']:.2f} s: {ratio:.2f}")
    if ratio > 1.5:
        raise SystemExit("the frozen program starts too slowly")


def read_mail(window: psutil.Popen) -> None:
    """Sign in and open the mail that was brought in: its HTML is shown by processes of
    QtWebEngine's own."""

    step("a mail in the window")
    # Where no window manager gives it the keys.
    press("search", "--onlyvisible", "--name", "Outpost", "windowfocus")
    press("type", PASSWORD)
    press("key", "Return")
    begin = time.monotonic()
    while time.monotonic() - begin < PATIENCE:
        press("key", "ctrl+2")
        with suppress(psutil.Error):
            names = {child.name() for child in window.children(recursive=True)}
            if any(name.startswith("QtWebEngine") for name in names):
                time.sleep(2)  # it draws
                return
        time.sleep(1)
    raise SystemExit("no mail was shown")


def see_charts(window: psutil.Popen) -> None:
    """Open the figures: what draws their charts is loaded when the first is wanted."""
    step("charts in the window")
    begin = time.monotonic()
    while time.monotonic() - begin < PATIENCE:
        press("key", "ctrl+5")
        if any("_multiarray_umath" in each.path for each in window.memory_maps()):
            time.sleep(5)  # it draws
            return
        time.sleep(1)
    raise SystemExit("no chart was drawn")


def press(*keys: str) -> None:
    """What xdotool does, as pressing keys."""
    subprocess.run(["xdotool", *keys], check=True)


def opened(command: list[str], environment: dict[str, str]) -> tuple[float, psutil.Popen]:
    """Start the window; seconds until it began its engine, which it does once its first rows are
    painted and nothing is left to do."""
    begin = time.monotonic()
    window = psutil.Popen(command, env=environment)
    while time.monotonic() - begin < PATIENCE:
        with suppress(psutil.Error):
            if any("--beside" in child.cmdline() for child in window.children()):
                return time.monotonic() - begin, window
        if window.poll() is not None:
            raise SystemExit(f"the window ended with {window.returncode}")
        time.sleep(0.01)
    window.kill()
    raise SystemExit("the window did not come to rest")


def take_picture(picture: Path) -> None:
    """The whole screen, by ImageMagick; a screen of one colour is no window."""
    subprocess.run(["import", "-window", "root", str(picture)], check=True)
    colours = subprocess.run(
        ["identify", "-format", "%k", str(picture)], check=True, capture_output=True
    )
    if int(colours.stdout) < 20:
        raise SystemExit("the window drew nothing")


def step(name: str) -> None:
    print(name, flush=True)


def expect(found: object, wanted: object) -> None:
    if found != wanted:
        raise SystemExit(f"found {found!r} instead of {wanted!r}")


if __name__ == "__main__":
    sys.exit(main())
