"""What the servers of this world write when they cannot deliver."""

# ruff: noqa: E501  # the texts are as servers write them

from __future__ import annotations

import time

import pytest

from desktop_app.domain.bounces import LONGEST_SAID, all_arrived, read_bounce, returned_ids

OWN = frozenset({"rep@rep.example"})
INES = ("ines@norvane.example",)
EXIM = """This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ines@norvane.example
    host mx.norvane.example [192.0.2.1]
    SMTP error from remote mail server after RCPT TO:<ines@norvane.example>:
    550 5.1.1 <ines@norvane.example>: Recipient address rejected: User unknown

------ This is a copy of the message, including all the headers. ------

Return-path: <rep@rep.example>
Message-ID: <abc@rep.example>
To: other@x.example
"""
POSTFIX = """This is the mail system at host mx.rep.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

For further assistance, please send mail to postmaster.

                   The mail system

<ines@norvane.example>: host mx.norvane.example[192.0.2.1] said: 550 5.1.1
    <ines@norvane.example>: Recipient address rejected: User unknown (in reply
    to RCPT TO command)
"""
EXCHANGE = """Delivery has failed to these recipients or groups:

Ines Caldaro (ines@norvane.example)<mailto:ines@norvane.example>
The email address you entered couldn't be found. Please check the recipient's email address and try to resend the message.

Diagnostic information for administrators:

Generating server: X.prod.outlook.com

ines@norvane.example
Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'

Original message headers:

Received: from a
Message-ID: <abc@rep.example>
"""
GMAIL = """** Address not found **

Your message wasn't delivered to ines@norvane.example because the address couldn't be found, or is unable to receive mail.

The response from the remote server was:
550 5.1.1 The email account that you tried to reach does not exist.
"""
GMAIL_BEFORE = """Delivery to the following recipient failed permanently:

     ines@norvane.example

Technical details of permanent failure:
Google tried to deliver your message, but it was rejected by the server for the recipient domain norvane.example by mx. [192.0.2.1].

The error that the other server returned was:
550 5.1.1 <ines@norvane.example>: User unknown

----- Original message -----

Message-ID: <abc@rep.example>
"""
QMAIL = """Hi. This is the qmail-send program at rep.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ines@norvane.example>:
192.0.2.1 does not like recipient.
Remote host said: 550 No such user
Giving up on 192.0.2.1.

--- Below this line is a copy of the message.

Return-Path: <rep@rep.example>
Message-ID: <abc@rep.example>
"""
DELAY = """This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue.

The address to which the message has not yet been delivered is:

  ines@norvane.example
    Delay reason: connection timed out

No action is required on your part. Delivery attempts will continue
"""
DSN = """Reporting-MTA: dns; mx.rep.example

Original-Recipient: rfc822;ines@norvane.example
Final-Recipient: RFC822; ines@home.example
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx
Diagnostic-Code: smtp; 550 5.1.1 <ines@home.example>:
 Recipient address rejected: User unknown

Final-Recipient: rfc822; ok@x.example
Action: delivered
Status: 2.0.0
"""


@pytest.mark.parametrize(
    ("text", "permanent", "said"),
    [
        (EXIM, True, "host mx.norvane.example"),
        (POSTFIX, True, "host mx.norvane.example[192.0.2.1] said: 550 5.1.1"),
        (EXCHANGE, True, "Remote Server returned '550 5.1.10"),
        (GMAIL, True, "550 5.1.1 The email account"),
        (GMAIL_BEFORE, True, "550 5.1.1"),
        (QMAIL, True, "Remote host said: 550 No such user"),
        (DELAY, False, "Delay reason: connection timed out"),
    ],
)
def test_texts_for_people_are_understood(text: str, permanent: bool, said: str) -> None:
    bounce = read_bounce((), (), text, OWN)
    assert (bounce.failed, bounce.permanent) == (INES, permanent)
    assert bounce.said.startswith(said)
    assert len(bounce.said) <= LONGEST_SAID


def test_the_part_for_machines_says_it_best() -> None:
    bounce = read_bounce([DSN], ("other@x.example",), EXIM, OWN)
    # As it was written to, not where that was passed on to; what was delivered is no failure.
    assert bounce.failed == INES
    assert bounce.permanent is True
    assert bounce.said == "550 5.1.1 <ines@home.example>: Recipient address rejected: User unknown"


def test_what_is_tried_again_has_not_failed_for_good() -> None:
    waits = DSN.replace("Action: failed", "Action: delayed")
    assert read_bounce([waits], (), "", OWN).permanent is False
    later = DSN.replace("5.1.1\n", "4.2.2\n", 1)
    assert read_bounce([later], (), "", OWN).permanent is False
    # Beside one that failed, one that waits is passed over.
    both = f"{DSN}\nFinal-Recipient: rfc822; slow@x.example\nAction: delayed\nStatus: 4.4.1\n"
    assert read_bounce([both], (), "", OWN).failed == INES


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded (to a list)", "Delivered"])
def test_a_receipt_is_no_failure(action: str) -> None:
    receipt = f"Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; {INES[0]}\nAction: {action}\n"
    assert all_arrived([receipt])
    # The text names whom it was delivered to, as that of a failure does.
    for text in (POSTFIX, EXCHANGE, "<ines@norvane.example>: delivery via mx: 250 2.0.0 Ok"):
        bounce = read_bounce([receipt], (), text, OWN)
        assert (bounce.failed, bounce.permanent, bounce.said) == ((), None, "")
    assert all_arrived([receipt.replace(f"Action: {action}", "Status: 2.1.5")])


def test_a_receipt_is_one_when_nobody_was_missed() -> None:
    assert not all_arrived([])
    assert not all_arrived(["Reporting-MTA: dns; mx\nAction: delivered\n"])  # of nobody
    assert not all_arrived([DSN])
    assert read_bounce([DSN], (), POSTFIX, OWN).failed == INES
    waits = DSN.replace("failed", "delayed").replace("5.1.1\n", "2.0.0\n", 1)
    assert not all_arrived([waits])
    # Of a hundred that were reached and one that was not, the last.
    many = "".join(
        f"Final-Recipient: rfc822; a{n}@x.example\nAction: delivered\n\n" for n in range(100)
    )
    last = f"{many}Final-Recipient: rfc822; {INES[0]}\nAction: failed\nStatus: 5.1.1\n"
    assert not all_arrived([last])
    assert read_bounce([last], (), "", OWN).failed == INES


def test_who_was_reached_is_not_who_the_text_means() -> None:
    # Who failed is named by something else than an address of mail: the text is read for them.
    other = DSN.replace("rfc822;ines@", "x400;").replace("RFC822; ines@", "x400; ")
    text = "Mail was not delivered to ines@norvane.example, and not delivered to ok@x.example."
    assert read_bounce([other], (), text, OWN).failed == INES


def test_that_a_server_gave_up_is_not_that_the_address_is_bad() -> None:
    full = DSN.replace("5.1.1\n", "4.2.2\n", 1)
    bounce = read_bounce([full], (), "", OWN)
    assert (bounce.permanent, bounce.given_up) == (False, True)
    bounce = read_bounce([full.replace("Action: failed", "Action: delayed")], (), "", OWN)
    assert (bounce.permanent, bounce.given_up) == (False, False)
    # Beside one that was given up, one that waits is passed over.
    both = f"{full}\nFinal-Recipient: rfc822; slow@x.example\nAction: delayed\nStatus: 4.4.1\n"
    bounce = read_bounce([both], (), "", OWN)
    assert (bounce.failed, bounce.given_up) == (INES, True)
    assert not read_bounce((), (), DELAY, OWN).given_up


def test_the_header_names_whom_the_text_does_not() -> None:
    bounce = read_bounce((), ("Ines@Norvane.example",), "Something went wrong: 550 5.7.1 no", OWN)
    assert (bounce.failed, bounce.permanent) == (INES, True)


def test_nothing_said_is_nothing_known() -> None:
    bounce = read_bounce((), (), "Sorry.", OWN)
    assert (bounce.failed, bounce.permanent, bounce.said) == ((), None, "")
    # The rep's own address in the text is whom it was written to.
    assert read_bounce((), (), "rep@rep.example\n", OWN).failed == ()


def test_what_came_back_names_the_conversation() -> None:
    for text in (EXIM, EXCHANGE, GMAIL_BEFORE, QMAIL):
        assert returned_ids((), text) == ("<abc@rep.example>",)
    head = "From: Rep\r\nMessage-Id:\r\n <part@rep.example>\r\nSubject: x\r\n"
    assert returned_ids((head,), EXIM) == ("<part@rep.example>",)
    assert returned_ids((), POSTFIX) == ()


@pytest.mark.parametrize(
    "hostile",
    ["a@b.cc " * 5000, "<a@b.cc>: " + " x\n" * 9000, "a" * 20000 + "@", "delivered to " + "x " * 9000,
     "a@" * 9000, "not deliver a b " * 2000, "---" * 6000, "-" * 20000 + "x", "Message-ID: " * 5000,
     "Final-Recipient: rfc822; a@b.cc\n\n" * 5000],
)  # fmt: skip
def test_a_hostile_report_takes_no_time(hostile: str) -> None:
    begun = time.process_time()
    read_bounce([hostile], [hostile], hostile, OWN)
    returned_ids([hostile], hostile)
    assert time.process_time() - begun < 1
