"""Where sequences that could not be saved wait, and how they get back."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import time
from typing import Any, Final
from uuid import UUID, uuid4

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.sequences import SequenceText, Step, Unit, Whose, Window, checked
from desktop_app.ui.shelf import Shelf, Shelved, TakingUp
from desktop_app.ui.shell.context import Context

_FORMAT: Final = 1
_NAMELESS: Final = tr("Sequence without a name")


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What a sequence is to be."""

    sequence_id: UUID
    text: SequenceText


def sequence_shelf(ctx: Context) -> Shelf[Unsaved]:
    """What one person made of sequences and is not saved yet."""
    return Shelf(ctx, _SEQUENCES)


def taking_up_sequences(ctx: Context) -> TakingUp:
    """What saves what an earlier run of the program could not."""
    services = ctx.services
    return TakingUp(
        ctx,
        _SEQUENCES,
        lambda unsaved: save(services.sequences, with_name(services.sequences, unsaved)),
        Kind.SEQUENCES,
        tr("What was not saved when Outpost ended is in your sequences"),
    )


def save(
    sequences: Any, unsaved: Unsaved, anew: dict[UUID, UUID] | None = None
) -> tuple[UUID, Changes]:
    """Save what was written; where its sequence is gone by now, as a new one.

    Args:
        anew: is given the ids of the new one's steps, by those of the old one's.

    Returns:
        which sequence has the words now, and what changed.

    Raises:
        KnownError: it cannot be saved.
    """
    asked, text = unsaved.sequence_id, unsaved.text
    try:
        return asked, sequences.edit(asked, text)
    except KnownError as error:
        if error.retryable or sequences.get(asked) is not None:
            raise
    named = checked(text if text.name.strip() else replace(text, name=_NAMELESS))
    # Tried once before, and ended before it was noted: it is not made a second time.
    for each in sequences.list():
        if _without_ids(each.text) == _without_ids(named):
            return each.id, Changes()
    # The steps of what was deleted are its own still: an Undo brings them back.
    made: tuple[UUID, Changes] = sequences.make(renewed(named, {} if anew is None else anew))
    return made


def renewed(text: SequenceText, anew: dict[UUID, UUID]) -> SequenceText:
    """The same with steps of its own; ``anew`` has and is given their ids by the old ones."""
    steps = tuple(replace(step, id=anew.setdefault(step.id, uuid4())) for step in text.steps)
    return replace(text, steps=steps)


def with_name(sequences: Any, unsaved: Unsaved) -> Unsaved:
    """Nobody is there to be asked for a name: without one it has that which it had."""
    if unsaved.text.name.strip():
        return unsaved
    standing = sequences.get(unsaved.sequence_id)
    name = standing.text.name if standing is not None else _NAMELESS
    return replace(unsaved, text=replace(unsaved.text, name=name))


def _without_ids(text: SequenceText) -> SequenceText:
    nobody = UUID(int=0)
    return replace(text, steps=tuple(replace(step, id=nobody) for step in text.steps))


def _written(unsaved: Unsaved) -> str:
    text = unsaved.text
    return json.dumps(
        {
            "format": _FORMAT,
            "sequence": str(unsaved.sequence_id),
            "name": text.name,
            "kind": text.kind,
            "steps": [
                {
                    "id": str(step.id),
                    "name": step.name,
                    "template": str(step.template_id) if step.template_id is not None else None,
                    "action": step.action_type,
                    "text": step.text,
                    "delay": step.delay,
                    "unit": str(step.unit),
                    "opens": step.window.opens.isoformat(),
                    "closes": step.window.closes.isoformat(),
                    "weekdays": sorted(step.window.weekdays),
                    "whose": str(step.window.whose),
                }
                for step in text.steps
            ],
        },
        ensure_ascii=False,
    )


def _read(text: str) -> Unsaved:
    try:
        held = json.loads(text)
        if held["format"] != _FORMAT:
            raise ValueError(held["format"])
        steps = tuple(map(_step, held["steps"]))
        kept = SequenceText(str(held["name"]), steps, str(held["kind"]))
        return Unsaved(UUID(held["sequence"]), kept)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from error


def _step(held: Any) -> Step:
    template = held["template"]
    return Step(
        str(held["name"]),
        UUID(template) if template is not None else None,
        str(held["action"]),
        str(held["text"]),
        int(held["delay"]),
        Unit(held["unit"]),
        Window(
            time.fromisoformat(held["opens"]),
            time.fromisoformat(held["closes"]),
            frozenset(int(day) for day in held["weekdays"]),
            Whose(held["whose"]),
        ),
        UUID(held["id"]),
    )


_SEQUENCES = Shelved[Unsaved]("sequence", lambda unsaved: unsaved.sequence_id, _written, _read)
