"""What was read out of mail about a lead (``ai_insights``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Insight:
    """A row of ``ai_insights``.

    Args:
        kind: its ``insight_type``: ``sentiment``, ``urgency``, ``suggestion`` or another.
        confidence: from 0 to 1; None where nobody said.
        at: when it was made, UTC.
    """

    id: UUID
    kind: str
    content: str
    confidence: float | None
    at: datetime | None
