"""Custom fields: defined once, journalled, and their values stay with the leads."""

import pytest

from desktop_app.domain.custom_fields import CustomKind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.lead_fields import ValueKind

TEXT, NUMBER, DATE, CHOICE = CustomKind


def titles(services):
    return [each.title for each in services.custom_fields.list().custom]


@pytest.fixture
def region(mine):
    return mine.custom_fields.add("Region", CHOICE, ["North", "South"])[0]


def metadata(db, lead_id):
    return db.value("SELECT metadata FROM leads WHERE id = %s", (lead_id,))


def test_fields_stand_in_the_order_they_were_added(mine, theirs):
    for title, kind in (("Region", TEXT), ("Budget", NUMBER), ("Renewal", DATE)):
        _field, done = mine.custom_fields.add(title, kind)
        assert done.said == f"Field “{title}” added"
    fields = mine.custom_fields.list()
    assert [each.position for each in fields.custom] == [0, 1, 2]
    assert fields.get("custom.budget").kind is ValueKind.NUMBER
    assert fields.named("renewal").title == "Renewal"
    assert not theirs.custom_fields.list().custom
    theirs.custom_fields.add("Region", TEXT)


def test_the_same_title_again_is_refused(mine, region):
    with pytest.raises(KnownError, match="means the field “Region”"):
        mine.custom_fields.add("REGION", TEXT)
    other = mine.custom_fields.add("Area", TEXT)[0]
    with pytest.raises(KnownError, match="means the field"):
        mine.custom_fields.rename(other.id, "region")
    assert titles(mine) == ["Region", "Area"]


def test_a_renamed_field_keeps_its_key(mine, region):
    assert mine.custom_fields.rename(region.id, "Sales area").said == (
        "Field “Region” is called “Sales area” now"
    )
    assert mine.custom_fields.list().custom[0].key == "region"
    # Its key is a name of it still, in what one types to search.
    with pytest.raises(KnownError, match="“Region” means the field “Sales area”"):
        mine.custom_fields.add("Region", TEXT)
    assert mine.custom_fields.add("Région", TEXT)[0].key == "region_2"
    mine.journal.undo()
    mine.journal.undo()
    assert titles(mine) == ["Region"]
    assert mine.custom_fields.rename(region.id, "Region").journal_id is None


def test_adding_is_undone(mine, region):
    mine.journal.undo()
    assert titles(mine) == []


def test_choices_change_with_the_values_that_leads_have(db, mine, region, make_lead):
    north = make_lead("a@a.example", metadata={"region": "North", "source": "fair"})
    south = make_lead("b@b.example", metadata={"region": "South"})
    done = mine.custom_fields.change_choices(
        region.id, ["South", "North", "East"], {"North": "South", "South": "North"}
    )
    assert done.said == "Choices of “Region” changed"
    assert metadata(db, north) == {"region": "South", "source": "fair"}
    assert metadata(db, south) == {"region": "North"}
    assert mine.custom_fields.list().custom[0].choices == ("South", "North", "East")
    mine.journal.undo()
    assert metadata(db, north) == {"region": "North", "source": "fair"}
    assert metadata(db, south) == {"region": "South"}
    assert mine.custom_fields.list().custom[0].choices == ("North", "South")


def test_a_choice_taken_away_stays_with_its_leads(db, mine, region, make_lead):
    lead = make_lead("a@a.example", metadata={"region": "North"})
    done = mine.custom_fields.change_choices(region.id, ["South"])
    assert done.said == "Choices of “Region” changed; 1 lead still has one that is gone"
    assert metadata(db, lead) == {"region": "North"}
    with pytest.raises(KnownError, match="none of the choices"):
        mine.custom_fields.change_choices(region.id, ["South"], {"South": "West"})
    number = mine.custom_fields.add("Budget", NUMBER)[0]
    with pytest.raises(KnownError, match="no field to choose in"):
        mine.custom_fields.change_choices(number.id, ["South"])


def test_order(mine):
    a, b, c = (mine.custom_fields.add(each, TEXT)[0].id for each in ("Aa", "Bb", "Cc"))
    mine.custom_fields.reorder([c, a])
    assert titles(mine) == ["Cc", "Aa", "Bb"]
    assert mine.custom_fields.reorder([c, a, b]).journal_id is None
    mine.journal.undo()
    assert titles(mine) == ["Aa", "Bb", "Cc"]


def test_removing_leaves_values_and_adding_again_finds_them(db, mine, region, make_lead):
    lead = make_lead("a@a.example", metadata={"region": "North"})
    assert mine.custom_fields.in_use(region.id) == 1
    done = mine.custom_fields.remove(region.id)
    assert done.said == "Field “Region” removed; its values stay with the leads"
    assert titles(mine) == []
    assert metadata(db, lead) == {"region": "North"}
    mine.journal.undo(done.journal_id)
    assert mine.custom_fields.list().custom == (region,)
    mine.custom_fields.remove(region.id)
    assert mine.custom_fields.add("Region", TEXT)[0].key == "region"
    assert mine.custom_fields.in_use(region.id) == 0


def test_a_field_that_is_gone(mine, theirs, region):
    for service in (theirs, mine):
        if service is mine:
            mine.custom_fields.remove(region.id)
        for attempt in (
            lambda s=service: s.custom_fields.remove(region.id),
            lambda s=service: s.custom_fields.rename(region.id, "Other"),
            lambda s=service: s.custom_fields.change_choices(region.id, ["A"]),
        ):
            with pytest.raises(KnownError, match="not there any more"):
                attempt()
