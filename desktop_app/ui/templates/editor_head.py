"""The head of the editor: name, how it stands, and what is done with the whole template."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop_app.domain.language import tr
from desktop_app.ui.actions import shown_key
from desktop_app.ui.inbox.pieces import Header
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.buttons import Button, Segmented, Size, icon_button
from desktop_app.ui.widgets.labels import ElidedLabel, label, set_role

WRITE, PREVIEW = "write", "preview"


class EditorHead(Header):
    """Signals:
    side_chosen: ``write`` or ``preview``, where both share one pane.
    """

    side_chosen = Signal(str)

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, left=20, right=16)
        themes = ctx.theme
        self.title = ElidedLabel(themes, "", font="title")
        self.state = label("", "small")
        self.star = icon_button(themes, "ph.star", tr("Default for its category"))
        self.duplicate = icon_button(themes, "ph.copy", tr("Make a copy"), key="Ctrl+D")
        self.delete = icon_button(themes, "ph.trash", tr("Delete"), key="Del")
        self.more = icon_button(themes, "ph.dots-three", tr("More"))
        self.use = Button(
            themes,
            tr("Use"),
            icon="ph.paper-plane-tilt",
            size=Size.NORMAL,
            name=tr("Write a mail with it"),
        )
        self.use.setAccessibleName(tr("Use"))
        use = tr("Write to the lead of the preview")
        self.use.setToolTip(f"{use}  {shown_key('Ctrl+Return')}")
        self.sides = Segmented(themes, ((WRITE, tr("Write"), ""), (PREVIEW, tr("Preview"), "")))
        self.sides.chosen.connect(self.side_chosen)
        self.row.setSpacing(6)
        self.row.addWidget(self.title, 1)
        self.row.addWidget(self.state)
        self.row.addSpacing(4)
        self.row.addWidget(self.sides)
        for each in (self.star, self.duplicate, self.delete, self.more, self.use):
            self.row.addWidget(each)
        self.sides.hide()

    def say(self, words: str, wrong: bool = False) -> None:
        """How it stands: saved when, or not."""
        if wrong and words != self.state.text():
            announce(self, words)
        self.state.setText(words)
        set_role(self.state, "error" if wrong else "small")

    def show_star(self, is_default: bool) -> None:
        self.star.set_glyph(
            "ph.star-fill" if is_default else "ph.star",
            "semantic.warning.solid" if is_default else "text.secondary",
        )
        words = (
            tr("No longer the default")
            if is_default
            else tr("Make it the default for its category")
        )
        self.star.setAccessibleName(words)
        self.star.setToolTip(words)

    def set_possible(self, *, there: bool, mine: bool) -> None:
        """Which buttons can do something."""
        for each in (self.star, self.delete):
            each.setVisible(there and mine)
        for each in (self.duplicate, self.use):
            each.setVisible(there)
        self.state.setVisible(there)
