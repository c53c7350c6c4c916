"""The one classifier: what counts as a person's message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from desktop_app.domain.mail import Address
from desktop_app.domain.replies import Kind, classify, is_reply_worthy

OWN = frozenset({"rep@rep.example", "sales@rep.example"})
ME = Address("Me", "rep@rep.example")
ADA = Address("Ada", "ada@acme.example")


@dataclass(frozen=True)
class Fields:
    from_: Address = ADA
    subject: str = "Re: Offer"
    list_id: str | None = None
    auto_submitted: str | None = None
    precedence: str | None = None
    x_autoreply: bool = False
    return_path: str | None = "ada@acme.example"
    content_type_report: bool = False
    report_type: str | None = None
    delivered: bool = False
    failed_recipients: bool = False


def kind(**fields: Any) -> Kind:
    return classify(Fields(**fields), OWN)


DAEMON = Address("", "mailer-daemon@mx.acme.example")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, Kind.HUMAN),
        ({"return_path": None}, Kind.HUMAN),
        ({"auto_submitted": "no"}, Kind.HUMAN),
        ({"subject": "Re: Automatic reply: Offer"}, Kind.HUMAN),
        ({"subject": "Automatic updates of your machine"}, Kind.HUMAN),
        ({"from_": Address("", "")}, Kind.HUMAN),
        # RFC 3834
        ({"auto_submitted": "auto-replied"}, Kind.AUTO_REPLY),
        ({"auto_submitted": "auto-generated"}, Kind.AUTO_REPLY),
        ({"auto_submitted": "auto-replied", "return_path": ""}, Kind.AUTO_REPLY),
        ({"x_autoreply": True}, Kind.AUTO_REPLY),
        ({"precedence": "auto_reply"}, Kind.AUTO_REPLY),
        ({"subject": "Automatic reply: Offer"}, Kind.AUTO_REPLY),
        ({"subject": "Out of Office: back on Monday"}, Kind.AUTO_REPLY),
        ({"subject": "Out of Office AutoReply: Offer"}, Kind.AUTO_REPLY),  # Exchange to 2007
        ({"subject": "Out of the office reply: Offer"}, Kind.AUTO_REPLY),
        ({"subject": "Out-of-Office: Offer"}, Kind.AUTO_REPLY),
        ({"subject": "Out of office replies annoy us"}, Kind.HUMAN),
        ({"subject": "Abwesenheitsnotiz: Angebot"}, Kind.AUTO_REPLY),
        ({"subject": "Abwesenheitsmeldung: Angebot"}, Kind.AUTO_REPLY),
        ({"subject": "Abwesenheit im Juli"}, Kind.HUMAN),
        ({"subject": "Respuesta automatica: Oferta"}, Kind.AUTO_REPLY),
        ({"subject": "Réponse automatique : offre"}, Kind.AUTO_REPLY),
        ({"subject": "自动回复: 报价"}, Kind.AUTO_REPLY),
        ({"subject": "AUTO: Max is out of the office (returning 01/12/2026)"}, Kind.AUTO_REPLY),
        ({"subject": "AUTO: Max Muster ist außer Haus (Rückkehr am 12.01.)"}, Kind.AUTO_REPLY),
        ({"subject": "Abwesenheit: Angebot"}, Kind.AUTO_REPLY),
        ({"subject": "Abwesenheit Re: Angebot"}, Kind.AUTO_REPLY),
        ({"subject": "Abwesenheitsmeldung"}, Kind.AUTO_REPLY),
        ({"subject": "Absence : offre"}, Kind.AUTO_REPLY),
        ({"subject": "Abwesenheit bis 12.1.", "return_path": ""}, Kind.AUTO_REPLY),
        # … which people speak of, too
        ({"subject": "Re: Abwesenheit: Angebot"}, Kind.HUMAN),
        ({"subject": "AW: AUTO: Max is out of the office"}, Kind.HUMAN),
        ({"subject": "Abwesenheit nächste Woche"}, Kind.HUMAN),
        ({"subject": "Absence of a signature"}, Kind.HUMAN),
        ({"subject": "Abwesenheit Rest der Woche: bitte Bob fragen"}, Kind.HUMAN),
        ({"subject": "Auto: Angebot, außer Haus angesehen"}, Kind.HUMAN),
        ({"subject": "AUTO: neue Preise"}, Kind.HUMAN),
        ({"subject": "Re: Abwesenheit", "return_path": ""}, Kind.BOUNCE),
        (
            {"content_type_report": True, "report_type": "disposition-notification"},
            Kind.AUTO_REPLY,
        ),
        # Bounces
        ({"content_type_report": True, "report_type": "delivery-status"}, Kind.BOUNCE),
        (
            {
                "content_type_report": True,
                "report_type": "delivery-status",
                "auto_submitted": "auto-replied",
                "return_path": "",
            },
            Kind.BOUNCE,
        ),
        # … but not what tells that mail arrived, whoever wrote it and however
        (
            {
                "content_type_report": True,
                "report_type": "delivery-status",
                "delivered": True,
                "return_path": "",
            },
            Kind.AUTO_REPLY,
        ),
        ({"from_": DAEMON, "content_type_report": True, "delivered": True}, Kind.AUTO_REPLY),
        ({"from_": DAEMON, "delivered": True, "failed_recipients": True}, Kind.BOUNCE),
        ({"return_path": ""}, Kind.BOUNCE),
        ({"failed_recipients": True}, Kind.BOUNCE),
        ({"from_": DAEMON}, Kind.BOUNCE),
        ({"from_": DAEMON, "auto_submitted": "auto-replied"}, Kind.BOUNCE),
        # Lists
        ({"list_id": "news.acme.example"}, Kind.LIST),
        ({"precedence": "bulk"}, Kind.LIST),
        ({"precedence": "list"}, Kind.LIST),
        ({"precedence": "first-class"}, Kind.HUMAN),
        ({"list_id": "x", "auto_submitted": "auto-generated"}, Kind.AUTO_REPLY),
        # The rep's own, also through an alias or a list
        ({"from_": Address("Me", "sales@rep.example")}, Kind.OWN),
        ({"from_": Address("Me", "rep@rep.example"), "list_id": "x"}, Kind.OWN),
        ({"from_": ME, "subject": "Out of office: next week"}, Kind.OWN),
        ({"from_": ME, "auto_submitted": "no"}, Kind.OWN),
        # … but what a program of the rep's answers is no answer
        ({"from_": ME, "auto_submitted": "auto-replied"}, Kind.AUTO_REPLY),
        ({"from_": ME, "x_autoreply": True}, Kind.AUTO_REPLY),
        ({"from_": ME, "precedence": "auto_reply"}, Kind.AUTO_REPLY),
        (
            {"from_": ME, "content_type_report": True, "report_type": "disposition-notification"},
            Kind.AUTO_REPLY,
        ),
    ],
)
def test_kinds(fields: dict[str, Any], expected: Kind) -> None:
    assert kind(**fields) is expected


def test_only_people_wait_for_an_answer() -> None:
    assert [one for one in Kind if is_reply_worthy(one)] == [Kind.HUMAN]
