"""Exim as Debian ships it, from a configuration of the tests' own."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path

from desktop_app.domain.mailboxes import Security, Server
from tests.mailservers.daemons import Household, program
from tests.mailservers.people import HOST, REFUSALS, REFUSALS_OF_CONTENT, Delivered

SIZE_LIMIT = 12_000_000  # bytes of a message
MOST_RECIPIENTS = 100  # of one message
_PATIENCE = 20.0  # seconds until what was accepted is delivered

_CONFIGURATION = """
exim_user = {user}
exim_group = {group}
never_users =
spool_directory = {home}/spool
log_file_path = {home}/exim-%slog
log_selector = +received_recipients +received_sender
pid_file_path = {home}/run/exim.pid
primary_hostname = localhost
local_interfaces = 127.0.0.1
daemon_smtp_ports = {tls_port} : {plain_port}
tls_on_connect_ports = {tls_port}
tls_advertise_hosts = *
tls_certificate = {home}/certificate.pem
tls_privatekey = {home}/key.pem
keep_environment =
deliver_drop_privilege = true
host_lookup =
helo_accept_junk_hosts = *
rfc1413_query_timeout = 0s
smtp_accept_max = 200
recipients_max = {most_recipients}
smtp_accept_queue_per_connection = 0
smtp_receive_timeout = 60s
message_size_limit = {size_limit}
timezone = UTC
untrusted_set_sender = *
acl_smtp_mail = check_sender
acl_smtp_rcpt = check_recipient
acl_smtp_data = check_content

begin acl

check_sender:
  defer
    set acl_m_said = ${{lookup{{$sender_address}}lsearch{{{home}/answers/sender}}}}
    condition = ${{if match{{$acl_m_said}}{{^4}}}}
    message = $acl_m_said
  deny
    condition = ${{if match{{$acl_m_said}}{{^5}}}}
    message = $acl_m_said
  accept

check_recipient:
  deny
    !authenticated = *
    message = 550 5.7.1 Sign in first
  defer
    set acl_m_said = ${{lookup{{$local_part@$domain}}lsearch{{{home}/answers/rcpt}}\\
      {{$value}}{{${{lookup{{$local_part}}lsearch{{{home}/answers/rcpt}}}}}}}}
    condition = ${{if match{{$acl_m_said}}{{^4}}}}
    message = $acl_m_said
  deny
    condition = ${{if match{{$acl_m_said}}{{^5}}}}
    message = $acl_m_said
  warn
    set acl_m_later = ${{lookup{{$local_part@$domain}}lsearch{{{home}/answers/data}}\\
      {{$value}}{{${{lookup{{$local_part}}lsearch{{{home}/answers/data}}{{$value}}{{$acl_m_later}}}}}}}}
  accept

check_content:
  defer
    condition = ${{if match{{$acl_m_later}}{{^4}}}}
    message = $acl_m_later
  deny
    condition = ${{if match{{$acl_m_later}}{{^5}}}}
    message = $acl_m_later
  accept

begin authenticators

plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if eq{{$auth3}}\\
    {{${{lookup{{$auth2}}lsearch{{{home}/passwords}}{{$value}}fail}}}}}}
  server_set_id = $auth2

login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = ${{if eq{{$auth2}}\\
    {{${{lookup{{$auth1}}lsearch{{{home}/passwords}}{{$value}}fail}}}}}}
  server_set_id = $auth1

xoauth2:
  driver = plaintext
  public_name = XOAUTH2
  server_prompts = :
  server_condition = ${{if match{{$auth1}}\\
    {{\\N^user=([^\\x01]+)\\x01auth=Bearer ([^\\x01]+)\\x01\\x01$\\N}}\\
    {{${{if eq{{$2}}{{${{lookup{{$1}}lsearch{{{home}/tokens}}{{$value}}fail}}}}}}}}{{no}}}}
  server_set_id = ${{if match{{$auth1}}{{\\N^user=([^\\x01]+)\\N}}{{$1}}}}

oauthbearer:
  driver = plaintext
  public_name = OAUTHBEARER
  server_prompts = :
  server_condition = ${{if match{{$auth1}}\\
    {{\\N^n,a=([^,]+),\\x01.*auth=Bearer ([^\\x01]+)\\x01\\x01$\\N}}\\
    {{${{if eq{{$2}}{{${{lookup{{$1}}lsearch{{{home}/tokens}}{{$value}}fail}}}}}}}}{{no}}}}
  server_set_id = ${{if match{{$auth1}}{{\\N^n,a=([^,]+),\\N}}{{$1}}}}

begin routers

# A server like Gmail's: it files what its users send.
filing:
  driver = accept
  condition = ${{lookup{{$sender_address}}lsearch{{{home}/filing}}{{yes}}{{no}}}}
  address_data = ${{lookup{{$sender_address}}dsearch,filter=dir{{{home}/mail}}}}
  transport = sent_folder
  unseen

here:
  driver = accept
  address_data = ${{lookup{{$local_part@$domain}}dsearch,filter=dir{{{home}/mail}}{{$value}}fail}}
  transport = mailbox

elsewhere:
  driver = accept
  transport = outside

begin transports

sent_folder:
  driver = appendfile
  directory = {home}/mail/$address_data/.Sent
  maildir_format
  create_directory
  batch_max = 1000

mailbox:
  driver = appendfile
  directory = {home}/mail/$address_data
  maildir_format
  create_directory

# The rest of the world: its mail is kept, so that a test can read it.
outside:
  driver = appendfile
  directory = {home}/outside
  maildir_format
  create_directory
  batch_max = 1000
"""
_LINE = re.compile(r"^\S+ \S+ (?P<exim_id>\S+) (?P<what><=|=>|->|\*\*|==|Completed)(?P<rest>.*)$")
_ID = re.compile(r" id=(\S+)")
_TO = re.compile(r"^ (?:\S+ )?<?([^\s<>]+)>?")


def installed() -> bool:
    """Whether there is an Exim on this computer."""
    return program("exim4", "exim") is not None


class Exim:
    """The SMTP server: TLS and STARTTLS, signing in, a limit of size, refusals by address."""

    def __init__(self, home: Household) -> None:
        self._home = home
        self._passwords: dict[str, str] = {}
        self._tokens: dict[str, str] = {}
        self._filing: dict[str, str] = {}
        self._answers: dict[str, dict[str, str]] = {
            "sender": {},
            "rcpt": dict(REFUSALS),
            "data": dict(REFUSALS_OF_CONTENT),
        }
        for name in ("run", "spool", "answers", "outside", "mail"):
            home.make(name)
        self._log = home.write("exim-mainlog", "")
        self._write_lists()
        ports = home.start(self._command, 2, "exim.out")
        self.smtp = Server(HOST, ports[0], Security.TLS, "")
        self.smtp_starttls = Server(HOST, ports[1], Security.STARTTLS, "")

    @property
    def outside(self) -> Path:
        """A Maildir with what was sent to addresses that are not this server's."""
        return self._home.folder / "outside"

    def _command(self, ports: Sequence[int]) -> Sequence[str]:
        home = self._home
        configuration = _CONFIGURATION.format(
            home=home.folder,
            user=home.user,
            group=home.group,
            tls_port=ports[0],
            plain_port=ports[1],
            size_limit=SIZE_LIMIT,
            most_recipients=MOST_RECIPIENTS,
        )
        path = home.write("exim.conf", configuration)
        # Alone, "-C" makes Exim give up the rights of root that its file has.
        return [program("exim4", "exim") or "exim4", "-bdf", "-C", str(path)]

    def admit(self, address: str, password: str) -> None:
        """Let somebody sign in with a password."""
        self._passwords[address] = password
        self._write_lists()

    def believe(self, address: str, token: str) -> None:
        """Let somebody sign in with an OAuth 2 token; "" for none any more."""
        self._tokens[address] = token
        self._write_lists()

    def file_sent(self, address: str) -> None:
        """From now on put what somebody sends in their Sent folder."""
        self._filing[address] = "yes"
        self._write_lists()

    def answer(self, address: str, reply: str | None, at: str) -> None:
        """See ``MailServer.answer``."""
        if reply is None:
            self._answers[at].pop(address, None)
        else:
            self._answers[at][address] = reply
        self._write_lists()

    def _write_lists(self) -> None:
        lists = {"passwords": self._passwords, "tokens": self._tokens, "filing": self._filing}
        lists |= {f"answers/{at}": answers for at, answers in self._answers.items()}
        for name, pairs in lists.items():
            text = "".join(f"{key}: {value}\n" for key, value in pairs.items() if value)
            self._home.write(name, text)

    def delivered(self) -> list[Delivered]:
        """See ``MailServer.delivered``."""
        until = time.monotonic() + _PATIENCE
        while True:
            accepted, done = self._read_log()
            if not accepted.keys() - done and not self._receiving():
                return list(accepted.values())
            if time.monotonic() > until:
                raise AssertionError(f"Exim did not deliver:\n{self._log.read_text()}")
            time.sleep(0.02)

    def _receiving(self) -> bool:
        """Whether there is a message that the log does not know yet: it is written into the spool
        first, and answered with 250 after the log."""
        return any((self._home.folder / "spool" / "input").glob("**/*-H"))

    def _read_log(self) -> tuple[dict[str, Delivered], set[str]]:
        accepted: dict[str, Delivered] = {}
        done: set[str] = set()
        for line in self._log.read_text(encoding="utf-8", errors="replace").splitlines():
            found = _LINE.match(line)
            if found is None:
                continue
            exim_id, what, rest = found["exim_id"], found["what"], found["rest"]
            if what == "<=":
                named = _ID.search(rest)
                accepted[exim_id] = Delivered(f"<{named[1]}>" if named else "", ())
            elif what in ("=>", "->") and " T=sent_folder" not in rest and exim_id in accepted:
                before = accepted[exim_id]
                to = _TO.match(rest)
                assert to, line
                accepted[exim_id] = Delivered(before.message_id, (*before.recipients, to[1]))
            elif what == "Completed":
                done.add(exim_id)
        return accepted, done
