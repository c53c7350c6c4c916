"""``outpost actions``."""

from __future__ import annotations

from uuid import UUID

from desktop_app.commands.arguments import Commands, positive, text
from desktop_app.commands.call import Invocation, Outcome, printable

_PRIORITIES = ("low", "medium", "high")


def register(commands: Commands) -> None:
    actions = commands.family("actions", "what is to be done")
    listing = actions.add("list", list_actions, "list actions, what is due first at the beginning")
    listing.add_argument(
        "--query", type=text, default="", metavar="QUERY",
        help="words, status:open|done|all, type:T, priority:P, due:overdue|today|week|none",
    )  # fmt: skip
    listing.add_argument("--limit", type=positive, default=None, metavar="N")
    adding = actions.add("add", add_action, "add an action")
    adding.add_argument("type", type=text, metavar="TYPE", help="follow_up, call, meeting, …")
    adding.add_argument("--lead", type=text, default="", metavar="EMAIL")
    adding.add_argument(
        "--due", type=text, default="", metavar="TIME",
        help="tomorrow 9:00, friday, 2026-06-17 14:30; in your time zone",
    )  # fmt: skip
    adding.add_argument("--priority", choices=_PRIORITIES, default="medium", metavar="P")
    adding.add_argument("--text", type=text, default="", metavar="T")
    done = actions.add("done", complete_action, "note that an action is done")
    done.add_argument("id", type=_id, metavar="ID")


def list_actions(call: Invocation) -> Outcome:
    from desktop_app.domain.actions import read_query, type_words
    from desktop_app.domain.zones import zone_or_utc

    query = read_query(call.arguments.query)
    with call.opened() as opened:
        user = call.user(opened)
        rows = opened.services().for_user(user).actions.find(query, call.arguments.limit)
    zone = zone_or_utc(user.timezone)
    lines = (
        "\t".join(
            (
                str(row.id),
                row.due.astimezone(zone).strftime("%Y-%m-%d %H:%M") if row.due else "",
                row.priority,
                row.status,
                printable(type_words(row.type)),
                printable(row.lead),
                printable(" ".join(row.text.split())),
            )
        )
        for row in rows
    )
    return Outcome(rows, "\n".join(lines))


def add_action(call: Invocation) -> Outcome:
    from desktop_app.domain.actions import Priority

    given = call.arguments
    with call.opened() as opened:
        actions = opened.services().for_user(call.user(opened)).actions
        lead = actions.lead_of(given.lead) if given.lead.strip() else None
        due = actions.read_due(given.due)
        made, changes = actions.add(given.type, lead, due, Priority(given.priority), given.text)
        action = actions.action(made)
    return Outcome(action, f"{changes.said}: {made}")


def complete_action(call: Invocation) -> Outcome:
    from desktop_app.domain.errors import KnownError

    wanted = call.arguments.id
    with call.opened() as opened:
        actions = opened.services().for_user(call.user(opened)).actions
        if actions.action(wanted) is None:
            raise KnownError("There is no such action.", "See: outpost actions list")
        changes = actions.complete([wanted])
        action = actions.action(wanted)
    return Outcome(action, changes.said or "Action done already")


def _id(given: str) -> UUID:
    return UUID(given)
