"""Where own words end, in plain text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.wire.mail_parse import parse_message
from desktop_app.wire.mail_quotes import SNIPPET_LENGTH, fold_start, snippet

REPLIES = Path(__file__).parents[3] / "shared" / "corpora" / "replies"


def own(text: str) -> str:
    lines = text.split("\n")
    start = fold_start(lines)
    return "\n".join(lines if start is None else lines[:start]).strip()


HEADS = [
    "On Mon, 2 Mar 2026 at 09:00, Rep <rep@rep.example> wrote:",
    "On Mon, 2 Mar 2026 at 09:00, Rep Somebody\n<rep@rep.example> wrote:",
    "Am 02.03.26 um 09:00 schrieb Rep:",
    "Le 2 mars 2026 à 09:00, Rep a écrit :",
    "El lun, 2 mar 2026 a las 9:00, Rep (<rep@rep.example>) escribió:",
    "Il giorno lun 2 mar 2026 alle ore 09:00 Rep ha scritto:",
    "Op ma 2 mrt. 2026 om 09:00 schreef Rep <rep@rep.example>:",
    "Den mån 2 mars 2026 kl 09:00 skrev Rep <rep@rep.example>:",
    "пн, 2 мар. 2026 г. в 09:00, Rep <rep@rep.example>:",
    "2026年3月2日(月) 9:00 Rep <rep@rep.example>:",
    "Rep <rep@rep.example> 于2026年3月2日周一 09:00写道：",
]


@pytest.mark.parametrize("head", HEADS)
def test_attributions_in_many_languages(head: str) -> None:
    assert own(f"We take it.\n\n{head}\n\n> The offer\n> stands.\n") == "We take it."


@pytest.mark.parametrize(
    "history",
    [
        "-----Original Message-----\nFrom: Rep\nThe offer",
        "-----Ursprüngliche Nachricht-----\nVon: Rep\nDas Angebot",
        "From: Rep <rep@rep.example>\nSent: Monday, March 2, 2026\nTo: Ada\nSubject: Offer\n\nx",
        "____________________\nVon: Rep\nGesendet: Montag\nAn: Ada\nBetreff: Angebot\n\nx",
        "De : Rep\nEnvoyé : lundi 2 mars 2026 09:00\nÀ : Ada\nObjet : Offre\n\nx",
        "*From:* Rep\n*Sent:* Monday\n*To:* Ada\n*Subject:* Offer\n\nx",
        "Sent from my iPhone",
        "-- \nAda\nAcme",
        "-- \nAda\n\nOn Monday, Rep wrote:\n> old",
        "> old\n\n_______________________________________________\nlist mailing list",
    ],
)
def test_history_and_signatures(history: str) -> None:
    assert own(f"We take it.\n\n{history}\n") == "We take it."


@pytest.mark.parametrize(
    "text",
    [
        "We take it.",
        "From: here\nTo there is a long way",
        "> only a quotation",
        "> one?\nyes\n> two?\nno",
        "On Monday I wrote:\nand nothing came",
        "See this\n---------- Forwarded message ---------\nFrom: Ada\n\nThe offer",
        "-- \n" + "\n".join(f"line {n}" for n in range(40)),
        "",
    ],
)
def test_what_is_no_trailing_quotation(text: str) -> None:
    assert fold_start(text.split("\n")) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hi Ada,\n\nthe price is fine.\n\n> old", "the price is fine."),
        ("> What price?\n\nTen euros.", "Ten euros."),
        ("On Mon, 2 Mar 2026, Rep wrote:\n> What price?\nTen euros.", "Ten euros."),
        ("Hello!", "Hello!"),
        ("> nothing but a quotation", "nothing but a quotation"),
        ("Dear all, please find the offer enclosed.", "Dear all, please find the offer enclosed."),
        ("", ""),
    ],
)
def test_snippets_are_own_words(text: str, words: str) -> None:
    assert snippet(text) == words


def test_a_snippet_ends_between_words() -> None:
    text = snippet("word " * 200)
    assert text == "word " * 39 + "word…"
    assert len(snippet("w" * 1000)) == SNIPPET_LENGTH


@given(st.text(alphabet="> \n-_:OnFrom wrote@1", max_size=400))
def test_any_text(text: str) -> None:
    start = fold_start(text.split("\n"))
    assert start is None or 0 < start < len(text.split("\n"))
    assert len(snippet(text)) <= SNIPPET_LENGTH
    assert "\n" not in snippet(text)


@pytest.mark.skipif(not REPLIES.is_dir(), reason="the shared corpora are absent")
def test_collected_replies() -> None:
    folded = 0
    paths = [*REPLIES.glob("*.txt"), *(REPLIES / "standard_replies").glob("*.eml")]
    for path in paths:
        raw = path.read_bytes()
        text = parse_message(raw).plain if path.suffix == ".eml" else raw.decode("utf-8")
        folded += fold_start(text.split("\n")) is not None
    assert folded >= len(paths) * 0.75
