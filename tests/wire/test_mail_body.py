"""A body with the pictures that travelled inside its message."""

from __future__ import annotations

import base64

from desktop_app.wire.mail_body import show_body

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
BODY = '<p>Look: <img src="cid:logo@x"> <img src="cid:script@x"></p>'


def _raw() -> bytes:
    encoded = base64.b64encode(PIXEL).decode()
    return (
        "From: a@b.example\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; boundary="b"\n\n'
        f"--b\nContent-Type: text/html; charset=utf-8\n\n{BODY}\n"
        "--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n"
        f"Content-ID: <logo@x>\n\n{encoded}\n"
        "--b\nContent-Type: image/svg+xml\nContent-ID: <script@x>\n\n<svg onload='a()'/>\n--b--\n"
    ).encode()


def test_a_picture_inside_the_message_is_shown_and_a_drawing_that_could_run_is_not():
    shown = show_body(BODY, True, False, _raw)
    assert base64.b64encode(PIXEL).decode() in shown.html
    assert "svg" not in shown.html
    assert "cid:" not in shown.html


def test_the_raw_message_is_asked_for_only_when_it_is_needed():
    def never() -> bytes:
        raise AssertionError("asked")

    assert "Hello" in show_body("<p>Hello</p>", True, False, never).html
    assert "cid:logo@x" in show_body("see cid:logo@x", False, False, never).html


def test_without_the_raw_message_the_text_is_still_shown():
    shown = show_body(BODY, True, False, lambda: None)
    assert "Look" in shown.html
    assert "cid:" not in shown.html
