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
    verify = user.add("verify", verify_address, "confirm an address by the mailed code")
    verify.add_argument("email", type=text)
    verify.add_argument("code", type=text, nargs="?", help="without it a code is sent")
    reset = user.add(
        "reset",
        reset_password,
        "a forgotten password; recovery code, mailed code or link, then the new password: stdin",
    )
    reset.add_argument("email", type=text)
    reset.add_argument("--send", action="store_true", help="send a code by mail")
    enter = commands.add("signin", signin, "sign in; password: stdin")
    who = enter.add_mutually_exclusive_group(required=True)
    who.add_argument("email", type=text, nargs="?")
    who.add_argument(
        "--with",
        dest="provider",
        type=text,
        metavar="PROVIDER",
        help="through the browser instead: google, microsoft, github, openid",
    )
    leave = commands.add("signout", signout, "sign out")
    leave.add_argument("--everywhere", action="store_true", help="end all of your sessions")
    commands.add("whoami", whoami, "who is signed in")


def add_user(call: Invocation) -> Outcome:
    with call.opened() as opened:
        signin = opened.services().signin
        signed = signin.create_local(
            call.arguments.name,
            call.arguments.email,
            password_from_stdin(is_new=True),
            keep=False,
        )
        signin.sign_out()  # somebody was added, nobody came in
    document = {**_person(signed.user), "recovery_code": signed.recovery_code}
    return Outcome(document, f"Added {signed.user.email}.\n{_code_line(signed.recovery_code)}")


def list_users(call: Invocation) -> Outcome:
    with call.opened() as opened:
        people = opened.services().signin.people()
    lines = "\n".join(f"{p.email}\t{p.name}" for p in people)
    return Outcome([_person(p) for p in people], lines)


def change_password(call: Invocation) -> Outcome:
    with call.opened() as opened:
        password = password_from_stdin(is_new=True)
        opened.services().signin.set_password(call.arguments.email, password)
    return Outcome({"email": call.arguments.email}, "The password was changed.")


def verify_address(call: Invocation) -> Outcome:
    email, code = call.arguments.email, call.arguments.code
    with call.opened() as opened:
        recovery = opened.services().recovery
        if code is None:
            recovery.send_verification_code(email)
            return Outcome({"email": email, "sent": True}, f"A code is on its way to {email}.")
        recovery.verify(email, code)
    return Outcome({"email": email, "verified": True}, f"{email} is confirmed.")


def reset_password(call: Invocation) -> Outcome:
    """A new password for a recovery code, a mailed code, or a reset link, told apart by shape."""
    from desktop_app.domain.sign_in_rules import recovery_value, reset_token

    email = call.arguments.email
    with call.opened() as opened:
        recovery = opened.services().recovery
        if call.arguments.send:
            recovery.send_reset_code(email)
            return Outcome({"email": email, "sent": True}, f"A code is on its way to {email}.")
        code = password_from_stdin("code")
        password = password_from_stdin("new password", "second", is_new=True)
        following = ""
        if recovery_value(code):
            following = recovery.reset_with_recovery_code(email, code, password)
        elif reset_token(code):
            recovery.reset_with_token(code, password)
        else:
            recovery.reset_with_code(email, code, password)
    document, text = {"email": email}, "The password was changed."
    if following:
        document, text = document | {"recovery_code": following}, f"{text}\n{_code_line(following)}"
    return Outcome(document, text)


def signin(call: Invocation) -> Outcome:
    with call.opened() as opened:
        services = opened.services()
        if call.arguments.provider:
            from desktop_app.commands.providers import sign_in_with_provider

            signed = sign_in_with_provider(call, opened, services, call.arguments.provider)
        else:
            email, password = call.arguments.email, password_from_stdin()
            signed = services.signin.sign_in(email, password, keep=True)
        note = services.signin.secrets_note
        text = f"Signed in as {signed.user.email}." + (f" {note}" if note else "")
        return Outcome({**_person(signed.user), "kept": not note}, text)


def signout(call: Invocation) -> Outcome:
    with call.opened() as opened:
        service = opened.services().signin
        if call.arguments.everywhere:
            count = service.sign_out_everywhere()
            return Outcome({"signed_in": False, "ended": count}, f"Signed out of {count} sessions.")
        service.sign_out()
    return Outcome({"signed_in": False}, "Signed out.")


def whoami(call: Invocation) -> Outcome:
    with call.opened() as opened:
        current = opened.services().signin.current()
    if current is None:
        return Outcome({"signed_in": False}, code=1, complaint="Nobody is signed in.")
    document = {**_person(current.user), "signed_in": True, "until": current.expires_at}
    return Outcome(document, f"{current.user.email} ({current.user.name})")


def _code_line(code: str) -> str:
    return f"Recovery code, shown this once; keep it on paper: {code}"


def _person(user: User) -> dict[str, Any]:
    return {
        "id": str(user.id),
        "email": user.email,
        "name": user.name,
        "timezone": user.timezone,
        "verified": user.verified,
    }
