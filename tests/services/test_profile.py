"""A rep's own profile, sessions and ways to sign in."""

import threading
from datetime import timedelta

import pytest

from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError

PASSWORD, NEW = "long enough", "another one"
ADA = "ada@rep.example"
PNG = "data:image/png;base64,iVBORw0KGgo="


@pytest.fixture
def ada(services):
    return services.signin.create_local("Ada", ADA, PASSWORD, keep=True)


@pytest.fixture
def me(services, ada):
    return services.for_user(ada.user)


def _both(db):
    return db.row(
        "SELECT profile.full_name, auth.name, profile.avatar_url, auth.image, profile.timezone, "
        'profile.email_signature FROM users AS profile, "user" AS auth'
    )


# -- the profile -----------------------------------------------------------------------------------


def test_a_profile_changes_for_the_web_too_and_back(me, db):
    changes = me.profile.update(
        name=" Ada  Lovelace", timezone="europe/berlin", signature="Best,\r\nAda", image=PNG
    )
    assert (changes.kinds, changes.said) == (Kind.USERS, "Profile changed")
    assert _both(db) == (
        "Ada Lovelace", "Ada Lovelace", PNG, PNG, "Europe/Berlin", "Best,\nAda",
    )  # fmt: skip
    found = me.profile.get()
    assert (found.name, found.timezone, found.signature, found.image) == (
        "Ada Lovelace", "Europe/Berlin", "Best,\nAda", PNG,
    )  # fmt: skip
    assert me.journal.can_undo() == "Profile changed"
    assert me.journal.undo().kinds == Kind.USERS
    assert _both(db) == ("Ada", "Ada", None, None, "UTC", None)


def test_the_hours_of_a_new_account_are_nothing_to_undo(me, db):
    assert me.profile.take_zone("europe/berlin").kinds == Kind.USERS
    assert me.profile.get().timezone == "Europe/Berlin"
    assert me.journal.can_undo() is None
    assert me.profile.take_zone("Europe/Berlin").kinds == Kind.NONE
    with pytest.raises(KnownError):
        me.profile.take_zone("Europe/Atlantis")


def test_only_what_was_given_is_touched(me, db):
    me.profile.update(image=PNG, signature="x")
    me.profile.update(timezone="Asia/Tokyo")
    db.run("UPDATE users SET full_name = 'Own name'")  # differs from the web's on purpose
    me.journal.undo()
    assert _both(db) == ("Own name", "Ada", PNG, PNG, "UTC", "x")
    me.profile.update(image="", signature="")
    assert _both(db) == ("Own name", "Ada", None, None, "UTC", None)


def test_undo_leaves_what_was_changed_since(me, db):
    me.profile.update(name="Ada Two")
    db.run("UPDATE \"user\" SET name = 'Ada Three'")
    with pytest.raises(KnownError, match="was changed since"):
        me.journal.undo()
    assert _both(db)[:2] == ("Ada Three", "Ada Three")


def test_nothing_to_change_is_no_change(me, db):
    assert me.profile.update().kinds == Kind.NONE
    assert me.profile.update(name="Ada", timezone="UTC").said == "Nothing to change"
    assert me.journal.can_undo() is None


@pytest.mark.parametrize(
    "values",
    [{"name": "\0\u202e"}, {"name": "A" * 10_000}, {"timezone": "Mars/Base"},
     {"image": "javascript:x"}, {"signature": "x" * 10_001}],
)  # fmt: skip
def test_one_that_cannot_be_keeps_all_as_it_was(me, db, values):
    before = _both(db)
    with pytest.raises(KnownError):
        me.profile.update(**{"name": "New", "signature": "new", **values})
    assert _both(db) == before


def test_a_person_of_the_web_has_a_profile_as_well(services, db):
    db.run("INSERT INTO \"user\" (id, name, email) VALUES ('web', 'Wim', 'wim@web.example')")
    wim = services.for_user(services.signin.people()[0])
    wim.profile.update(name="Wim W.", image=PNG)
    wim.journal.undo()
    assert _both(db)[:4] == ("Wim", "Wim", None, None)


def test_a_profile_that_is_gone_is_told(me, db):
    db.run('DELETE FROM "user"')
    with pytest.raises(KnownError, match="not there"):
        me.profile.get()
    db.run("DELETE FROM users")
    with pytest.raises(KnownError, match="not there"):
        me.profile.update(name="X")


# -- sessions --------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(db, ada, clock):
    """A session on the web, and one that has ended."""
    for name, left in (("web", 6), ("old", -1)):
        db.run(
            'INSERT INTO session (id, "userId", token, "expiresAt", "createdAt", "updatedAt", '
            '"ipAddress", "userAgent") VALUES (%s, %s, %s, %s, %s, %s, %s, %s)',
            (name, ada.user.auth_id, name * 8, clock.now + timedelta(days=left),
             clock.now, clock.now + timedelta(hours=1), "192.0.2.7", "Firefox"),
        )  # fmt: skip


@pytest.mark.usefixtures("elsewhere")
def test_sessions_show_where_one_is_signed_in(me, clock):
    this, web = me.profile.sessions()
    assert (this.is_this, this.device, this.address) == (True, "Outpost/1 (Test)", "")
    assert this.expires_at == clock.now + timedelta(days=7)
    assert (web.id, web.is_this, web.device, web.address) == ("web", False, "Firefox", "192.0.2.7")


@pytest.mark.usefixtures("elsewhere")
def test_a_session_elsewhere_can_be_ended(me, services):
    assert me.profile.revoke("web").said == "Session ended"
    assert len(me.profile.sessions()) == 1
    assert services.signin.current() is not None
    for gone in ("web", "never was", "\0", "\ud800"):
        with pytest.raises(KnownError, match="ended already"):
            me.profile.revoke(gone)


def test_ending_this_session_signs_out(me, services, keyring):
    me.profile.revoke(me.profile.sessions()[0].id)
    assert services.signin.current() is None
    assert keyring.held == {}


@pytest.mark.usefixtures("elsewhere")
def test_all_sessions_can_be_ended_but_here_or_altogether(me, services, keyring, db):
    assert me.profile.sign_out_everywhere(but_here=True).said == "2 sessions ended"
    assert services.signin.current() is not None
    assert me.profile.sign_out_everywhere(but_here=True).said == "There was no other session"
    assert me.profile.sign_out_everywhere(but_here=False).said == "1 session ended"
    assert services.signin.current() is None
    assert keyring.held == {}


# -- the password ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("elsewhere")
def test_changing_the_password(me, services, db):
    me.profile.change_password(PASSWORD, NEW, sign_out_others=False)
    assert db.value("SELECT count(*) FROM session") == 3
    assert services.signin.sign_in(ADA, NEW, keep=False)
    with pytest.raises(KnownError):
        services.signin.sign_in(ADA, PASSWORD, keep=False)


@pytest.mark.usefixtures("elsewhere")
def test_changing_the_password_and_signing_others_out(me, ada, services, start, keyring, db):
    me.profile.change_password(PASSWORD, NEW, sign_out_others=True)
    ((token,),) = db.rows("SELECT token FROM session")
    assert token != ada.token  # a token that leaked is worth nothing any more
    assert services.signin.current().token == token
    assert keyring.held[f"session:{ada.user.auth_id}"] == token
    assert start().signin.current().token == token


def test_a_wrong_old_password_changes_nothing_and_is_slowed_down(me, services, db):
    for _ in range(6):
        with pytest.raises(KnownError, match="not right"):
            me.profile.change_password("wrong word", NEW, sign_out_others=True)
    with pytest.raises(KnownError, match="Too many tries"):
        me.profile.change_password(PASSWORD, NEW, sign_out_others=True)
    with pytest.raises(KnownError, match="Too many tries"):
        me.profile.new_recovery_code(PASSWORD)


def test_a_new_password_that_cannot_be_changes_nothing(me, services):
    with pytest.raises(KnownError, match="8 characters"):
        me.profile.change_password(PASSWORD, "short", sign_out_others=True)
    assert services.signin.sign_in(ADA, PASSWORD, keep=False)


def test_a_new_recovery_code_replaces_the_old(me, ada, services):
    assert me.profile.has_recovery_code()
    code = me.profile.new_recovery_code(PASSWORD)
    with pytest.raises(KnownError):
        services.recovery.reset_with_recovery_code(ADA, ada.recovery_code, NEW)
    services.recovery.reset_with_recovery_code(ADA, code, NEW)
    with pytest.raises(KnownError, match="not right"):
        me.profile.new_recovery_code(PASSWORD)


# -- ways to sign in -------------------------------------------------------------------------------


def _link(db, user, provider, account):
    db.run(
        'INSERT INTO account (id, "accountId", "providerId", "userId", "createdAt") '
        "VALUES (%s, %s, %s, %s, NULL)",
        (f"{provider}-{account}", account, provider, user.auth_id),
    )


def test_the_last_way_in_stays(me, ada, db):
    (only,) = me.profile.accounts()
    assert (only.provider, only.title, only.can_unlink) == ("credential", "Password", False)
    with pytest.raises(KnownError, match="last way"):
        me.profile.unlink(only.id)
    _link(db, ada.user, "google", "1")
    _link(db, ada.user, "corporate", "2")
    ways = me.profile.accounts()
    assert [(way.title, way.can_unlink) for way in ways] == [
        ("Password", True), ("corporate", True), ("Google", True),
    ]  # fmt: skip
    assert me.profile.unlink("google-1").said == "Google unlinked"
    assert me.profile.unlink(only.id).said == "Password removed"
    with pytest.raises(KnownError, match="last way"):
        me.profile.unlink("corporate-2")
    with pytest.raises(KnownError, match="not there"):
        me.profile.unlink("google-1")
    with pytest.raises(KnownError, match="no password"):
        me.profile.change_password("", NEW, sign_out_others=False)


def test_a_provider_of_ones_own_is_called_as_the_settings_call_it(start, ada, db):
    settings = {
        "oauth.openid.client_id": "outpost",
        "oauth.openid.issuer": "https://id.fieldline.example",
        "oauth.openid.title": "Fieldline",
        "oauth.openid.provider_id": "corporate",
    }
    mine = start(setting=lambda name: settings.get(name, "")).for_user(ada.user)
    _link(db, ada.user, "corporate", "2")
    _link(db, ada.user, "github", "3")
    assert [way.title for way in mine.profile.accounts()] == ["Password", "Fieldline", "GitHub"]
    assert mine.profile.unlink("corporate-2").said == "Fieldline unlinked"


def test_a_password_row_without_a_password_is_no_way_in(me, ada, db):
    db.run("UPDATE account SET password = NULL")
    _link(db, ada.user, "google", "1")
    (way,) = me.profile.accounts()
    assert (way.title, way.can_unlink) == ("Google", False)


def test_two_at_once_cannot_take_the_last_two_ways(start, ada, db):
    _link(db, ada.user, "google", "1")
    ids = [way.id for way in start().for_user(ada.user).profile.accounts()]
    told = []

    def unlink(services, account):
        try:
            services.for_user(ada.user).profile.unlink(account)
            told.append("")
        except KnownError as error:
            told.append(error.title)

    threads = [threading.Thread(target=unlink, args=(start(), account)) for account in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["", "This is the last way to sign in."]
    assert db.value("SELECT count(*) FROM account") == 1
