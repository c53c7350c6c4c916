"""What a model is for, kind by kind, and what a month of it may cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.lead_values import show_number
from desktop_app.domain.model_settings import (
    Beside,
    ModelKind,
    Provider,
    read_typed,
    setting_named,
)
from desktop_app.ui.settings.dialogs import FormDialog
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Check
from desktop_app.ui.widgets.fields import Field
from desktop_app.ui.widgets.labels import label

_KINDS: Final[Mapping[ModelKind, str]] = {
    ModelKind.DRAFT: tr("Drafts"),
    ModelKind.SUMMARY: tr("Summaries"),
    ModelKind.SENTIMENT: tr("Sentiment"),
    ModelKind.URGENCY: tr("Urgency"),
    ModelKind.INTENT: tr("What they want"),
    ModelKind.SUGGESTION: tr("Next steps"),
}
_LIMITS: Final[Mapping[str, tuple[str, str]]] = {
    "model.budget_tokens": (tr("Tokens a month"), tr("No limit")),
    "model.budget_money": (tr("Money a month"), tr("No limit")),
    "model.price_in": (tr("Price of a million tokens sent"), tr("Not known")),
    "model.price_out": (tr("Price of a million tokens received"), tr("Not known")),
}
_WRONG: Final[Mapping[str, str]] = {
    "model.budget_tokens": tr("A whole number, 0 or more."),
}


class ModelDetails(FormDialog):
    """Kinds, prices and budgets, saved together.

    Args:
        provider: as it is now.
    """

    def __init__(self, ctx: Context, parent: QWidget, provider: Provider) -> None:
        sentence = tr(
            "What is not ticked, Outpost does by itself. Money counts by the prices below."
        )
        super().__init__(ctx, parent, tr("What the model does"), sentence, tr("Save"))
        kinds = QGridLayout()
        kinds.setVerticalSpacing(6)
        kinds.setColumnStretch(0, 1)
        kinds.setColumnStretch(1, 1)
        self.kinds = {kind: Check(ctx.theme, words) for kind, words in _KINDS.items()}
        for number, (kind, check) in enumerate(self.kinds.items()):
            check.setChecked(kind in provider.kinds)
            kinds.addWidget(check, number // 2, number % 2)
        self.body.addLayout(kinds)
        self.beside = Check(ctx.theme, tr("Keep what the built-in reader found beside it"))
        self.beside.setChecked(provider.beside is Beside.ADD)
        self.body.addWidget(self.beside)
        self.body.addWidget(label(tr("Budget"), "heading"))
        limits = QGridLayout()
        limits.setHorizontalSpacing(16)
        limits.setVerticalSpacing(14)
        limits.setColumnStretch(0, 1)
        limits.setColumnStretch(1, 1)
        self.limits: dict[str, Field] = {}
        for number, (name, (title, nothing)) in enumerate(_LIMITS.items()):
            field = self.limits[name] = self.add(Field(ctx.theme, title, placeholder=nothing))
            value = getattr(provider, setting_named(name).part)
            field.edit.setText(
                numeral(value) if isinstance(value, int) and value else _money(value)
            )
            limits.addWidget(field, number // 2, number % 2)
        self.body.addLayout(limits)

    def submit(self) -> None:
        if not self.yes.isEnabled():
            return
        values: dict[str, float] = {}
        for name, field in self.limits.items():
            field.set_error("")
            try:
                values[setting_named(name).part] = read_typed(name, field.text.strip() or "0")
            except KnownError:
                field.set_error(_WRONG.get(name, tr("A number, 0 or more.")))
        money = self.limits["model.budget_money"]
        if values.get("money") and not (values.get("price_in") or values.get("price_out")):
            money.set_error(tr("Needs a price: without one nothing counts."))
        wrong = next((each for each in self.limits.values() if each.error), None)
        if wrong is not None:
            wrong.edit.setFocus()
            return
        kinds = frozenset(kind for kind, check in self.kinds.items() if check.isChecked())
        beside = Beside.ADD if self.beside.isChecked() else Beside.REPLACE
        writing = self._ctx.services.writing

        def save() -> Changes:
            now: Provider = writing.provider()
            wanted = replace(
                now, kinds=kinds, beside=beside, tokens=int(values["tokens"]),
                money=values["money"], price_in=values["price_in"], price_out=values["price_out"],
            )  # fmt: skip
            changes: Changes = writing.set_provider(wanted)
            return changes

        self.ask(save, lambda _changes: self.accept())


def _money(value: float) -> str:
    return show_number(value) if value else ""
