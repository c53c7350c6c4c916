"""Why an insight was found: the words that led to it, how sure it is, and who read it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.insights import Insight
from desktop_app.domain.language import tr
from desktop_app.domain.learning import Verdict
from desktop_app.ui.inbox.insight_words import content_of, percent
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.floating import Popover
from desktop_app.ui.widgets.labels import Paragraph, label

_WIDTH = 320  # px
_MOST = 4  # quotes


class WhyPopover(Popover):
    """Opens below what one asked about.

    Args:
        dismiss: the insight is not wanted.
    """

    def __init__(
        self, themes: Themes, parent: QWidget, insight: Insight, dismiss: Callable[[], None]
    ) -> None:
        super().__init__(themes, parent, width=_WIDTH)
        inside = QVBoxLayout()
        inside.setContentsMargins(14, 12, 14, 10)
        inside.setSpacing(6)
        inside.addWidget(
            label(tr("Why “{content}”", content=content_of(insight)), "strong", wrap=True)
        )
        if insight.quotes:
            inside.addWidget(label(tr("They wrote"), "caption"))
        for quote in insight.quotes[:_MOST]:
            inside.addWidget(Paragraph(themes, f"“{quote}”", font="body"))
        for line in reasons(insight):
            inside.addWidget(Paragraph(themes, line, font="small"))
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 4, 0, 0)
        buttons.addStretch()
        self.dismiss = Button(themes, tr("Not right"), look=Look.DEFAULT, size=Size.SMALL)
        self.dismiss.setToolTip(tr("It is shown no more. Kinds that are never right go quiet."))
        self.dismiss.clicked.connect(lambda: (self.close(), dismiss()))
        buttons.addWidget(self.dismiss)
        inside.addLayout(buttons)
        self.column.addLayout(inside)


def say_why(ctx: Context, parent: QWidget, insight: Insight, where: QWidget | QRect) -> WhyPopover:
    """Say why an insight was found, below what shows it; there it can be dismissed.

    Args:
        where: what shows it, or its place on the screen: then it stays beside ``parent``, whose
            words are what one looks at.
    """

    def dismiss() -> None:
        insights = ctx.services.insights
        ctx.ops.run_command(parent, lambda: insights.judge(insight.id, Verdict.DISMISSED))

    popover = WhyPopover(ctx.theme, parent, insight, dismiss)
    popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if isinstance(where, QRect):
        pane = QRect(parent.mapToGlobal(parent.rect().topLeft()), parent.size())
        popover.show_beside(where, pane)
    else:
        popover.show_below(where)
    return popover


def reasons(insight: Insight) -> tuple[str, ...]:
    """What is known of how an insight came to be, in sentences."""
    said = []
    if not insight.quotes:
        said.append(tr("No single words led to it: it is what the rest of the mail sounds like."))
    if insight.confidence is not None:
        said.append(
            tr(
                "{percent} sure: {of_such}",
                percent=percent(insight),
                of_such=_of_such(insight.confidence),
            )
        )
    if insight.engine.startswith("built-in"):
        said.append(tr("Read on this computer by Outpost itself; nothing was sent anywhere."))
    elif insight.engine:
        said.append(tr("Read by {engine}.", engine=insight.engine))
    return tuple(said)


def _of_such(confidence: float) -> str:
    right = round(confidence * 10)
    if right == 10:
        return tr("nearly all such findings are right.")
    return tr("about {right} of 10 such findings are right.", right=right)
