"""Which leads are taken for one, and which are not: cases as they stand in real lists."""

from __future__ import annotations

import pytest
from rapidfuzz.fuzz import ratio

from desktop_app.domain.lead_duplicates import (
    Facts,
    Reason,
    company_words,
    fold,
    judge,
    mailbox_of,
    match_keys,
    person_words,
    phone_numbers,
    score_words,
    traits,
)

A, L, P, S = Reason.ADDRESS, Reason.ALIAS, Reason.PHONE, Reason.PERSON

# (company, name, address, phone, further addresses) twice, and the best reason.
ONE_PERSON = [
    (("Acme", "Jane Doe", "jane.doe@gmail.com"),
     ("Private", "J Doe", "JaneDoe+news@googlemail.com"), A),
    (("Acme", "Jane Doe", "jane@acme.example"),
     ("Acme Inc", "jane", "jane+events@acme.example"), A),
    (("Acme", "Jane Doe", "jane@acme.example", "", ("jd@home.example",)),
     ("", "jd", "JD@home.example"), L),
    (("Acme", "Jane Doe", "a@x.example", "", ("old@acme.example",)),
     ("Other", "Jane Doe-Roe", "b@y.example", "", ("old@acme.example",)), L),
    (("Hotel Sacher", "Ilse Kern", "ilse@sacher.example", "+43 (0)1 514 560"),
     ("Sacher", "I. Kern", "kern@web.de", "0043 1 514560"), P),
    (("Acme", "Jane Doe", "jane@acme.example", "+1 (212) 555-0142"),
     ("Doe Consulting", "Jane Doe", "jane@doe.example", "212.555.0142 ext. 7"), P),
    (("Dental", "Office", "office@dental.example", "030/5550142"),
     ("Praxis", "Dr. Ute Falk", "falk@praxis.example", "+49 30 5550142"), P),
    (("Norvane Optics GmbH", "Ines Caldaro", "ines@norvane.example"),
     ("NORVANE OPTICS", "Caldaro, Inês", "icaldaro@web.de"), S),
    (("Norvane Optics", "Ines Caldaro", "ines@norvane.example"),
     ("Norvane", "Ines Caldaro", "ines@gmail.com"), S),
    (("Müller & Söhne GmbH & Co. KG", "Jürgen Groß", "j@mueller.example"),
     ("Mueller und Soehne", "Juergen Gross", "jg@web.de"), S),
    (("Acme S.p.A.", "John R. Smith", "jrs@acme.example"),
     ("ACME spa", "John Smith", "smith@gmail.com"), S),
    (("Acme Tools Ltd.", "Jon Smith", "jon@acme.example"),
     ("Acme Tools Limited", "John Smith", "john@gmail.com"), S),
    (("Acme A/S", "J. Smith", "j@acme.example"), ("Acme", "John Smith", "s@gmail.com"), S),
    (("株式会社山田製作所", "山田 太郎", "t@yamada.example"),
     ("山田製作所", "山田太郎", "taro@gmail.com"), S),
    (("ООО «Ромашка»", "Иванов Пётр", "p@romashka.example"),
     ("Ромашка", "Петр Иванов", "petr@yandex.ru"), S),
    (("삼성물산 주식회사", "김민수", "kim@samsung.example"),
     ("삼성물산", "김 민수", "minsu@naver.com"), S),
    (("شركة النور", "محمد علي", "m@noor.example"), ("شركة النور", "علي محمد", "ali@gmail.com"), S),
    (("Acme", "Jane Doe", "jane.doe@acme.example"),
     ("Acme Holding Europe", "Jane Doe", "jdoe@acme.example"), S),
    (("Smørrebrød ApS", "Søren Østergård", "s@smor.example"),
     ("Smorrebrod", "Soren Ostergard", "so@gmail.com"), S),
]  # fmt: skip

TWO_PEOPLE = [
    # One company, also with one switchboard.
    (("Acme", "Jane Doe", "jane@acme.example"), ("Acme", "John Roe", "john@acme.example")),
    (("Acme", "Jane Doe", "jane@acme.example", "+1 212 555 0142"),
     ("Acme Inc.", "John Roe", "john@acme.example", "212 555 0142")),
    # Names that differ at the end are names of their own.
    (("Acme", "Maria Lopez", "maria@acme.example"), ("Acme", "Mario Lopez", "mario@acme.example")),
    (("Acme", "Erik Berg", "erik@acme.example"), ("Acme", "Erika Berg", "erika@acme.example")),
    (("Acme", "Jana Novák", "jn@acme.example"), ("Acme", "Jana Nováková", "no@acme.example")),
    (("Acme", "John Smith", "a@acme.example"), ("Acme", "Jane Smith", "b@acme.example")),
    # A name alone says nothing.
    (("Acme", "John Smith", "john@acme.example"), ("Zenith", "John Smith", "john@zenith.example")),
    (("Fernhollow Schools 7", "Agnes Whitlow", "a@f7.example"),
     ("Fernhollow Schools 9", "Agnes Whitlow", "a@f9.example")),
    (("Acme", "John", "john@acme.example"), ("Acme", "John", "john2@acme.example")),
    (("Acme", "Info", "info@acme.example"), ("Acme", "Office", "office@acme.example")),
    (("", "John Smith", "john1@gmail.com"), ("", "John Smith", "john2@gmail.com")),
    (("gmail.com", "Li Wei", "liwei1@gmail.com"), ("gmail.com", "Li Wei", "li2@gmail.com")),
    (("Unknown", "Li Wei", "liwei1@gmail.com"), ("unknown", "Li Wei", "li2@gmail.com")),
    # Typed to fill a field; too short; other countries' numbers with the same end.
    (("A", "Jane Doe", "a@a.example", "0000000000"), ("B", "Jo Roe", "b@b.example", "0000000000")),
    (("A", "Jane Doe", "a@a.example", "1234567"), ("B", "Jo Roe", "b@b.example", "1234567")),
    (("A", "Jane Doe", "a@a.example", "112"), ("B", "Jo Roe", "b@b.example", "112")),
    (("A", "Jane Doe", "a@a.example", "+49 30 5550142"),
     ("B", "Jo Roe", "b@b.example", "+1 212 555 0142")),
    # Dots count outside of Gmail.
    (("A", "Jane Doe", "ja.ne@a.example"), ("A", "Jo Roe", "jane@a.example")),
    # Marks of kana are letters: Gada is not Kata.
    (("株式会社光", "ガダ", "a@hikari.example"), ("光", "カタ", "b@hikari.example")),
    (("山田製作所", "山田 太郎", "t@yamada.example"),
     ("山田製作所", "山田 花子", "h@yamada.example")),
    (("Ромашка", "Иван Петров", "a@r.example"), ("Ромашка", "Анна Петрова", "b@r.example")),
]  # fmt: skip


def _judged(one, other):
    a, b = traits(Facts(*one)), traits(Facts(*other))
    verdict = judge(a, b, ratio)
    assert verdict == judge(b, a, ratio), "whoever comes first"
    if verdict:
        assert match_keys(a) & match_keys(b), "and they would have been compared"
    return verdict


@pytest.mark.parametrize(("one", "other", "reason"), ONE_PERSON)
def test_one_person(one, other, reason):
    verdict = _judged(one, other)
    assert verdict is not None
    assert verdict.reason is reason
    assert verdict.score >= 75


@pytest.mark.parametrize(("one", "other"), TWO_PEOPLE)
def test_two_people(one, other):
    assert _judged(one, other) is None


def test_a_number_of_two_people_at_two_companies_is_worth_a_look_and_no_more():
    verdict = _judged(
        ("A", "Jane Doe", "a@a.example", "+32 555 01 42 77"),
        ("B", "Jo Roe", "b@b.example", "0555 01 42 77"),
    )
    assert verdict.reason is P
    assert score_words(verdict.score) == "Possible"


def test_two_reasons_are_surer_than_one():
    one = ("Acme", "Jane Doe", "jane@acme.example", "+1 212 555 0142")
    by_name = _judged(one, ("Acme", "Jane Doe", "jd@gmail.com"))
    by_both = _judged(one, ("Acme", "Jane Doe", "jd@gmail.com", "+1 212 555 0142"))
    assert by_name.score < by_both.score <= 99
    assert score_words(by_both.score) == "Very likely"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("The Acme Company, Inc.", ("acme",)),
        ("Acme Sp. z o.o.", ("acme",)),
        ("Acme s.r.o.", ("acme",)),
        ("Société Générale S.A.", ("generale", "societe")),
        ("GmbH", ("gmbh",)),
        ("hotmail.com", ()),
        ("n/a", ()),
        ("", ()),
        ("---", ()),
    ],
)
def test_a_company_without_its_legal_form(name, words):
    assert company_words(name) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Dr. Ines  CALDARO, MBA", ("caldaro", "ines")),
        ("O’Brien, Séan", ("obrien", "sean")),
        ("J.R. Smith", ("j", "r", "smith")),
        ("ines@norvane.example", ()),
        ("Info", ()),
        ("", ()),
        ("???", ()),
    ],
)
def test_a_person_without_titles(name, words):
    assert person_words(name) == words


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("+49 (0)30 / 555-01 42", {"49305550142"}),
        ("0049 30 5550142 Durchwahl 12", {"49305550142"}),
        ("tel:+1-212-555-0142;ext=7", {"12125550142"}),
        ("+32 555 0142; +32 555 0177", {"325550142", "325550177"}),
        ("٠٢١٢٥٥٥٠١٤٢", {"2125550142"}),
        ("call me", set()),
        ("123", set()),
    ],
)
def test_numbers_by_their_digits(text, digits):
    assert phone_numbers(text) == digits


def test_spellings_of_a_mailbox():
    assert mailbox_of(" J.Doe+x@GoogleMail.com ") == "jdoe@gmail.com"
    assert mailbox_of("j.doe+x@acme.example") == "j.doe@acme.example"
    assert mailbox_of("+x@acme.example") == "+x@acme.example"
    assert mailbox_of("no address") == "@no address"


@pytest.mark.parametrize("text", ["", "\ud800", "\x00", "ẞ" * 400, "ﬁ", "🙂 " * 50, "’" * 9])
def test_any_text_has_a_spelling(text):
    lead = traits(Facts(text, text, text, text, (text,)))
    assert isinstance(fold(text), str)
    assert match_keys(lead)
    judge(lead, lead, ratio)
