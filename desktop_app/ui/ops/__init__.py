"""Background work and the news of what changed."""

from __future__ import annotations

from desktop_app.ui.ops.bus import ChangeBus, Freshness
from desktop_app.ui.ops.operations import Fault, Operations

__all__ = ["ChangeBus", "Fault", "Freshness", "Operations"]
