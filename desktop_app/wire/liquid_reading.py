"""A template read before it is rendered: its tokens for Liquid, its faults, and its merge fields.

Each token is parsed by itself, so that all faults are found, and each at its place in the text as
the writer sees it. What the library says of them is for programmers; the sentences are ours.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from liquid.builtin.expressions import LoopExpression, Path, parse_identifier, parse_primitive
from liquid.builtin.expressions.filtered import FilteredExpression
from liquid.builtin.expressions.logical import (
    BooleanExpression,
    ContainsExpression,
    EqExpression,
    LogicalAndExpression,
    LogicalOrExpression,
    NeExpression,
)
from liquid.builtin.expressions.primitive import (
    Blank,
    Empty,
    FalseLiteral,
    Literal,
    Nil,
    RangeLiteral,
    StringLiteral,
)
from liquid.exceptions import LiquidError
from liquid.expression import Expression
from liquid.token import (
    TOKEN_ASSIGN,
    TOKEN_COMMA,
    TOKEN_CONTENT,
    TOKEN_EXPRESSION,
    TOKEN_OR,
    TOKEN_OUTPUT,
    TOKEN_TAG,
)
from liquid.token import Token as LiquidToken
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from desktop_app.domain.language import tr
from desktop_app.domain.template_tokens import Token, TokenKind, find_tokens
from desktop_app.domain.templates import Fault, Part
from desktop_app.wire.liquid_filters import FILTERS
from desktop_app.wire.liquid_sandbox import Clock, OutOfTime, Sandbox
from desktop_app.wire.liquid_weave import Cutter, Text

MAX_TOKENS: Final = 3_000
MAX_EXPRESSION: Final = 1_000  # characters of one token
MAX_DEPTH: Final = 15
TOO_MUCH: Final = tr("This template has too much to work out. Make it simpler.")

_BLOCKS: Final = {"if": "endif", "unless": "endunless", "case": "endcase", "for": "endfor"}
_ENDS: Final = {end: begin for begin, end in _BLOCKS.items()}
_WITHIN: Final = {
    "elsif": ("if", "unless"),
    "else": ("if", "unless", "case", "for"),
    "when": ("case",),
}
_ALONE: Final = ("assign", "break", "continue", "comment", "endcomment", "raw", "endraw", "#")
_TAGS: Final = (*_BLOCKS, *_ENDS, *_WITHIN, *_ALONE)
_PARTS: Final = frozenset({"size", "first", "last"})
_BARE: Final = ("else", "break", "continue", *_ENDS)


@dataclass(slots=True)
class Reading:
    """What is known of one part of a template.

    Args:
        tokens: for Liquid, with the text between them.
        required: fields that are written out without a fallback or a condition.
    """

    part: Part
    tokens: list[LiquidToken] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    fields: dict[str, None] = field(default_factory=dict)
    required: dict[str, None] = field(default_factory=dict)


def read_part(
    part: Part, text: Text, known: Mapping[str, str], sandbox: Sandbox, clock: Clock
) -> Reading:
    """Read the subject or the body.

    Raises:
        OutOfTime: it takes longer than a template may.
    """
    return _Reader(part, text, known, sandbox, clock).read()


@dataclass(slots=True)
class _Block:
    name: str
    token: Token
    guarded: frozenset[str]  # fields that have a value within
    otherwise: frozenset[str] = frozenset()  # and after the next "else"
    loop: str = ""
    subject: frozenset[str] = frozenset()  # what a "case" asks about
    begun: bool = True  # whether something of it can be shown: not between "case" and "when"


class _Bad(Exception):
    """A token that cannot be read, why, and where in it if that is known."""

    def __init__(self, reason: str, start: int = -1, end: int = -1) -> None:
        super().__init__(reason)
        self.reason, self.start, self.end = reason, start, end


class _Reader:
    def __init__(
        self, part: Part, text: Text, known: Mapping[str, str], sandbox: Sandbox, clock: Clock
    ) -> None:
        self._text = text
        self._known = known
        self._sandbox = sandbox
        self._clock = clock
        self._made = Reading(part)
        self._blocks: list[_Block] = []
        self._locals: dict[str, frozenset[str]] = {}  # and the fields that they need

    def read(self) -> Reading:
        source = self._text.text
        tokens = find_tokens(source)
        if len(tokens) > MAX_TOKENS:
            self._fault(tokens[MAX_TOKENS], tr("There are too many merge fields in this template."))
            return self._made
        cutter = Cutter(self._text)
        place = 0
        left = False
        hidden = raw = False
        for token in tokens:
            self._clock.check()
            cut = source[token.start + 2 : token.start + 3] == "-"
            if raw and token.name == "endraw":
                self._content(cutter.content(place, token.start), place)
                raw = False
            elif not hidden:
                right = cut and token.kind in (TokenKind.FIELD, TokenKind.TAG)
                words = cutter.content(place, token.start, left=left, right=right)
                self._content(words, place)
            cutter.skip(token.end)
            place = token.end
            left = source[token.end - 3 : token.end - 2] == "-"
            if token.kind is TokenKind.TAG and token.name in ("comment", "endcomment"):
                hidden = token.name == "comment"
                self._paired(token, tokens)
            elif token.kind is TokenKind.TAG and token.name in ("raw", "endraw"):
                raw = token.name == "raw"
                self._paired(token, tokens)
            else:
                self._token(token)
        if not hidden:
            self._content(cutter.content(place, len(source), left=left), place)
        for block in self._blocks:
            self._fault(
                block.token,
                tr(
                    "This “{name}” has no end. Add {{% {end} %}} where it ends.",
                    name=block.name,
                    end=_BLOCKS[block.name],
                ),
            )
        return self._made

    def _content(self, words: str, place: int) -> None:
        if words:
            self._made.tokens.append(
                LiquidToken(TOKEN_CONTENT, words, start_index=place, source=self._text.text)
            )

    def _paired(self, token: Token, tokens: Sequence[Token]) -> None:
        """``find_tokens`` answers the end of a comment right behind its beginning."""
        other = token.name.removeprefix("end")
        at = tokens.index(token) if token.name.startswith("end") else -1
        if token.name == other:
            after = next((each for each in tokens if each.start >= token.end), None)
            if after is None or after.name != f"end{other}":
                self._fault(
                    token, tr("This “{other}” has no end. Add {{% end{other} %}}.", other=other)
                )
        elif at == 0 or tokens[at - 1].name != other:
            self._fault(token, tr("There is no “{name}” that could end here.", name=other))

    # -- one token ---------------------------------------------------------------------------

    def _token(self, token: Token) -> None:
        if token.kind in (TokenKind.OPEN, TokenKind.OPEN_TAG):
            begins, ends = ("{{", "}}") if token.kind is TokenKind.OPEN else ("{%", "%}")
            self._fault(
                token,
                tr(
                    "“{begins}” is never closed. Add “{ends}” on the same line.",
                    begins=begins,
                    ends=ends,
                ),
            )
            return
        inner = self._inner(token)
        try:
            if token.end - token.start > MAX_EXPRESSION:
                raise _Bad(tr("This is too long for one merge field."))
            if token.kind is TokenKind.FIELD:
                self._output(token, inner)
            else:
                self._tag(token, inner)
        except _Bad as bad:
            start, end = (bad.start, bad.end) if bad.start >= 0 else (token.start, token.end)
            self._fault_at(start, end, bad.reason)
        except OutOfTime:
            raise
        except Exception:  # the library, over an expression that it did not expect
            self._fault(token, _unreadable(token))

    def _inner(self, token: Token) -> LiquidToken:
        """The expression of a token: of a tag, what stands behind its name."""
        source = self._text.text
        start, end = token.start + 2, token.end - 2
        start += source[start:end].startswith("-")
        end -= end > start and source[end - 1] == "-"
        if token.kind is TokenKind.TAG and token.name:
            start = source.index(token.name, start) + len(token.name)
        words = source[start:end].replace("\u00a0", " ")
        lead = len(words) - len(words.lstrip())
        return LiquidToken(TOKEN_EXPRESSION, words.strip(), start_index=start + lead, source=source)

    def _output(self, token: Token, inner: LiquidToken) -> None:
        if not inner.value:
            raise _Bad(tr("There is no field here. Write its name between the braces."))
        parsed = self._sandbox.output(inner)
        self._check(parsed)
        self._write(self._needs(parsed))
        source = self._text.text
        # A value looks as its field's name does, even where the braces look otherwise.
        look = self._text.look_at(inner.start_index)
        if look:
            self._content(look, token.start)
        self._made.tokens.append(
            LiquidToken(TOKEN_OUTPUT, source[token.start : token.end], token.start, source)
        )
        self._made.tokens.append(inner)

    def _tag(self, token: Token, inner: LiquidToken) -> None:
        name = token.name
        if name == "#":
            return
        if name not in _TAGS:
            near = _nearest(name, _TAGS)
            hint = tr(" Did you mean “{near}”?", near=near) if near else ""
            raise _Bad(
                tr("“{name}” is nothing that a template can do.{hint}", name=name or "%", hint=hint)
            )
        if name in _BARE:
            inner = inner._replace(value="")
        elif not inner.value:
            raise _Bad(tr("Something is missing behind “{name}”.", name=name))
        self._structure(token, inner)
        source = self._text.text
        self._made.tokens.append(LiquidToken(TOKEN_TAG, name, token.start, source))
        if inner.value:
            self._made.tokens.append(inner)

    def _structure(self, token: Token, inner: LiquidToken) -> None:
        name, top = token.name, self._blocks[-1] if self._blocks else None
        if name in _ENDS:
            if top is None or top.name != _ENDS[name]:
                raise _Bad(tr("There is no “{name}” that could end here.", name=_ENDS[name]))
            self._blocks.pop()
        elif name in _WITHIN:
            if top is None or top.name not in _WITHIN[name]:
                raise _Bad(
                    tr("“{name}” has no “{before}” before it.", name=name, before=_WITHIN[name][0])
                )
            self._branch(top, name, inner)
        elif name in _BLOCKS:
            if len(self._blocks) >= MAX_DEPTH:
                raise _Bad(tr("Conditions are nested too deeply here."))
            # The block is there even where its condition cannot be read: its end has a beginning.
            block = _Block(name, token, frozenset())
            self._blocks.append(block)
            self._begin(block, inner)
        elif name == "assign":
            tokens = self._sandbox.inner(inner)
            local = str(parse_identifier(self._sandbox, tokens, allow_trailing_question_mark=False))
            tokens.eat(TOKEN_ASSIGN)
            parsed = self._sandbox.filtered(tokens)
            self._check(parsed)
            self._locals[local] = self._locals.get(local, frozenset()) | self._needs(parsed)
        elif not any(block.name == "for" for block in self._blocks):
            raise _Bad(tr("“{name}” has no “for” around it.", name=name))

    def _begin(self, block: _Block, inner: LiquidToken) -> None:
        if block.name == "for":
            loop = LoopExpression.parse(self._sandbox, self._sandbox.inner(inner))
            block.loop = str(loop.identifier)
            self._check(loop)
        elif block.name == "case":
            tokens = self._sandbox.inner(inner)
            parsed = parse_primitive(self._sandbox, tokens)
            tokens.expect_eos()
            self._check(parsed)
            block.subject = self._roots(parsed)
        else:
            condition = BooleanExpression.parse(self._sandbox, self._sandbox.inner(inner))
            self._check(condition)
            if block.name == "if":
                block.guarded, block.otherwise = self._implied(condition)
            else:
                block.otherwise, block.guarded = self._implied(condition)

    def _branch(self, block: _Block, name: str, inner: LiquidToken) -> None:
        if name == "else":
            block.guarded = block.otherwise
        elif name == "elsif":
            condition = BooleanExpression.parse(self._sandbox, self._sandbox.inner(inner))
            self._check(condition)
            there, absent = self._implied(condition)
            block.guarded = block.otherwise | there
            block.otherwise = block.otherwise | absent
        else:
            tokens = self._sandbox.inner(inner)
            asked = [parse_primitive(self._sandbox, tokens)]
            while tokens.current.kind in (TOKEN_COMMA, TOKEN_OR):
                next(tokens)
                asked.append(parse_primitive(self._sandbox, tokens))
            tokens.expect_eos()
            for each in asked:
                self._check(each)
            block.guarded = frozenset() if any(map(_is_nothing, asked)) else block.subject

    # -- fields ------------------------------------------------------------------------------

    def _check(self, parsed: Expression) -> None:
        """Names that nobody knows, filters that there are none of, ranges out of place."""
        loop = parsed if isinstance(parsed, LoopExpression) else None
        for each in _all(parsed):
            if isinstance(each, Path):
                self._path(each)
            elif isinstance(each, RangeLiteral) and (loop is None or each is not loop.iterable):
                raise _Bad(tr("A range of numbers can stand in a “for” only."))
            elif isinstance(each, FilteredExpression):
                for used in each.filters or ():
                    self._filter(used.name, used.args, used.token)

    def _filter(self, name: str, args: Sequence[object], token: LiquidToken) -> None:
        start, end = token.start_index, token.start_index + len(name)
        function = FILTERS.get(name)
        if function is None:
            near = _nearest(name, FILTERS)
            hint = tr(" Did you mean “{near}”?", near=near) if near else ""
            raise _Bad(tr("There is no filter “{name}”.{hint}", name=name, hint=hint), start, end)
        positional = [each for each in args if type(each).__name__ == "PositionalArgument"]
        named = {getattr(each, "name", ""): None for each in args if each not in positional}
        try:
            inspect.signature(function).bind(None, *positional, **named)
        except TypeError:
            raise _Bad(tr("“{name}” is not given what it needs.", name=name), start, end) from None

    def _path(self, path: Path) -> None:
        head = path.path[0]
        start = path.token.start_index
        if not isinstance(head, str):
            raise _Bad(tr("A field's name was expected here."))
        steps = path.path[1:]
        if head == "forloop" or any(head == block.loop for block in self._blocks):
            return
        if head in self._locals or head in self._known:
            if head in self._known and head not in self._locals:
                self._made.fields.setdefault(head)
            if any(each not in _PARTS and not isinstance(each, int) for each in steps):
                raise _Bad(tr("“{head}” has no parts that could be named.", head=head))
            return
        last = steps[-1] if steps and isinstance(steps[-1], str) else head
        near = _nearest(last, self._known)
        hint = tr(" Did you mean “{near}”?", near=near) if near else ""
        end = start + len(head) if path.token.value == head else start + len(path.token.value)
        if path.token.value != head:
            end = start
        self._fault_at(
            start, max(end, start + 1),
            tr("There is no field “{head}”.{hint}", head=head, hint=hint), field=head,
            instead=near,
        )  # fmt: skip

    def _roots(self, expression: Expression) -> frozenset[str]:
        """The fields without which an expression has no value."""
        found: set[str] = set()
        for path in _all(expression):
            if isinstance(path, Path) and isinstance(path.path[0], str):
                head = path.path[0]
                if head in self._locals:
                    found |= self._locals[head]
                elif head in self._known and not any(head == each.loop for each in self._blocks):
                    found.add(head)
        return frozenset(found)

    def _needs(self, parsed: FilteredExpression) -> frozenset[str]:
        """The fields without which nothing can be written out for an expression."""
        needed = self._roots(parsed.left)
        for used in parsed.filters or ():
            given = frozenset().union(*(self._roots(each) for each in used.children()))
            needed = given if used.name == "default" else needed | given
        return needed

    def _write(self, needed: frozenset[str]) -> None:
        there = frozenset().union(*(block.guarded for block in self._blocks))
        for name in sorted(needed - there):
            self._made.required.setdefault(name)

    def _implied(self, expression: Expression) -> tuple[frozenset[str], frozenset[str]]:
        """The fields that have a value when a condition holds, and when it does not."""
        nothing: frozenset[str] = frozenset()
        if isinstance(expression, BooleanExpression):
            return self._implied(expression.expression)
        if isinstance(expression, Path):
            return self._roots(expression), nothing
        if isinstance(expression, LogicalAndExpression | LogicalOrExpression):
            one, two = self._implied(expression.left), self._implied(expression.right)
            if isinstance(expression, LogicalAndExpression):
                return one[0] | two[0], one[1] & two[1]
            return one[0] & two[0], one[1] | two[1]
        if isinstance(expression, EqExpression | NeExpression):
            roots = self._roots(expression)
            sides = (expression.left, expression.right)
            if any(map(_is_nothing, sides)):
                held = (nothing, roots)
            else:
                held = (
                    roots if any(isinstance(each, Literal) for each in sides) else nothing,
                    nothing,
                )
            return held if isinstance(expression, EqExpression) else (held[1], held[0])
        if isinstance(expression, ContainsExpression):
            return self._roots(expression), nothing
        return nothing, nothing

    # -- faults ------------------------------------------------------------------------------

    def _fault(self, token: Token, reason: str) -> None:
        self._fault_at(token.start, token.end, reason)

    def _fault_at(
        self, start: int, end: int, reason: str, *, field: str = "", instead: str = ""
    ) -> None:
        self._made.faults.append(Fault(self._made.part, start, end, reason, field, instead))


def _all(expression: Expression) -> Iterator[Expression]:
    waiting: list[Expression] = [expression]
    while waiting:
        each = waiting.pop()
        yield each
        waiting.extend(reversed(list(each.children())))


def _is_nothing(expression: object) -> bool:
    return isinstance(expression, Blank | Empty | Nil | FalseLiteral) or (
        isinstance(expression, StringLiteral) and not expression.value.strip()
    )


def _nearest(name: str, names: Mapping[str, object] | Sequence[str]) -> str:
    """The name that was probably meant, or ""."""
    simple = {each: each.replace("_", "").casefold() for each in names}
    found = process.extractOne(
        name.replace("_", "").replace("-", "").casefold(),
        simple,
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=0.55,
    )
    return str(found[2]) if found else ""


def _unreadable(token: Token) -> str:
    if token.kind is TokenKind.FIELD:
        return tr("This field cannot be read. Write it like {{ first_name }}.")
    if token.name in ("if", "elsif", "unless", "case", "when"):
        return tr("This condition cannot be read. Write it like {% if company %}.")
    if token.name == "for":
        return tr("This loop cannot be read. Write it like {% for word in words %}.")
    if token.name == "assign":
        return tr('This cannot be read. Write it like {% assign greeting = "Hello" %}.')
    return tr("This “{name}” cannot be read.", name=token.name)


def liquid_place(error: LiquidError, length: int) -> tuple[int, int]:
    """Where an error of the library stands in the text."""
    token = error.token
    if token is None or not 0 <= token.start_index <= length:
        return 0, 0
    return token.start_index, min(token.start_index + max(len(token.value), 1), length)
