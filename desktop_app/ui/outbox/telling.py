"""What the window says of mail that leaves, wherever one is: the toast after sending, and a band
about what waits for the rep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject

from desktop_app.domain.changes import Kind
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.outgoing import Outgoing, Sending
from desktop_app.ui.composer.actions import open_draft
from desktop_app.ui.outbox.words import later_words, whom

if TYPE_CHECKING:
    from desktop_app.ui.shell.context import Context
    from desktop_app.ui.widgets.states import NoticeBand

_Do = tuple[str, str, Callable[[], None]]
_MOST_NAMED = 3
_TOLD = "outbox.told"
_AT_MOST = 200  # of those that were told of are remembered
_COUNTED = timedelta(seconds=90)  # a mail that goes sooner is counted down to


def teller_of(ctx: Context) -> OutboxTeller:
    """The one of a window; made by whoever asks first."""
    if ctx.outgoing is None:
        ctx.outgoing = OutboxTeller(ctx)
    teller: OutboxTeller = ctx.outgoing
    return teller


class OutboxTeller(QObject):
    """Tells of mail that was queued, and once of each that needs a look."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx.notices)
        self._ctx = ctx
        self._told = set(filter(None, ctx.state.text(_TOLD).split(",")))
        self._said_of: dict[str, Outgoing] = {}  # what the band is about
        self._counted: set[UUID] = set()  # counted down to, as far as is known
        self.band: NoticeBand | None = None
        self._looked_at: Callable[[], bool] = lambda: False

    # After sending

    def queued(self, mail: Outgoing) -> None:
        """A mail was put into the outbox: say when it goes, and let it be taken back."""
        ctx = self._ctx
        now = ctx.clock()
        if mail.wanted_at is not None:
            words = tr("Will be sent {later_words}", later_words=later_words(mail, now, ctx.zone))
            ctx.notices.say(words, lambda: self.take_back(mail))
            return
        left = mail.due_at - now
        seconds = -int(-left / timedelta(seconds=1) // 1)  # a part of a second is one, too
        if timedelta() < left <= _COUNTED:
            self._counted.add(mail.id)
            ctx.notices.toast.count_down(
                lambda n: tr("Sending in {n} s", n=n),
                seconds,
                lambda: self.take_back(mail),
                key=mail.id,
            )
        else:
            ctx.notices.say(tr("Sending"))

    def take_back(self, mail: Outgoing) -> None:
        """Undo: it is a draft again, and open."""
        ctx, outbox = self._ctx, self._ctx.services.outbox

        def reopen(_done: object) -> None:
            if mail.draft_id is not None:
                open_draft(ctx, mail.draft_id)

        ctx.ops.run_command(self, lambda: outbox.recall(mail.id), reopen)

    # What needs a look

    def watch(self) -> None:
        """Look for mail that waits for the rep, now and whenever the outbox changes."""
        self._ctx.bus.changed.connect(self._on_changed)
        self._look()

    def quiet_while(self, looked_at: Callable[[], bool]) -> None:
        """Say nothing of it to who looks at the outbox anyway."""
        self._looked_at = looked_at

    def looked(self) -> None:
        """Somebody looks at the outbox now: a band would say what they see."""
        self._say_of({})

    def _on_changed(self, news: Any) -> None:
        if news.kinds & (Kind.OUTBOX | Kind.DRAFTS):
            self._look()
        if news.kinds & Kind.OUTBOX and self._counted:
            self._look_at_counted()

    def _look_at_counted(self) -> None:
        """A mail may be taken back elsewhere: by Ctrl+Z, in the outbox, by another window."""
        outbox, counted = self._ctx.services.outbox, tuple(self._counted)

        def settled() -> list[UUID]:
            mails = {each: outbox.get(each) for each in counted}
            return [
                each
                for each, mail in mails.items()
                if mail is None or mail.state is not Sending.QUEUED
            ]

        def end(settled: list[UUID]) -> None:
            for each in settled:
                self._counted.discard(each)
                self._ctx.notices.toast.end_countdown(each)

        self._ctx.ops.run_query(self, settled, end, lambda _error: None, key="counted")

    def _look(self) -> None:
        outbox = self._ctx.services.outbox
        self._ctx.ops.run_query(
            self, outbox.to_look_at, self._on_found, lambda _error: None, key="look"
        )

    def _on_found(self, mails: Sequence[Outgoing]) -> None:
        standing = {_key(each): each for each in mails}
        fresh = {key: each for key, each in standing.items() if key not in self._told}
        self._remember((self._told & standing.keys()) | fresh.keys())
        # One band is about all of them, and about those alone that still wait.
        about = {key: each for key, each in standing.items() if key in self._said_of}
        if not self._looked_at():
            about |= fresh
        self._say_of(about)

    def _remember(self, told: set[str]) -> None:
        """What was told of is not told again when the program is started anew."""
        if told != self._told:
            self._told = told
            self._ctx.state.put(_TOLD, ",".join(sorted(told)[:_AT_MOST]))

    def _say_of(self, mails: dict[str, Outgoing]) -> None:
        if mails.keys() == self._said_of.keys():
            return
        self._said_of = mails
        if (band := self.band) is not None:
            self.band = None
            band.closed.emit()
        if len(mails) == 1:
            self._tell_of(*mails.values())
        elif mails:
            self._tell_of_many(list(mails.values()))

    def _tell_of(self, mail: Outgoing) -> None:
        ctx, name = self._ctx, whom(mail)
        show: _Do = (tr("Show"), "", lambda: ctx.open_outbox(mail.id))
        match mail.state:
            case Sending.FAILED if (draft := mail.draft_id) is not None:
                title = tr("The mail to {name} could not be sent", name=name)
                opens: _Do = (tr("Open draft"), "", lambda: open_draft(ctx, draft))
                self._put("danger", title, mail.said, [opens, show])
            case Sending.UNKNOWN:
                title = tr("Nobody knows whether the mail to {name} has arrived", name=name)
                self._put("warning", title, mail.said, [show])
            case _:
                title = tr("The mail to {name} has not been sent yet", name=name)
                self._put("warning", title, mail.said, [show])

    def _tell_of_many(self, mails: Sequence[Outgoing]) -> None:
        ctx = self._ctx
        names = [whom(each) for each in mails]
        more = len(names) - _MOST_NAMED
        listed = ", ".join(names[:_MOST_NAMED]) + (
            tr(" and {more} more", more=numeral(more)) if more > 0 else ""
        )
        show: _Do = (tr("Show"), "", lambda: ctx.open_outbox(None))
        self._put(
            "warning",
            tr("{count} mails need a look", count=numeral(len(mails))),
            tr("To {listed}.", listed=listed),
            [show],
        )

    def _put(self, kind: str, title: str, sentence: str, actions: Sequence[_Do]) -> None:
        band = self._ctx.notices.band(
            kind,
            title,
            sentence,
            [(words, icon, self._and_close(do)) for words, icon, do in actions],
        )
        band.closed.connect(lambda: self._on_closed(band))
        self.band = band

    def _and_close(self, do: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            self._say_of({})
            do()

        return run

    def _on_closed(self, band: NoticeBand) -> None:
        if band is self.band:
            self.band = None
            self._said_of = {}


def _key(mail: Outgoing) -> str:
    """A mail in a state: one that is let go and held again is told of again."""
    return f"{mail.id}:{mail.state}:{mail.queued_at.timestamp():.0f}"
