"""The reading pane for HTML mail: one QtWebEngine view for a whole conversation.

Mail is hostile, so there are several walls, each enough by itself: the text has been
cleaned before it comes here; every message sits in a shadow tree of its own that it cannot
leave; scripts, plug-ins, storage and the like are off; the document's policy (CSP) allows
nothing but its own style and ``data:`` pictures; every request passes an interceptor that
blocks; navigation is refused. A link is handed out as a signal and goes nowhere by itself.

Importing this module loads the web engine (some 130 MB with its helper processes), so it is
imported when the first HTML message is shown. The profile is off the record: no cookie, no
cache, nothing on disk.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache
from uuid import UUID

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QPoint,
    QRect,
    QSize,
    Qt,
    QUrl,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEngineFullScreenRequest,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop_app.ui.inbox.link_target import LinkTarget
from desktop_app.ui.inbox.reader_scheme import SCHEME, thread_url

_Attribute = QWebEngineSettings.WebAttribute
_OFF = (
    "JavascriptEnabled",
    "JavascriptCanOpenWindows",
    "JavascriptCanAccessClipboard",
    "JavascriptCanPaste",
    "LocalStorageEnabled",
    "LocalContentCanAccessRemoteUrls",
    "LocalContentCanAccessFileUrls",
    "HyperlinkAuditingEnabled",
    "PluginsEnabled",
    "PdfViewerEnabled",
    "FullScreenSupportEnabled",
    "ScreenCaptureEnabled",
    "WebGLEnabled",
    "Accelerated2dCanvasEnabled",
    "AutoLoadIconsForPage",
    "TouchIconsEnabled",
    "AllowRunningInsecureContent",
    "AllowGeolocationOnInsecureOrigins",
    "AllowWindowActivationFromJavaScript",
    "DnsPrefetchEnabled",
    "NavigateOnDropEnabled",
    "ReadingFromCanvasEnabled",
    "ErrorPageEnabled",
    "FocusOnNavigationEnabled",
    "BackForwardCacheEnabled",
    "ScrollAnimatorEnabled",
)
# Where the reader is scrolled to and what is unfolded, asked from a world that the page's
# own scripts (there are none) could not reach either.
_PLACE = (
    "JSON.stringify({y: window.scrollY, open:"
    " [...document.querySelectorAll('details[open]')].map(each => each.id)})"
)
# Where one of our own elements stands; no mail can name one, its own lie in shadow trees.
_BOX_OF = (
    "JSON.stringify((each => each ? (box => [box.x, box.y, box.width, box.height])"
    "(each.getBoundingClientRect()) : [])(document.getElementById('{name}')))"
)
# The first marked words come to sight; what is in sight already stays where it is.
_SHOW_MARK = (
    "for (const body of document.querySelectorAll('.body')) {"
    " const mark = body.shadowRoot && body.shadowRoot.querySelector('.why');"
    " if (mark) { mark.scrollIntoView({block: 'nearest'}); break; } }"
)
_PAINTER, _WITHOUT_GPU = "QT_QUICK_BACKEND", "software"
_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value


@cache
def paint_without_gpu() -> None:
    """Let the web view paint as any widget does. Must precede the first view.

    With the GPU, the first web view makes Qt destroy the main window and build another one
    (it blinks, and loses focus and half a second); mail has nothing that would be worth it.

    It is said by the variable that Qt reads once: saying it by a call would load the bindings of
    Quick, Qml and OpenGL, 10 MB of which nothing else is used.
    """
    os.environ.setdefault(_PAINTER, _WITHOUT_GPU)


@cache
def _gpu_is_others_again() -> None:
    """Qt has read it by now; a viewer or a browser that is started from here is to use its own."""
    if os.environ.get(_PAINTER) == _WITHOUT_GPU:
        del os.environ[_PAINTER]


def register_scheme() -> None:
    """Make the reader's scheme known. Must precede the first profile of the process; it need
    not precede the application, which is why the web engine can wait for the first mail."""
    if not QWebEngineUrlScheme.schemeByName(SCHEME.encode()).name().isEmpty():
        return
    scheme = QWebEngineUrlScheme(SCHEME.encode())
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
    QWebEngineUrlScheme.registerScheme(scheme)


class Wall(QWebEngineUrlRequestInterceptor):
    """Blocks every request but the document's own, and pictures once they were asked for.

    Args:
        may_fetch: whether pictures of the shown document may come from the network.
    """

    def __init__(self, may_fetch: Callable[[], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._may_fetch = may_fetch

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        kind = info.resourceType()
        scheme = info.requestUrl().scheme()
        picture = kind == QWebEngineUrlRequestInfo.ResourceType.ResourceTypeImage
        document = kind == QWebEngineUrlRequestInfo.ResourceType.ResourceTypeMainFrame
        fine = (
            (document and scheme == SCHEME)
            or (picture and scheme == "data")
            or (picture and scheme in ("http", "https") and self._may_fetch())
        )
        if not fine:
            info.block(True)


class _Documents(QWebEngineUrlSchemeHandler):
    """Answers with the one document that is being shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._url = ""
        self._html = QByteArray()

    def hold(self, url: str, html: str) -> None:
        self._url = url
        self._html = QByteArray(html.encode("utf-8", "replace"))

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        if job.requestUrl().toString() != self._url or job.requestMethod() != b"GET":
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        buffer = QBuffer(job)
        buffer.setData(self._html)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(b"text/html;charset=utf-8", buffer)


class MailPage(QWebEnginePage):
    """A page that goes nowhere: it shows what it was told to and reports pressed links."""

    link_pressed = Signal(str)

    def __init__(self, profile: QWebEngineProfile, parent: QWidget) -> None:
        super().__init__(profile, parent)
        self.allowed = ""
        settings = self.settings()
        for name in _OFF:
            attribute = getattr(_Attribute, name, None)  # an older Qt lacks a few
            if attribute is not None:
                settings.setAttribute(attribute, False)
        settings.setAttribute(_Attribute.PlaybackRequiresUserGesture, True)
        settings.setUnknownUrlSchemePolicy(
            QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes
        )
        self.newWindowRequested.connect(self._on_new_window)
        self.fullScreenRequested.connect(QWebEngineFullScreenRequest.reject)
        self.permissionRequested.connect(QWebEnginePermission.deny)
        self.certificateError.connect(lambda error: error.rejectCertificate())

    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        address = QUrl(url).toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if kind == QWebEnginePage.NavigationType.NavigationTypeLinkClicked:
            self.link_pressed.emit(address)
            return False
        return bool(is_main_frame and self.allowed and address == self.allowed)

    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> QWebEnginePage | None:
        return None

    def chooseFiles(self, *_args: object) -> list[str]:
        return []

    def javaScriptConsoleMessage(self, *_args: object) -> None:
        """What the policy refused would fill the log with addresses out of mail."""

    def _on_new_window(self, request: QWebEngineNewWindowRequest) -> None:
        if request.isUserInitiated():
            self.link_pressed.emit(
                request.requestedUrl().toString(QUrl.ComponentFormattingOption.FullyEncoded)
            )


class _View(QWebEngineView):
    """A view with a menu of its own: the standard one could view sources and go back."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        page = self.page()
        menu = QMenu(self)
        target = self.lastContextMenuRequest()
        if target is not None and target.linkUrl().scheme() in ("http", "https", "mailto"):
            address = target.linkUrl().toString(QUrl.ComponentFormattingOption.FullyEncoded)
            menu.addAction(
                self.tr("Copy link address"),
                lambda: QGuiApplication.clipboard().setText(address),
            )
            menu.addSeparator()
        copy = page.action(QWebEnginePage.WebAction.Copy)
        one = menu.addAction(self.tr("Copy"), copy.trigger)
        one.setEnabled(page.hasSelection())
        menu.addAction(
            self.tr("Select all"), page.action(QWebEnginePage.WebAction.SelectAll).trigger
        )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


class WebReader(QWidget):
    """Shows documents made by :mod:`desktop_app.ui.inbox.document`.

    ``link_pressed`` carries the address of every link pressed, the reader's own included;
    whoever listens decides. ``shown`` comes when a document has been laid out, ``broken`` when
    the engine's process ended in the middle.
    """

    link_pressed = Signal(str)
    shown = Signal()
    broken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        paint_without_gpu()
        register_scheme()
        self._may_fetch = False
        self._scroll_to: float | None = None
        self._profile = QWebEngineProfile()  # without a name: off the record
        self._profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
        self._profile.setPersistentCookiesPolicy(
            QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies
        )
        self._profile.cookieStore().setCookieFilter(lambda _request: False)
        self._profile.setSpellCheckEnabled(False)
        self._wall = Wall(lambda: self._may_fetch, self)
        self._profile.setUrlRequestInterceptor(self._wall)
        self._documents = _Documents(self)
        self._profile.installUrlSchemeHandler(SCHEME.encode(), self._documents)
        self._profile.downloadRequested.connect(QWebEngineDownloadRequest.cancel)
        self.page = MailPage(self._profile, self)
        self._profile.setParent(self)  # after the page: children go in the order they came
        self.page.link_pressed.connect(self.link_pressed)
        self.page.loadFinished.connect(self._on_loaded)
        self.page.renderProcessTerminated.connect(self._on_terminated)
        self.view = _View(self)
        self.view.setPage(self.page)
        self.setFocusProxy(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._target = LinkTarget(self)
        self.page.linkHovered.connect(self._target.tell)

    def sizeHint(self) -> QSize:
        return QSize(600, 400)

    def show_document(
        self, token: str, html: str, ground: QColor, *, may_fetch: bool, scroll_to: float = 0
    ) -> None:
        """Show a document.

        Args:
            token: the document's name, as its own links carry it.
            html: the document.
            ground: the colour before the first paint, so that a dark window does not flash.
            may_fetch: whether its pictures may be fetched from the network.
            scroll_to: where to scroll once it is laid out, in CSS pixels.
        """
        self._may_fetch = may_fetch
        self._scroll_to = scroll_to or None
        self.page.setBackgroundColor(ground)
        url = thread_url(token)
        self._documents.hold(url, html)
        self.page.allowed = url
        self.page.load(QUrl(url))

    def clear(self) -> None:
        """Show nothing; no picture of an earlier mail may be fetched any more."""
        self._may_fetch = False
        self.page.allowed = ""
        self._documents.hold("", "")

    def place(self, then: Callable[[float, frozenset[str]], None]) -> None:
        """Ask how far the reader is scrolled and what is unfolded; ``then`` gets the answer
        (0 and nothing where the page cannot say)."""

        def read(answer: object) -> None:
            try:
                told = json.loads(str(answer))
                then(float(told["y"]), frozenset(map(str, told["open"])))
            except (ValueError, KeyError, TypeError):
                then(0.0, frozenset())

        self.page.runJavaScript(_PLACE, _WORLD, read)

    def place_of_chip(self, insight_id: UUID, then: Callable[[QRect], None]) -> None:
        """Ask where a chip stands on the screen; ``then`` gets an empty one where it does not."""

        def read(answer: object) -> None:
            try:
                x, y, width, height = (round(float(each)) for each in json.loads(str(answer)))
            except (ValueError, TypeError):
                then(QRect())
                return
            then(QRect(self.view.mapToGlobal(QPoint(x, y)), QSize(width, height)))

        self.page.runJavaScript(_BOX_OF.format(name=f"why-{insight_id}"), _WORLD, read)

    def _on_loaded(self, fine: bool) -> None:
        _gpu_is_others_again()
        if not fine:
            return
        if self._scroll_to is not None:
            self.page.runJavaScript(f"window.scrollTo(0, {self._scroll_to:.0f})", _WORLD)
        self.page.runJavaScript(_SHOW_MARK, _WORLD)
        self.shown.emit()

    def _on_terminated(self, status: QWebEnginePage.RenderProcessTerminationStatus) -> None:
        if status != QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            self.broken.emit()
