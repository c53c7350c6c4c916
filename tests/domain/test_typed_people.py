"""Recipients as people type and paste them."""

from __future__ import annotations

import pytest

from desktop_app.domain.mail import Address
from desktop_app.domain.typed_people import read_people

INES = Address("Ines Caldaro", "ines@norvane.example")
BARE = Address("", "a@b.example")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("", ()),
        (" , ; \n", ()),
        ("a@b.example", (BARE,)),
        ("A@B.example;", (BARE,)),
        ("Ines Caldaro <ines@norvane.example>", (INES,)),
        ('"Caldaro, Ines" <ines@norvane.example>', (Address("Caldaro, Ines", INES.email),)),
        ("Caldaro, Ines <ines@norvane.example>", (Address("Caldaro, Ines", INES.email),)),
        ("a@b.example, Ines Caldaro <ines@norvane.example>", (BARE, INES)),
        ("a@b.example c@d.example", (BARE, Address("", "c@d.example"))),
        ("<a@b.example>\nmailto:a@b.example", (BARE, BARE)),
        ("Ines", (Address("Ines", ""),)),
        ("Ines, Pieter", (Address("Ines", ""), Address("Pieter", ""))),
        ("not @n address", (Address("not @n address", ""),)),
        ("x <y>", (Address("x <y>", ""),)),
        ('"', (Address('"', ""),)),
    ],
)
def test_people_are_read_from_what_is_typed(text: str, people: tuple[Address, ...]) -> None:
    assert read_people(text) == people
