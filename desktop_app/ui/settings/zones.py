"""Time zones to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter

from desktop_app.domain.language import tr
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on

# Names of before 1993, each another name of a place.
_HIDDEN = ("Etc/", "SystemV/", "US/", "Canada/", "Chile/", "Mexico/", "Brazil/", "posix", "right/")


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone by its name in the IANA database, and how it reads in a list."""

    name: str
    words: str


def list_zones(now: datetime, extra: Iterable[str] = ()) -> tuple[Zone, ...]:
    """All time zones by place, with the offset they have now: "Europe/Brussels (UTC+02:00)".

    Slow (it reads some hundred files): call it in the background.

    Args:
        extra: names that must be among them, such as the present choice.
    """
    names = {name for name in available_timezones() if "/" in name and not name.startswith(_HIDDEN)}
    made = []
    for name in sorted(names | {"UTC"} | {each for each in extra if each}):
        try:
            offset = now.astimezone(ZoneInfo(name)).strftime("%z")
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
        made.append(Zone(name, f"{name.replace('_', ' ')} (UTC{offset[:3]}:{offset[3:5]})"))
    return tuple(made)


class ZonePicker(QComboBox):
    """A list of zones that is searched by typing any part of a name.

    Signals:
        picked: the name of a zone, when another one was chosen.
        unknown: what was typed is no zone.
    """

    picked = Signal(str)
    unknown = Signal(str)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._zones: dict[str, str] = {}  # words of the list, and names
        self._name = ""
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(tr("Time zone"))
        self.setMaxVisibleItems(12)
        completer = QCompleter(QStringListModel([], self), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        completer.popup().setProperty("popup", True)
        self.activated.connect(lambda _at: self._on_settled())
        completer.activated.connect(lambda _words: self._on_settled())
        themes.changed.connect(self._renew)
        self._renew()

    @property
    def name(self) -> str:
        return self._name

    def offer(self, zones: Iterable[Zone]) -> None:
        """Fill the list; the choice stays."""
        self._zones = {zone.words: zone.name for zone in zones}
        self.blockSignals(True)
        self.clear()
        self.addItems(list(self._zones))
        self.blockSignals(False)
        self.completer().setModel(QStringListModel(list(self._zones), self))
        self.choose(self._name)

    def choose(self, name: str) -> None:
        """Show a zone without telling."""
        self._name = name
        words = next((words for words, each in self._zones.items() if each == name), name)
        self.blockSignals(True)
        self.setCurrentIndex(self.findText(words))
        self.setEditText(words)
        self.blockSignals(False)
        self.lineEdit().setCursorPosition(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # Looking something up in another window is not leaving the field.
        reasons = Qt.FocusReason
        if event.reason() not in (reasons.PopupFocusReason, reasons.ActiveWindowFocusReason):
            self._on_settled()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves the page below, never the zone."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.completer().popup().hide()
            self._on_settled()
        elif event.key() == Qt.Key.Key_Escape and self.currentText() != self._shown():
            self.choose(self._name)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        ink = self._themes.now.text.secondary
        x, y = self.width() - 20, self.height() // 2 - 5
        self._themes.draw_glyph(painter_on(self), x, y, 10, "ph.caret-down", ink)

    def _shown(self) -> str:
        return next((words for words, each in self._zones.items() if each == self._name), "")

    def _on_settled(self) -> None:
        """What stands in the line is meant: a zone, or the one place that it is a part of."""
        typed = self.currentText().strip().casefold()
        if not self._zones or typed == self._shown().casefold():
            return
        exact = [name for words, name in self._zones.items() if words.casefold() == typed]
        part = [name for words, name in self._zones.items() if typed and typed in words.casefold()]
        found = exact or (part if len(part) == 1 else [])
        if not found:
            self.unknown.emit(self.currentText().strip())
            self.choose(self._name)
            return
        before = self._name
        self.choose(found[0])
        if found[0] != before:
            self.picked.emit(found[0])

    def _renew(self) -> None:
        self.setFixedHeight(self._themes.now.size.field)
