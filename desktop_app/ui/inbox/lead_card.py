"""The card at the right of a thread: who this is, what is to be done, what else was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.actions import Action
from desktop_app.domain.inbox import ConversationRow
from desktop_app.domain.insights import Insight
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.leads import Lead, LeadStatus
from desktop_app.ui.inbox import words
from desktop_app.ui.inbox.card_insights import CardInsights
from desktop_app.ui.inbox.why_popover import say_why
from desktop_app.ui.leads.open_actions import OpenActions
from desktop_app.ui.leads.panel_parts import StatusButton
from desktop_app.ui.leads.status_menu import show_status_menu
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.focus import ring_on_focus
from desktop_app.ui.widgets.labels import ElidedLabel, Face, label
from desktop_app.ui.widgets.note import Note

_PAD = 16
_KEYS = 84  # the column of the facts' names
_LONGEST_KEY = tr("Last contact")
_OTHERS = 8


@dataclass(frozen=True, slots=True)
class _Known:
    """A lead and what else was written with it."""

    lead: Lead
    others: tuple[ConversationRow, ...]
    failing: Mapping[str, str]
    insights: tuple[Insight, ...]
    actions: tuple[Action, ...]


class LeadCard(QScrollArea):
    """Shows the lead of a conversation, or the address of somebody unknown.

    Signals:
        lead_pressed: the lead's id: its name was pressed.
        conversation_pressed: the id of another conversation.
        make_pressed: name and address of somebody who is to become a lead.
        asked_about: an :class:`Insight` that one asks about, or None once one does no more.
    """

    lead_pressed = Signal(object)
    conversation_pressed = Signal(object)
    make_pressed = Signal(str, str)
    asked_about = Signal(object)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._row: ConversationRow | None = None
        self._lead: Lead | None = None
        self.status: StatusButton | None = None
        self.open_actions: OpenActions | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("Lead card"))
        self._show(self._blank())

    def show_row(self, row: ConversationRow | None) -> None:
        """Show the person of a conversation; what is there stays until it is read."""
        self._row = row
        if row is None:
            self._show(self._blank())
        elif row.lead_id is None:
            self._show(self._stranger(row))
        else:
            self._read(row, row.lead_id)

    def reload(self) -> None:
        self.show_row(self._row)

    def _read(self, row: ConversationRow, lead_id: UUID) -> None:
        services = self._ctx.services
        leads, talks = services.leads, services.conversations

        def read() -> _Known | None:
            lead = leads.lead(lead_id)
            if lead is None:
                return None
            others = tuple(each for each in leads.conversations(lead_id) if each.id != row.id)
            return _Known(
                lead,
                others,
                talks.failing(lead_id),
                services.insights.newest_of_lead(lead_id),
                services.actions.open_of_lead(lead_id),
            )

        def done(known: _Known | None) -> None:
            if self._row is not None and self._row.id == row.id:
                self._show(self._stranger(row) if known is None else self._known(known))

        self._ctx.ops.run_query(self, read, done, self._ctx.notices.error, key="lead")

    # What the user does

    def choose_status(self) -> None:
        """Open the menu of statuses."""
        lead, button = self._lead, self.status
        if lead is None or button is None:
            return

        def set_status(status: LeadStatus) -> None:
            if status is not lead.status:
                leads = self._ctx.services.leads
                self._ctx.ops.run_command(self, lambda: leads.set_status((lead.id,), status))

        corner = button.mapToGlobal(QPoint(0, button.height() + 2))
        show_status_menu(self, self._ctx.theme, corner, set_status, current=lead.status)

    def add_action(self, action: Action | None = None) -> None:
        """What is to be done with this lead; ``action`` changes one."""
        from desktop_app.ui.leads.action_dialog import ask_action

        lead = self._lead
        if lead is not None:
            name = " · ".join(filter(None, (lead.company, lead.contact_name)))
            ask_action(self._ctx, self, lead.id, name, action=action)

    def _complete(self, action: Action) -> None:
        actions = self._ctx.services.actions
        self._ctx.ops.run_command(self, lambda: actions.complete((action.id,)))

    def _say_why(self, insight: Insight, shown: QWidget) -> None:
        popover = say_why(self._ctx, self, insight, shown)
        popover.closed.connect(lambda: self.asked_about.emit(None))
        self.asked_about.emit(insight)

    # What is shown

    def _show(self, content: QWidget) -> None:
        content.setProperty("ground", "subtle")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        had = self.widget() is not None and self.isAncestorOf(self.window().focusWidget() or self)
        self.setWidget(content)  # deletes the one before
        content.show()
        if had:
            self.setFocus()

    def _blank(self) -> QWidget:
        self._forget()
        return QWidget()

    def _forget(self) -> None:
        self._lead = self.status = self.open_actions = None

    def _column(self) -> tuple[QWidget, QVBoxLayout]:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(_PAD, _PAD, _PAD, _PAD)
        column.setSpacing(0)
        return content, column

    def _stranger(self, row: ConversationRow) -> QWidget:
        self._forget()
        content, column = self._column()
        name = row.with_name or row.with_email
        column.addLayout(self._who(name, row.with_email if row.with_name else "", person=True))
        column.addSpacing(14)
        hint = label(tr("Not one of your leads yet."), "small", wrap=True)
        column.addWidget(hint)
        column.addSpacing(12)
        make = Button(self._ctx.theme, tr("Make a lead"), icon="ph.user-plus")
        make.clicked.connect(lambda: self.make_pressed.emit(row.with_name, row.with_email))
        make.setEnabled(bool(row.with_email))
        column.addWidget(make)
        column.addStretch(1)
        return content

    def _known(self, known: _Known) -> QWidget:
        lead = self._lead = known.lead
        content, column = self._column()
        column.addLayout(self._who(lead.company or lead.contact_name, lead.contact_name))
        column.addSpacing(10)
        column.addLayout(self._status(lead.status))
        for key, value in self._facts(lead):
            column.addWidget(_Fact(self._ctx.theme, key, value))
        for address, said in known.failing.items():
            column.addSpacing(10)
            note = Note(
                self._ctx.theme,
                tr("Mail does not reach {address}", address=address),
                icon="ph.warning-circle",
            )
            note.setToolTip(said)
            column.addWidget(note)
        column.addSpacing(10)
        show = Button(self._ctx.theme, tr("Show lead"), look=Look.LINK, size=Size.SMALL)
        show.clicked.connect(lambda: self.lead_pressed.emit(lead.id))
        column.addWidget(show)
        insights = CardInsights(self._ctx.theme, known.insights)
        insights.asked.connect(self._say_why)
        column.addWidget(insights)
        self._add_actions(column, known.actions)
        if known.others:
            column.addSpacing(16)
            column.addWidget(label(tr("Other conversations"), "caption"))
            column.addSpacing(6)
            self._add_others(column, known.others)
        column.addStretch(1)
        return content

    def _status(self, status: LeadStatus) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(_Fact(self._ctx.theme, tr("Status")))
        self.status = StatusButton(self._ctx.theme)
        self.status.show_status(status)
        self.status.clicked.connect(self.choose_status)
        line.addWidget(self.status)
        line.addStretch(1)
        return line

    def _add_actions(self, column: QVBoxLayout, actions: Sequence[Action]) -> None:
        column.addSpacing(16)
        head = QHBoxLayout()
        head.addWidget(label(tr("Open actions"), "caption"))
        head.addStretch(1)
        add = Button(self._ctx.theme, tr("Add"), look=Look.LINK, size=Size.SMALL)
        add.setAccessibleName(tr("Add an action"))
        add.clicked.connect(lambda: self.add_action())
        head.addWidget(add)
        column.addLayout(head)
        self.open_actions = OpenActions(self._ctx, "", stacked=True)
        self.open_actions.done_wanted.connect(self._complete)
        self.open_actions.edit_wanted.connect(self.add_action)
        self.open_actions.show_actions(actions)
        column.addWidget(self.open_actions)

    def _facts(self, lead: Lead) -> list[tuple[str, str]]:
        now, zone = self._ctx.clock(), self._ctx.zone
        contact = lead.last_contact_at
        facts = [
            (tr("Industry"), lead.industry),
            (tr("Size"), lead.company_size),
            (tr("Phone"), lead.phone),
            (tr("Last contact"), words.day_words(contact, now, zone) if contact else tr("Never")),
        ]
        return [(key, value) for key, value in facts if value]

    def _add_others(self, column: QVBoxLayout, others: Sequence[ConversationRow]) -> None:
        now, zone = self._ctx.clock(), self._ctx.zone
        for row in others[:_OTHERS]:
            line = _Other(self._ctx.theme, row, words.month_words(row.last_at, now, zone))
            line.pressed.connect(lambda each=row.id: self.conversation_pressed.emit(each))
            column.addWidget(line)
        if len(others) > _OTHERS:
            column.addSpacing(4)
            column.addWidget(
                label(tr("and {value} more", value=numeral(len(others) - _OTHERS)), "small")
            )

    def _who(self, first: str, second: str, *, person: bool = False) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(Face(self._ctx.theme, 36, first, person=person))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(ElidedLabel(self._ctx.theme, first, font="bodyStrong", weight=600))
        if second and second != first:
            small = ElidedLabel(self._ctx.theme, second, font="small", ink="text.secondary")
            names.addWidget(small)
        line.addLayout(names, 1)
        return line


class _Fact(QWidget):
    """A fact's name and value on one line; without a value somebody else shows that."""

    def __init__(self, themes: Themes, key: str, value: str = "") -> None:
        super().__init__()
        self._themes = themes
        self._key = key
        self._value = value
        self.setAccessibleName(f"{key} {value}".rstrip())
        self.setToolTip(value)
        wide = QSizePolicy.Policy.Expanding if value else QSizePolicy.Policy.Fixed
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        value = 80 if self._value else 0
        return QSize(self._key_width() + value, self._themes.now.line("small") + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        font = theme.font("small")
        keys = self._key_width()
        rect = QRect(0, 0, keys - 6, self.height())
        paint.text(painter, rect, self._key, font, theme.text.tertiary)
        rect = QRect(keys, 0, self.width() - keys, self.height())
        paint.text(painter, rect, self._value, font, theme.text.primary)

    def _key_width(self) -> int:
        """As wide as the longest name, whatever the size of the text."""
        font = self._themes.now.font("small")
        return max(_KEYS, paint.text_width(_LONGEST_KEY, font) + 8)


class _Other(QWidget):
    """Another conversation: its subject and month."""

    pressed = Signal()

    def __init__(self, themes: Themes, row: ConversationRow, when: str) -> None:
        super().__init__()
        self._themes = themes
        self._subject = row.subject or tr("(no subject)")
        self._when = when
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{self._subject}, {when}")
        self.setToolTip(self._subject)
        ring_on_focus(self, themes, 4)

    def sizeHint(self) -> QSize:
        return QSize(120, self._themes.now.line("small") + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        middle = self.height() // 2
        ink = theme.text.secondary
        self._themes.draw_glyph(painter, 0, middle - 7, 14, "ph.chat-centered-text", ink)
        font = theme.font("small")
        width = paint.text_width(self._when, font)
        rect = QRect(self.width() - width, 0, width, self.height())
        paint.text(painter, rect, self._when, font, theme.text.tertiary, elide=False)
        rect = QRect(22, 0, self.width() - width - 22 - 8, self.height())
        lit = theme.accent.text if self.underMouse() else theme.text.primary
        paint.text(painter, rect, self._subject, font, lit)
