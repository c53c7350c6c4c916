"""Which actions are checked, and what can be done with them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.domain.ids import IdList
from desktop_app.domain.language import tr
from desktop_app.ui.leads.bulk import Chosen
from desktop_app.ui.list_checking import CheckedBar, ListChecking
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.today.list_pane import TodayList


class ActionsBar(CheckedBar):
    """What can be done with checked actions."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(themes, parent)
        self.complete = self.add(tr("Complete"), icon="ph.check", key="D")
        self.snooze = self.add(tr("Snooze"), icon="ph.clock", key="H")
        self.cancel = self.add(tr("Cancel"), icon="ph.x-circle")
        self.add_close()


class Checking(ListChecking):
    """Checks actions of the list, between its headings."""

    def __init__(self, ctx: Context, pane: TodayList) -> None:
        self.bar = ActionsBar(ctx.theme, pane)
        self._service = ctx.services.today
        self._pane, self._model = pane, pane.model
        super().__init__(pane, pane.view, pane.model, self.bar)
        ctx.notices.stand_above(self.bar)
        pane.query_changed.connect(lambda _query: self.clear())

    def chosen(self) -> Chosen | None:
        """What is checked, to be resolved in the background; all means what the list shows, also
        what it has not read yet. None where nothing is."""
        count = self.count
        if not count:
            return None
        selection, listed, query = (
            self._model.checked.selection,
            self._model.actions,
            self._pane.query,
        )
        if self._model.queue is not None and self._model.queue.whole:
            return Chosen(lambda: selection.resolve(listed), count)
        folded, service = self._model.foldable and self._model.folded, self._service

        def resolve() -> IdList:
            found = service.whole(query).sections
            shown = (each for each in found if not (folded and each.group == "done"))
            return selection.resolve(IdList(b"".join(each.ids.packed for each in shown)))

        return Chosen(resolve, count)

    def _total(self) -> int:
        return self._model.action_count

    def _listed(self) -> IdList:
        return self._model.actions

    def _rows(self, low: int, high: int) -> tuple[IdList, int, int]:
        whole = self._model.ids.page(low, high - low + 1)
        listed = IdList.of([each for each in whole if each not in self._model.headings])
        return listed, 0, len(listed) - 1
