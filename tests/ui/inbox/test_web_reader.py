"""The web reader against hostile mail that was not even cleaned: nothing leaves, nothing runs."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QColor

from desktop_app.ui.inbox.document import thread_document
from desktop_app.ui.inbox.reader_scheme import Verb, new_token, read_request, request_url

pytestmark = pytest.mark.web_engine

WAIT = 20_000  # ms; the engine's first start on a busy machine


class CountingServer:
    """Counts every connection that anybody makes, whatever is said on it."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.asked: list[str] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                talk, _ = self._socket.accept()
            except OSError:
                return
            with talk:
                talk.settimeout(1)
                self.asked.append("a connection")
                with suppress(OSError):
                    first = talk.recv(4096).decode("latin-1").split("\r\n", 1)[0]
                    self.asked[-1] = first or "a connection"
                    talk.sendall(
                        b"HTTP/1.1 200 OK\r\nContent-Type: image/gif\r\nContent-Length: 35\r\n"
                        b"Connection: close\r\n\r\nGIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff"
                        b"\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
                    )


@pytest.fixture
def server() -> Iterator[CountingServer]:
    made = CountingServer()
    yield made
    made.close()


@pytest.fixture
def reader(qtbot):
    from desktop_app.ui.inbox.web_reader import WebReader

    made = WebReader()
    made.resize(700, 500)
    made.show()
    yield made
    shiboken6.delete(made)


def hostile(port: int) -> str:
    """Every way known to us by which a mail could act or fetch."""
    web = f"http://127.0.0.1:{port}"
    return f"""
<script>document.title='taken'; fetch('{web}/fetch'); window.open('{web}/open')</script>
<img src=x onerror="document.title='taken'; new Image().src='{web}/onerror'">
<svg onload="document.title='taken'"><image href="{web}/svg"/></svg>
<body onload="document.title='taken'" background="{web}/background">
<img src="{web}/pixel.gif" srcset="{web}/srcset.gif 2x" width=1 height=1>
<picture><source srcset="{web}/picture.webp"><img src="{web}/picture.gif"></picture>
<div style="background:url({web}/css);position:fixed;inset:0;z-index:99999">over all</div>
<style>@import url({web}/import); @font-face{{font-family:f;src:url({web}/font)}}
 *{{font-family:f !important;background:url({web}/style) !important}}
 :host,body{{visibility:hidden !important}}</style>
<link rel=stylesheet href="{web}/sheet"><link rel=preconnect href="{web}">
<link rel=dns-prefetch href="{web}"><link rel=prefetch href="{web}/prefetch">
<link rel=preload as=image href="{web}/preload"><link rel=prerender href="{web}/prerender">
<link rel=icon href="{web}/icon"><link rel=manifest href="{web}/manifest">
<meta http-equiv=refresh content="0;url={web}/refresh">
<meta http-equiv="Content-Security-Policy" content="default-src *">
<base href="{web}/base/">
<iframe src="{web}/iframe"></iframe><iframe srcdoc="<script>parent.document.title='taken'</script>
<img src='{web}/srcdoc'>"></iframe>
<frameset><frame src="{web}/frame"></frameset>
<object data="{web}/object"></object><embed src="{web}/embed">
<applet code="{web}/applet"></applet>
<video src="{web}/video" poster="{web}/poster" autoplay></video><audio src="{web}/audio" autoplay>
</audio><track src="{web}/track">
<form action="{web}/form" method=post><input name=a value=b autofocus onfocus="this.form.submit()">
<input type=image src="{web}/input"><button>Send</button></form>
<table background="{web}/table"><tr><td background="{web}/cell">x</td></tr></table>
<a id=link href="{web}/link" ping="{web}/ping">words</a>
<script type=speculationrules>{{"prefetch":[{{"source":"list","urls":["{web}/rules"]}}]}}</script>
</template></div></details><script>document.title='taken'</script>
<img src="{web}/outside"><iframe src="{web}/outside"></iframe>
<meta http-equiv=refresh content="0;url={web}/outside">
<a href="outpost-mail://do/guess/open/00000000-0000-0000-0000-000000000000">press</a>
"""


def show(qtbot, reader, html: str, token: str, *, may_fetch: bool = False) -> None:
    with qtbot.waitSignal(reader.shown, timeout=WAIT):
        reader.show_document(token, html, QColor("white"), may_fetch=may_fetch)


def document(make_thread, look, reading, body: str, token: str, *, remote: bool = False) -> str:
    thread = make_thread([body])
    if remote:
        thread = replace(thread, remote=frozenset(thread.message_ids))
    return thread_document(thread, look, reading, token)


def settle(qtbot, reader) -> None:
    """Wait until the page has answered twice: whatever it wanted to start has started."""
    for _ in range(2):
        told: list[object] = []
        reader.place(lambda *answer, told=told: told.append(answer))
        qtbot.waitUntil(lambda told=told: bool(told), timeout=WAIT)
    qtbot.wait(400)  # a connection of the engine's other process has no signal to wait for


def test_hostile_mail_reaches_nobody_and_runs_nothing(
    qtbot, reader, server, make_thread, look, reading
):
    token = new_token()
    html = document(make_thread, look, reading, hostile(server.port), token)
    show(qtbot, reader, html, token)
    settle(qtbot, reader)
    assert server.asked == []
    assert reader.page.title() == "Pilot for line 3"
    assert reader.page.url() == QUrl(f"outpost-mail://thread/{token}")


def test_a_mails_style_ends_at_its_own_border(qtbot, reader, make_thread, look, reading):
    """A mail that hides everything and lies over everything leaves the heads as they were."""
    token = new_token()
    style = "<style>*{display:none !important}</style><div style='position:fixed;inset:0'>x</div>"
    html = document(make_thread, look, reading, style, token)
    show(qtbot, reader, html, token)
    found: list[object] = []
    reader.page.runJavaScript(
        "const head = document.querySelector('.head'); const box = head.getBoundingClientRect();"
        " JSON.stringify([getComputedStyle(head).display,"
        " document.elementFromPoint(box.x + 60, box.y + 20).closest('summary') !== null])",
        1,
        found.append,
    )
    qtbot.waitUntil(lambda: bool(found), timeout=WAIT)
    assert found == ['["flex",true]']


def test_pictures_come_only_when_asked_for(qtbot, reader, server, make_thread, look, reading):
    body = f'<p>Hello</p><img src="http://127.0.0.1:{server.port}/logo.gif">'
    token = new_token()
    show(qtbot, reader, document(make_thread, look, reading, body, token), token)
    settle(qtbot, reader)
    assert server.asked == []

    token = new_token()
    html = document(make_thread, look, reading, body, token, remote=True)
    show(qtbot, reader, html, token, may_fetch=True)
    qtbot.waitUntil(lambda: bool(server.asked), timeout=WAIT)
    assert server.asked == ["GET /logo.gif HTTP/1.1"]

    token = new_token()
    show(qtbot, reader, document(make_thread, look, reading, body, token), token)
    settle(qtbot, reader)
    assert len(server.asked) == 1, "once means once"


def test_either_wall_alone_holds_pictures_back(qtbot, reader, server, make_thread, look, reading):
    """The interceptor blocks what the policy would let through, and the other way round."""
    body = f'<img src="http://127.0.0.1:{server.port}/a.gif">'
    token = new_token()
    lax = document(make_thread, look, reading, body, token, remote=True)
    show(qtbot, reader, lax, token, may_fetch=False)
    settle(qtbot, reader)
    token = new_token()
    strict = document(make_thread, look, reading, body, token)
    show(qtbot, reader, strict, token, may_fetch=True)
    settle(qtbot, reader)
    assert server.asked == []


@pytest.mark.parametrize("target", ["", ' target="_blank"', ' target="_top"'])
def test_a_pressed_link_is_told_and_goes_nowhere(
    qtbot, reader, server, make_thread, look, reading, target
):
    address = f"http://127.0.0.1:{server.port}/page"
    body = f'<a{target} href="{address}" style="display:block;height:300px">words</a>'
    token = new_token()
    show(qtbot, reader, document(make_thread, look, reading, body, token), token)
    press = reader.view.focusProxy()
    qtbot.waitUntil(lambda: reader.page.contentsSize().height() > 300, timeout=WAIT)
    with qtbot.waitSignal(reader.link_pressed, timeout=WAIT) as told:
        qtbot.mouseClick(press, Qt.MouseButton.LeftButton, pos=QPoint(60, 200))
    assert told.args == [address]
    settle(qtbot, reader)
    assert server.asked == []
    assert reader.page.url() == QUrl(f"outpost-mail://thread/{token}")


def test_the_recipients_line_unfolds_and_does_not_fold_its_message(
    qtbot, reader, make_thread, look, reading
):
    """It stands in the head by its style alone; beside it the head folds as ever."""
    token = new_token()
    show(qtbot, reader, document(make_thread, look, reading, "<p>words</p>", token), token)
    press = reader.view.focusProxy()

    def ask(script: str) -> str:
        told: list[object] = []
        reader.page.runJavaScript(script, 1, told.append)
        qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
        return str(told[0])

    opened = "JSON.stringify([...document.querySelectorAll('details[open]')].map(e => e.className))"
    assert ask(opened) == '["message"]'
    box = "(r => r.left + ' ' + (r.top + r.height / 2))(document.querySelector('%s')"
    left, top = ask(box % ".all summary" + ".getBoundingClientRect())").split()
    at = QPoint(round(float(left)) + 5, round(float(top)))
    qtbot.mouseClick(press, Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: ask(opened) == '["message","all"]', timeout=WAIT)
    with qtbot.waitSignal(reader.link_pressed, timeout=WAIT):
        left, top = ask(box % ".tool" + ".getBoundingClientRect())").split()
        at = QPoint(round(float(left)) + 8, round(float(top)) + 8)
        qtbot.mouseClick(press, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseClick(press, Qt.MouseButton.LeftButton, pos=QPoint(300, round(float(top))))
    qtbot.waitUntil(lambda: "message" not in ask(opened), timeout=WAIT)


def test_only_the_documents_own_links_are_requests(make_thread):
    message = make_thread(["x"]).message_ids[0]
    token = new_token()
    assert read_request(request_url(token, Verb.OPEN_FILE, message), token).id == message
    for address in (
        request_url(new_token(), Verb.OPEN_FILE, message),
        request_url("", Verb.OPEN_FILE, message),
        f"outpost-mail://do/{token}/erase/{message}",
        f"outpost-mail://do/{token}/open/not-an-id",
        f"https://do/{token}/open/{message}",
        f"outpost-mail://thread/{token}",
    ):
        assert read_request(address, token) is None, address


def test_a_long_thread_is_shown_whole(qtbot, reader, make_thread, look, reading):
    """4 MB in one document: ``setHtml`` would have shown nothing past 2 MB."""
    token = new_token()
    thread = make_thread(["<p>words of a long mail</p>" * 50_000] * 5)
    thread = replace(thread, unfolded=frozenset(thread.message_ids))
    html = thread_document(thread, look, reading, token)
    assert len(html) > 4_000_000
    show(qtbot, reader, html, token)
    height: list[float] = []
    reader.page.runJavaScript("document.body.scrollHeight", 1, height.append)
    qtbot.waitUntil(lambda: bool(height), timeout=WAIT)
    assert height[0] > 2_000_000, "every line of it takes room"


def test_the_place_is_kept(qtbot, reader, make_thread, look, reading):
    thread = make_thread(["<p>line</p>" * 200, "<p>line</p>" * 200])
    token = new_token()
    html = thread_document(thread, look, reading, token)
    with qtbot.waitSignal(reader.shown, timeout=WAIT):
        reader.show_document(token, html, QColor("white"), may_fetch=False, scroll_to=800)
    told: list[tuple[float, frozenset[str]]] = []

    def there() -> bool:
        reader.place(lambda *place: told.append(place))
        return bool(told) and told[-1][0] == 800

    qtbot.waitUntil(there, timeout=WAIT)
    assert told[-1][1] == {str(each) for each in thread.unfolded}


def test_the_window_stays_when_the_first_mail_is_shown_and_others_keep_their_gpu():
    """In a process of its own: how the web engine paints is settled once. That the window is the
    same shows on a real display; offscreen, Qt would paint so in any case."""
    done = subprocess.run(
        [sys.executable, "-c", _FIRST_MAIL], capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.split() == [b"software", b"same", b"None", b"lean"]


_FIRST_MAIL = """
import os, sys
from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QWidget())
window.show()
before = window.windowHandle()
from desktop_app.ui.inbox.web_reader import WebReader
reader = WebReader()
window.setCentralWidget(reader)
print(os.environ.get("QT_QUICK_BACKEND"))
wait = QEventLoop()
reader.shown.connect(wait.quit)
reader.show_document("one", "<p>Hello</p>", QColor("white"), may_fetch=False)
wait.exec()
print("same" if window.windowHandle() is before else "another")
print(os.environ.get("QT_QUICK_BACKEND"))
print("lean" if "PySide6.QtQuick" not in sys.modules else "all of Quick")
sys.stdout.flush()
os._exit(0)
"""
