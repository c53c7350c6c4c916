"""Mail import against reading the same file and COPYing its text under a full-text index."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from desktop_app.bootstrap.opened import Opened
from desktop_app.domain.jobs import JobKind
from desktop_app.domain.mail import ParsedMessage
from desktop_app.engine.worker import run_here
from desktop_app.wire.mail_parse import parse_message
from desktop_app.wire.mail_sources import open_source
from tests.benchmarks import corpus
from tests.benchmarks.harness import Figure, seconds, workspace

MESSAGES = int(os.environ.get("BENCH_MESSAGES", "20000"))


def run() -> Iterator[Figure]:
    with workspace() as (opened, user, folder):
        archive = corpus.archive(folder / "mail", MESSAGES)
        # Two readings of "their text": stripped of markup (the stricter), and as it came.
        floor = _floor(opened, archive, lambda message: message.plain)
        as_it_came = _floor(opened, archive, lambda message: message.body)
        ours = seconds(
            lambda: run_here(
                opened.db,
                opened.folders,
                user.id,
                JobKind.IMPORT_MAIL,
                "bench",
                {"path": str(archive), "me": []},
            )
        )
        brought = opened.db.value("SELECT count(*) FROM outpost.message_text")
        if brought < 0.99 * MESSAGES:  # a few of the archive are there twice
            raise RuntimeError(f"only {brought:,} of {MESSAGES:,} messages came in")
        yield Figure(f"import of {brought:,} messages", ours, "s", floor, 2.0, f"({archive.name})")
        yield Figure(
            "the same, to the text as it came (HTML where there is any)", ours, "s", as_it_came
        )
        again = seconds(
            lambda: run_here(
                opened.db,
                opened.folders,
                user.id,
                JobKind.IMPORT_MAIL,
                "bench",
                {"path": str(archive), "me": []},
            )
        )
        yield Figure("the same import again, nothing new", again, "s", floor)


def _floor(opened: Opened, archive: Path, text: Callable[[ParsedMessage], str]) -> float:
    """Only what cannot be avoided: the bytes read once, their text COPYed and indexed. Making
    text of them is not even counted."""
    texts = [
        (number, text(parse_message(found.raw))[:400_000])
        for number, found in enumerate(open_source(archive).iterate(None))
    ]
    db = opened.db
    db.run(
        "CREATE TABLE outpost.floor (id int PRIMARY KEY, body text, search tsvector "
        "GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, body)) STORED)"
    )
    db.run("CREATE INDEX ON outpost.floor USING gin (search)")

    def work() -> None:
        with archive.open("rb") as file:
            while file.read(1 << 20):
                pass
        with (
            db.transaction(),
            db.raw().cursor() as cursor,
            cursor.copy("COPY outpost.floor (id, body) FROM STDIN") as copy,
        ):
            for row in texts:
                copy.write_row(row)

    taken = seconds(work)
    db.run("DROP TABLE outpost.floor")
    return taken
