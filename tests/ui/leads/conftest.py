"""Services over Postgres for what the panel writes."""

from __future__ import annotations

import pytest

from desktop_app.services.bundle import UserServices


@pytest.fixture
def real(db, user, clock) -> UserServices:
    """The services of the rep, without a store of files and a keyring, which no lead needs."""
    nothing: object = None
    return UserServices(user, db, nothing, nothing, nothing, nothing, clock, dict)
