"""Where templates that could not be saved wait, and how they get back: from any thread but the
window's."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.templates import TemplateScope
from desktop_app.ui.shell.context import Context
from desktop_app.ui.templates.written import Unsaved, unsaved_of, unsaved_text
from desktop_app.ui.timers import single_shot

log = logging.getLogger(__name__)

_AGAIN = 5_000  # ms


class Shelf:
    """What one person wrote into templates and is not saved yet: files of this computer."""

    def __init__(self, ctx: Context) -> None:
        self._precious = ctx.state.precious
        self._mine = f"template.{ctx.services.user.id}."  # a UUID: fit for the name of a file

    def put(self, unsaved: Unsaved) -> None:
        """Keep it until it is dropped; a disk that takes nothing is only noted: whoever calls has
        the words still."""
        try:
            self._precious.put(self._name(unsaved.template_id), unsaved_text(unsaved))
        except OSError:
            log.exception("a template that is not saved could not be put by either")

    def drop(self, template_id: UUID) -> None:
        """It is saved."""
        self._precious.drop(self._name(template_id))

    def all(self) -> list[Unsaved]:
        """What is here, from this run of the program or an earlier one."""
        found = []
        for name, text in self._precious.all(self._mine).items():
            try:
                found.append(unsaved_of(text))
            except ValueError:
                log.warning("what was put by as %s is no template", name)
        return found

    def _name(self, template_id: UUID) -> str:
        return f"{self._mine}{template_id}"


def save(templates: Any, unsaved: Unsaved) -> tuple[UUID, Changes]:
    """Save what was written; where its template is gone by now, into a new one.

    Returns:
        which template has the words now, and what changed.

    Raises:
        KnownError: it cannot be saved.
    """
    written, text = unsaved.written, unsaved.written.text()
    try:
        changes = templates.save(
            unsaved.template_id,
            name=written.name,
            text=text,
            tone=written.tone,
            category=written.category,
            sitting=unsaved.sitting,
        )
        return unsaved.template_id, changes
    except KnownError as error:
        if error.retryable or templates.get(unsaved.template_id) is not None:
            raise
    # Tried once before, and ended before it was noted: it is not made a second time.
    for each in templates.list(scope=TemplateScope.MINE):
        if each.text == text and each.name.startswith(written.name):
            return each.id, Changes()
    made: tuple[UUID, Changes] = templates.add(
        written.name, category=written.category, tone=written.tone, text=text
    )
    return made


class TakingUp(QObject):
    """Saves what an earlier run of the program could not, as soon as that can be done."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx.notices)
        self._ctx = ctx
        self._shelf = Shelf(ctx)
        self._waiting: list[Unsaved] | None = None  # what an editor puts by later is its own
        self._retry = single_shot(self, _AGAIN, self.begin)

    def begin(self) -> None:
        """Look for it, and save it."""
        shelf, templates, waiting = self._shelf, self._ctx.services.templates, self._waiting

        def take_up() -> tuple[int, list[Unsaved], Exception | None]:
            found = shelf.all() if waiting is None else waiting
            left, why = [], None
            for unsaved in found:
                try:
                    save(templates, unsaved)
                    shelf.drop(unsaved.template_id)
                except Exception as error:
                    left.append(unsaved)
                    why = error
            return len(found) - len(left), left, why

        self._ctx.ops.run_keeping(self, take_up, self._on_tried, self._ctx.notices.error)

    def _on_tried(self, tried: tuple[int, list[Unsaved], Exception | None]) -> None:
        count, self._waiting, why = tried
        if count:
            self._ctx.bus.tell(Changes(Kind.TEMPLATES))
            self._ctx.notices.say("What was not saved when Outpost ended is in your templates")
        if why is None:
            return
        if isinstance(why, KnownError) and why.retryable:
            self._retry.start()
        else:
            log.error("a template that was put by cannot be saved", exc_info=why)
