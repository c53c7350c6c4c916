"""``outpost user``, ``signin``, ``signout``, ``whoami``: who works here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop_app.commands.arguments import Commands, text
from desktop_app.commands.call import Invocation, Outcome, password_from_stdin

if TYPE_CHECKING:
    from desktop_app.domain.users import User


def register(commands: Commands) -> None:
    user = commands.family("user", "people of this workspace")
    add = user.add("add", add_user, "add a local user; password: stdin")
    add.add_argument("email", type=text)
    add.add_argument("--name", type=text, default="")
    user.add("list", list_users, "everybody here")
    user.add("passwd", change_password, "change a password: stdin").add_argument("email", type=text)
    commands.add("signin", signin, "sign in; password: stdin").add_argument("email", type=text)
    commands.add("signout", signout, "sign out")
    commands.add("whoami", whoami, "who is signed in")


def add_user(call: Invocation) -> Outcome:
    with call.opened() as opened:
        signed = opened.services().signin.create_local(
            call.arguments.name, call.arguments.email, password_from_stdin(), keep=False
        )
        return Outcome(_person(signed.user), f"Added {signed.user.email}.")


def list_users(call: Invocation) -> Outcome:
    with call.opened() as opened:
        people = opened.services().signin.people()
    lines = "\n".join(f"{p.email}\t{p.name}" for p in people)
    return Outcome([_person(p) for p in people], lines)


def change_password(call: Invocation) -> Outcome:
    with call.opened() as opened:
        opened.services().signin.set_password(call.arguments.email, password_from_stdin())
    return Outcome({"email": call.arguments.email}, "The password was changed.")


def signin(call: Invocation) -> Outcome:
    with call.opened() as opened:
        service = opened.services().signin
        signed = service.sign_in(call.arguments.email, password_from_stdin(), keep=True)
        note = service.secrets_note
        text = f"Signed in as {signed.user.email}." + (f" {note}" if note else "")
        return Outcome({**_person(signed.user), "kept": not note}, text)


def signout(call: Invocation) -> Outcome:
    with call.opened() as opened:
        opened.services().signin.sign_out()
    return Outcome({"signed_in": False}, "Signed out.")


def whoami(call: Invocation) -> Outcome:
    with call.opened() as opened:
        current = opened.services().signin.current()
    if current is None:
        return Outcome({"signed_in": False}, code=1, complaint="Nobody is signed in.")
    document = {**_person(current.user), "signed_in": True, "until": current.expires_at}
    return Outcome(document, f"{current.user.email} ({current.user.name})")


def _person(user: User) -> dict[str, Any]:
    return {"id": str(user.id), "email": user.email, "name": user.name, "timezone": user.timezone}
