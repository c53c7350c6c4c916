"""What was proposed for a mail, and what became of it in the mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final
from uuid import UUID

from desktop_app.domain.language import tr
from desktop_app.domain.learning import Verdict
from desktop_app.domain.rich_text import Line
from desktop_app.domain.writing import Tone, Writing

_COMPARED: Final = 3_000  # words of each; a mail is shorter


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text that was put into a draft.

    Args:
        text: as it was put in, plain; "" while the first is still being written.
        engine: who wrote it, see :class:`Writing`.
        flagged: what of it stands nowhere in the conversation.
        coming: the writing that is to take its place, and is not all there yet.
    """

    draft_id: UUID
    writing_id: UUID
    insight_id: UUID | None
    text: str
    tone: Tone = Tone.PROFESSIONAL
    engine: str = ""
    is_model: bool = False
    flagged: tuple[str, ...] = ()
    coming: UUID | None = None

    @classmethod
    def of(cls, draft_id: UUID, writing: Writing, text: str) -> Proposal:
        """Of what was written, as it was put in."""
        return cls(
            draft_id, writing.id, writing.insight_id, text, writing.tone, writing.engine,
            writing.is_model, writing.flagged,
        )  # fmt: skip

    @property
    def template(self) -> str:
        """The name of the template that made it; "" where a model did."""
        return "" if self.is_model else self.engine.removeprefix("template ").strip()


def stands_in(proposed: str, words: str) -> bool:
    """Whether a text stands in another just as it was proposed; breaks of lines do not count."""
    wanted = " ".join(proposed.split())
    return bool(wanted) and wanted in " ".join(words.split())


def how_far(proposed: str, sent: str) -> float:
    """Which share of what was proposed did not go out, from 0 (all did, in its order) to 1. What
    was written around it does not count."""
    before, after = proposed.split()[:_COMPARED], sent.split()[:_COMPARED]
    if not before:
        return 0.0
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return 1 - sum(each.size for each in blocks) / len(before)


def verdict_of(proposed: str, sent: str) -> tuple[Verdict, float]:
    """What became of it in a mail that left, and how far it was changed."""
    if stands_in(proposed, sent):
        return Verdict.ACCEPTED, 0.0
    far = how_far(proposed, sent)
    return (Verdict.DISMISSED if far == 1 else Verdict.EDITED), far


def unseen(flagged: Sequence[str], lines: Sequence[Line]) -> tuple[str, ...]:
    """What to ask about before a mail leaves: links, addresses and numbers that were written for
    the user, stand nowhere in the conversation, and still stand in the mail."""
    own = "\n".join(line.text for line in lines if not line.quote).casefold()
    left = [each for each in dict.fromkeys(flagged) if each.casefold() in own]
    if not left:
        return ()
    named = ", ".join(f"“{each}”" for each in left)
    return (
        tr(
            "{named} stands in what was written for you, and nowhere in the conversation.",
            named=named,
        )
        if len(left) == 1
        else tr(
            "{named} stand in what was written for you, and nowhere in the conversation.",
            named=named,
        ),
    )
