"""The page the browser comes back to: one request, the right one, and nothing else."""

from __future__ import annotations

import socket
import threading

import pytest

from desktop_app.wire.oauth_listener import COME_BACK, LoopbackListener
from tests.providers.crooked import browse

STATE = "the-state_of-this-test"


@pytest.fixture
def listener():
    listener = LoopbackListener(STATE)
    yield listener
    listener.close()


def test_the_right_request_is_answered_and_handed_over(listener):
    page = browse(listener.redirect_uri, {"state": STATE, "code": "a/code+of=them"})
    assert page.status == 200
    assert COME_BACK in page.text
    assert listener.wait() == {"state": STATE, "code": "a/code+of=them"}


def test_the_page_is_calm_and_holds_no_secret(listener):
    page = browse(listener.redirect_uri, {"state": STATE, "code": "secret-code"})
    assert "secret-code" not in page.text and STATE not in page.text
    assert "secret-code" not in str(page.headers)
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "Python" not in page.headers["Server"]
    assert "<script" not in page.text


@pytest.mark.parametrize(
    ("fields", "options", "status"),
    [
        ({"state": "another", "code": "c"}, {}, 400),
        ({"code": "c"}, {}, 400),
        ({}, {}, 400),
        ({"state": STATE[:-1], "code": "c"}, {}, 400),
        ({"state": STATE + "é", "code": "c"}, {}, 400),
        ({"state": STATE, "code": "c"}, {"headers": {"Host": "evil.example"}}, 421),
        ({"state": STATE, "code": "c"}, {"headers": {"Host": "localhost"}}, 421),
        ({"state": STATE, "code": "c"}, {"method": "POST"}, 405),
        ({"state": STATE, "code": "c"}, {"method": "HEAD"}, 405),
        ({f"f{n}": "x" for n in range(40)} | {"state": STATE}, {}, 400),
    ],
)
def test_anything_else_is_refused_and_the_right_one_still_works(listener, fields, options, status):
    assert browse(listener.redirect_uri, fields, **options).status == status
    assert browse(listener.redirect_uri, {"state": STATE, "code": "c"}).status == 200
    assert listener.wait()["code"] == "c"


@pytest.mark.parametrize("path", ["favicon.ico", "index.html", "..", "%2f", "callback/"])
def test_other_paths_are_not_there(listener, path):
    page = browse(f"{listener.redirect_uri}{path}", {"state": STATE, "code": "c"})
    assert page.status == 404
    assert browse(listener.redirect_uri, {"state": STATE, "code": "d"}).status == 200
    assert listener.wait()["code"] == "d"


def test_a_field_that_comes_twice_is_refused(listener):
    uri = f"{listener.redirect_uri}?state={STATE}&code=one&code=two"
    assert browse(uri + "&x", {}).status == 400
    assert browse(listener.redirect_uri, {"state": STATE, "code": "c"}).status == 200


def test_it_answers_once(listener):
    assert browse(listener.redirect_uri, {"state": STATE, "code": "first"}).status == 200
    again = browse(listener.redirect_uri, {"state": STATE, "code": "second"})
    assert again.status == 410
    assert listener.wait()["code"] == "first"


def test_it_is_gone_once_closed(listener):
    listener.close()
    listener.close()
    assert listener.wait() is None
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", int(listener.redirect_uri[:-1].rsplit(":")[-1])), 5)


def test_it_listens_on_the_loopback_address_alone(listener):
    assert listener._server.socket.getsockname()[0] == "127.0.0.1"


def test_a_browser_that_connects_ahead_and_says_nothing_is_in_nobodys_way(listener):
    port = int(listener.redirect_uri[:-1].rsplit(":")[-1])
    with socket.create_connection(("127.0.0.1", port)):
        assert browse(listener.redirect_uri, {"state": STATE, "code": "c"}).status == 200
    assert listener.wait()["code"] == "c"


def test_a_browser_that_does_not_wait_for_the_page_has_come_back(listener):
    port = int(listener.redirect_uri[:-1].rsplit(":")[-1])
    with socket.create_connection(("127.0.0.1", port)) as raw:
        raw.sendall(
            f"GET /?state={STATE}&code=c HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
        )
    assert listener.wait()["code"] == "c"


def test_closing_wakes_whoever_waits(listener):
    answers = []
    waiting = threading.Thread(target=lambda: answers.append(listener.wait()))
    waiting.start()
    listener.close()
    waiting.join(timeout=10)
    assert answers == [None]
