"""Services over a database of their own, for two people."""

import hashlib
import re

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.engine import checkup
from desktop_app.engine.backup_desk import BackupDesk
from desktop_app.engine.backup_schedule import BackupSchedule
from desktop_app.engine.care import WorkspaceCare
from desktop_app.services.bundle import Services
from desktop_app.system.autostart import Autostart
from desktop_app.system.paths import Workspace
from desktop_app.system.settings import Settings
from desktop_app.wire import mail_compose
from desktop_app.wire.content_store import StoredFile
from desktop_app.wire.liquid import LiquidRenderer
from desktop_app.wire.mail_body import show_body
from desktop_app.wire.mail_parse import parse_message
from desktop_app.wire.mail_quotable import clean_for_draft, quotable


class QuickPasswords:
    """Hashes that take no time; the real ones have their own tests.

    ``looks`` are the hashes that were held against a password, ``schemes`` what they had to take
    the time of, ``costs`` at which cost of bcrypt.
    """

    def __init__(self):
        self.looks = []
        self.schemes = []
        self.costs = []
        self.while_looking = lambda: None

    def check_password(self, password):
        if len(password) < 8:
            raise KnownError("A password has 8 characters or more.")

    def hash_password(self, password, *, scheme):
        digest = hashlib.sha512(password.encode("utf-8", "surrogatepass")).hexdigest()
        return f"{digest[:32]}:{digest}" if scheme == "scrypt" else f"$2b$12${digest[:53]}"

    def verify_password(self, password, hashed, *, schemes, cost):
        self.looks.append(hashed)
        self.schemes.append(frozenset(schemes))
        self.costs.append(cost)
        self.while_looking()
        return hashed in [self.hash_password(password, scheme=s) for s in ("bcrypt", "scrypt")]

    def scheme_of(self, hashed):
        return "scrypt" if ":" in hashed else "bcrypt" if hashed else None

    def needs_rehash(self, password, hashed, scheme):
        return hashed != self.hash_password(password, scheme=scheme)


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

    def put(self, content):
        digest = hashlib.sha256(content).hexdigest()
        self.files[digest] = content
        return StoredFile(digest, digest, len(content))

    def put_raw(self, raw):
        return self.put(raw).url


class Courier:
    """A mailbox that can send, unless told otherwise; ``sent`` holds (to, subject, text)."""

    def __init__(self):
        self.ready = True
        self.sent = []

    def can_send(self):
        return self.ready

    def send(self, to, subject, text):
        self.sent.append((to, subject, text))

    def code(self):
        """The code of the newest letter."""
        return re.search(r"\b\d{6}\b", self.sent[-1][2])[0]


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
def courier():
    return Courier()


@pytest.fixture
def make_taker(db, keyring, tmp_path, monkeypatch):
    """Makes what knows a workspace on this computer."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    workspace = Workspace(tmp_path / "workspace").ensure()
    settings = Settings(workspace.settings_file)

    def check_mailboxes(now, user_id):
        found = checkup.Checkup()
        checkup.check_mailboxes(found, db, now, user_id)
        return found

    def make(*, embedded=True, check=check_mailboxes):
        schedule = BackupSchedule(db, workspace, settings, keyring.get, remote=not embedded)
        desk = BackupDesk(schedule, workspace, settings, keyring, remote=not embedded)
        autostart = Autostart(["/opt/outpost/outpost", "engine"], "linux")
        return WorkspaceCare(db, workspace, desk, check, autostart=autostart, embedded=embedded)

    return make


@pytest.fixture
def start(db, keyring, passwords, store, courier, clock, make_taker):
    """Starts the program anew on the same database and keyring."""
    return lambda **other: Services(
        db,
        **{
            "secrets": keyring,
            "passwords": passwords,
            "store": store,
            "show": show_body,
            "quote": quotable,
            "clean": clean_for_draft,
            "renderer": LiquidRenderer(),
            "composer": mail_compose,
            "read": parse_message,
            "device": "Outpost/1 (Test)",
            "courier": courier,
            "clock": clock,
            "caretaker": make_taker,
            **other,
        },
    )


@pytest.fixture
def services(start):
    return start()


@pytest.fixture
def mine(services, user):
    """The services of the rep."""
    return services.for_user(user)


@pytest.fixture
def theirs(services, other_user):
    """The services of another rep."""
    return services.for_user(other_user)
