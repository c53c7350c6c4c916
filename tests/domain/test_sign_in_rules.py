"""The rules of signing in, row by row as Better Auth has them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain import sign_in_rules as rules
from desktop_app.domain.sign_in_rules import CodeCheck, CodeUse, check_code, wait_after

NOW = datetime(2026, 6, 17, 9, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ada@Rep.example", "ada@rep.example"),
        ("  ada@rep.example\n", "ada@rep.example"),
        ("ada+news@rep.example", "ada+news@rep.example"),
        ("o'hara@rep.example", "o'hara@rep.example"),
        ("a_b-c.d@sub.rep-co.example", "a_b-c.d@sub.rep-co.example"),
        ("ada@xn--bro-hoa.example", "ada@xn--bro-hoa.example"),
        ("a@b.io", "a@b.io"),
    ],
)
def test_addresses_that_can_sign_in(typed, kept):
    assert rules.sign_in_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "", "ada", "ada@", "@rep.example", "user@localhost", ".ada@rep.example",
        "ada.@rep.example", "a..b@rep.example", "a&b@rep.example", "a/b@rep.example",
        "a=b@rep.example", "ada@re_p.example", "ada@rep.xn--p1ai", "ada@rep.1", "ada@rep.e",
        "adä@rep.example", "ada@bürо.example", "ada @rep.example", "ada@rep.example, b@c.example",
        "Ada <ada@rep.example>", "ada@[127.0.0.1]", '"ada"@rep.example', "ada@rep.example.",
        "ada@-rep.example", "ada\0@rep.example", "ada\u202e@rep.example", "ada\ud800@rep.example",
        "'; DROP TABLE \"user\"; --@rep.example", "<b>@rep.example", "a" * 10_000 + "@rep.example",
        "a" * 65 + "@rep.example", "a@" + "b." * 200 + "example", "\u212aelvin@rep.example",
    ],
)  # fmt: skip
def test_addresses_that_the_web_would_refuse(typed):
    assert rules.sign_in_address(typed) is None


@pytest.mark.parametrize(
    ("left", "over", "renewed"),
    [
        (timedelta(days=7), False, False),
        (timedelta(days=6) + SECOND, False, False),
        (timedelta(days=6), False, True),
        (timedelta(days=6) - SECOND, False, True),
        (SECOND, False, True),
        (timedelta(0), True, True),
        (-SECOND, True, True),
        # Another program, or a clock that was set back, may have given it longer.
        (timedelta(days=30), False, False),
    ],
)
def test_the_life_of_a_session(left, over, renewed):
    assert rules.is_over(NOW + left, NOW) is over
    assert rules.renewed_until(NOW + left, NOW) == (NOW + timedelta(days=7) if renewed else None)


def test_tokens_and_ids_are_32_letters_and_digits():
    made = {rules.new_session_token() for _ in range(50)} | {rules.new_id() for _ in range(50)}
    assert len(made) == 100
    assert all(len(each) == 32 and each.isalnum() and each.isascii() for each in made)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [
        (0, 0), (1, 0), (5, 0), (6, 2), (7, 4), (8, 8), (9, 16), (10, 32), (11, 64), (12, 128),
        (13, 256), (14, 300), (15, 300), (1_000_000, 300),
    ],
)  # fmt: skip
def test_each_failure_doubles_the_wait(failures, seconds):
    assert wait_after(failures, NOW, NOW) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("failures", "since", "seconds"),
    [
        (8, timedelta(seconds=3), 5),
        (8, timedelta(seconds=8), 0),
        (8, timedelta(hours=23), 0),
        (14, timedelta(hours=24), 0),
        # The clock was set back: no longer than the whole wait.
        (8, -timedelta(days=400), 8),
        (14, -timedelta(seconds=1), 300),
    ],
)
def test_the_wait_runs_out(failures, since, seconds):
    assert wait_after(failures, NOW - since, NOW) == timedelta(seconds=seconds)


@given(st.integers(0, 10**6), st.integers(-(10**9), 10**9))
def test_nobody_is_locked_out_for_good(failures, since):
    wait = wait_after(failures, NOW - timedelta(seconds=since), NOW)
    assert timedelta(0) <= wait <= rules.LONGEST_WAIT


@pytest.mark.parametrize(
    ("value", "left", "typed", "check", "counted"),
    [
        ("123456:0", 300, "123456", CodeCheck.FITS, ""),
        ("123456:0", 0, "123456", CodeCheck.FITS, ""),
        ("123456:2", 1, " 123 456 ", CodeCheck.FITS, ""),
        ("123456:0", 1, "123457", CodeCheck.WRONG, "123456:1"),
        ("123456:2", 1, "", CodeCheck.WRONG, "123456:3"),
        ("123456:0", 1, "\ud800١٢٣", CodeCheck.WRONG, "123456:1"),
        ("123456:3", 1, "123456", CodeCheck.DEAD, ""),
        ("123456:9", 1, "123456", CodeCheck.DEAD, ""),
        ("123456:0", -1, "123456", CodeCheck.DEAD, ""),
        ("123456", 1, "123456", CodeCheck.DEAD, ""),
        (":0", 1, "", CodeCheck.DEAD, ""),
        ("123456:", 1, "123456", CodeCheck.DEAD, ""),
        ("123456:-1", 1, "123456", CodeCheck.DEAD, ""),
        ("123456:" + "9" * 5000, 1, "123456", CodeCheck.DEAD, ""),
        ("a:b:1", 1, "a:b", CodeCheck.FITS, ""),
    ],
)
def test_codes_are_held_against_what_better_auth_stores(value, left, typed, check, counted):
    until = NOW + timedelta(seconds=left)
    assert check_code(value, until, typed, NOW) == (check, counted)


def test_identifiers_of_codes_are_better_auths():
    assert CodeUse.VERIFY.identifier("a@b.example") == "email-verification-otp-a@b.example"
    assert CodeUse.RESET.identifier("a@b.example") == "forget-password-otp-a@b.example"
    assert rules.code_value("012345") == "012345:0"
    codes = {rules.new_code() for _ in range(100)}
    assert len(codes) > 90
    assert all(len(code) == 6 and code.isdecimal() and code.isascii() for code in codes)
    assert timedelta(minutes=5) == rules.CODE_LIFE


TOKEN = "kLr8sT2vQ9wXyZ3bN5mP7dF1"


@pytest.mark.parametrize(
    "pasted",
    [
        TOKEN,
        f"  {TOKEN}\n",
        f"reset-password:{TOKEN}",
        f"https://app.example/api/auth/reset-password/{TOKEN}?callbackURL=%2Freset",
        f"https://app.example/reset?lang=de&token={TOKEN}",
        f"https://app.example/reset?token={TOKEN}#top",
        f"<https://app.example/reset?token={TOKEN}>",
    ],
)
def test_a_reset_token_is_found_in_whatever_is_pasted(pasted):
    assert rules.reset_token(pasted) == TOKEN


@pytest.mark.parametrize(
    "pasted", ["", "short", "https://app.example/", "a b c d e f g h i j k", "\0" * 24, "ü" * 24,
               "x" * 10_000, "https://app.example/reset?token=%00", "'; DROP TABLE x; --"]
)  # fmt: skip
def test_what_is_no_token(pasted):
    assert rules.reset_token(pasted) is None


def test_a_recovery_code_can_be_typed_as_people_type():
    code = rules.new_recovery_code()
    assert [len(group) for group in code.split("-")] == [5] * 5
    value = rules.recovery_value(code)
    assert value.startswith("sha256:") and len(value) == 7 + 64
    assert code not in value
    for typed in (code.lower(), code.replace("-", ""), code.replace("-", " "), f" {code}\n",
                  code.replace("-", "\u2013"),
                  code.replace("0", "o").replace("1", "l")):  # fmt: skip
        assert rules.recovery_value(typed) == value
    assert rules.recovery_value(rules.new_recovery_code()) != value


@pytest.mark.parametrize("typed", ["", "A", "A" * 24, "A" * 26, "U" * 25, "ß" * 25, "\0" * 25])
def test_what_can_be_no_recovery_code(typed):
    assert rules.recovery_value(typed) is None


@pytest.mark.parametrize(
    ("asked", "bcrypt", "scrypt", "scheme", "settled"),
    [
        (None, 0, 0, "bcrypt", True),
        (None, 1, 0, "bcrypt", True),
        (None, 0, 1, "scrypt", True),
        (None, 1, 1, "scrypt", False),
        (None, 3, 2, "bcrypt", False),
        (None, 2, 3, "scrypt", False),
        (None, 2, 1, "bcrypt", True),
        (None, 1, 2, "scrypt", True),
        ("auto", 50, 1, "bcrypt", True),
        ("scrypt", 50, 1, "scrypt", True),
        ("bcrypt", 0, 9, "bcrypt", True),
        ({"a": 1}, 0, 0, "bcrypt", True),
    ],
)
def test_the_format_of_passwords(asked, bcrypt, scrypt, scheme, settled):
    standing = rules.Standing(bcrypt, scrypt)
    assert rules.password_format(asked, standing) == rules.PasswordFormat(scheme, settled)


@pytest.mark.parametrize(("text", "fits"), [("a", True), ("ü😀", True), ("a\0", False),
                                            ("\ud800", False), ("\udfff", False)])  # fmt: skip
def test_what_postgres_can_hold(text, fits):
    assert rules.can_be_stored(text) is fits
