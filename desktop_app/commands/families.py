"""All families of commands, for the parser that knows every one of them."""

from __future__ import annotations

from desktop_app.commands import (
    actions,
    db,
    demo,
    doctor,
    engine,
    imports,
    leads,
    mail,
    mailbox,
    metrics,
    people,
    search,
    settings,
    templates,
)

# In the order in which the help names them.
FAMILIES = (
    *(engine, demo, db, people, imports, mailbox, mail),
    *(search, leads, templates, actions, metrics, settings, doctor),
)
