"""Addresses are completed from leads and from mail."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop_app.domain.errors import KnownError


@pytest.fixture
def complete(mine):
    return lambda typed: [str(each.person) for each in mine.addresses.complete(typed)]


def test_leads_and_people_of_mail(complete, make_lead, deliver):
    make_lead("ines@norvane.example", contact_name="Ines Caldaro", company="Norvane Optics")
    deliver("robin@rep.example", "Pieter Aldewijn <pa@norvane.example>")
    deliver("Samira Haddou <samira@pelican.example>", "robin@rep.example")
    assert complete("in") == ["Ines Caldaro <ines@norvane.example>"]
    assert complete("cald") == complete("ines cal") == complete("ines@nor") == complete("in")
    assert complete("Optics") == complete("in")
    assert complete("alde") == ["Pieter Aldewijn <pa@norvane.example>"]
    assert complete("sam") == ["Samira Haddou <samira@pelican.example>"]
    assert complete("norvane") == [
        "Pieter Aldewijn <pa@norvane.example>", "Ines Caldaro <ines@norvane.example>",
    ]  # fmt: skip
    assert complete("pa@norvane.example") == complete("pa@norvane.exa") == complete("alde")
    assert complete("ines@norvane.example") == complete("in")
    assert complete("") == complete("  ") == complete("@") == complete("zzz") == []


def test_machines_lists_and_the_rep_are_nobody_to_write_to(complete, deliver):
    deliver("robin@rep.example", "Robin Reed <robin@rep.example>")
    deliver("Robot <robo@rep.example>", "robin@rep.example", kind="auto_reply")
    deliver("Rosters <roster@lists.example>", "robin@rep.example", kind="list")
    deliver("Roses <rose@x.example>", "robin@rep.example", kind="bounce")
    assert complete("ro") == []


def test_whom_one_writes_to_comes_first_and_the_newest_name_counts(complete, deliver, clock):
    for days in (3, 2, 1):
        at = clock.now - timedelta(days=days)
        deliver("robin@rep.example", f"Marta {days} <marta@x.example>", at=at)
    deliver("Marco <marco@x.example>", "robin@rep.example", at=clock.now)
    deliver("robin@rep.example", "Marta old <marta@x.example>", at=clock.now - timedelta(days=90))
    assert complete("mar") == ["Marta 1 <marta@x.example>", "Marco <marco@x.example>"]
    assert complete("old") == []


def test_accents_and_case_do_not_count(complete, deliver):
    deliver("robin@rep.example", "Hélène Müller <hm@x.example>")
    assert complete("helene") == complete("MÜLL") == ["Hélène Müller <hm@x.example>"]


def test_leads_are_found_by_name_company_and_address(mine, make_lead, deliver):
    ines = make_lead("ines@norvane.example", contact_name="Ines Caldaro", company="Norvane Optics")
    bare = make_lead("", company="Nordhavn Steel")
    deliver("Norbert <norbert@x.example>", "robin@rep.example")  # in mail, and no lead

    def found(typed):
        return [each.lead_id for each in mine.addresses.complete_leads(typed)]

    assert set(found("nor")) == {ines, bare}
    assert found("cald") == found("optics") == found("ines@nor") == [ines]
    assert found("nordh") == [bare] and found(" ") == found("zzz") == []
    (steel,) = mine.addresses.complete_leads("nordh")
    assert (steel.title, steel.detail) == ("Nordhavn Steel", "")
    (optics,) = mine.addresses.complete_leads("cald")
    assert (optics.title, optics.detail) == (
        "Ines Caldaro", "Norvane Optics · ines@norvane.example",
    )  # fmt: skip


def test_words_mean_one_lead_or_it_is_said_why_not(mine, make_lead):
    ines = make_lead("ines@norvane.example", contact_name="Ines Caldaro", company="Norvane")
    long = make_lead("pa@norvane-labs.example", contact_name="Pieter", company="Norvane Labs")
    meant = mine.addresses.lead_meant
    assert meant("norvane") == ines  # what is called exactly so, before what begins so
    assert meant("INES@norvane.example") == meant("cald") == ines and meant("norvane l") == long
    with pytest.raises(KnownError, match="Several leads are called “norv”"):
        meant("norv")
    with pytest.raises(KnownError, match="No lead is called “zzz”"):
        meant("zzz")
