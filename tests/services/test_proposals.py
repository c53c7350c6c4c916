"""What was put into a draft, and what the user made of it."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from desktop_app.domain.outgoing import How
from desktop_app.domain.proposals import Proposal, unseen
from desktop_app.domain.rich_text import of_text
from desktop_app.domain.writing import Tone
from desktop_app.services.drafts import DraftService
from desktop_app.services.proposals import ProposalService
from desktop_app.wire.mail_quotable import clean_for_draft, quotable

INES = "ines@norvane.example"


@pytest.fixture
def drafts(db, user, clock):
    return DraftService(db, user, None, quotable, clean_for_draft, clock)  # type: ignore[arg-type]


@pytest.fixture
def proposals(db, user, clock):
    return ProposalService(db, user.id, clock)


@pytest.fixture
def lead(make_lead):
    return make_lead(INES)


@pytest.fixture
def message(deliver, user, lead):
    return deliver(INES, user.email, "Prices", "What would 40 units cost?")


@pytest.fixture
def draft(drafts, message):
    return drafts.begin(How.REPLY, message)


@pytest.fixture
def insight(db, user, message, lead):
    made = uuid4()
    db.run(
        "INSERT INTO ai_insights (id, user_id, lead_id, email_id, insight_type, content, metadata) "
        "VALUES (%s, %s, %s, %s, 'draft', 'one two three four', '{\"tone\": \"brief\"}')",
        (made, user.id, lead, message),
    )
    return made


@pytest.fixture
def proposal(proposals, draft, insight):
    made = Proposal(draft.id, uuid4(), insight, "one two three four", Tone.BRIEF, "llama", True,
                    ("+32 555",))  # fmt: skip
    proposals.put(made)
    return made


def verdict(db, insight):
    return db.row(
        "SELECT metadata ->> 'verdict', (metadata ->> 'edited')::float8, metadata ->> 'tone' "
        "FROM ai_insights WHERE id = %s",
        (insight,),
    )


def has_draft(db, lead):
    return db.value("SELECT has_ai_draft FROM leads WHERE id = %s", (lead,))


def save(drafts, draft, plain):
    return drafts.save(draft.id, replace(draft.content, plain=plain + draft.quote.plain, html=""))


def test_it_is_kept_with_its_draft_and_what_comes_beside_it(proposals, proposal, draft):
    assert proposals.of(draft.id) == proposal
    coming = uuid4()
    proposals.expect(draft.id, coming, Tone.FORMAL)
    assert proposals.of(draft.id) == replace(proposal, coming=coming)
    proposals.put(replace(proposal, text="other"))
    assert proposals.of(draft.id) == replace(proposal, text="other")


def test_the_first_one_is_expected_before_it_is_there(proposals, draft):
    coming = uuid4()
    proposals.expect(draft.id, coming, Tone.FORMAL)
    assert proposals.of(draft.id) == Proposal(
        draft.id, coming, None, "", Tone.FORMAL, coming=coming
    )


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("Hello\n\none two\nthree four\n\nBye", ("accepted", 0.0, "brief")),
        ("one two three 4", ("edited", 0.25, "brief")),
        ("something else", ("dismissed", 1.0, "brief")),
    ],
)
def test_what_left_says_how_much_of_it_was_wanted(
    db, drafts, proposals, proposal, draft, insight, lead, plain, expected
):
    assert has_draft(db, lead)
    save(drafts, draft, plain)
    proposals.sent(draft.id)
    assert verdict(db, insight) == expected
    assert not has_draft(db, lead)  # it is judged


def test_what_is_quoted_is_no_part_of_what_left(db, drafts, proposals, proposal, draft, insight):
    quoted = replace(draft.content, plain="Mine" + draft.quote.plain + "one two three four")
    drafts.save(draft.id, quoted)
    assert draft.quote.plain
    save(drafts, draft, "Mine")
    proposals.sent(draft.id)
    assert verdict(db, insight)[0] == "dismissed"


def test_edited_and_sent_as_it_was_it_is_accepted_after_all(
    db, drafts, proposals, proposal, draft, insight
):
    proposals.edited(draft.id, "one two")
    assert verdict(db, insight)[:2] == ("edited", 0.5)
    save(drafts, draft, "one two three four")
    proposals.sent(draft.id)
    assert verdict(db, insight)[:2] == ("accepted", 0.0)


def test_what_holds_nothing_is_judged_by_nobody(db, proposals, draft, insight):
    proposals.sent(draft.id)
    proposals.expect(draft.id, uuid4(), Tone.BRIEF)
    proposals.dismiss(draft.id)
    proposals.sent(uuid4())
    assert verdict(db, insight)[0] is None


def test_it_goes_with_its_draft(db, proposals, proposal, draft):
    db.run("DELETE FROM outpost.draft WHERE id = %s", (draft.id,))
    assert proposals.of(draft.id) is None
    proposals.put(proposal)  # of a draft that is gone: nothing
    assert proposals.of(draft.id) is None


def test_strange_parts_are_asked_about_as_long_as_they_stand():
    lines = of_text("Call +32 555 or see HTTPS://evil.example")
    assert unseen((), lines) == ()
    assert unseen(("nowhere",), lines) == ()
    (question,) = unseen(("+32 555", "https://evil.example", "+32 555"), lines)
    assert question.startswith("“+32 555”, “https://evil.example” stand in what was written")
