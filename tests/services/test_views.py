"""Saved views over Postgres: kept, changed, moved, undone, and what cannot be read."""

import random
import uuid

import pytest

from desktop_app.domain.changes import Kind
from desktop_app.domain.custom_fields import CustomKind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.lead_filters import Condition, Group, Op, SortKey
from desktop_app.domain.leads import LeadQuery, LeadStatus
from desktop_app.domain.saved_views import BUILT_IN

HOT = LeadQuery("north", Group((Condition("status", Op.ANY_OF, ("hot",)),)), (SortKey("company"),))
NAMES = [view.name for view in BUILT_IN]


def _names(services) -> list[str]:
    return [view.name for view in services.views.list()]


def test_everybody_begins_with_the_built_in_views(mine, theirs):
    assert mine.views.list() == theirs.views.list() == BUILT_IN


def test_built_in_views_are_true_questions(mine, make_lead, db, clock):
    hot = make_lead("a@x.example", status=LeadStatus.HOT, company_size="501–1000")
    make_lead("b@x.example", company_size="500")
    quiet = make_lead("c@x.example")
    days = "UPDATE outpost.lead_index SET last_outbound_at = %s::timestamptz - interval '3 days'"
    db.run(f"{days} WHERE lead_id = %s", (clock.now, hot))
    db.run(
        "UPDATE leads SET has_ai_draft = true, last_contact_at = %s::timestamptz - "
        "interval '31 days' WHERE id = %s",
        (clock.now, quiet),
    )
    db.run("UPDATE leads SET last_contact_at = %s WHERE id <> %s", (clock.now, quiet))
    db.run(
        "INSERT INTO actions (user_id, lead_id, type, status, due_date) "
        "SELECT user_id, id, 'call', 'pending', %s::timestamptz + interval '6 days' FROM leads "
        "WHERE id <> %s",
        (clock.now, quiet),
    )
    counts = {view.key: mine.leads.count(view.query) for view in mine.views.list()}
    assert counts == {"all": 3, "hot": 1, "due": 2, "drafts": 1, "large": 1, "quiet": 1}


def test_a_question_comes_back_as_it_was_saved(mine):
    layout = {"columns": ["company", "custom.stage"]}
    key, changes = mine.views.save("  Hot   in the north ", HOT, icon="ph.fire", layout=layout)
    assert (changes.kinds, changes.said) == (Kind.VIEWS, "View “Hot in the north” saved")
    view = mine.views.list()[-1]
    assert (view.key, view.name, view.icon) == (key, "Hot in the north", "ph.fire")
    assert (view.query, view.layout, view.built_in, view.fault) == (HOT, layout, False, "")
    other = LeadQuery(sort=(SortKey("created", True), SortKey("company")))
    mine.views.update(key, other)
    view = mine.views.list()[-1]
    assert (view.query, view.layout) == (other, layout)
    mine.views.rename(key, "Everybody", icon="ph.star")
    view = mine.views.list()[-1]
    assert (view.name, view.icon, view.query) == ("Everybody", "ph.star", other)


@pytest.mark.parametrize("name", ["", " \n ", "x" * 81, "gone QUIET", "mine"])
def test_a_name_is_one_and_nobody_else_s(mine, name):
    mine.views.save("Mine", HOT)
    key = mine.views.save("Other", HOT)[0]
    with pytest.raises(KnownError):
        mine.views.save(name, HOT)
    with pytest.raises(KnownError):
        mine.views.rename(key, name)
    assert _names(mine) == [*NAMES, "Mine", "Other"]


def test_a_view_may_change_the_case_of_its_own_name(mine):
    key = mine.views.save("mine", HOT)[0]
    mine.views.rename(key, "Mine")
    assert _names(mine)[-1] == "Mine"


def test_built_in_views_stay_what_they_are(mine):
    for do in (
        lambda: mine.views.update("quiet", HOT),
        lambda: mine.views.rename("quiet", "Mine"),
        lambda: mine.views.delete("quiet"),
        lambda: mine.views.hide("all"),
        lambda: mine.views.hide(str(uuid.uuid4())),
        lambda: mine.views.delete(str(uuid.uuid4())),
        lambda: mine.views.duplicate("nothing"),
    ):
        with pytest.raises(KnownError):
            do()
    assert mine.views.list() == BUILT_IN
    assert mine.journal.can_undo() is None


def test_copies_have_names_of_their_own(mine):
    first = mine.views.duplicate("quiet")[0]
    mine.views.duplicate("quiet")
    mine.views.duplicate(first)
    assert _names(mine)[6:] == ["Gone quiet copy", "Gone quiet copy 2", "Gone quiet copy copy"]
    assert mine.views.list()[-1].query.where == BUILT_IN[-1].query.where
    mine.views.delete(first)
    assert first not in {view.key for view in mine.views.list()}


def test_views_are_hidden_and_shown_again(mine, theirs):
    mine.views.hide("drafts")
    assert "AI drafts ready" not in _names(mine)
    assert [view.key for view in mine.views.list(hidden=True)] == [v.key for v in BUILT_IN]
    assert theirs.views.list() == BUILT_IN
    mine.views.hide("drafts", False)
    assert _names(mine) == NAMES
    assert mine.views.hide("drafts", False).journal_id is None


def test_every_command_is_undone_and_done_again_by_its_undo(mine):
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    dice = random.Random(seed)
    standing = [mine.views.list(hidden=True)]
    for number in range(40):
        views = standing[-1]
        own = [view.key for view in views if not view.built_in]
        keys = [view.key for view in views]
        dice.shuffle(keys)
        some = dice.choice(own) if own else None
        on, hideable, any_key = (
            dice.random() < 0.6,
            dice.choice(BUILT_IN[1:]).key,
            dice.choice(keys),
        )
        commands = [
            lambda n=number: mine.views.save(f"View {n}", HOT)[1],
            lambda k=keys: mine.views.reorder(k),
            lambda k=keys: mine.views.reorder(k[:2]),
            lambda k=hideable, on=on: mine.views.hide(k, on),
            lambda k=any_key: mine.views.duplicate(k)[1],
        ]
        if some:
            commands += [
                lambda k=some, n=number: mine.views.rename(k, f"Renamed {n}"),
                lambda k=some, n=number: mine.views.update(k, LeadQuery(text=f"word{n}")),
                lambda k=some: mine.views.delete(k),
            ]
        changes = dice.choice(commands)()
        now = mine.views.list(hidden=True)
        assert (changes.journal_id is None) == (now == views)
        if changes.journal_id is not None:
            standing.append(now)
    while len(standing) > 1:
        assert mine.views.list(hidden=True) == standing.pop()
        mine.journal.undo()
    assert mine.views.list(hidden=True) == BUILT_IN


def test_an_order_keeps_what_it_does_not_name_in_place(mine):
    key = mine.views.save("Mine", HOT)[0]
    mine.views.reorder([key, "quiet", "gone", "all"])
    assert [view.key for view in mine.views.list()] == [
        key, "hot", "due", "drafts", "large", "quiet", "all",
    ]  # fmt: skip
    mine.views.save("Last", HOT)
    assert _names(mine)[-1] == "Last"


def test_a_view_whose_field_is_gone_says_so_and_can_be_mended(mine):
    field = mine.custom_fields.add("Stage", CustomKind.CHOICE, ["Won"])[0]
    won = Condition(f"custom.{field.key}", Op.ANY_OF, ("Won",))
    key = mine.views.save("Won", LeadQuery(where=Group((won,))))[0]
    assert mine.views.list()[-1].fault == ""
    assert mine.leads.count(mine.views.list()[-1].query) == 0
    mine.custom_fields.remove(field.id)
    view = mine.views.list()[-1]
    assert view.fault == f"There is no field “{field.key}” any more. Take it out of the view."
    assert view.query.where == Group((won,))
    with pytest.raises(KnownError, match="no field"):
        mine.leads.count(view.query)
    mine.views.update(key, HOT)
    assert mine.views.list()[-1].fault == ""


@pytest.mark.parametrize(
    "document",
    [
        "{}",
        "[]",
        '"text"',
        "null",
        '{"version": 2, "where": {"all": []}}',
        '{"version": 1, "where": {"all": [{"field": "status", "op": "resembles"}]}}',
        '{"version": 1, "where": {"all": [7]}}',
        '{"version": 1, "where": {"all": []}, "sort": [7]}',
        '{"version": "x", "where": {"all": []}}',
    ],
)
def test_what_another_program_wrote_breaks_no_list(mine, db, user, document):
    key = mine.views.save("Mine", HOT)[0]
    db.run("UPDATE outpost.saved_view SET query = %s::jsonb, layout = '[]'", (document,))
    view = mine.views.list()[-1]
    assert (view.key, view.name) == (key, "Mine")
    assert view.query == LeadQuery()
    assert "cannot be read" in view.fault
    mine.views.rename(key, "Still mine")
    mine.views.duplicate(key)
    mine.views.update(key, HOT, layout={})
    assert mine.views.list()[-2].query == HOT
    mine.views.delete(key)
    mine.journal.undo()
    assert _names(mine)[-2:] == ["Still mine", "Still mine copy"]


def test_a_built_in_view_that_there_is_no_more_is_passed_over(mine, db, user):
    db.run(
        "INSERT INTO outpost.saved_view (id, user_id, built_in, name, position) "
        "VALUES (gen_random_uuid(), %s, 'of old', 'Of old', 0)",
        (user.id,),
    )
    assert mine.views.list() == BUILT_IN


def test_language_is_understood_with_the_user_s_own_fields_and_day(mine, clock):
    field = mine.custom_fields.add("Deal size", CustomKind.NUMBER)[0]
    query = mine.leads.understood("north deal_size:>5 contacted:yesterday")
    assert query.text == "north"
    assert query.where.parts[0] == Condition(f"custom.{field.key}", Op.MORE, 5)
    assert query.where.parts[1].value < clock.now.date()
    assert mine.leads.count(query) == 0
