"""What an import kept aside because it is no mail: a list of it, and copies as files."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from desktop_app.data.broken_mail import BrokenMailRepository
from desktop_app.data.database import Database
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.message_record import KeptAside
from desktop_app.services.conversations import Store
from desktop_app.services.file_names import safe_file_name


class BrokenMailService:
    """Broken mail of one user."""

    def __init__(self, db: Database, user_id: UUID, store: Store) -> None:
        self._user_id = user_id
        self._broken = BrokenMailRepository(db)
        self._store = store

    def list(self) -> tuple[KeptAside, ...]:
        """All of it, the newest first."""
        return tuple(
            KeptAside(
                seen_at=seen_at,
                source=each.source,
                reason=each.reason,
                content_hash=each.content_hash,
                raw_url=each.raw_url,
                size=self._size(each.raw_url),
            )
            for seen_at, each in self._broken.list(self._user_id)
        )

    def save(self, folder: Path) -> dict[str, Path]:
        """Write each as a file into ``folder``, which is made where it is missing.

        The names hold the content's hash, so that saving twice writes the same files.

        Returns:
            the file of each by content hash; what has no bytes, or has lost them, has none.

        Raises:
            KnownError: the folder cannot be made or written to.
        """
        saved: dict[str, Path] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for each in self.list():
                if each.size:
                    stem = safe_file_name(each.source, "mail")
                    path = folder / f"{stem}-{each.content_hash[:16]}.eml"
                    partial = path.with_name(path.name + ".part")
                    partial.write_bytes(self._store.get_raw(each.raw_url))
                    partial.replace(path)
                    saved[each.content_hash] = path
        except OSError as error:
            raise KnownError(
                tr("The files could not be saved in {folder}.", folder=folder),
                tr("{value}. What was kept aside is safe.", value=error.strerror or error),
            ) from error
        return saved

    def _size(self, raw_url: str) -> int | None:
        try:
            return len(self._store.get_raw(raw_url))
        except KnownError:
            return None
