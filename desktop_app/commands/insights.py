"""``outpost insights``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop_app.commands.arguments import Commands, positive, text
from desktop_app.commands.call import Invocation, Outcome, printable

if TYPE_CHECKING:
    from desktop_app.domain.insights import Insight


def register(commands: Commands) -> None:
    insights = commands.family("insights", "what mail says between the lines")
    running = insights.add("run", run, "read the mail that waits to be read")
    running.add_argument(
        "--lead", type=text, default="", metavar="EMAIL", help="all mail of this lead, once more"
    )
    listing = insights.add("list", list_insights, "list insights, the newest first")
    listing.add_argument("--lead", type=text, default="", metavar="EMAIL")
    listing.add_argument("--limit", type=positive, default=200, metavar="N")


def run(call: Invocation) -> Outcome:
    from desktop_app.data.readings import ReadingRepository

    given = call.arguments.lead.strip()
    with call.opened(application_name="outpost insights") as opened:
        user = call.user(opened)
        services = opened.services().for_user(user)
        reading = opened.mail_reading()
        lead_id = services.actions.lead_of(given) if given else None
        if lead_id is not None:
            with opened.db.transaction():
                ReadingRepository(opened.db).want_lead(user.id, lead_id)
        else:
            reading.begin()
        count = reading.read_for(user, lead_id)
        state = services.insights.state()
    of_these = f"; of all {state.unread:,} are in a language that is not read"
    return Outcome(
        {"read": count, "waiting": state.waiting, "unread": state.unread},
        f"{count:,} messages read{of_these if state.unread else ''}",
    )


def list_insights(call: Invocation) -> Outcome:
    given = call.arguments.lead.strip()
    with call.opened() as opened:
        services = opened.services().for_user(call.user(opened))
        if given:
            lead_id = services.actions.lead_of(given)
            found = services.insights.newest_of_lead(lead_id)[: call.arguments.limit]
        else:
            found = services.insights.newest(call.arguments.limit)
    return Outcome(found, _table(found) or "There are no insights yet.")


def _table(insights: Sequence[Insight]) -> str:
    return "\n".join(
        "\t".join(
            (
                f"{each.at:%Y-%m-%d}" if each.at is not None else "",
                printable(each.kind),
                f"{each.confidence:.2f}" if each.confidence is not None else "",
                printable(" ".join(each.content.split())),
                printable(each.engine),
            )
        )
        for each in insights
    )
