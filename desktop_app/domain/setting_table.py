"""The settings: one table that says what there is, of which kind, and what it is by itself.

The page of the window, the command line and the files that carry settings to another computer are
all made from it. No setting is a secret.
"""

from __future__ import annotations

import sys
from typing import Final

from desktop_app.domain.insights import READING
from desktop_app.domain.language import tr
from desktop_app.domain.model_settings import USER_SETTINGS, Provider, written
from desktop_app.domain.setting_kinds import OFF, ON, Place, Setting
from desktop_app.domain.shortcuts import SHORTCUTS, SINGLE_LETTERS

UNDO_SECONDS: Final = "mail.undo_seconds"
NOTIFICATIONS: Final = "notifications.shown"
CHECK: Final = "updates.check"
WITH_SESSION: Final = "engine.with_session"
URL: Final = "updates.url"
RELEASES: Final = ""
"""Where releases are told unless somebody chose a mirror; "" until the makers have such a place."""
_POSTGRES: Final = ("tcp",) if sys.platform == "win32" else ("socket", "tcp")


def _words(**words: str) -> tuple[tuple[str, str], ...]:
    return tuple(words.items())


_COMPUTER: Final = (
    Setting(
        "appearance.theme", "choice", "system",
        tr("Light or dark, or as the computer has it."), ("system", "light", "dark"),
        title=tr("Look"), section="appearance", words=tr("colours dark mode theme night"),
        said=_words(system=tr("System"), light=tr("Light"), dark=tr("Dark")),
    ),
    Setting(
        "appearance.contrast", "choice", "system",
        tr("Stronger text, and edges around all that is told by a colour; or as the computer has "
        "it."),
        ("system", "normal", "high"),
        title=tr("Contrast"), section="appearance",
        words=tr("high contrast readable eyes sight accessibility"),
        said=_words(system=tr("System"), normal=tr("Normal"), high=tr("High")),
    ),
    Setting(
        "appearance.language", "choice", "system",
        tr("The language of the window; it changes when Outpost starts anew."),
        ("system", "en", "de"),
        title=tr("Language"), section="appearance", words="language sprache deutsch english german",
        said=_words(system=tr("System"), en="English", de="Deutsch"),
    ),
    Setting(
        "appearance.clock", "choice", "system",
        tr("How times are written."),
        ("system", "24", "12"),
        title=tr("Clock"), section="appearance", words=tr("time hours am pm format"),
        said=_words(**{"system": tr("As the language"), "24": tr("24 hours"),
                       "12": tr("12 hours")}),
    ),
    Setting(
        "appearance.density", "choice", "comfortable",
        tr("How much room a row takes in a table that nobody set up otherwise."),
        ("compact", "comfortable", "roomy"),
        title=tr("Row density"), section="appearance", words=tr("height table lines narrow"),
        said=_words(compact=tr("Compact"), comfortable=tr("Normal"), roomy=tr("Roomy")),
    ),
    Setting(
        "appearance.text_size", "number", 13,
        tr("Size of text in pixels."), (12, 13, 14, 16),
        title=tr("Text size"), section="appearance", words=tr("font letters larger smaller zoom"),
        unit="px",
    ),
    Setting(
        "appearance.reduce_motion", "switch", False,
        tr("Nothing in the window glides or fades."),
        title=tr("Reduce motion"), section="appearance", words=tr("animation movement still"),
    ),
    Setting(
        SINGLE_LETTERS, "switch", True,
        tr("Keys without Ctrl or Alt, such as R and /. They never act while text is typed."),
        title=tr("Single letters act"), section="shortcuts",
        words=tr("keys keyboard turn off speech"),
    ),
    Setting(
        "lock.after_minutes", "number", 15,
        tr("Minutes without a key or a movement until the window locks; 0: never."),
        (0, 1, 2, 5, 10, 15, 30, 60, 120, 240),
        title=tr("Lock when nobody is here"), section="security", words=tr("idle minutes screen"),
    ),
    Setting(
        "backup.every", "choice", "daily",
        tr("How often a backup of everything is made by itself."), ("off", "daily", "weekly"),
        title=tr("Make backups"), section="data", words=tr("copy safe automatic"),
        said=_words(off=tr("Never"), daily=tr("Every day"), weekly=tr("Every week")),
    ),
    Setting(
        "backup.folder", "text", "",
        tr("Where those backups are; empty: backups in the workspace. Better on another disk."),
        title=tr("Folder of backups"), section="data", words=tr("disk drive path directory"),
    ),
    Setting(
        "backup.keep_daily", "number", 3,
        tr("Of how many days the last backup is kept."), (1, 2, 3, 5, 7, 14, 30),
        title=tr("Daily backups kept"), section="data", words=tr("days old delete"),
    ),
    Setting(
        "backup.keep_weekly", "number", 2,
        tr("Of how many weeks the last backup is kept."), (0, 1, 2, 4, 8, 12, 26, 52),
        title=tr("Weekly backups kept"), section="data", words=tr("weeks old delete"),
    ),
    Setting(
        CHECK, "switch", False,
        tr("Look once a day whether there is a newer version. Nothing is sent but the question."),
        title=tr("Look for newer versions"), section="data", words=tr("update upgrade release new"),
    ),
    Setting(
        URL, "update-url", RELEASES,
        tr("Where newer versions are told; a team may have a mirror of its own (https)."),
        travels=False,
    ),
    Setting(
        "backup.sealed", "switch", False,
        tr("Those backups are sealed; without the passphrase none is made. “outpost db passphrase” "
        "sets both."),
        travels=False,
    ),
    Setting(
        "database.url", "database-url", "",
        tr("Another Postgres to work in (14 or newer); empty: the one that comes with Outpost."),
        travels=False,
    ),
    Setting(
        "oauth.google.client_id", "text", "",
        tr("Sign in with Google: the client id of a desktop application registered there."),
    ),
    Setting(
        "oauth.microsoft.client_id", "text", "",
        tr("Sign in with Microsoft: the id of a public client application registered there."),
    ),
    Setting(
        "oauth.microsoft.tenant", "text", "common",
        tr("Who may: common, organizations, consumers, or the id of one tenant."),
    ),
    Setting(
        "oauth.github.client_id", "text", "",
        tr("Sign in with GitHub: the client id of an OAuth app registered there."),
    ),
    Setting(
        "oauth.openid.issuer", "text", "",
        tr("Sign in with another OpenID provider: its address (https)."),
    ),
    Setting(
        "oauth.openid.client_id", "text", "",
        tr("The client id of a public client registered there."),
    ),
    Setting(
        "oauth.openid.title", "text", "OpenID",
        tr("What its button says."),
    ),
    Setting(
        "oauth.openid.provider_id", "text", "openid",
        tr("What a web application on the same database calls it (providerId)."),
    ),
    Setting(
        "postgres.transport", "choice", _POSTGRES[0],
        tr("How programs reach the database that comes with Outpost."), _POSTGRES,
        travels=False,
    ),
)  # fmt: skip

_KEYS: Final = tuple(
    Setting(
        each.setting, "keys", " ".join(each.keys),
        tr("Keys of “{title}” ({where}); none: it has no key.", title=each.title, where=each.where),
        title=each.title, section="shortcuts", words=tr("{where} keys", where=each.where),
    )
    for each in SHORTCUTS
    if not each.fixed
)  # fmt: skip

SETTINGS: Final[tuple[Setting, ...]] = (*_COMPUTER, *_KEYS)
"""Those of this computer, in one file of it."""

_OF_MODEL: Final = {
    "insights.drafts_for_hot": (OFF, ON),
    "insights.least_confidence": ("0.0", "0.5", "0.6", "0.7", "0.8", "0.9"),
    "model.budget_tokens": ("0", "100000", "500000", "1000000", "5000000"),
}
_ON_PAGE: Final = {
    "model.on": tr("AI provider"),
    "model.url": tr("Model"),
    "model.name": tr("Model"),
    "model.kinds": tr("Let the model read mail, too"),
    "model.budget_tokens": tr("Monthly budget"),
    "insights.drafts_for_hot": tr("Write drafts for new mail from hot leads"),
    "insights.least_confidence": tr("Hide insights less sure than"),
}


def _of_model() -> tuple[Setting, ...]:
    by_itself = Provider()
    return tuple(
        Setting(
            each.name, "model", written(getattr(by_itself, each.part)), each.help,
            place=Place.ACCOUNT, title=_ON_PAGE.get(each.name, ""),
            section="model" if each.name in _ON_PAGE else "", possible=each.possible,
            choices=_OF_MODEL.get(each.name, ()),
        )
        for each in USER_SETTINGS
    )  # fmt: skip


ACCOUNT_SETTINGS: Final[tuple[Setting, ...]] = (
    Setting(
        "profile.name", "text", "", tr("Your name, as other people see it."),
        place=Place.ACCOUNT, title=tr("Full name"), section="profile", travels=False,
    ),
    Setting(
        "profile.timezone", "zone", "UTC", tr("The time zone of every time on screen."),
        place=Place.ACCOUNT, title=tr("Time zone"), section="profile",
        words=tr("clock hours region"),
        possible=tr("a name such as Europe/Brussels"),
    ),
    Setting(
        "profile.signature", "text", "", tr("What stands below your mail."),
        place=Place.ACCOUNT, title=tr("E-mail signature"), section="profile",
        words=tr("footer regards"),
    ),
    Setting(
        NOTIFICATIONS, "switch", True,
        tr("Tell on the desktop what becomes due. The list below the bell stays."),
        place=Place.ACCOUNT, title=tr("Notifications"), section="actions",
        words=tr("desktop bell due tell remind"),
    ),
    Setting(
        UNDO_SECONDS, "number", 10,
        tr("Seconds that a mail waits after Send, so that it can be taken back; 0 to 60."),
        (0, 5, 10, 20, 30, 60),
        place=Place.ACCOUNT, title=tr("Time to undo sending"), section="mailboxes",
        words=tr("send delay recall take back"), least=0, most=60,
        said=(("0", tr("Send at once")), ("5", tr("5 seconds")), ("10", tr("10 seconds")),
        ("20", tr("20 seconds")),
              ("30", tr("30 seconds")), ("60", tr("A minute"))),
    ),
    Setting(
        READING, "switch", True, tr("Read mail for what its author wants and feels."),
        place=Place.ACCOUNT, title=tr("Read mail for insights"), section="model",
        words=tr("queue off"),
    ),
    *_of_model(),
)  # fmt: skip
"""Those of one user, in the database."""

WORKSPACE_SETTINGS: Final[tuple[Setting, ...]] = (
    Setting(
        "auth.password_format", "choice", "auto",
        tr("How passwords are stored: as the web application on this database does; auto: as those "
        "that stand."),
        ("auto", "bcrypt", "scrypt"), place=Place.DATABASE, travels=False,
    ),
)  # fmt: skip
"""Those that all programs on one database share."""

DESKTOP_SETTINGS: Final[tuple[Setting, ...]] = (
    Setting(
        WITH_SESSION, "switch", False,
        tr("From your sign-in to this computer on, mail comes and goes and backups are made, also "
        "while Outpost is closed."),
        place=Place.DESKTOP, title=tr("Work while Outpost is closed"), section="mailboxes",
        words=tr("autostart login start engine background boot"), travels=False,
    ),
)  # fmt: skip
"""Those that the desktop keeps, and may change by itself: they are read from there each time."""

ALL_SETTINGS: Final = (*SETTINGS, *ACCOUNT_SETTINGS, *WORKSPACE_SETTINGS, *DESKTOP_SETTINGS)
BY_NAME: Final = {each.name: each for each in ALL_SETTINGS}
