"""Who wants no more mail."""

from uuid import UUID, uuid4

import pytest

from desktop_app.domain.opt_outs import outgoing_of, read_opt_out, token_of, unsubscribe_header


def test_a_token_stands_for_its_mail() -> None:
    mail = uuid4()
    assert len(token_of(mail)) == 26
    assert outgoing_of(token_of(mail)) == mail
    assert outgoing_of("not a token") is None


def test_the_button_of_a_reader_writes_what_is_understood() -> None:
    mail = UUID("6f1c2a52-8a8f-4f0e-9c3a-0a0b5c6d7e8f")
    header = unsubscribe_header("mara@fieldline.example", mail)
    assert header.startswith("<mailto:mara@fieldline.example?subject=unsubscribe%20")
    assert read_opt_out(f"Unsubscribe {token_of(mail).upper()}", "") == mail
    assert read_opt_out("", f"unsubscribe {token_of(mail)}\n") == mail


@pytest.mark.parametrize(
    "words",
    ["unsubscribe", "Unsubscribe me please.", "STOP", "Please remove me", "abmelden!",
     "“unsubscribe”", '"Unsubscribe"', "Unsubscribe, please", "unsubscribe thanks",
     "Please unsubscribe me from this list.", "unsubscribe\n\nBest regards\nJohn Doe\nNorvane",
     "Take me off your list, thank you"],
)  # fmt: skip
def test_somebody_who_writes_nothing_else_wants_no_mail(words: str) -> None:
    assert read_opt_out("Re: A quick idea", words) == ""
    assert read_opt_out(words.partition("\n")[0], "  ") == ""


@pytest.mark.parametrize(
    "words",
    ["Please do not stop!", "We stop production in May.", "How do I unsubscribe users in bulk?",
     "unsubscribe " + "a" * 25, "Stop\n\nbefore we sign: what is the price?",
     "unsubscribe\n\n" + "is what I will tell the other supplier, for yours reads so well " * 2],
)  # fmt: skip
def test_who_writes_about_something_else_still_does(words: str) -> None:
    assert read_opt_out("Re: A quick idea", words) is None
