"""What is asked once before a mail leaves."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import plural, tr
from desktop_app.domain.outgoing import DraftContent, Quote
from desktop_app.domain.rich_text import Line, read, write_plain
from desktop_app.domain.template_tokens import field_names

LARGE: Final = 25 << 20  # bytes; above it many servers refuse a mail
_ENCODED: Final = 4 / 3  # files grow when they travel

# "Attached", as those say it whom a rep writes to.
_ATTACHED = re.compile(
    r"\b(?:attach(?:ed|ing|ment|ments)?|enclosed|enclosing|anbei|beigefügt\w*|angehängt\w*|"
    r"(?:im|als) anhang|ci-joint\w*|pi[eè]ces? jointes?|adjunt[oa]s?|allegat[oi]|in allegato|"
    r"bijlagen?|bijgevoegd\w*|em anexo|bifoga\w*|vedlagt\w*|vedhæft\w*|liitteenä|załącz\w*)\b",
    re.IGNORECASE,
)


def missing(content: DraftContent, lines: Sequence[Line]) -> tuple[str, ...]:
    """Questions worth asking, as short sentences; none when all is well.

    Args:
        lines: the rep's own text; what is quoted in it does not count.
    """
    found = []
    if not content.subject.strip():
        found.append(tr("It has no subject."))
    own = "\n".join(line.text for line in lines if not line.quote)
    attached = any(file.content_id is None for file in content.files)
    if not attached and (match := _ATTACHED.search(own)):
        found.append(tr("It says “{match}”, and nothing is attached.", match=match[0]))
    return tuple(found)


def unfilled(content: DraftContent, quote: Quote, known: Collection[str]) -> tuple[str, ...]:
    """The merge fields that still stand in the subject or in the rep's own words.

    Args:
        quote: what is quoted below them: what others wrote does not count.
        known: names of merge fields; anything else in braces is text.
    """
    plain = content.plain or write_plain(read(content.html.removesuffix(quote.html)))
    if quote.plain:
        plain = plain.removesuffix(quote.plain)
    own = "\n".join(line for line in plain.split("\n") if not line.startswith(">"))
    names = dict.fromkeys((*field_names(content.subject), *field_names(own)))
    return tuple(name for name in names if name in known)


def refuse_unfilled(content: DraftContent, quote: Quote, known: Collection[str]) -> None:
    """Nothing leaves with a merge field in place of its value.

    Raises:
        KnownError: there is one.
    """
    names = unfilled(content, quote, known)
    if not names:
        return
    fields = (
        names[0]
        if len(names) == 1
        else tr("{names} and {names_2}", names=", ".join(names[:-1]), names_2=names[-1])
    )
    raise KnownError(
        plural(
            "{fields} have no value yet.", "{fields} has no value yet.", len(names), fields=fields
        ),
        plural(
            "Write something in their place; the draft is kept.",
            "Write something in its place; the draft is kept.",
            len(names),
        ),
    )


def travelling(content: DraftContent) -> int:
    """How large the files of a mail are when they travel, in bytes."""
    return int(sum(file.size for file in content.files) * _ENCODED)


def is_large(content: DraftContent) -> bool:
    """Whether many servers would refuse it."""
    return sum(file.size for file in content.files) > LARGE
