"""``outpost leads``."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_app.commands.arguments import Commands, positive, text
from desktop_app.commands.call import Invocation, Outcome, printable
from desktop_app.commands.jobs import run_job

if TYPE_CHECKING:
    from desktop_app.domain.leads import LeadQuery, LeadRow
    from desktop_app.services.leads import LeadService

_PAGE = 500


def register(commands: Commands) -> None:
    leads = commands.family("leads", "leads")
    listing = leads.add("list", list_leads, "list leads")
    listing.add_argument(
        "--query", type=text, default="", help="such as 'status:hot company:\"north\" north'"
    )
    listing.add_argument("--limit", type=positive, default=None, metavar="N")
    out = leads.add("export", export_leads, "write leads to a .csv, .tsv, .xlsx or .vcf file")
    out.add_argument("file")
    out.add_argument("--query", type=text, default="")
    out.add_argument("--columns", type=text, default="", metavar="A,B", help="all without it")


def list_leads(call: Invocation) -> Outcome:
    with call.opened() as opened:
        leads = opened.services().for_user(call.user(opened)).leads
        ids = leads.all_ids(_query(call, leads))
        count = min(call.arguments.limit or len(ids), len(ids))
        pages = (
            leads.rows(ids.page(first, min(_PAGE, count - first)))
            for first in range(0, count, _PAGE)
        )
        if call.arguments.json:
            return Outcome([row for page in pages for row in page])
        # Printed as they are read: a million rows are held nowhere.
        for page in pages:
            sys.stdout.write("".join(f"{_line(row)}\n" for row in page))
    return Outcome()


def export_leads(call: Invocation) -> Outcome:
    from desktop_app.domain.jobs import JobKind
    from desktop_app.domain.lead_export import keys_of
    from desktop_app.services.exports import export_params
    from desktop_app.system.paths import given_path

    path = given_path(call.arguments.file)
    with call.opened() as opened:
        user = call.user(opened)
        query = _query(call, opened.services().for_user(user).leads)
        params = export_params(path, query, columns=keys_of(call.arguments.columns))
        title = f"Exporting {path.name}"
        outcome = run_job(call, opened, user, JobKind.EXPORT_LEADS, title, params)
    result = outcome.document
    leads = "1 lead" if result["leads"] == 1 else f"{result['leads']:,} leads"
    notes = "".join(f"\n{note}" for note in result["notes"])
    return Outcome(result, f"{leads} written to {result['path']}{notes}")


def _query(call: Invocation, leads: LeadService) -> LeadQuery:
    """What ``--query`` asks, in the language of the search box."""
    from desktop_app.domain.lead_filters import SortKey

    return replace(leads.understood(call.arguments.query), sort=(SortKey("company"),))


def _line(row: LeadRow) -> str:
    return "\t".join(
        printable(each) for each in (row.company, row.contact_name, row.email, row.status)
    )
