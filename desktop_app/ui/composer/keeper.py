"""Keeps a draft safe while somebody types: at most a second of it is ever at risk."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.outgoing import Draft, DraftContent
from desktop_app.ui.shell.context import Context
from desktop_app.ui.timers import single_shot

_WITHIN = 600  # ms from the first change to its saving; the saving itself takes some tens
_AGAIN = 2_000  # ms until what could not be saved is tried again


class DraftKeeper(QObject):
    """Saves one draft.

    Signals:
        state_changed: how it stands, in words, and whether something is wrong.
        taken_over: another window saved a newer revision while nothing was typed here.
        ended: "queued" or "discarded", elsewhere.

    Args:
        content: what stands in the composer now; asked on the window's thread.
    """

    state_changed = Signal(str, bool)
    taken_over = Signal(object)
    ended = Signal(str)

    def __init__(
        self, ctx: Context, content: Callable[[], DraftContent], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._content = content
        self._draft: Draft | None = None
        self._shown: DraftContent | None = None  # what the composer shows when nothing was typed
        self._latest: DraftContent | None = None
        self._one_at_a_time = threading.Lock()
        self._running = 0
        self._closed = False
        self._then: list[Callable[[], None]] = []
        self._soon = single_shot(self, _WITHIN, self._save)
        self._retry = single_shot(self, _AGAIN, self._save)
        ctx.bus.changed.connect(self._on_news)

    @property
    def draft(self) -> Draft | None:
        return self._draft

    def watch(self, draft: Draft) -> None:
        """Keep this draft from now on, as the composer shows it at this moment."""
        self._draft = draft
        self._shown = self._latest = self._content()
        # One that came back whole says so; one just begun has nothing to save.
        self.state_changed.emit("Saved" if draft.revision else "", False)

    @property
    def is_changed(self) -> bool:
        """Whether something was written since the draft was first shown."""
        draft = self._draft
        return draft is not None and (draft.revision > 0 or self._content() != self._shown)

    def changed(self) -> None:
        """Something was typed."""
        if self._draft is not None and not self._closed and not self._soon.isActive():
            self._soon.start()

    def flush(self, then: Callable[[], None] | None = None) -> None:
        """Save now what is not saved, and call ``then`` when it is."""
        self._soon.stop()
        if then is not None:
            self._then.append(then)
        self._save()

    def close(self) -> None:
        """Save for the last time."""
        if not self._closed:
            self.flush()
            self._closed = True
            self._retry.stop()

    def forget(self) -> None:
        """Save nothing any more: it was sent or thrown away."""
        self._closed = True
        self._soon.stop()
        self._retry.stop()
        self._then.clear()

    def _save(self) -> None:
        draft = self._draft
        if draft is None or self._closed:
            return
        content = self._content()
        if content == self._latest:
            if not self._running:
                self._done()
            return
        self._latest = content
        self._running += 1
        drafts, mutex = self._ctx.services.drafts, self._one_at_a_time

        def save() -> Draft:
            # Two of them may run beside each other; the one behind saves what is newest.
            with mutex:
                latest = self._latest
                if latest is None:
                    return draft
                return drafts.save(draft.id, latest)

        self._ctx.ops.run_query(self, save, self._on_saved, self._on_failed)

    def _on_saved(self, draft: Draft) -> None:
        self._running -= 1
        if self._draft is None or draft.revision >= self._draft.revision:
            self._draft = draft
        self._ctx.bus.tell(Changes(Kind.DRAFTS))
        if draft.ended:
            self.ended.emit(draft.ended)
        elif self._running == 0:
            if self._content() == self._latest:
                self.state_changed.emit("Saved", False)
            self._done()

    def _on_failed(self, error: Exception) -> None:
        self._running -= 1
        self._latest = None  # whatever stands in the database, it is not this
        known = isinstance(error, KnownError)
        self.state_changed.emit("Not saved", True)
        if known and error.retryable:
            self._retry.start()
        else:
            self._then.clear()
            self._ctx.notices.error(error)

    def _done(self) -> None:
        waiting, self._then = self._then, []
        for each in waiting:
            each()

    def _on_news(self, news: object) -> None:
        """Another window or device may have saved: what is newer there is shown here, unless
        something was typed here meanwhile, which will then be the newest."""
        draft = self._draft
        if draft is None or self._closed or isinstance(news, Changes):
            return
        if not news.kinds & Kind.DRAFTS:  # type: ignore[attr-defined]
            return
        drafts = self._ctx.services.drafts
        self._ctx.ops.run_query(
            self, lambda: drafts.get(draft.id), self._on_read, lambda _error: None, key="newer"
        )

    def _on_read(self, found: Draft) -> None:
        draft = self._draft
        if draft is None or self._closed or found.id != draft.id or self._running:
            return
        if found.ended:
            self.ended.emit(found.ended)
        elif found.revision > draft.revision and self._content() == self._latest:
            self._draft = found
            self.taken_over.emit(found)
