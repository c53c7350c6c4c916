"""People who use this workspace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class User:
    """A rep: the row of ``users`` and its Better Auth twin's id."""

    id: UUID
    auth_id: str
    email: str
    name: str
    timezone: str = "UTC"
    signature: str = ""


@dataclass(frozen=True, slots=True)
class SignIn:
    """A living session. The token is a secret: it goes to the keyring and nowhere else."""

    user: User
    token: str
    expires_at: datetime

    def __repr__(self) -> str:
        return f"SignIn({self.user.email}, until {self.expires_at:%Y-%m-%d})"
