"""The card beside a mail of the outbox: who it is for, how it goes, and what happened so far."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.language import numeral, tr
from desktop_app.domain.outgoing import Outgoing, OutgoingEvent, Sending
from desktop_app.ui.inbox.words import moment_words, size_words
from desktop_app.ui.outbox import words
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.labels import ElidedLabel, Face, Link, Paragraph, label

_PAD = 16
_MOST_NAMED = 12
_MOST_EVENTS = 60


class OutboxCard(QScrollArea):
    """Facts and history of one mail.

    Signals:
        lead_pressed, conversation_pressed: the id of one to be shown.
    """

    lead_pressed = Signal(object)
    conversation_pressed = Signal(object)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("About this mail"))
        self.show_mail(None)

    def show_mail(
        self,
        mail: Outgoing | None,
        events: tuple[OutgoingEvent, ...] = (),
        hidden: tuple[str, ...] = (),
    ) -> None:
        """Show a mail, or nothing.

        Args:
            hidden: recipients that the others do not see.
        """
        at = self.verticalScrollBar().value()
        content = QWidget()
        content.setProperty("ground", "subtle")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        if mail is not None:
            self._fill(content, mail, events, hidden)
        self.setWidget(content)  # deletes the one before
        content.show()
        self.verticalScrollBar().setValue(at)

    def _fill(
        self,
        content: QWidget,
        mail: Outgoing,
        events: tuple[OutgoingEvent, ...],
        hidden: tuple[str, ...],
    ) -> None:
        themes = self._ctx.theme
        column = QVBoxLayout(content)
        column.setContentsMargins(_PAD, _PAD, _PAD, _PAD)
        column.setSpacing(0)
        column.addLayout(self._who(mail))
        for words_, told, signal in (
            (tr("Show lead"), mail.lead_id, self.lead_pressed),
            (tr("Show conversation"), mail.conversation_id, self.conversation_pressed),
        ):
            if told is not None:
                link = Link(themes, words_, font="small")
                link.activated.connect(lambda each=told, to=signal: to.emit(each))
                column.addSpacing(6)
                column.addWidget(link)
        column.addSpacing(18)
        column.addWidget(label(tr("On its way"), "caption"))
        for key, value in self._facts(mail, hidden):
            column.addSpacing(6)
            column.addWidget(label(key, "small"))
            column.addWidget(self._paragraph(value))
        column.addSpacing(18)
        column.addWidget(label(tr("What happened"), "caption"))
        self._add_events(column, events)
        column.addStretch(1)

    def _who(self, mail: Outgoing) -> QHBoxLayout:
        themes, name = self._ctx.theme, words.whom(mail)
        line = QHBoxLayout()
        line.setSpacing(10)
        first = mail.people[0].name or mail.people[0].email if mail.people else name
        line.addWidget(Face(themes, 36, first, person=True))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(ElidedLabel(themes, name, font="bodyStrong", weight=600))
        if mail.company and mail.company != name:
            names.addWidget(ElidedLabel(themes, mail.company, font="small", ink="text.secondary"))
        line.addLayout(names, 1)
        return line

    def _facts(self, mail: Outgoing, hidden: tuple[str, ...]) -> list[tuple[str, str]]:
        now, zone = self._ctx.clock(), self._ctx.zone
        facts = []
        if mail.delivered_at is not None:
            facts.append((tr("Sent"), moment_words(mail.delivered_at, now, zone)))
        elif mail.state is Sending.QUEUED:
            facts.append((tr("Goes out"), words.later_words(mail, now, zone)))
        elif mail.wanted_at is not None:
            facts.append((tr("Was to go out"), moment_words(mail.wanted_at, now, zone)))
        facts.append((tr("From"), mail.mailbox))
        shown = [each for each in mail.to if each not in hidden]
        facts.append((tr("To"), _listed(shown)))
        if hidden:
            facts.append((tr("Bcc"), _listed(list(hidden))))
        facts.append((tr("Size"), size_words(mail.size)))
        if mail.attempts > 1:
            facts.append((tr("Tries"), numeral(mail.attempts)))
        return [(key, value) for key, value in facts if value]

    def _add_events(self, column: QVBoxLayout, events: tuple[OutgoingEvent, ...]) -> None:
        now, zone = self._ctx.clock(), self._ctx.zone
        left_out = len(events) - _MOST_EVENTS
        for number, event in reversed(list(enumerate(events))[-_MOST_EVENTS:]):
            column.addSpacing(8)
            words_ = words.event_words(event, number == 0)
            column.addWidget(self._paragraph(words_))
            column.addWidget(label(moment_words(event.at, now, zone), "small"))
        if left_out > 0:
            column.addSpacing(8)
            column.addWidget(
                label(tr("and {left_out} before", left_out=numeral(left_out)), "small")
            )

    def _paragraph(self, words_: str) -> Paragraph:
        # Of a width of its own: as high as its words then, wherever the card stands.
        width = self._ctx.theme.now.layout.inbox_lead_card - 2 * _PAD
        return Paragraph(self._ctx.theme, words_, font="small", width=width)


def _listed(addresses: list[str]) -> str:
    more = len(addresses) - _MOST_NAMED
    shown = "\n".join(addresses[:_MOST_NAMED])
    return tr("{shown}\nand {more} more", shown=shown, more=numeral(more)) if more > 0 else shown
