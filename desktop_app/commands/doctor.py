"""``outpost doctor``: how everything is, and what to do about what is not well."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from desktop_app import __version__
from desktop_app.commands.arguments import Commands
from desktop_app.commands.call import Invocation, Outcome, readable
from desktop_app.commands.language import speak
from desktop_app.domain.about import Problem
from desktop_app.domain.errors import KnownError


def register(commands: Commands) -> None:
    made = commands.add("doctor", doctor, "how everything is, and what to do about it")
    made.add_argument(
        "--reports",
        nargs="?",
        const="",
        metavar="NAME",
        help="the reports of faults of Outpost itself; with a name, that one",
    )


def doctor(call: Invocation) -> Outcome:
    if call.arguments.reports is not None:
        return _reports(call)

    speak(call)
    from desktop_app.engine import checkup
    from desktop_app.engine.updates import updates_of
    from desktop_app.system.paths import Workspace

    now, workspace = datetime.now(UTC), Workspace(call.home)
    found = checkup.Checkup(_versions(call))
    checkup.check_disk(found, workspace)
    checkup.check_reports(found, workspace, now)
    checkup.check_newer_versions(found, updates_of(workspace), now)
    unopened = ""
    try:
        with call.opened() as opened:
            opened.check_up(now, found=found)
    except KnownError as error:
        unopened = str(error)
        found.add("database", f"could not be opened: {unopened}")
        found.problems.insert(0, Problem(error.title.rstrip("."), error.advice))
    report = {**found.facts, "problems": [str(each) for each in found.problems]}
    if unopened:
        return Outcome(report, _lines(found.facts, report["problems"]), 1, unopened)
    problems = report["problems"]
    complaint = f"{len(problems)} problems were found: {readable(problems)}" if problems else ""
    return Outcome(report, _lines(found.facts, problems), 1 if problems else 0, complaint)


def _versions(call: Invocation) -> dict[str, Any]:
    import platform
    import sys

    return {
        "outpost": __version__,
        "packaged": bool(getattr(sys, "frozen", False)),
        "python": platform.python_version(),
        "system": platform.platform(),
        "home": str(call.home),
    }


def _lines(facts: dict[str, Any], problems: list[str]) -> str:
    lines = [f"{name}: {readable(_plain(fact))}" for name, fact in facts.items()]
    lines.append("problems: none" if not problems else "problems:")
    lines += [f"  {each}" for each in problems]
    return "\n".join(lines)


def _plain(fact: Any) -> Any:
    """Times and sizes as people say them."""
    if isinstance(fact, dict):
        return {
            name: f"{each / 1e9:,.1f} GB" if name in ("free", "total") else _plain(each)
            for name, each in fact.items()
        }
    if isinstance(fact, datetime):
        return f"{fact:%Y-%m-%d %H:%M} UTC"
    if fact is None or fact == []:
        return "none"
    return ", ".join(map(str, fact)) if isinstance(fact, list) else fact


def _reports(call: Invocation) -> Outcome:
    from desktop_app.system.crash_reports import read_report, reports_in
    from desktop_app.system.paths import Workspace

    folder = Workspace(call.home).reports
    if name := call.arguments.reports:
        text = read_report(folder, name)
        return Outcome({"name": name, "text": text}, text.rstrip())
    found = reports_in(folder)
    lines = [f"{each.name}\t{each.at:%Y-%m-%d %H:%M}\t{each.what}" for each in found]
    if found:
        lines.append("One of them, to read before you send it: outpost doctor --reports NAME")
    return Outcome([asdict(each) for each in found], "\n".join(lines) or "There are none.")
