"""Widgets that know the theme and nothing of leads or mail."""

from __future__ import annotations
