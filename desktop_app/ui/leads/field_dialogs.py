"""The dialogs that define the user's own fields: one adds, one shows and changes all."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.custom_fields import CustomField, CustomKind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import plural, tr
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.ui.ops import Fault, Freshness
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button, Look, Segmented, Size, icon_button
from desktop_app.ui.widgets.dialogs import ask_first
from desktop_app.ui.widgets.fields import Field, SubmitOnEnter
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import Paragraph, label
from desktop_app.ui.widgets.layouts import clear
from desktop_app.ui.widgets.scroll import scrolling

_KINDS = {
    CustomKind.TEXT: tr("Text"),
    CustomKind.NUMBER: tr("Number"),
    CustomKind.DATE: tr("Date"),
    CustomKind.CHOICE: tr("Choice"),
}


class FieldDialog(Dialog):
    """Asks for a title, a kind and choices; of a field that stands, for title and choices.

    Signals:
        saved: it was added or changed.
    """

    saved = Signal()

    def __init__(self, ctx: Context, parent: QWidget, standing: CustomField | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._standing = standing
        themes = ctx.theme
        words = tr("Add a field") if standing is None else tr("Change the field")
        self.setWindowTitle(words)
        self.setModal(True)
        self.setFixedWidth(420)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(label(words, "title"))
        sentence = tr(
            "Every lead gets it. Values stay with the leads, also when the field is removed."
        )
        column.addWidget(Paragraph(themes, sentence, ink="text.secondary", width=372))
        self.title = Field(themes, tr("Name"), placeholder=tr("Contract value"))
        column.addWidget(self.title)
        kinds = [(kind.value, title, "") for kind, title in _KINDS.items()]
        self.kind = Segmented(themes, kinds, tall=True)
        self.kind.choose(standing.kind if standing is not None else CustomKind.TEXT)
        self.kind.chosen.connect(lambda _kind: self._show_kind())
        column.addWidget(self.kind)
        if standing is not None:
            self.kind.hide()
        self._choices_title = label(tr("Choices, one on each line"), "field")
        column.addWidget(self._choices_title)
        self.choices = QPlainTextEdit()
        self.choices.setProperty("field", True)
        self.choices.setAccessibleName(tr("Choices, one on each line"))
        self.choices.setTabChangesFocus(True)
        self.choices.setFixedHeight(5 * themes.now.line("body") + 12)
        column.addWidget(self.choices)
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        cancel = Button(themes, tr("Cancel"), size=Size.FIELD)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        yes = tr("Add field") if standing is None else tr("Save")
        self._yes = Button(themes, yes, look=Look.PRIMARY, size=Size.FIELD)
        self._yes.clicked.connect(self.submit)
        row.addWidget(self._yes)
        column.addLayout(row)
        if standing is not None:
            self.title.edit.setText(standing.title)
            self.choices.setPlainText("\n".join(standing.choices))
        self._enter = SubmitOnEnter(self)
        self._enter.watch(self.title.edit)
        self._enter.submitted.connect(self.submit)
        self._show_kind()
        self.title.edit.setFocus()

    def submit(self) -> None:
        """Add or change it, if it can be."""
        self._yes.setEnabled(False)
        fields, standing, title = self._ctx.services.custom_fields, self._standing, self.title.text
        kind, lines = CustomKind(self.kind.value), self.choices.toPlainText().splitlines()

        def command() -> object:
            if standing is None:
                return fields.add(title, kind, lines if kind is CustomKind.CHOICE else ())
            done: Changes = fields.rename(standing.id, title)
            if standing.kind is CustomKind.CHOICE:
                renamed = _renamed(standing.choices, lines)
                done |= fields.change_choices(standing.id, lines, renamed)
            return done

        self._ctx.ops.run_command(self, command, self._on_done, self._on_error)

    def _on_done(self, _done: object) -> None:
        self.saved.emit()
        self.accept()

    def _on_error(self, error: Exception) -> None:
        self._yes.setEnabled(True)
        if not isinstance(error, KnownError):
            self._ctx.notices.error(Fault.of(error))
            return
        words = f"{error.title} {error.advice}".strip()
        if error.field == "choices":
            self.trouble.setText(words)
            self.trouble.show()
            self.choices.setFocus()
        else:
            self.title.set_error(words)
            self.title.edit.setFocus()

    def _show_kind(self) -> None:
        chooses = self.kind.value == CustomKind.CHOICE
        self._choices_title.setVisible(chooses)
        self.choices.setVisible(chooses)
        self.adjustSize()


def _renamed(old: tuple[str, ...], lines: list[str]) -> dict[str, str]:
    """Which choices got other words: where as many lines stand as before, those that changed in
    their place and stand nowhere else."""
    new = [" ".join(line.split()) for line in lines if line.strip()]
    if len(new) != len(old):
        return {}
    return {
        was: now for was, now in zip(old, new, strict=True) if was not in new and now not in old
    }


class ManageFields(Dialog):
    """All fields of the user in their order, each to be changed, moved or removed."""

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.fields: tuple[CustomField, ...] = ()
        themes = ctx.theme
        self.setWindowTitle(tr("Fields of leads"))
        self.setModal(True)
        self.setFixedWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(label(tr("Fields of leads"), "title"))
        inner = QWidget()
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self._area: QScrollArea = scrolling(inner)
        self._area.setMinimumHeight(180)
        self._area.setMaximumHeight(360)
        column.addWidget(self._area, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.add = Button(themes, tr("Add a field…"), icon="ph.plus", size=Size.FIELD)
        self.add.clicked.connect(lambda: ask_field(ctx, self))
        row.addWidget(self.add)
        row.addStretch()
        done = Button(themes, tr("Done"), look=Look.PRIMARY, size=Size.FIELD)
        done.clicked.connect(self.accept)
        row.addWidget(done)
        column.addLayout(row)
        Freshness(self, ctx.bus, Kind.LEADS, self.read)
        self.read()

    def read(self) -> None:
        """Read the fields anew."""
        fields = self._ctx.services.custom_fields
        self._ctx.ops.run_query(self, lambda: fields.list(), self._show, key="fields")

    def _show(self, found: LeadFields) -> None:
        self.fields = found.custom
        clear(self._rows)
        if not self.fields:
            self._rows.addWidget(label(tr("No fields of your own yet."), "secondary"))
        for number, field in enumerate(self.fields):
            self._rows.addWidget(self._make_row(number, field))
        self._rows.addStretch()

    def _make_row(self, number: int, field: CustomField) -> QWidget:
        themes = self._ctx.theme
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(label(field.title, "body"))
        row.addWidget(label(_KINDS[field.kind], "small"))
        row.addStretch()
        up = icon_button(
            themes, "ph.caret-up", tr("Move {title} up", title=field.title), size=Size.SMALL
        )
        up.setEnabled(number > 0)
        up.clicked.connect(lambda: self._move(number, -1))
        down = icon_button(
            themes, "ph.caret-down", tr("Move {title} down", title=field.title), size=Size.SMALL
        )
        down.setEnabled(number < len(self.fields) - 1)
        down.clicked.connect(lambda: self._move(number, 1))
        change = icon_button(
            themes, "ph.pencil-simple", tr("Change {title}", title=field.title), size=Size.SMALL
        )
        change.clicked.connect(lambda: ask_field(self._ctx, self, field))
        remove = icon_button(
            themes, "ph.trash", tr("Remove {title}", title=field.title), size=Size.SMALL
        )
        remove.clicked.connect(lambda: self._remove(field))
        for button in (up, down, change, remove):
            row.addWidget(button)
        return holder

    def _move(self, number: int, step: int) -> None:
        ids = [field.id for field in self.fields]
        ids[number], ids[number + step] = ids[number + step], ids[number]
        self._run(lambda fields: fields.reorder(ids))

    def _remove(self, field: CustomField) -> None:
        """Ask first where leads have values of it: they can be seen no more."""
        fields = self._ctx.services.custom_fields
        field_id: UUID = field.id

        def remove() -> None:
            self._run(lambda each: each.remove(field_id))

        def ask(count: int) -> None:
            if not count:
                remove()
                return
            whose = plural("{n} leads have", "{n} lead has", count)
            ask_first(
                self,
                self._ctx.theme,
                tr("Remove “{title}”?", title=field.title),
                tr(
                    "{whose} a value of it. The values stay with the leads and are there again "
                    "when a field of this name is added, but until then nobody sees them.",
                    whose=whose,
                ),
                tr("Remove"),
                remove,
            )

        self._ctx.ops.run_query(self, lambda: fields.in_use(field_id), ask, key="use")

    def _run(self, command: Callable[..., Changes]) -> None:
        fields = self._ctx.services.custom_fields
        self._ctx.ops.run_command(
            self,
            lambda: command(fields),
            lambda _done: self.read(),
            lambda error: self._ctx.notices.error(error),
        )


def ask_field(ctx: Context, parent: QWidget, standing: CustomField | None = None) -> FieldDialog:
    """Open the dialog that adds a field, or changes one."""
    dialog = FieldDialog(ctx, parent, standing)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def manage_fields(ctx: Context, parent: QWidget) -> ManageFields:
    """Open the dialog of all fields."""
    dialog = ManageFields(ctx, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
