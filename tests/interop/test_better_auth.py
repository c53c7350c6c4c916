"""One database, two programs: the real Better Auth signs the same people in, both directions."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from desktop_app.data.database import Database
from desktop_app.data.migrations import upgrade
from desktop_app.domain.errors import KnownError
from desktop_app.domain.sign_in_rules import sign_in_address
from desktop_app.domain.users import SessionState
from tests.interop.conftest import Web
from tests.services.conftest import Courier

PASSWORD, NEW = "correct horse", "battery staple"
_NUMBER = itertools.count(1)

PASSWORDS = {
    "shortest": "12345678",
    "longest": "x" * 128,
    "beyond bcrypt": "a" * 71 + "é and more that bcrypt never sees",
    "umlauts": "Ångström①ﬁ",
    "decomposed": "A\u030angstro\u0308m",
    "astral": "😀😀😀😀",
    "nul": "nul\0inside",
    "half a pair": "half \ud83d of it",
}


@pytest.fixture
def email() -> str:
    return f"person+{next(_NUMBER)}@rep.example"


def _refused(call: Any) -> bool:
    try:
        call()
    except KnownError:
        return True
    return False


@pytest.mark.parametrize("kind", PASSWORDS)
def test_who_signs_up_here_signs_in_there_and_back(web: Web, email: str, kind: str) -> None:
    password = PASSWORDS[kind]
    here, there = web.laptop(), web.browser()
    here.signin.create_local("Ada", email, password, keep=True)
    assert there.sign_in(email.upper(), password) == 200
    assert there.session()["user"]["email"] == email
    # And who signs up there signs in here.
    other = f"web.{email}"
    assert web.browser().sign_up(other, password) == 200
    assert web.laptop().signin.sign_in(other, password, keep=False).user.name == "Wim"
    # A renewed hash opens there still.
    assert web.browser().sign_in(other, password) == 200


def test_the_format_of_the_web_application_is_written(web: Web, email: str) -> None:
    auth_id = web.laptop().signin.create_local("", email, PASSWORD, keep=False).user.auth_id
    hashed = web.db.value('SELECT password FROM account WHERE "userId" = %s', (auth_id,))
    assert (":" in hashed) == (web.scheme == "scrypt")


ADDRESSES = [
    "o'hara@rep.example", "a+b@rep.example", "A.b-C_d@Sub.rep-co.example", "a@xn--bro-hoa.example",
    " space@rep.example", "a&b@rep.example", "a/b@rep.example", "a=b@rep.example",
    "user@localhost", ".dot@rep.example", "dot.@rep.example", "a..b@rep.example",
    "a@re_p.example", "a@rep.xn--p1ai", "ä@rep.example", "a@bürо.example", "a@rep.1",
    "a@-x.example", "a@[127.0.0.1]", '"a"@rep.example', "a@rep.example.", "a b@rep.example",
    "a\u202eb@rep.example",
    "a~b@rep.example", "a!b@rep.example", "a#b@rep.example", "a%b@rep.example", "a*b@rep.example",
]  # fmt: skip


def test_an_address_is_taken_here_if_and_only_if_there(web: Web) -> None:
    there = {address: web.browser().sign_up(address, PASSWORD) for address in ADDRESSES}
    # Spaces around it are taken away here: what is stored is what the web takes.
    here = {
        address: 200 if sign_in_address(address) and address == address.strip() else 400
        for address in ADDRESSES
    }
    assert there == here


def test_a_session_ended_there_is_signed_out_here(web: Web, email: str) -> None:
    here, there = web.laptop(), web.browser()
    signed = here.signin.create_local("Ada", email, PASSWORD, keep=True)
    assert there.sign_in(email, PASSWORD) == 200
    sessions = there.ask("/list-sessions")[1]
    ours = next(each for each in sessions if each["token"] == signed.token)
    assert (ours["userAgent"], ours["ipAddress"]) == ("Outpost/1 (Test)", "")
    assert there.ask("/revoke-session", {"token": signed.token})[0] == 200
    assert here.signin.session_state() is not SessionState.LIVES
    assert here.signin.current() is None
    again = web.laptop()
    again.signin.sign_in(email, PASSWORD, keep=True)
    assert there.ask("/revoke-other-sessions", {})[0] == 200
    assert again.signin.current() is None


def test_a_session_ended_here_is_signed_out_there(web: Web, email: str) -> None:
    here, there = web.laptop(), web.browser()
    user = here.signin.create_local("Ada", email, PASSWORD, keep=True).user
    assert there.sign_in(email, PASSWORD) == 200
    profile = here.for_user(user).profile
    (other,) = [each for each in profile.sessions() if not each.is_this]
    assert other.device == "Firefox of the test"
    profile.revoke(other.id)
    assert there.session() is None
    assert there.sign_in(email, PASSWORD) == 200
    profile.sign_out_everywhere(but_here=True)
    assert there.session() is None
    assert here.signin.session_state() is SessionState.LIVES


def test_a_password_changed_here_opens_there(web: Web, email: str) -> None:
    here, there = web.laptop(), web.browser()
    user = here.signin.create_local("Ada", email, PASSWORD, keep=True).user
    assert there.sign_in(email, PASSWORD) == 200
    here.for_user(user).profile.change_password(PASSWORD, NEW, sign_out_others=True)
    assert there.session() is None
    assert there.sign_in(email, PASSWORD) == 401
    assert _refused(lambda: here.signin.sign_in(email, PASSWORD, keep=False))
    assert there.sign_in(email, NEW) == 200
    # And one changed there opens here; "revoke others" there signs the laptop out.
    change = {"currentPassword": NEW, "newPassword": PASSWORD, "revokeOtherSessions": True}
    assert there.ask("/change-password", change)[0] == 200
    assert here.signin.current() is None
    assert here.signin.sign_in(email, PASSWORD, keep=False)


def test_a_reset_there_opens_here(web: Web, email: str) -> None:
    here, there = web.laptop(), web.browser()
    here.signin.create_local("Ada", email, PASSWORD, keep=True)
    assert there.ask("/request-password-reset", {"email": email, "redirectTo": "/r"})[0] == 200
    token = web.mail(email)["token"]
    assert there.ask("/reset-password", {"newPassword": NEW, "token": token})[0] == 200
    assert here.signin.sign_in(email, NEW, keep=False)
    assert _refused(lambda: here.recovery.reset_with_token(token, PASSWORD))
    # A session that stood survives, there as here.
    assert here.signin.session_state() is SessionState.LIVES


def test_a_link_and_a_code_of_there_are_used_here(web: Web, email: str) -> None:
    here, there = web.laptop(), web.browser()
    there.sign_up(email, PASSWORD)
    there.ask("/request-password-reset", {"email": email, "redirectTo": "/r"})
    link = web.mail(email)["url"]
    here.recovery.reset_with_token(link, NEW)
    assert web.browser().sign_in(email, NEW) == 200
    assert there.ask("/reset-password", {"newPassword": "x" * 9, "token": link})[0] == 400
    there.ask("/email-otp/request-password-reset", {"email": email})
    code = web.mail(email)["code"]
    here.recovery.reset_with_code(email, code, PASSWORD)
    assert web.browser().sign_in(email, PASSWORD) == 200
    body = {"email": email, "otp": code, "password": NEW}
    assert there.ask("/email-otp/reset-password", body)[0] == 400


def test_a_code_of_here_is_used_there(web: Web, email: str) -> None:
    courier = Courier()
    here, there = web.laptop(courier), web.browser()
    here.signin.create_local("Ada", email, PASSWORD, keep=False)
    here.recovery.send_reset_code(email)
    body = {"email": email, "otp": courier.code(), "password": NEW}
    assert there.ask("/email-otp/reset-password", body)[0] == 200
    assert here.signin.sign_in(email, NEW, keep=False)
    assert _refused(lambda: here.recovery.reset_with_code(email, courier.code(), PASSWORD))


def test_an_address_confirmed_here_is_confirmed_there_and_back(web: Web, email: str) -> None:
    courier = Courier()
    here, there = web.laptop(courier), web.browser()
    user = here.signin.create_local("Ada", email, PASSWORD, keep=False).user
    there.sign_in(email, PASSWORD)
    assert there.session()["user"]["emailVerified"] is False
    there.ask("/email-otp/send-verification-otp", {"email": email, "type": "email-verification"})
    here.recovery.verify(email, web.mail(email)["code"])
    assert there.session()["user"]["emailVerified"] is True
    web.db.run('UPDATE "user" SET "emailVerified" = NULL WHERE id = %s', (user.auth_id,))
    here.recovery.send_verification_code(email)
    body = {"email": email, "otp": courier.code()}
    assert there.ask("/email-otp/verify-email", body)[0] == 200
    assert here.for_user(user).profile.get().verified


def test_wrong_tries_are_counted_together(web: Web, email: str) -> None:
    here, there = web.laptop(), web.browser()
    there.sign_up(email, PASSWORD)
    there.ask("/email-otp/request-password-reset", {"email": email})
    code = web.mail(email)["code"]
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert _refused(lambda: here.recovery.reset_with_code(email, wrong, NEW))
    body = {"email": email, "otp": wrong, "password": NEW}
    assert there.ask("/email-otp/reset-password", body)[0] == 400
    assert _refused(lambda: here.recovery.reset_with_code(email, wrong, NEW))
    assert there.ask("/email-otp/reset-password", {**body, "otp": code})[0] == 403
    assert _refused(lambda: here.recovery.reset_with_code(email, code, NEW))


def test_a_recovery_code_is_let_be_by_the_web_and_opens_there(web: Web, email: str) -> None:
    here, there = web.laptop(), web.browser()
    code = here.signin.create_local("Ada", email, PASSWORD, keep=False).recovery_code
    there.ask("/email-otp/check-verification-otp", {"email": email, "otp": "1", "type": "sign-in"})
    following = here.recovery.reset_with_recovery_code(email, code, NEW)
    assert there.sign_in(email, NEW) == 200
    assert following != code


def test_a_profile_is_one_in_both(web: Web, email: str) -> None:
    here, there = web.laptop(), web.browser()
    user = here.signin.create_local("Ada", email, PASSWORD, keep=False).user
    me = here.for_user(user)
    there.sign_in(email, PASSWORD)
    me.profile.update(name="Ada <Lovelace>", image="https://cdn.example/a.png")
    found = there.session()["user"]
    assert (found["name"], found["image"]) == ("Ada <Lovelace>", "https://cdn.example/a.png")
    me.journal.undo()
    assert there.session()["user"]["image"] is None
    assert there.ask("/update-user", {"name": "Ada of the web"})[0] == 200
    assert me.profile.get().name == "Ada of the web"


def test_somebody_in_mixed_case_is_found_there_after_signing_in_here(web: Web, email: str) -> None:
    here, there = web.laptop(), web.browser()
    user = here.signin.create_local("Ada", email, PASSWORD, keep=False).user
    web.db.run('UPDATE "user" SET email = upper(email) WHERE id = %s', (user.auth_id,))
    assert there.sign_in(email, PASSWORD) == 401
    assert _refused(lambda: here.signin.create_local("Two", email, PASSWORD, keep=False))
    here.signin.sign_in(email, PASSWORD, keep=False)
    assert there.sign_in(email, PASSWORD) == 200


def test_tables_by_better_auths_own_migration_are_refused_in_words(
    own_schema: str, empty_url: str
) -> None:
    """They differ from the contract (nothing may be NULL); nothing is half-written."""
    db = Database(empty_url)
    db.run(own_schema)
    before = db.rows("SELECT oid FROM pg_class ORDER BY oid")
    with pytest.raises(KnownError, match=r"public\.user, column name"):
        upgrade(db)
    assert db.rows("SELECT oid FROM pg_class ORDER BY oid") == before
    db.close()
