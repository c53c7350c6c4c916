"""``outpost engine``: the background work."""

from __future__ import annotations

import argparse
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_app.commands.arguments import Commands
from desktop_app.commands.call import Invocation, Outcome
from desktop_app.commands.language import speak

if TYPE_CHECKING:
    from desktop_app.domain.changes import Notice


def register(commands: Commands) -> None:
    work = commands.add("engine", engine, "the background work", part="engine")
    work.add_argument("--once", action="store_true", help="do all that is due, then end")
    work.add_argument(
        "--autostart", choices=("on", "off"), help="start it with your session, or no longer"
    )
    work.add_argument("--beside", type=int, metavar="PID", help=argparse.SUPPRESS)


def engine(call: Invocation) -> Outcome:
    if call.arguments.autostart:
        return _autostart(call)
    # Actions that rules make are kept as they are said, for the web application to show, too.
    speak(call)
    from desktop_app.bootstrap.engine_process import take_over_secrets
    from desktop_app.bootstrap.listening import listen
    from desktop_app.domain.changes import Kind
    from desktop_app.engine.mailboxes import Mailboxes, fetch_due
    from desktop_app.engine.process import Engine
    from desktop_app.system.priority import is_alive
    from desktop_app.wire.reading_process import collect_seldom

    beside = call.arguments.beside
    # From here on: whoever asks while the database opens would end us with it half open.
    asked = _AskedToEnd()
    collect_seldom()
    with call.opened(application_name="outpost engine", gives_way=True) as opened:
        tokens = opened.mailbox_tokens()
        mailboxes = Mailboxes(opened.db, opened.folders, tokens)
        desk = opened.mailbox_desk(tokens, lambda: mailboxes.wake(changed=True))
        if beside is not None:
            take_over_secrets(opened, desk.wake)
        reading = opened.reading_thread(lambda: writing.wake())
        writing = opened.writing_thread(reading.wake)

        def on_own(notice: Notice) -> None:
            # What brings mail knows nothing of what reads it.
            if Kind.MESSAGES in notice.kinds:
                reading.mail_came()

        runner = Engine(
            opened.db,
            opened.folders,
            lambda on_notice, on_lost: listen(opened, on_notice, on_lost, on_own=on_own),
            oauth=opened.oauth_desk(),
            mailboxes=mailboxes,
            mailbox_desk=desk,
            outbox=(outbox := opened.outbox_sender(tokens)),
            due_clock=(due_clock := opened.due_clock()),
            reading=reading,
            writing=writing,
            upkeep=(upkeep := opened.upkeep()),
            stands_by=beside is not None,
            revive=opened.revive,
            window_alive=lambda: beside is None or is_alive(beside),
        )
        asked.then(runner.stop)
        if call.arguments.once:
            ran = runner.run_once()
            looks = fetch_due(opened.db, opened.folders, tokens)
            # Behind the fetch, which may bring the answer that makes a mail stale, or a step.
            due_clock.look()
            outbox.look()
            opened.mail_reading().look()
            opened.write_what_is_due()
            upkeep.look()
            new = sum(each.new for look in looks for each in look.folders)
            return Outcome(
                {"jobs": ran, "mailboxes": len(looks), "new": new},
                f"{ran} jobs done, {new:,} new messages",
            )
        if not runner.run():
            return Outcome({"running": False}, "Another engine serves this workspace already.")
        return Outcome({"running": True})


def _autostart(call: Invocation) -> Outcome:
    autostart = call.session_start()
    if call.arguments.autostart == "off":
        autostart.turn_off()
        return Outcome({"autostart": False}, "The engine starts with the window alone.")
    autostart.turn_on()
    return Outcome(
        {"autostart": True, "entry": autostart.where},
        f"The engine starts with your session ({autostart.where}).",
    )


class _AskedToEnd:
    """The signals that ask a process to end, from the moment this is made; a second one ends it
    as it would have without us."""

    def __init__(self) -> None:
        self._asked = False
        self._stop: Callable[[], None] | None = None
        self._before = {
            each: signal.signal(each, self._on_signal) for each in (signal.SIGTERM, signal.SIGINT)
        }

    def then(self, stop: Callable[[], None]) -> None:
        """What to do when asked; at once, if it was asked already."""
        self._stop = stop
        if self._asked:
            stop()

    def _on_signal(self, number: int, _frame: object) -> None:
        self._asked = True
        signal.signal(number, self._before[signal.Signals(number)])
        if self._stop is not None:
            self._stop()
