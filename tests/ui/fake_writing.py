"""How a model is set up, in memory."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.insights import ReadingState
from desktop_app.domain.model_settings import READ_KINDS, Provider
from desktop_app.domain.writing import Leaving, ModelCall, ModelList, Spending


class FakeWriting:
    """``looked`` are the addresses that were looked at, ``key`` what the keyring has."""

    def __init__(self) -> None:
        self.now = Provider()
        self.found: ModelList | None = None
        self.looked: list[str] = []
        self.key = ""
        self.why = ""
        self.sent: tuple[ModelCall, ...] = ()
        self.used = Spending(date(2026, 6, 1))
        self.refuses: KnownError | None = None
        self.by_itself: Leaving | None = None  # for a service, where anything goes by itself
        self.hosts: list[str] = []  # that were agreed to

    def leaving_by_itself(self) -> Leaving | None:
        goes = self.now.is_ready and (self.now.kinds & READ_KINDS or self.now.drafts_for_hot)
        asked = goes and not self.now.is_local and self.now.host not in self.hosts
        return self.by_itself if asked else None

    def agree(self, host: str) -> Changes:
        self.hosts.append(host)
        return Changes(Kind.WRITING)

    def disagree(self, host: str) -> Changes:
        self.hosts.remove(host)
        return Changes(Kind.WRITING)

    def agreed(self) -> tuple[str, ...]:
        return tuple(self.hosts)

    def provider(self) -> Provider:
        return self.now

    def set_provider(self, provider: Provider) -> Changes:
        if self.refuses is not None:
            raise self.refuses
        self.now = provider
        return Changes(Kind.WRITING | Kind.INSIGHTS)

    def spent(self) -> Spending:
        return self.used

    def models(self) -> ModelList | None:
        return self.found

    def look_for_models(self, url: str = "") -> Changes:
        self.looked.append(url or self.now.url)
        self.found = ModelList(self.looked[-1], True)
        return Changes(Kind.WRITING)

    def keep_key(self, key: str) -> str:
        self.key = key
        return self.why

    def has_key(self) -> bool:
        return bool(self.key)

    def calls(self, most: int = 100) -> tuple[ModelCall, ...]:
        return self.sent[:most]

    def draft_of(self, _talk: UUID) -> None:
        return None


class FakeReading:
    """How far reading is, and what is hidden."""

    def __init__(self) -> None:
        self.now = ReadingState(0, 0, 0, True)

    def state(self) -> ReadingState:
        return self.now

    def set_on(self, on: bool) -> Changes:
        self.now = ReadingState(self.now.waiting, self.now.read, self.now.unread, on)
        return Changes(Kind.INSIGHTS)

    def is_hidden(self, _lead_id: UUID, _suggestion: str) -> bool:
        return False


class NoProposals:
    """Nothing was written for anybody."""

    def of(self, _draft_id: UUID) -> None:
        return None

    def put(self, _proposal: object) -> None:
        pass

    def dismiss(self, _draft_id: UUID) -> Changes:
        return Changes()

    def sent(self, _draft_id: UUID) -> Changes:
        return Changes()
