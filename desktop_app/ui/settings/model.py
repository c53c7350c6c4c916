"""Who writes for the user and reads their mail: this computer or a service, what it may cost, and
what left for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.insights import READING, ReadingState
from desktop_app.domain.language import decimal, numeral, percent, plural, tr
from desktop_app.domain.model_settings import (
    READ_KINDS,
    Provider,
    read_setting,
    setting_named,
    written,
)
from desktop_app.domain.setting_kinds import Value
from desktop_app.domain.setting_table import BY_NAME
from desktop_app.domain.writing import Leaving, ModelList, Spending
from desktop_app.ui.day_names import MONTHS
from desktop_app.ui.mailboxes.card import StateTag
from desktop_app.ui.mailboxes.words import Pill
from desktop_app.ui.ops import Freshness
from desktop_app.ui.settings.cards import Card, Part, SettingRow
from desktop_app.ui.settings.model_details import ModelDetails
from desktop_app.ui.settings.model_dialog import ModelDialog
from desktop_app.ui.settings.typed_rows import CardRow
from desktop_app.ui.settings.way_back import way_back
from desktop_app.ui.settings.what_left import WhatLeft
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button, Segmented
from desktop_app.ui.widgets.labels import Glyph, Link, Paragraph
from desktop_app.ui.widgets.switch import Switch
from desktop_app.ui.writing.asking import LeavingDialog

_LOCAL, _ONLINE = "local", "online"


@dataclass(frozen=True, slots=True)
class _Found:
    """All that the card shows."""

    provider: Provider
    spent: Spending
    models: ModelList | None
    reading: ReadingState


class ModelCard(Card):
    """Each change is saved at once."""

    def __init__(self, ctx: Context) -> None:
        themes = ctx.theme
        super().__init__(
            themes, "model", tr("AI provider"), tr("model artificial intelligence llm drafts")
        )
        self._ctx = ctx
        self._provider = Provider()
        self._looked_at = ""
        self.on = Switch(themes, tr("AI provider"))
        self.on.clicked.connect(self._on_switched)
        self.head.addWidget(self.on)
        self.runs_on = Segmented(
            themes, ((_LOCAL, tr("This computer"), ""), (_ONLINE, tr("Online service"), ""))
        )
        self.runs_on.setAccessibleName(tr("Runs on"))
        self.runs_on.chosen.connect(lambda where: self._set_up(local=where == _LOCAL))
        self.add(
            SettingRow(
                themes, tr("Runs on"), self.runs_on, also=tr("local cloud service"),
                setting="model.on"
            )
        )  # fmt: skip
        self.state = StateTag(themes, Pill(tr("Not set up"), "", "warning"))
        self.forget = way_back(themes, tr("none"), self._on_forget)
        self.change = Button(themes, tr("Change"))
        self.change.clicked.connect(lambda: self._set_up(local=self.runs_on.value == _LOCAL))
        self.model = SettingRow(
            themes,
            tr("Model"),
            self.forget,
            self.state,
            self.change,
            sentence=" ",
            also=tr("url address key name"),
            setting="model.url model.name",
        )
        self.add(self.model)
        self._add_switches()
        self._add_picks()
        self._add_note()
        kinds = Kind.WRITING | Kind.INSIGHTS
        self._fresh = Freshness(self, ctx.bus, kinds, self.refresh)

    def refresh(self) -> None:
        """Read how it is set up anew, in the background."""
        services = self._ctx.services
        writing, insights = services.writing, services.insights

        def read() -> _Found:
            return _Found(writing.provider(), writing.spent(), writing.models(), insights.state())

        self._ctx.ops.run_query(self, read, self._show, self._ctx.notices.error, key="model")

    # What it is made of

    def _add_switches(self) -> None:
        themes = self._themes
        self.reading_row = self._add_row(READING, self._on_reading)
        self.reading = self.reading_row.control
        kinds = BY_NAME["model.kinds"]
        self.reads = Switch(themes, kinds.title)
        self.reads.clicked.connect(self._on_reads)
        self.usual_kinds = way_back(themes, tr("Drafts and summaries"), self._on_usual_kinds)
        self.add(
            SettingRow(
                themes, kinds.title, self.usual_kinds, self.reads, setting=kinds.name,
                sentence=tr("In place of the built-in reader. It uses more of the budget."),
            )
        )  # fmt: skip
        self.hot_row = self._add_row("insights.drafts_for_hot")
        self.hot = self.hot_row.control

    def _add_picks(self) -> None:
        self.least_row = self._add_row("insights.least_confidence", said=_percent)
        self.least = self.least_row.control
        self.details = Button(self._themes, tr("More…"))
        self.details.setToolTip(
            tr("What the model does, kind by kind; prices, and a budget of money")
        )
        self.details.clicked.connect(self._show_details)
        self.budget_row = self._add_row("model.budget_tokens", said=_budget, beside=(self.details,))
        self.budget = self.budget_row.control

    def _add_row(
        self,
        name: str,
        put: Callable[[Value], None] | None = None,
        *,
        said: Callable[[Value], str] | None = None,
        beside: tuple[QWidget, ...] = (),
    ) -> CardRow:
        """A row made from the table of settings; what is chosen there is a part of the provider's,
        where nobody else puts it."""
        row = CardRow(self._ctx, name, said=said, help=" ", beside=beside)
        row.say("")  # until there is something to say: its title says what it is
        row.wanted.connect(put or (lambda value: self._put(name, value)))
        return self.add(row)

    def _add_note(self) -> None:
        themes = self._ctx.theme
        part = Part(themes, tr("privacy sent service what left"), padded=False)
        row = QHBoxLayout(part)
        row.setContentsMargins(15, 12, 15, 12)
        row.setSpacing(8)
        row.addWidget(Glyph(themes, "ph.lock-key"))
        self.note = Paragraph(themes, "", font="small", ink="text.secondary")
        row.addWidget(self.note, 1)
        self.left = Link(themes, tr("What left"), font="small")
        self.left.activated.connect(lambda: WhatLeft(self._ctx, self.window()).open())
        row.addWidget(self.left)
        self.add(part)

    # What is shown

    def _show(self, found: _Found) -> None:
        provider = self._provider = found.provider
        self.on.setChecked(provider.on)
        where = "" if not provider.url else _LOCAL if provider.is_local else _ONLINE
        self.runs_on.show_choice(where or _LOCAL)
        self.model.say(model_sentence(provider))
        self._show_state(provider, found.models)
        self.reading_row.show_value(found.reading.is_on)
        self.reading_row.say(reading_sentence(found.reading))
        self.reads.setChecked(provider.kinds >= READ_KINDS)
        self.usual_kinds.setVisible(provider.kinds != Provider().kinds)
        for row, value in (
            (self.hot_row, provider.drafts_for_hot),
            (self.least_row, provider.least_confidence),
            (self.budget_row, provider.tokens),
        ):
            row.show_value(written(value))
        self.forget.setVisible(bool(provider.url or provider.name))
        self.budget_row.say(budget_sentence(found.spent))
        self.note.set_text(note_sentence(provider))

    def _show_state(self, provider: Provider, models: ModelList | None) -> None:
        self.state.say(state_of(provider, models))
        error = models.error if models is not None and models.url == provider.url else None
        self.state.setToolTip(f"{error.title} {error.advice}".strip() if error else "")
        # Whether it can be reached is looked at once when one comes here.
        if provider.is_ready and self._looked_at != provider.url:
            self._looked_at = provider.url
            writing = self._ctx.services.writing
            if provider.is_local:  # another one is looked at when one asks for it
                self._run(writing.look_for_models, quietly=True)

    # What the user does

    def _on_switched(self, on: bool) -> None:
        if on and not (self._provider.url and self._provider.name):
            self.on.setChecked(False)
            self._set_up(local=self.runs_on.value == _LOCAL)
        else:
            self._change(lambda now: replace(now, on=on))

    def _on_reading(self, on: Value) -> None:
        insights = self._ctx.services.insights
        self._run(lambda: insights.set_on(bool(on)))

    def _on_reads(self, on: bool) -> None:
        self._change(
            lambda now: replace(now, kinds=now.kinds | READ_KINDS if on else now.kinds - READ_KINDS)
        )

    def _on_usual_kinds(self) -> None:
        self._put("model.kinds", BY_NAME["model.kinds"].default)
        self.reads.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_forget(self) -> None:
        self._change(lambda now: replace(now, on=False, url="", name=""))
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, name: str, value: Value) -> None:
        """Have one setting of the table at a value."""
        part = {setting_named(name).part: read_setting(name, str(value))}
        self._change(lambda now: replace(now, **part))

    def _ask_about(self, leaving: Leaving | None) -> None:
        """Mail goes to a service by itself only after one has seen what leaves for it; nothing does
        until then. Who does not want that has nothing done by itself."""
        if leaving is None:
            return
        agree = self._ctx.services.writing.agree
        dialog = LeavingDialog(self._ctx.theme, self.window(), leaving)
        dialog.accepted.connect(lambda: self._run(lambda: agree(leaving.host)))
        dialog.rejected.connect(lambda: self._change(_nothing_by_itself))
        dialog.open()

    def _set_up(self, *, local: bool) -> None:
        dialog = ModelDialog(self._ctx, self.window(), self._provider, local=local)
        dialog.finished.connect(lambda _how: self.refresh())
        dialog.accepted.connect(lambda: self._change(lambda now: now))
        dialog.open()

    def _show_details(self) -> None:
        dialog = ModelDetails(self._ctx, self.window(), self._provider)
        dialog.accepted.connect(lambda: self._change(lambda now: now))
        dialog.open()

    def _change(self, change: Callable[[Provider], Provider]) -> None:
        """Set it up otherwise; where mail would go to a service by itself then, it is asked."""
        writing = self._ctx.services.writing

        def run() -> tuple[Leaving | None, Changes]:
            now = writing.provider()
            wanted = change(now)
            changes = writing.set_provider(wanted) if wanted != now else Changes()
            return writing.leaving_by_itself(), changes

        def done(changed: tuple[Leaving | None, Changes]) -> None:
            self.refresh()
            self._ask_about(changed[0])

        self._ctx.ops.run_command(self, run, done, self._on_error)

    def _run(self, command: Callable[[], Changes], *, quietly: bool = False) -> None:
        failed: Callable[[Exception], Any] = _ignore if quietly else self._on_error
        self._ctx.ops.run_command(self, command, lambda _done: self.refresh(), failed)

    def _on_error(self, error: Exception) -> None:
        """What could not be saved does not look as if it were."""
        self._ctx.notices.error(error)
        self.refresh()


def _nothing_by_itself(provider: Provider) -> Provider:
    return replace(provider, kinds=provider.kinds - READ_KINDS, drafts_for_hot=False)


def model_sentence(provider: Provider) -> str:
    """Which model it is, and where."""
    if not provider.url or not provider.name:
        return tr("None is set up. Drafts come from your templates; nothing leaves.")
    return tr("{name}, at {host}", name=provider.name, host=provider.host)


def state_of(provider: Provider, models: ModelList | None) -> Pill:
    """Whether it can be asked, as far as is known."""
    if not provider.url or not provider.name:
        return Pill(tr("Not set up"), "", "warning")
    if not provider.on:
        return Pill(tr("Off"), "", "info")
    if models is None or models.url != provider.url:
        return Pill(tr("Set up"), "", "info")
    if models.is_looking:
        return Pill(tr("Looking …"), "", "info")
    if models.error is not None:
        return Pill(tr("Not reachable"), "ph.warning-circle-fill", "danger")
    if models.names and provider.name not in models.names:
        return Pill(tr("No such model"), "ph.warning-circle-fill", "danger")
    return Pill(tr("Ready"), "ph.check-circle-fill", "success")


def reading_sentence(state: ReadingState) -> str:
    """How far reading is."""
    if not state.is_on:
        return tr("Off. What was read stays.")
    read = tr("{read} read", read=numeral(state.read))
    if state.is_paused:
        return tr("Paused. {read}, {waiting} left.", read=read, waiting=numeral(state.waiting))
    left = tr(", {waiting} left", waiting=numeral(state.waiting)) if state.waiting else ""
    unread = (
        tr(", {unread} in a language that is not read", unread=numeral(state.unread))
        if state.unread
        else ""
    )
    return f"{read}{left}{unread}."


def budget_sentence(spent: Spending) -> str:
    """What this month has used."""
    used = tr(
        "{tokens} tokens in {month}",
        tokens=numeral(spent.tokens),
        month=MONTHS[spent.month.month - 1],
    )
    if spent.money or spent.money_budget:
        used += tr(", about {money}", money=decimal(spent.money, 2))
    if spent.money_budget:
        used += tr(" of {budget}", budget=decimal(spent.money_budget, 2))
    return plural("{used}, in {n} calls.", "{used}, in {n} call.", spent.calls, used=used)


def note_sentence(provider: Provider) -> str:
    """What leaves, and where to."""
    if not provider.is_ready:
        return tr("Nothing is sent to a service.")
    if provider.is_local:
        return tr("Nothing is sent to a service while this computer does the work.")
    return tr(
        "What you ask for is sent to {host}: the conversation without attachments. It "
        "is shown before the first time.",
        host=provider.host,
    )


def _percent(value: Value) -> str:
    least = float(value)
    return percent(least * 100) if least else tr("Show all")


def _budget(value: Value) -> str:
    tokens = int(value)
    return tr("{each} tokens", each=numeral(tokens)) if tokens else tr("No limit")


def _ignore(_error: Exception) -> None:
    """A look that fails is told by what it finds."""
