"""Which leads of a sequence are checked, and what can be done with them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.domain.language import tr
from desktop_app.ui.leads.bulk import Chosen
from desktop_app.ui.list_checking import CheckedBar, ListChecking
from desktop_app.ui.sequences.enrolled_list import EnrolledModel, EnrolledView
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes


class EnrolledBar(CheckedBar):
    """What can be done with checked leads; narrow, for a narrow pane."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(themes, parent, narrow=True)
        self.pause = self.add(tr("Pause"))
        self.resume = self.add(tr("Resume"))
        self.skip = self.add(tr("Skip"))
        self.stop = self.add(tr("Stop"))
        self.add_close()


class Checking(ListChecking):
    """Checks leads of the list."""

    def __init__(
        self, ctx: Context, pane: QWidget, view: EnrolledView, model: EnrolledModel
    ) -> None:
        self.bar = EnrolledBar(ctx.theme, pane)
        self._view, self._model = view, model
        super().__init__(pane, view, model, self.bar)
        ctx.notices.stand_above(self.bar)

    def chosen(self) -> Chosen | None:
        """What is checked, to be resolved in the background, or else the current one."""
        count = self.count
        if not count:
            current = self._view.current_id
            return Chosen.one(current) if current is not None else None
        selection, listed = self._model.checked.selection, self._model.ids
        return Chosen(lambda: selection.resolve(listed), count)
