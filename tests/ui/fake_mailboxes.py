"""The services of mailboxes over dictionaries. The engine's part is played by the test: it ends
the request that waits by ``setup.end(...)``."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.mailbox_requests import SetupProgress
from desktop_app.domain.mailbox_settings import check_address, check_aliases, check_cap, check_name
from desktop_app.domain.mailboxes import Auth, MailboxState, Security, Server, would_be
from desktop_app.domain.requests import RequestState
from desktop_app.domain.users import Provider


class FakeMailboxes:
    """``mailboxes``: those that stand, by id."""

    def __init__(self, user):
        self.user = user
        self.mailboxes = {}
        self.folders = ()
        self.busy = set()  # mail of these is in the outbox

    def put(self, address, **fields):
        """A mailbox that stands."""
        imap = Server("imap.fieldline.example", 993, Security.TLS, address)
        smtp = Server("smtp.fieldline.example", 465, Security.TLS, address)
        made = would_be(uuid4(), self.user.id, address, imap=imap, smtp=smtp)
        made = replace(made, position=len(self.mailboxes), **fields)
        self.mailboxes[made.id] = made
        return made

    def list(self):
        return tuple(sorted(self.mailboxes.values(), key=lambda each: each.position))

    def health(self):
        return self.folders

    def _set(self, mailbox_id, told, /, **fields):
        if mailbox_id not in self.mailboxes:
            raise KnownError("This mailbox is not there any more.")
        self.mailboxes[mailbox_id] = replace(self.mailboxes[mailbox_id], **fields)
        return Changes(Kind.MAILBOXES, told)

    def edit(self, mailbox_id, *, name, aliases, horizon_days, daily_cap):
        address = self.mailboxes[mailbox_id].address
        return self._set(
            mailbox_id, "Settings changed", name=check_name(name),
            aliases=check_aliases(tuple(aliases), address), horizon_days=horizon_days,
            daily_cap=check_cap(daily_cap),
        )  # fmt: skip

    def pause(self, mailbox_id, paused):
        return self._set(mailbox_id, "Paused" if paused else "Going on", paused=paused)

    def reorder(self, mailbox_ids):
        rest = [each.id for each in self.list() if each.id not in mailbox_ids]
        for number, each in enumerate([*mailbox_ids, *rest]):
            self._set(each, "", position=number)
        return Changes(Kind.MAILBOXES, "Order changed")

    def remove(self, mailbox_id):
        if mailbox_id in self.busy:
            raise KnownError("1 mail is still in the outbox.", "Send it first.")
        self.mailboxes.pop(mailbox_id)
        return Changes(Kind.MAILBOXES, "Removed; its mail stays here")


class FakeSetup:
    """``asked``: what was asked, newest last; ``held``: the keyring."""

    def __init__(self, mailboxes):
        self._mailboxes = mailboxes
        self.asked = []
        self.requests = {}
        self.held = {}
        self.offered = ()
        self.secrets_note = ""

    # -- the engine's part

    def end(self, **result):
        """End the request that waits; ``settings=``, ``report=``, or ``title=`` and ``advice=``."""
        request = [each for each, p in self.requests.items() if not p.state.over][-1]
        state = RequestState.FAILED if "title" in result else RequestState.DONE
        self.requests[request] = SetupProgress(request, state, **result)
        return Changes(Kind.MAILBOXES)

    def move(self, **fields):
        request = [each for each, p in self.requests.items() if not p.state.over][-1]
        self.requests[request] = replace(self.requests[request], **fields)
        return Changes(Kind.MAILBOXES)

    # -- the service

    def new_id(self):
        return uuid4()

    def providers(self):
        return tuple(Provider(each, each.title()) for each in self.offered)

    def _ask(self, kind, *what) -> UUID:
        request = uuid4()
        self.asked.append((kind, *what))
        self.requests[request] = SetupProgress(request, RequestState.ASKED)
        return request

    def find(self, mailbox_id, address):
        if any(each.address == address for each in self._mailboxes.list()):
            raise KnownError(f"{address} is connected already.")
        return self._ask("find", address)

    def check(self, mailbox_id, draft):
        return self._ask("check", draft, self.held.get(mailbox_id))

    def check_again(self, mailbox_id):
        return self._ask("check_again", mailbox_id)

    def sign_in(self, mailbox_id, address, provider):
        return self._ask("signin", address, provider)

    def progress(self, request):
        return self.requests[request]

    def cancel(self, request):
        if not self.requests[request].state.over:
            self.requests[request] = SetupProgress(request, RequestState.CANCELLED)

    def keep_password(self, mailbox_id, password):
        self.held[mailbox_id] = password

    def give_up(self, mailbox_id):
        if mailbox_id not in self._mailboxes.mailboxes:
            self.held.pop(mailbox_id, None)

    def read_authority(self, path):
        return f"PEM of {path.name}"

    def add(self, mailbox_id, draft):
        address = check_address(draft.address)
        made = would_be(
            mailbox_id, self._mailboxes.user.id, address,
            imap=draft.settings.imap, smtp=draft.settings.smtp, ca_pem=draft.ca_pem,
            auth=Auth.OAUTH2 if draft.oauth else Auth.PASSWORD,
            provider=draft.settings.provider if draft.oauth else "",
        )  # fmt: skip
        self._mailboxes.mailboxes[mailbox_id] = made
        return made, Changes(Kind.MAILBOXES, f"{address} is connected")

    def renew(self, mailbox_id, tried=None):
        if tried is not None:
            self.held[mailbox_id] = self.held.pop(tried)
        return self._mailboxes._set(mailbox_id, "Signed in again", state=MailboxState.NEW, said="")
