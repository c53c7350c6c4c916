"""The settings: a sidebar of sections, and their cards."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.changes import Kind
from desktop_app.domain.language import tr
from desktop_app.domain.setting_table import BY_NAME, UNDO_SECONDS, WITH_SESSION
from desktop_app.ui.mailboxes.card import MailboxesCard
from desktop_app.ui.ops import Fault, Freshness
from desktop_app.ui.settings.about import AboutCard
from desktop_app.ui.settings.actions import ActionsCard
from desktop_app.ui.settings.appearance import AppearanceCard
from desktop_app.ui.settings.cards import Card
from desktop_app.ui.settings.data import DataCard
from desktop_app.ui.settings.model import ModelCard
from desktop_app.ui.settings.profile import ProfileCard
from desktop_app.ui.settings.sections import SECTIONS
from desktop_app.ui.settings.security import SecurityCard
from desktop_app.ui.settings.sessions import SessionsCard
from desktop_app.ui.settings.shortcuts import ShortcutsCard
from desktop_app.ui.settings.side import ALL, SettingsSide
from desktop_app.ui.settings.team import TeamCard
from desktop_app.ui.settings.transfer import TransferCard
from desktop_app.ui.settings.typed_rows import AccountRow, SessionRow
from desktop_app.ui.settings.zones import list_zones
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets.labels import hairline, label
from desktop_app.ui.widgets.scroll import scrolling

_GAP = 16
_ONE_SECTION = 640
_LEFT = ("mailboxes", "model", "profile", "transfer")


class SettingsScreen(QWidget):
    """All sections on one page, in two columns where there is room; or one of them."""

    actions: ActionsCard

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._section = ALL
        self._wide: bool | None = None
        self.mailboxes = MailboxesCard(ctx)
        self.undo = AccountRow(ctx, UNDO_SECONDS)
        self.mailboxes.add(self.undo)
        self.with_session = SessionRow(ctx, WITH_SESSION)
        self.mailboxes.add(self.with_session)
        self.team = TeamCard(ctx)
        self.model = ModelCard(ctx)
        self.profile = ProfileCard(ctx)
        self.actions = ActionsCard(ctx)
        self.sessions = SessionsCard(ctx)
        self.appearance = AppearanceCard(ctx)
        self.security = SecurityCard(ctx)
        self.data = DataCard(ctx)
        self.transfer = TransferCard(ctx)
        self.about = AboutCard(ctx)
        self.shortcuts = ShortcutsCard(ctx)
        self.cards: dict[str, Card] = {
            card.key: card
            for card in (
                self.mailboxes,
                self.team,
                self.model,
                self.profile,
                self.actions,
                self.sessions,
                self.appearance,
                self.security,
                self.data,
                self.transfer,
                self.about,
                self.shortcuts,
            )
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = SettingsSide(ctx.theme, SECTIONS)
        self.rail.chosen.connect(self.show_section)
        self.rail.back_wanted.connect(ctx.leave_screen)
        self.rail.searched.connect(self._find)
        self.rail.find.left_down.connect(self.focus_list)
        row.addWidget(self.rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addWidget(hairline())
        self._area = scrolling(self._make_page())
        column.addWidget(self._area, 1)
        row.addLayout(column, 1)
        self._fresh = Freshness(self, ctx.bus, Kind.USERS, self.refresh)
        self._fresh_mail = Freshness(self.mailboxes, ctx.bus, Kind.MAILBOXES, self._read_mailboxes)
        ctx.theme.changed.connect(self._renew)
        self._renew()
        self._arrange()
        self.show_section(ALL)
        self._read_zones()

    def shown(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Read everything anew, in the background."""
        services, entrance = self._ctx.services, self._ctx.entrance
        profile, ops = services.profile, self._ctx.ops
        quiet = self._on_unread
        self._read_mailboxes()
        self.undo.refresh()
        self.with_session.refresh()
        self.actions.refresh()
        self.model.refresh()
        self.data.refresh()
        self.team.refresh()
        self.about.refresh()
        ops.run_query(self, profile.get, self.profile.show_user, quiet, key="user")
        ops.run_query(
            self,
            profile.sessions,
            self.sessions.show_sessions,
            lambda error: self.sessions.fail(_words(error)),
            key="sessions",
        )

        def ways() -> tuple[Any, Any, bool]:
            return profile.accounts(), entrance.oauth.providers(), profile.has_recovery_code()

        ops.run_query(self, ways, lambda found: self.security.show_ways(*found), quiet, key="ways")
        ops.run_query(
            self,
            lambda: entrance.recovery.can_mail,
            self.profile.show_can_mail,
            quiet,
            key="can_mail",
        )

    def _read_mailboxes(self) -> None:
        service = self._ctx.services.mailboxes
        self._ctx.ops.run_query(
            self,
            lambda: (service.list(), service.health()),
            lambda found: self.mailboxes.show_mailboxes(*found),
            self._on_unread,
            key="mailboxes",
        )

    def show_section(self, key: str) -> None:
        """One section alone, or all of them."""
        self._section = key
        self.rail.mark(key)
        words = {name: title for name, title, _icon in SECTIONS}
        self._title.setText(words.get(key, tr("All settings")))
        self.rail.find.set_quietly("")
        self._find("")
        self._arrange()
        self._area.verticalScrollBar().setValue(0)

    def show_setting(self, name: str) -> None:
        """The row of one setting, marked, with the keyboard in it."""
        self.show_section(ALL)
        card = self.cards.get(BY_NAME[name].section)
        row = card.reveal(name) if card is not None else None
        if row is not None:
            self._area.ensureWidgetVisible(row, 0, 80)

    # What the window asks of a screen

    def focus_list(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Bring the keyboard to the first thing that shows."""
        shown = next((card for card in self.cards.values() if not card.isHidden()), None)
        first = {
            "mailboxes": self.mailboxes.add_button,
            "team": self.team.copy,
            "model": self.model.on,
            "profile": self.profile.choose,
            "actions": self.actions.notify,
            "sessions": self.sessions.list,
            "appearance": self.appearance.size,
            "security": self.security.lock_after,
            "data": self.data.last.first_control() or self.data.updates.control,
            "transfer": self.transfer.export,
            "about": self.about.open_data,
            "shortcuts": self.shortcuts.letters.control,
        }
        if shown is not None:
            first[shown.key].setFocus(reason)

    def focus_search(self) -> None:
        if self.rail.find.isVisible():
            self.rail.find.setFocus()

    def next_pane(self) -> bool:
        if self.rail.isAncestorOf(self.window().focusWidget() or self):
            self.focus_list(Qt.FocusReason.TabFocusReason)
        else:
            self.rail.focus_current()
        return True

    def go_back(self) -> bool:
        """Esc: out of what was looked for, out of one section, out of the settings."""
        if self.shortcuts.leave():
            return True
        if self.rail.find.text():
            self.rail.find.set_quietly("")
            self._find("")
        elif self._section != ALL:
            self.show_section(ALL)
        else:
            self.profile.save_typed()
            self._ctx.leave_screen()
        return True

    def remember(self) -> None:
        """The window goes: what was typed is kept."""
        self.profile.save_typed()

    # What it looks like

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_rail(self.width() < self._ctx.theme.now.layout.rail_below)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter_on(self).fillRect(self.rect(), self._ctx.theme.now.bg.canvas)

    def _renew(self) -> None:
        self._head.setFixedHeight(self._ctx.theme.now.size.header - 1)

    def _make_head(self) -> QWidget:
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        padding = self._ctx.theme.now.size.page_padding
        row.setContentsMargins(padding, 0, padding, 0)
        self._title = label(tr("All settings"), "title")
        row.addWidget(self._title)
        row.addStretch()
        row.addWidget(label(tr("Changes are saved at once"), "small"))
        return self._head

    def _make_page(self) -> QWidget:
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(20, 16, 20, 20)
        outer.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        self._columns = (QVBoxLayout(), QVBoxLayout())
        self._sides = (QWidget(), QWidget())
        for side, column in zip(self._sides, self._columns, strict=True):
            side.setLayout(column)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(_GAP)
            row.addWidget(side, 1, Qt.AlignmentFlag.AlignTop)
        row.addStretch()
        self._row = row
        outer.addLayout(row)
        self._below = below = QVBoxLayout()
        below.addWidget(self.shortcuts)
        outer.addLayout(below)
        self._nothing = label("", "secondary")
        self._nothing.hide()
        outer.addWidget(self._nothing, alignment=Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch()
        return page

    def _arrange(self) -> None:
        """Two columns where there is room for all, else one."""
        roomy = self.width() >= self._ctx.theme.now.layout.rail_below
        self.shortcuts.set_columns(3 if roomy else 2)
        wide = roomy and self._section == ALL
        if wide == self._wide:
            return
        self._wide = wide
        for key, card in self.cards.items():
            if card is self.shortcuts:
                continue
            left = not wide or key in _LEFT
            self._columns[0 if left else 1].addWidget(card)
        self._show_sides()
        self._sides[0].setMaximumWidth(16_777_215 if wide else _ONE_SECTION)

    def _find(self, text: str) -> None:
        found = False
        for key, card in self.cards.items():
            fits = card.find(text) and self._section in (ALL, key)
            card.setVisible(fits)
            found = found or fits
        others = any(
            not card.isHidden() for card in self.cards.values() if card is not self.shortcuts
        )
        self._below.setContentsMargins(0, _GAP if others else 0, 0, 0)
        self._nothing.setText(tr("No setting has “{text}” in its name or help.", text=text.strip()))
        self._nothing.setVisible(not found)
        self._show_sides()

    def _show_sides(self) -> None:
        """A column without anything takes no room."""
        for side, column in zip(self._sides, self._columns, strict=True):
            here = (card for card in self.cards.values() if column.indexOf(card) >= 0)
            side.setVisible(any(not card.isHidden() for card in here))

    # Reading

    def _read_zones(self) -> None:
        now, name = self._ctx.clock(), self._ctx.services.user.timezone
        self._ctx.ops.run_query(
            self,
            lambda: list_zones(now, (name,)),
            self.profile.offer_zones,
            self._on_unread,
            key="zones",
        )

    def _on_unread(self, error: Exception) -> None:
        self._ctx.notices.error(error)


def _words(error: Exception) -> str:
    fault = Fault.of(error)
    return f"{fault.title} {fault.advice}".strip()
