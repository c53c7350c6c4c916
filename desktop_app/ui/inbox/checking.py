"""Which conversations are checked, and what can be done with them."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from desktop_app.domain.inbox import ConversationRow
from desktop_app.domain.language import tr
from desktop_app.ui.inbox.list_pane import ListPane
from desktop_app.ui.leads.bulk import Chosen
from desktop_app.ui.list_checking import CheckedBar, ListChecking
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes

_LOOKED_AT = 2_000


class ConversationsBar(CheckedBar):
    """What can be done with checked conversations; in a list of 300 px the buttons are icons with
    names."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(themes, parent)
        self.archive = self.add(icon="ph.archive-box", name=tr("Archive them"), key="E")
        self.snooze = self.add(icon="ph.clock", name=tr("Snooze them"), key="H")
        self.read = self.add(
            icon="ph.envelope-open", name=tr("Mark them as read or unread"), key="U"
        )
        self.add_close()


class Checking(ListChecking):
    """Checks conversations of the list."""

    def __init__(self, ctx: Context, pane: ListPane) -> None:
        self.bar = ConversationsBar(ctx.theme, pane)
        self._service = ctx.services.conversations
        self._pane, self._model = pane, pane.model
        super().__init__(pane, pane.view, pane.model, self.bar)
        ctx.notices.stand_above(self.bar)
        pane.query_changed.connect(lambda _query: self.clear())

    def chosen(self) -> Chosen | None:
        """What is checked, to be resolved in the background; all means the whole result, also
        what the list has not read yet. None where nothing is."""
        count = self.count
        if not count:
            return None
        selection, ids = self._model.checked.selection, self._model.ids
        query, service = self._pane.query, self._service
        return Chosen(
            lambda: selection.resolve(service.all_ids(query) if selection.all else ids), count
        )

    def listed(self) -> tuple[UUID, ...]:
        """Those that are checked and stand in the list as it is now; ask it of a few."""
        return tuple(self._model.checked.selection.resolve(self._model.ids))

    def rows_known(self) -> list[ConversationRow]:
        """Those that are checked and have been read already."""
        model = self._model
        places = range(min(len(model.ids), _LOOKED_AT))
        here = (at for at in places if model.is_checked(at) and not model.is_loading(at))
        return [row for row in map(model.row_at, here) if row is not None]
