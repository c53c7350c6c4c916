"""A language that nobody speaks: every text that comes from a catalog is seen by its brackets, and
is as much longer as German often is."""

from __future__ import annotations

import re
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_ACCENTS = str.maketrans("AEIOUaeiouncy", "ÅÉÎÖÛåéîöûñçý")


def pseudo(text: str) -> str:
    """``[Sävé îñ {place} ··]``: what stands for values stays, and keys in brackets."""
    if not text.strip():
        return text
    parts = re.split(r"(\{[^{}]*\}|\[\w+\]|&)", text)
    said = "".join(
        part if number % 2 else part.translate(_ACCENTS) for number, part in enumerate(parts)
    )
    return f"[{said}{'·' * (len(text) // 4)}]"


class Pseudo:
    """It as a catalog."""

    name = "xx"

    def text(self, source: str, meaning: str = "") -> str:
        return pseudo(source)

    def plural(self, many: str, one: str, count: int) -> str:
        return pseudo(one if count == 1 else many)

    def numeral(self, number: float) -> str:
        return f"{number:,}".replace(",", "’").replace(".", "˙")

    def decimal(self, number: float, places: int) -> str:
        return f"{number:,.{places}f}".replace(",", "’").replace(".", "˙")

    def months(self) -> tuple[str, ...]:
        return tuple(f"[Möñth {each}]" for each in range(1, 13))

    def days(self) -> tuple[str, ...]:
        return tuple(f"[Dåý {each}]" for each in range(1, 8))

    def short_days(self) -> tuple[str, ...]:
        return tuple(f"[D{each}]" for each in range(1, 8))


def say_in(language: str) -> None:
    """Have all that is imported from now on speak it: a language with a catalog, or "pseudo"."""
    from desktop_app.domain.language import speak

    if language == "pseudo":
        speak(Pseudo())
        return
    from PySide6.QtCore import QLocale

    from desktop_app.ui.language import QtCatalog

    file = _ROOT / "resources" / "languages" / f"outpost_{language}.qm"
    QLocale.setDefault(QLocale(language))
    speak(QtCatalog(file, QLocale(language)))
