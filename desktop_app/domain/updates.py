"""Newer versions of the program: what a release says of itself, and when one is looked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr

PART: Final = ".part"
"""What an unfinished package ends with; it begins with a dot."""
RELEASE_FILE: Final = "release.json"
"""The target that tells of the newest release; the others are its packages."""

_VERSION = re.compile(r"(\d{1,6})\.(\d{1,6})\.(\d{1,6})")
_EVERY: Final = timedelta(hours=24)
_SPREAD: Final = timedelta(hours=4)
_AGAIN_AFTER: Final = timedelta(hours=6)  # where nobody could be asked
_ASK_AFTER: Final = timedelta(days=1)  # the first day has other questions
_MOST_NOTES: Final = 12
_LONGEST: Final = 400  # characters of a note, and of an address
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,120}")
KINDS: Final = re.compile(r"(linux|macos|windows)-[a-z0-9_]{1,20}-(deb|tar|dmg|exe)")
"""What a package is for: system, processor, and how it is installed."""


@dataclass(frozen=True, slots=True)
class Release:
    """One version of the program, as its makers signed it.

    Args:
        version: three numbers.
        notes: what is new, in plain sentences.
        page: where it is described, "" where nowhere.
        files: names of packages by what they are for ("linux-x86_64-deb").
    """

    version: str
    notes: tuple[str, ...] = ()
    page: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "version": self.version,
            "notes": list(self.notes),
            "page": self.page,
            "files": dict(self.files),
        }


def version_of(text: str) -> tuple[int, int, int]:
    """The numbers of a version.

    Raises:
        ValueError: it is not three numbers with points between.
    """
    found = _VERSION.fullmatch(text)
    if found is None:
        raise ValueError(f"not a version: {text[:40]!r}")
    first, second, third = map(int, found.groups())
    return first, second, third


def is_newer(version: str, than: str) -> bool:
    """Whether one version comes behind another."""
    return version_of(version) > version_of(than)


def release_of(document: Any) -> Release:
    """What a document says of a release.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(document, dict):
        raise ValueError("not a release")
    notes, page = document.get("notes", []), document.get("page", "")
    files, version = document.get("files", {}), document.get("version")
    if not (isinstance(version, str) and isinstance(notes, list) and isinstance(files, dict)):
        raise ValueError("not a release")
    version_of(version)
    for kind, name in files.items():
        if not KINDS.fullmatch(kind) or not isinstance(name, str) or not _FILE.fullmatch(name):
            raise ValueError("a package without a proper name")
    said = (" ".join(str(each).split())[:_LONGEST] for each in notes[:_MOST_NOTES])
    return Release(version, tuple(filter(None, said)), _page(page), dict(files))


def _page(page: Any) -> str:
    """An address that a browser may be sent to, or ""."""
    if not isinstance(page, str) or len(page) > _LONGEST or not page.isprintable():
        return ""
    try:
        parts = urlsplit(page)
    except ValueError:
        return ""
    return page if parts.scheme == "https" and parts.hostname and "@" not in parts.netloc else ""


@dataclass(frozen=True, slots=True)
class UpdateState:
    """What this computer knows of newer versions; times are UTC.

    Args:
        begun: when this was first asked for here.
        asked: the user was asked whether to look, once for all.
        looked: when somebody last looked, with success.
        due: when to look next.
        release: the newest release that was told, None for none.
        skipped: a version of which the user wants to hear nothing.
        fault: why the last look failed, "" if it did not.
    """

    begun: datetime | None = None
    asked: bool = False
    looked: datetime | None = None
    due: datetime | None = None
    release: Release | None = None
    skipped: str = ""
    fault: str = ""

    def is_due(self, now: datetime) -> bool:
        """Whether it is time to look; a clock that was set back does not put it off for long."""
        return self.due is None or now >= self.due or self.due - now > _EVERY + _SPREAD

    def after_look(self, now: datetime, release: Release, jitter: float) -> UpdateState:
        """The state after a look that told ``release``.

        Args:
            jitter: 0 to 1; spreads the looks of many computers over hours.
        """
        due = now + _EVERY + jitter * _SPREAD
        return replace(self, looked=now, due=due, release=release, fault="")

    def after_fault(self, now: datetime, fault: str, jitter: float) -> UpdateState:
        """The state after a look that failed."""
        return replace(self, due=now + _AGAIN_AFTER + jitter * _SPREAD, fault=fault)

    def news(self, current: str) -> Release | None:
        """The release to tell somebody who has ``current``, if there is one."""
        told = self.release
        if told is None or told.version == self.skipped or not is_newer(told.version, current):
            return None
        return told

    def may_ask(self, now: datetime) -> bool:
        """Whether it is time to ask the user whether to look: once, and not on the first day."""
        return not self.asked and self.begun is not None and now - self.begun >= _ASK_AFTER

    def document(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "begun": self.begun.isoformat() if self.begun else None,
            "asked": self.asked,
            "looked": self.looked.isoformat() if self.looked else None,
            "due": self.due.isoformat() if self.due else None,
            "release": self.release.document() if self.release else None,
            "skipped": self.skipped,
            "fault": self.fault,
        }


def state_of(document: Any) -> UpdateState:
    """What a document holds; whatever is not as it should be counts as not known."""
    if not isinstance(document, dict):
        return UpdateState()
    try:
        release = release_of(document["release"]) if document.get("release") else None
    except ValueError:
        release = None
    skipped, fault = document.get("skipped"), document.get("fault")
    return UpdateState(
        begun=_moment(document.get("begun")),
        asked=document.get("asked") is True,
        looked=_moment(document.get("looked")),
        due=_moment(document.get("due")),
        release=release,
        skipped=skipped if isinstance(skipped, str) else "",
        fault=fault if isinstance(fault, str) else "",
    )


def _moment(text: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo is not None else None


@dataclass(frozen=True, slots=True)
class UpdatePolicy:
    """What the settings, or those who look after the computer, say.

    Args:
        check: whether to look once a day; None while nobody decided, which means no.
        url: where releases are told; "" where this copy knows no such place.
        forced: it was decided for the user, who is not asked and cannot change it.
    """

    check: bool | None = None
    url: str = ""
    forced: bool = False


@dataclass(frozen=True, slots=True)
class UpdateView:
    """All that the window says of updates.

    Args:
        current: the version that runs.
        package: the name of the newer version's package for this computer, "" where there is none.
        asks: now is the time to ask the user whether to look.
    """

    current: str
    policy: UpdatePolicy
    looked: datetime | None = None
    news: Release | None = None
    package: str = ""
    fault: str = ""
    asks: bool = False


def nowhere_to_look() -> KnownError:
    """This copy knows no place where releases are told."""
    return KnownError(
        tr("This copy of Outpost knows no place where newer versions are told."),
        tr("Whoever gave it to you has them; administrators can name a mirror (updates.url)."),
    )


def check_url(url: str) -> str:
    """An address that may be asked for releases: https, or this very computer.

    Raises:
        KnownError: it is another.
    """
    try:
        parts = urlsplit(url)
        host, plain = parts.hostname or "", parts.scheme == "http"
        odd = "@" in url or bool(parts.query or parts.fragment)
    except ValueError:
        host, plain, odd = "", False, True
    here = plain and host in ("localhost", "127.0.0.1", "::1")
    if host and not odd and (parts.scheme == "https" or here):
        return url.rstrip("/")
    raise KnownError(
        tr("That is not an address where newer versions can be looked for."),
        tr(
            "It looks like https://mirror.company.example/outpost, without a name or "
            "password in it."
        ),
    )
