"""Full-text search of messages, in the syntax of a web search: words, "a phrase", -without."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.domain.inbox import SearchHit

# Lists are asked while somebody types: their last word may go on (``:*``).
_QUERY = "(nullif(websearch_to_tsquery('simple', %(text)s)::text, '') || %(goes_on)s)::tsquery"

# Up to so many hits a list of conversations is made from the hits; beyond, the conversations are
# looked at in their own order, where a word this common is met soon.
_FEW = 400
_WALK = 150

# How the newest hits are found. Measured at 200,000 messages (µs): a message in order of time is
# looked at in 3.5, one by way of the index of words in 0.7, where several words have to stand
# together in 28. What the planner makes of it hangs on figures it does not have: a word that few
# have was looked for in all messages, in a second.
_GLANCE, _LOOK = 60, 400
_BEGINS = 3  # letters: fewer begin half of all words
_WALK_COST, _WORD_COST, _WORDS_COST = 3.5, 0.7, 28.0

_HITS = f"user_id = %(user)s AND search @@ {_QUERY}"
_BY_TIME = f"""
SELECT {{columns}} FROM (
    SELECT * FROM outpost.message_text WHERE user_id = %(user)s
    ORDER BY at DESC, email_id LIMIT %(rows)s) AS newest
WHERE search @@ {_QUERY} ORDER BY at DESC, email_id LIMIT %(limit)s
"""
_BY_WORDS = f"""
SELECT {{columns}} FROM (
    SELECT * FROM outpost.message_text WHERE {_HITS} OFFSET 0) AS found
ORDER BY at DESC, email_id LIMIT %(limit)s
"""

# The inner query settles the hits and hands on their texts unread; of these only the beginning
# is unpacked for the excerpt. Places are looked for in three spellings, since lowering a text
# costs more than searching it.
_SHOWN = """
SELECT message.email_id, message.conversation_id, split_part(hit.head, E'\\n', 1),
       message.from_name, message.from_email, message.at, message.snippet,
       substring(found.begin FROM greatest(1, found.place - 50) FOR 200), found.place
FROM ({hits}) AS hit
JOIN outpost.message USING (email_id)
CROSS JOIN LATERAL (
    SELECT begin, coalesce(nullif(strpos(begin, %(lower)s), 0),
                           nullif(strpos(begin, %(capital)s), 0),
                           strpos(begin, %(upper)s)) AS place
    FROM (SELECT left(hit.plain, 3000) AS begin OFFSET 0) AS text) AS found
ORDER BY hit.at DESC, hit.email_id
"""

START, END = "\u0002", "\u0003"
"""Stand around each match of an excerpt."""


class MessageSearch:
    """Questions over ``outpost.message_text``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def search(self, user_id: UUID, text: str, limit: int = 50) -> tuple[SearchHit, ...]:
        """The newest messages that a search finds, in whatever box."""
        if not text.strip():
            return ()
        terms = _terms(text)
        term = terms[0] if terms else "\x01"
        rows = self._newest(
            _SHOWN,
            "email_id, at, head, plain",
            {
                "user": user_id,
                "text": text,
                "goes_on": "",
                "limit": limit,
                "lower": term,
                "upper": term.upper(),
                "capital": term[:1].upper() + term[1:],
            },
        )
        pattern = _pattern(terms)
        return tuple(
            SearchHit(
                email_id=row[0],
                conversation_id=row[1],
                subject=row[2],
                from_name=row[3],
                from_email=row[4],
                at=row[5],
                excerpt=_excerpt(row[7] if row[8] else row[6], pattern),
            )
            for row in rows
        )

    def newest_with(
        self, user_id: UUID, text: str, where: str, params: Mapping[str, Any], limit: int
    ) -> list[UUID]:
        """The newest conversations (of those that ``where`` says of ``talk``) with a message
        that the search finds."""
        hits = self._newest(
            "SELECT conversation_id FROM outpost.message JOIN ({hits}) AS hit USING (email_id)",
            "email_id",
            {"user": user_id, **_typed(text), "limit": _FEW},
        )
        chosen = "talk.id = ANY(%(found)s)"
        if len(hits) == _FEW:
            found = self._walk(text, where, params, limit)
            if len(found) == limit:
                return found
            chosen = _HAS_HIT
        rows = self._db.rows(
            f"SELECT talk.id FROM outpost.conversation AS talk WHERE {where} AND {chosen} "
            "ORDER BY talk.last_at DESC, talk.id LIMIT %(limit)s",
            {
                **params,
                **_typed(text),
                "found": list({row[0] for row in hits}),
                "limit": limit,
            },
        )
        return [row[0] for row in rows]

    def with_text(
        self, user_id: UUID, text: str, where: str, params: Mapping[str, Any]
    ) -> tuple[str, dict[str, Any]]:
        """``where`` narrowed to conversations with a message that the search finds."""
        return f"{where} AND {_HAS_HIT}", {**params, "user": user_id, **_typed(text)}

    def _newest(self, shown: str, columns: str, params: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The newest hits as ``shown`` has them.

        A glance at the newest messages finds what many have, and says that few have the rest.
        Words that only together are few may each be frequent: then a longer look weighs the two
        ways.
        """
        by_time = shown.format(hits=_BY_TIME.format(columns=columns))
        by_words = shown.format(hits=_BY_WORDS.format(columns=columns))
        wanted = int(params["limit"])

        def among(rows: int) -> list[tuple[Any, ...]]:
            return self._db.rows(by_time, {**params, "rows": rows}, binary=True)

        with self._db.connection():
            found = among(_GLANCE)
            if len(found) == wanted:
                return found
            seen = _GLANCE
            several = len(str(params["text"]).split()) > 1
            if several and 100 * len(found) < 3 * seen and self._guess(params) > _FEW:
                found, seen = among(_LOOK), _LOOK
                if len(found) == wanted:
                    return found
            if found and self._time_is_better(len(found) / seen, several, wanted):
                walk = int(2 * seen * wanted / len(found))
                found = among(walk)
                if len(found) == wanted:
                    return found
            return self._db.rows(by_words, params, binary=True)

    def _time_is_better(self, density: float, several: bool, wanted: int) -> bool:
        total = self._db.value(
            "SELECT greatest(reltuples, 1) FROM pg_class "
            "WHERE oid = 'outpost.message_text'::regclass"
        )
        by_words = density * total * (_WORDS_COST if several else _WORD_COST)
        return bool(wanted / density * _WALK_COST < by_words)

    def _guess(self, params: Mapping[str, Any]) -> float:
        """How many hits the planner reckons with."""
        plan = self._db.value(
            f"EXPLAIN (FORMAT JSON) SELECT FROM outpost.message_text WHERE {_HITS}", params
        )
        return float(plan[0]["Plan"]["Plan Rows"])

    def _walk(self, text: str, where: str, params: Mapping[str, Any], limit: int) -> list[UUID]:
        rows = self._db.rows(
            "SELECT id FROM ("
            f"  SELECT talk.id, talk.last_at FROM outpost.conversation AS talk WHERE {where}"
            f"  ORDER BY talk.last_at DESC, talk.id LIMIT {_WALK}) AS talk "
            "WHERE EXISTS (SELECT FROM outpost.message AS message "
            "  JOIN outpost.message_text AS held USING (email_id) "
            f"  WHERE message.conversation_id = talk.id AND held.search @@ {_QUERY}) "
            "ORDER BY last_at DESC, id LIMIT %(limit)s",
            {**params, **_typed(text), "limit": limit},
        )
        return [row[0] for row in rows]


_HAS_HIT = (
    "talk.id IN (SELECT message.conversation_id FROM outpost.message_text AS held "
    "JOIN outpost.message AS message USING (email_id) "
    f"WHERE held.user_id = %(user)s AND held.search @@ {_QUERY})"
)


def _terms(text: str) -> list[str]:
    """The words and phrases wanted (not the unwanted), lower case, longest first."""
    found = []
    for minus, phrase, word in re.findall(r'(-?)(?:"([^"]*)"|([^\s"]+))', text.lower()):
        term = " ".join(phrase.split()) if phrase else _bare(word)
        if term and not minus and term != "or":
            found.append(term)
    return sorted(dict.fromkeys(found), key=len, reverse=True)


def _typed(text: str) -> dict[str, str]:
    """What a list asks for while somebody types, as the parameters of ``_QUERY``.

    The last word is the beginning of one, as long as nobody has ended it; of fewer than three
    letters it is waited for, where there are others.
    """
    words = text.split()
    is_open = bool(words) and text[-1].isalnum() and text.count('"') % 2 == 0
    if not is_open or not words[-1].isalnum():
        return {"text": text, "goes_on": ""}
    if len(words[-1]) >= _BEGINS:
        return {"text": text, "goes_on": ":*"}
    before = text[: -len(words[-1])]
    wanted = before if _terms(before) else text
    return {"text": wanted, "goes_on": ""}


def _bare(word: str) -> str:
    """A word without the punctuation around it."""
    start, end = 0, len(word)
    while start < end and unicodedata.category(word[start])[0] in "PSZC":
        start += 1
    while end > start and unicodedata.category(word[end - 1])[0] in "PSZC":
        end -= 1
    return word[start:end]


def _pattern(terms: list[str]) -> re.Pattern[str] | None:
    if not terms:
        return None
    words = "|".join(re.escape(term).replace(r"\ ", r"\s+") for term in terms)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def _excerpt(text: str, pattern: re.Pattern[str] | None) -> str:
    """One line of text, the matches between the marks."""
    if START in text or END in text:
        text = text.translate(_MARKS)
    line = " ".join(text.split())
    return pattern.sub(_marked, line) if pattern else line


def _marked(match: re.Match[str]) -> str:
    return f"{START}{match[0]}{END}"


_MARKS = {ord(START): None, ord(END): None}
