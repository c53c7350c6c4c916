"""The built-in reader: reads mail for what its author wants, on this computer alone.

Language by py3langid, tone by the lexicon of VADER (Hutto and Gilbert, 2014), cues by RE2, which
takes linear time whatever a hostile text looks like. All three load when the first message is
read.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any, Final

from desktop_app.domain.cues import BY_CASE, PATTERNS
from desktop_app.domain.reader_features import Hit, Tone
from desktop_app.domain.reader_model import find
from desktop_app.domain.reading import Reading, Unread
from desktop_app.wire.mail_quotes import fold_start

ENGINE: Final = "built-in"
VERSION: Final = "1"

_LOOKED_AT = 4_000  # characters of the own words
_SURE = 0.6  # of English, from 0 to 1
_UNKNOWN = "und"
_SPACES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u00a0": " ", "\u2011": "-"})


class BuiltInReader:
    """Reads one message at a time; not for two threads at once."""

    def read(self, plain: str, written: date) -> Reading:
        """What a message says.

        Args:
            plain: its whole plain text; quotations and the signature are not read. The spans of
                what is found are places in it.
            written: the day it was written, in the user's zone.
        """
        own = own_words(plain)
        if not own.strip():
            return Reading(_UNKNOWN, unread=Unread.EMPTY)
        text = own.translate(_SPACES)  # as long as before: places stay
        language = self._language_of(text)
        if language != "en":
            return Reading(language, unread=Unread.LANGUAGE)
        return Reading(language, find(text, self._hits(text), self._tone(text), written))

    def hits(self, text: str) -> tuple[Hit, ...]:
        """The cues of a text."""
        return self._hits(text.translate(_SPACES))

    def tone(self, text: str) -> Tone:
        return self._tone(text)

    def _language_of(self, text: str) -> str:
        language, sure = self._languages.classify(text)
        return str(language) if language != "en" or sure >= _SURE else _UNKNOWN

    def _tone(self, text: str) -> Tone:
        found = self._lexicon.polarity_scores(text)
        return Tone(found["compound"], found["pos"], found["neg"])

    def _hits(self, text: str) -> tuple[Hit, ...]:
        names, patterns, which = self._cues
        found = (
            (names[at], match.span())
            for at in sorted(which.Match(text) or ())
            for match in patterns[at].finditer(text)
        )
        return tuple(Hit(name, start, end) for name, (start, end) in found if end > start)

    @cached_property
    def _languages(self) -> Any:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

    @cached_property
    def _lexicon(self) -> Any:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        return SentimentIntensityAnalyzer()

    @cached_property
    def _cues(self) -> tuple[tuple[str, ...], tuple[Any, ...], Any]:
        """Names, patterns, and all of them as one automaton that says which are in a text."""
        import re2

        patterns = {
            name: pattern if name in BY_CASE else f"(?i){pattern}"
            for name, pattern in PATTERNS.items()
        }
        which = re2.Set.SearchSet()
        for pattern in patterns.values():
            which.Add(pattern)
        which.Compile()
        return tuple(patterns), tuple(map(re2.compile, patterns.values())), which


def own_words(plain: str) -> str:
    """What of a plain text its author wrote: up to a quotation or signature, with blanks for what
    is quoted in between, so that every place stays."""
    lines = plain[: 4 * _LOOKED_AT].split("\n")
    own = (" " * len(line) if line.startswith(">") else line for line in lines[: fold_start(lines)])
    return "\n".join(own)[:_LOOKED_AT]
