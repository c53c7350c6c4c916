"""The document of a thread, and what is unfolded in it."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from desktop_app.domain.inbox import Attachment
from desktop_app.domain.mail import Address
from desktop_app.ui.inbox.document import disarmed, thread_document, unfolded_ids
from desktop_app.ui.inbox.dress import Dress, dress_of
from desktop_app.ui.inbox.look import Looks
from desktop_app.ui.inbox.thread import read_thread, renew_thread
from tests.ui.inbox.conftest import MARA


def attribute_names(html: str) -> set[str]:
    """The names of all attributes, as a parser sees them."""
    found: set[str] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            found.update(name for name, _ in attrs)

    Reader().feed(html)
    return found


@pytest.mark.parametrize(
    ("count", "unread", "earlier", "unfolded"),
    [
        (1, [], 0, [1]),
        (3, [], 0, [3]),
        (4, [], 2, [4]),
        (4, [2], 0, [2, 4]),
        (9, [6, 8], 4, [6, 8, 9]),
        (9, [1], 7, [9]),  # unread long ago does not unfold nine messages
        (30, list(range(1, 31)), 24, [26, 27, 28, 29, 30]),
    ],
)
def test_what_is_unfolded(make_thread, count, unread, earlier, unfolded):
    thread = make_thread([f"<p>{each}</p>" for each in range(1, count + 1)], unread=unread)
    heads = thread.conversation.messages
    assert thread.earlier == earlier
    assert thread.unfolded == {heads[each - 1].id for each in unfolded}


def test_long_threads_fetch_what_is_seen_first(make_thread):
    whole = make_thread(["<p>x</p>"] * 40)
    asked = []

    def fetch(message, remote):
        asked.append((message, remote))
        return next(iter(whole.bodies.values())).__class__(message, "<p>x</p>", True, 0, ())

    thread = read_thread(whole.conversation, fetch)
    assert len(asked) == 12
    assert {message for message, _ in asked} == {
        each.id for each in thread.conversation.messages[-12:]
    }
    assert not any(remote for _, remote in asked)
    again = renew_thread(thread, whole.conversation, fetch)
    assert len(asked) == 12, "nothing is fetched twice"
    assert again.unfolded == thread.unfolded


def test_what_the_mail_says_never_becomes_markup(make_thread, look, reading):
    """Heads are escaped: names, addresses, subjects, snippets, file names."""
    evil = "\"><img src=x onerror=alert(1)>'&"
    files = (Attachment(make_thread(["x"]).message_ids[0], evil, 1, evil, ""),)
    thread = make_thread(["<p>1</p>", "<p>2</p>", "<p>3</p>", "<p>4</p>"], files=files)
    who = Address(evil, evil)
    heads = tuple(
        replace(head, from_name=evil, from_email=evil, to=(who,) * 6, cc=(who,), snippet=evil)
        for head in thread.conversation.messages
    )
    row = replace(thread.conversation.row, subject=f"</title>{evil}")
    conversation = replace(thread.conversation, row=row, messages=heads)
    html = thread_document(replace(thread, conversation=conversation), look, reading, "token")
    assert "<img src=x" not in html
    assert "</title>&quot;" not in html
    assert html.count("</title>") == 1
    names = attribute_names(html)
    assert "onerror" not in names
    assert {"href", "title", "class"} <= names


def test_everybody_it_went_to_unfolds_with_name_and_address(make_thread, look, reading):
    thread = make_thread(["<p>1</p>"])
    people = (MARA, Address("Jansen, Piet", "p@n.example"))
    heads = (replace(thread.conversation.messages[0], to=people),)
    conversation = replace(thread.conversation, messages=heads)
    html = thread_document(replace(thread, conversation=conversation), look, reading, "token")
    assert "to you, Jansen, Piet" in html
    assert "Mara Ostrander &lt;mara@fjord.example&gt;, Jansen, Piet &lt;p@n.example&gt;" in html


def test_the_policy_of_a_document(make_thread, look, reading):
    thread = make_thread(["<p>x</p>"], blocked=3)
    html = thread_document(thread, look, reading, "token")
    assert "default-src 'none'" in html
    assert re.search(r"img-src data:;", html)
    assert "3 remote images blocked" in html
    html = thread_document(
        replace(thread, remote=frozenset(thread.message_ids)), look, reading, "token"
    )
    assert re.search(r"img-src data: http: https:;", html)
    assert "remote images blocked" not in html


def test_disarming_leaves_clean_mail_alone():
    clean = '<p>a &lt;script&gt; <b>b</b></p><details class="quoted"><summary>…</summary></details>'
    assert disarmed(clean) == clean
    assert "<link" not in disarmed("<LINK rel=preconnect><link/><p>")
    assert "</template" not in disarmed("</template></TEMPLATE >")
    assert "<!--" not in disarmed("<!-- x -->")


@pytest.mark.parametrize(
    ("html", "dress"),
    [
        ("<p>color: red, background: blue</p>", Dress.NONE),
        ('<p style="border-color: red">x</p>', Dress.NONE),
        ('<p style="color: inherit">x</p>', Dress.NONE),
        ('<p style="color: rgb(0, 0, 0)">x</p>', Dress.NEUTRAL),
        ('<p style="color: #333">x</p>', Dress.NEUTRAL),
        ('<font color="#000000">x</font>', Dress.NEUTRAL),
        ('<td bgcolor="#FFFFFF">x</td>', Dress.NEUTRAL),
        ('<p style="background-color: white; color: black">x</p>', Dress.NEUTRAL),
        ('<p style="color: #1f497d">x</p>', Dress.PAPER),
        ('<td bgcolor="#ffe">x</td><p>y</p>', Dress.PAPER),
        ('<p style="color: white">x</p>', Dress.PAPER),
        ('<table background="x">x</table>', Dress.PAPER),
        ('<p style="background: #000">x</p>', Dress.PAPER),
    ],
)
def test_dress(html, dress):
    assert dress_of(html) is dress


def test_ids_of_what_is_unfolded(make_thread):
    message = make_thread(["x"]).message_ids[0]
    assert unfolded_ids([str(message), "earlier", "", "x"]) == {message}


def test_the_look_follows_the_theme(themes, light_again):
    looks = Looks(themes)
    light = looks.now()
    assert looks.now() is light
    assert all(each.startswith("data:image/png;base64,") for each in light.icons.values())
    themes.set_appearance("dark")
    dark = looks.now()
    assert dark.dark
    assert dark.colors["paper.text"] == light.colors["text.primary"], "paper stays paper"
