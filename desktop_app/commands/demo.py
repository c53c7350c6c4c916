"""``outpost demo``: a sample workspace."""

from __future__ import annotations

from desktop_app.commands.arguments import Commands, count
from desktop_app.commands.call import Invocation, Outcome
from desktop_app.commands.jobs import run_job


def register(commands: Commands) -> None:
    samples = commands.add("demo", demo, "a sample workspace")
    samples.add_argument("--leads", type=count, default=62, metavar="N")
    samples.add_argument("--messages", type=count, default=None, metavar="M")
    samples.add_argument("--remove", action="store_true", help="remove all samples again")


def demo(call: Invocation) -> Outcome:
    from desktop_app.domain.jobs import JobKind

    with call.opened() as opened:
        signin = opened.services().signin
        said = ""
        if not signin.people() and not call.arguments.user:
            signin.create_local("Sample Rep", "rep@outpost.example", "outpost sample", keep=True)
            said = "Sign in as rep@outpost.example with the password: outpost sample\n"
        user = call.user(opened)
        if call.arguments.remove:
            return run_job(call, opened, user, JobKind.REMOVE_SAMPLES, "Removing samples", {})
        messages = call.arguments.messages
        leads = call.arguments.leads
        params = {"leads": leads, "messages": leads * 4 if messages is None else messages}
        outcome = run_job(call, opened, user, JobKind.SAMPLE_DATA, "Making samples", params)
        return Outcome(outcome.document, said + outcome.text, outcome.code)
