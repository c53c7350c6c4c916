"""Secrets that the command line is given: typed, or as a line of the input."""

from __future__ import annotations

import io
from typing import Any

import pytest

from desktop_app.commands.call import password_from_stdin
from desktop_app.domain.errors import KnownError


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Gives bytes as the input, in a locale that is not UTF-8."""

    def pipe(given: bytes) -> None:
        text = io.TextIOWrapper(io.BytesIO(given), encoding="latin-1")
        monkeypatch.setattr("sys.stdin", text)

    return pipe


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Types words at a terminal; what was asked."""

    def type_(*words: str) -> list[str]:
        asked: list[str] = []
        answers = iter(words)
        monkeypatch.setattr("sys.stdin", _Terminal())
        monkeypatch.setattr("getpass.getpass", lambda said: asked.append(said) or next(answers))
        return asked

    return type_


def test_lines_are_read_as_utf8_whatever_the_locale(piped: Any) -> None:
    piped("grüß Gott\r\n zweite \n".encode())
    assert password_from_stdin() == "grüß Gott"
    assert password_from_stdin("new password", "second", is_new=True) == " zweite "
    with pytest.raises(KnownError, match=r"No password came\. Give it as the first line"):
        password_from_stdin()


def test_what_is_no_utf8_is_refused_in_words_that_do_not_repeat_it(piped: Any, typed: Any) -> None:
    piped("grüß Gott\n".encode("latin-1"))
    with pytest.raises(KnownError, match="password is not UTF-8") as refused:
        password_from_stdin()
    assert "Gott" not in str(refused.value)
    assert refused.value.__suppress_context__
    typed("gr\udcfc\udcdf Gott")
    with pytest.raises(KnownError, match="secret is not UTF-8"):
        password_from_stdin("secret")


def test_a_new_one_is_asked_for_twice_and_another_once(typed: Any) -> None:
    asked = typed("four words", "four words")
    assert password_from_stdin(is_new=True) == "four words"
    assert asked == ["Password: ", "Password, once more: "]
    typed("four words", "four wrods")
    with pytest.raises(KnownError, match=r"The two passwords are not the same\. Nothing was"):
        password_from_stdin(is_new=True)
    asked = typed("four words")
    assert password_from_stdin() == "four words"
    assert asked == ["Password: "]
