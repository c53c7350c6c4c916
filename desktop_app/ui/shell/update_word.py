"""A newer version of the program, told at the foot of the window; and the one question whether to
look for them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.changes import Kind
from desktop_app.domain.language import tr
from desktop_app.domain.setting_table import CHECK
from desktop_app.domain.updates import Release, UpdateView
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.status_bar import Word
from desktop_app.ui.widgets.buttons import Button, Look
from desktop_app.ui.widgets.floating import Popover
from desktop_app.ui.widgets.focus import ring_on_focus
from desktop_app.ui.widgets.labels import Paragraph, hairline, label
from desktop_app.ui.widgets.layouts import within

_WIDTH = 400


class UpdateWord(Word):
    """ "Outpost 1.2.0 is out"; nothing where nothing is newer. Pressing it says what is new."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx.theme)
        self._ctx = ctx
        self.view: UpdateView | None = None
        self.popover: UpdatePopover | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        ring_on_focus(self, ctx.theme, 4)
        ctx.bus.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Read what is known, in the background."""
        self._ctx.ops.run_query(
            self,
            self._ctx.services.updates.view,
            self.show_view,
            lambda _error: None,  # what cannot be read is no news
            key="updates",
        )

    def show_view(self, view: UpdateView) -> None:
        """Say what is known; and ask, where it is time for that."""
        self.view = view
        if view.asks:
            self._ask()
        news = view.news
        if news is not None:
            words = tr("Outpost {version} is out", version=news.version)
            self.say("ph.arrow-circle-up", words, strong=False, tip=tr("See what is new"))
        self.setVisible(news is not None)

    def open(self) -> None:
        """Show what is new."""
        if self.view is None or self.view.news is None:
            return
        self.popover = UpdatePopover(self._ctx, self.view.news, self.view.package, self)
        self.popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.popover.show_above(self, right=False)
        self.popover.later.setFocus()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + 2, hint.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        """Once for all: to have been asked is enough of an answer, and that is no."""
        ctx, service = self._ctx, self._ctx.services.updates

        def agree() -> None:
            ctx.prefer(CHECK, True)
            band.closed.emit()
            ctx.notices.say(tr("Outpost looks once a day from now on"))

        def decline() -> None:
            band.closed.emit()

        band = ctx.notices.band(
            "info",
            tr("May Outpost look for newer versions once a day?"),
            tr(
                "Nothing about you or your data is sent, and nothing is installed by itself. "
                "The settings have it, too."
            ),
            [(tr("Look once a day"), "", agree), (tr("No"), "", decline)],
        )
        ctx.ops.run_query(
            self, service.answered, lambda _changes: None, lambda _error: None, key="asked"
        )

    def _on_changed(self, news: object) -> None:
        if getattr(news, "kinds", Kind.NONE) & Kind.NOTIFICATIONS:
            self.refresh()


class UpdatePopover(Popover):
    """What is new in a version, and what can be done about it."""

    def __init__(self, ctx: Context, release: Release, package: str, parent: QWidget) -> None:
        super().__init__(ctx.theme, parent, width=_WIDTH)
        self._ctx = ctx
        self._release = release
        head = label(tr("Outpost {version}", version=release.version), "heading")
        self.column.addLayout(within(head, 16, 12, 16, 12))
        self.column.addWidget(hairline())
        self.column.addLayout(self._what_is_new())
        self.column.addWidget(hairline())
        self.column.addLayout(self._foot(package))

    def _what_is_new(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        theme = self._ctx.theme
        for note in self._release.notes[:6]:
            column.addWidget(Paragraph(theme, note))
        column.addWidget(
            Paragraph(
                theme,
                tr(
                    "Its package is fetched and compared with what its makers signed. You "
                    "install it "
                    "as you installed this one; your data stays where it is."
                ),
                font="small",
                ink="text.secondary",
            )
        )
        return column

    def _foot(self, package: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(8)
        theme = self._ctx.theme
        self.skip = Button(theme, tr("Skip this version"), look=Look.GHOST)
        self.skip.clicked.connect(self._skip)
        row.addWidget(self.skip)
        row.addStretch()
        self.later = Button(theme, tr("Later"))
        self.later.clicked.connect(self.close)
        row.addWidget(self.later)
        self.get = Button(
            theme, tr("Fetch it") if package else tr("Where it is"), look=Look.PRIMARY,
        )  # fmt: skip
        self.get.clicked.connect(self._fetch if package else self._visit)
        row.addWidget(self.get)
        if not package and not self._release.page:
            self.get.hide()
        return row

    def _skip(self) -> None:
        service, version = self._ctx.services.updates, self._release.version
        self._ctx.ops.run_command(self._owner(), lambda: service.skip(version))
        self.close()

    def _fetch(self) -> None:
        service, version, ctx = self._ctx.services.updates, self._release.version, self._ctx
        ctx.ops.run_query(
            self._owner(),
            lambda: service.ask_download(version),
            lambda job: ctx.expect_jobs([job]),
            ctx.notices.error,
        )
        self.close()

    def _visit(self) -> None:
        QDesktopServices.openUrl(QUrl(self._release.page))
        self.close()

    def _owner(self) -> QWidget:
        """What is still there when the answer comes: this closes before."""
        return self.parentWidget()


def look_for_update(ctx: Context, owner: QWidget) -> None:
    """Have the engine look now, as the user wishes; how it ended is told."""
    ctx.ops.run_query(
        owner,
        ctx.services.updates.ask_check,
        lambda job: ctx.expect_jobs([job]),
        ctx.notices.error,
    )
