"""Templates: kept, checked, rendered for a lead, shared with the team."""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository, RowChange
from desktop_app.data.lead_edits import LeadEditRepository
from desktop_app.data.merge_values import MergeValueRepository
from desktop_app.data.templates import TemplateRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.custom_field_rules import one_line
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import numeral, plural, tr
from desktop_app.domain.leads import LeadQuery
from desktop_app.domain.merge_fields import MergeField
from desktop_app.domain.template_files import TemplateFile, same_body
from desktop_app.domain.template_use import lines_to_insert
from desktop_app.domain.templates import (
    Checked,
    FieldGap,
    ImportedTemplates,
    Lacking,
    Rendered,
    Renderer,
    Template,
    TemplateCounts,
    TemplateScope,
    TemplateText,
    TemplateVersion,
    ToInsert,
    Tone,
)
from desktop_app.services.template_files import read_folder, write_folder

LONGEST_NAME: Final = 200
LONGEST_TEXT: Final = 200_000  # characters of a body; what a renderer takes
_SITTING: Final = timedelta(minutes=10)  # saves further apart are another sitting
_SAVE: Final = "save_template"
_MARKUP: Final = re.compile(r"<[^<>]*>")


class TemplateService:
    """The templates of a user, and those that others share. Every command can be undone.

    Args:
        renderer: reads and renders templates.
        clock: the present moment, aware.

    Raises (all methods):
        KnownError: the database cannot be reached, or its disk is full.
    """

    def __init__(
        self, db: Database, user_id: UUID, renderer: Renderer, clock: Callable[[], datetime]
    ) -> None:
        self._db = db
        self._user_id = user_id
        self._renderer = renderer
        self._clock = clock
        self._templates = TemplateRepository(db)
        self._values = MergeValueRepository(db)
        self._journal = JournalRepository(db)

    # -- questions ---------------------------------------------------------------------------

    def list(
        self, text: str = "", scope: TemplateScope = TemplateScope.ALL
    ) -> tuple[Template, ...]:
        """Templates by category, those of none last, then by name.

        Args:
            text: words that all stand in the name, the category, the subject or the body.
        """
        words = text.casefold().split()
        found = self._templates.all(self._user_id, scope)
        return tuple(
            self._readable(each)
            for each in found
            if not words or all(word in _searched(each) for word in words)
        )

    def counts(self) -> TemplateCounts:
        """How many there are of each scope."""
        return self._templates.counts(self._user_id)

    def get(self, template_id: UUID) -> Template | None:
        """One of them, with a body that an editor can read; None when it is gone."""
        found = self._templates.get(self._user_id, template_id)
        return self._readable(found) if found else None

    def categories(self) -> tuple[str, ...]:
        """The categories there are, in their order."""
        found = self._templates.all(self._user_id)
        return tuple(dict.fromkeys(each.category for each in found if each.category))

    def fields(self) -> tuple[MergeField, ...]:
        """The merge fields that can be used, in menu order."""
        return self._values.fields(self._user_id)

    def values_of(self, lead_id: UUID) -> Mapping[str, str]:
        """The values of the fields for a lead, of those that have one.

        Raises:
            KnownError: the lead is gone.
        """
        return self._of_lead(lead_id)

    def check(self, text: TemplateText) -> Checked:
        """What is wrong with a text, and which fields it uses."""
        return self._renderer.check(text, self._values.known(self._user_id))

    def render(self, text: TemplateText, lead_id: UUID) -> Rendered:
        """A text for a lead: what is previewed is what is sent.

        Raises:
            TemplateFailed: it cannot be rendered.
            KnownError: the lead is gone.
        """
        with self._db.connection():
            known = self._values.known(self._user_id)
            values = self._of_lead(lead_id)
        return self._renderer.render(text, values, known)

    def lacking(self, text: TemplateText, query: LeadQuery) -> Lacking:
        """How many leads of a view have no value of a field that a text needs."""
        with self._db.connection():
            required = self.check(text).required
            total, gaps = self._values.lacking(self._user_id, query, required, self._clock())
        return Lacking(total, tuple(FieldGap(name, leads) for name, leads in gaps.items()))

    def to_insert(
        self,
        template_id: UUID,
        lead_id: UUID | None,
        *,
        to: str = "",
        beside: str = "",
        draft_id: UUID | None = None,
    ) -> ToInsert:
        """A template as it is put into a mail that is being written.

        Args:
            lead_id: whom the mail is to, if that is a lead.
            to: the first address that it is to; a lead that has it is meant, whatever
                ``lead_id`` says.
            beside: the plain text of the mail as it stands: a signature that it has already is
                not put in again.
            draft_id: the draft that it is put into: it is noted what that is written with.

        Raises:
            TemplateFailed: it cannot be rendered.
            KnownError: the template or the lead is gone.
        """
        with self._db.connection():
            template = self._there(template_id)
            if to:
                owners = LeadEditRepository(self._db).owners(self._user_id, [to])
                lead_id = next((each[0] for each in owners.values()), lead_id)
            known = self._values.known(self._user_id)
            values = (
                self._values.of_nobody(self._user_id, self._clock())
                if lead_id is None
                else self._of_lead(lead_id)
            )
        rendered = self._renderer.render(template.text, values, known)
        if draft_id is not None:
            self._templates.note_use(self._user_id, draft_id, template_id, self._clock())
        return lines_to_insert(rendered, values.get("signature", ""), beside)

    def versions(self, template_id: UUID) -> tuple[TemplateVersion, ...]:
        """What one of the user's templates was, newest first, one of each sitting."""
        return self._templates.versions(self._user_id, template_id)

    # -- commands ----------------------------------------------------------------------------

    def add(
        self,
        name: str = "",
        *,
        category: str = "",
        tone: Tone = Tone.PROFESSIONAL,
        text: TemplateText | None = None,
    ) -> tuple[UUID, Changes]:
        """A new template; its id.

        Args:
            name: "" for one that nobody has yet.

        Raises:
            KnownError: the text is longer than a template can be.
        """
        made = uuid4()
        text = _checked(text or TemplateText())
        with self._db.transaction():
            self._templates.lock(self._user_id)
            given = _named(name) or self._free(tr("New template"))
            change = self._templates.insert(
                self._user_id, made, name=given, text=text, tone=tone, category=_named(category)
            )
            return made, self._noted(
                "add_template", tr("Template “{name}” added", name=given), [change]
            )

    def save(
        self,
        template_id: UUID,
        *,
        name: str,
        text: TemplateText,
        tone: Tone,
        category: str,
        sitting: UUID | None = None,
    ) -> Changes:
        """Keep what was written; called whenever somebody pauses.

        Each save is a version. The saves of one sitting are one entry of the journal.

        Args:
            name: "" leaves the name as it stands.
            sitting: which one this belongs to; without, saves within ten minutes of the last.

        Raises:
            KnownError: the template is gone or somebody else's, or its text is too long.
        """
        text = _checked(text)
        now = self._clock()
        with self._db.transaction():
            self._templates.lock(self._user_id)
            standing = self._mine(template_id)
            values: dict[str, Any] = {
                "name": _named(name) or standing.name,
                "subject": text.subject,
                "body": text.body,
                "tone": str(tone),
                "category": _named(category) or None,
            }
            if (values["category"] or "") == standing.category:
                del values["category"]  # "" of another program stays as it is
            before = self._templates.newest(self._user_id, template_id)
            # The mark of the other goes first: undone in reverse, it comes back last.
            taken = (
                self._templates.take_default(self._user_id, values["category"] or "", template_id)
                if standing.is_default and "category" in values
                else []
            )
            change = self._templates.update(self._user_id, template_id, values)
            if change is None:
                return Changes()
            changes = [*taken, change]
            said = tr("Template “{name}” saved", name=values["name"])
            same = before is not None and (
                before.sitting == sitting
                if sitting is not None
                else before.sitting is not None and now - before.at <= _SITTING
            )
            if (
                same
                and before is not None
                and before.sitting is not None
                and before.journal_id is not None
                and len(changes) == 1
                and self._journal.amend(self._user_id, before.journal_id, said, change)
            ):
                entry, sat = before.journal_id, before.sitting
            else:
                entry, sat = (
                    self._journal.add(self._user_id, _SAVE, said, changes),
                    (sitting or uuid4()),
                )
            self._templates.note_sitting(self._user_id, template_id, sat, entry, now)
            return self._told(said, entry)

    def set_default(self, template_id: UUID, wanted: bool) -> Changes:
        """Make a template the one that its category begins with, or no longer.

        Raises:
            KnownError: it is gone or somebody else's.
        """
        with self._db.transaction():
            self._templates.lock(self._user_id)
            standing = self._mine(template_id)
            if standing.is_default == wanted:
                return Changes()
            taken = (
                self._templates.take_default(self._user_id, standing.category, template_id)
                if wanted
                else []
            )
            change = self._templates.update(self._user_id, template_id, {"is_default": wanted})
            what = (
                tr("“{name}”", name=standing.category)
                if standing.category
                else tr("templates of no category")
            )
            said = (
                tr("“{name}” is the default for {what} now", name=standing.name, what=what)
                if wanted
                else tr("“{name}” is no default any more", name=standing.name)
            )
            return self._noted(
                "set_default_template", said, [*taken, *([change] if change else [])]
            )

    def share(self, template_id: UUID, wanted: bool) -> Changes:
        """Let everybody of this database use and copy a template, or no longer.

        Raises:
            KnownError: it is gone or somebody else's.
        """
        with self._db.transaction():
            self._templates.lock(self._user_id)
            standing = self._mine(template_id)
            changes = self._templates.share(self._user_id, template_id, wanted)
            said = (
                tr("“{name}” is shared with the team", name=standing.name)
                if wanted
                else tr("“{name}” is yours alone", name=standing.name)
            )
            done = self._noted("share_template", said, changes)
            if changes:
                self._db.tell(Kind.TEMPLATES)  # the others' lists too
            return done

    def delete(self, template_ids: Sequence[UUID]) -> Changes:
        """Delete templates of the user; an undo brings them back with their versions.

        Raises:
            KnownError: one of them is somebody else's.
        """
        with self._db.transaction():
            self._templates.lock(self._user_id)
            standing = [self._templates.get(self._user_id, each) for each in template_ids]
            for each in standing:
                if each is not None and not each.mine:
                    raise _not_yours(each)
            there = [each for each in standing if each is not None]
            changes = self._templates.delete(self._user_id, [each.id for each in there])
            said = plural("{n} templates deleted", "{n} template deleted", len(there))
            if len(there) == 1:
                said = tr("Template “{name}” deleted", name=there[0].name)
            done = self._noted("delete_templates", said, changes)
            if any(each.shared for each in there):
                self._db.tell(Kind.TEMPLATES)
            return done

    def duplicate(self, template_id: UUID) -> tuple[UUID, Changes]:
        """A copy of one's own; its id.

        Raises:
            KnownError: the template is gone.
        """
        made = uuid4()
        with self._db.transaction():
            self._templates.lock(self._user_id)
            found = self._there(template_id)
            name = self._free(str(tr("{base} copy", base=found.name)) if found.mine else found.name)
            change = self._templates.insert(
                self._user_id,
                made,
                name=name,
                text=found.text,
                tone=found.tone,
                category=found.category,
            )
            return made, self._noted(
                "duplicate_template", tr("Template “{name}” made", name=name), [change]
            )

    def restore(self, template_id: UUID, n: int) -> Changes:
        """Give a template the text of an earlier version, which becomes its newest.

        Raises:
            KnownError: the template or the version is gone, or it is somebody else's.
        """
        with self._db.transaction():
            self._templates.lock(self._user_id)
            standing = self._mine(template_id)
            version = next((each for each in self.versions(template_id) if each.n == n), None)
            if version is None:
                raise KnownError(
                    tr("This version is not there any more."), tr("The list shows the rest.")
                )
            change = self._templates.update(
                self._user_id,
                template_id,
                {
                    "name": version.name,
                    "subject": version.text.subject,
                    "body": version.text.body,
                    "tone": str(version.tone),
                },
            )
            said = tr("Earlier text of “{name}” restored", name=standing.name)
            return self._noted("restore_template", said, [change] if change else [])

    # -- files -------------------------------------------------------------------------------

    def import_folder(self, path: Path) -> tuple[ImportedTemplates, Changes]:
        """Bring the files of a folder in: a template of the same name and category gets the file's
        text, one that is the same already is left alone. One step back takes all of it away.

        Raises:
            KnownError: the folder cannot be read, or has no templates.
        """
        files, faults = read_folder(path)
        added = updated = skipped = 0
        changes: builtins.list[RowChange] = []
        with self._db.transaction():
            self._templates.lock(self._user_id)
            standing: dict[tuple[str, str], Template] = {}
            for each in self._templates.all(self._user_id, TemplateScope.MINE):
                standing.setdefault(_key(each.name, each.category), each)
            done: set[tuple[str, str]] = set()
            for filename, file in files:
                name, category = _named(file.name), _named(file.category)
                key = _key(name, category)
                try:
                    text = _checked(file.text)
                except KnownError as error:
                    faults.append((filename, str(error)))
                    continue
                if key in done:
                    faults.append((filename, tr("Another file is called “{name}” too.", name=name)))
                    continue
                done.add(key)
                made = self._brought(standing.get(key), name, category, file, text)
                changes += made
                if key not in standing:
                    added += 1
                elif made:
                    updated += 1
                else:
                    skipped += 1
            outcome = ImportedTemplates(added, updated, skipped, tuple(sorted(faults)))
            count = added + updated
            said = plural("{n} templates imported", "{n} template imported", count)
            return outcome, self._noted("import_templates", said, changes)

    def export_folder(self, path: Path) -> int:
        """Write each template of the user into a file of its own; how many.

        Raises:
            KnownError: the folder cannot be written in.
        """
        return write_folder(
            path,
            [
                TemplateFile(each.name, each.text, each.tone, each.category, each.is_default)
                for each in self.list(scope=TemplateScope.MINE)
            ],
        )

    def _brought(
        self,
        standing: Template | None,
        name: str,
        category: str,
        file: TemplateFile,
        text: TemplateText,
    ) -> builtins.list[RowChange]:
        """A file as a new template, or in the place of one; nothing where that says the same."""
        template_id = standing.id if standing else uuid4()
        marks = file.is_default and not (standing and standing.is_default)
        taken = self._templates.take_default(self._user_id, category, template_id) if marks else []
        if standing is None:
            change = self._templates.insert(
                self._user_id,
                template_id,
                name=name,
                text=text,
                tone=file.tone,
                category=category,
                is_default=file.is_default,
            )
            return [*taken, change]
        values: dict[str, Any] = {"subject": text.subject, "tone": str(file.tone)}
        lean = self._renderer.lean  # whoever wrote the file: reading it takes no time then
        if not same_body(lean(standing.text.body), lean(text.body)):
            values["body"] = text.body
        if marks:
            values["is_default"] = True
        changed = self._templates.update(self._user_id, template_id, values)
        return [*taken, changed] if changed else taken

    # -- parts -------------------------------------------------------------------------------

    def _there(self, template_id: UUID) -> Template:
        found = self._templates.get(self._user_id, template_id)
        if found is None:
            raise KnownError(
                tr("This template is not there any more."), tr("The list shows the rest.")
            )
        return found

    def _mine(self, template_id: UUID) -> Template:
        found = self._there(template_id)
        if not found.mine:
            raise _not_yours(found)
        return found

    def _of_lead(self, lead_id: UUID) -> dict[str, str]:
        values = self._values.of_leads(self._user_id, [lead_id], self._clock()).get(lead_id)
        if values is None:
            raise KnownError(tr("This lead is not there any more."), tr("Choose another one."))
        return values

    def _readable(self, template: Template) -> Template:
        body = self._renderer.lean(template.text.body)
        if body == template.text.body:
            return template
        return _with_body(template, body)

    def _free(self, name: str) -> str:
        """A name that no template of the user has."""
        taken = {
            each.name.casefold() for each in self._templates.all(self._user_id, TemplateScope.MINE)
        }
        number, free = 1, name
        while free.casefold() in taken:
            number += 1
            free = f"{name} {number}"
        return free

    def _noted(self, command: str, said: str, changes: Sequence[RowChange]) -> Changes:
        if not changes:
            return Changes()
        return self._told(said, self._journal.add(self._user_id, command, said, changes))

    def _told(self, said: str, journal_id: int) -> Changes:
        self._db.tell(Kind.TEMPLATES, user_id=self._user_id)
        return Changes(Kind.TEMPLATES, said, journal_id)


def _named(name: str) -> str:
    return one_line(name)[:LONGEST_NAME].strip()


def _key(name: str, category: str) -> tuple[str, str]:
    return name.casefold(), category.casefold()


def _checked(text: TemplateText) -> TemplateText:
    """A text as it is kept.

    Raises:
        KnownError: it is too long.
    """
    if len(text.body) > LONGEST_TEXT:
        raise KnownError(
            tr("This text is too long for a template."),
            tr(
                "There is room for {longest_text} characters; nothing was saved.",
                longest_text=numeral(LONGEST_TEXT),
            ),
        )
    return TemplateText(one_line(text.subject)[:2_000], text.body.replace("\0", ""))


def _searched(template: Template) -> str:
    body = _MARKUP.sub(" ", template.text.body)
    return " ".join((template.name, template.category, template.text.subject, body)).casefold()


def _with_body(template: Template, body: str) -> Template:
    return replace(template, text=TemplateText(template.text.subject, body))


def _not_yours(template: Template) -> KnownError:
    return KnownError(
        tr("“{name}” is a template of {owner}.", name=template.name, owner=template.owner),
        tr("Make a copy to change it."),
    )
