"""The screen of templates: list, editor and preview side by side, and the commands between them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from PySide6.QtCore import QPoint, Qt, SignalInstance
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.changes import Kind
from desktop_app.domain.language import clocked, tr
from desktop_app.domain.templates import Template, TemplateScope
from desktop_app.ui.day_names import MONTHS
from desktop_app.ui.ops import Fault, Freshness
from desktop_app.ui.shell.context import Context
from desktop_app.ui.templates.actions import CONTEXT, MORE, template_actions
from desktop_app.ui.templates.commands import Commands
from desktop_app.ui.templates.editor_head import PREVIEW, EditorHead
from desktop_app.ui.templates.editor_pane import EditorPane
from desktop_app.ui.templates.folders import Folders
from desktop_app.ui.templates.inquiry import Inquiry
from desktop_app.ui.templates.keeper import TemplateKeeper
from desktop_app.ui.templates.list_pane import ListPane
from desktop_app.ui.templates.looking import Seen
from desktop_app.ui.templates.opening import Opening
from desktop_app.ui.templates.preview_pane import PreviewPane
from desktop_app.ui.templates.side import TemplateSide
from desktop_app.ui.templates.written import Unsaved, Written
from desktop_app.ui.theme.mirror import popup_below
from desktop_app.ui.widgets.pages import Pages
from desktop_app.ui.widgets.splitter import Splitter
from desktop_app.ui.widgets.states import EmptyState, fault_page

_WIDTHS = "templates.widths"


class TemplatesScreen(QWidget):
    """One screen of the window, see :class:`desktop_app.ui.shell.screens.Screen`."""

    creates = (tr("New template"), "C")

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._loaded = False
        self._narrow = False
        self._sitting = uuid4()
        self._new: UUID | None = None  # just made: its name is typed first
        self.template: Template | None = None
        self.side = TemplateSide(ctx, self)
        self.list = ListPane(ctx)
        self.head = EditorHead(ctx)
        self.editor = EditorPane(ctx)
        self.preview = PreviewPane(ctx)
        self.keeper = TemplateKeeper(ctx, self)
        self.opening = Opening(ctx, self.keeper, self)
        self.files = Folders(ctx, self, self._settled)
        self.inquiry = Inquiry(ctx, self._asked, self)
        self.commands = Commands(ctx, self, self._settled)
        self._lay_out()
        self._connect()
        ctx.actions.add(template_actions(self))
        Freshness(self, ctx.bus, Kind.TEMPLATES, self.refresh)
        Freshness(self, ctx.bus, Kind.LEADS | Kind.USERS, self._refresh_values)

    # What the shell asks

    def shown(self) -> None:
        """The screen is current now: fill it, the first time."""
        if not self._loaded:
            self._loaded = True
            self.list.load()
            self.side.recount()

    @property
    def answered(self) -> SignalInstance:
        """Emitted when templates, or why there are none, were first painted."""
        return self.list.answered

    def focus_search(self) -> None:
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()

    def focus_list(self) -> None:
        self.list.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def next_pane(self) -> bool:
        """From the list to the text, to the preview, then out."""
        focus = self.window().focusWidget()
        if focus is None or self.list.isAncestorOf(focus):
            self.edit()
            return True
        if self.editor.isAncestorOf(focus) and self.preview.isVisible():
            self.preview.lead.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def go_back(self) -> bool:
        """Esc: close the fields, leave the preview, the search, the text."""
        if self.editor.completer.isVisible():
            self.editor.completer.shut()
            return True
        if self._narrow and self._middle.currentWidget() is self.preview:
            self._show_side("write")
            return True
        if self.list.search.text():
            self.list.search.clear()
            return True
        return False

    def open(self, wanted: UUID) -> None:
        """Show a template, in the list of all where it is in no other."""
        self._loaded = True
        at = self.list.model.row_of(wanted)
        if at >= 0:
            self.list.view.go_to(at)
        else:
            self.side.set(current=TemplateScope.ALL.value)
            self.list.show_everything(wanted)

    def remember(self) -> None:
        """The program ends, or its person signs out: nothing that was written is lost."""
        if not self._narrow:
            self._ctx.state.put(_WIDTHS, self._splitter.sizes())
        self.editor.commit()
        self.editor.body.settle()
        self.keeper.put_by()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another screen, or the lock."""
        super().hideEvent(event)
        self.save_now()

    # What the actions do

    def create(self) -> None:
        """C: a new template, in the category one is in."""
        self.commands.create()

    def move(self, step: int) -> None:
        self.list.view.move_by(step)

    def edit(self) -> None:
        """Enter: on to the text."""
        self._show_side("write")
        self.editor.focus_first()

    def use(self) -> None:
        """Write to the lead of the preview with it."""
        self.commands.use(self.preview.lead_id)

    def choose_lead(self) -> None:
        self._show_side(PREVIEW)
        self.preview.choose_lead()

    def save_now(self) -> None:
        """Save what was written."""
        self.editor.commit()
        self.keeper.flush()

    def refresh(self) -> None:
        """Something changed, or came back: read anew what is shown."""
        if self._loaded:
            self.list.load()
            self.side.recount()
            self.opening.refresh()

    # Inside

    def _settled(self, then: Callable[[], None]) -> None:
        self.editor.commit()
        self.keeper.flush(self.template.id if self.template is not None else None, then)

    def _on_made(self, template_id: UUID, is_empty: bool) -> None:
        if is_empty:
            self._new = template_id
        self._go_to_made(template_id)

    def _go_to_made(self, template_id: UUID) -> None:
        if self.list.scope in (TemplateScope.TEAM, TemplateScope.DEFAULT):
            self.side.set(current=TemplateScope.ALL.value)
        in_all = self.list.scope in (TemplateScope.ALL, TemplateScope.MINE)
        if in_all and not self.list.search.text():
            self.list.load(template_id)
        else:
            self.list.show_everything(template_id)
        self._show_side("write")

    def _on_current(self, wanted: UUID | None) -> None:
        """Another template: what was written in the one before is saved, and this one shown."""
        self.save_now()
        if wanted is None:
            self.opening.leave()
            self._show_none()
        else:
            self.opening.open(wanted, self.list.view.current)

    def _show_none(self) -> None:
        self.template = None
        self.inquiry.begin()
        self.editor.show_template(None, Written())
        self.preview.show_nothing()
        self._show_rights()
        if self.list.model.rows:
            self._pages.show_page(self._blank)
        else:
            self._pages.show_passing(
                EmptyState(
                    self._ctx.theme, "ph.pencil-simple", tr("Nothing is open"),
                    tr("A template is written here, and shown beside it as a lead gets it."),
                )
            )  # fmt: skip

    def _on_opened(self, template: Template, written: Written, is_saved: bool) -> None:
        """Show a template that was read, or read anew."""
        self._sitting = uuid4()
        self.template = template
        self._pages.show_page(self._work)
        self.editor.show_template(template, written)
        self._show_rights()
        self._show_saved(template if is_saved else None)
        self.editor.foot.say(None)
        self.inquiry.begin()
        if self._new == template.id:
            self._new = None
            self.editor.focus_name()

    def _on_known(self, template: Template) -> None:
        """What is known of the template that is shown, beside its words."""
        self.template = template
        self._show_rights()
        self.editor.show_rights(template)

    def _on_failed(self, error: Exception) -> None:
        self._pages.show_passing(fault_page(self._ctx.theme, Fault.of(error), self.opening.again))

    def _show_rights(self) -> None:
        template = self.template
        self.head.title.set_text(template.name if template is not None else "")
        self.head.show_star(template is not None and template.is_default)
        self.head.set_possible(there=template is not None, mine=bool(template and template.mine))
        self._ctx.actions.refresh()

    def _show_saved(self, template: Template | None) -> None:
        if template is None or not template.mine:
            self.head.say("" if template is not None else tr("Not saved"), template is None)
            return
        at, now = self._ctx.local(template.updated_at), self._ctx.now()
        when = (
            clocked(at)
            if at.date() == now.date()
            else tr("{day} {month}", day=at.day, month=MONTHS[at.month - 1][:3])
        )
        self.head.say(tr("Saved {when}", when=when))

    def _on_changed(self) -> None:
        template = self.template
        if template is None or not template.mine:
            return
        written = self.editor.written()
        self.head.title.set_text(written.name.strip() or template.name)
        self.head.say("")
        self.opening.wrote()
        self.keeper.note(Unsaved(template.id, self._sitting, written))
        self.inquiry.changed()

    def _on_state(self, template_id: UUID, words: str, wrong: bool) -> None:
        if self.template is not None and template_id == self.template.id:
            self.head.say(words, wrong)

    def _on_rescued(self, gone: UUID, made: UUID) -> None:
        if self.template is not None and self.template.id == gone:
            self._go_to_made(made)

    def _asked(self) -> tuple[Written, UUID | None] | None:
        """What is to be looked at."""
        if self.template is None:
            return None
        return self.editor.to_look_at(), self.preview.lead_id

    def _on_seen(self, seen: Seen) -> None:
        if self.template is not None:
            self.editor.show_seen(seen)
            self.preview.show_seen(seen, mine=self.template.mine)

    def _refresh_values(self) -> None:
        if self._loaded:
            self.inquiry.ask_anew()

    def _on_listed(self) -> None:
        categories = dict.fromkeys(each.category for each in self.list.model.templates())
        if self.list.scope is TemplateScope.ALL and not self.list.search.text():
            self.editor.offer_categories([each for each in categories if each])
        if not self.list.model.rows and self.template is None:
            self._show_none()

    def _on_scope(self, key: str) -> None:
        self._loaded = True
        self.side.set(current=key)
        self.list.show_scope(TemplateScope(key))
        self.side.recount()
        self.focus_list()

    def _on_more(self) -> None:
        menu = QMenu(self)
        self._ctx.actions.refresh()
        for name in MORE:
            action = self._ctx.actions.get(f"{CONTEXT}.{name}")
            if name == "import":
                menu.addSeparator()
            made = self._ctx.actions.qaction(action.id)
            if action.enabled_when():
                menu.addAction(made)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        button = self.head.more
        popup_below(menu, button)

    def _on_list_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        self._ctx.actions.refresh()
        for name in ("use", "default", "share", "duplicate", "versions", "delete"):
            action = self._ctx.actions.get(f"{CONTEXT}.{name}")
            if action.enabled_when():
                menu.addAction(self._ctx.actions.qaction(action.id))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _connect(self) -> None:
        self.side.chosen.connect(self._on_scope)
        self.list.current_changed.connect(self._on_current)
        self.list.opened.connect(self.edit)
        self.list.new_wanted.connect(self.create)
        self.list.listed.connect(self._on_listed)
        self.list.menu_wanted.connect(self._on_list_menu)
        self.opening.opened.connect(self._on_opened)
        self.opening.known.connect(self._on_known)
        self.opening.failed.connect(self._on_failed)
        self.editor.changed.connect(self._on_changed)
        self.editor.finished.connect(self.inquiry.finished)
        self.editor.copy_wanted.connect(self.commands.duplicate)
        self.keeper.state_changed.connect(self._on_state)
        self.keeper.rescued.connect(self._on_rescued)
        self.preview.lead_changed.connect(self.inquiry.look)
        self.preview.fallback_wanted.connect(self._on_fallback)
        self.preview.retry_wanted.connect(self.inquiry.look)
        self.inquiry.seen.connect(self._on_seen)
        self.inquiry.counted.connect(self.preview.say_lacking)
        self.inquiry.failed.connect(self.preview.show_failed)
        self.commands.made.connect(self._on_made)
        head = self.head
        head.star.clicked.connect(self.commands.toggle_default)
        head.duplicate.clicked.connect(self.commands.duplicate)
        head.delete.clicked.connect(self.commands.delete)
        head.more.clicked.connect(self._on_more)
        head.use.clicked.connect(self.use)
        head.side_chosen.connect(self._show_side)

    def _on_fallback(self, name: str) -> None:
        self._show_side("write")
        self.editor.set_fallback(name)

    # Panes

    def _lay_out(self) -> None:
        theme = self._ctx.theme
        layout = theme.now.layout
        self._middle = QStackedWidget()
        self._middle.addWidget(self.editor)
        self._work = QWidget()
        work = QVBoxLayout(self._work)
        work.setContentsMargins(0, 0, 0, 0)
        work.addWidget(self._middle)
        self._blank = QWidget()
        self._pages = Pages(self._blank, self._work)
        middle = QWidget()
        middle.setProperty("ground", "canvas")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._pages, 1)
        self._splitter = Splitter(theme)
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(middle)
        self._splitter.addWidget(self.preview)
        for at, stretch in enumerate((0, 1, 0)):
            self._splitter.setStretchFactor(at, stretch)
        self.list.setMinimumWidth(layout.template_list_min)
        self.list.setMaximumWidth(layout.template_list_max)
        self._bound_preview()
        kept = self._ctx.state.numbers(_WIDTHS)
        usual = [layout.template_list, 10_000, layout.template_preview]
        self._splitter.setSizes(kept if len(kept) == 3 else usual)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._splitter)
        self._show_rights()

    def _bound_preview(self) -> None:
        layout = self._ctx.theme.now.layout
        self.preview.setMinimumWidth(0 if self._narrow else layout.template_preview_min)
        self.preview.setMaximumWidth(16_777_215 if self._narrow else layout.template_preview_max)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.window().width() < self._ctx.theme.now.layout.drawer_below
        if narrow != self._narrow:
            self._narrow = narrow
            self._place_preview()

    def _place_preview(self) -> None:
        """Beside the editor in a wide window, in a narrow one a tab in its place."""
        self._bound_preview()
        self.head.sides.setVisible(self._narrow)
        self.preview.set_headless(self._narrow)
        if self._narrow:
            self._middle.addWidget(self.preview)
        else:
            self._splitter.addWidget(self.preview)
            self.preview.show()
            self._splitter.setStretchFactor(2, 0)
        self._show_side("write")

    def _show_side(self, key: str) -> None:
        """The text or the preview, where both share one pane."""
        if not self._narrow:
            self._middle.setCurrentWidget(self.editor)
            return
        self._middle.setCurrentWidget(self.preview if key == PREVIEW else self.editor)
        self.head.sides.choose(key)
