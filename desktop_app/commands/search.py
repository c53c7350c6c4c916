"""``outpost search``: mail and leads by words."""

from __future__ import annotations

from typing import Any

from desktop_app.commands.arguments import Commands, positive, text
from desktop_app.commands.call import Invocation, Outcome, printable


def register(commands: Commands) -> None:
    words = commands.add("search", search, "search mail and leads")
    words.add_argument("query", nargs="+", type=text)
    words.add_argument("--in", dest="within", choices=("mail", "leads"))
    words.add_argument("--limit", type=positive, default=50, metavar="N")


def search(call: Invocation) -> Outcome:
    from desktop_app.domain.lead_language import LanguageError
    from desktop_app.domain.leads import LeadQuery

    text, limit = " ".join(call.arguments.query), call.arguments.limit
    within = call.arguments.within
    document: dict[str, Any] = {}
    lines: list[str] = []
    with call.opened() as opened:
        services = opened.services().for_user(call.user(opened))
        if within in (None, "mail"):
            hits = services.conversations.search(text, limit)
            document["mail"] = hits
            marks = str.maketrans("", "", "\u0002\u0003")
            lines += [
                f"{hit.at:%Y-%m-%d}  {printable(hit.from_name or hit.from_email)}  "
                f"{printable(hit.subject)}\n            {printable(hit.excerpt.translate(marks))}"
                for hit in hits
            ]
        if within in (None, "leads"):
            try:
                query = services.leads.understood(text)
            except LanguageError:
                if within is not None:
                    raise
                query = LeadQuery(text)  # said of mail
            ids = services.leads.first_ids(query, limit)
            rows = services.leads.rows(tuple(ids))
            document["leads"] = rows
            lines += [printable(f"{r.company}  {r.contact_name}  <{r.email}>") for r in rows]
    return Outcome(document, "\n".join(lines) or "Nothing was found.")
