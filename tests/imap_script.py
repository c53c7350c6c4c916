"""An IMAP server that says what a test tells it to, on loopback."""

from __future__ import annotations

import contextlib
import socket
import ssl
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from desktop_app.domain.mailboxes import Security, Server
from tests.mailservers.authority import Certificate

CAPABILITIES = b"IMAP4rev1 AUTH=PLAIN SASL-IR"


class Peer:
    """The server's end of a connection."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._file = connection.makefile("rb")
        self.heard: list[bytes] = []
        self.capabilities = CAPABILITIES

    def line(self) -> bytes:
        """The next line of the client's, without its end; b"" when it hung up."""
        line = self._file.readline().rstrip(b"\r\n")
        self.heard.append(line)
        return line

    def read(self, size: int) -> bytes:
        return self._file.read(size)

    def say(self, text: bytes) -> None:
        with contextlib.suppress(OSError):
            self._socket.sendall(text)

    def secure(self, certificate: Certificate) -> None:
        with tempfile.TemporaryDirectory() as folder:
            chain, key = Path(folder, "chain.pem"), Path(folder, "key.pem")
            chain.write_text(certificate.certificate)
            key.write_text(certificate.key)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(chain, key)
        self._socket = context.wrap_socket(self._socket, server_side=True)
        self._file = self._socket.makefile("rb")

    def hang_up(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._file.close()
        self._socket.close()

    def sign_in(self, capabilities: bytes = CAPABILITIES) -> None:
        """From the greeting to being signed in, whoever comes."""
        self.capabilities = capabilities
        self.say(b"* OK ready\r\n")
        self.answer({}, b"AUTHENTICATE")

    def refuse(self, words: bytes) -> None:
        """Let nobody in, and say this."""
        while (line := self.line()) != b"":
            tag, _, command = line.partition(b" ")
            if command.upper().startswith(b"AUTHENTICATE"):
                self.say(b"+ \r\n")
                self.line()
                self.say(tag + b" " + words + b"\r\n")
            else:
                self.say(b"* CAPABILITY " + self.capabilities + b"\r\n" + tag + b" OK done\r\n")

    def answer(self, answers: dict[bytes, bytes], last: bytes = b"") -> bytes:
        """Answer commands with these words before an OK, by the words they begin with.

        Args:
            last: ends this after a command that begins so.

        Returns:
            the last command.
        """
        answers = {b"CAPABILITY": b"* CAPABILITY " + self.capabilities + b"\r\n"} | answers
        while (line := self.line()) != b"":
            tag, _, command = line.partition(b" ")
            if command.upper().startswith(b"AUTHENTICATE"):
                self.say(b"+ \r\n")
                self.line()
            words = next((said for name, said in answers.items() if command.startswith(name)), b"")
            done = b"" if b"%s " in words else tag + b" OK done\r\n"
            self.say(words.replace(b"%s ", tag + b" ") + done)
            if last and command.startswith(last):
                return command
        return b""


Script = Callable[[Peer], None]


class ScriptedImap:
    """Runs a script for each connection, one after another."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.errors: list[BaseException] = []
        self.peers: list[Peer] = []
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def server(self, security: Security = Security.NONE, host: str = "127.0.0.1") -> Server:
        return Server(host, self.port, security, "robin")

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.settimeout(20)
            peer = Peer(connection)
            self.peers.append(peer)
            try:
                self._script(peer)
            except (OSError, ValueError):
                pass  # the client hung up in the middle of the script
            except BaseException as error:
                self.errors.append(error)
            finally:
                peer.hang_up()

    def stop(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for peer in self.peers:
            peer.hang_up()
        self._thread.join(timeout=10)


@contextlib.contextmanager
def scripted(script: Script) -> Iterator[ScriptedImap]:
    server = ScriptedImap(script)
    try:
        yield server
    finally:
        server.stop()
    assert server.errors == []
