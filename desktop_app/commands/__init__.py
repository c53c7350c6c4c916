"""The commands, a file for each family.

A file says what its commands take (``register``) and what they do. Heavy imports wait until the
command that needs them runs: every start of the program loads all of these.
"""

from desktop_app.commands import (
    db,
    demo,
    doctor,
    engine,
    imports,
    leads,
    people,
    search,
    settings,
)

# In the order in which the help names them.
FAMILIES = (engine, demo, db, people, imports, search, leads, settings, doctor)
