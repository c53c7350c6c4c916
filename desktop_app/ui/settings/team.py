"""The database that is worked in: one's own, or a team's, and who else is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from desktop_app.domain.about import Place
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
        super().__init__(themes, "team", "Team database", "sync server shared colleagues hub")
        self._ctx = ctx
        self.state = StateTag(themes, Pill("", "", "success"))
        self.state.hide()
        self.where = SettingRow(
            themes, "Where you work", self.state, sentence=" ", also="postgres host connection"
        )
        self.add(self.where)
        self.people = SettingRow(themes, "Who else", sentence=" ", also="people users accounts")
        self.add(self.people)
        self.copy = Button(themes, "Copy command", name="Copy the command for a team’s database")
        self.copy.clicked.connect(self._on_copy)
        self.other = SettingRow(
            themes, "Work in a team’s database", self.copy, also="remote postgres url change",
            sentence="One command, with Outpost closed. What is here stays here.",
        )  # fmt: skip
        self.add(self.other)
        note = Part(themes, "privacy network", padded=False)
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
            self.where.say("Your own database, on this computer.")
            self.note.set_text("No server is asked for anything of yours.")
            self.state.hide()
            return
        self.where.say(f"{place.name} at {place.host}, as {place.role}")
        self.state.say(_connection(place))
        self.state.show()
        self.note.set_text(
            "Outpost works right in this database: what you do there, those who may read it see."
        )

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(_COMMAND)
        self._ctx.notices.say("The command is on the clipboard")


def people_words(people: Sequence[str], *, is_ours: bool) -> str:
    """Who else has an account in the database."""
    if not people:
        return "Nobody else has an account here."
    named = ", ".join(people[:_NAMED])
    more = len(people) - _NAMED
    if more > 0:
        named = f"{named} and {more:,} more"
    return f"{named}. Their leads and mail are theirs alone." if is_ours else f"{named}."


def _connection(place: Place) -> Pill:
    if place.encrypted is False:
        return Pill("Not encrypted", "ph.warning-fill", "warning")
    return Pill("Connected", "ph.check-circle-fill", "success")
