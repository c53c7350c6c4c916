"""Requests from a window to the engine, which a window follows from the asking to their end."""

from __future__ import annotations

from enum import StrEnum


class RequestState(StrEnum):
    """How far a request is."""

    ASKED = "asked"
    WORKING = "working"
    WAITING = "waiting"  # for the browser to come back
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        return self in (RequestState.DONE, RequestState.FAILED, RequestState.CANCELLED)
