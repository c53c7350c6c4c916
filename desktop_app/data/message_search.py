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

_QUERY = "websearch_to_tsquery('simple', %(text)s)"

# Up to so many hits a list of conversations is made from the hits; beyond, the conversations are
# looked at in their own order, where a word this common is met soon.
_FEW = 400
_WALK = 150

# The inner query settles the hits and hands on their texts unread; of these only the beginning
# is unpacked for the excerpt. Places are looked for in three spellings, since lowering a text
# costs more than searching it.
_SEARCH = f"""
SELECT message.email_id, message.conversation_id, split_part(hit.head, E'\\n', 1),
       message.from_name, message.from_email, message.at, message.snippet,
       substring(found.begin FROM greatest(1, found.place - 50) FOR 200), found.place
FROM (SELECT email_id, at, head, plain FROM outpost.message_text
      WHERE user_id = %(user)s AND search @@ {_QUERY}
      ORDER BY at DESC, email_id LIMIT %(limit)s) AS hit
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
        rows = self._db.rows(
            _SEARCH,
            {
                "user": user_id,
                "text": text,
                "limit": limit,
                "lower": term,
                "upper": term.upper(),
                "capital": term[:1].upper() + term[1:],
            },
            binary=True,
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
        hits = self._db.rows(
            "SELECT conversation_id FROM outpost.message WHERE email_id IN ("
            "  SELECT email_id FROM outpost.message_text"
            f"  WHERE user_id = %(user)s AND search @@ {_QUERY}"
            "  ORDER BY at DESC, email_id LIMIT %(few)s)",
            {"user": user_id, "text": text, "few": _FEW},
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
                "text": text,
                "found": list({row[0] for row in hits}),
                "limit": limit,
            },
        )
        return [row[0] for row in rows]

    def with_text(
        self, user_id: UUID, text: str, where: str, params: Mapping[str, Any]
    ) -> tuple[str, dict[str, Any]]:
        """``where`` narrowed to conversations with a message that the search finds."""
        return f"{where} AND {_HAS_HIT}", {**params, "user": user_id, "text": text}

    def _walk(self, text: str, where: str, params: Mapping[str, Any], limit: int) -> list[UUID]:
        rows = self._db.rows(
            "SELECT id FROM ("
            f"  SELECT talk.id, talk.last_at FROM outpost.conversation AS talk WHERE {where}"
            f"  ORDER BY talk.last_at DESC, talk.id LIMIT {_WALK}) AS talk "
            "WHERE EXISTS (SELECT FROM outpost.message AS message "
            "  JOIN outpost.message_text AS held USING (email_id) "
            f"  WHERE message.conversation_id = talk.id AND held.search @@ {_QUERY}) "
            "ORDER BY last_at DESC, id LIMIT %(limit)s",
            {**params, "text": text, "limit": limit},
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
