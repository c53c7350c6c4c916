"""Long texts in portions, for a reader that lays them out on the window's own time."""

from __future__ import annotations

import re

_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_BLOCKS = frozenset(
    ["p", "div", "tr", "li", "table", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4"]
)
_ALONE = frozenset(["br", "img", "hr", "wbr", "col", "area", "input", "source", "track"])


def first_portion(html: str, most: int) -> tuple[str, str]:
    """The beginning of a cleaned fragment, and the rest of it ("" where it is short enough).

    The cut is behind a block where there is one in the second half, else between tags, else
    between words; what is open there is closed in the one and opened again in the other, so
    that each is a fragment by itself.

    Args:
        most: characters that the beginning has at most, without what is closed at its end.
    """
    if len(html) <= most:
        return html, ""
    opened: list[tuple[str, str]] = []  # name and tag
    cut, standing = 0, tuple(opened)
    block, standing_there = 0, tuple(opened)
    for tag in _TAG.finditer(html, 0, most):
        name = tag[2].lower()
        if tag[1]:
            if any(name == each for each, _ in opened):
                while opened.pop()[0] != name:
                    pass
        elif name not in _ALONE:
            opened.append((name, tag[0]))
        cut, standing = tag.end(), tuple(opened)
        if name == "br" or (tag[1] and name in _BLOCKS):
            block, standing_there = cut, standing
    if block > most // 2:
        cut, standing = block, standing_there
    elif cut <= most // 2:
        cut = _between_words(html, cut, most)
    closing = "".join(f"</{name}>" for name, _ in reversed(standing))
    return html[:cut] + closing, _reopened(standing, most // 4) + html[cut:]


def _reopened(standing: tuple[tuple[str, str], ...], most: int) -> str:
    """What was open, opened again: bare where its looks are long, and not at all where it is
    nested so deep that every portion would consist of it."""
    opening = "".join(tag for _, tag in standing)
    if len(opening) > most:
        opening = "".join(f"<{name}>" for name, _ in standing)
    return opening if len(opening) <= most else ""


def _between_words(html: str, after: int, most: int) -> int:
    """A place in text without a tag: behind a space, and not within an entity or a tag."""
    end = most
    # All tags that end before the limit lie before this place: one that begins here ends later.
    if (tag_begins := html.find("<", after, end)) >= 0:
        end = tag_begins
    entity = html.rfind("&", after, end)
    if entity > after and ";" not in html[entity:end]:
        end = entity
    if end == after and (tag := _TAG.match(html, end)) is not None:
        return tag.end()  # one tag longer than a portion: whole, however long
    space = max(html.rfind(" ", after, end), html.rfind("\n", after, end))
    place = space + 1 if space > after else end
    return place if place > after else most
