"""Dovecot and Exim over the same mailboxes."""

from __future__ import annotations

import time
from pathlib import Path

from joserfc import jwt
from joserfc.jwk import OctKey

from tests.mailservers import dovecot, exim
from tests.mailservers.authority import Authority
from tests.mailservers.daemons import Household
from tests.mailservers.people import Delivered, MailServer, MailUser, secret


def missing() -> list[str]:
    """The names of the servers that are not installed on this computer."""
    needed = {"Dovecot": dovecot.installed(), "Exim": exim.installed()}
    return [name for name, there in needed.items() if not there]


class RealMailServer(MailServer):
    """See ``MailServer``. Mail for other people's servers ends up in ``outside()``."""

    def __init__(self, authority: Authority) -> None:
        self._home = Household("outpost-mail-")
        super().__init__(authority, self._home.folder / "mail")
        self._token_key = secret()
        try:
            self._imap = dovecot.Dovecot(self._home, authority.good(), self._token_key)
            self._smtp = exim.Exim(self._home)
        except BaseException:
            self._home.stop()
            raise
        self.imap, self.imap_starttls = self._imap.imap, self._imap.imap_starttls
        self.smtp, self.smtp_starttls = self._smtp.smtp, self._smtp.smtp_starttls

    def admit(self, user: MailUser, *, quota_kib: int | None = None) -> None:
        self._home.make(f"mail/{user.address}")
        self._imap.admit(user, quota_kib)
        self._smtp.admit(user.address, user.password)

    def token(self, user: MailUser, *, seconds: int = 3600) -> str:
        """An OAuth 2 access token for XOAUTH2 and OAUTHBEARER; both servers believe it while it
        lasts, Exim only the newest one."""
        now = int(time.time())
        claims = {
            "sub": user.address, "email": user.address, "iat": now - 60, "exp": now + seconds,
        }  # fmt: skip
        signed = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(self._token_key))
        self._smtp.believe(user.address, signed if seconds > 0 else "")
        return signed

    def file_sent(self, user: MailUser) -> None:
        """From now on the server itself files what this user sends, as Gmail does."""
        self.maildir(user, "Sent")
        self._smtp.file_sent(user.address)

    def delivered(self) -> list[Delivered]:
        return self._smtp.delivered()

    def answer(self, address: str, reply: str | None, *, at: str = "rcpt") -> None:
        self._smtp.answer(address, reply, at)

    def outside(self) -> list[bytes]:
        """The messages that went to addresses of other servers, in no order."""
        place = self._smtp.outside
        return [path.read_bytes() for path in place.glob("new/*")]

    def new_uid_validity(self, user: MailUser, folder: str = "INBOX") -> None:
        """The server lost its memory of a folder: its UIDs begin anew. Sessions of this user that
        have it open have to be closed before."""
        self.maildir(user, folder).forget_uids()

    def forget(self, user: MailUser) -> None:
        """Nobody of that name any more, and none of their mail."""
        self._imap.forget(user)

    def stop(self) -> None:
        self._home.stop()

    def _own(self, path: Path) -> None:
        self._home.give(path)
