"""A template as a text file: a small head, a blank line, and the body.

::

    Name: After the trade fair
    Subject: A quick idea for {{ company }}
    Tone: friendly
    Category: First contact
    Default: yes

    Hi {{ first_name }},
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.language import tr
from desktop_app.domain.rich_text import of_text, write_plain
from desktop_app.domain.template_text import lines_of
from desktop_app.domain.templates import TemplateText, Tone

SUFFIXES: Final = (".txt", ".html", ".htm")
LARGEST: Final = 1 << 20  # bytes
_HEAD: Final = re.compile(r"\s*(name|subject|tone|category|default)\s*:(.*)\Z", re.IGNORECASE)
_YES: Final = frozenset({"yes", "true", "1", "default"})


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """What a file says."""

    name: str
    text: TemplateText
    tone: Tone = Tone.PROFESSIONAL
    category: str = ""
    is_default: bool = False


class BadTemplateFile(ValueError):
    """A file is no template; its text is a sentence that says why."""


def read_template(content: bytes, stem: str) -> TemplateFile:
    """A template of a file's bytes.

    Args:
        stem: the file's name without its ending: the template's, where the head says none.

    Raises:
        BadTemplateFile: it is no text, too large or empty, or its tone is none.
    """
    if len(content) > LARGEST:
        raise BadTemplateFile(tr("It is too large for a template."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadTemplateFile(tr("It is not written in UTF-8.")) from None
    if "\0" in text:
        raise BadTemplateFile(tr("It is no text."))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    head: dict[str, str] = {}
    at = 0
    while at < len(lines) and (match := _HEAD.match(lines[at])):
        head[match[1].lower()] = match[2].strip()
        at += 1
    if head and at < len(lines) and not lines[at].strip():
        at += 1
    body = "\n".join(lines[at:]).rstrip("\n")
    subject = head.get("subject", "")
    if not body.strip() and not subject:
        raise BadTemplateFile(tr("There is nothing in it."))
    said = head.get("tone", "").lower() or Tone.PROFESSIONAL
    tone = next((each for each in Tone if each == said), None)
    if tone is None:
        raise BadTemplateFile(
            tr("“{said}” is no tone; there are {tones}.", said=said[:40], tones=", ".join(Tone))
        )
    return TemplateFile(
        head.get("name") or stem,
        TemplateText(subject, body),
        tone,
        head.get("category", ""),
        head.get("default", "").lower() in _YES,
    )


def write_template(template: TemplateFile) -> str:
    """The file of a template: its body as plain text where nothing of it is lost by that."""
    head = [f"Name: {template.name}", f"Subject: {template.text.subject}"]
    head.append(f"Tone: {template.tone}")
    if template.category:
        head.append(f"Category: {template.category}")
    if template.is_default:
        head.append("Default: yes")
    lines = lines_of(template.text.body)
    plain = write_plain(lines)
    body = plain if lines_of(plain) == lines else template.text.body
    return "\n".join((*head, "", body, ""))


def same_body(one: str, two: str) -> bool:
    """Whether two bodies say the same, however they are written down."""
    return one == two or _shown(one) == _shown(two)


def _shown(body: str) -> object:
    lines = lines_of(body)
    while lines and not lines[-1].runs and not lines[-1].item:
        lines = lines[:-1]
    return lines or of_text("")
