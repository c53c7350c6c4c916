"""The built-in reader: reads mail for what its author wants, on this computer alone.

Language by py3langid, tone by the lexicon of VADER (Hutto and Gilbert, 2014), cues by RE2, which
takes linear time whatever a hostile text looks like. All three load when the first message is
read.
"""

from __future__ import annotations

from collections.abc import Sequence
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
_DOUBT = 0.3  # of English, from 0 to 1: below it a text is taken for none
# Bytes that the automaton of all cues may grow to. With RE2's own 8 MB it is thrown away again and
# again, and a message takes thirty times as long.
_AUTOMATON = 64 << 20
_BRIEF = 60  # characters: so few are hard to tell
_SURE = 0.95  # of another language, where the text is brief
_OF_ANY = frozenset({"mark", "loud"})  # cues that are in any language
_UNKNOWN = "und"
_SPACES: Final = {
    **str.maketrans({"\u2019": "'", "\u2018": "'", "\u00a0": " ", "\u2011": "-"}),
    **dict.fromkeys(range(0xD800, 0xE000), "?"),  # half a character, which UTF-8 has no place for
}


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
        hits = self._hits(text)
        language = self._language_of(text, hits)
        if language != "en":
            return Reading(language, unread=Unread.LANGUAGE)
        return Reading(language, find(text, hits, self._tone(text), written))

    def hits(self, text: str) -> tuple[Hit, ...]:
        """The cues of a text."""
        return self._hits(text.translate(_SPACES))

    def tone(self, text: str) -> Tone:
        return self._tone(text)

    def _language_of(self, text: str, hits: Sequence[Hit]) -> str:
        """The language; of a few words, which tell little, English where they are a cue of it."""
        language, sure = self._languages.classify(text)
        if len(text) <= _BRIEF and text.isascii() and (sure < _SURE or language == "en"):
            return "en" if any(hit.cue not in _OF_ANY for hit in hits) else _UNKNOWN
        return str(language) if language != "en" or sure >= _DOUBT else _UNKNOWN

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
        options = re2.Options()
        options.max_mem = _AUTOMATON
        which = re2.Set.SearchSet(options)
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
