"""The window: the only home of PySide6."""

from __future__ import annotations

from desktop_app.ui.singletons import keep_singletons

keep_singletons()
