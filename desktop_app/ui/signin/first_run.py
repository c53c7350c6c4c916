"""The card before the workspace: who is it, and with what shall we begin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.users import Provider, SignIn, User
from desktop_app.ui.mailboxes.form import MailboxForm
from desktop_app.ui.ops import ChangeBus, Fault, Operations
from desktop_app.ui.own_zone import own_zone
from desktop_app.ui.shell.state import UiState
from desktop_app.ui.signin.browser import BrowserFlow, BrowserPage
from desktop_app.ui.signin.forgotten import SIGN_IN_NOW, Forgotten, Outcome
from desktop_app.ui.signin.keep_code import KeepCode
from desktop_app.ui.signin.start_with import StartWith
from desktop_app.ui.signin.who import Who
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import as_painted, painter_on, sides
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, Look
from desktop_app.ui.widgets.labels import Glyph, label
from desktop_app.ui.widgets.scroll import scrolling

_CARD = (638, 786)
_FOOT = 60
_RING = 4
_NARROW, _WIDE = 398, 526
_LAST = "signin.person"
_PROMISE = tr("Nothing leaves this computer until you connect something.")
SAMPLE_LEADS = 62
SAMPLE_MESSAGES = 600


class _Steps(QWidget):
    """Two short bars: how far one is."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.step = 1
        self.setFixedSize(54, 4)
        self.setAccessibleName(tr("Step 1 of 2"))

    def show_step(self, step: int) -> None:
        self.step = step
        self.setAccessibleName(tr("Step {step} of 2", step=step))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        for number in (0, 1):
            done = number < self.step
            color = theme.accent.solid if done else theme.border.default
            paint.rounded(painter, QRectF(number * 30, 0, 24, 4), 2, color)


class FirstRun(QWidget):
    """A card in the middle of the window: the account, then what to start with.

    The first step has pages of its own beside the form: the recovery code of a new account, a
    new password for who forgot theirs, and the wait for the browser.

    Args:
        bus: news of changes; tells how far a sign-in through the browser is.
        note: a calm sentence above the form.

    Signals:
        finished: the :class:`SignIn`; the workspace can open.
    """

    finished = Signal(object)

    def __init__(
        self,
        themes: Themes,
        ops: Operations,
        services: Any,
        people: Sequence[User],
        state: UiState,
        *,
        bus: ChangeBus | None = None,
        note: str = "",
    ) -> None:
        super().__init__()
        self._themes = themes
        self._ops = ops
        self._services = services
        self._state = state
        self._bus = bus or ChangeBus(self)
        self._session: SignIn | None = None
        self._opening = False
        self._can_mail = False
        self._after_code: Callable[[], None] = lambda: None
        self.forgotten: Forgotten | None = None
        self.keep_code: KeepCode | None = None
        self.browser: BrowserPage | None = None
        self.card = _Card(themes, self)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._pages = QStackedWidget()
        last = state.text(_LAST)
        self.who = Who(themes, ops, services.signin, people, last=last, note=note)
        self.who.entered.connect(self._on_entered)
        self.who.choice.chosen.connect(lambda _choice: self._show(self.who))
        self.who.onward.connect(lambda: self._show(self.start_with))
        self.who.forgot.connect(self._on_forgot)
        self.who.provider_chosen.connect(self._on_provider)
        self._holders = {self.who: _centred(self.who, _NARROW)}
        self.start_with = StartWith(themes)
        self._holders[self.start_with] = _centred(self.start_with, _WIDE)
        for holder in self._holders.values():
            self._pages.addWidget(holder)
        column.addWidget(self._pages, 1)
        column.addWidget(self._make_foot())
        self._show(self.who)
        self._ask_ways()

    def begin(self) -> None:
        self.who.begin()

    @property
    def page(self) -> QWidget:
        """The page of the card that shows now."""
        shown = self._pages.currentWidget()
        return next(page for page, holder in self._holders.items() if holder is shown)

    @property
    def step(self) -> int:
        return 2 if self.page is self.start_with else 1

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Files dropped on the window; taken once there is somebody to take them for."""
        self.start_with.add_paths(paths)

    def open_outpost(self) -> None:
        """Connect and ask for what was chosen, then go in."""
        session = self._session
        if session is None:
            return
        form = self.start_with.form
        if form is not None and self.start_with.mail.chosen and form.mailbox is None:
            if form.busy:
                return
            if form.touched:
                # It goes on by itself once the mailbox is there; else the form says why not.
                self._opening = True
                form.submit()
                return
        jobs = self._services.for_user(session.user).jobs
        paths = tuple(self.start_with.paths) if self.start_with.files.chosen else ()
        samples = self.start_with.samples.chosen

        def run() -> None:
            if paths:
                jobs.ask_import(paths)
            if samples:
                jobs.ask_samples(SAMPLE_LEADS, SAMPLE_MESSAGES)

        self._open.setEnabled(False)
        self._ops.run_query(self, run, lambda _none: self.finished.emit(session), self._on_error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.step == 2 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_outpost()
        elif event.key() == Qt.Key.Key_Escape and not self._back.isHidden():
            self._go_back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.who.set_low(self.height() < self._themes.now.layout.short_below)
        width = min(_CARD[0], self.width() - 32)
        height = min(_CARD[1], self.height() - 32)
        self.card.setGeometry(
            (self.width() - width) // 2, (self.height() - height) // 2, width, height
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        painter.fillRect(self.rect(), theme.bg.inset if not theme.dark else theme.bg.window)
        box = QRectF(as_painted(self, self.card.geometry()))
        paint.shadow(painter, self._themes, box, theme.radius.dialog, 48, 16)

    def _make_foot(self) -> QWidget:
        foot = _Foot(self._themes)
        row = QHBoxLayout(foot)
        row.setContentsMargins(*sides(25, 1, 23, 0))
        row.setSpacing(8)
        self._lock = Glyph(self._themes, "ph.lock-key")
        self._promise = label(_PROMISE, "small")
        row.addWidget(self._lock)
        row.addWidget(self._promise)
        self._back = Button(self._themes, tr("Back"), look=Look.GHOST)
        self._back.clicked.connect(self._go_back)
        row.addWidget(self._back)
        row.addStretch()
        self.steps = _Steps(self._themes)
        row.addWidget(self.steps)
        self._skip = Button(self._themes, tr("Skip"))
        self._skip.clicked.connect(self._on_skip)
        row.addSpacing(4)
        row.addWidget(self._skip)
        self._open = Button(self._themes, tr("Open Outpost"), look=Look.PRIMARY, key="Enter")
        self._open.clicked.connect(self.open_outpost)
        row.addWidget(self._open)
        return foot

    def _show(self, page: QWidget) -> None:
        if page not in self._holders:
            self._holders[page] = _centred(page, _NARROW)
            self._pages.addWidget(self._holders[page])
        self._pages.setCurrentWidget(self._holders[page])
        self.steps.show_step(self.step)
        form, second = page is self.who, page is self.start_with
        # Only who makes an account has a second step before them.
        making = form and not self.who.signing_in
        self.steps.setVisible(second or making or page is self.keep_code)
        for widget in (self._lock, self._promise):
            widget.setVisible(form)
        self._promise.setText(_PROMISE)
        self._back.setVisible(second or page is self.forgotten)
        for widget in (self._skip, self._open):
            widget.setVisible(second)
        if second:
            self._offer_mailbox()
            self.start_with.mail.box.setFocus()

    def _offer_mailbox(self) -> None:
        """The form for a mailbox, now that there is somebody whose it will be."""
        if self._session is None or self.start_with.form is not None:
            return
        setup = self._services.for_user(self._session.user).mailbox_setup
        form = MailboxForm(self._themes, self._ops, self._bus, setup, beside=True)
        form.connected.connect(lambda _mailbox: self._on_connected())
        form.busy_changed.connect(self._on_connecting)
        form.address.edit.setText(self._session.user.email)
        self.start_with.hold(form)

    def _on_connecting(self, busy: bool) -> None:
        self._open.setEnabled(not busy)
        form = self.start_with.form
        if not busy and form is not None and form.mailbox is None:
            self._opening = False  # it was not to be: the form says why

    def _on_connected(self) -> None:
        if self._opening:
            self._opening = False
            self.open_outpost()

    def _go_back(self) -> None:
        if self.page is self.forgotten:
            self.forgotten.clear()
        self._show(self.who)
        self.who.begin()

    def _ask_ways(self) -> None:
        """Who else vouches for people here, and whether a code can be mailed."""
        services = self._services

        def read() -> tuple[tuple[Provider, ...], bool]:
            return services.oauth.providers(), services.recovery.can_mail

        self._ops.run_query(self, read, self._on_ways, lambda _error: None)

    def _on_ways(self, found: tuple[tuple[Provider, ...], bool]) -> None:
        providers, self._can_mail = found
        self.who.offer(providers)

    def _on_entered(self, session: SignIn, made: bool) -> None:
        self._session = session
        self._state.put(_LAST, session.user.auth_id)
        if not made:
            self.finished.emit(session)
        elif session.recovery_code:
            # The code is shown and then forgotten; what is kept of the session has none.
            self._session = replace(session, recovery_code="")
            self._show_code(
                session.recovery_code, session.user.email, lambda: self._show(self.start_with)
            )
        else:
            self._show(self.start_with)

    def _take_zone(self, user: User) -> None:
        """A new account keeps the hours of the computer it was made on."""
        zone = own_zone()
        if zone and zone != user.timezone:
            profile = self._services.for_user(user).profile
            self._ops.run_query(
                self, lambda: profile.take_zone(zone), lambda _did: None, lambda _error: None
            )

    def _show_code(self, code: str, email: str, onward: Callable[[], None]) -> None:
        if self.keep_code is None:
            self.keep_code = KeepCode(self._themes, self._ops)
            self.keep_code.kept.connect(lambda: self._after_code())
        self._after_code = onward
        self._show(self.keep_code)
        self.keep_code.show_code(code, email)

    # Other ways in

    def _on_forgot(self, email: str) -> None:
        if self.forgotten is None:
            self.forgotten = Forgotten(
                self._themes, self._ops, self._services, can_mail=self._can_mail
            )
            self.forgotten.done.connect(self._on_reset)
        self._show(self.forgotten)
        self.forgotten.begin(email, keep=self.who.keep.isChecked())

    def _on_reset(self, outcome: Outcome) -> None:
        if outcome.code:
            code, outcome.code = outcome.code, ""
            self._show_code(code, outcome.email, lambda: self._after_reset(outcome))
        else:
            self._after_reset(outcome)

    def _after_reset(self, outcome: Outcome) -> None:
        if outcome.signed is not None:
            self._on_entered(outcome.signed, False)
            return
        self.who.tell(SIGN_IN_NOW)
        self._show(self.who)
        self.who.begin()

    def _on_provider(self, provider: Provider) -> None:
        if self.browser is None:
            give_back = self._services.signin.give_back
            flow = BrowserFlow(
                self._ops, self._bus, self._services.oauth, unwanted=give_back, parent=self
            )
            self.browser = BrowserPage(self._themes, flow)
            self.browser.done.connect(self._on_vouched_for)
            self.browser.left.connect(lambda: (self._show(self.who), self.who.begin()))
        self._show(self.browser)
        self.browser.start(provider, keep=self.who.keep.isChecked())

    def _on_vouched_for(self, session: SignIn) -> None:
        if session.made:
            self.who.show_made()
            self._take_zone(session.user)
        self._on_entered(session, session.made)

    def _on_skip(self) -> None:
        if self.start_with.form is not None:
            self.start_with.form.give_up()
        if self._session is not None:
            self.finished.emit(self._session)

    def _on_error(self, error: Exception) -> None:
        self._open.setEnabled(True)
        fault = Fault.of(error)
        self._promise.setText(f"{fault.title} {fault.advice}".strip())
        self._promise.setVisible(True)


class _Card(QWidget):
    """The raised sheet."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        box = QRectF(self.rect())
        paint.outlined(
            painter_on(self), box, theme.radius.dialog, theme.bg.canvas, theme.border.default
        )


class _Foot(QWidget):
    """The foot of the card: subtle ground, hairline above, round lower corners."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.setFixedHeight(_FOOT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        corner = theme.radius.dialog - 1
        paint.rounded(painter, QRectF(self.rect()), corner, theme.bg.subtle)
        painter.fillRect(0, 0, self.width(), corner, theme.bg.subtle)
        painter.fillRect(0, 0, self.width(), 1, theme.border.subtle)


def _centred(inner: QWidget, width: int) -> QWidget:
    """A column of a width in the middle, that scrolls where the window is low."""
    # Focus rings stand out of what they mark; they need room within the column.
    inner.setMaximumWidth(width + 2 * _RING)
    inner.layout().setContentsMargins(_RING, 0, _RING, 0)
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(24, 16, 24, 16)
    row.addStretch(1)
    row.addWidget(inner, 1000)
    row.addStretch(1)
    return scrolling(holder)
