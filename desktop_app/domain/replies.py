"""Who or what wrote a message: the one classifier that replies, reminders, sequences and
metrics share.

A reply is a *human* inbound message after an outbound one; an out-of-office, a bounce, list
mail and own mail under an alias are none; nor is an absence of the rep's own an answer.
Sources: RFC 3834 (Auto-Submitted), RFC 6522 (multipart/report), RFC 3464 (reports on delivery), RFC
8098 (read receipts), RFC 2919 (List-Id), RFC 5321 4.5.5 (null path).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum
from typing import Final, Protocol

from desktop_app.domain.mail import Address


class Kind(StrEnum):
    """What a message is, to those who count replies."""

    HUMAN = "human"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    LIST = "list"
    OWN = "own"


class Classifiable(Protocol):
    """The fields of a message that tell; `ParsedMessage` has them all."""

    @property
    def from_(self) -> Address: ...
    @property
    def subject(self) -> str: ...
    @property
    def list_id(self) -> str | None: ...
    @property
    def auto_submitted(self) -> str | None: ...
    @property
    def precedence(self) -> str | None: ...
    @property
    def x_autoreply(self) -> bool: ...
    @property
    def return_path(self) -> str | None: ...
    @property
    def content_type_report(self) -> bool: ...
    @property
    def report_type(self) -> str | None: ...
    @property
    def delivered(self) -> bool: ...
    @property
    def failed_recipients(self) -> bool: ...


_DAEMONS: Final = frozenset({"mailer-daemon", "maildaemon", "mail-daemon", "mailerdaemon"})
_TO_MANY: Final = frozenset({"list", "bulk", "junk"})

# What programs put before the subject of an automatic answer that they do not mark otherwise.
# At the start only: "Re: Automatic reply: …" was written by a person. A word that people use, too,
# has to stand before a colon or the subject that is answered, and AUTO: (Lotus Notes) before more:
# "Auto: Angebot" is about a car.
_AUTOMATIC = re.compile(
    r"(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response|responder)|autoreply|"
    r"out[ -]of[ -](?:the[ -])?office(?: (?:auto[- ]?)?(?:reply|response|message))?|"
    r"vacation reply|automatische antwort|"
    r"abwesenheits(?:notiz|meldung|nachricht|benachrichtigung|hinweis|assistent)|"
    r"abwesend|réponse automatique|absence du bureau|respuesta autom[áa]tica|fuera de la oficina|"
    r"resposta automática|risposta automatica|fuori sede|automatisch antwoord|afwezig|"
    r"autosvar|automaattinen vastaus|automatyczna odpowiedź|automatická odpověď|"
    r"automatikus válasz|otomatik yanıt|автоответ|автоматический ответ|自动回复|自動回覆|"
    r"自動応答|不在|자동 회신)\s*(?:[:：\-–(\[]|$)"
    r"|(?:abwesenheit|absence|ausencia|ausência|assenza|afwezigheid)\s*"
    r"(?:[:：]|\b(?:re|aw|fwd?|wg|tr|rv|antw)\s*:)"
    r"|(?-i:AUTO)\s?:\s[^\n]{1,150}?\b(?:out of (?:the )?office|abwesend|außer haus|"
    r"nicht im (?:büro|haus)|absente?\b|fuera de la oficina|fuori (?:sede|ufficio)|"
    r"afwezig|niet op kantoor|fora do escritório)",
    re.IGNORECASE,
)
# How a notice begins that came by the null path: a program wrote it, and nothing came back.
_ABSENT = re.compile(
    r"(?:out of (?:the )?office|ooo|abwesen\w*|absence|absente?|ausencia|ausência|ausente|assenza|"
    r"assente|afwezig\w*|fuera de la oficina|fuori (?:sede|ufficio))\b",
    re.IGNORECASE,
)


def classify(message: Classifiable, own_addresses: Collection[str]) -> Kind:
    """What `message` is.

    Args:
        message: the message's author, subject and telling header fields.
        own_addresses: every address of the rep, in lower case.
    """
    if message.from_.email in own_addresses and message.from_.email:
        return Kind.AUTO_REPLY if _is_own_program(message) else Kind.OWN
    if message.delivered and not message.failed_recipients:
        return Kind.AUTO_REPLY  # nothing came back
    if _is_report(message):
        # A read receipt is an answer by a program; everything else reports on delivery.
        return Kind.AUTO_REPLY if message.report_type == "disposition-notification" else Kind.BOUNCE
    if message.failed_recipients or _is_daemon(message.from_.email):
        return Kind.BOUNCE
    if _is_automatic(message):
        return Kind.AUTO_REPLY
    if message.return_path == "":
        return Kind.AUTO_REPLY if _ABSENT.match(message.subject) else Kind.BOUNCE
    if message.list_id is not None or message.precedence in _TO_MANY:
        return Kind.LIST
    return Kind.HUMAN


def is_reply_worthy(kind: Kind) -> bool:
    """Whether a person waits for an answer to a message of this kind."""
    return kind is Kind.HUMAN


def _is_report(message: Classifiable) -> bool:
    return message.content_type_report and (
        message.report_type is not None or message.return_path == ""
    )


def _is_daemon(email: str) -> bool:
    return email.partition("@")[0] in _DAEMONS


def _is_automatic(message: Classifiable) -> bool:
    return _is_marked(message) or bool(_AUTOMATIC.match(message.subject))


def _is_own_program(message: Classifiable) -> bool:
    """Whether a program of the rep's wrote it: an absence, a read receipt. What a subject says is
    no proof, for a rep may write "Out of office next week" with their own hands."""
    return _is_marked(message) or message.report_type == "disposition-notification"


def _is_marked(message: Classifiable) -> bool:
    return (
        message.auto_submitted not in (None, "no")
        or message.x_autoreply
        or message.precedence in ("auto_reply", "auto-reply", "autoreply")
    )
