"""What an answer needs of a message: its text, its pictures, and where it wants to be answered."""

from __future__ import annotations

from desktop_app.domain.mail import Address
from desktop_app.wire.mail_quotable import clean_for_draft, quotable

LIST = (
    b"From: a@x.example\nReply-To: Makers <makers@lists.example>\n"
    b"Mail-Followup-To: makers@lists.example, B <b@x.example>\n"
    b"List-Post: <mailto:makers@lists.example?subject=x> (comment)\n\nhello"
)


def test_where_a_list_wants_its_answers() -> None:
    read = quotable("hello", False, LIST)
    assert read.reply_to == (Address("Makers", "makers@lists.example"),)
    assert read.followup_to == (
        Address("", "makers@lists.example"),
        Address("B", "b@x.example"),
    )
    assert read.list_posts == ("makers@lists.example",)
    assert (read.html, read.plain) == ("", "hello")
    no = LIST.replace(b"<mailto:makers@lists.example?subject=x>", b"NO")
    assert quotable("hello", False, no).list_posts == ()


def test_html_is_harmless_and_not_folded() -> None:
    markup = (
        "<p>own</p><script>x()</script><blockquote type=cite><p>older</p></blockquote>"
        "<img src='https://t.example/pixel.png'>"
    )
    read = quotable(markup, True, None)
    assert "script" not in read.html and "details" not in read.html
    assert "older" in read.html and "t.example" not in read.html
    assert "t.example" in quotable(markup, True, None, passed_on=True).html
    assert "> older" in read.plain
    assert clean_for_draft(markup) == read.html


def test_an_invitation_that_is_no_file_comes_along_when_passed_on() -> None:
    event = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:{}\nDTSTART:20260615T070000Z\n"
    event += "END:VEVENT\nEND:VCALENDAR\n"
    head = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nShall we?\n"
    beside = "--b\nContent-Type: text/calendar; method=REQUEST\n\n" + event.format(1)
    named = "--b\nContent-Type: application/ics; name=invite.ics\n\n{}\n"

    def enclosed(*parts: str, passed_on: bool = True) -> list[tuple[str, str]]:
        raw = "".join((head, *parts, "--b--\n")).encode()
        read = quotable("Shall we?", False, raw, passed_on=passed_on)
        return [(each.filename, each.content_type) for each in read.enclosed]

    assert enclosed(beside) == [("invite.ics", "text/calendar")]
    assert enclosed(beside, beside) == [("invite.ics", "text/calendar")]
    assert enclosed(beside, passed_on=False) == []
    # The same meeting as a file goes along by itself; another one is another one.
    assert (
        enclosed(beside, named.format(event.format(1).replace("DTSTART", "X-A:1\nDTSTART"))) == []
    )
    assert enclosed(beside, named.format(event.format(2))) == [("invite.ics", "text/calendar")]
