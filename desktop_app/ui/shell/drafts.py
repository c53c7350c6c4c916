"""Words typed into a form that had to close before they were used."""

from __future__ import annotations

import json
from collections.abc import Mapping

from desktop_app.domain.users import User
from desktop_app.ui.shell.state import UiState


class Drafts:
    """What one person had typed, by the name of the form; it outlasts the program.

    A form that the user closes has been given up and leaves nothing here. One that is closed
    because its person was signed out, or the program ended, is opened again with its words.
    """

    def __init__(self, state: UiState, user: User) -> None:
        self._state = state
        self._whose = user.auth_id

    def keep(self, form: str, words: Mapping[str, str]) -> None:
        """Put words by, the names of fields with their text, beside those that are here already."""
        self._put(form, [*self._kept(form), dict(words)])

    def take(self, form: str) -> dict[str, str]:
        """The words put by last, which are here no longer; empty when there are none."""
        kept = self._kept(form)
        if not kept:
            return {}
        self._put(form, kept[:-1])
        return kept[-1]

    def _kept(self, form: str) -> list[dict[str, str]]:
        try:
            kept = json.loads(self._state.text(self._key(form)) or "[]")
        except ValueError:
            return []
        kept = kept if isinstance(kept, list) else []
        return [
            {str(name): str(text) for name, text in each.items()}
            for each in kept
            if isinstance(each, dict)
        ]

    def _put(self, form: str, kept: list[dict[str, str]]) -> None:
        if kept:
            self._state.put(self._key(form), json.dumps(kept))
        else:
            self._state.drop(self._key(form))

    def _key(self, form: str) -> str:
        return f"draft.{form}.{self._whose}"
