"""Which messages belong together.

By References and In-Reply-To, with a place kept for parents that were never seen (after Jamie
Zawinski's threading, https://www.jwz.org/doc/threading.html); by subject only where a message
has neither. The outcome is the same in whatever order and in however many batches messages come.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid5

from desktop_app.domain.message_record import SubjectCandidate

SUBJECT_WINDOW: Final = timedelta(days=30)
MAX_KEY: Final = 300  # characters; a longer key would not fit an index entry

_REPLY_WORDS: Final = (
    r"re|aw|antw|antwort|sv|vs|ref|res|rif|ynt|odp|vá|bls|atb|ang|hl|απ|σχετ|отв|на|"
    r"回复|回覆|答复|答覆|返信|답장|r"
)
_FORWARD_WORDS: Final = (
    r"fw|fwd|wg|tr|rv|enc|vl|vb|doorst|pd|továbbítás|ilt|προώθ|πρθ|пересл|пер|"
    r"转发|轉寄|転送|전달"
)
_COUNT: Final = r"(?:\s?[\[(^]?\d{1,3}[\])]?)?"  # Re[2]: Re(3): RE^2:
_TAG: Final = r"\[[^\[\]]{1,60}\]"  # [list-name]
_REPLY = re.compile(rf"(?:{_TAG}\s*)*(?:{_REPLY_WORDS}){_COUNT}\s?[:：]", re.IGNORECASE)
_PREFIX = re.compile(
    rf"\s*(?:(?:{_REPLY_WORDS}|{_FORWARD_WORDS}){_COUNT}\s?[:：]|{_TAG})\s*", re.IGNORECASE
)


def subject_key(subject: str) -> str:
    """What is left of a subject for comparing: no "Re:", "Fwd:" or `[list]`, folded case.

    '' for a subject that says nothing; such subjects join nothing.
    """
    start = 0
    while match := _PREFIX.match(subject, start):
        start = match.end()
    return " ".join(subject[start:].split()).casefold()[:MAX_KEY]


def has_reply_prefix(subject: str) -> bool:
    """Whether a subject says that it answers something ("Re:", "AW:", "Sv:" …)."""
    return bool(_REPLY.match(subject.lstrip()))


def without_prefixes(subject: str) -> str:
    """A subject without what programs put before it ("Re:", "AW: WG:", "Re[2]:"), in whatever
    language and however often; a `[list]` stays."""
    tags: list[str] = []
    rest = subject.strip()
    while match := _PREFIX.match(rest):
        word = match[0].strip()
        if word.startswith("["):
            tags.append(word)
        rest = rest[match.end() :]
    return " ".join([*tags, rest]).strip()


def may_join_by_subject(
    one: SubjectCandidate, other: SubjectCandidate, own_addresses: Collection[str]
) -> bool:
    """Whether two messages may be one conversation although no header says so.

    One of them must claim to be an answer and name no parent; both have the same subject and
    somebody in common besides the rep, and lie within 30 days, the answer behind what it
    answers. The caller leaves list mail out. Symmetric, so that order does not matter.
    """
    if one.identity == other.identity or one.subject_key != other.subject_key:
        return False
    if not one.subject_key or not (one.orphan_reply or other.orphan_reply):
        return False
    if abs(one.at - other.at) > SUBJECT_WINDOW:
        return False
    if one.orphan_reply != other.orphan_reply:
        answer, asked = (one, other) if one.orphan_reply else (other, one)
        if answer.at < asked.at:
            return False
    own = frozenset(own_addresses)
    return bool((one.participants & other.participants) - own)


def root_candidate(
    identity: str, references: Sequence[str], in_reply_to: Sequence[str] = ()
) -> str:
    """The Message-ID that a message holds to be the root of its conversation."""
    if references:
        return references[0]
    return in_reply_to[0] if in_reply_to else identity


def participants(addresses: Iterable[str], own_addresses: Collection[str]) -> frozenset[str]:
    """Those of `addresses` who are somebody and not the rep."""
    return frozenset(address for address in addresses if address) - frozenset(own_addresses)


def is_outbound(from_email: str, own_addresses: Collection[str]) -> bool:
    """Whether the rep wrote a message, also one sent elsewhere and found in Sent."""
    return bool(from_email) and from_email in own_addresses


class ConversationIndex:
    """Decides the conversation of each message of a batch, or of a whole import.

    It is an incremental union of Message-IDs: all ids that a message names are in one
    conversation with it. The partition depends on the messages alone, not on their order.

    Args:
        known: Message-ID → conversation, for every id of the coming messages that the database
            knows, be it a message or only referred to.
        namespace: the user's id; ids of new conversations derive from it and the root's
            Message-ID, so that the same archive makes the same ids.
    """

    def __init__(self, known: Mapping[str, UUID], *, namespace: UUID) -> None:
        self._namespace = namespace
        self._conversation: dict[str, UUID] = dict(known)
        self._stored: set[UUID] = set(known.values())
        self._absorbed: dict[UUID, UUID] = {}  # towards the survivor, in one or more steps
        self._new: dict[str, None] = {}

    def add(
        self, message_id: str, references: Sequence[str] = (), in_reply_to: Sequence[str] = ()
    ) -> UUID:
        """Take a message in; the answer may change by a later `add` (see `conversation_of`)."""
        ids = (message_id, *references, *in_reply_to)
        conversation = self._conversation
        found = {self._find(conversation[one]) for one in ids if one in conversation}
        if found:
            survivor = self._join(found)
        else:
            root = root_candidate(message_id, references, in_reply_to)
            survivor = self._find(uuid5(self._namespace, root))
        for one in ids:
            if one not in conversation:
                conversation[one] = survivor
                self._new[one] = None
        return survivor

    def conversation_of(self, message_id: str) -> UUID:
        """The conversation of an id that is known or was added, as things stand now.

        Raises:
            KeyError: nobody named the id.
        """
        return self._find(self._conversation[message_id])

    @property
    def merges(self) -> dict[UUID, UUID]:
        """Conversations that turned out to be part of another: absorbed → survivor."""
        return {gone: self._find(gone) for gone in self._absorbed}

    @property
    def new_ids(self) -> dict[str, UUID]:
        """Ids that the database did not know, placeholders for missing parents included."""
        return {one: self._find(self._conversation[one]) for one in self._new}

    def _find(self, conversation: UUID) -> UUID:
        absorbed = self._absorbed
        if conversation not in absorbed:
            return conversation
        survivor = absorbed[conversation]
        while survivor in absorbed:
            survivor = absorbed[survivor]
        while conversation != survivor:  # a short way for the next one who asks
            absorbed[conversation], conversation = survivor, absorbed[conversation]
        return survivor

    def _join(self, conversations: set[UUID]) -> UUID:
        if len(conversations) == 1:
            return next(iter(conversations))
        # One that is stored moves nobody's rows; between equals the choice must not depend on
        # the order in which they came.
        survivor = min(conversations, key=lambda one: (one not in self._stored, one))
        for one in conversations:
            if one != survivor:
                self._absorbed[one] = survivor
        return survivor
