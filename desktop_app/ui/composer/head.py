"""The head of a composer: whom it is from and for, and the subject."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.outgoing import Draft, How, Identity
from desktop_app.ui.composer.recipients import RecipientField
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.mirror import popup_below, sides
from desktop_app.ui.widgets.buttons import Button, Look, Size, icon_button
from desktop_app.ui.widgets.labels import Glyph, hairline, label

_GLYPHS = {
    How.NEW: "ph.note-pencil",
    How.REPLY: "ph.arrow-bend-up-left",
    How.REPLY_ALL: "ph.arrow-bend-double-up-left",
    How.FORWARD: "ph.arrow-bend-up-right",
}


class Head(QWidget):
    """To in the first line; From, Cc, Bcc and the subject where they are needed.

    Signals:
        changed
        window_pressed: own window, or back.
    """

    changed = Signal()
    window_pressed = Signal()

    def __init__(self, ctx: Context, *, docked: bool) -> None:
        super().__init__()
        self._ctx = ctx
        self._docked = docked
        self.identities: tuple[Identity, ...] = ()
        self._identity: Identity | None = None
        self._glyph = Glyph(ctx.theme, _GLYPHS[How.NEW])
        self.to = RecipientField(ctx, tr("To"), titled=not docked)
        self.cc = RecipientField(ctx, tr("Cc"))
        self.bcc = RecipientField(ctx, tr("Bcc"))
        self.subject = QLineEdit()
        self.subject.setAccessibleName(tr("Subject"))
        self.subject.setProperty("bare", True)
        self.suggest = icon_button(
            ctx.theme, "ph.sparkle", tr("Suggest a subject"), size=Size.SMALL
        )
        self.suggest.set_glyph("ph.sparkle", "semantic.ai.fg")
        self.from_button = Button(
            ctx.theme, "", look=Look.GHOST, size=Size.SMALL, trailing_icon="ph.caret-down"
        )
        self.from_button.clicked.connect(self._choose_identity)
        self.cc_button = Button(ctx.theme, tr("Cc"), look=Look.GHOST, size=Size.SMALL)
        self.bcc_button = Button(ctx.theme, tr("Bcc"), look=Look.GHOST, size=Size.SMALL)
        self.window_button = icon_button(
            ctx.theme, "ph.arrows-out-simple", tr("Open in its own window"), size=Size.SMALL
        )
        self._lay_out()
        self._connect()
        self.set_docked(docked)

    @property
    def people_fields(self) -> tuple[RecipientField, ...]:
        return (self.to, self.cc, self.bcc)

    @property
    def from_address(self) -> str:
        """Which address it is written from; "" before there is a mailbox."""
        chosen = self._identity
        return chosen.address if chosen is not None and chosen.mailbox_id is not None else ""

    def show_content(
        self, draft: Draft, identities: Sequence[Identity], *, beside: bool = False
    ) -> None:
        """Show the people and the subject of a draft, without telling.

        Args:
            beside: what was typed before it came stays.
        """
        content = draft.content
        self.identities = tuple(identities)
        wanted = content.from_address
        self._identity = next(
            (each for each in self.identities if each.address == wanted),
            self.identities[0] if self.identities else None,
        )
        self._glyph.set_glyph(_GLYPHS[draft.how])
        self.blockSignals(True)
        for field, people in zip(
            self.people_fields, (content.to, content.cc, content.bcc), strict=True
        ):
            if beside:
                field.show_before(people)
            else:
                field.show_people(people)
        if not (beside and self.subject.text().strip()):
            self.subject.setText(content.subject)
        self.blockSignals(False)
        self._show_from()
        for field, button in ((self.cc, self.cc_button), (self.bcc, self.bcc_button)):
            if not (beside and field.isVisibleTo(self)):
                self._open(field, button, bool(field.everybody))
        # Only what belongs to a conversation has a place to be docked.
        self.window_button.setVisible(self._docked or draft.conversation_id is not None)
        self._subject_row.setVisible(
            not self._docked or draft.how is How.NEW or not self.subject.text()
        )

    def show_field(self, field: RecipientField) -> None:
        """Bring a field to sight and the keyboard to it."""
        if field is self.cc:
            self._open(self.cc, self.cc_button, True)
        elif field is self.bcc:
            self._open(self.bcc, self.bcc_button, True)
        field.setFocus()

    def set_docked(self, docked: bool) -> None:
        self._docked = docked
        icon = "ph.arrows-out-simple" if docked else "ph.arrows-in-simple"
        name = tr("Open in its own window") if docked else tr("Dock below the conversation")
        self.window_button.set_glyph(icon)
        self.window_button.setAccessibleName(name)
        self.window_button.setToolTip(name)
        self._subject_row.setVisible(not docked or not self.subject.text())
        self._from_row.setVisible(not docked)
        self._show_from()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._from_row = QWidget()
        row = QHBoxLayout(self._from_row)
        row.setContentsMargins(*sides(12, 4, 9, 4))
        row.setSpacing(8)
        title = label(tr("From"), "secondary")
        title.setFixedWidth(44)
        self._from_words = label("", "body")
        row.addWidget(title)
        row.addWidget(self._from_words)
        row.addStretch()
        column.addWidget(self._from_row)
        top = QHBoxLayout()
        top.setContentsMargins(*sides(12, 2, 9, 2))
        top.setSpacing(6)
        glyph = QVBoxLayout()
        glyph.setContentsMargins(*sides(0, 8, 2, 0))
        glyph.addWidget(self._glyph)
        glyph.addStretch()
        top.addLayout(glyph)
        top.addWidget(self.to, 1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 4, 0, 0)
        buttons.setSpacing(0)
        for button in (self.from_button, self.cc_button, self.bcc_button, self.window_button):
            buttons.addWidget(button)
        side = QVBoxLayout()
        side.addLayout(buttons)
        side.addStretch()
        top.addLayout(side)
        column.addLayout(top)
        for field in (self.cc, self.bcc):
            field.setContentsMargins(*sides(12, 0, 9, 0))
            field.hide()
            column.addWidget(field)
        self._subject_row = QWidget()
        row = QHBoxLayout(self._subject_row)
        row.setContentsMargins(*sides(12, 2, 9, 2))
        row.setSpacing(8)
        title = label(tr("Subject"), "secondary")
        title.setMinimumWidth(48)
        title.setBuddy(self.subject)
        row.addWidget(title)
        row.addWidget(self.subject, 1)
        row.addWidget(self.suggest)
        column.addWidget(self._subject_row)
        column.addWidget(hairline())
        self.setTabOrder(self.to.line, self.cc.line)
        self.setTabOrder(self.cc.line, self.bcc.line)
        self.setTabOrder(self.bcc.line, self.subject)

    def _connect(self) -> None:
        for field in self.people_fields:
            field.changed.connect(self.changed)
        self.subject.textChanged.connect(lambda _text: self.changed.emit())
        self.cc_button.clicked.connect(lambda: self.show_field(self.cc))
        self.bcc_button.clicked.connect(lambda: self.show_field(self.bcc))
        self.window_button.clicked.connect(self.window_pressed)

    @staticmethod
    def _open(field: RecipientField, button: Button, on: bool) -> None:
        field.setVisible(on)
        button.setVisible(not on)

    def _show_from(self) -> None:
        chosen = self._identity
        several = len(self.identities) > 1
        address = chosen.address if chosen is not None else ""
        self.from_button.set_words(address)
        self.from_button.setToolTip(tr("From {address}", address=address))
        self.from_button.setAccessibleName(tr("From {address}", address=address))
        self.from_button.setVisible(several)
        named = f"{chosen.name} <{address}>" if chosen is not None and chosen.name else address
        self._from_words.setText(named)
        self._from_row.setVisible(not self._docked and not several and chosen is not None)

    def _choose_identity(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for each in self.identities:
            words = f"{each.name} <{each.address}>" if each.name else each.address
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(each == self._identity)
            action.triggered.connect(lambda _on=False, chosen=each: self._on_identity(chosen))
        popup_below(menu, self.from_button, 2)

    def _on_identity(self, chosen: Identity) -> None:
        self._identity = chosen
        self._show_from()
        self.changed.emit()
