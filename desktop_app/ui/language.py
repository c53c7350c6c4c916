"""The language of the window: the user's choice or the system's, by a catalog of Qt Linguist."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from desktop_app.domain.language import keep_clock, speak

SETTING: Final = "appearance.language"
CLOCK: Final = "appearance.clock"
ENGLISH: Final = "en"
_FOLDER: Final = "languages"


class QtCatalog:
    """A compiled catalog. Safe to use from several threads: nothing in it changes.

    Args:
        file: the ``.qm``, made by lrelease.

    Raises:
        ValueError: it is none.
    """

    def __init__(self, file: Path, locale: QLocale) -> None:
        self._translator = QTranslator()
        if not self._translator.load(str(file)):
            raise ValueError(f"{file.name} is no catalog")
        self.name = _bare(locale.name())
        self._locale = locale
        self._texts: dict[tuple[str, str], str] = {}

    def text(self, source: str, meaning: str = "") -> str:
        """The text, of this meaning; the source itself where there is none."""
        found = self._texts.get((source, meaning))
        if found is None:
            found = self._translator.translate("", source, meaning or None) or source
            self._texts[source, meaning] = found
        return found

    def plural(self, many: str, one: str, count: int) -> str:
        """The form for so many, as the language has them."""
        english = one if count == 1 else many
        return self._translator.translate("", many, one, count) or english

    def numeral(self, number: float) -> str:
        """A number as the language writes it."""
        if isinstance(number, int):
            return self._locale.toString(number)
        return self._locale.toString(number, "g", 15)

    def decimal(self, number: float, places: int) -> str:
        """The same, with so many decimals."""
        return self._locale.toString(float(number), "f", places)

    def months(self) -> tuple[str, ...]:
        """January to December."""
        return tuple(self._locale.standaloneMonthName(each) for each in range(1, 13))

    def days(self) -> tuple[str, ...]:
        """Monday to Sunday."""
        return tuple(self._locale.standaloneDayName(each) for each in range(1, 8))

    def short_days(self) -> tuple[str, ...]:
        """The same, short."""
        short = QLocale.FormatType.ShortFormat
        return tuple(self._locale.standaloneDayName(each, short) for each in range(1, 8))


def choose_language(settings: Path, resources: Path) -> str:
    """Have all that is imported from now on speak the user's language, with times on the user's
    clock; which language that is.

    To be called before the window is imported. Not by the table of settings: its titles are said
    in that language, too. Whatever is wrong with the file is told by who reads it next.

    Args:
        settings: the file of this computer's settings.
        resources: where the catalogs are.
    """
    language = _speak_as(_chosen(settings, SETTING), resources)
    take_clock(_chosen(settings, CLOCK))
    return language


def take_clock(clock: str) -> None:
    """Have times said from now on as the setting ``clock`` has them."""
    keep_clock(halves_of(clock, QLocale()))


def halves_of(clock: str, locale: QLocale) -> tuple[str, str] | None:
    """The words for the halves of a day, or None for a clock of 24 hours.

    Args:
        clock: the setting; what is neither "12" nor "24" follows the locale.
    """
    short = re.sub("'[^']*'", "", locale.timeFormat(QLocale.FormatType.ShortFormat))
    wanted = clock == "12" or (clock != "24" and "a" in short.casefold())
    return (locale.amText(), locale.pmText()) if wanted else None


def _speak_as(name: str, resources: Path) -> str:
    system = QLocale.system()
    wanted = [name] if name != "system" else [_bare(each) for each in system.uiLanguages()]
    for each in wanted:
        if each == ENGLISH:
            break
        file = resources / _FOLDER / f"outpost_{each}.qm"
        if file.is_file():
            # The system's own variety of it (Austria, Switzerland) has its signs in numbers.
            locale = system if _bare(system.name()) == each else QLocale(each)
            QLocale.setDefault(locale)
            speak(QtCatalog(file, locale))
            return each
    if _bare(system.name()) != ENGLISH:
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    return ENGLISH


def teach_qt(app: QCoreApplication) -> None:
    """Have Qt's own words, such as those of its dialogs, in the language that was chosen."""
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{_bare(QLocale().name())}", folder):
        app.installTranslator(translator)


def _chosen(settings: Path, setting: str) -> str:
    try:
        name = json.loads(settings.read_text(encoding="utf-8")).get(setting)
    except (OSError, ValueError, AttributeError):
        return "system"
    return name if isinstance(name, str) and name.isalnum() else "system"


def _bare(name: str) -> str:
    return name.replace("_", "-").partition("-")[0]
