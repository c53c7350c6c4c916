"""``outpost doctor``: versions, health, counts."""

from __future__ import annotations

from desktop_app import __version__
from desktop_app.commands.arguments import Commands
from desktop_app.commands.call import Invocation, Outcome, readable


def register(commands: Commands) -> None:
    commands.add("doctor", doctor, "versions, health, counts")


def doctor(call: Invocation) -> Outcome:
    import platform

    from desktop_app.data.health import examine

    with call.opened() as opened:
        health = examine(opened.db)
        problems = [f"{count:,} {fault}" for fault, count in health.faults.items()]
        problems += [f"the index {name} is not valid" for name in health.invalid_indexes]
        problems += [str(mismatch) for mismatch in health.mismatches]
        report = {
            "outpost": __version__,
            "python": platform.python_version(),
            "system": platform.platform(),
            "home": str(call.home),
            "database": "embedded" if opened.embedded else "remote",
            "postgres": health.server_version,
            "schema": health.schema_version,
            "size": health.size,
            "keyring": opened.secrets.why or "the system's keyring",
            "counts": {name.removeprefix("public."): n for name, n in health.counts.items()},
            "problems": problems,
        }
    lines = "\n".join(f"{name}: {readable(value)}" for name, value in report.items())
    complaint = f"{len(problems)} problems were found: {readable(problems)}" if problems else ""
    return Outcome(report, lines, code=1 if problems else 0, complaint=complaint)
