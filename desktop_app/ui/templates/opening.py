"""Which template is shown, and that what is shown is what stands in the database, unless somebody
is writing in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.templates import Template
from desktop_app.ui.shell.context import Context
from desktop_app.ui.templates.keeper import TemplateKeeper
from desktop_app.ui.templates.written import Unsaved, Written

_NEVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Read:
    template: Template | None
    written: Written


class Opening(QObject):
    """Reads the template that is wanted, and reads it again when something changed.

    Signals:
        opened: a :class:`Template`, its :class:`Written`, and whether that is saved: to be shown.
        known: a :class:`Template` whose words are shown already.
        failed: the exception for which it cannot be shown.
    """

    opened = Signal(object, object, bool)
    known = Signal(object)
    failed = Signal(object)

    def __init__(self, ctx: Context, keeper: TemplateKeeper, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._keeper = keeper
        self._wanted: UUID | None = None
        self._listed: Template | None = None
        self._stood: Template | None = None  # as the database had it when it was last read
        self._age = 0  # goes up with whatever makes an answer that is on its way stale
        self._was_ours = False  # the next difference is what was saved here
        keeper.saved.connect(self._on_saved)

    def open(self, wanted: UUID, listed: Template | None) -> None:
        """Show a template; at once where words of it wait to be saved.

        Args:
            listed: what the list knows of it.
        """
        self._wanted, self._listed, self._stood = wanted, listed, None
        self._age += 1
        self._was_ours = False
        unsaved = self._keeper.unsaved_of(wanted)
        if unsaved is not None and listed is not None:
            self._stood, self._was_ours = listed, True
            self.opened.emit(listed, unsaved.written, False)
        else:
            self._read()

    def again(self) -> None:
        """Try once more what failed."""
        if self._wanted is not None:
            self.open(self._wanted, self._listed)

    def leave(self) -> None:
        """No template is wanted."""
        self._wanted = self._listed = self._stood = None
        self._age += 1

    def wrote(self) -> None:
        """Something was typed: what is being read is older than that."""
        self._age += 1

    def refresh(self) -> None:
        """Something changed: look whether it is this one."""
        if self._wanted is not None and self._keeper.unsaved_of(self._wanted) is None:
            self._read()

    def _read(self) -> None:
        wanted, age, templates = self._wanted, self._age, self._ctx.services.templates
        if wanted is None:
            return

        def read() -> _Read:
            found = templates.get(wanted)
            return _Read(found, Written.of(found) if found is not None else Written())

        self._ctx.ops.run_query(
            self, read, lambda found: self._on_read(found, age), self._on_failed, key="template"
        )

    def _on_read(self, read: _Read, age: int) -> None:
        found = read.template
        if age != self._age or self._wanted is None:
            return
        if found is None:
            if self._stood is None:
                self.failed.emit(
                    KnownError(
                        tr("This template is not there any more."), tr("The list shows the rest.")
                    )
                )
            return  # the list goes on to another one
        before, self._stood = self._stood, found
        if before is None:
            self.opened.emit(found, read.written, True)
        elif self._was_ours or _words(before) == _words(found):
            self.known.emit(found)
        else:
            self.opened.emit(found, read.written, True)
        self._was_ours = False

    def _on_saved(self, unsaved: Unsaved) -> None:
        if unsaved.template_id == self._wanted:
            self._age += 1
            self._was_ours = True
            self._read()

    def _on_failed(self, error: Exception) -> None:
        if self._stood is None:
            self.failed.emit(error)


def _words(template: Template) -> Template:
    """What the editor shows of a template."""
    return replace(template, is_default=False, shared=False, owner="", updated_at=_NEVER)
