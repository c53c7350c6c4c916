"""The line at the foot: network, database, and what runs in the background."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QLibraryInfo, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.jobs import Job, JobState
from desktop_app.domain.language import tr
from desktop_app.ui.shell.jobs import JobsWatch, percent
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on, sides
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import icon_button
from desktop_app.ui.widgets.floating import Popover
from desktop_app.ui.widgets.focus import ring_on_focus
from desktop_app.ui.widgets.labels import ElidedLabel, KeyCap, hairline, label

if TYPE_CHECKING:
    from PySide6.QtNetwork import QNetworkInformation

_BAR_WIDTH = 96


class Word(QWidget):
    """A glyph and a few words; strong ones are about something that is not as it should be."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._glyph = ""
        self._strong = False
        self.words = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.hide()

    def say(self, glyph: str, words: str, *, strong: bool, tip: str = "") -> None:
        self._glyph, self.words, self._strong = glyph, words, strong
        self.setAccessibleName(words)
        self.setToolTip(tip)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = paint.text_width(self.words, self._themes.now.font("small", 500))
        return QSize(22 + width, self._themes.now.size.status_bar)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        ink = theme.semantic.warning.fg if self._strong else theme.text.secondary
        middle = self.height() // 2
        self._themes.draw_glyph(painter, 0, middle - 7, 14, self._glyph, ink)
        font = theme.font("small", 500 if self._strong else 400)
        rect = QRect(20, 0, self.width() - 20, self.height())
        paint.text(painter, rect, self.words, font, ink, elide=False)


class NetworkWord(Word):
    """ "Online" or "Offline", as the system knows it; nothing is ever sent to find out.

    Signals:
        changed: there is a network now, or none any more.
    """

    changed = Signal()
    offline = False

    def begin(self) -> None:
        """Ask the system from now on; `read_network` comes first, where waiting is allowed."""
        # A part of Qt that is loaded in another thread changes the types of Python while this one
        # makes widgets, which has ended the process. Two steps, so that neither takes a frame.
        import PySide6.QtNetwork  # noqa: F401

        self._asks = single_shot(self, 0, self._ask)
        self._asks.start()

    def _ask(self) -> None:
        info = _network()
        if info is not None:
            info.reachabilityChanged.connect(self._on_reachability)
            self._on_reachability(info.reachability())

    def _on_reachability(self, reach: QNetworkInformation.Reachability) -> None:
        if reach == type(reach).Disconnected:
            tip = tr("Reading, writing and searching go on.")
            self.say("ph.wifi-slash", tr("Offline"), strong=True, tip=tip)
        else:
            self.say("ph.wifi-high", tr("Online"), strong=False)
        self.setVisible(reach != type(reach).Unknown)
        offline = reach == type(reach).Disconnected
        if offline != self.offline:
            self.offline = offline
            self.changed.emit()


class DatabaseWord(Word):
    """Nothing, as long as the database is there."""

    def set_lost(self, lost: bool) -> None:
        words = tr("The database is away; trying again…")
        tip = tr("What was saved is safe. Outpost goes on by itself when it is back.")
        self.say("ph.database", words, strong=True, tip=tip)
        self.setVisible(lost)


def read_network() -> None:
    """Bring the files of what `NetworkWord` asks into memory; in any thread.

    They are opened on the window's thread, which should not wait for a slow disk.
    """
    places = QLibraryInfo.LibraryPath
    for folder, names in (
        (Path(PySide6.__file__).parent, "QtNetwork.*"),
        (Path(QLibraryInfo.path(places.LibrariesPath)), "*Qt6Network.*"),
        (Path(QLibraryInfo.path(places.PluginsPath), "networkinformation"), "*"),
    ):
        with suppress(OSError):
            for file in folder.glob(names):
                file.read_bytes()


def _network() -> QNetworkInformation | None:
    """The system's own knowledge of the network, None where it does not tell."""
    from PySide6.QtNetwork import QNetworkInformation

    if not QNetworkInformation.loadDefaultBackend():
        return None
    return QNetworkInformation.instance()


class KeyHint(QWidget):
    """What a screen's own keys do: words, and the keys as they stand on the keyboard."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._said: tuple[str, tuple[tuple[str, ...], ...]] = ("", ())
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(*sides(0, 0, 8, 0))
        self._row.setSpacing(3)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Expanding)
        self.hide()

    @property
    def words(self) -> str:
        return self._said[0]

    def say(self, words: str, keys: Sequence[Sequence[str]]) -> None:
        """Teach keys; each of ``keys`` is pressed together. No words: nothing is taught."""
        said = (words, tuple(map(tuple, keys)))
        if said == self._said:
            return
        self._said = said
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._row.addWidget(label(words, "small"))
        for together in keys:
            self._row.addSpacing(4)
            for key in together:
                self._row.addWidget(KeyCap(self._themes, key))
        self.setAccessibleName(" ".join([words, *("+".join(each) for each in keys)]))
        self.setVisible(bool(words))


class JobsButton(QAbstractButton):
    """Title, bar and percent of what runs; pressing it opens the list."""

    def __init__(self, themes: Themes, watch: JobsWatch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._watch = watch
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Expanding)
        ring_on_focus(self, themes, 4)
        watch.changed.connect(self._renew)
        self._renew()

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        words = paint.text_width(self.text(), theme.font("small"))
        return QSize(min(words, 320) + _BAR_WIDTH + 76, theme.size.status_bar - 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        if self.underMouse() or self.isDown():
            paint.ground(painter, theme, self.rect(), 4, theme.bg.pressed)
        middle = self.height() // 2
        right = self.width() - 8
        font = theme.font("small", tabular=True)
        fraction = self._watch.fraction
        figure = percent(fraction)
        rect = QRect(right - 32, 0, 32, self.height())
        paint.text(painter, rect, figure, font, theme.text.secondary, right=True)
        bar = QRect(right - 40 - _BAR_WIDTH, middle - 2, _BAR_WIDTH, 4)
        paint.progress_bar(painter, self._themes, bar, fraction or 0.0)
        rect = QRect(8, 0, bar.left() - 16, self.height())
        paint.text(painter, rect, self.text(), theme.font("small"), theme.text.secondary)

    def _renew(self) -> None:
        jobs = self._watch.running
        self.setVisible(bool(jobs))
        self.setText(jobs[0].title if len(jobs) == 1 else tr("{count} running", count=len(jobs)))
        self.setAccessibleName(f"{self.text()} {percent(self._watch.fraction)}".strip())
        self.setToolTip(tr("Show what is running"))
        self.updateGeometry()
        self.update()


class _Bar(QWidget):
    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._fraction = 0.0
        self.setFixedHeight(themes.now.size.progress_bar)

    def set_fraction(self, fraction: float | None) -> None:
        self._fraction = fraction or 0.0
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.progress_bar(painter_on(self), self._themes, self.rect(), self._fraction)


class JobCard(QWidget):
    """One running job: title, percent, cancel; bar; what it is at."""

    def __init__(self, themes: Themes, watch: JobsWatch, job: Job) -> None:
        super().__init__()
        self._job = job
        column = QVBoxLayout(self)
        column.setContentsMargins(*sides(16, 8, 8, 12))
        column.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(8)
        self._title = ElidedLabel(themes, job.title, weight=500)
        top.addWidget(self._title, 1)
        self._percent = label("", "small")
        top.addWidget(self._percent)
        self.cancel = icon_button(themes, "ph.x", tr("Cancel: {title}", title=job.title))
        self.cancel.clicked.connect(lambda: watch.cancel(self._job))
        top.addWidget(self.cancel)
        column.addLayout(top)
        self._bar = _Bar(themes)
        bar_row = QHBoxLayout()
        bar_row.setContentsMargins(*sides(0, 0, 8, 4))
        bar_row.addWidget(self._bar)
        column.addLayout(bar_row)
        self._note = ElidedLabel(themes, "", font="small", ink="text.secondary")
        column.addWidget(self._note)
        self.renew(job)

    def renew(self, job: Job) -> None:
        self._job = job
        stopping = job.state is JobState.CANCELLING
        self._percent.setText(percent(job.progress.fraction))
        self._bar.set_fraction(job.progress.fraction)
        waiting = tr("Waiting to start") if job.state is JobState.QUEUED else tr("Working")
        self._note.set_text(tr("Stopping") if stopping else job.progress.note or waiting)
        self.cancel.setEnabled(not stopping)


class RunningPopover(Popover):
    """The list of what runs, opened from the status bar."""

    def __init__(self, themes: Themes, watch: JobsWatch, parent: QWidget) -> None:
        super().__init__(themes, parent, width=440)
        self._themes = themes
        self._watch = watch
        self.cards: dict[object, JobCard] = {}
        head = QWidget()
        head.setFixedHeight(44)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(label(tr("Running"), "heading"))
        self._count = label("", "count")
        row.addWidget(self._count)
        row.addStretch()
        self.column.addWidget(head)
        self.column.addWidget(hairline())
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self.column.addLayout(self._list)
        watch.changed.connect(self._renew)
        self._renew()

    def _renew(self) -> None:
        jobs = self._watch.running
        self._count.setText(str(len(jobs)))
        if not jobs and self.isVisible():
            self.close()
        if [job.id for job in jobs] == list(self.cards):
            for job in jobs:
                self.cards[job.id].renew(job)
            return
        while self._list.count():
            widget = self._list.takeAt(0).widget()
            if widget is not None:
                widget.deleteLater()
        self.cards = {}
        for at, job in enumerate(jobs):
            if at:
                self._list.addWidget(hairline())
            card = JobCard(self._themes, self._watch, job)
            self.cards[job.id] = card
            self._list.addWidget(card)
        if self.isVisible():
            bottom = self.geometry().bottom()
            self.adjustSize()
            self.move(self.x(), bottom - self.height() + 1)


class StatusBar(QWidget):
    """Twenty-eight pixels of what the program is doing by itself."""

    def __init__(self, themes: Themes, watch: JobsWatch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        row = QHBoxLayout(self)
        row.setContentsMargins(*sides(18, 1, 8, 0))
        row.setSpacing(16)
        self.network = NetworkWord(themes)
        row.addWidget(self.network)
        self.database = DatabaseWord(themes)
        row.addWidget(self.database)
        self._row = row
        row.addStretch()
        self.hint = KeyHint(themes)
        row.addWidget(self.hint)
        self.jobs = JobsButton(themes, watch)
        row.addWidget(self.jobs)
        self.popover = RunningPopover(themes, watch, self)
        self.jobs.clicked.connect(lambda: self.popover.show_above(self.jobs))
        self._renew()
        themes.changed.connect(self._renew)

    def add_word(self, word: Word) -> None:
        """Another word behind those about network and database."""
        self._row.insertWidget(self._row.indexOf(self.database) + 1, word)

    def add_at_end(self, widget: QWidget) -> None:
        """Something at the right end of the line."""
        self._row.addWidget(widget)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        painter.fillRect(self.rect(), theme.bg.window)
        painter.fillRect(0, 0, self.width(), 1, theme.border.default)

    def _renew(self) -> None:
        self.setFixedHeight(self._themes.now.size.status_bar)
