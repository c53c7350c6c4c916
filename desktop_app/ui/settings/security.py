"""Lock, password, recovery code, and the accounts that are connected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.language import dated, plural, tr
from desktop_app.domain.setting_kinds import Value
from desktop_app.domain.users import LinkedAccount, Provider
from desktop_app.ui.actions import shown_key
from desktop_app.ui.settings.cards import Card, Part, SettingRow
from desktop_app.ui.settings.dialogs import ChangePassword, Connect, NewRecoveryCode
from desktop_app.ui.settings.typed_rows import TypedRow
from desktop_app.ui.shell.context import Context
from desktop_app.ui.signin.browser import provider_icon
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.dialogs import ask_first
from desktop_app.ui.widgets.row_list import Row, RowList

_BY_PASSWORD = "credential"  # noqa: S105  (a provider, not a secret)


class SecurityCard(Card):
    """Everything that keeps others out."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx.theme, "security", tr("Security"), tr("safe protect"))
        self._ctx = ctx
        self._had_code = False
        self._accounts: tuple[LinkedAccount, ...] = ()
        self._providers: tuple[Provider, ...] = ()
        themes = ctx.theme
        self.lock_row = TypedRow(ctx, "lock.after_minutes", said=_after_words, help=" ")
        self.lock_after = self.lock_row.control
        self.add(self.lock_row)
        ctx.choices.keymap.changed.connect(self._say_key)
        self._say_key()
        self.change = Button(themes, tr("Change"), name=tr("Change password"))
        self.change.clicked.connect(self._on_change)
        self.password = self.add(SettingRow(themes, tr("Password"), self.change))
        self.new_code = Button(themes, tr("New code"), name=tr("New recovery code"))
        self.new_code.clicked.connect(self._on_new_code)
        self.code = self.add(
            SettingRow(themes, tr("Recovery code"), self.new_code, also=tr("forgot password"))
        )
        self.connected = self.add(
            Part(themes, tr("connected accounts google microsoft github"), padded=False)
        )
        column = QVBoxLayout(self.connected)
        column.setContentsMargins(0, 1, 0, 0)
        self.list = RowList(themes, tr("Connected accounts"), most=5)
        self.list.acted.connect(self._on_account)
        column.addWidget(self.list)
        self.connected.set_wanted(False)
        self.close_up()

    def show_ways(
        self, accounts: Sequence[LinkedAccount], providers: Sequence[Provider], has_code: bool
    ) -> None:
        """What ways in there are, and which could be added."""
        self._accounts, self._providers = tuple(accounts), tuple(providers)
        self._had_code = has_code
        self.code.say(
            tr("There is one. A new one takes its place.") if has_code else tr("None yet.")
        )
        password = any(account.provider == _BY_PASSWORD for account in accounts)
        self.password.set_wanted(password)
        self.code.set_wanted(password)
        linked = {account.provider for account in accounts}
        rows = [
            self._linked_row(account) for account in accounts if account.provider != _BY_PASSWORD
        ]
        rows += [
            Row(
                f"connect {provider.id}",
                provider.title,
                tr("Not connected"),
                glyph=provider_icon(provider.id),
                action=tr("Connect"),
            )
            for provider in providers
            if provider.id not in linked
        ]
        self.list.put(rows)
        self.connected.set_wanted(bool(rows))

    def _say_key(self) -> None:
        keys = self._ctx.choices.keymap.of("file.lock")
        at_once = tr("{shown_key} locks at once. ", shown_key=shown_key(keys[0])) if keys else ""
        self.lock_row.say(tr("{at_once}Sleep locks, too.", at_once=at_once))

    def _linked_row(self, account: LinkedAccount) -> Row:
        since = account.linked_at and self._ctx.local(account.linked_at)
        detail = (
            tr("Connected since {day}", day=dated(since, year=True)) if since else tr("Connected")
        )
        if not account.can_unlink:
            detail = tr("{detail}, the only way in", detail=detail)
        action = tr("Disconnect") if account.can_unlink else ""
        icon = provider_icon(account.provider)
        return Row(f"unlink {account.id}", account.title, detail, glyph=icon, action=action)

    def _on_change(self) -> None:
        ChangePassword(self._ctx, self.window()).open()

    def _on_new_code(self) -> None:
        NewRecoveryCode(self._ctx, self.window(), had_one=self._had_code).open()

    def _on_account(self, key: str) -> None:
        what, _, which = key.partition(" ")
        if what == "connect":
            self._connect(next(each for each in self._providers if each.id == which))
        else:
            self._disconnect(next(each for each in self._accounts if each.id == which))

    def _connect(self, provider: Provider) -> None:
        ctx = self._ctx
        dialog = Connect(ctx, self.window(), provider, ctx.services.user)
        words = tr("{title} connected", title=provider.title)
        dialog.linked.connect(lambda: ctx.bus.tell(Changes(Kind.USERS)))
        dialog.linked.connect(lambda: ctx.notices.say(words))
        dialog.open()

    def _disconnect(self, account: LinkedAccount) -> None:
        profile = self._ctx.services.profile
        ask_first(
            self,
            self._ctx.theme,
            tr("Disconnect {title}?", title=account.title),
            tr(
                "You will not be able to sign in with {title} until you connect it again.",
                title=account.title,
            ),
            tr("Disconnect"),
            lambda: self._ctx.ops.run_command(self, lambda: profile.unlink(account.id)),
        )


def _after_words(value: Value) -> str:
    minutes = int(value)
    if not minutes:
        return tr("Never")
    hours, rest = divmod(minutes, 60)
    if not rest:
        return plural("After {n} hours", "After an hour", hours)
    return plural("After {n} minutes", "After a minute", minutes)
