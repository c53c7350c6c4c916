"""What ``outpost signin --with`` and ``outpost settings secret`` do."""

from __future__ import annotations

import os
import sys
import webbrowser
from typing import TYPE_CHECKING

from desktop_app.domain.errors import KnownError
from desktop_app.domain.model_settings import MODEL_KEY
from desktop_app.domain.oauth import PROVIDERS, no_such_provider, secret_entry
from desktop_app.domain.requests import RequestState

if TYPE_CHECKING:
    from desktop_app.bootstrap.opened import Opened
    from desktop_app.commands.call import Invocation
    from desktop_app.domain.users import SignIn
    from desktop_app.services.bundle import Services

_SECRETS = {f"oauth.{each.id}.client_secret": secret_entry(each.id) for each in PROVIDERS}


def sign_in_with_provider(
    call: Invocation, opened: Opened, services: Services, provider: str
) -> SignIn:
    """Sign in through the browser, with the engine's own code in this process.

    Raises:
        KnownError: not set up, refused, not confirmed, or nobody came back.
    """
    if provider not in (each.id for each in services.oauth.providers()):
        raise no_such_provider(provider)
    request_id = opened.oauth_desk().serve_here(
        provider, lambda url: show_in_browser(url, quietly=call.arguments.json)
    )
    progress = services.oauth.progress(request_id)
    if progress.state is RequestState.CANCELLED:
        raise KnownError("The sign-in was cancelled.", "Nothing was changed.")
    if progress.state is not RequestState.DONE:
        raise KnownError(progress.title, progress.advice)
    signed = services.oauth.finish(request_id, keep=True)
    if signed is None:
        raise AssertionError("a sign-in without a session")
    return signed


def keep_secret(call: Invocation, name: str, value: str) -> bool:
    """Put a secret that a setting would not be the place for into the keyring; "" removes it.

    Returns:
        whether there is one now.

    Raises:
        KnownError: no secret of that name; no keyring to keep it in.
    """
    if name == MODEL_KEY:
        return _keep_model_key(call, value)
    if name not in _SECRETS:
        possible = ", ".join([*_SECRETS, MODEL_KEY])
        raise KnownError(f"There is no secret “{name}”.", f"Possible: {possible}.")
    with call.opened() as opened:
        secrets = opened.secrets
        if not value:
            secrets.delete(_SECRETS[name])
        elif secrets.persistent:
            secrets.set(_SECRETS[name], value)
        if not secrets.persistent:
            raise _not_kept()
    return bool(value)


def _keep_model_key(call: Invocation, value: str) -> bool:
    """The key of a user's language model."""
    with call.opened() as opened:
        if value and not opened.secrets.persistent:
            raise _not_kept()
        opened.services().for_user(call.user(opened)).writing.keep_key(value)
    return bool(value)


def _not_kept() -> KnownError:
    return KnownError(
        "The secret was not kept.",
        "Outpost keeps secrets in this computer's keyring alone, and there is none that it can "
        "use.",
    )


def show_in_browser(url: str, *, quietly: bool) -> None:
    """Open the browser, and say where it goes for whoever has it elsewhere on this computer.

    Args:
        quietly: stdout belongs to one document.
    """
    if not quietly:
        print(f"Go on in the browser: {url}", flush=True)
    opened = _has_browser() and webbrowser.open(url)
    if quietly and (not opened or sys.stderr.isatty()):
        print(f"Go on in the browser: {url}", file=sys.stderr, flush=True)


def _has_browser() -> bool:
    """Whether a window can open; without one, Python would show a text browser in the terminal."""
    return sys.platform != "linux" or any(
        os.environ.get(name) for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY")
    )
