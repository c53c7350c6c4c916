"""What covers the window while it is locked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.users import LinkedAccount, Provider, User
from desktop_app.ui.ops import ChangeBus, Operations
from desktop_app.ui.signin.browser import BrowserFlow, BrowserPage, provider_icon
from desktop_app.ui.signin.countdown import Countdown
from desktop_app.ui.signin.refusal import tell_refusal
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.fields import Field, SubmitOnEnter
from desktop_app.ui.widgets.labels import ElidedLabel, Face, label
from desktop_app.ui.widgets.picture import picture_of

_WIDTH = 300
_SHEET = (420, 460)


class LockPage(QWidget):
    """Who it is, and the way back in.

    Args:
        services: the doors before sign-in.

    Signals:
        unlocked: the password was right, or a provider said that it is them.
        sign_out_wanted: they go instead.
    """

    unlocked = Signal()
    sign_out_wanted = Signal()

    def __init__(
        self, themes: Themes, ops: Operations, bus: ChangeBus, services: Any, user: User
    ) -> None:
        super().__init__()
        self._themes = themes
        self._ops = ops
        self._bus = bus
        self._services = services
        self._user = user
        self.browser: BrowserPage | None = None
        self.provider_buttons: list[Button] = []
        self.setAccessibleName(tr("Outpost is locked"))
        self._sheet = QStackedWidget(self)
        self._sheet.addWidget(self._make_form())
        self._ask_ways()

    def begin(self) -> None:
        """Put the keyboard where it is needed."""
        if not self._with_password.isHidden():
            self.password.edit.setFocus()
        else:
            next(iter((*self.provider_buttons, self.sign_out))).setFocus()

    def submit(self) -> None:
        """Hold the password against the account's, in the background."""
        if not self.button.isEnabled():
            return
        if not self.password.text:
            self._say(tr("A password is needed."))
            self.password.edit.setFocus()
            return
        password, signin = self.password.take(), self._services.signin
        self._say("")
        self.button.setEnabled(False)
        self._ops.run_query(
            self,
            lambda: signin.unlock(password),
            lambda _none: self.unlocked.emit(),
            self._on_error,
            key="unlock",
        )

    def resizeEvent(self, event: object) -> None:
        width, height = min(_SHEET[0], self.width()), min(_SHEET[1], self.height())
        left, top = (self.width() - width) // 2, (self.height() - height) // 2
        self._sheet.setGeometry(left, top, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.bg.window if theme.dark else theme.bg.inset)
        box = QRectF(self._sheet.geometry())
        paint.shadow(painter, self._themes, box, theme.radius.dialog, 48, 16)
        edge = theme.border.default
        paint.outlined(painter, box, theme.radius.dialog, theme.bg.canvas, edge)

    # What it looks like

    def _make_form(self) -> QWidget:
        form = QWidget()
        outer = QVBoxLayout(form)
        outer.setContentsMargins(24, 24, 24, 24)
        center = Qt.AlignmentFlag.AlignHCenter
        themes, user = self._themes, self._user
        outer.addStretch()
        face = Face(themes, 64, person=True)
        face.set_name(user.name or user.email, picture_of(user.image))
        outer.addWidget(face, alignment=center)
        outer.addSpacing(14)
        self.name = ElidedLabel(themes, user.name or user.email, font="display")
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        outer.addWidget(self.name, alignment=center)
        outer.addSpacing(2)
        outer.addWidget(label(tr("Outpost is locked"), "secondary"), alignment=center)
        outer.addSpacing(16)
        outer.setSpacing(0)
        inner = QWidget()
        inner.setFixedWidth(_WIDTH + 8)
        # A row, for an aligned widget is not asked how high it is at its width.
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(inner)
        row.addStretch()
        outer.addLayout(row)
        outer.addStretch()
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(0)
        self._with_password = QWidget()
        asking = QVBoxLayout(self._with_password)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(0)
        self.password = Field(themes, tr("Password"), secret=True)
        asking.addWidget(self.password)
        asking.addSpacing(12)
        self.button = _wide(Button(themes, tr("Unlock"), look=Look.PRIMARY, size=Size.LARGE))
        self.button.clicked.connect(self.submit)
        asking.addWidget(self.button)
        column.addWidget(self._with_password)
        self._providers = QWidget()
        self._provider_column = QVBoxLayout(self._providers)
        self._provider_column.setContentsMargins(0, 8, 0, 0)
        self._provider_column.setSpacing(8)
        self._providers.hide()
        column.addWidget(self._providers)
        column.addSpacing(8)
        self.sign_out = _wide(Button(themes, tr("Sign out"), look=Look.GHOST, size=Size.LARGE))
        self.sign_out.clicked.connect(self.sign_out_wanted)
        column.addWidget(self.sign_out)
        self.countdown = Countdown(self.button)
        self.countdown.over.connect(lambda: self._say(""))
        self._enter = SubmitOnEnter(self)
        self._enter.watch(self.password.edit)
        self._enter.submitted.connect(self.submit)
        return form

    # Other ways in

    def _ask_ways(self) -> None:
        """Whether there is a password at all, and who else may vouch."""
        services, user = self._services, self._user

        def read() -> tuple[tuple[LinkedAccount, ...], tuple[Provider, ...]]:
            return services.for_user(user).profile.accounts(), services.oauth.providers()

        self._ops.run_query(self, read, self._on_ways, lambda _error: None)

    def _on_ways(self, found: tuple[Sequence[LinkedAccount], Sequence[Provider]]) -> None:
        accounts, providers = found
        ways = {account.provider for account in accounts}
        for provider in providers:
            if provider.id not in ways:
                continue
            words = tr("Unlock with {title}", title=provider.title)
            icon = provider_icon(provider.id)
            button = _wide(Button(self._themes, words, icon=icon, size=Size.LARGE))
            button.clicked.connect(lambda _on=False, each=provider: self._on_provider(each))
            self.provider_buttons.append(button)
            self._provider_column.addWidget(button)
        self._providers.setVisible(bool(self.provider_buttons))
        if accounts and "credential" not in ways:
            self._with_password.hide()
        if not self.password.text:
            self.begin()

    def _on_provider(self, provider: Provider) -> None:
        if self.browser is None:
            signin = self._services.signin
            flow = BrowserFlow(
                self._ops,
                self._bus,
                self._services.oauth,
                # Their word came too late to open the lock: the session it began is locked, too.
                unwanted=lambda _session: signin.lock(),
                parent=self,
            )
            self.browser = BrowserPage(self._themes, flow)
            self.browser.done.connect(lambda _session: self.unlocked.emit())
            self.browser.left.connect(self._on_left)
            self._sheet.addWidget(self.browser)
        self._sheet.setCurrentWidget(self.browser)
        # Kept for later runs as it was before the lock.
        self.browser.start(provider, keep=None, only_for=self._user)

    def _on_left(self) -> None:
        self._sheet.setCurrentIndex(0)
        self.begin()

    # What came of it

    def _on_error(self, error: Exception) -> None:
        self.button.setEnabled(True)
        tell_refusal(error, field_for=lambda _words: None, say=self._say, countdown=self.countdown)
        self.password.edit.setFocus()

    def _say(self, words: str) -> None:
        self.password.set_error(words)
        announce(self, words)


def _wide(button: Button) -> Button:
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return button
