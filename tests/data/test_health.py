"""The doctor finds what is wrong, and nothing where all is well."""

import pytest

from desktop_app.data.health import examine
from desktop_app.data.migrations import applied

ME, INES = "<robin@rep.example>", "<ines@x.example>"


@pytest.fixture
def full(db, user, deliver, make_lead):
    make_lead("ines@x.example")
    first = deliver(INES, ME)
    deliver(ME, INES, answers=first)
    return db


def test_a_sound_database_is_well(full):
    health = examine(full)
    assert health.well
    assert health.schema_version == applied(full)[-1]
    assert health.server_version.split(".")[0].isdigit()
    assert health.size > 1_000_000
    assert health.counts["public.emails"] == 2
    assert health.counts["public.user"] == 1
    assert health.counts["outpost.conversation"] == 1


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        ("DELETE FROM outpost.message_text", "2 messages without their text"),
        ("DELETE FROM outpost.message", "1 conversation without a message"),
        ("UPDATE outpost.conversation SET unread_count = 7",
         "1 conversation whose counts disagree with its messages"),
        ("UPDATE email_threads SET status = 'closed'",
         "1 conversation that disagrees with its thread"),
        ("DELETE FROM outpost.lead_index", "1 lead missing in the index of leads"),
        ("UPDATE outpost.lead_index SET status_rank = 3", "1 lead whose index disagrees"),
        ("DELETE FROM users", "1 person without a profile"),
    ],
)  # fmt: skip
def test_each_fault_is_found(full, harm, fault):
    full.run(harm)
    health = examine(full)
    assert not health.well
    assert fault in health.faults


def test_a_changed_table_and_a_broken_index_are_named(full):
    full.run("ALTER TABLE verification ALTER COLUMN value DROP NOT NULL")
    full.run(
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'actions_lead_id_idx'::regclass"
    )
    health = examine(full)
    assert [str(each) for each in health.mismatches] == [
        "public.verification, column value: expected NOT NULL, found NULL allowed"
    ]
    assert health.invalid_indexes == ("actions_lead_id_idx",)
