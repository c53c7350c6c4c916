"""Folding what the reader knows already: the quotation at the end of an HTML message.

Works on HTML that a sanitiser has written: balanced tags, quoted attributes, escaped text. It
builds a small tree, reads it as lines the way `mail_quotes` reads plain text, and wraps all from
the found line on in one <details class="quoted">. Everything is iterative: no nesting can end
the program.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from desktop_app.wire.mail_quotes import fold_start

_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*)>")
_ATTRIBUTE = re.compile(r"\s([a-z\-]+)=\"([^\"]*)\"")
_VOID: Final = frozenset({"br", "col", "hr", "img", "wbr"})
_INLINE_ONES: Final = (
    "a abbr acronym b bdi bdo big cite code del dfn em font i img ins kbd mark q rp rt ruby s "
    "samp small span strike strong sub sup time tt u var wbr"
)
_INLINE: Final = frozenset(_INLINE_ONES.split())
_TABLE_PARTS: Final = frozenset({"table", "tbody", "thead", "tfoot", "tr", "colgroup"})
_FOR_US: Final = frozenset({"class", "id", "cite"})  # served to find quotations; not for the pane

# What the programs call their quotations and signatures, as class or id.
_QUOTE_NAMES: Final = re.compile(
    r"(?:^|\s)(?:x_|ecx)?(?:gmail_quote|yahoo_quoted|protonmail_quote|zmail_extra|tutanota_quote|"
    r"mail-app-auto-quote|mailru-blockquote|skiff-mail-quote|front-blockquote)",
    re.IGNORECASE,
)
_SIGNATURE_NAMES: Final = re.compile(
    r"(?:^|\s)(?:x_|ecx)?(?:gmail_signature|moz-signature|AppleMailSignature|Signature|"
    r"protonmail_signature_block)(?:\s|$)",
    re.IGNORECASE,
)

SUMMARY: Final = "…"
_FOLD: Final = "*"  # the tag of our own element in the tree; no message can write it


_FOLD_OPENS: Final = f'<details class="quoted"><summary>{SUMMARY}</summary>'
_FOLD_CLOSES: Final = "</details>"


def folded(inner: str) -> str:
    """`inner` behind a fold."""
    return _FOLD_OPENS + inner + _FOLD_CLOSES


def fold_quotes(clean: str) -> tuple[str, bool]:
    """Fold the trailing quotation and the signature of sanitised HTML.

    Returns:
        The HTML without the classes and ids that the message chose, and whether anything was
        folded. Without a quotation, or without own words above it, nothing is.
    """
    root = _tree(clean)
    lines = list(_lines(root))
    start = fold_start([line.text for line in lines])
    done = start is not None and _wrap(lines[start].node)
    return _written(root), done


class _Node:
    """An element, or a text (its tag is '')."""

    __slots__ = ("attributes", "children", "parent", "tag", "text")

    def __init__(self, tag: str, text: str = "", parent: _Node | None = None) -> None:
        self.tag = tag
        self.text = text  # escaped, as it came
        self.attributes: list[tuple[str, str]] = []
        self.children: list[_Node] = []
        self.parent = parent

    def attribute(self, name: str) -> str:
        return next((value for key, value in self.attributes if key == name), "")

    @property
    def says_something(self) -> bool:
        """Whether a reader sees anything of it."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            if node.tag == "img" or (not node.tag and html.unescape(node.text).strip()):
                return True
            waiting.extend(node.children)
        return False


@dataclass(slots=True)
class _Line:
    text: str  # as plain-text mail would have it: ">" before what is quoted
    node: _Node  # where it starts


def _tree(clean: str) -> _Node:
    root = here = _Node("root")
    end = 0
    for match in _TOKEN.finditer(clean):
        if match.start() > end:
            here.children.append(_Node("", clean[end : match.start()], here))
        end = match.end()
        tag = match[2]
        if match[1]:
            node: _Node | None = here
            while node is not None and node.tag != tag:
                node = node.parent
            if node is not None and node.parent is not None:
                here = node.parent
            continue
        node = _Node(tag, parent=here)
        node.attributes = _ATTRIBUTE.findall(match[3])
        here.children.append(node)
        if tag not in _VOID:
            here = node
    if end < len(clean):
        here.children.append(_Node("", clean[end:], here))
    return root


def _lines(root: _Node) -> Iterator[_Line]:
    """The text of a tree, line by line."""
    words: list[str] = []
    first: _Node | None = None
    quote: _Node | None = None  # the outermost quotation we are in
    signature: _Node | None = None
    above = ""  # the last line
    waiting: list[tuple[_Node, bool]] = [(root, False)]

    def line() -> _Line | None:
        nonlocal first, above
        text = " ".join("".join(words).split())
        node, first = first, None
        words.clear()
        if not text or node is None:
            return None
        above = text
        return _Line("> " + text if quote is not None else text, node)

    while waiting:
        node, leaving = waiting.pop()
        if not node.tag:
            text = html.unescape(node.text)
            if text.strip() and first is None:
                first = node
            words.append(text)
            continue
        breaks = node.tag not in _INLINE
        if breaks and (made := line()):
            yield made
        if leaving:
            quote = None if quote is node else quote
            signature = None if signature is node else signature
            continue
        if quote is None and _is_quote(node, above):
            quote = node
        if quote is None and signature is None and _names(node, _SIGNATURE_NAMES):
            signature = node
            if node.says_something:
                yield _Line("-- ", node)
        waiting.append((node, True))
        waiting.extend((child, False) for child in reversed(node.children))
    if made := line():
        yield made


def _is_quote(node: _Node, above: str) -> bool:
    if node.tag == "blockquote":
        style = node.attribute("style").replace(" ", "").lower()
        return (
            node.attribute("type").lower() == "cite"
            or bool(node.attribute("cite"))
            or "border-left" in style
            or bool(_names(node, _QUOTE_NAMES))
            or above.endswith((":", "："))  # below "… wrote:", whatever it is called
        )
    return node.tag == "div" and _names(node, _QUOTE_NAMES) and not _is_forward(node)


def _names(node: _Node, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.search(node.attribute("class")) or pattern.search(node.attribute("id")))


def _is_forward(node: _Node) -> bool:
    """Gmail puts what is forwarded into the same box as what is quoted."""
    return bool(re.match(r"\s*[-–—]{5,}", _text_of(node, 200)))


def _text_of(node: _Node, limit: int) -> str:
    out: list[str] = []
    size = 0
    waiting = [node]
    while waiting and size < limit:
        one = waiting.pop()
        if not one.tag:
            out.append(html.unescape(one.text))
            size += len(one.text.strip())
        waiting.extend(reversed(one.children))
    return "".join(out)


def _wrap(start: _Node) -> bool:
    """Put `start` and all that follows it in the document behind a fold, if that can be done
    without tearing a table apart."""
    parent = start.parent
    while parent is not None and parent.parent is not None:
        before = parent.children[: parent.children.index(start)]
        if any(node.says_something for node in before) and parent.tag not in _TABLE_PARTS:
            break
        if any(node.says_something for node in before):
            return False
        start, parent = parent, parent.parent
    if parent is None:
        return False
    at = parent.children.index(start)
    fold = _Node(_FOLD, parent=parent)
    fold.children = parent.children[at:]
    parent.children[at:] = [fold]
    inner, outer = parent, parent.parent
    while outer is not None:
        if outer.tag not in _TABLE_PARTS:
            follows = outer.children.index(inner) + 1
            fold.children += outer.children[follows:]
            del outer.children[follows:]
        inner, outer = outer, outer.parent
    return True


def _written(root: _Node) -> str:
    out: list[str] = []
    waiting: list[_Node | str] = list(reversed(root.children))
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            out.append(node)
            continue
        if not node.tag:
            out.append(node.text)
            continue
        if node.tag == _FOLD:
            opening, closing = _FOLD_OPENS, _FOLD_CLOSES
        else:
            kept = [f' {name}="{value}"' for name, value in node.attributes if name not in _FOR_US]
            opening = f"<{node.tag}{''.join(kept)}>"
            closing = "" if node.tag in _VOID else f"</{node.tag}>"
        out.append(opening)
        waiting.append(closing)
        waiting.extend(reversed(node.children))
    return "".join(out)
