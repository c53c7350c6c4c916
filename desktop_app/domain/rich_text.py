"""What one writes in a mail, as lines of plain runs; read from HTML and written as lean HTML.

The composer edits this and nothing else: lines, lists, quotations, a few looks, links, pictures.
Whatever else HTML brings along (fonts, colours, classes, tables of layout) is left behind, so that
what goes out is as small as what was written. ``read(write_html(lines)) == lines`` for all lines
that :func:`tidy` leaves alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Final

MAX_LINES: Final = 20_000
MAX_DEPTH: Final = 8  # of lists and quotations
FONT: Final = "font-family: Arial, Helvetica, sans-serif; font-size: 14px"
"""Without it some readers of mail show the typewriter's font of the nineties."""

# In a template's link there may be white space within a merge field.
_LINK = re.compile(
    r"(?:https?://|mailto:)(?:\{[{%][^<>\"{}\n]{0,200}[%}]\}|[^\s<>\"])++\Z", re.IGNORECASE
)
_CID = re.compile(r"cid:([^\s<>\"]{1,300})\Z", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_UNDERLINE = re.compile(r"text-decoration[\w-]*\s*:[^;]*underline", re.IGNORECASE)
_STRIKE = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_TIGHT = re.compile(r"(?:^|;)\s*margin(?:-top|-bottom)?\s*:\s*0", re.IGNORECASE)
_PRE = re.compile(r"white-space\s*:\s*pre", re.IGNORECASE)

_LOOKS: Final = {
    "b": "bold", "strong": "bold", "h1": "bold", "h2": "bold", "h3": "bold", "h4": "bold",
    "h5": "bold", "h6": "bold", "th": "bold", "i": "italic", "em": "italic", "cite": "italic",
    "u": "underline", "ins": "underline", "s": "strike", "strike": "strike", "del": "strike",
}  # fmt: skip
_BLOCK_TAGS: Final = (
    "address article aside body center dd div dl dt fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr main nav p pre section summary details table tbody tfoot thead tr "
    "caption blockquote ul ol li"
)
_BLOCKS: Final = frozenset(_BLOCK_TAGS.split())
_SPACED: Final = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6"])
_SILENT_TAGS: Final = "script style head title template noscript svg math"
_SILENT: Final = frozenset(_SILENT_TAGS.split())
_EMPTY_TAGS: Final = "br hr img input meta link col area base wbr"
_EMPTY: Final = frozenset(_EMPTY_TAGS.split())


def is_link(address: str) -> bool:
    """Whether an address is one that a link may have: http(s) or mailto."""
    return _LINK.match(address) is not None


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look. A line break inside a line is a newline.

    Args:
        href: http(s) or mailto; "" for none.
        picture: the Content-ID of a picture that stands here; ``text`` is its name then.
        width: of the picture, in pixels; 0 for its own.
    """

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    href: str = ""
    picture: str = ""
    width: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Args:
        item: "ul" or "ol" for an item of a list, else "".
        depth: of the list, from 1; 0 for none.
        quote: how often it is quoted.
    """

    runs: tuple[Run, ...] = ()
    item: str = ""
    depth: int = 0
    quote: int = 0

    @property
    def text(self) -> str:
        """Its words, without looks and pictures."""
        return "".join(run.text for run in self.runs if not run.picture)


def of_text(text: str) -> tuple[Line, ...]:
    """Plain text as lines."""
    return tuple(Line((Run(line),) if line else ()) for line in text.split("\n"))


def tidy(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Neighbouring runs of one look made one; a break in what is no item begins a line; nothing
    deeper than it can be shown."""
    tidied: list[Line] = []
    for line in lines:
        quote = min(line.quote, MAX_DEPTH)
        # An item lies at most one deeper than the one before it.
        above = tidied[-1].depth if tidied and tidied[-1].quote == quote else 0
        depth = min(max(line.depth, 1), MAX_DEPTH, above + 1) if line.item else 0
        for runs in [line.runs] if line.item else _parted(line.runs):
            tidied.append(Line(_joined(runs), line.item, depth, quote))
    return tuple(tidied)


_UNUSUAL = str.maketrans({"\t": "    ", "\r": " ", "\f": " ", "\v": " ", "\u00a0": " ",
                          "\u2028": "\n", "\u2029": "\n", "\0": ""})  # fmt: skip


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    joined: list[Run] = []
    for run in runs:
        text = run.text.translate(_UNUSUAL)
        if run.picture:
            joined.append(Run(text.replace("\n", " "), picture=run.picture, width=run.width))
        elif not text:
            continue
        elif joined and _look_alike(joined[-1], run):
            joined[-1] = _with_text(run, joined[-1].text + text)
        else:
            joined.append(run if text is run.text or text == run.text else _with_text(run, text))
    return tuple(joined)


def _look_alike(one: Run, other: Run) -> bool:
    return (
        one.bold == other.bold
        and one.italic == other.italic
        and one.underline == other.underline
        and one.strike == other.strike
        and one.href == other.href
        and not one.picture
        and one.width == other.width
    )


def _with_text(run: Run, text: str) -> Run:
    # Not by dataclasses.replace, which takes ten times as long: mail merges make a great many.
    return Run(
        text, run.bold, run.italic, run.underline, run.strike, run.href, run.picture, run.width
    )


def _parted(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs of a line that is no item, line by line."""
    parts: list[list[Run]] = [[]]
    for run in runs:
        if run.picture:
            parts[-1].append(run)
            continue
        if "\n" not in run.text and "\u2028" not in run.text and "\u2029" not in run.text:
            parts[-1].append(run)
            continue
        first, *more = run.text.translate(_UNUSUAL).split("\n")
        parts[-1].append(_with_text(run, first))
        parts += [[_with_text(run, each)] for each in more]
    return parts


# ---------------------------------------------------------------------------------------- reading


def read(markup: str) -> tuple[Line, ...]:
    """The lines of an HTML text, however broken; never raises."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return tidy(reader.finish())


@dataclass(slots=True)
class _Open:
    tag: str
    look: Run
    pre: bool
    tight: bool


class _Reader(HTMLParser):
    """Reads what :func:`write_html` wrote, or what a cleaner let through: it does not have to
    be quick over malice."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[Line] = []
        self._runs: list[Run] = []
        self._open: list[_Open] = []
        self._look = Run("")
        self._pre = False
        self._silent = ""
        self._lists: list[str] = []
        self._items = 0  # items that are open
        self._quote = 0
        self._item = ""  # what the line being read is an item of, until it is there
        self._spaced = False  # room is wanted before the next line

    def finish(self) -> list[Line]:
        self._end_line()
        return self._lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._silent:
            return
        if tag in _SILENT:
            self._silent = tag
            return
        given = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._break()
        elif tag == "img":
            self._picture(given)
        elif tag in ("td", "th") and self._runs:
            self._add("    ")
        if tag in _BLOCKS:
            self._begin_block(tag, given)
        if tag not in _EMPTY:
            self._open.append(_Open(tag, self._look, self._pre, _is_tight(given)))
            self._look = _looking(self._look, tag, given)
            self._pre = self._pre or tag == "pre" or bool(_PRE.search(given.get("style", "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _EMPTY and not self._silent:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent:
                self._silent = ""
            return
        if not any(each.tag == tag for each in self._open):
            return
        while True:
            ended = self._open.pop()
            if ended.tag in _BLOCKS:
                self._end_block(ended.tag, ended.tight)
            self._look, self._pre = ended.look, ended.pre
            if ended.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._pre:
            first, *more = data.replace("\r\n", "\n").split("\n")
            self._add(first.replace(" ", "\u00a0"))
            for each in more:
                self._break()
                self._add(each.replace(" ", "\u00a0"))
            return
        text = _SPACE.sub(" ", data)
        if text.startswith(" ") and (not self._runs or self._runs[-1].text.endswith((" ", "\n"))):
            text = text[1:]
        self._add(text)

    def _add(self, text: str) -> None:
        if text and len(self._lines) < MAX_LINES:
            self._make_room()
            self._runs.append(replace(self._look, text=text))

    def _picture(self, given: dict[str, str]) -> None:
        match = _CID.match(given.get("src", "").strip())
        if match:
            self._make_room()
            width = given.get("width", "")
            wide = int(width) if width.isascii() and width.isdecimal() and len(width) < 5 else 0
            self._runs.append(Run(given.get("alt", ""), picture=match[1], width=wide))

    def _break(self) -> None:
        if self._items:
            self._add("\n")
        else:
            self._end_line(always=True)

    def _begin_block(self, tag: str, given: dict[str, str]) -> None:
        self._end_line()
        if tag in _SPACED:
            self._spaced = not _is_tight(given)
        elif tag == "blockquote":
            self._quote += 1
        elif tag in ("ul", "ol"):
            self._end_item()
            self._lists.append(tag)
        elif tag == "li":
            self._items += 1
            self._item = self._lists[-1] if self._lists else "ul"

    def _end_block(self, tag: str, tight: bool) -> None:
        self._end_line()
        if tag in _SPACED:
            self._spaced = not tight
        elif tag == "blockquote":
            self._quote -= 1
        elif tag in ("ul", "ol"):
            self._lists.pop()
        elif tag == "li":
            self._spaced = False
            self._end_item()
            self._items -= 1

    def _end_item(self) -> None:
        if self._item:
            self._put(())  # one without words

    def _make_room(self) -> None:
        if self._spaced and not self._runs and not self._items and self._lines:
            last = self._lines[-1]
            if last.runs or last.item:
                self._lines.append(Line(quote=min(self._quote, last.quote)))
        self._spaced = False

    def _end_line(self, *, always: bool = False) -> None:
        if self._runs and not self._runs[-1].picture:
            last = self._runs[-1]
            self._runs[-1] = replace(last, text=last.text.removesuffix("\n").removesuffix(" "))
        if self._runs or always:
            runs, self._runs = tuple(self._runs), []
            self._put(runs)

    def _put(self, runs: tuple[Run, ...]) -> None:
        item, self._item = self._item, ""
        if len(self._lines) >= MAX_LINES:
            return
        if self._items and not item and self._lines and self._lines[-1].item:
            # A second block in an item is still the same item.
            last = self._lines[-1]
            self._lines[-1] = replace(last, runs=(*last.runs, Run("\n"), *runs))
            return
        depth = max(len(self._lists), 1) if item else 0
        self._lines.append(Line(runs, item, depth, self._quote))


def _is_tight(given: dict[str, str]) -> bool:
    """Whether a paragraph has no room around it: Outlook's lines are paragraphs."""
    return "mso" in given.get("class", "").lower() or bool(_TIGHT.search(given.get("style", "")))


def _looking(look: Run, tag: str, given: dict[str, str]) -> Run:
    changed: dict[str, object] = {}
    if tag in _LOOKS:
        changed[_LOOKS[tag]] = True
    if style := given.get("style"):
        if _BOLD.search(style):
            changed["bold"] = True
        elif _NOT_BOLD.search(style):
            changed["bold"] = False
        for name, pattern in (("italic", _ITALIC), ("underline", _UNDERLINE), ("strike", _STRIKE)):
            if pattern.search(style):
                changed[name] = True
    if tag == "a":
        href = given.get("href", "").strip()
        if _LINK.match(href):
            # Links are underlined by themselves.
            changed |= {"href": href, "underline": False}
    return replace(look, **changed) if changed else look  # type: ignore[arg-type]


# ---------------------------------------------------------------------------------------- writing


def with_pictures(lines: Sequence[Line], known: Collection[str | None]) -> tuple[Line, ...]:
    """Lines with those of their pictures that are known, by their Content-ID, and no others."""
    return tuple(
        replace(
            line,
            runs=tuple(run for run in line.runs if not run.picture or run.picture in known),
        )
        for line in lines
    )


def write_html(lines: Sequence[Line], *, unseen: str = "") -> str:
    """Lean HTML of lines, without <html> and <body>; "" for none.

    Args:
        unseen: characters that take no room where the HTML is shown: without them it is what the
            lines without them give.
    """
    if not lines:
        return ""
    return f'<div style="{FONT}">{"".join(_written(lines, unseen))}</div>'


def _written(lines: Sequence[Line], unseen: str) -> Iterator[str]:
    quote = 0
    lists: list[str] = []
    for line in lines:
        if line.quote != quote or not line.item:
            while lists:
                yield f"</li></{lists.pop()}>"
        if line.quote > quote:
            yield '<blockquote type="cite">' * (line.quote - quote)
        elif line.quote < quote:
            yield "</blockquote>" * (quote - line.quote)
        quote = line.quote
        if not line.item:
            yield f"<div>{_runs(line, unseen) or '<br>'}</div>"
            continue
        while len(lists) > line.depth or (len(lists) == line.depth and lists[-1] != line.item):
            yield f"</li></{lists.pop()}>"
        if len(lists) == line.depth:
            yield "</li>"
        while len(lists) < line.depth:
            lists.append(line.item)
            yield f"<{line.item}>" + ("" if len(lists) == line.depth else "<li>")
        yield f"<li>{_runs(line, unseen)}"
    while lists:
        yield f"</li></{lists.pop()}>"
    yield "</blockquote>" * quote


def _runs(line: Line, unseen: str) -> str:
    nothing = dict.fromkeys(map(ord, unseen))
    whole = "".join("x" if run.picture else run.text.translate(nothing) for run in line.runs)
    place = 0
    out = []
    for run in line.runs:
        if run.picture:
            out.append(_picture(run))
            place += 1
            continue
        written, place = _run(run, whole, place, unseen)
        out.append(written)
    return "".join(out)


def _picture(run: Run) -> str:
    width = f' width="{run.width}"' if run.width else ""
    return f'<img src="cid:{html.escape(run.picture)}" alt="{html.escape(run.text)}"{width}>'


def _run(run: Run, whole: str, place: int, unseen: str) -> tuple[str, int]:
    """A run, of which those spaces are kept that HTML would swallow where they stand; and the
    place behind it."""
    first, *more = run.text.split(" ")
    kept = [first]
    place += _seen(first, unseen)
    for word in more:
        kept += ("\u00a0" if _is_swallowed(whole, place) else " ", word)
        place += 1 + _seen(word, unseen)
    text = html.escape("".join(kept), quote=False)
    text = text.replace("\u00a0", "&nbsp;").replace("\n", "<br>")
    for tag, on in (("s", run.strike), ("u", run.underline), ("i", run.italic), ("b", run.bold)):
        if on:
            text = f"<{tag}>{text}</{tag}>"
    return (f'<a href="{html.escape(run.href)}">{text}</a>' if run.href else text), place


def _seen(word: str, unseen: str) -> int:
    return len(word) - sum(map(word.count, unseen)) if unseen else len(word)


def _is_swallowed(whole: str, at: int) -> bool:
    return at == 0 or at == len(whole) - 1 or whole[at - 1] in " \n" or whole[at + 1] == "\n"


def write_plain(lines: Sequence[Line]) -> str:
    """The plain-text twin: the same words, with marks for lists, quotations and links."""
    return "\n".join(_plain_lines(lines))


def _plain_lines(lines: Sequence[Line]) -> Iterator[str]:
    numbers: dict[int, int] = {}
    for line in lines:
        lead = ""
        if line.item:
            for deeper in [depth for depth in numbers if depth > line.depth]:
                del numbers[deeper]
            numbers[line.depth] = numbers.get(line.depth, 0) + 1
            mark = f"{numbers[line.depth]}. " if line.item == "ol" else "* "
            lead = "  " * (line.depth - 1) + mark
        else:
            numbers.clear()
        words = lead + "".join(_plain_run(run) for run in line.runs)
        marks = ">" * line.quote + " " if line.quote else ""
        for part in words.split("\n"):
            yield (marks + part).rstrip() if marks else part


def _plain_run(run: Run) -> str:
    if run.picture:
        return ""
    bare = run.href.removeprefix("mailto:")
    if run.href and run.text.strip() not in (run.href, bare, bare.split("://", 1)[-1].rstrip("/")):
        return f"{run.text} <{bare}>"
    return run.text
