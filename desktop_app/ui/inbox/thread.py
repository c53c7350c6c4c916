"""A conversation opened for reading: which messages are unfolded, which only have a head."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from desktop_app.domain.inbox import Conversation, MessageBody, MessageHead
from desktop_app.domain.insights import Insight
from desktop_app.ui.inbox.insight_words import chips_of
from desktop_app.ui.inbox.marked import marked

MOST_UNFOLDED = 5
BODIES_AT_ONCE = 12
BYTES_AT_ONCE = 4_000_000

Fetch = Callable[[UUID, bool], MessageBody]


@dataclass(frozen=True, slots=True)
class Thread:
    """What the reading pane shows.

    Args:
        conversation: its heads, oldest first.
        bodies: the texts fetched so far, by message.
        unfolded: messages shown whole; the others are one line.
        earlier: how many messages at the beginning hide behind "Show n earlier".
        remote: messages whose remote images were asked for.
        tools: whether its messages can be answered from here.
        insights: what was read in its newest inbound message.
        why: the insight whose words are marked in its message now.
    """

    conversation: Conversation
    bodies: Mapping[UUID, MessageBody] = field(default_factory=dict)
    unfolded: frozenset[UUID] = frozenset()
    earlier: int = 0
    remote: frozenset[UUID] = frozenset()
    tools: bool = True
    insights: tuple[Insight, ...] = ()
    why: Insight | None = None

    @property
    def plain(self) -> bool:
        """Whether everything fetched is plain text, so that no web engine is needed."""
        return not any(body.is_html for body in self.bodies.values())

    @property
    def message_ids(self) -> tuple[UUID, ...]:
        return tuple(head.id for head in self.conversation.messages)

    def with_body(self, body: MessageBody, *, remote: bool = False) -> Thread:
        """The same with one more text, unfolded."""
        return replace(
            self,
            bodies={**self.bodies, body.id: body},
            unfolded=self.unfolded | {body.id},
            remote=self.remote | {body.id} if remote or body.remote else self.remote,
        )

    def head_of(self, message: UUID) -> MessageHead | None:
        """The head of one of its messages."""
        return next((head for head in self.conversation.messages if head.id == message), None)

    def html_of(self, body: MessageBody) -> str:
        """The text of a message, with the words marked that one asks about."""
        why = self.why
        return body.html if why is None or why.email_id != body.id else marked(body.html, why)

    def chips_of(self, message: UUID) -> tuple[Insight, ...]:
        """What was read in a message, as it stands at it."""
        return chips_of(tuple(each for each in self.insights if each.email_id == message))

    @property
    def newest_inbound(self) -> UUID | None:
        """The newest message that somebody else wrote."""
        messages = reversed(self.conversation.messages)
        return next((head.id for head in messages if not head.outbound), None)

    def with_bodies(self, bodies: Collection[MessageBody]) -> Thread:
        """The same with texts read anew."""
        fresh = {body.id: body for body in bodies}
        shown = {key for key, body in fresh.items() if body.remote}
        return replace(
            self, bodies={**self.bodies, **fresh}, remote=(self.remote - fresh.keys()) | shown
        )

    def with_unfolded(self, unfolded: Collection[UUID], *, earlier_shown: bool) -> Thread:
        """The same with other messages unfolded."""
        return replace(
            self, unfolded=frozenset(unfolded), earlier=0 if earlier_shown else self.earlier
        )


def read_thread(conversation: Conversation, fetch: Fetch) -> Thread:
    """Fetch what the first look at a conversation needs. Call it off the window's thread.

    The newest message and those unread (the last five) are unfolded. Their texts are
    fetched, and those of the newest dozen, so that unfolding them is instant; a text before
    those waits until it is asked for.
    """
    unfolded = _to_unfold(conversation.messages)
    bodies: dict[UUID, MessageBody] = {}
    weight = 0
    for number, head in enumerate(reversed(conversation.messages)):
        near = number < BODIES_AT_ONCE and weight < BYTES_AT_ONCE
        if near or head.id in unfolded:
            body = fetch(head.id, False)
            weight += len(body.html)
            bodies[head.id] = body
    return Thread(
        conversation,
        bodies,
        unfolded,
        _count_earlier(conversation.messages, unfolded),
        frozenset(key for key, body in bodies.items() if body.remote),
    )


def renew_thread(old: Thread, conversation: Conversation, fetch: Fetch) -> Thread:
    """The thread after something changed elsewhere: what was fetched, unfolded and asked for
    stays, new messages come unfolded. Call it off the window's thread."""
    known = set(old.message_ids)
    fresh = [head for head in conversation.messages if head.id not in known]
    bodies = dict(old.bodies)
    for head in fresh[-BODIES_AT_ONCE:]:
        bodies[head.id] = fetch(head.id, False)
    present = {head.id for head in conversation.messages}
    unfolded = (old.unfolded | {head.id for head in fresh[-MOST_UNFOLDED:]}) & present
    return Thread(
        conversation,
        {key: body for key, body in bodies.items() if key in present},
        frozenset(unfolded),
        min(old.earlier, _count_earlier(conversation.messages, unfolded)),
        (old.remote | {key for key, body in bodies.items() if body.remote}) & present,
        old.tools,
        old.insights,
        old.why if old.why is not None and old.why.email_id in present else None,
    )


def with_insights(thread: Thread, insights: Any) -> Thread:
    """The thread with what was read in its newest inbound message. Call it off the window's
    thread.

    Args:
        insights: the :class:`~desktop_app.services.insights.InsightService`.
    """
    newest = thread.newest_inbound
    return replace(thread, insights=insights.of_message(newest) if newest is not None else ())


def _to_unfold(messages: tuple[MessageHead, ...]) -> frozenset[UUID]:
    last = messages[-MOST_UNFOLDED:]
    return frozenset(head.id for head in last if head.unread or head is messages[-1])


def _count_earlier(messages: tuple[MessageHead, ...], unfolded: Collection[UUID]) -> int:
    """Before the first unfolded message two heads stand as lines; when there are more, only
    the last one does and the others hide."""
    first = next((row for row, head in enumerate(messages) if head.id in unfolded), 0)
    return 0 if first <= 2 else first - 1
