"""Mailboxes in the window: connecting them, their list in the settings, and how they are."""
