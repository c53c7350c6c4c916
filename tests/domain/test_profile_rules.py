"""What a rep may be called, look like and sign with."""

import base64

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.domain.profile_rules import image_of, name_of, signature_of, timezone_of


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Ada   Lovelace\n", "Ada Lovelace"),
        ("Ada\0\x1b[31mL", "Ada [31mL"),
        ("\u202egpj.exe", "gpj.exe"),
        ("\u2066Ada\u2069", "Ada"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200c\u200d", ""),
        ("\ud800Ada", "Ada"),
        ("<b>Ada</b>", "<b>Ada</b>"),
        ("Robert'); DROP TABLE users;--", "Robert'); DROP TABLE users;--"),
        ("", ""),
        ("😀" * 200, "😀" * 200),
    ],
)
def test_a_name_is_one_line_that_reads_one_way(given, kept):
    assert name_of(given) == kept


def test_a_name_of_ten_thousand_letters_is_refused():
    with pytest.raises(KnownError, match="too long"):
        name_of("a" * 10_000)


@pytest.mark.parametrize(("given", "kept"), [("Europe/Berlin", "Europe/Berlin"), ("UTC", "UTC"),
                                             (" europe/BERLIN ", "Europe/Berlin")])  # fmt: skip
def test_a_time_zone_is_one_of_iana(given, kept):
    assert timezone_of(given) == kept


@pytest.mark.parametrize("given", ["", "Mars/Base", "../../etc/passwd", "UTC\0", "\ud800",
                                   "+02:00", "E" * 10_000])  # fmt: skip
def test_what_is_no_time_zone(given):
    with pytest.raises(KnownError, match="no time zone"):
        timezone_of(given)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("\r\nBest,\r\n\tAda \n\n", "Best,\n\tAda"),
        ("a\0b\x07c\u202ed\u00a0e\ud800", "abcd e"),
        ("שלום\u200f!", "שלום\u200f!"),
        ("", ""),
    ],
)
def test_a_signature_is_lines_of_text(given, kept):
    assert signature_of(given) == kept


def test_an_endless_signature_is_refused():
    with pytest.raises(KnownError, match="too long"):
        signature_of("x" * 10_001)


def _data(kind, content):
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


@pytest.mark.parametrize(
    "url",
    [
        "", "https://cdn.example/a.png", "https://cdn.example:8443/a?b=c#d",
        _data("png", PNG + b"x" * 100), _data("jpeg", JPEG),
        _data("png", PNG + b"x" * (64 * 1024 - len(PNG))),
    ],
)  # fmt: skip
def test_pictures_that_can_be(url):
    assert image_of(f" {url} ") == url


@pytest.mark.parametrize(
    "url",
    [
        "http://cdn.example/a.png", "javascript:alert(1)", "file:///etc/passwd", "https://",
        "https://user:secret@cdn.example/a.png", "https://cdn.example/a b", "https://x/\u202e",
        "https://x/" + "a" * 3000, "https://x\0", _data("png", JPEG), _data("jpeg", PNG),
        _data("gif", b"GIF89a"), _data("svg+xml", b"<svg/>"), "data:image/png;base64,!!!",
        "data:image/png;base64,iVBORw0KGg=", "data:text/html,<b>", "data:image/png;base64,",
        _data("png", PNG + b"x" * 64 * 1024), "data:image/png;base64," + "A" * 10**6, "\ud800",
    ],
)  # fmt: skip
def test_pictures_that_cannot_be(url):
    with pytest.raises(KnownError, match="cannot be used"):
        image_of(url)
