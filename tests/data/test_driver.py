"""psycopg without asyncio: it works, and asyncio does too."""

from __future__ import annotations

import subprocess
import sys

from desktop_app.data.database import Database

_PROGRAM = """
import sys
from desktop_app.data.database import Database
from desktop_app.data.listen import Listener
from desktop_app.domain.errors import KnownError
assert "asyncio" not in sys.modules, "somebody else imports it"
db = Database(sys.argv[1])
assert db.value("SELECT array_agg(n) FROM generate_series(1, 3) AS n") == [1, 2, 3]
try:
    db.value("SELECT 1/0")
except Exception as error:
    assert type(error).__name__ == "DivisionByZero", error
with db.connection(), db.raw().cursor() as cursor, cursor.copy("COPY (SELECT 7) TO STDOUT") as rows:
    assert b"".join(bytes(part) for part in rows) == b"7\\n"
try:
    Database("postgresql:///nowhere?host=/nowhere").value("SELECT 1")
except KnownError as error:
    print(error.title)
import asyncio
async def answer():
    await asyncio.sleep(0)
    return "asyncio works"
print(asyncio.run(answer()))
"""


def test_the_driver_needs_no_asyncio_and_leaves_it_whole(db: Database) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, db.url],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "asyncio works" in done.stdout
    assert "cannot be reached" in done.stdout
