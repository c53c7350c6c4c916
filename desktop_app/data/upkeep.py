"""What the program noticed of itself (a disk that fills up, a backup that failed): told once in
the window, and by the doctor as long as it is so. Kept as a setting of the workspace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from desktop_app.data.database import Database
from desktop_app.data.settings import SettingRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.kept_words import kept, told

_SETTING: Final = "upkeep.notices"
_AGAIN_AFTER: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class UpkeepNotice:
    """Something to be told; ``since`` is UTC."""

    kind: str
    title: str
    text: str
    since: datetime


class UpkeepRepository:
    """The notices of a workspace, one of each kind at most."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._settings = SettingRepository(db)

    def note(self, kind: str, title: str, text: str, now: datetime) -> None:
        """It is so: the window is told, again after a day, and when the title is another."""
        with self._db.transaction():
            held = self._held()
            before = held.get(kind, {})
            title, text = kept(title), kept(text)
            if before.get("title") == title and before.get("text") == text:
                told = before.get("told")
                if told is None or now - datetime.fromisoformat(told) < _AGAIN_AFTER:
                    return
            news = before.get("title") != title or before.get("told") is not None
            since = before.get("since") or now.isoformat()
            held[kind] = {"title": title, "text": text, "since": since, "told": None}
            self._settings.set(_SETTING, held)
            if news:
                self._db.tell(Kind.NOTIFICATIONS)

    def clear(self, kind: str) -> None:
        """It is not so any more."""
        if kind not in (self._settings.get(_SETTING) or {}):
            return
        with self._db.transaction():
            held = self._held()
            held.pop(kind, None)
            self._settings.set(_SETTING, held)

    def list(self) -> tuple[UpkeepNotice, ...]:
        """What is so now."""
        held: dict[str, Any] = self._settings.get(_SETTING) or {}
        return tuple(_notice(kind, each) for kind, each in sorted(held.items()))

    def claim(self, now: datetime) -> tuple[UpkeepNotice, ...]:
        """What nobody was told yet; the caller tells it."""
        if not self._settings.get(_SETTING):
            return ()
        with self._db.transaction():
            held = self._held()
            news = {kind: each for kind, each in held.items() if each.get("told") is None}
            for each in news.values():
                each["told"] = now.isoformat()
            if news:
                self._settings.set(_SETTING, held)
        return tuple(_notice(kind, each) for kind, each in sorted(news.items()))

    def _held(self) -> dict[str, Any]:
        self._db.run(
            "SELECT 1 FROM outpost.setting WHERE name = %s AND user_id IS NULL FOR UPDATE",
            (_SETTING,),
        )
        return dict(self._settings.get(_SETTING) or {})


def _notice(kind: str, held: dict[str, Any]) -> UpkeepNotice:
    since = datetime.fromisoformat(str(held["since"]))
    return UpkeepNotice(kind, told(str(held["title"])), told(str(held["text"])), since)
