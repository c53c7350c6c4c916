"""A mail server that does what a test says, over real sockets, and keeps book of what it took."""

from __future__ import annotations

import base64
import datetime as dt
import ipaddress
import select
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Cut(Exception):
    """The line ends here."""


@dataclass
class Script:
    """What the server says, by what it was told.

    Args:
        answers: by command ("EHLO", "MAIL", "RCPT", "DATA", "END", "GREETING", …), whole lines
            without their end, or what makes them of the argument.
        cut_before, cut_after: the commands before or after whose answer it hangs up.
        cut_in_body: it hangs up after so many bytes of a mail.
        offers: what it says to EHLO.
        password: what it lets in with (PLAIN and LOGIN), or takes as a token.
    """

    answers: dict[str, object] = field(default_factory=dict)
    cut_before: str = ""
    cut_after: str = ""
    cut_in_body: int | None = None
    offers: tuple[str, ...] = ("8BITMIME", "SIZE 1000000", "AUTH PLAIN LOGIN")
    password: str = "quiet harbour"
    injected: bytes = b""


class ScriptedSmtp:
    """``with ScriptedSmtp(Script()) as server:`` listens on loopback; ``taken`` holds whole mails
    that it has answered with 2xx, or would have: (sender, recipients, bytes). ``heard`` is every
    line of a command."""

    def __init__(
        self, script: Script, *, tls: ssl.SSLContext | None = None, starttls: bool = False
    ) -> None:
        self.script = script
        self.taken: list[tuple[str, tuple[str, ...], bytes]] = []
        self.heard: list[str] = []
        self.users: list[tuple[str, str]] = []
        self._tls = tls
        self._starttls = starttls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._sessions: list[threading.Thread] = []
        self._last: tuple[str, int] | None = None
        self._reached = threading.Event()

    def __enter__(self) -> ScriptedSmtp:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        # A thread that waits in accept() is not woken by closing its socket.
        self._stopping = True
        with socket.create_connection(("127.0.0.1", self.port)):
            pass
        self._thread.join(5)
        self._listener.close()
        for each in self._sessions:
            each.join(5)

    _stopping = False

    def settled(self) -> ScriptedSmtp:
        """After every session so far has ended."""
        # Lines are taken in the order in which they came: after this one, all before it are known.
        with socket.socket() as last:
            last.bind(("127.0.0.1", 0))
            self._last = last.getsockname()
            last.connect(("127.0.0.1", self.port))
            assert self._reached.wait(10)
        self._reached.clear()
        for each in self._sessions:
            each.join(5)
        return self

    def _serve(self) -> None:
        while True:
            sock, whence = self._listener.accept()
            if self._stopping:
                sock.close()
                return
            if whence == self._last:
                sock.close()
                self._reached.set()
                continue
            session = threading.Thread(target=self._session, args=(sock,), daemon=True)
            session.start()
            self._sessions.append(session)

    def _session(self, sock: socket.socket) -> None:
        sock.settimeout(10)
        try:
            if self._tls is not None and not self._starttls:
                sock = self._tls.wrap_socket(sock, server_side=True)
            _Session(self, sock).run()
        except (Cut, OSError):
            pass
        finally:
            sock.close()


class _Session:
    def __init__(self, server: ScriptedSmtp, sock: socket.socket) -> None:
        self.server, self.sock, self.script = server, sock, server.script
        self.held = b""
        self.sender, self.recipients = "", []

    def run(self) -> None:
        self.say("GREETING", "220 mail.example ESMTP")
        while True:
            line = self.line()
            self.server.heard.append(line)
            word = line.partition(" ")[0].upper()
            getattr(self, f"on_{word.lower()}", self.on_other)(line)

    def line(self) -> str:
        while b"\r\n" not in self.held:
            self.take()
        line, _, self.held = self.held.partition(b"\r\n")
        return line.decode("utf-8", "replace")

    def take(self) -> None:
        more = self.sock.recv(65536)
        if not more:
            raise Cut
        self.held += more

    def say(self, step: str, usual: str, argument: str = "") -> str:
        if step == self.script.cut_before:
            raise Cut
        answer = self.script.answers.get(step, usual)
        if callable(answer):
            answer = answer(argument) or usual
        raw = answer if isinstance(answer, bytes) else f"{answer}\r\n".encode()
        self.sock.sendall(raw)
        if step == self.script.cut_after:
            raise Cut
        return raw.decode("utf-8", "replace")

    def on_ehlo(self, line: str) -> None:
        offers = list(self.script.offers)
        if self.server._starttls and not isinstance(self.sock, ssl.SSLSocket):
            offers = [each for each in offers if not each.startswith("AUTH")] + ["STARTTLS"]
        lines = ["mail.example", *offers]
        said = [f"250-{each}" for each in lines[:-1]] + [f"250 {lines[-1]}"]
        self.say("EHLO", "\r\n".join(said))

    def on_starttls(self, line: str) -> None:
        if not self.say("STARTTLS", "220 go on").startswith("220"):
            return
        if self.script.injected:
            return
        self.sock = self.server._tls.wrap_socket(self.sock, server_side=True)

    def on_auth(self, line: str) -> None:
        _, way, *rest = line.split(" ")
        if way == "LOGIN":
            self.sock.sendall(b"334 VXNlcm5hbWU6\r\n")
            user = base64.b64decode(self.line()).decode()
            self.sock.sendall(b"334 UGFzc3dvcmQ6\r\n")
            secret = base64.b64decode(self.line()).decode()
        elif way == "PLAIN":
            _, user, secret = base64.b64decode(rest[0]).decode().split("\0")
        else:
            given = base64.b64decode(rest[0]).decode()
            user = given.partition("user=")[2].partition("\x01")[0] or given[4:].partition(",")[0]
            secret = given.partition("Bearer ")[2].partition("\x01")[0]
            if secret != self.script.password:
                self.sock.sendall(b"334 eyJzdGF0dXMiOiI0MDEifQ==\r\n")
                self.line()
        self.server.users.append((user, secret))
        right = secret == self.script.password
        self.say("AUTH", "235 welcome" if right else "535 5.7.8 wrong password")

    def on_mail(self, line: str) -> None:
        self.sender = line.partition("<")[2].partition(">")[0]
        self.say("MAIL", "250 fine", line)

    def on_rcpt(self, line: str) -> None:
        whom = line.partition("<")[2].partition(">")[0]
        if self.say("RCPT", "250 fine", whom).startswith("2"):
            self.recipients.append(whom)

    def on_data(self, line: str) -> None:
        if not self.say("DATA", "354 go on").startswith("354"):
            return
        if self.script.cut_before == "BODY":
            raise Cut
        body = self.held
        self.held = b""
        while True:
            if self.script.cut_in_body is not None and len(body) >= self.script.cut_in_body:
                if words := self.script.answers.get("BODY"):
                    self.sock.sendall(f"{words}\r\n".encode())
                raise Cut
            end = 0 if body.startswith(b".\r\n") else body.find(b"\r\n.\r\n") + 2
            if end != 1:
                break
            more = self.sock.recv(65536)
            if not more:
                raise Cut
            body += more
        self.held = body[end + 3 :]
        mail = body[:end].replace(b"\r\n..", b"\r\n.")
        if mail.startswith(b".."):
            mail = mail[1:]
        answer = self.script.answers.get("END", "250 2.0.0 queued as 4711")
        # From here on it is the server's, whether its answer gets through or not.
        if isinstance(answer, bytes) or str(answer).startswith("2"):
            self.server.taken.append((self.sender, tuple(self.recipients), mail))
        self.say("END", "250 2.0.0 queued as 4711")

    def on_quit(self, line: str) -> None:
        self.say("QUIT", "221 bye")
        raise Cut

    def on_rset(self, line: str) -> None:
        self.recipients.clear()
        self.say("RSET", "250 fine")

    def on_other(self, line: str) -> None:
        self.say("OTHER", "500 what?")


class CuttingProxy:
    """Between a client and a server; of each line so many bytes go through one way, then it is
    cut, both ways. ``limit``: (to the server, bytes) or (from the server, bytes)."""

    def __init__(self, port: int) -> None:
        self._target = port
        self.to_server: int | None = None
        self.from_server: int | None = None
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.passed = [0, 0]
        self.reset = False
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._stopping = False

    def __enter__(self) -> CuttingProxy:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping = True
        with socket.create_connection(("127.0.0.1", self.port)):
            pass
        self._thread.join(5)
        self._listener.close()

    def _serve(self) -> None:
        while True:
            client, _ = self._listener.accept()
            if self._stopping:
                client.close()
                return
            self._carry(client)

    def _carry(self, client: socket.socket) -> None:
        self.passed = [0, 0]
        limits = (self.to_server, self.from_server)
        with client, socket.create_connection(("127.0.0.1", self._target)) as server:
            ways = {client: (server, 0), server: (client, 1)}
            while True:
                for each in select.select(list(ways), [], [], 10)[0]:
                    other, way = ways[each]
                    try:
                        data = each.recv(65536)
                    except OSError:
                        return
                    if not data:
                        return
                    limit = limits[way]
                    if limit is not None:
                        data = data[: max(0, limit - self.passed[way])]
                    self.passed[way] += len(data)
                    try:
                        other.sendall(data)
                    except OSError:
                        return
                    if limit is not None and self.passed[way] >= limit:
                        if self.reset:
                            for one in (client, server):
                                linger = struct.pack("ii", 1, 0)
                                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                        return


@dataclass(frozen=True)
class Authority:
    """A certificate authority of the test's own, and a context that it vouches for."""

    pem: str
    context: Callable[[str], ssl.SSLContext]


def make_authority(folder: Path) -> Authority:
    """An authority for names and addresses of loopback; files go into ``folder``."""
    now = dt.datetime.now(dt.UTC)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tests")])

    def builder(subject: x509.Name, public: object) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=1))
            .not_valid_after(now + dt.timedelta(days=2))
        )

    usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
    root = (
        builder(name, key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )

    def context(host: str) -> ssl.SSLContext:
        own = ec.generate_private_key(ec.SECP256R1())
        try:
            alternative: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(host))
        except ValueError:
            alternative = x509.DNSName(host)
        leaf = (
            builder(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)]), own.public_key())
            .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False
            )
            .sign(key, hashes.SHA256())
        )
        path = folder / f"{host.replace(':', '_')}.pem"
        path.write_bytes(
            own.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + leaf.public_bytes(serialization.Encoding.PEM)
        )
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(path)
        return made

    return Authority(root.public_bytes(serialization.Encoding.PEM).decode(), context)
