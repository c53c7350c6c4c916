"""The shapes of a message that was read."""

from __future__ import annotations

import dataclasses

import pytest

from desktop_app.domain.mail import Address, ParsedAttachment


def test_an_address_reads_as_people_write_it() -> None:
    assert str(Address("Ada", "ada@acme.example")) == "Ada <ada@acme.example>"
    assert str(Address("", "ada@acme.example")) == "ada@acme.example"
    assert str(Address("Whomever", "")) == "Whomever"


def test_what_crosses_threads_is_frozen_and_shows_no_content() -> None:
    part = ParsedAttachment("a.pdf", "application/pdf", 6, b"secret", None, False)
    assert "secret" not in repr(part)
    with pytest.raises(dataclasses.FrozenInstanceError):
        part.size = 7  # type: ignore[misc]
