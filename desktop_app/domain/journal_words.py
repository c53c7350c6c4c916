"""What rows are called where it is told what was done to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from desktop_app.domain.language import joined, mark, plural, tr

_COUNTED: Mapping[str, Callable[[int], str]] = {
    "lead": lambda n: plural("{n} leads", "{n} lead", n),
    "insight": lambda n: plural("{n} insights", "{n} insight", n),
    "action": lambda n: plural("{n} actions", "{n} action", n),
    "step": lambda n: plural("{n} steps", "{n} step", n),
    "enrolment": lambda n: plural("{n} enrolments", "{n} enrolment", n),
    "conversation": lambda n: plural("{n} conversations", "{n} conversation", n),
    "message": lambda n: plural("{n} messages", "{n} message", n),
    "template": lambda n: plural("{n} templates", "{n} template", n),
    "share": lambda n: plural("{n} shares", "{n} share", n),
    "profile": lambda n: plural("{n} profiles", "{n} profile", n),
    "field": lambda n: plural("{n} fields", "{n} field", n),
    "pair": lambda n: plural("{n} pairs", "{n} pair", n),
    "flag": lambda n: plural("{n} flags", "{n} flag", n),
    "sender": lambda n: plural("{n} senders", "{n} sender", n),
    "draft": lambda n: plural("{n} drafts", "{n} draft", n),
    "rule": lambda n: plural("{n} rules", "{n} rule", n),
    "setting": lambda n: plural("{n} settings", "{n} setting", n),
    "view": lambda n: plural("{n} views", "{n} view", n),
    "mailbox": lambda n: plural("{n} mailboxes", "{n} mailbox", n),
    "sequence": lambda n: plural("{n} sequences", "{n} sequence", n),
    "mail": lambda n: plural("{n} mails", "{n} mail", n),
}
_LABELS: Mapping[str, str] = {
    "lead": mark("Lead"),
    "insight": mark("Insight"),
    "action": mark("Action"),
    "step": mark("Step"),
    "enrolment": mark("Enrolment"),
    "conversation": mark("Conversation"),
    "message": mark("Message"),
    "template": mark("Template"),
    "share": mark("Share"),
    "profile": mark("Profile"),
    "field": mark("Field"),
    "pair": mark("Pair"),
    "flag": mark("Flag"),
    "sender": mark("Sender"),
    "draft": mark("Draft"),
    "rule": mark("Rule"),
    "setting": mark("Setting"),
    "view": mark("View"),
    "mailbox": mark("Mailbox"),
    "sequence": mark("Sequence"),
    "mail": mark("Mail"),
}
# Names that rows have where they have none of their own, as the database gives them.
_NAMES: frozenset[str] = frozenset(
    {
        mark("Shared with the team"),
        mark("Your profile"),
        mark("Possible duplicates"),
        mark("A flag"),
        mark("Draft"),
        mark("Your working hours"),
    }
)


def counted(noun: str, count: int) -> str:
    """``counted("lead", 3)``: "3 leads"; "thing" is of several kinds."""
    said = _COUNTED.get(noun)
    return said(count) if said is not None else plural("{n} things", "{n} thing", count)


_HUNG: frozenset[str] = frozenset(
    {
        mark("insights"),
        mark("actions"),
        mark("steps"),
        mark("enrolments"),
        mark("conversations"),
        mark("messages"),
        mark("mails"),
        mark("drafts"),
    }
)


def hung_words(nouns: Iterable[str]) -> str:
    """What has come to hang on a row: "messages and actions"."""
    return joined(tr(" and "), [tr(each) if each in _HUNG else each for each in nouns])


def label_of(noun: str) -> str:
    """ "Lead"; a table's own name where nobody named its rows."""
    return tr(_LABELS[noun]) if noun in _LABELS else noun.capitalize()


def name_of(name: str, noun: str) -> str:
    """What a row is called; by what it is where it has no name."""
    if not name:
        return tr("{label} without a name", label=label_of(noun))
    return tr(name) if name in _NAMES else name
