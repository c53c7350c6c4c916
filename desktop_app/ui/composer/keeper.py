"""Keeps a draft safe while somebody types: at most a second of it is ever at risk.

What cannot be saved is put by on this computer (:mod:`.shelf`) by the very work that failed, and
tried again for as long as there is a keeper; when the program ends it is put by first, and then
saved.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.drafting import Start, Unsaved, Written
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.mail import Address
from desktop_app.domain.outgoing import Draft, DraftFile, Quote, snippet_of
from desktop_app.ui.composer.shelf import mail_shelf
from desktop_app.ui.shell.context import Context
from desktop_app.ui.timers import single_shot

log = logging.getLogger(__name__)

_WITHIN = 600  # ms from the first change to its saving; the saving itself takes some tens
_AGAIN = 2_000  # ms until what could not be saved is tried again
_MUCH_LATER = 30_000  # ms, where trying again is only a hope
_TOLD_WITHIN = 3_000  # ms until lists show other first words

Then = Callable[[], None]
Failed = Callable[[Exception], None]


@dataclass(frozen=True, slots=True)
class _Listed:
    """What lists show of a draft."""

    people: tuple[Address, ...]
    subject: str
    snippet: str
    files: int


class DraftKeeper(QObject):
    """Saves one draft.

    Signals:
        state_changed: how it stands, in words, and whether something is wrong.
        taken_over: another window saved a newer revision while nothing was typed here.
        ended: "queued" or "discarded", elsewhere.
        saved: all that stands in the composer is in a revision.

    Args:
        start: what it begins from, as long as there is no draft.
        written: what stands in the composer now; asked on the window's thread.
    """

    state_changed = Signal(str, bool)
    taken_over = Signal(object)
    ended = Signal(str)
    saved = Signal()

    def __init__(
        self,
        ctx: Context,
        start: Start,
        written: Callable[[], Written],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.start = start
        self._written = written
        self._work = _Keeping(ctx, start)
        self._draft: Draft | None = None
        self._shown: Written | None = None  # what the composer shows when nothing was typed
        self._saved: Written | None = None
        self._running = False
        self._over = False
        self._waiting: list[tuple[Then, Failed]] = []
        self._told: _Listed | None = None
        self._soon = single_shot(self, _WITHIN, self._save)
        self._retry = single_shot(self, _AGAIN, self._save)
        self._tell_soon = single_shot(self, _TOLD_WITHIN, self._tell)
        ctx.bus.changed.connect(self._on_news)

    @property
    def draft(self) -> Draft | None:
        return self._draft

    def watch(self, draft: Draft, *, written_in: bool = False) -> None:
        """Keep this draft from now on.

        Args:
            written_in: the composer shows more than the draft: what was typed before it came.
        """
        self._draft = draft
        self._shown = self._saved = Written() if written_in else self._written()
        self._told = _listed(draft) if draft.revision else None
        # One that came back whole says so; one just begun has nothing to save.
        self.state_changed.emit(tr("Saved") if draft.revision and not written_in else "", False)
        if written_in:
            self.changed()
        if self._waiting:
            self._save()

    @property
    def is_changed(self) -> bool:
        """Whether something was written since the draft was first shown, also if it is gone again
        by now and only being saved."""
        draft = self._draft
        return draft is not None and (
            draft.revision > 0 or self._running or self._written() != self._shown
        )

    def changed(self) -> None:
        """Something was typed."""
        if self._draft is not None and not self._over and not self._soon.isActive():
            self._soon.start()

    def flush(self, then: Then = lambda: None, failed: Failed = lambda _error: None) -> None:
        """Save now what is not saved.

        Args:
            then: called when it is; a database that is away is waited for.
            failed: called when it cannot be.
        """
        self._waiting.append((then, failed))
        self._save()

    def put_by(self, coming: Sequence[Callable[[], DraftFile]] = ()) -> None:
        """The program ends, or its person signs out: put what is not saved by on this computer,
        then try to save it. All of that in the background, which the end waits for.

        Args:
            coming: what keeps the files that are still being read; they are attached.
        """
        written = self._written()
        if self._over or (written == self._saved and not self._running and not coming):
            return
        if self._draft is None and written == Written() and not coming:
            return
        draft, work = self._draft, self._work
        ticket = work.ticket()
        self._ctx.ops.run_keeping(
            self,
            lambda: work.put_by(draft, written, coming, ticket),
            lambda _none: None,
            lambda _error: None,
        )

    def put_aside(self, why: Exception) -> None:
        """The draft could not be begun: what is written so far waits on this computer."""
        written, work = self._written(), self._work
        is_written = written != Written()
        self.state_changed.emit(
            tr("Not saved") if is_written else tr("Waiting for the database"), True
        )
        log.warning("a draft could not be begun: %s", why)
        if is_written:
            self._ctx.ops.run_keeping(
                self, lambda: work.shelve(None, written), lambda _none: None, self._show_error
            )

    def forget(self) -> None:
        """Save nothing any more: it was sent or thrown away."""
        self._over = True
        for timer in (self._soon, self._retry, self._tell_soon):
            timer.stop()
        self._waiting.clear()
        work = self._work
        work.is_over = True
        self._ctx.ops.run_keeping(self, work.clear, lambda _none: None, self._show_error)

    # Inside

    def _save(self) -> None:
        draft = self._draft
        if draft is None or self._over:
            return
        if self._running:
            return  # what ends looks whether there is more
        self._soon.stop()
        self._retry.stop()
        written = self._written()
        if written == self._saved:
            self._done()
            return
        self._running = True
        work, ticket = self._work, self._work.ticket()
        self._ctx.ops.run_keeping(
            self,
            lambda: work.save(draft, written, ticket),
            lambda kept: self._on_saved(kept, written),
            self._on_failed,
        )

    def _on_saved(self, draft: Draft, written: Written) -> None:
        self._running = False
        if self._over:
            return
        self._saved = written
        if self._draft is None or draft.revision >= self._draft.revision:
            self._draft = draft
        if draft.ended:
            self._ctx.bus.tell(Changes(Kind.DRAFTS))
            self.ended.emit(draft.ended)
            return
        self._tell_of(draft)
        if self._written() != written:
            if self._waiting:
                self._save()
            else:
                self.changed()
            return
        self.state_changed.emit(tr("Saved"), False)
        self._done()

    def _on_failed(self, error: Exception) -> None:
        self._running = False
        self._saved = None  # whatever stands in the database, it may not be this
        if self._over:
            return
        self.state_changed.emit(tr("Not saved"), True)
        if isinstance(error, KnownError) and error.retryable:
            self._retry.start(_AGAIN)
            return
        self._retry.start(_MUCH_LATER)
        waiting, self._waiting = self._waiting, []
        for _then, failed in waiting:
            failed(error)
        if not waiting:
            self._show_error(error)

    def _done(self) -> None:
        waiting, self._waiting = self._waiting, []
        for then, _failed in waiting:
            then()
        if not self._over:
            self.saved.emit()

    def _show_error(self, error: Exception) -> None:
        self._ctx.notices.error(error)

    # What lists show

    def _tell_of(self, draft: Draft) -> None:
        """Lists are read anew when a draft first appears in them; other first words have time."""
        listed = _listed(draft)
        if draft.revision == 0 or listed == self._told:
            return
        first, self._told = self._told is None, listed
        if first:
            self._tell()
        elif not self._tell_soon.isActive():
            self._tell_soon.start()

    def _tell(self) -> None:
        self._tell_soon.stop()
        self._ctx.bus.tell(Changes(Kind.DRAFTS))

    def tell_now(self) -> None:
        """It is put away: what lists show of it is looked at now."""
        if self._tell_soon.isActive():
            self._tell()

    # Other windows

    def _on_news(self, news: object) -> None:
        """Another window or device may have saved: what is newer there is shown here, unless
        something was typed here meanwhile, which will then be the newest."""
        draft = self._draft
        if draft is None or self._over or isinstance(news, Changes):
            return
        if not news.kinds & Kind.DRAFTS:  # type: ignore[attr-defined]
            return
        drafts = self._ctx.services.drafts
        self._ctx.ops.run_query(
            self, lambda: drafts.get(draft.id), self._on_read, lambda _error: None, key="newer"
        )

    def _on_read(self, found: Draft) -> None:
        draft = self._draft
        if draft is None or self._over or found.id != draft.id or self._running:
            return
        if found.ended:
            self.ended.emit(found.ended)
        elif found.revision > draft.revision and self._written() == self._saved:
            self._draft = found
            self.taken_over.emit(found)


class _Keeping:
    """What a keeper does in the background. Of two savings that were asked for after each other,
    the first never comes behind the second."""

    def __init__(self, ctx: Context, start: Start) -> None:
        self._drafts = ctx.services.drafts
        self._shelf = mail_shelf(ctx)
        self._start = start
        self._one_at_a_time = threading.Lock()
        self._asked = 0
        self._done = 0
        self._is_shelved = False
        self.is_over = False

    def ticket(self) -> int:
        self._asked += 1
        return self._asked

    def save(self, draft: Draft, written: Written, ticket: int) -> Draft:
        with self._one_at_a_time:
            if ticket < self._done or self.is_over:
                return draft
            unsaved = Unsaved(self._start, draft, written.content(draft.quote))
            try:
                kept: Draft = self._drafts.keep(unsaved)
            except Exception:
                self._put(unsaved)
                raise
            self._done = ticket
            self._drop()
            return kept

    def put_by(
        self,
        draft: Draft | None,
        written: Written,
        coming: Sequence[Callable[[], DraftFile]],
        ticket: int,
    ) -> None:
        with self._one_at_a_time:
            if self.is_over:
                return
            unsaved = self._unsaved(draft, written)
            self._put(unsaved)
            try:
                if coming:
                    files = (*written.files, *_still_kept(coming))
                    unsaved = self._unsaved(draft, replace(written, files=files))
                self._drafts.keep(unsaved)
            except KnownError as error:
                log.warning("a draft is put by: %s", error)
                return
            self._done = ticket
            self._drop()

    def shelve(self, draft: Draft | None, written: Written) -> None:
        with self._one_at_a_time:
            if not self.is_over and not self._done:
                self._put(self._unsaved(draft, written))

    def clear(self) -> None:
        with self._one_at_a_time:
            self._drop()

    def _unsaved(self, draft: Draft | None, written: Written) -> Unsaved:
        quote = draft.quote if draft is not None else Quote()
        return Unsaved(self._start, draft, written.content(quote))

    def _put(self, unsaved: Unsaved) -> None:
        self._shelf.put(unsaved)
        self._is_shelved = True

    def _drop(self) -> None:
        if self._is_shelved:
            self._shelf.drop(self._start.id)
            self._is_shelved = False


def _still_kept(coming: Sequence[Callable[[], DraftFile]]) -> list[DraftFile]:
    """Files that were being read when the program ended; a picture has no place in the text any
    more and is attached."""
    files = []
    for keep in coming:
        try:
            files.append(replace(keep(), content_id=None))
        except KnownError as error:
            log.warning("a file is not attached: %s", error)
    return files


def _listed(draft: Draft) -> _Listed:
    content = draft.content
    own = content.plain.removesuffix(draft.quote.plain)
    return _Listed(
        (*content.to, *content.cc, *content.bcc),
        content.subject,
        snippet_of(own),
        sum(file.content_id is None for file in content.files),
    )
