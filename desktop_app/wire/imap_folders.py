"""What the folders of a server are for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.mailboxes import FolderRole

_BY_ATTRIBUTE: Final = {
    b"\\all": FolderRole.ALL,
    b"\\archive": FolderRole.ARCHIVE,
    b"\\drafts": FolderRole.DRAFTS,
    b"\\flagged": FolderRole.FLAGGED,
    b"\\important": FolderRole.IMPORTANT,
    b"\\junk": FolderRole.JUNK,
    b"\\sent": FolderRole.SENT,
    b"\\trash": FolderRole.TRASH,
}
# What servers without RFC 6154 call them, in the order of how sure it is.
_BY_NAME: Final = {
    FolderRole.SENT: (
        "sent", "sent items", "sent mail", "sent messages", "gesendet", "gesendete objekte",
        "gesendete elemente", "envoyés", "éléments envoyés", "messages envoyés", "enviados",
        "elementos enviados", "posta inviata", "verzonden items", "verzonden", "skickat",
        "outbox sent", "enviadas",
    ),
    FolderRole.DRAFTS: (
        "drafts", "draft", "entwürfe", "brouillons", "borradores", "bozze", "concepten", "utkast",
        "rascunhos",
    ),
    FolderRole.TRASH: (
        "trash", "deleted items", "deleted messages", "deleted", "papierkorb",
        "gelöschte objekte", "gelöschte elemente", "corbeille", "éléments supprimés", "papelera",
        "elementos eliminados", "cestino", "prullenbak", "verwijderde items", "papperskorgen",
        "lixeira",
    ),
    FolderRole.JUNK: (
        "junk", "spam", "junk e-mail", "junk email", "bulk mail", "spamverdacht", "unerwünscht",
        "courrier indésirable", "indésirables", "correo no deseado", "posta indesiderata",
        "ongewenste e-mail", "skräppost",
    ),
    FolderRole.ARCHIVE: (
        "archive", "archives", "archiv", "archivo", "archivio", "archief", "arkiv", "arquivo",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FolderStatus:
    """What a server says of a folder without opening it (RFC 3501, 6.3.10); None: nothing."""

    messages: int | None = None
    uid_next: int | None = None
    uid_validity: int | None = None
    highest_modseq: int | None = None

    @classmethod
    def of(cls, said: Mapping[bytes, object]) -> FolderStatus:
        """Of names and values, as IMAPClient reads them."""
        return cls(
            _number(said.get(b"MESSAGES")),
            _number(said.get(b"UIDNEXT")),
            _number(said.get(b"UIDVALIDITY")),
            _number(said.get(b"HIGHESTMODSEQ")),
        )


@dataclass(frozen=True, slots=True)
class RemoteFolder:
    """A folder as a server lists it; ``path`` is decoded, with the server's separators.

    ``status`` is how it stands, where the server told that along.
    """

    path: str
    role: FolderRole
    separator: str = "/"
    status: FolderStatus | None = None


def folders_of(
    listed: Iterable[tuple[tuple[bytes, ...], bytes | None, object]],
    status: Mapping[str, FolderStatus] | None = None,
) -> tuple[RemoteFolder, ...]:
    """The folders one can open, each role but NONE given once: by what the server says, where
    it says nothing by name. One that is listed again, as of overlapping namespaces (RFC 2342), is
    passed over; INBOX is one in whatever letters.

    Args:
        listed: flags, separator and name, as IMAPClient gives them.
        status: by path, where the server told it.
    """
    found: list[tuple[str, FolderRole, str]] = []
    paths: set[str] = set()
    for flags, separator, name in listed:
        path = name if isinstance(name, str) else str(name)
        said = {flag.lower() for flag in flags}
        if {b"\\noselect", b"\\nonexistent"} & said or not path or not path.isprintable():
            continue
        is_inbox = path.upper() == "INBOX"
        if (named := "INBOX" if is_inbox else path) in paths:
            continue
        paths.add(named)
        role = next((_BY_ATTRIBUTE[flag] for flag in sorted(said) if flag in _BY_ATTRIBUTE), None)
        if is_inbox:
            role = FolderRole.INBOX
        mark = separator.decode("ascii", "replace") if isinstance(separator, bytes) else ""
        found.append((path, role or FolderRole.NONE, mark))
    given = {role for _, role, _ in found}
    for wanted, names in _BY_NAME.items():
        if wanted not in given and (place := _named(found, names)) is not None:
            path, _, mark = found[place]
            found[place] = (path, wanted, mark)
    roles: set[FolderRole] = set()
    folders = []
    for path, role, mark in found:
        once = FolderRole.NONE if role in roles else role
        roles.add(role)
        folders.append(RemoteFolder(path, once, mark, (status or {}).get(path)))
    return tuple(folders)


def _named(found: list[tuple[str, FolderRole, str]], names: tuple[str, ...]) -> int | None:
    """Which folder without a role has one of these names: at the top or below INBOX."""
    for name in names:
        for place, (path, role, mark) in enumerate(found):
            last = path.lower()
            if mark and last.startswith(f"inbox{mark}".lower()):
                last = last[len("inbox") + len(mark) :]
            if role is FolderRole.NONE and last == name:
                return place
    return None


def _number(value: object) -> int | None:
    try:
        number = int(value)  # type: ignore[call-overload]
    except (TypeError, ValueError):
        return None
    return number if 0 <= number < 1 << 63 else None
