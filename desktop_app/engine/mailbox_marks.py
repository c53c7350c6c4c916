"""Telling a mail server what was changed here: read, answered, flagged, archived and back.

What there is to do is found by comparing; what the server confirmed is written down at once, and
the mark goes when nothing differs any more. A kill between the two finds the same difference
again, and doing it again does no harm.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from desktop_app.data.mailbox_folders import FolderRepository
from desktop_app.data.mailbox_marks import AT_ONCE, MarkRepository
from desktop_app.domain.mail_faults import MailServerRefused
from desktop_app.domain.mailbox_folders import GMAIL_INBOX, MailFolder, Place
from desktop_app.domain.mailboxes import FolderRole
from desktop_app.engine.mailbox_folder import Looking, Stopped
from desktop_app.wire.imap import ImapSession

log = logging.getLogger(__name__)

_ARCHIVE = "Archive"
_LOST = timedelta(days=1)  # after which a message that is nowhere is not waited for


class MarkPush:
    """Brings a mailbox on the server to what stands here."""

    def __init__(self, looking: Looking, session: ImapSession) -> None:
        self._looking = looking
        self._session = session
        self._user_id = looking.mailbox.user_id
        self._marks = MarkRepository(looking.db)
        self._rows = FolderRepository(looking.db)
        self._refused: dict[UUID, str] = {}

    def push(self) -> int:
        """Tell all that is due; returns how many messages agree now.

        Raises:
            MailFault: the server cannot be asked; what it confirmed is written down.
        """
        done = 0
        while True:
            if self._looking.should_stop():
                raise Stopped
            now = self._looking.now()
            places, marked = self._marks.due(self._looking.mailbox.id, now)
            if not places:
                break
            self._tell(places)
            agreed = {each: at for each, at in marked.items() if each not in self._refused}
            done += self._marks.done(self._looking.mailbox.id, agreed)
            for said in set(self._refused.values()):
                ids = [each for each, words in self._refused.items() if words == said]
                self._marks.put_off(ids, now, said)
            self._refused.clear()
            if len(marked) < AT_ONCE:
                break
        self._marks.forget_placeless(self._user_id, self._looking.now() - _LOST)
        return done

    def _tell(self, places: Sequence[Place]) -> None:
        folders = {each.id: each for each in self._rows.list_folders(self._looking.mailbox.id)}
        by_folder: dict[UUID, list[Place]] = defaultdict(list)
        for place in places:
            by_folder[place.folder_id].append(place)
        for folder_id, group in by_folder.items():
            folder = folders[folder_id]
            if not any(
                each.add or each.remove or each.leaves_inbox or each.enters_inbox for each in group
            ):
                continue
            try:
                status = self._session.select(folder.path)
            except MailServerRefused as error:
                self._refuse(group, error)
                continue
            if (status.uid_validity or 0) != folder.uid_validity:
                # Its UIDs mean others now: matched again first, told then.
                self._refused.update({each.email_id: "" for each in group})
                continue
            self._store(folder, group)
            self._move(folder, group, folders)

    def _store(self, folder: MailFolder, group: Sequence[Place]) -> None:
        alike: dict[tuple[frozenset[str], frozenset[str]], list[Place]] = defaultdict(list)
        for each in group:
            if each.add or each.remove:
                alike[each.add, each.remove].append(each)
        for (add, remove), these in alike.items():
            uids = [each.uid for each in these]
            try:
                self._session.store(uids, add=sorted(add), remove=sorted(remove))
            except MailServerRefused as error:
                self._refuse(these, error)
                continue
            self._marks.flagged(folder.id, uids, add, remove)

    def _move(
        self, folder: MailFolder, group: Sequence[Place], folders: dict[UUID, MailFolder]
    ) -> None:
        leaving = [each for each in group if each.leaves_inbox]
        entering = [each for each in group if each.enters_inbox]
        for these, inbox in ((leaving, False), (entering, True)):
            if not these:
                continue
            uids = [each.uid for each in these]
            try:
                if folder.role is FolderRole.ALL:  # where folders are labels
                    change = {"add" if inbox else "remove": [GMAIL_INBOX]}
                    self._session.label(uids, **change)
                    self._marks.labelled(folder, self._user_id, uids, inbox=inbox)
                    continue
                target = self._target(folders, inbox=inbox)
                if self._session.selected != folder.path:
                    self._session.select(folder.path)
                new = self._session.move(uids, target.path)
            except MailServerRefused as error:
                self._refuse(these, error)
                continue
            self._marks.moved(folder, target, self._user_id, {uid: new.get(uid) for uid in uids})

    def _target(self, folders: dict[UUID, MailFolder], *, inbox: bool) -> MailFolder:
        """The inbox, or the archive; made where there is none."""
        role = FolderRole.INBOX if inbox else FolderRole.ARCHIVE
        found = next((each for each in folders.values() if each.role is role), None)
        if found is not None:
            return found
        listed = self._session.folders()
        separator = next((each.separator for each in listed if each.separator), "/")
        below = any(each.path.startswith(f"INBOX{separator}") for each in listed) and not any(
            separator not in each.path and each.role is not FolderRole.INBOX for each in listed
        )
        path = f"INBOX{separator}{_ARCHIVE}" if below else _ARCHIVE
        if path not in {each.path for each in listed}:
            self._session.create_folder(path)
        everything = [(each.path, each.role, each.followed) for each in folders.values()]
        kept = self._rows.keep(
            self._looking.mailbox.id, [*everything, (path, FolderRole.ARCHIVE, True)]
        )
        folders.update({each.id: each for each in kept})
        return next(each for each in kept if each.path == path)

    def _refuse(self, places: Sequence[Place], error: MailServerRefused) -> None:
        log.info("the server did not take a change: %s", error)
        self._refused.update({each.email_id: error.said for each in places})
