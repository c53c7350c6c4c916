"""The commands that act everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop_app.domain.language import tr
from desktop_app.ui.actions import Action
from desktop_app.ui.shell.lock_key import LOCK_KEY
from desktop_app.ui.shell.screens import Screen
from desktop_app.ui.theme import Appearance, Contrast, Themes

if TYPE_CHECKING:
    from desktop_app.ui.shell.workspace import Workspace

_TEXT_SIZES = {12: tr("&Small"), 13: tr("&Normal"), 14: tr("&Large"), 16: tr("La&rgest")}


def global_actions(workspace: Workspace, screens: Sequence[Screen]) -> list[Action]:
    """All of them, for one workspace."""
    return [
        *_file(workspace, any(screen.key == "leads" for screen in screens)),
        Action(
            "edit.undo",
            tr("&Undo"),
            workspace.undo,
            ("Ctrl+Z",),
            "ph.arrow-counter-clockwise",
            tr("&Edit"),
        ),
        Action(
            "edit.redo",
            tr("&Redo"),
            workspace.redo,
            ("Ctrl+Shift+Z", "Ctrl+Y"),
            "ph.arrow-clockwise",
            tr("&Edit"),
        ),
        *_view(workspace),
        *_go(workspace, screens),
        Action(
            "help.guide",
            tr("&Guide"),
            workspace.show_guide,
            ("F1",),
            "ph.book-open",
            tr("&Help"),
            words=("help", "manual"),
        ),
        Action("help.keys", tr("&Keys"), workspace.show_keys, ("?",), "ph.keyboard", tr("&Help")),
        Action(
            "help.update",
            tr("&Look for a newer version"),
            workspace.look_for_update,
            (),
            "ph.arrow-circle-up",
            tr("&Help"),
            words=("update", "upgrade", "release"),
        ),
    ]


def _file(workspace: Workspace, has_leads: bool) -> list[Action]:
    made = [
        Action(
            "file.import",
            tr("&Import files…"),
            workspace.bring_in.choose_files,
            ("Ctrl+O",),
            "ph.download-simple",
            tr("&File"),
            group=1,
        ),
        Action(
            "file.import_folder",
            tr("Import a &folder of mail…"),
            workspace.bring_in.choose_folder,
            (),
            "ph.folder-simple",
            tr("&File"),
            group=1,
        ),
        Action(
            "file.remove_samples",
            tr("&Remove sample data…"),
            workspace.bring_in.remove_samples,
            (),
            "ph.trash",
            tr("&File"),
            group=1,
        ),
        Action(
            "file.lock",
            tr("&Lock"),
            workspace.lock_wanted.emit,
            (LOCK_KEY,),
            "ph.lock-key",
            tr("&File"),
            group=2,
        ),
        Action(
            "file.sign_out",
            tr("&Sign out"),
            workspace.sign_out_wanted.emit,
            (),
            "ph.sign-out",
            tr("&File"),
            group=2,
        ),
        Action(
            "file.quit",
            tr("&Quit"),
            workspace.quit_wanted.emit,
            ("Ctrl+Q",),
            "",
            tr("&File"),
            group=2,
        ),
    ]
    if has_leads:
        # The key makes what the screen is about; the menu's line always makes a lead.
        made.insert(
            0,
            Action(
                "file.new_lead", tr("&New lead…"), workspace.create, ("C",), "ph.plus", tr("&File"),
                keys_by_view=True,
            ),
        )  # fmt: skip
        made.append(Action("file.create", tr("Create"), workspace.create_by_key, ("C",)))
    return made


def _view(workspace: Workspace) -> list[Action]:
    themes = workspace.ctx.theme
    words = {
        Appearance.SYSTEM: tr("&Follow the system"),
        Appearance.LIGHT: tr("&Light"),
        Appearance.DARK: tr("&Dark"),
    }
    made = [
        Action(
            f"view.{choice}",
            text,
            lambda choice=choice: workspace.ctx.prefer("appearance.theme", str(choice)),
            menu=tr("&View"),
            checkable=True,
            checked_when=lambda choice=choice: themes.appearance is choice,
        )
        for choice, text in words.items()
    ]
    made.append(
        Action(
            "view.contrast",
            tr("&High contrast"),
            lambda: workspace.ctx.prefer("appearance.contrast", _other_contrast(themes)),
            menu=tr("&View"),
            checkable=True,
            checked_when=lambda: themes.now.contrast,
        )
    )
    made.extend(
        Action(
            f"view.text_{size}",
            tr("{text} text", text=text),
            lambda size=size: workspace.ctx.prefer("appearance.text_size", size),
            menu=tr("&View"),
            checkable=True,
            checked_when=lambda size=size: themes.text_size == size,
            group=1,
        )
        for size, text in _TEXT_SIZES.items()
    )
    return made


def _other_contrast(themes: Themes) -> str:
    """What turns high contrast on or off, whatever the computer has."""
    return str(Contrast.NORMAL if themes.now.contrast else Contrast.HIGH)


def _go(workspace: Workspace, screens: Sequence[Screen]) -> list[Action]:
    made = [
        Action(
            f"go.{screen.key}",
            f"&{screen.title}",
            lambda key=screen.key: workspace.show_screen(key),
            (screen.shortcut,) if screen.shortcut else (),
            screen.icon,
            tr("&Go"),
        )
        for screen in screens
    ]
    made.extend(
        (
            Action(
                "go.palette",
                tr("Search or &jump to…"),
                workspace.open_palette,
                ("Ctrl+K",),
                "ph.magnifying-glass",
                tr("&Go"),
                group=1,
            ),
            Action(
                "go.search",
                tr("&Search this screen"),
                workspace.search,
                ("/",),
                "ph.magnifying-glass",
                tr("&Go"),
                group=1,
            ),
            Action(
                "go.look_for_mail",
                tr("&Look for new mail"),
                workspace.look_for_mail,
                ("F5",),
                "ph.arrows-clockwise",
                tr("&Go"),
                group=2,
                words=("sync", "fetch", "refresh", "receive"),
            ),
            Action(
                "go.next_pane",
                tr("Next &pane"),
                workspace.next_pane,
                ("F6",),
                "",
                tr("&Go"),
                group=1,
            ),
            Action(
                "go.back",
                tr("&Back"),
                workspace.go_back,
                ("Esc",),
                "",
                tr("&Go"),
                group=1,
                keys_by_view=True,
            ),
        )
    )
    return made
