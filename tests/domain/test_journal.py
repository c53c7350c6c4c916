"""What stands in a column is told in the words of its closed list."""

from itertools import chain

import pytest

from desktop_app.domain.actions import ActionStatus, Priority
from desktop_app.domain.inbox import ConversationState
from desktop_app.domain.journal import fields_between
from desktop_app.domain.leads import LeadStatus, status_words
from desktop_app.domain.sequences import EnrolmentState


def told(name: str, value: str) -> str:
    (change,) = fields_between({name: ""}, {name: value})
    return change.after


def test_states_are_told_in_the_words_that_the_rest_of_the_program_has():
    for state in chain(ActionStatus, ConversationState, EnrolmentState):
        assert told("status", state) == told("state", state) == state.words
    for status in LeadStatus:
        assert told("status", status) == status_words(status)
    for priority in Priority:
        assert told("priority", priority) == priority.within


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("status", "pending", "to be done"), ("status", "unread", "unread"),
     ("status", "warm", "warm"), ("priority", "high", "high"),
     ("status", "of another program", "of another program"), ("priority", "urgent", "urgent")],
)  # fmt: skip
def test_words_of_other_programs_stay_as_they_are(name, value, said):
    assert told(name, value) == said
