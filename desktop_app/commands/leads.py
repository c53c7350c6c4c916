"""``outpost leads``."""

from __future__ import annotations

from dataclasses import replace

from desktop_app.commands.arguments import Commands, positive, text
from desktop_app.commands.call import Invocation, Outcome, printable


def register(commands: Commands) -> None:
    leads = commands.family("leads", "leads")
    listing = leads.add("list", list_leads, "list leads")
    listing.add_argument(
        "--query", type=text, default="", help="such as 'status:hot company:\"north\" north'"
    )
    listing.add_argument("--limit", type=positive, default=None, metavar="N")


def list_leads(call: Invocation) -> Outcome:
    from desktop_app.domain.lead_filters import SortKey

    with call.opened() as opened:
        leads = opened.services().for_user(call.user(opened)).leads
        query = replace(leads.understood(call.arguments.query), sort=(SortKey("company"),))
        ids = leads.all_ids(query)
        wanted = ids.page(0, call.arguments.limit or len(ids))
        rows = [
            row for first in range(0, len(wanted), 500) for row in leads.rows(wanted[first:][:500])
        ]
    lines = (
        "\t".join(printable(each) for each in (r.company, r.contact_name, r.email, r.status))
        for r in rows
    )
    return Outcome(rows, "\n".join(lines))
