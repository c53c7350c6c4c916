"""What the tests of writing share: a desk at a scripted server, and a conversation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.user_settings import UserSettingRepository
from desktop_app.data.writing_material import WritingMaterial
from desktop_app.domain.model_settings import Provider
from desktop_app.domain.users import User
from desktop_app.engine.model_calls import ModelCaller
from desktop_app.engine.writing import MailWriting
from desktop_app.services.writing import WritingService
from desktop_app.wire.built_in_reader import own_words
from desktop_app.wire.language_model import LanguageModel, Limits
from desktop_app.wire.liquid import LiquidRenderer

RENDERER = LiquidRenderer()
LIMITS = Limits(connect=5, first=20, between=20, whole=60)


class Keyring:
    """Secrets in memory."""

    persistent, why = True, ""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def set(self, name: str, value: str) -> None:
        self.kept[name] = value

    def delete(self, name: str) -> None:
        self.kept.pop(name, None)


@dataclass
class Desk:
    """A user with a writing service, and an engine that writes for them."""

    db: Database
    user: User
    clock: Callable[[], datetime]
    limits: Limits = LIMITS
    keyring: Keyring = field(default_factory=Keyring)
    pauses: list[float] = field(default_factory=list)
    stop: bool = False
    ticks: Callable[[], float] | None = None

    @property
    def service(self) -> WritingService:
        return WritingService(self.db, self.user.id, RENDERER, own_words, self.keyring, self.clock)

    def caller(self) -> ModelCaller:
        def pause(seconds: float, still_wanted: Callable[[], bool]) -> bool:
            self.pauses.append(seconds)
            return still_wanted()

        return ModelCaller(
            self.db,
            lambda user_id: self.keyring.get(f"model key {user_id}") or "",
            pause,
            make=lambda provider, key: LanguageModel(provider, key, self.limits),
            now=self.clock,
        )

    def engine(self, **more: Any) -> MailWriting:
        material = WritingMaterial(self.db, RENDERER, own_words)
        if self.ticks is not None:
            more["ticks"] = self.ticks
        return MailWriting(
            self.db, self.caller(), material, now=self.clock,
            should_stop=lambda: self.stop, **more,
        )  # fmt: skip

    def use(self, url: str, **more: Any) -> Provider:
        """Set a model up."""
        provider = replace(Provider(on=True, url=url, name="llama3.1"), **more)
        self.service.set_provider(provider)
        return provider

    def write(self, wanted: UUID) -> Any:
        """Have one written; how it stands then."""
        self.engine().write(wanted)
        return self.service.get(wanted)

    def agree(self, host: str) -> None:
        with self.db.transaction():
            UserSettingRepository(self.db).agree(self.user.id, host)


def drafts(db: Database) -> list[tuple[Any, ...]]:
    """All insights that are drafts: id, content, metadata."""
    return db.rows(
        "SELECT id, content, metadata FROM ai_insights WHERE insight_type = 'draft' ORDER BY id"
    )
