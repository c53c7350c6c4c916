"""Tries the servers of a mailbox, both at once, and tells step by step how that went."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Protocol

from desktop_app.domain.errors import KnownError
from desktop_app.domain.mail_faults import MailFault
from desktop_app.domain.mailbox_checks import CheckReport, CheckStep, Step, doing
from desktop_app.domain.mailbox_settings import FIRST_DAYS
from desktop_app.domain.mailboxes import Auth, Credential, Mailbox, MailboxState, Server
from desktop_app.wire.mailbox_signin import InboxLook, StepFailed, try_imap, try_smtp

TellStep = Callable[[Step, str], None]


class SignIns(Protocol):
    """Tries one server each (``wire.mailbox_signin``). Raises StepFailed."""

    def imap(
        self, server: Server, credential: Credential, ca_pem: str, since: date, tell: TellStep
    ) -> InboxLook: ...

    def smtp(self, server: Server, credential: Credential, ca_pem: str, tell: TellStep) -> None: ...


class RealSignIns:
    """The real ones."""

    imap = staticmethod(try_imap)
    smtp = staticmethod(try_smtp)


@dataclass
class _Seen:
    """What has been seen of one server."""

    steps: list[CheckStep]
    state: MailboxState = MailboxState.OK
    look: InboxLook | None = None
    other_user: str = ""  # that was taken in place of the one given


def check_mailbox(
    mailbox: Mailbox,
    credentials: Callable[[Mailbox], Credential],
    today: date,
    tell: Callable[[str], None] = lambda said: None,
    signins: SignIns | None = None,
    *,
    other_user: str = "",
) -> CheckReport:
    """Sign in to both servers of a mailbox and look at its inbox; nothing is changed or sent.

    Args:
        mailbox: it need have no row yet.
        credentials: what its servers are shown.
        today: of the user's; the inbox is looked at from 90 days before it on.
        tell: told in a few words what is being done, from several threads.
        other_user: the name to try once more by where a server refuses the first; "" for none.
            A wrong password is shown three times in all, not four: servers count. SMTP gets its
            further try only once IMAP has taken the password.

    Returns:
        a report, whatever happened; its first failed step says what to do.
    """
    real = signins or RealSignIns()
    try:
        credential = credentials(mailbox)
    except KnownError as error:
        state = error.state if isinstance(error, MailFault) else MailboxState.UNREACHABLE
        failed = CheckStep("imap", Step.SIGNIN, False, error.title, error.advice)
        return CheckReport((failed,), state)
    since = today - timedelta(days=FIRST_DAYS)
    mutex = threading.Lock()

    def run(protocol: str, server: Server) -> _Seen:
        seen = _Seen([])
        order = [*Step]

        def took(step: Step, said: str) -> None:
            seen.steps.append(CheckStep(protocol, step, True, said))
            following = order[order.index(step) + 1 :]
            if following:
                with mutex:
                    tell(doing(protocol, following[0]))

        shown = replace(credential, user=server.user)
        ask: Any = real.imap if protocol == "imap" else real.smtp
        given = (since, took) if protocol == "imap" else (took,)
        try:
            seen.look = ask(server, shown, mailbox.ca_pem, *given)
        except StepFailed as failed:
            seen.steps.append(CheckStep(protocol, failed.step, False, failed.said, failed.advice))
            seen.state = failed.state
        return seen

    def again(protocol: str, server: Server, first: _Seen) -> _Seen:
        if first.state is not MailboxState.SIGNIN or other_user in ("", server.user):
            return first
        second = run(protocol, replace(server, user=other_user))
        second.other_user = other_user
        return second if second.state is MailboxState.OK else first

    tell(doing("imap", Step.REACH))
    with ThreadPoolExecutor(2, thread_name_prefix="mailbox-check") as both:
        runs = [
            both.submit(run, protocol, server)
            for protocol, server in (("imap", mailbox.imap), ("smtp", mailbox.smtp))
        ]
        imap, smtp = (each.result() for each in runs)
    if credential.auth is Auth.PASSWORD:
        imap = again("imap", mailbox.imap, imap)
        if imap.state is MailboxState.OK:
            smtp = again("smtp", mailbox.smtp, smtp)
    look = imap.look or InboxLook(None, None)
    return CheckReport(
        steps=(*imap.steps, *smtp.steps),
        state=imap.state if imap.state is not MailboxState.OK else smtp.state,
        recent=look.recent,
        recent_bytes=look.recent_bytes,
        imap_user=imap.other_user,
        smtp_user=smtp.other_user,
    )
