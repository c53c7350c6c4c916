"""What is done with a whole template, once what was typed in it is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal

from desktop_app.domain.changes import Changes
from desktop_app.domain.language import tr
from desktop_app.domain.templates import Template
from desktop_app.ui.shell.context import Context
from desktop_app.ui.templates.use import use

if TYPE_CHECKING:
    from desktop_app.ui.templates.screen import TemplatesScreen

Settle = Callable[[Callable[[], None]], None]


class Commands(QObject):
    """Signals:
    made: the id of a template that was made, and whether it is an empty one.
    """

    made = Signal(object, bool)

    def __init__(self, ctx: Context, screen: TemplatesScreen, settle: Settle) -> None:
        super().__init__(screen)
        self._ctx = ctx
        self._screen = screen
        self._settle = settle

    @property
    def _mine(self) -> Template | None:
        """The template that is shown, where it is the user's own."""
        template = self._screen.template
        return template if template is not None and template.mine else None

    def create(self) -> None:
        """A new template, in the category one is in."""
        templates, template = self._ctx.services.templates, self._screen.template
        category = template.category if template is not None else ""
        self._make(lambda: templates.add(category=category), is_empty=True)

    def duplicate(self) -> None:
        """A copy of one's own, which becomes current."""
        templates, template = self._ctx.services.templates, self._screen.template
        if template is not None:
            self._settle(lambda: self._make(lambda: templates.duplicate(template.id)))

    def use(self, lead_id: UUID | None) -> None:
        """Write to a lead with it."""
        template = self._screen.template
        if template is None:
            return
        if lead_id is None:
            self._ctx.notices.say(tr("There is no lead to write to yet"))
            return
        self._settle(lambda: use(self._ctx, self, template, lead_id))

    def toggle_default(self) -> None:
        """The star."""
        templates, template = self._ctx.services.templates, self._mine
        if template is not None:
            self._run(lambda: templates.set_default(template.id, not template.is_default))

    def toggle_shared(self) -> None:
        """Let the team use it, or no longer."""
        templates, template = self._ctx.services.templates, self._mine
        if template is not None:
            self._run(lambda: templates.share(template.id, not template.shared))

    def delete(self) -> None:
        """Delete it; the toast brings it back, with what was typed last."""
        templates, template, keeper = self._ctx.services.templates, self._mine, self._screen.keeper
        if template is not None:
            self._run(lambda: templates.delete([template.id]), lambda: keeper.forget(template.id))

    def show_versions(self) -> None:
        """What it was earlier, and how to get that back."""
        template = self._mine
        if template is None:
            return
        from desktop_app.ui.templates.versions import TemplateVersions

        templates = self._ctx.services.templates

        def show() -> None:
            dialog = TemplateVersions(self._ctx, self._screen, template)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.chosen.connect(lambda n: self._run(lambda: templates.restore(template.id, n)))
            dialog.load()
            dialog.open()

        self._settle(show)

    def _make(self, command: Callable[[], tuple[UUID, Changes]], *, is_empty: bool = False) -> None:
        self._ctx.ops.run_command(
            self,
            command,
            lambda done: self.made.emit(done[0], is_empty),
            self._ctx.notices.error,
        )

    def _run(self, command: Callable[[], Changes], then: Callable[[], None] = lambda: None) -> None:
        self._settle(
            lambda: self._ctx.ops.run_command(
                self, command, lambda _done: then(), self._ctx.notices.error
            )
        )
