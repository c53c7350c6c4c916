"""Words of servers that repeat what they were shown."""

from __future__ import annotations

import base64
import random

import pytest

from desktop_app.wire.echoes import without_secret


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


SECRETS = ["s3cret", "quiet harbour", 'a "b" \\ c', "grün und blau", "ya29." + "a0AfH6SMBx" * 20]


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize(
    "sent",
    ["{}", "\0robin\0{}", "\0ro\0{}", "\0r\0{}", "user=robin\1auth=Bearer {}\1\1",
     "n,a=robin,\1host=smtp.work.example\1port=587\1auth=Bearer {}\1\1"],
)  # fmt: skip
def test_what_was_sent_is_not_said_back(secret, sent):
    shown = sent.format(secret)
    encoded = _base64(shown)
    for echo in (encoded, encoded.upper(), encoded.lower(), shown, f"<{encoded}>", f"x={encoded}"):
        said = without_secret(f'Command unrecognized: "AUTH PLAIN {echo}" (1)', secret)
        assert secret.casefold() not in said.casefold()
        assert encoded.rstrip("=").casefold() not in said.casefold()
        assert said.startswith('Command unrecognized: "AUTH PLAIN ')
        assert said.endswith('" (1)')


@pytest.mark.parametrize("secret", SECRETS)
def test_cut_short_or_broken_into_lines(secret):
    encoded = _base64(f"\0robin\0{secret}")
    for end in range(len(encoded)):
        said = without_secret(f"What is {encoded[:end]}", secret)
        shown = said.removeprefix("What is ").rstrip("=…")
        known = base64.b64decode(shown + "A" * (-len(shown) % 4))
        assert secret.encode()[:6] not in known
    halves = f"{encoded[:20]} {encoded[20:]}"
    if len(encoded) > 30:
        assert encoded[20:30] not in without_secret(halves, secret)


def test_a_token_cut_short_in_clear():
    token = "ya29." + "".join(random.Random(7).choices("abcdefghijklmnopqrstuvw0123", k=300))
    assert without_secret(f"no such token {token[:200]}", token) == "no such token …"


def test_other_words_stay():
    words = "5.7.8 Username and Password not accepted. BadCredentials https://support.example/mail"
    for secret in SECRETS[:4]:
        assert without_secret(words, secret) == words
    assert without_secret(words, "") == words
