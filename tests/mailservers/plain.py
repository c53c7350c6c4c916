"""Servers written in Python, where Dovecot and Exim are not installed: pymap and aiosmtpd.

They know neither CONDSTORE nor QRESYNC, no SPECIAL-USE, no MOVE and no quotas, and SMTP only takes
passwords: the main path is covered, and the real servers are for the rest.
"""

from __future__ import annotations

import asyncio
import email
import shutil
import ssl
import tempfile
import threading
from argparse import Namespace
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.maildir import Config, Identity, Login
from pymap.concurrent import Subsystem
from pymap.frozen import frozendict
from pymap.imap import IMAPServer
from pymap.user import Passwords, UserMetadata
from pysasl.hashing import Cleartext

from desktop_app.domain.mailboxes import Security, Server
from tests.mailservers.authority import Authority
from tests.mailservers.dovecot import SPECIAL
from tests.mailservers.exim import SIZE_LIMIT
from tests.mailservers.maildir import Maildir
from tests.mailservers.people import (
    HOST,
    REFUSALS,
    REFUSALS_OF_CONTENT,
    Delivered,
    MailServer,
    MailUser,
)

_Result = TypeVar("_Result")


class PlainMailServer(MailServer):
    """See ``MailServer``; both servers run in one thread of the test's process."""

    def __init__(self, authority: Authority) -> None:
        self._home = Path(tempfile.mkdtemp(prefix="outpost-plain-mail-"))
        super().__init__(authority, self._home / "mail")
        self.spool.mkdir()
        self._tls = _context(self._home, authority)
        self._post = _Post(self.spool)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="plain mail servers")
        self._thread.start()
        self._servers: list[asyncio.Server] = []
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def _start(self) -> None:
        self.imap = self._listen(Security.TLS, self._serve_imap)
        self.imap_starttls = self._listen(Security.STARTTLS, self._serve_imap)
        self.smtp = self._listen(Security.TLS, self._serve_smtp)
        self.smtp_starttls = self._listen(Security.STARTTLS, self._serve_smtp)

    def _listen(self, security: Security, serve: Any) -> Server:
        server = self._run(serve(security))
        self._servers.append(server)
        return Server(HOST, server.sockets[0].getsockname()[1], security, "")

    async def _serve_imap(self, security: Security) -> asyncio.Server:
        outside = security is Security.TLS
        config = self._config(tls_enabled=not outside, secure_auth=not outside)
        config.apply_context()
        server = IMAPServer(Login(config), config)
        return await asyncio.start_server(
            ProxyProtocolReader(config.proxy_protocol).get_callback(server),
            host=HOST,
            port=0,
            ssl=self._tls if outside else None,
        )

    async def _serve_smtp(self, security: Security) -> asyncio.Server:
        outside = security is Security.TLS

        def guest() -> SMTP:
            return SMTP(
                self._post,
                hostname="localhost",
                data_size_limit=SIZE_LIMIT,
                enable_SMTPUTF8=True,
                tls_context=None if outside else self._tls,
                authenticator=self._post.authenticate,
                auth_require_tls=False,
                loop=self._loop,
            )

        return await self._loop.create_server(
            guest, host=HOST, port=0, ssl=self._tls if outside else None
        )

    def _config(self, **options: Any) -> Config:
        return Config(
            Namespace(proxy_protocol=None, passlib_cfg=None),
            host=None,
            port=0,
            base_dir=str(self.spool),
            layout="++",
            colon=None,
            subsystem=Subsystem.for_asyncio(),
            ssl_context=self._tls,
            hash_context=Cleartext(),
            invalid_user_sleep=0.0,
            reject_dnsbl=False,
            max_append_len=SIZE_LIMIT,
            **options,
        )

    def _run(self, work: Coroutine[Any, Any, _Result]) -> _Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    def admit(self, user: MailUser, *, quota_kib: int | None = None) -> None:
        if quota_kib is not None:
            raise NotImplementedError("pymap knows no quotas")
        for folder in ("INBOX", *SPECIAL):
            place = Maildir(self.spool / user.address, folder, own=self._own)
            for part in ("cur", "new", "tmp"):
                (place.path / part).mkdir(parents=True, exist_ok=True)
            if folder != "INBOX":
                (place.path / "maildirfolder").touch()
        self._post.passwords[user.address] = user.password
        self._run(self._admit(user))

    async def _admit(self, user: MailUser) -> None:
        config = self._config()
        kept = await Passwords(config).hash_password(user.password)
        who = Identity(config, Login(config).tokens, user.address, None, {"admin"})
        await who.set(
            UserMetadata(
                config,
                user.address,
                password=kept,
                params=frozendict({"mailbox_path": user.address}),
            )
        )

    def delivered(self) -> list[Delivered]:
        return list(self._post.log)

    def answer(self, address: str, reply: str | None, *, at: str = "rcpt") -> None:
        if reply is None:
            self._post.answers[at].pop(address, None)
        else:
            self._post.answers[at][address] = reply

    def stop(self) -> None:
        for server in self._servers:
            self._loop.call_soon_threadsafe(server.close)
        self._run(self._drop_guests())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        shutil.rmtree(self._home, ignore_errors=True)

    async def _drop_guests(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


class _Post:
    """What aiosmtpd asks at every step: who may sign in, who is refused, and where mail goes."""

    def __init__(self, spool: Path) -> None:
        self._spool = spool
        self.passwords: dict[str, str] = {}
        self.log: list[Delivered] = []
        self.answers: dict[str, dict[str, str]] = {
            "sender": {},
            "rcpt": dict(REFUSALS),
            "data": dict(REFUSALS_OF_CONTENT),
        }

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        if not isinstance(data, LoginPassword):
            return AuthResult(success=False, handled=False)
        name, password = data.login.decode(), data.password.decode()
        return AuthResult(success=self.passwords.get(name) == password, handled=False)

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if refusal := self._refusal("sender", address):
            return refusal
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not session.authenticated:
            return "550 5.7.1 Sign in first"
        if refusal := self._refusal("rcpt", address):
            return refusal
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        for address in envelope.rcpt_tos:
            if refusal := self._refusal("data", address):
                return refusal
        raw = envelope.content
        assert isinstance(raw, bytes)
        for address in envelope.rcpt_tos:
            if (self._spool / address).is_dir():
                Maildir(self._spool / address, "INBOX", own=lambda path: None).add(raw)
        message_id = email.message_from_bytes(raw).get("Message-ID", "")
        self.log.append(Delivered(str(message_id).strip(), tuple(envelope.rcpt_tos)))
        return "250 2.0.0 Delivered"

    def _refusal(self, at: str, address: str) -> str | None:
        answers = self.answers[at]
        return answers.get(address) or answers.get(address.partition("@")[0])


def _context(folder: Path, authority: Authority) -> ssl.SSLContext:
    issued = authority.good()
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    certificate.write_text(issued.certificate)
    key.write_text(issued.key)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    return context
