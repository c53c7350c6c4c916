"""The palette over the window: a line to type in, and what is found for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.language import tr
from desktop_app.domain.palette import Habits
from desktop_app.ui.actions.keymap import caps_of, shown_key
from desktop_app.ui.palette.items import Found, Group, Item, Row, laid_out
from desktop_app.ui.palette.rows import RowsModel, RowsPainter
from desktop_app.ui.palette.sources import USUAL_VERBS, ShowPart, Sources
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import as_painted, painter_on, sides
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.hover import follow_mouse
from desktop_app.ui.widgets.labels import Glyph, KeyCap, hairline, label
from desktop_app.ui.widgets.scroll import float_scroll_bar

_USED = "palette.used"
_SCOPES = {
    "leads": (Group.LEADS, tr("In Leads"), "ph.users-three"),
    "inbox": (Group.CONVERSATIONS, tr("In Inbox"), "ph.tray"),
    "templates": (Group.TEMPLATES, tr("In Templates"), "ph.article"),
    "settings": (Group.SETTINGS, tr("In Settings"), "ph.gear-six"),
}
_FOOT = 38
_BOTTOM = 16
_SHADOW = 48


class Palette(QWidget):
    """Covers the window until something is chosen; a click beside it, or Esc, closes it.

    Args:
        over: what it covers.
        screen: the key of the screen one comes from.
        show_part: goes to a part of a screen.

    Signals:
        closed: it is gone.
    """

    closed = Signal()

    def __init__(self, ctx: Context, over: QWidget, screen: str, show_part: ShowPart) -> None:
        super().__init__(over)
        self._ctx = ctx
        self._over = over
        self._before = over.window().focusWidget()
        today = ctx.now().date()
        habits = Habits.read(ctx.state.text(_USED))
        self.sources = Sources(ctx, show_part, habits, today, over)
        self.scope: Group | None = _SCOPES[screen][0] if screen in _SCOPES else None
        self._moved = False
        self._verbs_of: Item | None = None
        self._leads, self._talks = Found(), Found()
        self._texts: tuple[Sequence[Any], Sequence[Any]] | None = None
        self.setAccessibleName(tr("Search or jump to"))
        self.panel = _Panel(ctx.theme, self)
        self._build(screen)
        self._pause = single_shot(self, 0, self._ask)  # letters of one turn are one question
        over.installEventFilter(self)
        self.setGeometry(over.rect())
        self._show_typed()
        self._ask()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def typed(self) -> str:
        return self.line.text().strip()

    @property
    def current(self) -> Item | None:
        return self.model.item(self.list.currentIndex().row())

    def close_up(self, *, give_back: bool = True) -> None:
        """Go, and give the keyboard back to whom it was taken from."""
        if self.isHidden():
            return
        self.hide()
        before = self._before
        if give_back and before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()
        self.deleteLater()

    def choose(self, item: Item | None, *, beside: bool = False) -> None:
        """Do what a row says; ``beside`` what one is at, where it can be shown so."""
        if item is None or (beside and item.beside is None):
            return
        if item.key:
            habits = self.sources.habits.noted(item.key, self.sources.today)
            self._ctx.state.put(_USED, habits.as_text())
        self.close_up()
        if beside and item.beside is not None:
            item.beside()
        else:
            item.run()

    # What is found

    def _show_typed(self) -> None:
        """What needs no database, at once."""
        self._moved = False
        self._show()

    def _ask(self) -> None:
        typed, ops, sources = self.typed, self._ctx.ops, self.sources
        if self._texts is None:
            ops.run_query(self, sources.read_texts(), self._on_texts, self._on_failed, key="texts")
        if not typed:
            ops.run_query(
                self, sources.read_recent(), lambda found: self._on_recent(*found),
                self._on_failed, key="leads",
            )  # fmt: skip
            self._on_talks("", ())
            return
        scoped = self.scope is Group.LEADS
        ops.run_query(
            self, sources.read_leads(typed, scoped), lambda rows: self._on_leads(typed, rows),
            self._on_failed, key="leads",
        )  # fmt: skip
        scoped = self.scope is Group.CONVERSATIONS
        ops.run_query(
            self, sources.read_conversations(typed, scoped),
            lambda rows: self._on_talks(typed, rows), self._on_failed, key="talks",
        )  # fmt: skip

    def _on_leads(self, typed: str, rows: Sequence[Any]) -> None:
        if typed == self.typed:
            self._leads = self.sources.leads(typed, rows)
            self._show()

    def _on_talks(self, typed: str, rows: Sequence[Any]) -> None:
        if typed == self.typed:
            self._talks = self.sources.conversations(typed, rows)
            self._show()

    def _on_recent(self, leads: Sequence[Any], talks: Sequence[Any]) -> None:
        if not self.typed:
            self._leads = self.sources.recent(leads, talks)
            self._show()

    def _on_texts(self, texts: tuple[Sequence[Any], Sequence[Any]]) -> None:
        self._texts = texts
        self._show()

    def _on_failed(self, _error: Exception) -> None:
        """Commands can still be found; what is wrong the window says elsewhere."""

    def _show(self) -> None:
        current, typed = self.current, self.typed
        rows = self._verbs() if self._verbs_of is not None else self._rows(typed)
        self.model.put(rows)
        kept = current.key if current is not None and self._moved else ""
        self._go(self.model.place_of(kept))
        self._nothing.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self._fit()

    def _rows(self, typed: str) -> list[Row]:
        templates, views = self._texts or ((), ())
        in_templates = self.scope is Group.TEMPLATES
        found = [
            self._leads,
            self._talks,
            self.sources.templates(typed, templates, in_templates),
            self.sources.views(typed, views),
            self.sources.commands(typed),
            self.sources.settings(typed),
        ]
        lead = self._leads.items[0] if typed and self._leads.items else None
        if lead is not None and lead.match.score >= 1:
            verbs = self.sources.verbs(lead)
            found.append(replace(verbs, items=verbs.items[:USUAL_VERBS]))
        return laid_out(found, self.scope)

    def _verbs(self) -> list[Row]:
        lead = self._verbs_of
        return laid_out([self.sources.verbs(lead)]) if lead is not None else []

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over:
            if event.type() == QEvent.Type.Resize:
                self.setGeometry(self._over.rect())
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # while it is open, keys are its own
            return True
        return (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self._on_key(event)
        )

    def _on_key(self, event: QKeyEvent) -> bool:
        key, keys = event.key(), Qt.Key
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in (keys.Key_Return, keys.Key_Enter):
            self.choose(self.current, beside=control)
        elif key in (keys.Key_Down, keys.Key_Up):
            self._step(1 if key == keys.Key_Down else -1)
        elif key in (keys.Key_PageDown, keys.Key_PageUp):
            for _ in range(8):
                self._step(1 if key == keys.Key_PageDown else -1)
        elif key == keys.Key_Escape:
            self._back()
        elif key in (keys.Key_Tab, keys.Key_Backtab):
            self._more(open_=key == keys.Key_Tab)
        elif key == keys.Key_Backspace and not self.line.text():
            self._forget_scope()
        elif control and key == keys.Key_K:
            self.close_up()
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        self._moved = True
        self._go(self.model.step(self.list.currentIndex().row(), by))
        if (item := self.current) is not None:
            announce(self.line, item.spoken())

    def _go(self, at: int) -> None:
        index = self.model.index(at, 0)
        self.list.setCurrentIndex(index)
        if at == 1:  # the heading above it shows, too
            self.list.scrollToTop()
        else:
            self.list.scrollTo(index)
        lead = self.current is not None and self.current.lead is not None
        self._more_hint.setVisible(lead and self._verbs_of is None)
        self._beside_hint.setVisible(self.current is not None and self.current.beside is not None)
        self._fit_foot()

    def _back(self) -> None:
        if self._verbs_of is not None:
            self._more(open_=False)
        else:
            self.close_up()

    def _more(self, *, open_: bool) -> None:
        """Tab: what can be done with the lead of the row; and back."""
        item = self.current
        if open_ and item is not None and item.lead is not None:
            self._verbs_of = item
        elif not open_ and self._verbs_of is not None:
            self._verbs_of = None
        else:
            return
        self._moved = False
        self._show()

    def _forget_scope(self) -> None:
        if self.scope is not None:
            self.scope = None
            self._chip.hide()
            self._ask()
            self._show()

    def _on_text(self, _text: str) -> None:
        self._verbs_of = None
        self._show_typed()
        self._pause.start()

    # Looks

    def _build(self, screen: str) -> None:
        theme = self._ctx.theme
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(10)
        head.addWidget(Glyph(theme, "ph.magnifying-glass", side=18))
        self.line = QLineEdit()
        self.line.setProperty("bare", True)
        self.line.setFont(theme.now.font("title", 400))
        self.line.setPlaceholderText(tr("Search or jump to"))
        self.line.setAccessibleName(tr("Search or jump to"))
        self.line.setFixedHeight(theme.now.size.palette_input - 8)
        self.line.textChanged.connect(self._on_text)
        self.line.installEventFilter(self)
        head.addWidget(self.line, 1)
        self._chip = _Scope(theme, *_SCOPES[screen][1:]) if screen in _SCOPES else QWidget()
        head.addWidget(self._chip)
        if screen not in _SCOPES:
            self._chip.hide()
        top = QWidget()
        top.setFixedHeight(theme.now.size.palette_input)
        top.setLayout(head)
        column.addWidget(top)
        column.addWidget(hairline())
        column.addWidget(self._make_list())
        self._nothing = label(tr("Nothing is called so."), "secondary")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setFixedHeight(72)
        self._nothing.hide()
        column.addWidget(self._nothing)
        column.addWidget(hairline())
        column.addWidget(self._make_foot())

    def _make_list(self) -> QListView:
        self.model = RowsModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowsPainter(self._ctx.theme, self.list))
        self.list.setAccessibleName(tr("Found"))
        self.list.setProperty("popup", True)
        self.list.setProperty("inside", True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        follow_mouse(self.list)
        float_scroll_bar(self.list)
        self.list.clicked.connect(self._on_clicked)
        return self.list

    def _make_foot(self) -> QWidget:
        theme, foot = self._ctx.theme, QWidget()
        foot.setFixedHeight(_FOOT)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(6)

        def hint(words: str, *caps: str) -> QWidget:
            box = QWidget()
            line = QHBoxLayout(box)
            line.setContentsMargins(*sides(0, 0, 10, 0))
            line.setSpacing(4)
            for cap in caps:
                line.addWidget(KeyCap(theme, cap))
            line.addWidget(label(words, "small"))
            return box

        self._foot = row
        self._move_hint = hint(tr("Move"), "↑", "↓")
        row.addWidget(self._move_hint)
        row.addWidget(hint(tr("Open"), "Enter"))
        self._beside_hint = hint(tr("Open beside"), *caps_of("Ctrl+Return"))
        row.addWidget(self._beside_hint)
        self._more_hint = hint(tr("More actions"), "Tab")
        row.addWidget(self._more_hint)
        row.addStretch()
        row.addWidget(hint(tr("Close"), "Esc"))
        return foot

    def _on_clicked(self, index: QModelIndex) -> None:
        self.choose(self.model.item(index.row()))

    def _fit(self) -> None:
        """As high as its rows, twelve at most, within the window."""
        theme = self._ctx.theme.now
        width = min(theme.layout.palette_width, self.width() - 32)
        top = min(theme.layout.palette_top, max(12, (self.height() - 420) // 2))
        rows = self.model.rowCount()
        wanted = sum(self.list.sizeHintForRow(at) for at in range(rows)) + 8
        fixed = theme.size.palette_input + _FOOT + 4
        most = theme.size.palette_row * theme.layout.palette_rows
        room = self.height() - top - fixed - _BOTTOM
        self.list.setFixedHeight(max(0, min(wanted, most, room)) if rows else 0)
        height = fixed + (self.list.height() if rows else 72)
        self.panel.setGeometry((self.width() - width) // 2, top, width, height)
        self._fit_foot()
        self.update()

    def _fit_foot(self) -> None:
        """Where the hints are wider than the panel, the one that everybody knows stays away."""
        self._move_hint.show()
        self._move_hint.setVisible(self._foot.sizeHint().width() <= self.panel.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_up()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._ctx.theme.now, painter_on(self)
        painter.fillRect(self.rect(), theme.scrim)
        box = QRectF(as_painted(self, self.panel.geometry()))
        paint.shadow(painter, self._ctx.theme, box, theme.radius.dialog, _SHADOW, 16)


class _Panel(QWidget):
    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, box = self._themes.now, QRectF(self.rect())
        painter = painter_on(self)
        edge = theme.border.default
        paint.outlined(painter, box, theme.radius.dialog, theme.bg.raised, edge)


class _Scope(QWidget):
    """Where one searches first, and the key that ends that."""

    def __init__(self, themes: Themes, words: str, icon: str) -> None:
        super().__init__()
        self._themes, self._words, self._icon = themes, words, icon
        self.setAccessibleName(
            tr("{words} first. Backspace searches everywhere alike", words=words)
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addSpacing(self._wide() + 10)
        row.addWidget(KeyCap(themes, shown_key("Backspace")))

    def _wide(self) -> int:
        return 30 + paint.text_width(self._words, self._themes.now.font("small", 500))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._themes.now, painter_on(self)
        box = QRect(0, (self.height() - 20) // 2, self._wide(), 20)
        paint.ground(painter, theme, box, theme.radius.tag, theme.accent.soft)
        ink = theme.accent.text
        self._themes.draw_glyph(painter, 7, box.center().y() - 5, 12, self._icon, ink)
        words = box.adjusted(23, 0, 0, 0)
        paint.text(painter, words, self._words, theme.font("small", 500), ink, elide=False)
