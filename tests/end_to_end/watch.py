"""Looking for secrets where none may be: processes, output, files."""

from __future__ import annotations

import base64
import os
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil

from tests.end_to_end.conftest import Program

_PATIENCE = 300.0  # seconds
_BETWEEN = 0.02  # seconds between two looks, for the program to get on


class Watch:
    """Runs the program and looks at arguments and environment of every process meanwhile.

    Attributes:
        secrets: what is looked for; may grow while the program runs.
        said: all that was said on both channels.
        looked: how often a process of this workspace was looked at.
        meanwhile: called between two looks.
    """

    def __init__(
        self, program: Program, secrets: list[str], meanwhile: Callable[[], None] = lambda: None
    ) -> None:
        self._program = program
        self._meanwhile = meanwhile
        self.secrets = secrets
        self.said: list[str] = []
        self.looked = 0

    def __call__(
        self,
        *arguments: str,
        stdin: str = "",
        code: int = 0,
        command: list[str] | None = None,
        on_line: Callable[[str], None] = lambda line: None,
        **environment: str,
    ) -> str:
        """What it said on both channels.

        Args:
            command: instead of the program with ``arguments``.
            on_line: gets each line as it comes, in a thread of its own.
        """
        with subprocess.Popen(
            command or self._program.command(arguments),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, **self._program.environment, **environment},
        ) as process:  # fmt: skip
            lines: list[str] = []
            reader = threading.Thread(target=self._read, args=(process, lines, on_line))
            reader.start()
            assert process.stdin is not None
            process.stdin.write(stdin)
            process.stdin.close()
            try:
                while process.poll() is None:
                    self._look()
                    self._meanwhile()
                    with suppress(subprocess.TimeoutExpired):
                        process.wait(_BETWEEN)
            except BaseException:
                process.kill()
                raise
            finally:
                reader.join(_PATIENCE)
        said = "".join(lines)
        self.said.append(said)
        assert process.returncode == code, said + self._logs()
        return said

    @staticmethod
    def _read(
        process: subprocess.Popen[str], lines: list[str], on_line: Callable[[str], None]
    ) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            on_line(line.rstrip("\n"))

    def _logs(self) -> str:
        """How the logs end, for whoever looks for the reason of a failure."""
        logs = sorted((self._program.home / "logs").glob("*.log"))
        return "".join(f"\n== {path.name}\n{path.read_text()[-4000:]}" for path in logs)

    def _look(self) -> None:
        for process in psutil.process_iter():
            try:
                shown = [*process.cmdline(), *process.environ().values()]
            except (psutil.Error, OSError):
                continue
            self.looked += any(str(self._program.home) in each for each in shown)
            bare = [s for s in self.secrets for each in shown if s in each]
            assert not bare, f"{process} shows {bare}"


def _forms(secret: str) -> list[bytes]:
    plain = secret.encode()
    return [plain, secret.encode("utf-16-le"), base64.b64encode(plain), plain.hex().encode()]


def found(folder: Path, *secrets: str, but: str = "nothing") -> dict[Path, list[str]]:
    """Which files below a folder hold which secrets, in any of the usual spellings.

    Args:
        but: a folder of this name is left out, wherever it is.
    """
    holding = {}
    for path in folder.rglob("*"):
        if path.is_file() and but not in path.relative_to(folder).parts:
            content = path.read_bytes()
            bare = [each for each in secrets if any(form in content for form in _forms(each))]
            if bare:
                holding[path] = bare
    return holding
