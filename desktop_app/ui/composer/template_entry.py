"""A template put into the mail that is being written, at the cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QTextCursor

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import plural, tr
from desktop_app.domain.rich_text import tidy, write_plain
from desktop_app.ui.composer.gaps import Gaps
from desktop_app.ui.shell.context import Context

if TYPE_CHECKING:
    from desktop_app.domain.templates import Template, ToInsert
    from desktop_app.ui.composer.composer import Composer

Bring = Callable[[str, Callable[[], Any], Callable[[Any], None]], None]


class TemplateEntry(QObject):
    """Offers templates, and puts the chosen one in.

    Args:
        bring: makes something in the background that belongs to the mail: words, work, done.
        say: a sentence below the text.
    """

    def __init__(
        self, ctx: Context, composer: Composer, bring: Bring, say: Callable[[str], None]
    ) -> None:
        super().__init__(composer)
        self._ctx = ctx
        self._composer = composer
        self._bring = bring
        self._say = say
        self.gaps = Gaps(composer.editor, ctx.theme)

    def choose(self) -> None:
        """Offer the templates at the cursor."""
        templates, notices = self._ctx.services.templates, self._ctx.notices
        self._ctx.ops.run_query(self, lambda: templates.list(), self._offer, notices.error)

    def insert(self, template: Template) -> None:
        """Put a template in where the cursor is, filled in for whom the mail is to; its subject
        where there is none yet. All of the text is one step back."""
        composer, templates = self._composer, self._ctx.services.templates
        cursor, standing = composer.editor.textCursor(), composer.editor.raw_lines()
        begun = composer.draft or composer.keeper.start
        lead_id = begun.lead_id
        to = next((each.email for each in composer.head.to.people if each.email), "")
        draft_id = begun.id

        def fill() -> ToInsert:
            from desktop_app.domain.templates import TemplateFailed

            beside = write_plain(tidy(standing))
            try:
                return templates.to_insert(
                    template.id, lead_id, to=to, beside=beside, draft_id=draft_id
                )
            except TemplateFailed as failed:
                raise KnownError(
                    tr("“{name}” cannot be used.", name=template.name), str(failed)
                ) from failed

        self._bring(
            tr("Filling in “{name}” …", name=template.name),
            fill,
            lambda put: self._put(put, cursor),
        )

    def _offer(self, found: Sequence[Template]) -> None:
        from desktop_app.ui.composer.template_picker import TemplatePicker

        if not found:
            self._say(tr("There are no templates yet. Make one under Templates."))
            return
        editor = self._composer.editor
        picker = TemplatePicker(self._ctx.theme, self._composer, found)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.chosen.connect(self.insert)
        at = editor.cursorRect()
        at.moveTo(editor.viewport().mapToGlobal(at.topLeft()))
        picker.show_below(at)
        picker.find.setFocus()

    def _put(self, put: ToInsert, cursor: QTextCursor) -> None:
        composer = self._composer
        composer.editor.put(put.lines, cursor)
        if not composer.head.subject.text().strip():
            composer.head.subject.setText(put.subject)
        self.gaps.look()
        composer.editor.setFocus()
        if put.missing:
            fields = ", ".join(put.missing)
            self._say(
                plural(
                    "{fields} have no value: write something in their place.",
                    "{fields} has no value: write something in its place.",
                    len(put.missing),
                    fields=fields,
                )
            )
