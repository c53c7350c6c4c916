"""Saying something to who listens instead of looking."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str) -> None:
    """Let a screen reader say a sentence, politely; nothing where none is at work."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # 2 ms, at no start

    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
