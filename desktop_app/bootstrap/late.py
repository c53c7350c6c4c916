"""What is loaded when it is first used, as no start waits for it: most of it is the wire's, which
the services are handed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from datetime import datetime

    from desktop_app.domain.mail import Address, ParsedMessage
    from desktop_app.domain.outgoing import DraftContent
    from desktop_app.domain.replying import Quotable
    from desktop_app.domain.templates import Checked, Rendered, TemplateText
    from desktop_app.system.paths import Workspace
    from desktop_app.wire.content_store import ContentStore, StoredFile
    from desktop_app.wire.html_clean import CleanHtml
    from desktop_app.wire.liquid import LiquidRenderer


class Store:
    """The content store, made when the first file is asked for: a start does not wait for it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def get(self, url: str) -> bytes:
        return self._store.get(url)

    def get_raw(self, url: str) -> bytes:
        return self._store.get_raw(url)

    def put(self, content: bytes) -> StoredFile:
        return self._store.put(content)

    def put_raw(self, raw: bytes) -> str:
        return self._store.put_raw(raw)

    @cached_property
    def _store(self) -> ContentStore:
        from desktop_app.wire.content_store import ContentStore

        return ContentStore(self._workspace.files, raw=self._workspace.raw)


class Composer:
    """Makes drafts messages; loaded when the first one is sent."""

    def new_message_id(self, domain: str) -> str:
        from desktop_app.wire.mail_compose import new_message_id

        return new_message_id(domain)

    def compose(
        self,
        content: DraftContent,
        *,
        message_id: str,
        date: datetime,
        sender: Address,
        in_reply_to: str | None,
        references: Sequence[str],
        files: Callable[[str], bytes],
    ) -> bytes:
        from desktop_app.wire.mail_compose import compose

        return compose(
            content, message_id=message_id, date=date, sender=sender, in_reply_to=in_reply_to,
            references=references, files=files,
        )  # fmt: skip

    def redated(self, raw: bytes, date: datetime) -> bytes:
        from desktop_app.wire.mail_compose import redated

        return redated(raw, date)


class Renderer:
    """Renders templates; loaded when the first one is looked at."""

    def check(self, text: TemplateText, known: Mapping[str, str]) -> Checked:
        return self._renderer.check(text, known)

    def render(
        self, text: TemplateText, values: Mapping[str, str], known: Mapping[str, str]
    ) -> Rendered:
        return self._renderer.render(text, values, known)

    def lean(self, body: str) -> str:
        from desktop_app.wire.template_body import lean

        return lean(body)

    @cached_property
    def _renderer(self) -> LiquidRenderer:
        from desktop_app.wire.liquid import LiquidRenderer

        return LiquidRenderer()


def show_body(
    body: str, is_html: bool, allow_remote: bool, raw: Callable[[], bytes | None]
) -> CleanHtml:
    from desktop_app.wire import mail_body

    return mail_body.show_body(body, is_html, allow_remote, raw)


def write_meeting(
    id: UUID, title: str, begins: datetime, now: datetime, organizer: str, attendee: str
) -> bytes:
    from desktop_app.wire import meeting_file

    return meeting_file.write_meeting(
        id, title, begins, now, organizer=organizer, attendee=attendee
    )


def read_message(raw: bytes) -> ParsedMessage:
    from desktop_app.wire import mail_parse

    return mail_parse.parse_message(raw)


def quotable(body: str, is_html: bool, raw: bytes | None, *, passed_on: bool = False) -> Quotable:
    from desktop_app.wire import mail_quotable

    return mail_quotable.quotable(body, is_html, raw, passed_on=passed_on)


def own_words(plain: str) -> str:
    from desktop_app.wire import built_in_reader

    return built_in_reader.own_words(plain)


def clean_for_draft(markup: str) -> str:
    from desktop_app.wire import mail_quotable

    return mail_quotable.clean_for_draft(markup)


def step_back(pid: int) -> None:
    """Lower the priority of a process, and of what it starts from now on."""
    from desktop_app.system import priority

    priority.step_back(pid)
