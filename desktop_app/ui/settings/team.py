"""The database that is worked in: one's own, or a team's, and who else is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from desktop_app.domain.about import Place
from desktop_app.domain.language import numeral, tr
from desktop_app.ui.mailboxes.card import StateTag
from desktop_app.ui.mailboxes.words import Pill
from desktop_app.ui.settings.cards import Card, Part, SettingRow
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.labels import Glyph, Paragraph

_NAMED: Final = 6  # people that are named, before the others are counted
_COMMAND: Final = "outpost settings set database.url postgresql://USER@HOST:5432/DATABASE"


class TeamCard(Card):
    """Says what is true of the database; it is changed by the command line, with Outpost closed."""

    def __init__(self, ctx: Context) -> None:
        themes = ctx.theme
        super().__init__(
            themes, "team", tr("Team database"), tr("sync server shared colleagues hub")
        )
        self._ctx = ctx
        self.state = StateTag(themes, Pill("", "", "success"))
        self.state.hide()
        self.where = SettingRow(
            themes,
            tr("Where you work"),
            self.state,
            sentence=" ",
            also=tr("postgres host connection"),
        )
        self.add(self.where)
        self.people = SettingRow(
            themes, tr("Who else"), sentence=" ", also=tr("people users accounts")
        )
        self.add(self.people)
        self.copy = Button(
            themes, tr("Copy command"), name=tr("Copy the command for a team’s database")
        )
        self.copy.clicked.connect(self._on_copy)
        self.other = SettingRow(
            themes, tr("Work in a team’s database"),
            self.copy, also=tr("remote postgres url change"),
            sentence=tr("One command, with Outpost closed. What is here stays here."),
        )  # fmt: skip
        self.add(self.other)
        note = Part(themes, tr("privacy network"), padded=False)
        row = QHBoxLayout(note)
        row.setContentsMargins(15, 12, 15, 12)
        row.setSpacing(8)
        row.addWidget(Glyph(themes, "ph.lock-key"))
        self.note = Paragraph(themes, "", font="small", ink="text.secondary")
        row.addWidget(self.note, 1)
        self.add(note)

    def refresh(self) -> None:
        """Read it anew, in the background."""
        care = self._ctx.services.care
        self._ctx.ops.run_query(self, care.place, self._show, self._ctx.notices.error, key="place")

    def _show(self, place: Place) -> None:
        is_ours = not place.host
        self.other.set_wanted(is_ours)
        self.people.say(people_words(place.people, is_ours=is_ours))
        if is_ours:
            self.where.say(tr("Your own database, on this computer."))
            self.note.set_text(tr("No server is asked for anything of yours."))
            self.state.hide()
            return
        self.where.say(
            tr("{name} at {host}, as {role}", name=place.name, host=place.host, role=place.role)
        )
        self.state.say(_connection(place))
        self.state.show()
        self.note.set_text(
            tr(
                "Outpost works right in this database: what you do there, those who may "
                "read it see."
            )
        )

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(_COMMAND)
        self._ctx.notices.say(tr("The command is on the clipboard"))


def people_words(people: Sequence[str], *, is_ours: bool) -> str:
    """Who else has an account in the database."""
    if not people:
        return tr("Nobody else has an account here.")
    named = ", ".join(people[:_NAMED])
    more = len(people) - _NAMED
    if more > 0:
        named = tr("{named} and {more} more", named=named, more=numeral(more))
    return (
        tr("{named}. Their leads and mail are theirs alone.", named=named)
        if is_ours
        else f"{named}."
    )


def _connection(place: Place) -> Pill:
    if place.encrypted is False:
        return Pill(tr("Not encrypted"), "ph.warning-fill", "warning")
    return Pill(tr("Connected"), "ph.check-circle-fill", "success")
