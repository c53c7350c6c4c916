"""The main window and what every screen gets from it."""

from __future__ import annotations
