"""Answers of models that have to match a JSON Schema, checked by jsonschema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

_LONGEST = 100_000  # characters


class NoMatch(Exception):
    """An answer is no JSON, or does not match its schema. Its text names the place, and repeats
    nothing of the answer."""


def checked(text: str, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The document of an answer.

    Raises:
        NoMatch: it is none.
    """
    if len(text) > _LONGEST:
        raise NoMatch("too long")
    try:
        document = json.loads(text, parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        raise NoMatch("no JSON") from error
    fault = next(_validator(json.dumps(schema)).iter_errors(document), None)
    if fault is not None:
        place = "/".join(map(str, fault.absolute_path)) or "the whole"
        raise NoMatch(f"{place}: {fault.validator}")
    found: Mapping[str, Any] = document
    return found


@lru_cache(maxsize=8)
def _validator(schema: str) -> Draft202012Validator:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(schema))


def _refused(name: str) -> Any:
    raise ValueError(name)
