"""The body of a template as any program wrote it, made into the lean HTML of the editor."""

from __future__ import annotations

import re
from typing import Final

from desktop_app.domain.rich_text import read, write_html
from desktop_app.domain.template_text import is_html
from desktop_app.wire.html_clean import clean_html

MAX_BODY: Final = 200_000  # characters; the longest letters have a hundredth of it
_DEEPEST: Final = 60
_TAG: Final = re.compile(
    r"<(?P<end>/?)(?P<tag>div|b|i|u|s|ul|ol|li|blockquote|a|br|img)"
    r"(?: (?:style|type|href|src|alt|width)=\"[^\"<>]*\")*>"
)


def lean(body: str) -> str:
    """A body that :func:`desktop_app.domain.rich_text.read` reads quickly: itself where it is
    plain text or what the editor writes, else cleaned of what hostile or careless markup brings.

    At most :data:`MAX_BODY` characters are looked at.
    """
    body = body[:MAX_BODY]
    if not is_html(body) or _is_lean(body):
        return body
    return write_html(read(clean_html(body, fold=False).html))


def _is_lean(body: str) -> bool:
    if "<" in _TAG.sub("", body):
        return False
    depth = 0
    for tag in _TAG.finditer(body):
        if tag["tag"] not in ("br", "img"):
            depth += -1 if tag["end"] else 1
            if not 0 <= depth <= _DEEPEST:
                return False
    return depth == 0
