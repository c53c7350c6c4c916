"""How a form says why it could not be done."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.ui.ops import Fault
from desktop_app.ui.signin.countdown import Countdown, wait_of
from desktop_app.ui.widgets.fields import Field


def tell_refusal(
    error: Exception,
    *,
    field_for: Callable[[str], Field | None],
    say: Callable[[str], None],
    countdown: Countdown,
) -> None:
    """Say it below the field that it is about, else where the form says such things; after too
    many tries the button waits.

    Args:
        field_for: the field of that name (:attr:`KnownError.field`), None for none.
        say: shows words for the whole form.
    """
    fault = Fault.of(error)
    words = f"{fault.title} {fault.advice}".strip()
    seconds = wait_of(error)
    field = None if seconds or not fault.known else field_for(fault.field)
    if seconds:
        countdown.hold(seconds)
    if field is None:
        say(words)
    else:
        field.set_error(words)
        field.edit.setFocus()
