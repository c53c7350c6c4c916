"""How a sign-in's id becomes the UUID of its profile: the twin of SQL ``outpost.user_uuid``."""

from __future__ import annotations

import re
from uuid import UUID, uuid5

USER_NAMESPACE = UUID("0d1f3f5e-6a0b-4f0e-9c43-7f6a1c52b8d4")
"""Frozen for good: the ids of every profile made from a Better Auth id hang on it."""

_CANONICAL = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def user_uuid(auth_id: str) -> UUID:
    """The ``users.id`` that belongs to a ``user.id``.

    A canonical lower-case UUID stands for itself; any other text becomes its version 5 UUID
    (RFC 9562) under :data:`USER_NAMESPACE`.
    """
    if _CANONICAL.fullmatch(auth_id):
        return UUID(auth_id)
    return uuid5(USER_NAMESPACE, auth_id)
