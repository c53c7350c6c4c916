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
_WALK = 400

_EXCERPT = 200  # characters
_LEAD_IN = 50  # of them before the first match

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
        rows = self._db.rows(
            # The hits are settled before anything is read of them.
            f"WITH hit AS MATERIALIZED ("
            "  SELECT email_id, at FROM outpost.message_text"
            f"  WHERE user_id = %(user)s AND search @@ {_QUERY}"
            "  ORDER BY at DESC, email_id LIMIT %(limit)s) "
            "SELECT message.email_id, message.conversation_id, email.subject, message.from_name,"
            "       message.from_email, message.at, message.snippet,"
            "       substring(held.plain FROM greatest(1, found.place - %(lead_in)s)"
            "                 FOR %(excerpt)s), found.place "
            "FROM hit JOIN outpost.message USING (email_id) "
            "JOIN public.emails AS email ON email.id = hit.email_id "
            "JOIN outpost.message_text AS held ON held.email_id = hit.email_id "
            "CROSS JOIN LATERAL (SELECT strpos(lower(left(held.plain, 20000)), %(term)s)) "
            "  AS found (place) "
            "ORDER BY hit.at DESC, hit.email_id",
            {
                "user": user_id,
                "text": text,
                "limit": limit,
                "term": terms[0] if terms else "\x01",
                "lead_in": _LEAD_IN,
                "excerpt": _EXCERPT,
            },
        )
        return tuple(
            SearchHit(
                email_id=row[0],
                conversation_id=row[1],
                subject=row[2],
                from_name=row[3],
                from_email=row[4],
                at=row[5],
                excerpt=_excerpt(row[7] if row[8] else row[6], terms),
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


def _excerpt(text: str, terms: list[str]) -> str:
    """One line of text, the matches between the marks."""
    line = " ".join(text.translate(_MARKS).split())
    if not terms:
        return line
    pattern = "|".join(re.escape(term).replace(r"\ ", r"\s+") for term in terms)
    return re.sub(
        rf"(?<!\w)(?:{pattern})(?!\w)",
        lambda match: f"{START}{match.group()}{END}",
        line,
        flags=re.IGNORECASE,
    )


_MARKS = {ord(START): None, ord(END): None}
