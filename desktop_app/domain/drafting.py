"""A draft on its way: what stands in a composer before it is safely a revision."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop_app.domain.mail import Address
from desktop_app.domain.outgoing import Draft, DraftContent, DraftFile, How, Quote
from desktop_app.domain.rich_text import Line, of_text, read, tidy, write_html, write_plain


@dataclass(frozen=True, slots=True)
class Start:
    """What a composer begins from: enough to begin its draft as often as it takes.

    Args:
        id: of the draft, chosen before there is one, so that it is begun only once.
        answers: ``emails.id`` of the message answered or passed on.
        lead_id, to: whom a new mail is for.
    """

    id: UUID
    how: How = How.NEW
    answers: UUID | None = None
    conversation_id: UUID | None = None
    lead_id: UUID | None = None
    to: tuple[Address, ...] = ()

    @classmethod
    def of(cls, draft: Draft) -> Start:
        """Of a draft that is there."""
        return cls(draft.id, draft.how, draft.answers, draft.conversation_id, draft.lead_id)


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a composer at one moment: quickly taken, made content of in the background.

    Args:
        to, cc, bcc: those who can be written to, and words that are no address yet.
        lines: as the editor has them.
        quoted: the draft's quote goes on below them.
        files: all of them, also pictures that stand in no line any more.
    """

    from_address: str = ""
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    subject: str = ""
    lines: tuple[Line, ...] = ()
    quoted: bool = False
    files: tuple[DraftFile, ...] = ()

    def content(self, quote: Quote) -> DraftContent:
        """A revision of it; ``quote`` is that of its draft."""
        lines = tidy(self.lines)
        html, plain = write_html(lines), write_plain(lines)
        if self.quoted:
            html, plain = html + quote.html, plain + quote.plain
        return DraftContent(
            from_address=self.from_address,
            to=self.to,
            cc=self.cc,
            bcc=self.bcc,
            subject=self.subject.strip(),
            html=html,
            plain=plain,
            files=tuple(
                file
                for file in self.files
                if file.content_id is None or f"cid:{file.content_id}" in html
            ),
        )


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Content that is in no revision yet, with all it takes to make one of it.

    Args:
        draft: as it was saved last; None: it is not there yet, and ``content`` is what was
            written before it was.
    """

    start: Start
    draft: Draft | None
    content: DraftContent

    @property
    def id(self) -> UUID:
        """That of its draft."""
        return self.draft.id if self.draft is not None else self.start.id


def own_lines(content: DraftContent, quote: Quote) -> tuple[tuple[Line, ...], bool]:
    """The rep's own lines of a content, and whether the quote goes on below them."""
    held = bool(quote.html) and content.html.endswith(quote.html)
    held = held or bool(quote.plain and not content.html and content.plain.endswith(quote.plain))
    own = content.html.removesuffix(quote.html) if held else content.html
    plain = content.plain.removesuffix(quote.plain) if held else content.plain
    return (read(own) if own else of_text(plain) if plain else ()), held


def all_people(first: Sequence[Address], more: Sequence[Address]) -> tuple[Address, ...]:
    """Both, nobody twice."""
    known = {each.email or each.name for each in first}
    return (*first, *(each for each in more if (each.email or each.name) not in known))


def merged(begun: Draft, typed: DraftContent) -> DraftContent:
    """A draft with what was written before it was there: the words stand first, people and files
    are added, a subject takes the place of its own."""
    content = begun.content
    lines, held = own_lines(content, begun.quote)
    first = read(typed.html) if typed.html else of_text(typed.plain) if typed.plain else ()
    if first and lines and not first[-1].item:
        last = first[-1]
        lines = (*first[:-1], replace(last, runs=(*last.runs, *lines[0].runs)), *lines[1:])
    else:
        lines = first + lines
    return Written(
        from_address=typed.from_address or content.from_address,
        to=all_people(content.to, typed.to),
        cc=all_people(content.cc, typed.cc),
        bcc=all_people(content.bcc, typed.bcc),
        subject=typed.subject or content.subject,
        lines=lines,
        quoted=held,
        files=(*content.files, *(file for file in typed.files if file not in content.files)),
    ).content(begun.quote)


# ------------------------------------------------------------------------------------- as JSON


def content_record(content: DraftContent, quote: Quote) -> dict[str, Any]:
    """A revision as it is stored; a quote that is as it was begun is named, not repeated."""
    own, plain = content.html, content.plain
    quoted = bool(quote.plain or quote.html) and plain.endswith(quote.plain)
    quoted = quoted and (not own or own.endswith(quote.html))
    if quoted:
        plain = plain.removesuffix(quote.plain)
    return {
        "from_address": content.from_address,
        "to": _people(content.to),
        "cc": _people(content.cc),
        "bcc": _people(content.bcc),
        "subject": _text(content.subject),
        "html": _text(own.removesuffix(quote.html) if quoted else own) if own else None,
        "plain": _text(plain),
        "quoted": quoted,
        "files": [
            {
                "id": str(file.id),
                "filename": _text(file.filename),
                "content_type": file.content_type,
                "size": file.size,
                "url": file.url,
                "content_id": file.content_id,
            }
            for file in content.files
        ],
    }


def content_of(stored: Mapping[str, Any], quote: Quote) -> DraftContent:
    """The inverse of :func:`content_record`; what another version left out is empty."""
    quoted = bool(stored.get("quoted"))
    html = stored.get("html")
    return DraftContent(
        from_address=stored.get("from_address") or "",
        to=_addresses(stored.get("to")),
        cc=_addresses(stored.get("cc")),
        bcc=_addresses(stored.get("bcc")),
        subject=stored.get("subject") or "",
        html="" if html is None else html + (quote.html if quoted else ""),
        plain=(stored.get("plain") or "") + (quote.plain if quoted else ""),
        files=tuple(
            DraftFile(
                UUID(file["id"]), file["filename"], file["content_type"], file["size"],
                file["url"], file.get("content_id"),
            )
            for file in stored.get("files") or ()
        ),
    )  # fmt: skip


def unsaved_text(unsaved: Unsaved) -> str:
    """All of it as one text, for a file."""
    start, draft = unsaved.start, unsaved.draft
    quote = draft.quote if draft is not None else Quote()
    record: dict[str, Any] = {
        "start": {
            "id": str(start.id),
            "how": str(start.how),
            "answers": _id(start.answers),
            "conversation_id": _id(start.conversation_id),
            "lead_id": _id(start.lead_id),
            "to": _people(start.to),
        },
        "content": content_record(unsaved.content, quote),
    }
    if draft is not None:
        record["draft"] = {
            "id": str(draft.id),
            "how": str(draft.how),
            "mailbox_id": _id(draft.mailbox_id),
            "answers": _id(draft.answers),
            "conversation_id": _id(draft.conversation_id),
            "lead_id": _id(draft.lead_id),
            "in_reply_to": draft.in_reply_to,
            "references": list(draft.references),
            "quote": {"html": _text(quote.html), "plain": _text(quote.plain)},
            "content": content_record(draft.content, quote),
            "revision": draft.revision,
            "changed_at": draft.changed_at.isoformat(),
        }
    return json.dumps(record)


def unsaved_of(text: str) -> Unsaved:
    """The inverse of :func:`unsaved_text`.

    Raises:
        ValueError: it is none.
    """
    try:
        record = json.loads(text)
        stored, found = record["start"], record.get("draft")
        start = Start(
            UUID(stored["id"]),
            How(stored["how"]),
            _uuid(stored["answers"]),
            _uuid(stored["conversation_id"]),
            _uuid(stored["lead_id"]),
            _addresses(stored["to"]),
        )
        draft = _draft_of(found) if found is not None else None
        quote = draft.quote if draft is not None else Quote()
        return Unsaved(start, draft, content_of(record["content"], quote))
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("no unsaved draft") from error


def _draft_of(found: Mapping[str, Any]) -> Draft:
    quote = Quote(found["quote"]["html"], found["quote"]["plain"])
    return Draft(
        id=UUID(found["id"]),
        how=How(found["how"]),
        mailbox_id=_uuid(found["mailbox_id"]),
        answers=_uuid(found["answers"]),
        conversation_id=_uuid(found["conversation_id"]),
        lead_id=_uuid(found["lead_id"]),
        content=content_of(found["content"], quote),
        revision=int(found["revision"]),
        changed_at=datetime.fromisoformat(found["changed_at"]),
        quote=quote,
        in_reply_to=found["in_reply_to"],
        references=tuple(found["references"]),
    )


def _text(text: str) -> str:
    """What a column of JSON can hold: neither NUL nor half a character."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _people(people: Sequence[Address]) -> list[dict[str, str]]:
    return [{"name": _text(each.name), "email": _text(each.email)} for each in people]


def _addresses(stored: Sequence[Mapping[str, str]] | None) -> tuple[Address, ...]:
    return tuple(Address(each["name"], each["email"]) for each in stored or ())


def _id(value: UUID | None) -> str | None:
    return str(value) if value is not None else None


def _uuid(stored: str | None) -> UUID | None:
    return UUID(stored) if stored else None
