"""Where one is signed in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.domain.language import tr
from desktop_app.domain.users import SessionInfo
from desktop_app.ui.settings.cards import Card, Part
from desktop_app.ui.settings.words import device_words, used_words
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button, Size
from desktop_app.ui.widgets.dialogs import ask_first
from desktop_app.ui.widgets.labels import label
from desktop_app.ui.widgets.row_list import Row, RowList

_SHOWN = 6


class SessionsCard(Card):
    """The devices, each of which can be signed out."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(
            ctx.theme, "sessions", tr("Sessions"), tr("devices signed in sign out computers")
        )
        self._ctx = ctx
        self._sessions: tuple[SessionInfo, ...] = ()
        self.everywhere = Button(ctx.theme, tr("Sign out everywhere else"), size=Size.SMALL)
        self.everywhere.clicked.connect(self._on_everywhere)
        self.everywhere.hide()
        self.head.addWidget(self.everywhere)
        part = Part(ctx.theme, tr("device address last used"), padded=False)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 1, 0, 0)
        self.list = RowList(ctx.theme, tr("Devices"), most=_SHOWN)
        self.list.acted.connect(self._on_sign_out)
        column.addWidget(self.list)
        self.trouble = label("", "error", wrap=True)
        self.trouble.setContentsMargins(14, 8, 14, 8)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.add(part)
        self.close_up()

    def show_sessions(self, sessions: Sequence[SessionInfo]) -> None:
        self._sessions = tuple(sessions)
        self.trouble.hide()
        self.list.put([self._row(session) for session in self._sessions])
        self.everywhere.setVisible(any(not session.is_this for session in self._sessions))

    def fail(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.show()

    def _row(self, session: SessionInfo) -> Row:
        words, icon = device_words(session.device)
        moment = session.updated_at or session.created_at
        now = self._ctx.now()
        used = used_words(self._ctx.local(moment) if moment else None, now)
        detail = ", ".join(each for each in (session.address, used) if each)
        tag = tr("This computer") if session.is_this else ""
        action = "" if session.is_this else tr("Sign out")
        detail = detail[:1].upper() + detail[1:]
        return Row(session.id, words, detail, glyph=icon, tag=tag, action=action)

    def _on_sign_out(self, key: str) -> None:
        session = next((each for each in self._sessions if each.id == key), None)
        if session is None:
            return
        profile = self._ctx.services.profile
        ask_first(
            self,
            self._ctx.theme,
            tr("Sign out {device_words}?", device_words=device_words(session.device)[0]),
            tr("What was written there is kept. Whoever uses it signs in again."),
            tr("Sign out"),
            lambda: self._ctx.ops.run_command(self, lambda: profile.revoke(key)),
        )

    def _on_everywhere(self) -> None:
        profile = self._ctx.services.profile
        ask_first(
            self,
            self._ctx.theme,
            tr("Sign out everywhere else?"),
            tr("All devices but this one are signed out. What was written there is kept."),
            tr("Sign out"),
            lambda: self._ctx.ops.run_command(
                self, lambda: profile.sign_out_everywhere(but_here=True)
            ),
        )
