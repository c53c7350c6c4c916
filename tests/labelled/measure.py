"""How well the built-in reader reads: ``python -m tests.labelled.measure [develop|held_out]``.

Precision, recall and calibration of each kind, on mail that it was not fitted to, beside the floor
that a majority vote gives.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from desktop_app.domain.reading import FindingKind, Intent, Reading, Unread
from desktop_app.wire.built_in_reader import BuiltInReader
from tests.labelled.mail_set import HELD_OUT, Labelled, labelled

_BINS = 5
_NEAR = 10  # days that "next spring" may be read off by


@dataclass(frozen=True, slots=True)
class Score:
    """Of one label."""

    label: str
    right: int
    found: int
    there: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Measured:
    """Of one kind.

    Args:
        accuracy: the share of labels that is right; ``floor`` if all were the commonest.
        calibration: the mean difference between confidence and share of right findings, weighted
            by bins of equal width (expected calibration error; Naeini et al., 2015).
    """

    kind: str
    scores: tuple[Score, ...]
    accuracy: float
    floor: float
    calibration: float
    bins: tuple[tuple[float, float, int], ...]


Read = tuple[Labelled, Reading]


def readings(part: str = HELD_OUT) -> list[Read]:
    """The English messages of a half, read."""
    reader = BuiltInReader()
    return [
        (each, reader.read(each.text, each.at.date()))
        for each in labelled(part)
        if each.language == "en"
    ]


def measured_choice(
    kind: FindingKind, read: Sequence[Read], label_of: Callable[[Labelled], str]
) -> Measured:
    """Of a kind that every message has one of."""
    pairs = [(label_of(each), got[0]) for each, made in read if (got := made.of(kind))]
    labels = sorted({label for label, _ in pairs})
    scores = tuple(
        Score(
            label,
            sum(label == wanted == str(got.label) for wanted, got in pairs),
            sum(label == str(got.label) for _, got in pairs),
            sum(label == wanted for wanted, _ in pairs),
        )
        for label in labels
    )
    commonest = Counter(wanted for wanted, _ in pairs).most_common(1)[0][1]
    sure = [(got.confidence, wanted == str(got.label)) for wanted, got in pairs]
    right = sum(is_right for _, is_right in sure)
    error, bins = _calibration(sure)
    return Measured(kind, scores, right / len(pairs), commonest / len(pairs), error, bins)


def measured_intents(read: Sequence[Read]) -> Measured:
    """Of what a message may have many of."""
    scores, sure, right, common = [], [], 0, 0
    for intent in Intent:
        found = {
            each.id: got.confidence
            for each, made in read
            for got in made.of(FindingKind.INTENT)
            if str(got.label) == intent
        }
        there = {each.id for each, _ in read if intent in each.intents}
        scores.append(Score(intent, len(found.keys() & there), len(found), len(there)))
        sure += [(confidence, name in there) for name, confidence in found.items()]
        right += len(read) - len(found.keys() ^ there)
        common += max(len(there), len(read) - len(there))
    all_labels = len(read) * len(Intent)
    error, bins = _calibration(sure)
    return Measured(
        FindingKind.INTENT, tuple(scores), right / all_labels, common / all_labels, error, bins
    )


def days_right(read: Sequence[Read]) -> tuple[int, int]:
    """Of the deferrals with a day that were found, how many have it right, and how many are."""
    right = all_ = 0
    for each, made in read:
        for got in made.of(FindingKind.INTENT):
            if got.label == Intent.DEFERRAL and each.until is not None:
                all_ += 1
                right += got.until is not None and abs((got.until - each.until).days) <= _NEAR
    return right, all_


def _calibration(
    sure: Iterable[tuple[float, bool]],
) -> tuple[float, tuple[tuple[float, float, int], ...]]:
    held: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for confidence, is_right in sure:
        held[min(int(confidence * _BINS), _BINS - 1)].append((confidence, is_right))
    whole = sum(map(len, held))
    bins = tuple(
        (
            sum(one for one, _ in each) / len(each),
            sum(two for _, two in each) / len(each),
            len(each),
        )
        for each in held
        if each
    )
    error = sum(abs(said - was) * count for said, was, count in bins) / whole if whole else 0.0
    return error, bins


def everything(part: str = HELD_OUT) -> tuple[list[Read], tuple[Measured, ...]]:
    """All kinds, over one half."""
    read = readings(part)
    return read, (
        measured_choice(FindingKind.SENTIMENT, read, lambda each: each.sentiment),
        measured_choice(FindingKind.URGENCY, read, lambda each: each.urgency),
        measured_intents(read),
    )


def main(part: str = HELD_OUT) -> None:
    read, kinds = everything(part)
    print(f"{part}: {len(read)} English messages")
    for each in kinds:
        print(
            f"\n{each.kind}: {each.accuracy:.1%} right, a majority vote {each.floor:.1%}, "
            f"calibration error {each.calibration:.3f}"
        )
        for score in each.scores:
            print(
                f"  {score.label:13} precision {score.precision:6.1%}  recall {score.recall:6.1%}  "
                f"F1 {score.f1:.2f}  of {score.there}"
            )
        for said, was, count in each.bins:
            print(f"  said {said:.2f}, right {was:.2f}, {count} times")
    right, all_ = days_right(read)
    print(f"\ndays of deferrals: {right} of {all_} within {_NEAR} days")
    unread = [made for _, made in read if made.unread]
    print(f"English taken for something else: {len(unread)} of {len(read)}")
    reader = BuiltInReader()
    others = [each for each in labelled() if each.language != "en"]
    refused = sum(
        reader.read(each.text, each.at.date()).unread is Unread.LANGUAGE for each in others
    )
    print(f"other languages left alone: {refused} of {len(others)}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
