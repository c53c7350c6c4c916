"""The large mail providers: where their servers are, and what they want of a password.

Told apart by the domain of an address, or by who takes the mail of a domain (MX), which is how a
company's own domain at a provider is known. Facts of the providers' help pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_app.domain.language import sentences, tr
from desktop_app.domain.mailbox_settings import MailSettings, Source
from desktop_app.domain.mailboxes import Mailbox, Security, Server

Place = tuple[str, int, Security]

_TLS, _STARTTLS = Security.TLS, Security.STARTTLS


@dataclass(frozen=True, slots=True)
class MailProvider:
    """A provider of mailboxes.

    Args:
        id: of a provider whose OAuth 2 tokens are known here (``domain.oauth``), or a name.
        places: host, port and security, of IMAP and of SMTP.
        domains: of its own addresses.
        takes: ends of the names of servers that take mail for others' domains here (MX).
        oauth: whether it takes tokens of the provider ``id``.
        passwords: whether it takes passwords at all.
        hint: what to know about the password.
        app_passwords: it takes an app password, never that of the account.
        local_part: one signs in to IMAP by what stands before the @, at its own domains.
        instead: why it cannot be reached by IMAP and SMTP, or under what condition; "" where
            that just works.
    """

    id: str
    title: str
    places: tuple[Place, Place]
    domains: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    oauth: bool = False
    passwords: bool = True
    hint: str = ""
    app_passwords: bool = False
    local_part: bool = False
    instead: str = ""

    @property
    def hosts(self) -> tuple[str, str]:
        """The names of its servers."""
        return self.places[0][0], self.places[1][0]

    def settings(self, address: str) -> MailSettings:
        """Where the mailbox of an address is."""
        local, _, domain = address.rpartition("@")
        by_local = self.local_part and domain in self.domains
        return MailSettings(
            imap=Server(*self.places[0], local if by_local else address),
            smtp=Server(*self.places[1], address),
            source=Source.TABLE,
            title=self.title,
            provider=self.id if self.oauth else "",
            passwords=self.passwords,
            hint=self.hint,
        )


def _both(host: str) -> tuple[Place, Place]:
    return _at(host, host)


def _at(imap: str, smtp: str) -> tuple[Place, Place]:
    return (imap, 993, _TLS), (smtp, 465, _TLS)


def _app(name: str, place: str) -> str:
    return tr(
        "{name} takes an app password, not the one you sign in with: make one at {place}.",
        name=name,
        place=place,
    )


def _allow(name: str) -> str:
    return tr(
        "{name} lets programs in only once IMAP is switched on in its own settings.", name=name
    )


_TWO_STEPS = tr("With two-step sign-in it takes an app password.")

PROVIDERS: Final = (
    MailProvider(
        "google", "Google", _at("imap.gmail.com", "smtp.gmail.com"),
        domains=("gmail.com", "googlemail.com"),
        takes=("google.com", "googlemail.com"),
        oauth=True, app_passwords=True,
        hint=_app("Google", "myaccount.google.com/apppasswords"),
    ),
    MailProvider(
        "microsoft", "Outlook.com",
        (("outlook.office365.com", 993, _TLS), ("smtp-mail.outlook.com", 587, _STARTTLS)),
        domains=(
            "outlook.com", "outlook.de", "outlook.fr", "outlook.es", "outlook.it", "outlook.jp",
            "outlook.co.nz", "outlook.com.au", "outlook.com.br", "outlook.dk", "outlook.pt",
            "hotmail.com", "hotmail.co.uk", "hotmail.de", "hotmail.fr", "hotmail.it",
            "hotmail.es", "hotmail.nl", "live.com", "live.co.uk", "live.de", "live.fr",
            "live.nl", "live.it", "live.dk", "msn.com", "passport.com",
        ),
        takes=("olc.protection.outlook.com",),
        oauth=True, passwords=False,
        hint=tr("Microsoft lets mail programs in by its sign-in page alone, never by a password."),
    ),
    MailProvider(
        "microsoft", "Microsoft 365",
        (("outlook.office365.com", 993, _TLS), ("smtp.office365.com", 587, _STARTTLS)),
        takes=("mail.protection.outlook.com", "mx.microsoft"),
        oauth=True, passwords=False,
        hint=tr("Microsoft lets mail programs in by its sign-in page alone, never by a password."),
    ),
    MailProvider(
        "yahoo", "Yahoo", _at("imap.mail.yahoo.com", "smtp.mail.yahoo.com"),
        domains=(
            "yahoo.com", "ymail.com", "rocketmail.com", "myyahoo.com", "yahoo.co.uk", "yahoo.de",
            "yahoo.fr", "yahoo.it", "yahoo.es", "yahoo.in", "yahoo.co.in", "yahoo.ca",
            "yahoo.com.au", "yahoo.com.br", "yahoo.com.mx", "yahoo.ie", "yahoo.se", "yahoo.pl",
        ),
        takes=("yahoodns.net",), app_passwords=True,
        hint=_app("Yahoo", "login.yahoo.com/account/security"),
    ),
    MailProvider(
        "aol", "AOL", _at("imap.aol.com", "smtp.aol.com"),
        domains=("aol.com", "aim.com", "aol.co.uk", "aol.de", "aol.fr", "love.com"),
        app_passwords=True, hint=_app("AOL", "login.aol.com/account/security"),
    ),
    MailProvider(
        "icloud", "iCloud",
        (("imap.mail.me.com", 993, _TLS), ("smtp.mail.me.com", 587, _STARTTLS)),
        domains=("icloud.com", "me.com", "mac.com"),
        takes=("mail.icloud.com",), app_passwords=True, local_part=True,
        hint=tr("Apple takes an app-specific password, not the one of your account: make one at "
        "account.apple.com."),
    ),
    MailProvider(
        "fastmail", "Fastmail", _at("imap.fastmail.com", "smtp.fastmail.com"),
        domains=("fastmail.com", "fastmail.fm", "fastmail.net", "sent.com", "messagingengine.com"),
        takes=("messagingengine.com",), app_passwords=True,
        hint=_app("Fastmail", "app.fastmail.com, Settings, Privacy & Security"),
    ),
    MailProvider(
        "gmx", "GMX", _at("imap.gmx.net", "mail.gmx.net"),
        domains=("gmx.net", "gmx.de", "gmx.at", "gmx.ch", "gmx.eu", "gmx.info", "gmx.org"),
        hint=_allow("GMX"),
    ),
    MailProvider(
        "gmx.com", "GMX", _at("imap.gmx.com", "mail.gmx.com"),
        domains=("gmx.com", "gmx.us", "gmx.co.uk", "gmx.fr", "gmx.es", "mail.com", "email.com"),
        hint=_allow("GMX"),
    ),
    MailProvider(
        "web.de", "WEB.DE",
        (("imap.web.de", 993, _TLS), ("smtp.web.de", 587, _STARTTLS)),
        domains=("web.de", "email.de"), hint=_allow("WEB.DE"),
    ),
    MailProvider(
        "t-online", "Telekom", _at("secureimap.t-online.de", "securesmtp.t-online.de"),
        domains=("t-online.de", "magenta.de"),
        hint=tr("Telekom takes the password for mail programs, not the one of your account."),
    ),
    MailProvider(
        "freenet", "freenet",
        (("mx.freenet.de", 993, _TLS), ("mx.freenet.de", 587, _STARTTLS)),
        domains=("freenet.de",),
    ),
    MailProvider(
        "zoho", "Zoho", _at("imap.zoho.com", "smtp.zoho.com"),
        domains=("zoho.com", "zohomail.com"), takes=("zoho.com", "zohomail.com"),
        hint=sentences(_allow("Zoho"), _TWO_STEPS),
    ),
    MailProvider(
        "zoho.eu", "Zoho", _at("imap.zoho.eu", "smtp.zoho.eu"),
        domains=("zoho.eu", "zohomail.eu"), takes=("zoho.eu", "zohomail.eu"),
        hint=sentences(_allow("Zoho"), _TWO_STEPS),
    ),
    MailProvider(
        "yandex", "Yandex", _at("imap.yandex.com", "smtp.yandex.com"),
        domains=("yandex.com", "yandex.ru", "ya.ru"), takes=("mx.yandex.net",),
        app_passwords=True, hint=_app("Yandex", "id.yandex.com/security/app-passwords"),
    ),
    MailProvider(
        "mail.ru", "Mail.ru", _at("imap.mail.ru", "smtp.mail.ru"),
        domains=("mail.ru", "inbox.ru", "list.ru", "bk.ru"), takes=("emx.mail.ru",),
        app_passwords=True, hint=_app("Mail.ru", "account.mail.ru"),
    ),
    MailProvider(
        "ionos.de", "IONOS", _at("imap.ionos.de", "smtp.ionos.de"),
        takes=("ionos.de", "kundenserver.de", "schlund.de"),
    ),
    MailProvider(
        "ionos.com", "IONOS", _at("imap.ionos.com", "smtp.ionos.com"),
        takes=("ionos.com", "perfora.net", "1and1.com"),
    ),
    MailProvider(
        "ionos.co.uk", "IONOS", _at("imap.ionos.co.uk", "smtp.ionos.co.uk"),
        takes=("ionos.co.uk",),
    ),
    MailProvider(
        "strato", "STRATO", _at("imap.strato.de", "smtp.strato.de"), takes=("rzone.de",)
    ),
    MailProvider(
        "ovh", "OVHcloud", _both("ssl0.ovh.net"), takes=("mail.ovh.net",)
    ),
    MailProvider(
        "gandi", "Gandi", _both("mail.gandi.net"), takes=("mail.gandi.net",)
    ),
    MailProvider(
        "infomaniak", "Infomaniak", _both("mail.infomaniak.com"),
        domains=("ik.me", "ikmail.com", "etik.com"), takes=("infomaniak.ch",),
    ),
    MailProvider(
        "mailbox.org", "mailbox.org", _at("imap.mailbox.org", "smtp.mailbox.org"),
        domains=("mailbox.org",), takes=("mailbox.org",),
    ),
    MailProvider(
        "posteo", "Posteo", _both("posteo.de"),
        domains=("posteo.de", "posteo.net", "posteo.org", "posteo.eu"),
    ),
    MailProvider(
        "migadu", "Migadu", _at("imap.migadu.com", "smtp.migadu.com"), takes=("migadu.com",)
    ),
    MailProvider(
        "runbox", "Runbox", _both("mail.runbox.com"),
        domains=("runbox.com",), takes=("runbox.com",),
    ),
    MailProvider(
        "mailfence", "Mailfence", _at("imap.mailfence.com", "smtp.mailfence.com"),
        domains=("mailfence.com",), takes=("mailfence.com",),
    ),
    MailProvider(
        "privateemail", "Namecheap", _both("mail.privateemail.com"),
        takes=("privateemail.com",),
    ),
    MailProvider(
        "hostinger", "Hostinger", _at("imap.hostinger.com", "smtp.hostinger.com"),
        takes=("mx1.hostinger.com", "mx2.hostinger.com"),
    ),
    MailProvider(
        "titan", "Titan", _at("imap.titan.email", "smtp.titan.email"), takes=("titan.email",)
    ),
    MailProvider(
        "rackspace", "Rackspace", _both("secure.emailsrvr.com"), takes=("emailsrvr.com",)
    ),
    MailProvider(
        "godaddy", "GoDaddy", _at("imap.secureserver.net", "smtpout.secureserver.net"),
        takes=("secureserver.net",),
    ),
    MailProvider(
        "orange", "Orange", _at("imap.orange.fr", "smtp.orange.fr"),
        domains=("orange.fr", "wanadoo.fr"),
    ),
    MailProvider(
        "free", "Free", _at("imap.free.fr", "smtp.free.fr"), domains=("free.fr",)
    ),
    MailProvider(
        "libero", "Libero", _at("imapmail.libero.it", "smtp.libero.it"),
        domains=("libero.it", "iol.it", "blu.it", "inwind.it"),
    ),
    MailProvider(
        "seznam", "Seznam", _at("imap.seznam.cz", "smtp.seznam.cz"),
        domains=("seznam.cz", "email.cz", "post.cz"), takes=("seznam.cz",),
    ),
    MailProvider(
        "comcast", "Xfinity", _at("imap.comcast.net", "smtp.comcast.net"),
        domains=("comcast.net",), hint=_allow("Xfinity"),
    ),
    MailProvider(
        "naver", "NAVER", _at("imap.naver.com", "smtp.naver.com"),
        domains=("naver.com",), hint=_allow("NAVER"),
    ),
    MailProvider(
        "qq", "QQ Mail", _at("imap.qq.com", "smtp.qq.com"),
        domains=("qq.com", "foxmail.com"), app_passwords=True,
        hint=tr("QQ Mail takes an authorization code instead of the password."),
    ),
    MailProvider(
        "proton", "Proton",
        (("127.0.0.1", 1143, _STARTTLS), ("127.0.0.1", 1025, _STARTTLS)),
        domains=("proton.me", "protonmail.com", "protonmail.ch", "pm.me"),
        takes=("protonmail.ch",),
        hint=tr("Take name and password from Proton Mail Bridge, not those of the account."),
        instead=tr("Proton can be read by its Bridge alone, a program that runs on this computer. "
        "Start it, then enter by hand the servers, the name and the password that it shows, and "
        "its certificate."),
    ),
    MailProvider(
        "tuta", "Tuta", _both("mail.tutanota.com"),
        domains=("tuta.com", "tutanota.com", "tutanota.de", "tutamail.com", "tuta.io"),
        takes=("tutanota.de",), passwords=False,
        instead=tr("Tuta offers neither IMAP nor SMTP, so that no other program "
            "can show its mail."),
    ),
)  # fmt: skip


def by_domain(domain: str) -> MailProvider | None:
    """The provider whose own addresses end with this domain."""
    return next((each for each in PROVIDERS if domain in each.domains), None)


def by_mail_server(host: str) -> MailProvider | None:
    """The provider that a server which takes mail (MX) belongs to, as far as it is known."""
    found = [(len(end), each) for each in PROVIDERS for end in each.takes if _ends_with(host, end)]
    return max(found, key=lambda each: each[0])[1] if found else None


def by_host(host: str) -> MailProvider | None:
    """The provider that a server of IMAP or SMTP belongs to."""
    return next((each for each in PROVIDERS if not each.instead and host in each.hosts), None)


def files_by_itself(mailbox: Mailbox) -> bool | None:
    """Whether the server of a mailbox puts what it sends into Sent: as it was found out, or as its
    provider does; None: not known.

    Gmail always does. Microsoft does unless an administrator turned that off for the mailbox
    (``Set-Mailbox -MessageCopyForSMTPClientSubmissionEnabled``).
    """
    provider = mailbox.provider
    if not provider and (found := by_host(mailbox.smtp.host)) is not None:
        provider = found.id
    if provider == "google":
        return True
    if provider == "microsoft" and mailbox.files_sent is None:
        return True
    return mailbox.files_sent


def _ends_with(host: str, end: str) -> bool:
    """Whether a name is this one, or below it."""
    host = host.rstrip(".").lower()
    return host == end or host.endswith("." + end)
