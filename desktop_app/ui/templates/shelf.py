"""Where templates that could not be saved wait, and how they get back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.templates import TemplateScope
from desktop_app.ui.shelf import Shelf, Shelved, TakingUp
from desktop_app.ui.shell.context import Context
from desktop_app.ui.templates.written import Unsaved, unsaved_of, unsaved_text

_TEMPLATES = Shelved[Unsaved](
    "template", lambda unsaved: unsaved.template_id, unsaved_text, unsaved_of
)


def template_shelf(ctx: Context) -> Shelf[Unsaved]:
    """What one person wrote into templates and is not saved yet."""
    return Shelf(ctx, _TEMPLATES)


def taking_up_templates(ctx: Context) -> TakingUp:
    """What saves what an earlier run of the program could not."""
    services = ctx.services
    return TakingUp(
        ctx,
        _TEMPLATES,
        lambda unsaved: save(services.templates, unsaved),
        Kind.TEMPLATES,
        tr("What was not saved when Outpost ended is in your templates"),
    )


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
