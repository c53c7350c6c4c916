"""The screen of leads: table, filter, panel."""

from __future__ import annotations
