"""The password of the embedded Postgres, where it listens on TCP (Windows).

With sockets there is none: the kernel says who connects. On TCP every user of the machine can
reach the port, so the role gets a random password, kept in the OS keyring under a name of this
workspace. Postgres itself is only ever given the SCRAM verifier (RFC 5803), so the password is in
no file, no argument and no log.

The keyring's value is ``id.password``; the id also stands in a file of the cluster. When they
differ (no keyring entry, a workspace copied from another computer, a cluster put back from a
backup) the password is set anew before the server starts. Where there is no usable keyring the
password lives in this process only: the program that started the server works as ever, another
one cannot join and is told why.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Protocol

_ITERATIONS = 4096  # what Postgres itself uses (scram_iterations)


class Secrets(Protocol):
    """The part of ``SecretStore`` that is needed here."""

    @property
    def persistent(self) -> bool: ...

    def get(self, name: str) -> str | None: ...

    def set(self, name: str, value: str) -> None: ...


def scram_verifier(password: str, salt: bytes | None = None) -> str:
    """What Postgres stores for a password (RFC 5803): it proves it without telling it.

    ``password`` is ASCII, so that SASLprep changes nothing.
    """
    salt = secrets.token_bytes(16) if salt is None else salt
    salted = hashlib.pbkdf2_hmac("sha256", password.encode("ascii"), salt, _ITERATIONS)
    client_key = hmac.digest(salted, b"Client Key", "sha256")
    stored_key = hashlib.sha256(client_key).digest()
    server_key = hmac.digest(salted, b"Server Key", "sha256")
    salt64, stored64, server64 = (
        base64.b64encode(part).decode("ascii") for part in (salt, stored_key, server_key)
    )
    return f"SCRAM-SHA-256${_ITERATIONS}:{salt64}${stored64}:{server64}"


class ServerPassword:
    """The password of the cluster in ``data``."""

    def __init__(self, data: Path, store: Secrets) -> None:
        self._id_file = data / "outpost-password.id"
        self._store = store
        place = hashlib.sha256(os.fsencode(os.path.realpath(data))).hexdigest()[:16]
        self._name = f"embedded-postgres-{place}"

    def read(self) -> str | None:
        """The password if it is known and belongs to this cluster."""
        ident, _, password = (self._store.get(self._name) or "").partition(".")
        try:
            expected = self._id_file.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return password if password and ident == expected else None

    def renew(self) -> tuple[str, str, str]:
        """Make a password and keep it; returns (password, verifier, text for the id file).

        The caller gives the verifier to the server first, and writes the id file last.
        """
        ident, password = secrets.token_hex(8), secrets.token_urlsafe(32)
        self._store.set(self._name, f"{ident}.{password}")
        return password, scram_verifier(password), ident + "\n"

    @property
    def id_file(self) -> Path:
        return self._id_file
