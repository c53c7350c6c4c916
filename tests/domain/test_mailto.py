"""Links that begin a mail: what is taken from a stranger's link, and what is not."""

from __future__ import annotations

import pytest

from desktop_app.domain.mail import Address
from desktop_app.domain.mailto import Mailto, read_mailto


def people(*addresses: str) -> tuple[Address, ...]:
    return tuple(Address("", each) for each in addresses)


@pytest.mark.parametrize(
    ("link", "asked"),
    [
        ("mailto:ines@norvane.example", Mailto(people("ines@norvane.example"))),
        ("MAILTO:Ines@Norvane.example", Mailto(people("ines@norvane.example"))),
        (
            "mailto:a@x.example,b@x.example?to=c@x.example&cc=d@x.example,e@x.example&to=a@x.example",
            Mailto(
                people("a@x.example", "b@x.example", "c@x.example"),
                people("d@x.example", "e@x.example"),
            ),
        ),
        (
            "mailto:a@x.example?subject=Caf%C3%A9%20%26%20more&body=One%0D%0ATwo%20+%203",
            Mailto(people("a@x.example"), subject="Café & more", body="One\nTwo + 3"),
        ),
        ("mailto:?Subject=Hi", Mailto(subject="Hi")),
        ("mailto:a%2Bnews@x.example", Mailto(people("a+news@x.example"))),
        (
            "mailto:a@x.example?attach=/etc/passwd&attachment=x&bcc=spy@x.example"
            "&from=boss@x.example&In-Reply-To=%3C1@x%3E",
            Mailto(people("a@x.example")),
        ),
        (
            "mailto:a@x.example?subject=Hi%0D%0ABcc:%20spy@x.example",
            Mailto(people("a@x.example"), subject="Hi Bcc: spy@x.example"),
        ),
        ("mailto:nobody", None),
        ("mailto:", None),
        ("https://x.example/?mailto:a@x.example", None),
        ("", None),
    ],
)
def test_what_a_link_asks_for(link, asked):
    assert read_mailto(link) == asked


def test_there_is_an_end_to_it():
    everybody = ",".join(f"a{each}@x.example" for each in range(5000))
    asked = read_mailto(f"mailto:{everybody}?subject={'s' * 5000}&body={'b' * 100_000}")
    assert (len(asked.to), len(asked.subject), len(asked.body)) == (100, 900, 20_000)
