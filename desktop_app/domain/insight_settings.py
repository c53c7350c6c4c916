"""How sure an insight has to be to be shown. In a file of its own: the first rows of a start ask
it, and wait for nothing else that insights are made of."""

from __future__ import annotations

from typing import Final

LEAST_CONFIDENCE: Final = "insights.least_confidence"
"""The setting of a user below which insights are not shown; see :mod:`.model_settings`."""

USUAL_CONFIDENCE: Final = 0.6
"""What it is where nobody set it."""
