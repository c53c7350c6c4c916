"""Addresses are completed from leads and from mail."""

from __future__ import annotations

from datetime import timedelta

import pytest


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
