"""``outpost insights``."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from desktop_app.commands.arguments import Commands, positive, text
from desktop_app.commands.call import Invocation, Outcome, printable
from desktop_app.domain.errors import KnownError

if TYPE_CHECKING:
    from desktop_app.bootstrap.opened import Opened
    from desktop_app.domain.insights import Insight
    from desktop_app.domain.writing import Purpose, Writing
    from desktop_app.services.bundle import UserServices

_FOLLOW_EVERY = 0.2  # seconds between looks at what an engine writes


def register(commands: Commands) -> None:
    insights = commands.family("insights", "what mail says between the lines")
    running = insights.add("run", run, "read the mail that waits to be read")
    running.add_argument(
        "--lead", type=text, default="", metavar="EMAIL", help="all mail of this lead, once more"
    )
    listing = insights.add("list", list_insights, "list insights, the newest first")
    listing.add_argument("--lead", type=text, default="", metavar="EMAIL")
    listing.add_argument("--limit", type=positive, default=200, metavar="N")
    drafting = insights.add("draft", draft, "write an answer to what a lead wrote last")
    drafting.add_argument(
        "--tone", choices=("professional", "friendly", "brief", "formal"), default="professional"
    )
    drafting.add_argument("--again", action="store_true", help="another one in its place")
    summing = insights.add("summary", summary, "what the newest conversation with a lead comes to")
    for each in (drafting, summing):
        each.add_argument("--lead", type=text, required=True, metavar="EMAIL")
        each.add_argument(
            "--show", action="store_true", help="what would leave this computer, and nothing else"
        )
        each.add_argument(
            "--agree", action="store_true", help="let it leave, from now on, for this host"
        )
    calls = insights.add("calls", list_calls, "what left for language models, the newest first")
    calls.add_argument("--limit", type=positive, default=50, metavar="N")


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
        written = opened.write_what_is_due(user) if lead_id is None else 0
        state = services.insights.state()
    of_these = f"; of all {state.unread:,} are in a language that is not read"
    return Outcome(
        {"read": count, "waiting": state.waiting, "unread": state.unread, "written": written},
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


def draft(call: Invocation) -> Outcome:
    from desktop_app.domain.writing import Purpose

    return _written(call, Purpose.DRAFT)


def summary(call: Invocation) -> Outcome:
    from desktop_app.domain.writing import Purpose

    return _written(call, Purpose.SUMMARY)


def list_calls(call: Invocation) -> Outcome:
    with call.opened() as opened:
        writing = opened.services().for_user(call.user(opened)).writing
        found, spent = writing.calls(call.arguments.limit), writing.spent()
    lines = [
        f"{each.at:%Y-%m-%d %H:%M}\t{each.host}\t{each.model}\t{each.purpose}\t{each.state}\t"
        f"{each.bytes_out:,} bytes\t{each.tokens:,} tokens"
        for each in found
    ]
    budget = f" of {spent.token_budget:,}" if spent.token_budget else ""
    lines.append(f"This month: {spent.calls:,} calls, {spent.tokens:,}{budget} tokens")
    return Outcome({"calls": found, "spent": spent}, "\n".join(map(_line, lines)))


def _line(words: str) -> str:
    return "\t".join(map(printable, words.split("\t")))


def _written(call: Invocation, purpose: Purpose) -> Outcome:
    """Ask for something by a row, as the window does, and write it here and now."""
    from desktop_app.domain.writing import Purpose, State, Tone

    given = call.arguments
    with call.opened(application_name="outpost insights") as opened:
        services = opened.services().for_user(call.user(opened))
        talk = _newest_talk(services, given.lead)
        tone = Tone(given.tone) if purpose is Purpose.DRAFT else Tone.PROFESSIONAL
        leaving = services.writing.leaving(purpose, thread_id=talk, tone=tone)
        if given.show:
            words = leaving.text if leaving is not None else ""
            return Outcome(
                leaving, printable(words) or "Nothing would leave that is not agreed to."
            )
        if leaving is not None and not given.agree:
            raise KnownError(
                f"Nothing was sent to {leaving.host} yet.",
                "--show shows what would leave; --agree lets it, now and from now on.",
            )
        if leaving is not None:
            services.writing.agree(leaving.host)
        if purpose is Purpose.DRAFT:
            wanted = services.writing.draft(talk, tone, again=given.again)
        else:
            wanted = services.writing.summary(talk)
        done = _finished(opened, services, wanted)
    if done.state is not State.DONE:
        error = done.error
        raise KnownError(
            error.title if error is not None else "Nothing was written.",
            error.advice if error is not None else "",
        )
    notes = [f"By {done.engine}."]
    notes += [f"{done.error.title} {done.error.advice}".strip()] if done.error else []
    notes += [f"Not in the conversation: {each}" for each in done.flagged]
    text_lines = "\n".join(map(printable, done.text.split("\n")))
    return Outcome(done, "\n".join([text_lines, "", *map(printable, notes)]))


def _newest_talk(services: UserServices, email: str) -> UUID:
    """The newest conversation with a lead.

    Raises:
        KnownError: there is no such lead, or no mail with them.
    """
    lead_id = services.actions.lead_of(email.strip())
    talks = services.leads.conversations(lead_id)
    if not talks:
        raise KnownError(f"There is no mail with {printable(email)} yet.")
    return talks[0].id


def _finished(opened: Opened, services: UserServices, wanted: UUID) -> Writing:
    """Write it, or follow an engine that took it first, to its end."""
    from desktop_app.bootstrap.engine_parts import pause_here

    writing = opened.mail_writing(opened.model_caller(pause_here))
    try:
        while True:
            writing.write(wanted)
            done = services.writing.get(wanted)
            if done is None:
                raise KnownError("Its message is not there any more.")
            if done.state.over:
                return done
            time.sleep(_FOLLOW_EVERY)
    except KeyboardInterrupt:
        services.writing.cancel(wanted)
        raise


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
