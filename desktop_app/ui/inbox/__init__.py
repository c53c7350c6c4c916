"""The Inbox: the list of conversations, the thread in the reading pane, the lead beside it."""

from __future__ import annotations
