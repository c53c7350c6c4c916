"""Which column is what, and what a row becomes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors import KnownError
from desktop_app.domain.lead_columns import LeadField, fold_header, recognise
from desktop_app.domain.lead_import import (
    MAX_KEPT,
    MAX_NAME,
    PlannedLead,
    Refusal,
    RowPlanner,
)
from desktop_app.domain.lead_import_cells import clean_text, status_of
from desktop_app.domain.lead_mapping import header_score, map_columns
from desktop_app.domain.leads import LeadStatus


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Primary Email", "email"), ("E-mail Address", "email"), ("E-mail 1 - Value", "email"),
        ("EMAIL_ADDRESS_", "email"), ("emailAddress", "email"), ("eMail", "email"),
        ("Email ID", "email"), ("E-Mail-Adresse", "email"), ("Mail", "email"),
        ("Courriel", "email"), ("Adresse électronique", "email"), ("Correo electrónico", "email"),
        ("Indirizzo e-mail", "email"), ("E-postadress", "email"), ("Sähköposti", "email"),
        ("メールアドレス", "email"), ("電子邮件", "email"), ("邮箱", "email"), ("이메일", "email"),
        ("Эл. почта", "email"), ("Person - Email - Work", "email"), ("Email Address *", "email"),
        ("First Name", "first_name"), ("Vorname", "first_name"), ("Prénom", "first_name"),
        ("Contact First Name", "first_name"), ("名", "first_name"),
        ("Last Name", "last_name"), ("surname", "last_name"), ("Apellidos", "last_name"),
        ("姓", "last_name"), ("Display Name", "contact_name"), ("Full name", "contact_name"),
         ("Ansprechpartner", "contact_name"),
        ("氏名", "contact_name"), ("Person - Name", "contact_name"),
        ("Organization", "company"), ("Organization 1 - Name", "company"),
        ("Company / Account", "company"), ("Account Name", "company"), ("Firma", "company"),
        ("Société", "company"), ("Razón social", "company"), ("会社名", "company"),
        ("公司名称", "company"), ("회사", "company"), ("Associated Company", "company"),
        ("Business Phone", "phone"), ("Mobile", "phone"), ("Telefon geschäftlich", "phone"),
        ("Téléphone", "phone"), ("電話番号", "phone"), ("Phone 1 - Value", "phone"),
        ("Tel.", "phone"), ("Web Page", "website"), ("Website URL", "website"),
        ("Company Domain Name", "website"), ("Webseite", "website"),
        ("Branche", "industry"), ("業種", "industry"), ("# Employees", "company_size"),
        ("No. of Employees", "company_size"), ("Company Size", "company_size"),
        ("従業員数", "company_size"), ("Lead Status", "status"), ("Rating", "status"),
        ("E-mail 1 - Label", None), ("Email Opt Out", None), ("Contact owner email", None),
        ("Last email sent", None), ("Mailing Street", None), ("Fax", None), ("Notes", None),
        ("Phone 1 - Type", None), ("Lead Source", None), ("Deal - Status", None), ("", None),
        ("Person Linkedin Url", None), ("Job Title", None), ("Company City", None),
    ],
)  # fmt: skip
def test_headers_of_many_programs_and_languages(header, field):
    found = recognise(header)
    assert (found.field.value if found else None) == field


@given(st.text(max_size=60))
def test_any_header_has_an_answer(header):
    recognise(header)
    assert fold_header(fold_header(header)) == fold_header(header)


def mapped(*header: str, rows=(), **wanted: str) -> dict[str, str]:
    return map_columns(header, rows, wanted).as_words()


def test_a_header_names_addresses_and_holds_none():
    assert header_score(["Company", "Name", "E-Mail"]) == 3
    assert header_score(["Company", "Name"]) == 0
    assert header_score(["Company", "Email", "a@a.example"]) == 0


@pytest.mark.parametrize(
    ("header", "name_is"),
    [
        (("Name", "Vorname", "E-Mail"), "last_name"),
        (("Name", "E-Mail"), "contact_name"),
        (("Name", "First Name", "Last Name", "E-Mail"), "contact_name"),
        (("Nombre", "Apellidos", "Correo"), "first_name"),
        (("Nombre", "Empresa", "Correo"), "contact_name"),
        (("Nom", "Prénom", "Courriel"), "last_name"),
        (("Nom", "Société", "Courriel"), "contact_name"),
        (("Nome", "Cognome", "Email"), "first_name"),
        (("Nome", "Azienda", "Email"), "contact_name"),
    ],
)
def test_what_a_bare_name_means_depends_on_its_neighbours(header, name_is):
    assert mapped(*header)[header[0]] == name_is


def test_the_foremost_of_several_columns_is_asked_first():
    columns = map_columns(
        ["Home Phone", "Mobile Phone", "Business Phone", "E-mail 2 Address", "E-mail Address"], []
    ).columns
    assert columns[LeadField.EMAIL] == (4, 3)
    assert columns[LeadField.PHONE] == (2, 1, 0)


def test_a_column_called_mail_that_holds_none_is_not_it():
    rows = [["yes", f"p{i}@c.example"] for i in range(9)]
    assert mapped("Mail", "Adresse", rows=rows) == {"Adresse": "email"}


def test_unknown_names_are_read_by_what_the_cells_hold():
    rows = [
        ["1", "Ann Ode", "ann.ode@analytic.example", "Analytic Engines", "Jena"],
        ["2", "Bob Bolt", "bolt@norvane.example", "Norvane Optics", "Ulm"],
        ["3", "Cid Cole", "c.cole@gmail.com", "", "Jena"],
    ]
    assert mapped("q1", "q2", "q3", "q4", "q5", rows=rows) == {
        "q3": "email", "q2": "contact_name", "q4": "company",
    }  # fmt: skip


def test_what_the_user_says_goes_before_names():
    header = ("Company", "Name", "Email", "Private mail", "Notes")
    assert mapped(*header, Notes="industry", Company="ignore") == {
        "Company": "ignore", "Name": "contact_name", "Email": "email", "Private mail": "email",
        "Notes": "industry",
    }  # fmt: skip
    assert mapped(*header, **{"private MAIL": "email"})["Email"] == "other_email"
    assert mapped(*header, **{"5": "company"})["Notes"] == "company"
    assert "Company" not in mapped(*header, **{"5": "company"})
    assert mapped(*header, **{"5": "First-Name"})["Notes"] == "first_name"


@pytest.mark.parametrize(
    ("wanted", "says"), [({"Nope": "company"}, "Nope"), ({"Email": "size"}, "size"),
                         ({"9": "company"}, "9"), ({"": "company"}, "no column")]
)  # fmt: skip
def test_a_mapping_that_cannot_be_is_refused(wanted, says):
    with pytest.raises(KnownError, match=says):
        map_columns(["Company", "Email"], [], wanted)


def test_a_table_without_addresses_is_refused_and_shows_its_columns():
    with pytest.raises(KnownError) as caught:
        map_columns(["Shape", "Sides"], [["square", "4"]])
    assert "“Shape”, “Sides”" in caught.value.advice


# Rows -----------------------------------------------------------------------------------------

HEADER = (
    "Company", "Name", "First Name", "Last Name", "Email", "Email 2", "Phone", "Mobile", "Website",
    "Industry", "Employees", "Status", "Notes",
)  # fmt: skip
PLANNER = RowPlanner(map_columns(HEADER, []))


def plan(**cells: str) -> PlannedLead | Refusal:
    named = {name.replace(" ", "_"): "" for name in HEADER} | cells
    return PLANNER.plan_row(tuple(named.values()))


def draft(**cells: str):
    planned = plan(**cells)
    assert isinstance(planned, PlannedLead), planned
    return planned.draft


def test_a_full_row():
    planned = plan(
        Company=" Acme\u00a0 Ltd ", First_Name="Ann", Last_Name="Ode", Email="Ann@ACME.example",
        Phone="+44 20", Mobile="+44 77", Website="acme.example", Industry="Tools",
        Employees="11-50", Status="Cold", Notes="two\nlines", Email_2="a2@acme.example",
    )  # fmt: skip
    assert isinstance(planned, PlannedLead)
    lead = planned.draft
    assert (lead.company, lead.contact_name, lead.email) == (
        "Acme Ltd",
        "Ann Ode",
        "ann@acme.example",
    )
    assert (lead.phone, lead.website, lead.industry) == ("+44 20", "acme.example", "Tools")
    assert (lead.company_size, lead.status) == ("11-50", LeadStatus.COLD)
    assert lead.metadata == {
        "emails": ["a2@acme.example"],
        "imported": {"Notes": "two\nlines", "Mobile": "+44 77"},
    }
    assert planned.given == {
        "company", "contact_name", "phone", "website", "industry", "company_size", "status",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "company", "contact"),
    [
        ({"Email": "jane.doe@acme.example"}, "Acme", "Jane Doe"),
        ({"Email": "jane.doe@gmail.com"}, "Jane Doe", "Jane Doe"),
        ({"Email": "j@gmail.com", "Name": "Jane"}, "Jane", "Jane"),
        ({"Email": "Jane Doe <jd@acme.example>"}, "Acme", "Jane Doe"),
        ({"Email": "j@acme.example", "Name": "j@acme.example"}, "Acme", "J"),
        ({"Email": "j@acme.example", "Company": "n/a", "Name": "-"}, "Acme", "J"),
        ({"Email": "j@acme.example", "Last_Name": "Doe"}, "Acme", "Doe"),
        ({"Email": "j@acme.example", "First_Name": "太郎", "Last_Name": "山田"}, "Acme",
         "山田 太郎"),
    ],
)  # fmt: skip
def test_what_is_missing_follows_from_the_address(cells, company, contact):
    lead = draft(**cells)
    assert (lead.company, lead.contact_name) == (company, contact)
    planned = plan(**cells)
    assert isinstance(planned, PlannedLead)
    assert "company" not in planned.given


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({}, "no e-mail address"),
        ({"Email": " - "}, "no e-mail address"),
        ({"Email": "nobody"}, "“nobody” is not an e-mail address"),
        ({"Email": "a@b"}, "“a@b” is not an e-mail address"),
        ({"Email": "a\x07@b.example"}, "the e-mail address holds control characters"),
        ({"Email": "x" * 300}, f"“{'x' * 79}…” is not an e-mail address"),
        ({"Email": "a@b.example", "Company": "x" * (MAX_NAME + 1)},
         f"the company is longer than {MAX_NAME} characters"),
        ({"Email": "a@b.example", "Name": "x" * (MAX_NAME + 1)},
         f"the contact name is longer than {MAX_NAME} characters"),
        ({"Email": "a@b.example", "Employees": "1" * 2001},
         "the company size is longer than 2000 characters"),
        ({"Email": "a@b.example", "Notes": "x" * (MAX_KEPT + 1)},
         f"the row is longer than {MAX_KEPT:,} characters"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_a_lead_says_why(cells, reason):
    assert plan(**cells) == Refusal(reason)


def test_a_second_address_stands_in_for_a_bad_first_which_is_kept():
    lead = draft(Email="nonsense", Email_2="a@b.example")
    assert lead.email == "a@b.example"
    assert lead.metadata == {"imported": {"Email": "nonsense"}}


def test_several_addresses_in_a_cell():
    lead = draft(Email="A@b.example; c@d.example", Email_2="a@b.example, e@f.example")
    assert lead.email == "a@b.example"
    assert lead.metadata == {"emails": ["c@d.example", "e@f.example"]}


def test_a_further_column_named_by_the_user_never_becomes_the_main_one():
    planner = RowPlanner(map_columns(["m", "f"], [], {"m": "email", "f": "other_email"}))
    assert planner.plan_row(["", "a@b.example"]) == Refusal("no e-mail address")
    planned = planner.plan_row(["x@y.example", "a@b.example"])
    assert isinstance(planned, PlannedLead)
    assert planned.draft.metadata == {"emails": ["a@b.example"]}


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("HOT", (LeadStatus.HOT, True)), ("heiß", (LeadStatus.HOT, True)),
        ("Cold Lead", (LeadStatus.COLD, True)), ("frío", (LeadStatus.COLD, True)),
        ("lauwarm", (LeadStatus.WARM, True)), ("Qualified", (LeadStatus.HOT, False)),
        ("IN_PROGRESS", (LeadStatus.WARM, False)), ("closed lost", (LeadStatus.COLD, False)),
        ("purple", None), ("", None),
    ],
)  # fmt: skip
def test_words_for_a_status(word, meant):
    assert status_of(word) == meant


def test_a_word_that_is_no_status_is_kept_beside_warm():
    lead = draft(Email="a@b.example", Status="purple")
    assert lead.status is LeadStatus.WARM
    assert lead.metadata == {"imported": {"Status": "purple"}}


@given(st.lists(st.text(max_size=40), min_size=len(HEADER), max_size=len(HEADER)))
def test_any_row_is_a_lead_or_a_reason(cells):
    for address in (cells[4], "ann@acme.example"):
        outcome = PLANNER.plan_row((*cells[:4], address, *cells[5:]))
        if isinstance(outcome, Refusal):
            assert outcome.reason
            continue
        lead = outcome.draft
        assert lead.company.strip() and lead.contact_name.strip() and "@" in lead.email
        kept = lead.metadata.get("imported", {})
        shown = [lead.company, lead.contact_name, lead.phone, lead.email, *kept.values()]
        for text in shown:
            assert "\x00" not in text
            text.encode("utf-8")


def test_clean_text():
    assert clean_text(" a\r\n b\x00\x1f ") == "a b"
    assert clean_text("'=1+1") == "=1+1"
    assert clean_text("'Tis") == "'Tis"
    assert clean_text("N/A") == ""


def test_a_header_of_our_own_may_hold_an_at_sign() -> None:
    ours = ["Company", "Email", "Imported: Price @ unit"]
    assert header_score(ours) == header_score(["Company", "Email"])
    assert header_score([*ours, "kim@lead.example"]) == 0
