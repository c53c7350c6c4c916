"""Who an answer goes to, what it is called, what it names and quotes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from desktop_app.domain.mail import Address
from desktop_app.domain.outgoing import How
from desktop_app.domain.replying import (
    Original,
    Quotable,
    answered,
    answering_mailbox,
    parents,
    quote_of,
    signed,
    subject_of,
    text_html,
)
from tests.mailboxes import a_mailbox

ME = Address("Mara Ostrander", "mara@outpost.example")
ALIAS = Address("", "sales@outpost.example")
OWN = frozenset({ME.email, ALIAS.email})
INES = Address("Ines Caldaro", "ines@norvane.example")
PIETER = Address("Pieter Aldewijn", "pieter@norvane.example")
DESK = Address("", "desk@norvane.example")
LIST = Address("Makers", "makers@lists.example")
AT = datetime(2026, 6, 15, 9, 10, tzinfo=UTC)

MAIL = Original(
    id=uuid4(),
    conversation_id=None,
    lead_id=None,
    message_id="<3@norvane.example>",
    in_reply_to=("<2@outpost.example>",),
    references=("<1@norvane.example>", "<2@outpost.example>"),
    from_=INES,
    to=(ME, PIETER),
    cc=(DESK, ALIAS),
    bcc=(),
    subject="AW: Pilot for line 3",
    at=AT,
    outbound=False,
)
READ = Quotable("", "Hi Mara,\n\n> earlier\n> > still earlier\nyes.")


def test_a_reply_goes_to_the_author() -> None:
    assert answered(MAIL, READ, How.REPLY, OWN) == ((INES,), ())


def test_a_reply_to_all_leaves_the_rep_out() -> None:
    assert answered(MAIL, READ, How.REPLY_ALL, OWN) == ((INES, PIETER), (DESK,))


def test_where_the_author_wants_it() -> None:
    read = replace(READ, reply_to=(DESK,))
    assert answered(MAIL, read, How.REPLY, OWN) == ((DESK,), ())
    assert answered(MAIL, read, How.REPLY_ALL, OWN) == ((DESK, PIETER), ())
    # A bare address of the author keeps the name that is known.
    bare = replace(READ, reply_to=(Address("", INES.email),))
    assert answered(MAIL, bare, How.REPLY, OWN) == ((INES,), ())


def test_a_list_that_wants_all_answers_gets_those_to_all() -> None:
    mail = replace(MAIL, to=(LIST,), cc=())
    read = replace(READ, reply_to=(LIST,), list_posts=(LIST.email,))
    assert answered(mail, read, How.REPLY, OWN) == ((INES,), ())
    assert answered(mail, read, How.REPLY_ALL, OWN) == ((INES, LIST), ())
    hidden = replace(mail, to=(ME,))
    assert answered(hidden, read, How.REPLY_ALL, OWN) == ((INES,), (LIST,))


def test_mail_followup_to_is_where_the_talk_goes_on() -> None:
    read = replace(READ, followup_to=(LIST, ME))
    assert answered(MAIL, read, How.REPLY_ALL, OWN) == ((LIST,), ())
    assert answered(MAIL, read, How.REPLY, OWN) == ((INES,), ())


def test_an_answer_to_what_the_rep_wrote_goes_on_to_whom_that_went_to() -> None:
    sent = replace(MAIL, from_=ME, to=(INES,), cc=(PIETER, ME), outbound=True)
    assert answered(sent, READ, How.REPLY, OWN) == ((INES,), ())
    assert answered(sent, READ, How.REPLY_ALL, OWN) == ((INES,), (PIETER,))
    blind = replace(sent, to=(), cc=(PIETER,))
    assert answered(blind, READ, How.REPLY, OWN) == ((PIETER,), ())


def test_mail_to_oneself_is_answered_to_oneself() -> None:
    note = replace(MAIL, from_=ME, to=(ME,), cc=(), outbound=True)
    assert answered(note, READ, How.REPLY, OWN) == ((ME,), ())


def test_passing_on_goes_to_nobody_yet() -> None:
    assert answered(MAIL, READ, How.FORWARD, OWN) == ((), ())


@pytest.mark.parametrize(
    ("subject", "reply", "forward"),
    [
        ("Pilot", "Re: Pilot", "Fwd: Pilot"),
        ("Re: Pilot", "Re: Pilot", "Fwd: Pilot"),
        ("AW: WG: Re[2]: Pilot", "Re: Pilot", "Fwd: Pilot"),
        ("[makers] Sv: Pilot", "Re: [makers] Pilot", "Fwd: [makers] Pilot"),
        ("Fwd: Pilot", "Re: Pilot", "Fwd: Pilot"),
        ("回复: 报价", "Re: 报价", "Fwd: 报价"),
        ("", "Re:", "Fwd:"),
        ("Regarding: us", "Re: Regarding: us", "Fwd: Regarding: us"),
    ],
)
def test_prefixes_never_pile_up(subject: str, reply: str, forward: str) -> None:
    assert subject_of(subject, How.REPLY) == reply
    assert subject_of(reply, How.REPLY_ALL) == reply
    assert subject_of(subject, How.FORWARD) == forward


def test_parents_are_those_of_rfc_5322() -> None:
    ids = ("<1@norvane.example>", "<2@outpost.example>", "<3@norvane.example>")
    assert parents(MAIL, How.REPLY) == ("<3@norvane.example>", ids)
    no_chain = replace(MAIL, references=())
    assert parents(no_chain, How.REPLY)[1] == ids[1:]
    several = replace(no_chain, in_reply_to=("<a@x.example>", "<b@x.example>"))
    assert parents(several, How.REPLY)[1] == ids[2:]
    assert parents(replace(MAIL, message_id=None), How.REPLY) == (None, MAIL.references)
    assert parents(MAIL, How.FORWARD) == (None, ())


def test_a_quote_says_who_and_when_on_the_reps_clock() -> None:
    quote = quote_of(MAIL, READ, How.REPLY, local=AT)
    assert quote.plain == (
        "\n\nOn Mon 15 June 2026 at 09:10, Ines Caldaro wrote:\n"
        "> Hi Mara,\n>\n>> earlier\n>> > still earlier\n> yes."
    )
    assert '<blockquote type="cite"><p>Hi Mara,</p>' in quote.html
    rich = quote_of(MAIL, replace(READ, html="<p>Hi <b>Mara</b></p>"), How.REPLY, local=AT)
    assert '<blockquote type="cite"><p>Hi <b>Mara</b></p></blockquote>' in rich.html


def test_a_name_is_never_markup() -> None:
    mail = replace(MAIL, from_=Address("<img src=x>", "x@y.example"), subject="<b>")
    for how in (How.REPLY, How.FORWARD):
        assert "<img" not in quote_of(mail, READ, how, local=AT).html
        assert "<b>" not in quote_of(mail, READ, how, local=AT).html


def test_what_is_passed_on_begins_with_its_head() -> None:
    plain = quote_of(MAIL, READ, How.FORWARD, local=AT).plain
    assert plain.startswith(
        "\n\n---------- Forwarded message ----------\n"
        "From: Ines Caldaro <ines@norvane.example>\nDate: Mon 15 June 2026 at 09:10\n"
        "Subject: AW: Pilot for line 3\nTo: Mara Ostrander"
    )
    assert plain.endswith("\n\n" + READ.plain)


def test_the_mailbox_answers_to_which_the_mail_came() -> None:
    from types import SimpleNamespace

    user = SimpleNamespace(id=uuid4())
    first = a_mailbox(user, "first@outpost.example")
    second = a_mailbox(user, ME.email, aliases=(ALIAS.email,))
    assert answering_mailbox(MAIL, [first, second]) == (second, ME.email)
    by_alias = replace(MAIL, to=(), cc=(ALIAS,))
    assert answering_mailbox(by_alias, [first, second]) == (second, ALIAS.email)
    assert answering_mailbox(replace(MAIL, to=(), cc=()), [first, second])[0] == first
    by_a_list = replace(MAIL, to=(LIST,), cc=(), lies_in=(second.id,))
    assert answering_mailbox(by_a_list, [first, second]) == (second, second.address)
    assert answering_mailbox(replace(by_a_list, to=(ME,)), [first, second]) == (second, ME.email)
    removed = replace(by_a_list, lies_in=(uuid4(),))
    assert answering_mailbox(removed, [first, second]) == (first, first.address)
    assert answering_mailbox(None, [first, second]) == (first, first.address)
    assert answering_mailbox(MAIL, []) == (None, "")
    sent = replace(MAIL, from_=ALIAS, to=(INES,), cc=(), outbound=True)
    assert answering_mailbox(sent, [first, second]) == (second, ALIAS.email)


def test_a_signature_stands_once_below_room_to_write() -> None:
    assert signed(" ") == ("", "")
    html, plain = signed("Best,\nMara <Sales>")
    assert plain == "\n\nBest,\nMara <Sales>"
    assert html.endswith("<div>Best,</div><div>Mara &lt;Sales&gt;</div></div>")
    assert text_html("a\nb\n\n<c>") == "<p>a<br>b</p><p>&lt;c&gt;</p>"
