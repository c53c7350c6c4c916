"""The engine of the mailbox benchmark, in a process of its own: how long, and in how much memory.

It imports when it runs, for its reading process loads this module, too; the product's, a package's
``__main__``, is not loaded there. It is told where everything is by a line of JSON, and answers in
lines of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID


def _say(**words: Any) -> None:
    print(json.dumps(words), flush=True)


def main() -> None:
    from desktop_app.data.database import Database
    from desktop_app.data.mailboxes import MailboxRepository
    from desktop_app.domain.mailboxes import Credential, Mailbox
    from desktop_app.engine.jobs import Folders
    from desktop_app.engine.mailboxes import Mailboxes, fetch_all
    from desktop_app.engine.process import Engine
    from desktop_app.system.paths import resources
    from desktop_app.ui.language import choose_language
    from desktop_app.wire.reading_process import collect_seldom

    # As the product's: what speaks the user's language takes memory, too.
    choose_language(Path(), resources())
    collect_seldom()
    told = json.loads(sys.stdin.readline())
    db = Database(told["url"], password=told["database_password"])
    folders = Folders(*map(Path, told["folders"]))

    def credentials(mailbox: Mailbox) -> Credential:
        return Credential(mailbox.address, told["password"])

    mailbox = MailboxRepository(db).get(UUID(told["mailbox"]))
    assert mailbox is not None
    if told["work"] == "pull":
        began = time.perf_counter()
        (look,) = fetch_all(db, folders, credentials, (mailbox,), now=lambda: datetime.now(UTC))
        if look.fault is not None:
            raise look.fault
        _say(seconds=time.perf_counter() - began, new=sum(each.new for each in look.folders))
        return
    mailboxes = Mailboxes(db, folders, credentials)
    _say(started=True)
    Engine(db, folders, lambda on_notice, on_lost: lambda: None, mailboxes=mailboxes).run()


if __name__ == "__main__":
    main()
