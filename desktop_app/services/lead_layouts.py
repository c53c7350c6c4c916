"""How each user wants the table of leads, kept in the workspace."""

from __future__ import annotations

from uuid import UUID

from desktop_app.data.custom_fields import CustomFieldRepository
from desktop_app.data.database import Database
from desktop_app.data.settings import SettingRepository
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_layout import TableLayout, layout_document, layout_of

_NAME = "leads.table"


class LeadLayoutService:
    """The layout of one user's table; no command of the journal, for it changes no lead.

    Raises (all methods):
        KnownError: the database cannot be reached, or its disk is full.
    """

    def __init__(self, db: Database, user_id: UUID) -> None:
        self._db = db
        self._user_id = user_id
        self._settings = SettingRepository(db)
        self._fields = CustomFieldRepository(db)

    def load(self) -> tuple[TableLayout, LeadFields]:
        """The layout, and the fields its columns show, in one go: what a table needs before it
        paints anything. The design's layout where none was saved, or none that can be read."""
        with self._db.connection():
            layout = layout_of(self._settings.get(_NAME, self._user_id))
            return layout, LeadFields(self._fields.fields(self._user_id))

    def save(self, layout: TableLayout) -> None:
        """Remember a layout; the design's own is remembered by forgetting."""
        with self._db.transaction():
            if layout == TableLayout():
                self._settings.delete(_NAME, self._user_id)
            else:
                self._settings.set(_NAME, layout_document(layout), self._user_id)
