"""Services over a database of their own, for two people."""

import hashlib

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.services.bundle import Services
from desktop_app.wire.mail_body import show_body


class QuickPasswords:
    """Hashes that take no time; the real ones have their own tests."""

    def __init__(self):
        self.looks = []

    def check_password(self, password):
        if len(password) < 8:
            raise KnownError("A password has 8 characters or more.")

    def hash_password(self, password):
        return hashlib.sha256(password.encode()).hexdigest()

    def verify_password(self, password, hashed):
        self.looks.append("one")
        return self.hash_password(password) == hashed

    def verify_nothing(self, password):
        self.looks.append("nothing")
        return False


class Keyring:
    """A keyring in memory."""

    def __init__(self):
        self.held = {}
        self.persistent = True
        self.why = ""

    def get(self, name):
        return self.held.get(name)

    def set(self, name, value):
        self.held[name] = value

    def delete(self, name):
        self.held.pop(name, None)


class MemoryStore:
    """A content store of a dictionary."""

    def __init__(self):
        self.files = {}

    def get(self, url):
        if url not in self.files:
            raise KnownError("The file is gone.")
        return self.files[url]

    get_raw = get


@pytest.fixture
def passwords():
    return QuickPasswords()


@pytest.fixture
def keyring():
    return Keyring()


@pytest.fixture
def store():
    return MemoryStore()


@pytest.fixture
def services(db, keyring, passwords, store):
    return Services.on(
        db,
        secrets=keyring,
        workspace_name="/home/robin",
        passwords=passwords,
        store=store,
        show=show_body,
    )


@pytest.fixture
def mine(services, user):
    """The services of the rep."""
    return services.for_user(user)


@pytest.fixture
def theirs(services, other_user):
    """The services of another rep."""
    return services.for_user(other_user)
