"""When somebody is back, as notices of absence say it."""

from __future__ import annotations

import time
from datetime import date

import pytest

from desktop_app.domain.absences import returns_on, speaks_of_absence

MONDAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I am out of the office and will be back on 12 January.", date(2026, 1, 12)),
        ("I am away until 3.1.", None),
        ("I'm out until January 12th, 2026.", date(2026, 1, 12)),
        (
            "I will return to the office on Monday, 12 January 2026. For urgent matters call Bob.",
            date(2026, 1, 12),
        ),
        (
            "I am out of the office from 2 January to 9 January with limited access.",
            date(2026, 1, 9),
        ),
        ("I am on leave from January 5 through January 9.", date(2026, 1, 10)),
        ("Ich bin bis zum 9.1. nicht im Büro.", date(2026, 1, 9)),
        ("Ich bin ab dem 5. Mai wieder erreichbar.", date(2026, 5, 5)),
        ("Ich bin vom 22.12.2025 bis einschließlich 09.01.2026 im Urlaub.", date(2026, 1, 10)),
        ("Am 12.01. bin ich wieder im Büro.", date(2026, 1, 12)),
        ("Ich bin am 12. Januar 2026 zurück.", date(2026, 1, 12)),
        ("Je suis absent du bureau jusqu'au 9 janvier inclus.", date(2026, 1, 10)),
        ("Je suis en congés. Je serai de retour le lundi 12 janvier.", date(2026, 1, 12)),
        ("Je serai de retour à partir du 12/01.", date(2026, 1, 12)),
        ("Je suis absente du 5 janvier au 9 janvier inclus.", date(2026, 1, 10)),
        ("Je suis absente du 5 janvier au 9 janvier.", date(2026, 1, 9)),
        ("Ausente del 5 de enero al 9 de enero de 2026, ambos inclusive.", date(2026, 1, 10)),
        ("Ausente del 5 de enero al 9 de enero (ambos días inclusive).", date(2026, 1, 10)),
        ("Sono assente dal 5 gennaio al 9 gennaio compreso.", date(2026, 1, 10)),
        ("I am away from 5 January to 9 January inclusive.", date(2026, 1, 10)),
        ("I am away from 5 January to 9 January, including Friday.", date(2026, 1, 9)),
        ("Out of office 5 Jan - 9 Jan (incl.)", date(2026, 1, 10)),
        ("Ich bin vom 5.1. bis einschl. 09.01.26 abwesend.", date(2026, 1, 10)),
        ("Ich bin bis zum 9. Januar einschließlich abwesend.", date(2026, 1, 10)),
        ("Ich bin bis inkl. 9. Januar abwesend.", date(2026, 1, 10)),
        ("Ik ben afwezig van 5 januari tot 9 januari, beide dagen inbegrepen.", date(2026, 1, 10)),
        ("Estou de férias de 5 de janeiro a 9 de janeiro, inclusive.", date(2026, 1, 10)),
        ("Estoy fuera de la oficina hasta el 9 de enero de 2026.", date(2026, 1, 9)),
        ("Volveré a la oficina el 12/01/2026.", date(2026, 1, 12)),
        ("Sono assente fino al 9 gennaio. Rientro il 12 gennaio.", date(2026, 1, 12)),
        ("Sarò di nuovo in ufficio dal 07/01.", date(2026, 1, 7)),
        ("Ik ben afwezig tot en met 9 januari.", date(2026, 1, 10)),
        ("Vanaf 12 januari ben ik weer bereikbaar.", date(2026, 1, 12)),
        ("Ik ben terug op maandag 12 januari.", date(2026, 1, 12)),
        (
            "Estou de férias até 9 de janeiro. Estarei de volta no dia 12 de janeiro.",
            date(2026, 1, 12),
        ),
        ("Retorno em 12/01/2026.", date(2026, 1, 12)),
        ("I'll be back on Monday.", date(2026, 1, 12)),
        ("I am away until 3/5 and answer then.", None),
        ("I am away until 12/20.", None),
        ("Back on 2026-02-01.", date(2026, 2, 1)),
        ("I am traveling and will be slow to reply.", None),
        ("Thank you for your mail. Ticket 12.1. was opened.", None),
        ("Out of office 5 Jan - 9 Jan.", date(2026, 1, 9)),
        ("Ab dem 5. Mai bin ich im Urlaub.", None),
        ("I returned on 12 December 2025, please write again.", None),
        (
            "On vacation starting 7 January, returning 14 January. Until 9 January write to x.",
            date(2026, 1, 14),
        ),
        ("I may be out; call 555-12-01.", None),
        (
            "Our offices are closed. We will be back in the office Tuesday, January 13.",
            date(2026, 1, 13),
        ),
        ("I am out of the office today and back tomorrow.", None),
    ],
)
def test_the_day_is_read(text: str, expected: date | None) -> None:
    assert returns_on("Automatic reply: Offer", text, MONDAY) == expected


def test_the_year_rolls() -> None:
    assert returns_on("", "I am away until 3.1. sorry", date(2025, 12, 20)) == date(2026, 1, 3)
    assert returns_on("", "Back on 29 February.", date(2027, 12, 1)) == date(2028, 2, 29)
    # A day that was is not the one of next year.
    assert returns_on("", "Back on 12 January.", date(2026, 1, 14)) is None
    assert returns_on("", "Back on 12 January 2026.", date(2026, 1, 14)) is None


def test_3_5_is_meant_as_people_there_mean_it() -> None:
    text, written = "Back on 03/05, cheers", date(2026, 2, 20)
    assert returns_on("", text, written) is None
    assert returns_on("", text, written, sender="a@b.co.uk") == date(2026, 5, 3)
    assert returns_on("", text, written, sender="a@b.edu") == date(2026, 3, 5)
    # Another day of the notice says it.
    both = "Out from 02/20 until 03/05, thanks"
    assert returns_on("", both, written) == date(2026, 3, 5)
    # One reading near, the other far away.
    assert returns_on("", "Away until 01/12.", date(2026, 1, 5)) == date(2026, 1, 12)


def test_what_is_quoted_says_nothing() -> None:
    quoted = "I am away.\n\n> I will be back on 12 January.\n"
    assert returns_on("", quoted, MONDAY) is None
    assert returns_on("Out of office until 12 January", "", MONDAY) == date(2026, 1, 12)


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        ("Out of office", "", True),
        ("Automatische Antwort", "Ich bin im Urlaub.", True),
        ("Automatic reply", "We have received your request 4711 and will answer soon.", False),
        ("Réponse automatique", "Je suis absente jusqu'au 9 janvier.", True),
    ],
)
def test_absence_is_told_from_a_receipt(subject: str, text: str, expected: bool) -> None:
    assert speaks_of_absence(subject, text) is expected


@pytest.mark.parametrize(
    "hostile",
    ["until monday " * 400, "back on the " * 900, "1 de " * 2000, "1/1/" * 2000, "1." * 4000],
)
def test_a_hostile_notice_takes_no_time(hostile: str) -> None:
    begun = time.process_time()
    returns_on(hostile, hostile, MONDAY)
    assert time.process_time() - begun < 1
