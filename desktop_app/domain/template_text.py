"""The body of a template as lines, as an editor shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from desktop_app.domain.rich_text import Line, of_text, read, tidy

_TOKEN: Final = re.compile(r"\{\{[^\n{}]*\}\}|\{%[^\n{}]*%\}")
_TAG: Final = re.compile(
    r"</?(?:a|b|blockquote|br|code|div|em|font|h[1-6]|hr|html|body|head|i|img|ins|li|ol|p|pre|s|"
    r"span|strike|strong|table|tbody|td|th|tr|u|ul|del|center|section|article)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)


def is_html(body: str) -> bool:
    """Whether a body is HTML; else it is plain text. What stands in a merge field is no sign."""
    return _TAG.search(_TOKEN.sub("", body)) is not None


def lines_of(body: str) -> tuple[Line, ...]:
    """A body as lines: read as HTML where it has tags, else as the text that it is."""
    if not body.strip():
        return ()
    if is_html(body):
        return read(body)
    return tidy(of_text(body.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")))


def text_of(lines: Iterable[Line]) -> str:
    """The text of lines as an editor shows it: what places in a template count in."""
    return "\n".join(line.text for line in lines)
