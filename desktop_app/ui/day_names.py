"""Days and months by their names in the user's language."""

from __future__ import annotations

from typing import Final

from desktop_app.domain.language import days, months, short_days

MONTHS: Final = months()
DAYS: Final = days()
SHORT_DAYS: Final = short_days()
