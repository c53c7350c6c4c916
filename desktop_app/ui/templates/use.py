"""A template that becomes a mail: to the lead of the preview, in a composer."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from PySide6.QtCore import QObject

from desktop_app.domain.drafting import Start
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import plural, tr
from desktop_app.domain.rich_text import tidy, write_plain
from desktop_app.domain.templates import Template, TemplateFailed, ToInsert
from desktop_app.ui.composer.actions import desk_of
from desktop_app.ui.composer.opened import Opened, opened
from desktop_app.ui.shell.context import Context
from desktop_app.ui.templates.words import joined


@dataclass(frozen=True, slots=True)
class _Filled:
    start: Start
    draft: Opened
    put: ToInsert


def use(ctx: Context, owner: QObject, template: Template, lead_id: UUID) -> None:
    """Open a composer with a template filled in for a lead; where something is missing, say so
    instead."""
    templates, drafts, leads = ctx.services.templates, ctx.services.drafts, ctx.services.leads

    def fill() -> _Filled:
        lead = leads.lead(lead_id)
        if lead is None:
            raise KnownError(tr("This lead is not there any more."), tr("Choose another one."))
        if not lead.email:
            who = lead.contact_name or lead.company
            raise KnownError(
                tr("{who} has no email address.", who=who), tr("Add one to the lead first.")
            )
        _refuse_gaps(template.name, lead.contact_name or lead.company, _put("", None))
        start = Start(uuid4(), lead_id=lead_id)
        draft = opened(drafts, drafts.begin_from(start))
        beside = write_plain(tidy(draft.lines))
        return _Filled(start, draft, _put(beside, start.id))

    def _put(beside: str, draft_id: UUID | None) -> ToInsert:
        try:
            put: ToInsert = templates.to_insert(
                template.id, lead_id, beside=beside, draft_id=draft_id
            )
        except TemplateFailed as failed:
            raise KnownError(
                tr("“{name}” cannot be used.", name=template.name), str(failed)
            ) from failed
        return put

    def show(found: _Filled) -> None:
        desk_of(ctx).new_filled(found.start, found.draft, found.put)

    ctx.ops.run_query(owner, fill, show, ctx.notices.error, key="use")


def _refuse_gaps(name: str, who: str, put: ToInsert) -> None:
    if put.missing:
        raise KnownError(
            tr("“{name}” cannot be used for {who} yet.", name=name, who=who),
            plural(
                "{names} have no value. Add one, or set a fallback.",
                "{names} has no value. Add one, or set a fallback.",
                len(put.missing),
                names=joined(put.missing),
            ),
        )
