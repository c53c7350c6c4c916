"""Dovecot as Debian ships it, from a configuration of the tests' own."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Sequence

from desktop_app.domain.mailboxes import Security, Server
from tests.mailservers.authority import Certificate
from tests.mailservers.daemons import Household, program
from tests.mailservers.people import HOST, MailUser

_CONFIGURATION = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/dovecot.log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
ssl = yes
ssl_cert = <{home}/certificate.pem
ssl_key = <{home}/key.pem
ssl_min_protocol = TLSv1.2
auth_mechanisms = plain login xoauth2 oauthbearer
auth_failure_delay = 0
auth_cache_size = 0
mail_location = maildir:{home}/mail/%u
mail_plugins = quota
mailbox_list_index = yes
maildir_stat_dirs = yes
# The answers of a server in a test are worth more than what survives a power cut.
mail_fsync = never
default_process_limit = 1000
default_client_limit = 4000
service imap {{
  process_limit = 1000
}}
protocol imap {{
  mail_plugins = $mail_plugins imap_quota
  mail_max_userip_connections = 200
}}
plugin {{
  quota = maildir:User quota
}}
service anvil {{
  chroot =
  # Who comes from an address with wrong passwords is not made to wait.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  # One process for many guests, ready before the first.
  service_count = 0
  process_min_avail = 1
  inet_listener imap {{
    port = {plain_port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {home}/oauth2.conf
}}
passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = scheme=PLAIN username_format=%u {home}/users/%u
}}
userdb {{
  driver = passwd-file
  args = username_format=%u {home}/users/%u
  override_fields = uid={user} gid={group} home={home}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
{folders}}}
"""
_FOLDER = """  mailbox {name} {{
    special_use = \\{name}
    auto = subscribe
  }}
"""
# Tokens are signed by a key of the tests and need no third server to be believed.
_OAUTH = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={home}/keys/
username_attribute = email
"""
SPECIAL = ("Archive", "Drafts", "Junk", "Sent", "Trash")


def installed() -> bool:
    """Whether there is a Dovecot on this computer."""
    return program("dovecot") is not None


class Dovecot:
    """The IMAP server, with CONDSTORE, QRESYNC, IDLE, MOVE, SPECIAL-USE and quotas."""

    def __init__(self, home: Household, certificate: Certificate, token_key: str) -> None:
        self._home = home
        for name in ("run", "state", "users", "mail", "keys", "keys/default", "keys/default/HS256"):
            home.make(name)
        home.write("certificate.pem", certificate.certificate)
        home.write("key.pem", certificate.key)
        home.write("keys/default/HS256/default", base64.b64encode(token_key.encode()).decode())
        home.write("oauth2.conf", _OAUTH.format(home=home.folder))
        ports = home.start(self._command, 2, "dovecot.out")
        self.imap = Server(HOST, ports[0], Security.TLS, "")
        self.imap_starttls = Server(HOST, ports[1], Security.STARTTLS, "")

    def _command(self, ports: Sequence[int]) -> Sequence[str]:
        home = self._home
        configuration = _CONFIGURATION.format(
            home=home.folder,
            user=home.user,
            group=home.group,
            tls_port=ports[0],
            plain_port=ports[1],
            folders="".join(_FOLDER.format(name=name) for name in SPECIAL),
        )
        path = home.write("dovecot.conf", configuration)
        return [program("dovecot") or "dovecot", "-F", "-c", str(path)]

    def admit(self, user: MailUser, quota_kib: int | None) -> None:
        """See ``MailServer.admit``."""
        quota = f"userdb_quota_rule=*:storage={quota_kib}K" if quota_kib else ""
        line = f"{user.address}:{{PLAIN}}{user.password}::::::{quota}\n"
        self._home.write(f"users/{user.address}", line)

    def forget(self, user: MailUser) -> None:
        """Nobody of that name any more, and none of their mail."""
        (self._home.folder / "users" / user.address).unlink(missing_ok=True)
        shutil.rmtree(self._home.folder / "mail" / user.address, ignore_errors=True)
