"""The reading pane's inside: the web reader for HTML, widgets for plain text."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint, QRect, QSize, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.ui.inbox.body_text import PLAIN_PORTION
from desktop_app.ui.inbox.document import EARLIER, Reading, thread_document, unfolded_ids
from desktop_app.ui.inbox.document_style import Look
from desktop_app.ui.inbox.links import misleading_links, said_by
from desktop_app.ui.inbox.plain_reader import PlainReader
from desktop_app.ui.inbox.reader_scheme import new_token, read_request
from desktop_app.ui.inbox.thread import Thread
from desktop_app.ui.inbox.web_engine import obstacle
from desktop_app.ui.theme import Themes

if TYPE_CHECKING:
    from desktop_app.ui.inbox.web_reader import WebReader

log = logging.getLogger(__name__)

# Laying out text takes the window's time, the web engine has its own process: long plain text
# goes there too.
_MOST_PLAIN = PLAIN_PORTION
_WEB_READER = "desktop_app.ui.inbox.web_reader"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A thread ready to be shown; ``html`` is "" when it is plain text. ``misleading``: which
    host the words of a link name instead of its own, see :mod:`~desktop_app.ui.inbox.links`."""

    thread: Thread
    reading: Reading
    token: str
    html: str
    misleading: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader is in a thread: kept when the same thread is shown anew."""

    scroll: float = 0.0
    unfolded: frozenset[UUID] = frozenset()
    earlier_shown: bool = False


def prepare(thread: Thread, look: Look, reading: Reading) -> Prepared:
    """Make the document of a thread. Call it off the window's thread."""
    weight = sum(len(thread.bodies[key].html) for key in thread.unfolded if key in thread.bodies)
    if thread.plain and weight <= _MOST_PLAIN:
        return Prepared(thread, reading, "", "")
    token = new_token()
    misleading: dict[str, str] = {}
    for body in thread.bodies.values():
        if body.is_html:
            misleading |= misleading_links(body.html)
    document = thread_document(thread, look, reading, token)
    return Prepared(thread, reading, token, document, misleading)


class Reader(QStackedWidget):
    """Shows prepared threads, and loads the web engine when the first one with HTML comes.

    Signals:
        requested: a :class:`~desktop_app.ui.inbox.reader_scheme.Request`.
        link_pressed: the address of a link in a mail, unchecked, and the host that its words
            name if that is another one, else "".
    """

    requested = Signal(object)
    link_pressed = Signal(str, str)

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._token = ""
        self._web: WebReader | None = None
        self._web_missing = ""
        self._pending: tuple[Prepared, float] | None = None
        self._last: Prepared | None = None
        self.plain = PlainReader(themes)
        self.plain.requested.connect(self.requested)
        self.plain.link_pressed.connect(self._tell_link)
        self.addWidget(self.plain)

    @property
    def web(self) -> WebReader | None:
        """The web reader, once it was needed."""
        return self._web

    def show_thread(self, prepared: Prepared, *, scroll_to: float = 0.0) -> None:
        """Show a thread. The first one with HTML starts the web engine on the way, in steps,
        so that the window answers in between."""
        self._pending = None
        self._last = prepared
        if not prepared.html or self._web_missing:
            self._show_plain(prepared, scroll_to)
        elif self._web is not None:
            self._show_web(self._web, prepared, scroll_to)
        else:
            self._pending = (prepared, scroll_to)
            QTimer.singleShot(0, self, self._load_engine)

    def clear(self) -> None:
        self._token = ""
        self._pending = None
        self._last = None
        self.plain.clear()
        if self._web is not None:
            self._web.clear()
        self.setCurrentWidget(self.plain)

    def place(self, then: Callable[[Place], None]) -> None:
        """Find out where the reader is; ``then`` may be called later."""
        if self._web is None or self.currentWidget() is not self._web:
            bar = self.plain.verticalScrollBar()
            # How many earlier ones are shown it knows by itself.
            then(Place(bar.value(), self.plain.unfolded()))
            return

        def told(scroll: float, opened: frozenset[str]) -> None:
            then(Place(scroll, unfolded_ids(opened), EARLIER in opened))

        self._web.place(told)

    def place_of_chip(self, insight_id: UUID, then: Callable[[QRect], None]) -> None:
        """Find out where a chip stands on the screen; ``then`` may be called later, and gets the
        top of the reader where it stands nowhere."""

        def found(place: QRect) -> None:
            then(QRect(self.mapToGlobal(QPoint(20, 0)), QSize(1, 1)) if place.isEmpty() else place)

        if self._web is not None and self.currentWidget() is self._web:
            self._web.place_of_chip(insight_id, found)
        else:
            found(self.plain.place_of_chip(insight_id))

    def _show_plain(self, prepared: Prepared, scroll_to: float) -> None:
        self._token = ""
        self.plain.show_thread(prepared.thread, prepared.reading, scroll_to=round(scroll_to))
        self.setCurrentWidget(self.plain)
        if self._web is not None:
            self._web.clear()

    def _show_web(self, web: WebReader, prepared: Prepared, scroll_to: float) -> None:
        self._token = prepared.token
        web.show_document(
            prepared.token,
            prepared.html,
            self._themes.now.bg.canvas,
            may_fetch=bool(prepared.thread.remote),
            scroll_to=scroll_to,
        )
        self.setCurrentWidget(web)
        self.plain.clear()

    def _load_engine(self) -> None:
        """The first step: read the libraries (about 30 ms once they are in memory)."""
        if self._pending is None:
            return
        self._web_missing = obstacle()
        if not self._web_missing:
            try:
                importlib.import_module(_WEB_READER)
            except ImportError as error:  # a library of the system is missing
                self._web_missing = str(error)
        if self._web_missing:
            log.warning("HTML mail is shown simply: %s", self._web_missing)
            self._show_plain(*self._pending)
            return
        QTimer.singleShot(0, self, self._start_engine)

    def _start_engine(self) -> None:
        """The second step: start the engine's processes (about 100 ms)."""
        if self._pending is None:
            return
        from desktop_app.ui.inbox.web_reader import WebReader

        if self._web is None:
            self._web = WebReader()
            self._web.link_pressed.connect(self._on_link)
            self._web.broken.connect(self._on_broken)
            self.addWidget(self._web)
        self._show_web(self._web, *self._pending)
        self._pending = None

    def _on_link(self, address: str) -> None:
        wanted = read_request(address, self._token) if self._token else None
        if wanted is not None:
            self.requested.emit(wanted)
        else:
            self._tell_link(address)

    def _tell_link(self, address: str) -> None:
        misleading = self._last.misleading if self._last is not None else {}
        self.link_pressed.emit(address, said_by(misleading, address))

    def _on_broken(self) -> None:
        """A mail that ends the engine's process is shown simply; the engine serves the next."""
        if self._last is not None and self.currentWidget() is self._web:
            log.warning("The web engine's process ended while it showed a mail")
            self._show_plain(self._last, 0.0)
