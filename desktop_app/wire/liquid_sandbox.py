"""Liquid without what could do harm: no files, few tags, few filters, and limits on all the rest.

The library has no limit on time. Every node asks the context for the tags that are disabled before
it renders itself; ours looks at the clock then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from time import thread_time
from typing import Any, Final, TextIO

from liquid import Environment, RenderContext
from liquid.ast import Node
from liquid.builtin import content, illegal
from liquid.builtin.expressions import LoopExpression, tokenize
from liquid.builtin.expressions.filtered import FilteredExpression
from liquid.builtin.output import Output, OutputNode
from liquid.builtin.tags import assign_tag, case_tag, for_tag, if_tag, unless_tag
from liquid.builtin.tags.for_tag import ForLoop, ForNode, ForTag
from liquid.exceptions import LoopIterationLimitError, ResourceLimitError
from liquid.output import LimitedStringIO
from liquid.parser import get_parser
from liquid.stream import TokenStream
from liquid.template import BoundTemplate
from liquid.token import Token
from liquid.undefined import Undefined

from desktop_app.domain.templates import GAP_BEGINS, GAP_ENDS, VALUE_BEGINS, VALUE_ENDS
from desktop_app.wire.liquid_filters import FILTERS, MAX_TEXT, Missing, text_of

MAX_LOOPS: Final = 1_000  # turns of all loops of a template together
MAX_OUTPUT: Final = 1_000_000  # bytes
MAX_SECONDS: Final = 0.5
"""From the first look at a template to its last line."""


class OutOfTime(ResourceLimitError):
    """A template takes longer than it may."""


class Clock:
    """The time that is left, of this thread at work: no template is slow because a computer is busy
    with something else, or asleep."""

    def __init__(self, seconds: float = MAX_SECONDS) -> None:
        self._ends = thread_time() + seconds

    def check(self) -> None:
        """Raises:
        OutOfTime: it is over.
        """
        if thread_time() > self._ends:
            raise OutOfTime("out of time", token=None)


class Context(RenderContext):
    """What a rendering knows, and what it comes to know: the fields that were missing."""

    __slots__ = ("clean", "clock", "known", "missing", "turns")

    clock: Clock
    known: Mapping[str, str]
    missing: dict[str, None]
    clean: Callable[[str], str]
    turns: int

    @property
    def disabled_tags(self) -> list[str]:
        """None; it is asked for by each node before it renders itself."""
        self.clock.check()
        return []

    @disabled_tags.setter
    def disabled_tags(self, tags: list[str]) -> None:
        pass

    def loop(self, namespace: Mapping[str, object], forloop: ForLoop | Any) -> Any:
        self.turns += forloop.length
        if self.turns > MAX_LOOPS:
            raise LoopIterationLimitError("too many turns", token=None)
        return super().loop(namespace, forloop)


class _Out(OutputNode):
    """Writes a value between marks, and the name of one that is missing between others."""

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        if not isinstance(context, Context):
            raise TypeError("this renders in its own context alone")
        value = self.expression.evaluate(context)
        if isinstance(value, Missing) and value.name in context.known:
            context.missing[value.name] = None
            return buffer.write(GAP_BEGINS + value.name + GAP_ENDS)
        if isinstance(value, Undefined):
            return 0
        lines = context.clean(text_of(value)).split("\n")
        return buffer.write(
            "\n".join(VALUE_BEGINS + line + VALUE_ENDS if line else "" for line in lines)
        )


class _OutTag(Output):
    node_class = _Out


class _Loop(LoopExpression):
    """A loop of which the length is known before it begins."""

    def _to_iter(self, obj: object, context: RenderContext) -> tuple[Iterator[Any], int]:
        it, length = super()._to_iter(obj, context)
        if length > MAX_LOOPS:
            raise LoopIterationLimitError("too many turns", token=None)
        return it, length


def loop_of(loop: LoopExpression) -> LoopExpression:
    """The same loop, bounded."""
    return _Loop(
        loop.token,
        loop.identifier,
        loop.iterable,
        limit=loop.limit,
        offset=loop.offset,
        reversed_=loop.reversed,
        cols=loop.cols,
    )


class _ForTag(ForTag):
    def parse(self, stream: TokenStream) -> Node:
        node = super().parse(stream)
        if isinstance(node, ForNode):
            node.expression = loop_of(node.expression)
        return node


class Sandbox(Environment):
    """The one environment that templates are parsed and rendered in."""

    block_nesting_limit = 20
    local_namespace_limit = 4 * MAX_TEXT
    output_stream_limit = MAX_OUTPUT
    suppress_blank_control_flow_blocks = False  # a line's mark is not blank, nor is its break

    def __init__(self) -> None:
        super().__init__(undefined=Missing)

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        """Only what is harmless. Comments and raw text never come here."""
        for tag in (
            content.Literal, _OutTag, illegal.Illegal, if_tag.IfTag, unless_tag.UnlessTag,
            case_tag.CaseTag, _ForTag, for_tag.BreakTag, for_tag.ContinueTag, assign_tag.AssignTag,
        ):  # fmt: skip
            self.add_tag(tag)
        for name, function in FILTERS.items():
            self.add_filter(name, function)

    def inner(self, expression: Token) -> TokenStream:
        """The tokens of an expression."""
        return TokenStream(tokenize(expression.value, expression))

    def output(self, expression: Token) -> FilteredExpression:
        """What stands between ``{{`` and ``}}``, parsed."""
        return self.filtered(self.inner(expression))

    def filtered(self, tokens: TokenStream) -> FilteredExpression:
        """A value and its filters, parsed."""
        parsed = FilteredExpression.parse(self, tokens)
        if not isinstance(parsed, FilteredExpression):
            raise TypeError("an expression with a condition in it")
        return parsed

    def run(
        self,
        tokens: list[Token],
        values: Mapping[str, str],
        known: Mapping[str, str],
        clean: Callable[[str], str],
        clock: Clock,
    ) -> tuple[str, tuple[str, ...]]:
        """The text with marks, and the fields that were missing.

        Raises:
            LiquidError: anything that it cannot do, or not within its limits.
        """
        nodes = get_parser(self).parse(TokenStream(iter(tokens)))
        context = Context.__new__(Context)
        context.clock, context.known, context.clean = clock, known, clean
        context.missing, context.turns = {}, 0
        context.__init__(BoundTemplate(self, nodes), globals=values)  # type: ignore[misc]
        buffer: StringIO = LimitedStringIO(limit=MAX_OUTPUT)
        for node in nodes:
            node.render(context, buffer)
        return buffer.getvalue(), tuple(context.missing)
