"""Fits the weights of the built-in reader to the half of the labelled set for development.

``python -m tests.labelled.fit`` writes ``desktop_app/domain/reader_weights.py``. Logistic
regression that departs from what is expected (:mod:`.priors`) as far as the mail says so; how far
is chosen by the likelihood of left-out parts of the same half. The held-out half is never looked
at.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from desktop_app.domain.reader_features import FEATURES, features, without_shadows
from desktop_app.domain.reading import FindingKind, Intent, Sentiment, Urgency
from desktop_app.wire.built_in_reader import BuiltInReader, own_words
from tests.labelled.mail_set import DEVELOP, Labelled, labelled
from tests.labelled.priors import PRIORS

_OUT = Path(__file__).parents[2] / "desktop_app" / "domain" / "reader_weights.py"
_PENALTIES = (4.0, 8.0, 16.0)  # no less: the cues were written with this half in view
_SHARES = (0.6, 0.8, 1.0, 1.2)
_PARTS = 8
_STEPS = 60

Array = Any


def numbers(reader: BuiltInReader, message: Labelled) -> tuple[float, ...]:
    """The features of a message."""
    own = own_words(message.text)
    return features(own, without_shadows(reader.hits(own)), reader.tone(own))


def regressed(x: Array, y: Array, prior: Array, penalty: float) -> Array:
    """Weights of shape (classes, features): softmax regression by Newton steps.

    Args:
        prior: the weights that are departed from, of the same shape.
        penalty: what that costs: the precision of a normal distribution about the prior.
    """
    classes, width = prior.shape
    weights = prior.copy()
    wanted = np.eye(classes)[y]
    for _ in range(_STEPS):
        odds = x @ weights.T
        odds -= odds.max(axis=1, keepdims=True)
        share = np.exp(odds)
        share /= share.sum(axis=1, keepdims=True)
        gradient = (share - wanted).T @ x + penalty * (weights - prior)
        bend = penalty * np.eye(classes * width)
        for a in range(classes):
            for b in range(classes):
                inner = share[:, a] * ((a == b) - share[:, b])
                block = (x * inner[:, None]).T @ x
                bend[a * width : (a + 1) * width, b * width : (b + 1) * width] += block
        step = np.linalg.solve(bend, gradient.reshape(-1)).reshape(classes, width)
        weights -= step
        if float(np.abs(step).max()) < 1e-6:
            break
    return weights


def _likelihood(x: Array, y: Array, weights: Array) -> float:
    odds = x @ weights.T
    odds -= odds.max(axis=1, keepdims=True)
    return float((odds[np.arange(len(y)), y] - np.log(np.exp(odds).sum(axis=1))).sum())


def fitted(x: Array, y: Array, prior: Array) -> tuple[Array, float]:
    """Weights with the penalty, and the share of the prior, that left-out parts like best."""
    part = np.arange(len(y)) % _PARTS

    def left_out(choice: tuple[float, float]) -> float:
        penalty, share = choice
        return sum(
            _likelihood(
                x[part == at], y[part == at],
                regressed(x[part != at], y[part != at], share * prior, penalty),
            )
            for at in range(_PARTS)
        )  # fmt: skip

    penalty, share = max(((one, two) for one in _PENALTIES for two in _SHARES), key=left_out)
    return regressed(x, y, share * prior, penalty), penalty


def _prior(labels: list[str]) -> Array:
    return np.array([[PRIORS[label].get(name, 0.0) for name in FEATURES] for label in labels])


def fitted_weights() -> dict[str, Array]:
    """The weights of every label, fitted to the half for development."""
    reader = BuiltInReader()
    messages = [each for each in labelled(DEVELOP) if each.language == "en"]
    x = np.array([numbers(reader, each) for each in messages])
    found: dict[str, Array] = {}
    for kind, labels, label_of in (
        (FindingKind.SENTIMENT, list(map(str, Sentiment)), lambda each: each.sentiment),
        (FindingKind.URGENCY, list(map(str, Urgency)), lambda each: each.urgency),
    ):
        y = np.array([labels.index(label_of(each)) for each in messages])
        names = [f"{kind}:{label}" for label in labels]
        weights, _ = fitted(x, y, _prior(names))
        found |= dict(zip(names, weights, strict=True))
    for intent in Intent:
        y = np.array([int(intent in each.intents) for each in messages])
        name = f"{FindingKind.INTENT}:{intent}"
        prior = _prior([name])
        weights, _ = fitted(x, y, np.concatenate((-prior / 2, prior / 2)))
        found[name] = weights[1] - weights[0]
    return found


def main() -> None:
    found = fitted_weights()
    _write(found, sum(each.language == "en" for each in labelled(DEVELOP)))


def _write(found: dict[str, Array], messages: int) -> None:
    lines = [
        '"""The weights of the built-in reader, made by ``python -m tests.labelled.fit``, not',
        "edited by hand.",
        "",
        f"Fitted to {messages} labelled messages; of each label one number for each of",
        f"``reader_features.FEATURES`` ({len(FEATURES)}).",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "from typing import Final",
        "",
        "WEIGHTS: Final[dict[str, tuple[float, ...]]] = {",
    ]
    for label, weights in found.items():
        lines.append(f'    "{label}": (')
        lines += [
            f"        {value:.3f},  # {name}" for name, value in zip(FEATURES, weights, strict=True)
        ]
        lines.append("    ),")
    lines += ["}", ""]
    _OUT.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
