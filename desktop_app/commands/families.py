"""All families of commands, for the parser that knows every one of them."""

from __future__ import annotations

from desktop_app.commands import (
    actions,
    db,
    demo,
    doctor,
    engine,
    imports,
    insights,
    leads,
    mail,
    mailbox,
    metrics,
    people,
    search,
    sequences,
    settings,
    templates,
    update,
)

# In the order in which the help names them.
FAMILIES = (
    *(engine, demo, db, people, imports, mailbox, mail),
    *(search, leads, templates, sequences, actions, insights, metrics, settings, update, doctor),
)
