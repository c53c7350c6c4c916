"""The 50 newest hits among 200,000 messages, against the bare SQL of the same question."""

# SQL is put together from constants of this file; values are parameters

from __future__ import annotations

import os
import statistics
from collections.abc import Iterator

from desktop_app.bootstrap.opened import Opened
from desktop_app.domain.jobs import JobKind
from desktop_app.domain.users import User
from desktop_app.engine.worker import run_here
from tests.benchmarks import corpus
from tests.benchmarks.harness import Figure, seconds, workspace

MESSAGES = int(os.environ.get("BENCH_SEARCH_MESSAGES", "200000"))
_ORIGINALS = 2500
_ROUNDS = 15

# As the question would be typed into psql by somebody who knows the tables: in one go, and with
# the words looked up first, which is the better way to a rare one. The floor is the quicker. The
# text comes along: what a hit is shown with is cut from it.
_COLUMNS = (
    "m.email_id, m.conversation_id, e.subject, m.from_name, m.from_email, m.at, left(t.plain, 3000)"
)
_FOUND = "user_id = %(user)s AND search @@ websearch_to_tsquery('simple', %(text)s)"
_REST = "JOIN outpost.message m USING (email_id) JOIN public.emails e ON e.id = m.email_id"
_BARE = (
    f"SELECT {_COLUMNS} FROM (SELECT email_id, at, plain FROM outpost.message_text WHERE {_FOUND} "
    f"ORDER BY at DESC LIMIT 50) AS t {_REST} ORDER BY t.at DESC",
    "WITH found AS MATERIALIZED ("
    f"SELECT email_id, at, plain FROM outpost.message_text WHERE {_FOUND}), "
    "newest AS (SELECT * FROM found ORDER BY at DESC LIMIT 50) "
    f"SELECT {_COLUMNS} FROM newest AS t {_REST} ORDER BY t.at DESC",
)


def run() -> Iterator[Figure]:
    with workspace() as (opened, user, folder):
        archive = corpus.archive(folder / "mail", _ORIGINALS)
        run_here(
            opened.db, opened.folders, user.id, JobKind.IMPORT_MAIL, "b", {"path": str(archive)}
        )
        _repeat(opened, MESSAGES // _ORIGINALS)
        total = opened.db.value("SELECT count(*) FROM outpost.message_text")
        conversations = opened.services().for_user(user).conversations
        for kind, text in _questions(opened, user).items():
            params = {"user": user.id, "text": text}
            bare: dict[str, list[float]] = {sql: [] for sql in _BARE}
            ours, hits = [], 0
            for _ in range(_ROUNDS):  # turn about, so that a busy moment hits all
                for sql, took in bare.items():
                    took.append(seconds(lambda s=sql, p=params: opened.db.rows(s, p)))
                ours.append(seconds(lambda t=text: conversations.search(t, 50)))
                hits = len(conversations.search(text, 50))
            yield Figure(
                f"search {total:,} messages, {kind}",
                statistics.median(ours) * 1000,
                "ms",
                min(statistics.median(took) for took in bare.values()) * 1000,
                2.0,
                f"({hits} hits)",
            )


def _repeat(opened: Opened, times: int) -> None:
    """Each message again and again under other ids and times, in the database itself."""
    db = opened.db
    for number in range(1, times):
        with db.transaction():
            db.run(
                "CREATE TEMP TABLE again ON COMMIT DROP AS SELECT email_id AS old, "
                "gen_random_uuid() AS new FROM outpost.message WHERE origin = 'import'"
            )
            db.run(
                "INSERT INTO emails (id, user_id, message_id, from_email, to_email, subject, body, "
                "direction, status, sent_at) SELECT new, user_id, message_id || %s, from_email, "
                "to_email, subject, body, direction, status, sent_at FROM emails "
                "JOIN again ON old = id",
                (f".{number}",),
            )
            db.run(
                "INSERT INTO outpost.message SELECT new, user_id, conversation_id, "
                "identity || %s, at - %s * interval '1 minute', outbound, kind, from_name, "
                "from_email, recipients, reply_to, in_reply_to, refs, root_candidate, subject_key, "
                "orphan_reply, is_html, snippet, attachment_count, content_hash, raw_url, "
                "'again', defects FROM outpost.message JOIN again ON old = email_id",
                (f".{number}", number),
            )
            db.run(
                "INSERT INTO outpost.message_text (email_id, user_id, at, head, plain) "
                "SELECT new, user_id, at - %s * interval '1 minute', head, plain "
                "FROM outpost.message_text JOIN again ON old = email_id",
                (number,),
            )
    db.run("VACUUM (ANALYZE) outpost.message_text")
    db.run("VACUUM (ANALYZE) outpost.message")
    db.run("VACUUM (ANALYZE) emails")


def _questions(opened: Opened, user: User) -> dict[str, str]:
    """Words of this mail itself: one in a message or two, one in most, and two that stand
    together in some."""
    words = opened.db.rows(
        "SELECT word, ndoc FROM ts_stat($$SELECT search FROM outpost.message_text "
        "TABLESAMPLE SYSTEM (2) REPEATABLE (7)$$) WHERE word ~ '^[a-z]{5,10}$' ORDER BY ndoc DESC"
    )
    phrase = opened.db.value(
        "SELECT (regexp_match(plain, '\\y([a-z]{4,9} [a-z]{4,9})\\y'))[1] "
        "FROM outpost.message_text WHERE length(plain) > 400 ORDER BY email_id LIMIT 1"
    )
    return {"a common word": words[0][0], "a rare word": words[-1][0], "a phrase": f'"{phrase}"'}
