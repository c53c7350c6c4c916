"""The language of the search box: ``status:hot company:"north" contacted:<30d has:draft``.

Conditions are ``field:value``; several values with commas between are "any of"; ``-`` or ``NOT``
wants the opposite; ``OR`` and parentheses join; what stands beside each other must all hold.
Signs compare (``size:>=51``, ``size:51..200``, ``contacted:<30d``, ``due:<2026-02-01``), ``=``
wants the whole text, a star what begins with it, and quotes keep words together. Everything else
is words to search for, as if there were no language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.language import numeral, tr
from desktop_app.domain.lead_fields import Field, LeadFields, ValueKind
from desktop_app.domain.lead_filters import Group
from desktop_app.domain.lead_groups import Parsed, opposite, simplified
from desktop_app.domain.lead_terms import (
    Item,
    LanguageError,
    Part,
    existence,
    names_of,
    nearest,
    part_of,
)
from desktop_app.domain.lead_wording import words_of

__all__ = ["LanguageError", "Parsed", "parse", "words_of"]

MOST_CHARACTERS = 4_000
_DEEPEST = 20
_HAS, _NO = ("has", "with"), ("no", "without")
# Before a colon, and yet no field: addresses, and times by their digits.
_SCHEMES = frozenset({"http", "https", "ftp", "mailto", "file", "urn", "re", "fwd", "fw", "aw"})
_LOOSE_NAME = re.compile(r"[\w.-]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])")
_SIGN = re.compile(r"<=|>=|<|>|=")
_UNFIT = re.compile("[\0\ud800-\udfff]")


def parse(text: str, fields: LeadFields, today: date) -> Parsed:
    """Understand a query.

    Args:
        today: the present day of the user, for "yesterday".

    Raises:
        LanguageError: it asks by a field, and something of that is wrong.
    """
    if len(text) > MOST_CHARACTERS:
        raise LanguageError(
            MOST_CHARACTERS,
            len(text) - MOST_CHARACTERS,
            tr("This is too long to search for."),
            advice=tr(
                "At most {most_characters} characters are read.",
                most_characters=numeral(MOST_CHARACTERS),
            ),
        )
    text = _UNFIT.sub(" ", text)
    tokens = list(_tokens(text, fields))
    if not any(token.kind in (_TERM, _UNKNOWN) for token in tokens):
        return Parsed(text.strip())
    return _Parser(text, tokens, fields, today).parsed()


# Tokens -----------------------------------------------------------------------------------------

_OPEN, _CLOSE, _NOT, _OR, _AND, _TERM, _UNKNOWN, _WORD = range(8)


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of the query. ``end`` is behind it; ``name`` and ``value_at`` are of a term."""

    kind: int
    at: int
    end: int
    name: str = ""
    field: Field | None = None
    value_at: int = 0


def _tokens(text: str, fields: LeadFields) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        if text[at] in "()":
            yield _Token(_OPEN if text[at] == "(" else _CLOSE, at, at + 1)
            at += 1
            continue
        if text[at] == "-" and at + 1 < len(text) and not text[at + 1].isspace():
            follows = text[at + 1]
            if follows == "(" or _term_at(text, at + 1, fields) or follows == "-":
                yield _Token(_NOT, at, at + 1)
                at += 1
                continue
        token = _term_at(text, at, fields) or _word_at(text, at)
        yield token
        at = token.end


def _term_at(text: str, at: int, fields: LeadFields) -> _Token | None:
    """A term, if one begins here: a name with a colon behind it that is clearly a field."""
    if text[at] == '"':
        name, after = _quoted(text, at)
        if after is None or text[after : after + 1] != ":":
            return None
    else:
        found = _LOOSE_NAME.match(text, at)
        if found is None or text[found.end() : found.end() + 1] != ":":
            return None
        name, after = found[0], found.end()
    value_at = after + 1
    end = _piece_end(text, value_at)
    if name.casefold() in (*_HAS, *_NO):
        return _Token(_TERM, at, end, name, None, value_at)
    known = fields.named(name) if name.strip("-_ ") else None
    if known is not None:
        return _Token(_TERM, at, end, name, known, value_at)
    rest = text[value_at:end]
    unlikely = (
        not rest
        or rest.startswith(("/", "\\", ":"))
        or not name[0].isalpha()
        or len(name) < 2
        or name.casefold() in _SCHEMES
        or text[at] == '"'
    )
    return None if unlikely else _Token(_UNKNOWN, at, end, name, None, value_at)


def _word_at(text: str, at: int) -> _Token:
    end = _piece_end(text, at)
    kinds = {"NOT": _NOT, "OR": _OR, "AND": _AND}
    return _Token(kinds.get(text[at:end], _WORD), at, max(end, at + 1))


def _piece_end(text: str, at: int) -> int:
    """Where a piece ends: at a space or a closing parenthesis that it did not open."""
    depth = 0
    begins = True
    while at < len(text):
        letter = text[at]
        if letter == '"' and begins:
            _, after = _quoted(text, at)
            if after is None:
                return len(text)
            at, begins = after, False
            continue
        if letter.isspace() or (letter == ")" and not depth):
            return at
        depth += {"(": 1, ")": -1}.get(letter, 0)
        begins = letter in ',<>="' and letter != '"'
        at += 1
    return at


def _quoted(text: str, at: int) -> tuple[str, int | None]:
    """What quotes that open here hold, and where they are closed; None where they are not."""
    held: list[str] = []
    at += 1
    while at < len(text):
        if text[at] == "\\" and text[at + 1 : at + 2] in ('"', "\\"):
            held.append(text[at + 1])
            at += 2
            continue
        if text[at] == '"':
            return "".join(held), at + 1
        held.append(text[at])
        at += 1
    return "".join(held), None


# Grammar ----------------------------------------------------------------------------------------


class _Parser:
    """Descends: any = all (OR all)*; all = (not)* one …; one = term, word or (any)."""

    def __init__(self, text: str, tokens: list[_Token], fields: LeadFields, today: date) -> None:
        self._text = text
        self._tokens = tokens
        self._fields = fields
        self._today = today
        self._next = 0
        self._words: list[_Token] = []

    def parsed(self) -> Parsed:
        where = self._any(0)
        if self._next < len(self._tokens):
            token = self._tokens[self._next]
            raise self._wrong(token, tr("This parenthesis was never opened."))
        words = " ".join(self._text[token.at : token.end] for token in self._words)
        return Parsed(words, simplified(Group((where,))))

    def _any(self, depth: int) -> Group:
        words = len(self._words)
        ways = [self._all(depth)]
        while (token := self._peek()) is not None and token.kind == _OR:
            self._next += 1
            following = self._peek()
            if following is None or following.kind in (_CLOSE, _OR, _AND) or not ways[-1].parts:
                self._no_words_since(words)
                raise self._wrong(
                    token,
                    tr("OR stands between two conditions."),
                    unfinished=following is None and bool(ways[-1].parts),
                )
            ways.append(self._all(depth))
        if len(ways) == 1:
            return ways[0]
        self._no_words_since(words)
        return Group(tuple(ways), any=True)

    def _all(self, depth: int) -> Group:
        parts: list[Part] = []
        while (token := self._peek()) is not None and token.kind not in (_OR, _CLOSE):
            if token.kind == _AND:
                self._next += 1
                following = self._peek()
                if not (parts or self._words) or following is None or following.kind in (
                    _CLOSE, _OR, _AND,
                ):  # fmt: skip
                    raise self._wrong(
                        token,
                        tr("AND stands between two conditions."),
                        unfinished=following is None and bool(parts),
                    )
                continue
            parts.append(self._one(depth))
        return Group(tuple(parts))

    def _one(self, depth: int) -> Part:
        token = self._tokens[self._next]
        if depth > _DEEPEST:
            raise self._wrong(token, tr("This is nested too deeply."))
        self._next += 1
        if token.kind == _NOT:
            return self._opposite(token, depth)
        if token.kind == _OPEN:
            inside = self._any(depth + 1)
            if self._peek() is None:
                raise self._wrong(token, tr("This parenthesis is never closed."), unfinished=True)
            self._next += 1
            return inside
        if token.kind == _WORD:
            word = self._text[token.at : token.end]
            if len(word) > 1 and word[0] == "-":
                raise self._wrong(
                    token,
                    tr("Words alone cannot be left out."),
                    advice=tr("Say which field must not have it: -company:{word}", word=word[1:]),
                )
            self._words.append(token)
            return Group()
        return self._term(token)

    def _opposite(self, token: _Token, depth: int) -> Part:
        following = self._peek()
        if following is None or following.kind in (_CLOSE, _OR, _AND):
            raise self._wrong(
                token,
                tr("Behind {text} a condition is missing.", text=self._text[token.at : token.end]),
                unfinished=following is None,
            )
        words = len(self._words)
        part = self._one(depth + 1)
        self._no_words_since(words)
        if isinstance(part, Group):
            part = simplified(part)
            if not part.parts:
                raise self._wrong(token, tr("Between these parentheses a condition is missing."))
        return opposite(part)

    def _term(self, token: _Token) -> Part:
        if token.kind == _UNKNOWN:
            near = nearest(token.name, [*names_of(self._fields), *_HAS[:1], *_NO[:1]])
            raise LanguageError(
                token.at,
                len(token.name),
                tr("There is no field “{name}”.", name=token.name),
                near,
                advice="" if near else tr("Quotes search for the words as they are."),
            )
        items = self._items(token)
        if token.field is None:
            return existence(self._fields, items, there=token.name.casefold() in _HAS)
        return part_of(token.field, items, self._today)

    def _items(self, token: _Token) -> list[Item]:
        """The values of a term, which commas part."""
        text, at, end = self._text, token.value_at, token.end
        items: list[Item] = []
        if at == end:
            raise LanguageError(
                token.at,
                end - token.at,
                tr("What should “{name}” be?", name=token.name),
                advice=tr("Write it right behind the colon: {name}:…", name=token.name),
                unfinished=end == len(text),
            )
        while True:
            item, at = self._item(token, at)
            items.append(item)
            if at >= end:
                return items
            if text[at] != ",":
                raise LanguageError(
                    at, end - at, tr("Behind the closing quote a space is missing."),
                )  # fmt: skip
            at += 1
            if at >= end:
                raise LanguageError(
                    at - 1,
                    1,
                    tr("Behind this comma a value is missing."),
                    unfinished=end == len(text),
                )

    def _item(self, token: _Token, at: int) -> tuple[Item, int]:
        text, end, begin = self._text, token.end, at
        sign = ""
        if found := _SIGN.match(text, at, end):
            sign, at = found[0], found.end()
        if at < end and text[at] == '"':
            held, after = _quoted(text, at)
            if after is None:
                raise LanguageError(
                    at, end - at, tr("This quote is never closed."), unfinished=True
                )
            star = text[after : after + 1] == "*"
            at = after + star
            return self._made(sign, held, True, star, begin, at), at
        stop = at
        counted = token.field is not None and token.field.kind in (ValueKind.NUMBER, ValueKind.SIZE)
        if counted and (thousands := _THOUSANDS.match(text, at, end)):
            stop = thousands.end()
        while stop < end and text[stop] != ",":
            stop += 1
        held = text[at:stop]
        star = len(held) > 1 and held.endswith("*")
        if not held:
            raise LanguageError(
                begin,
                max(1, stop - begin),
                tr("Here a value is missing."),
                unfinished=stop == len(text),
            )
        return self._made(sign, held[:-1] if star else held, False, star, begin, stop), stop

    def _made(self, sign: str, held: str, quoted: bool, star: bool, at: int, end: int) -> Item:
        return Item(sign, held, quoted, star, at, end - at, end == len(self._text))

    def _no_words_since(self, count: int) -> None:
        """Words are searched for in the whole lead, beside all conditions."""
        if len(self._words) > count:
            token = self._words[count]
            word = self._text[token.at : token.end]
            raise self._wrong(
                token,
                tr("“{word}” can stand beside conditions, but not in OR or NOT.", word=word),
                advice=tr("Say which field has it: company:{word}", word=word.strip("-")),
            )

    def _wrong(
        self, token: _Token, message: str, *, advice: str = "", unfinished: bool = False
    ) -> LanguageError:
        return LanguageError(
            token.at, token.end - token.at, message, advice=advice, unfinished=unfinished
        )

    def _peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None
