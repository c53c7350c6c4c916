"""Threading: the same conversations in whatever order and batches the messages come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.conversations import (
    ConversationIndex,
    has_reply_prefix,
    is_outbound,
    may_join_by_subject,
    participants,
    root_candidate,
    subject_key,
)
from desktop_app.domain.message_record import SubjectCandidate

USER = UUID(int=42)
Message = tuple[str, tuple[str, ...], tuple[str, ...]]  # id, references, in-reply-to


def import_in_batches(messages: Sequence[Message], size: int) -> dict[str, UUID]:
    """What an importer does: a new index for each batch, knowing what the database knows."""
    stored: dict[str, UUID] = {}
    for start in range(0, len(messages), size):
        batch = messages[start : start + size]
        names = {name for own, refs, parents in batch for name in (own, *refs, *parents)}
        index = ConversationIndex(
            {name: stored[name] for name in names if name in stored}, namespace=USER
        )
        for message in batch:
            index.add(*message)
        merges = index.merges
        assert not set(merges) & set(merges.values())
        stored = {
            name: merges.get(conversation, conversation) for name, conversation in stored.items()
        }
        stored.update(index.new_ids)
    return stored


def partition(stored: dict[str, UUID]) -> frozenset[frozenset[str]]:
    groups = defaultdict(set)
    for name, conversation in stored.items():
        groups[conversation].add(name)
    return frozenset(frozenset(group) for group in groups.values())


def components(messages: Sequence[Message]) -> frozenset[frozenset[str]]:
    """The same by brute force."""
    groups: list[set[str]] = []
    for own, refs, parents in messages:
        names = {own, *refs, *parents}
        touching = [group for group in groups if group & names]
        groups = [group for group in groups if not group & names]
        groups.append(names.union(*touching))
    return frozenset(frozenset(group) for group in groups)


_id = st.integers(0, 25).map(lambda number: f"<{number}@x>")
_message = st.tuples(
    _id, st.lists(_id, max_size=3).map(tuple), st.lists(_id, max_size=1).map(tuple)
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_message, max_size=25), st.data())
def test_order_and_batches_do_not_matter(messages: list[Message], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(messages))
    size = data.draw(st.integers(1, 30))
    assert partition(import_in_batches(shuffled, size)) == components(messages)


@settings(max_examples=100, deadline=None)
@given(st.lists(_message, max_size=25), st.integers(1, 30))
def test_twice_the_same_changes_nothing(messages: list[Message], size: int) -> None:
    once = import_in_batches(messages, size)
    assert partition(import_in_batches([*messages, *messages], size)) == partition(once)
    index = ConversationIndex(once, namespace=USER)
    for message in messages:
        index.add(*message)
    assert index.merges == {}
    assert index.new_ids == {}


def test_two_answers_meet_at_a_parent_that_is_missing() -> None:
    index = ConversationIndex({}, namespace=USER)
    first = index.add("<b@x>", ["<root@x>"])
    assert index.add("<c@x>", ["<root@x>"]) == first
    assert set(index.new_ids) == {"<b@x>", "<c@x>", "<root@x>"}
    assert index.add("<root@x>") == first


def test_a_late_message_joins_two_conversations() -> None:
    one, two = UUID(int=1), UUID(int=2)
    index = ConversationIndex({"<a@x>": two, "<b@x>": one}, namespace=USER)
    assert index.add("<c@x>", ["<a@x>"], ["<b@x>"]) == one
    assert index.merges == {two: one}
    assert index.conversation_of("<a@x>") == one
    assert index.new_ids == {"<c@x>": one}


def test_a_chain_of_merges_ends_at_one_survivor() -> None:
    known = {f"<{number}@x>": UUID(int=number) for number in range(9, 0, -1)}
    index = ConversationIndex(known, namespace=USER)
    for number in range(9, 1, -1):
        index.add(f"<{number}@x>", [f"<{number - 1}@x>"])
    assert index.merges == {UUID(int=number): UUID(int=1) for number in range(2, 10)}


def test_a_stored_conversation_survives_a_new_one() -> None:
    stored = UUID(int=2**128 - 1)
    index = ConversationIndex({"<a@x>": stored}, namespace=USER)
    fresh = index.add("<b@x>")
    assert index.add("<c@x>", ["<b@x>", "<a@x>"]) == stored
    assert index.merges == {fresh: stored}


def test_ids_follow_from_the_user_and_the_root() -> None:
    def conversation(user: UUID, *messages: Message) -> UUID:
        index = ConversationIndex({}, namespace=user)
        for message in messages:
            index.add(*message)
        return index.conversation_of("<a@x>")

    alone = conversation(USER, ("<a@x>", (), ()))
    assert conversation(USER, ("<b@x>", ("<a@x>",), ()), ("<a@x>", (), ())) == alone
    assert conversation(UUID(int=43), ("<a@x>", (), ())) != alone


def test_root_candidates() -> None:
    assert root_candidate("<c@x>", ["<a@x>", "<b@x>"], ["<b@x>"]) == "<a@x>"
    assert root_candidate("<c@x>", [], ["<b@x>"]) == "<b@x>"
    assert root_candidate("<c@x>", []) == "<c@x>"


@pytest.mark.parametrize(
    ("subject", "key"),
    [
        ("Offer", "offer"),
        ("Re: Offer", "offer"),
        ("RE: re: Re[2]: Fwd:  OFFER ", "offer"),
        ("AW: WG: Angebot für März", "angebot für märz"),
        ("[list] Re: [list] Offer", "offer"),
        ("Sv: Vs: SV: tilbud", "tilbud"),
        ("回复：转发：报价", "报价"),
        ("Отв: оферта", "оферта"),
        ("R: preventivo", "preventivo"),
        ("Réf: facture", "réf: facture"),
        ("Reply: no prefix", "reply: no prefix"),
        ("Re:", ""),
        ("Fwd: [x] ", ""),
        ("", ""),
        ("x" * 1000, "x" * 300),
    ],
)
def test_subject_keys(subject: str, key: str) -> None:
    assert subject_key(subject) == key


def test_a_subject_of_prefixes_alone_is_read_in_no_time() -> None:
    assert subject_key("Re: " * 100_000) == ""
    assert subject_key("[" * 100_000) == "[" * 300


@pytest.mark.parametrize(
    ("subject", "says"),
    [
        ("Re: Offer", True), ("AW: Angebot", True), ("[list] Re: Offer", True), ("RE : x", True),
        ("回复：报价", True), ("Fwd: Offer", False), ("Offer", False), ("Regarding: x", False),
        ("", False),
    ],
)  # fmt: skip
def test_reply_prefixes(subject: str, says: bool) -> None:
    assert has_reply_prefix(subject) is says


NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
OWN = frozenset({"rep@rep.example"})


def candidate(
    identity: str, days: float, *, orphan: bool, key: str = "offer", who: str = "ada@acme.example"
) -> SubjectCandidate:
    people = frozenset({who, "rep@rep.example"})
    return SubjectCandidate(identity, key, NOON + timedelta(days=days), orphan, people)


ASKED = candidate("<a@x>", 0, orphan=False)


@pytest.mark.parametrize(
    ("other", "may"),
    [
        (candidate("<b@x>", 1, orphan=True), True),
        (candidate("<b@x>", 29.9, orphan=True), True),
        (candidate("<b@x>", 30.1, orphan=True), False),
        (candidate("<b@x>", -1, orphan=True), False),  # an answer before the question
        (candidate("<b@x>", 1, orphan=False), False),
        (candidate("<b@x>", 1, orphan=True, key="other"), False),
        (candidate("<b@x>", 1, orphan=True, who="eve@elsewhere.example"), False),
        (candidate("<a@x>", 1, orphan=True), False),
    ],
)
def test_joining_by_subject(other: SubjectCandidate, may: bool) -> None:
    assert may_join_by_subject(ASKED, other, OWN) is may
    assert may_join_by_subject(other, ASKED, OWN) is may


def test_an_empty_subject_joins_nothing() -> None:
    one = candidate("<a@x>", 0, orphan=True, key="")
    two = candidate("<b@x>", 0, orphan=True, key="")
    assert not may_join_by_subject(one, two, OWN)


def test_direction_and_participants() -> None:
    assert is_outbound("rep@rep.example", OWN)
    assert not is_outbound("ada@acme.example", OWN)
    assert not is_outbound("", ("",))
    assert participants(["ada@acme.example", "", "rep@rep.example"], OWN) == {"ada@acme.example"}
