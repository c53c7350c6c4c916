"""``outpost sequence``."""

from __future__ import annotations

from desktop_app.commands.arguments import Commands
from desktop_app.commands.call import Invocation, Outcome, printable


def register(commands: Commands) -> None:
    sequence = commands.family("sequence", "steps that lead to an answer")
    sequence.add("list", list_sequences, "list sequences, with how many leads are in each")


def list_sequences(call: Invocation) -> Outcome:
    with call.opened() as opened:
        found = opened.services().for_user(call.user(opened)).sequences.list()
    rows = [
        {
            "id": each.id,
            "name": each.text.name,
            "kind": each.text.kind,
            "steps": len(each.text.steps),
            "enrolled": each.counts.all,
            "running": each.counts.active,
            "paused": each.counts.paused,
            "replied": each.counts.replied,
            "finished": each.counts.finished,
            "stopped": each.counts.stopped,
        }
        for each in found
    ]
    lines = [
        "\t".join(
            (
                printable(each.text.name),
                printable(each.text.kind),
                _some(len(each.text.steps), "step"),
                f"{each.counts.all} enrolled",
                f"{each.counts.active} running",
            )
        )
        for each in found
    ]
    return Outcome(rows, "\n".join(lines))


def _some(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
