"""The view of the list of conversations: rows that can be checked."""

from __future__ import annotations

from desktop_app.ui.list_checking import CheckedTable


class ConversationView(CheckedTable):
    """Conversations, the newest first."""

    face_ends = 64
