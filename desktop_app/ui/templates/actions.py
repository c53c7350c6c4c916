"""What can be done with templates, as data."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desktop_app.domain.language import tr
from desktop_app.ui.actions import Action
from desktop_app.ui.templates.token_edits import INSERT_KEY

if TYPE_CHECKING:
    from desktop_app.ui.templates.screen import TemplatesScreen

CONTEXT = "templates"
_MENU = tr("&Template")


def template_actions(screen: TemplatesScreen) -> list[Action]:
    """The commands of the screen of templates."""

    def there() -> bool:
        return screen.template is not None

    def mine() -> bool:
        return screen.template is not None and screen.template.mine

    def is_default() -> bool:
        return screen.template is not None and screen.template.is_default

    def is_shared() -> bool:
        return screen.template is not None and screen.template.shared

    def command(
        name: str, text: str, run: Callable[[], object], keys: tuple[str, ...] = (),
        icon: str = "", **more: Any,
    ) -> Action:  # fmt: skip
        return Action(f"templates.{name}", text, run, keys, icon, _MENU, CONTEXT, **more)

    return [
        command(
            "new", tr("&New template"), screen.create, ("C",), "ph.plus", keys_by_view=True,
            words=("add", "create"),
        ),
        command("next", tr("Ne&xt"), lambda: screen.move(1), ("J",), "ph.arrow-down"),
        command("previous", tr("&Previous"), lambda: screen.move(-1), ("K",), "ph.arrow-up"),
        command(
            "edit", tr("&Edit"), screen.edit, ("Return",), keys_by_view=True, enabled_when=there,
        ),
        command(
            "use", tr("&Use…"), screen.use, ("Ctrl+Return",), "ph.paper-plane-tilt",
            enabled_when=there, group=1, words=("write", "mail", "send"),
        ),
        command(
            "insert_field", tr("&Insert field"), screen.editor.insert_field, (INSERT_KEY,),
            "ph.brackets-curly", enabled_when=mine, group=1, words=("merge", "placeholder"),
        ),
        command(
            "default", tr("&Default for its category"), screen.commands.toggle_default, (),
            "ph.star",
            enabled_when=mine, checkable=True, checked_when=is_default, group=2,
            words=("star", "favourite"),
        ),
        command(
            "share", tr("&Share with the team"), screen.commands.toggle_shared, (), "ph.users",
            enabled_when=mine, checkable=True, checked_when=is_shared, group=2,
        ),
        command(
            "duplicate", tr("Make a &copy"), screen.commands.duplicate, ("Ctrl+D",), "ph.copy",
            enabled_when=there, group=2, words=("duplicate",),
        ),
        command(
            "versions", tr("Earlier &versions…"), screen.commands.show_versions, (),
            "ph.clock-counter-clockwise", enabled_when=mine, group=2, words=("history", "restore"),
        ),
        command(
            "delete", tr("De&lete"), screen.commands.delete, ("Del",), "ph.trash",
            enabled_when=mine,
            group=2, words=("remove",),
        ),
        command(
            "next_lead", tr("Next &lead in the preview"), lambda: screen.preview.step(1),
            ("Alt+Down",), "ph.caret-right", enabled_when=there, group=3,
        ),
        command(
            "previous_lead", tr("Previous lead in the preview"), lambda: screen.preview.step(-1),
            ("Alt+Up",), "ph.caret-left", enabled_when=there, group=3,
        ),
        command(
            "choose_lead", tr("Choose the lead of the preview…"), screen.choose_lead, (),
            "ph.magnifying-glass", enabled_when=there, group=3,
        ),
        command(
            "import", tr("I&mport a folder…"), screen.files.import_folder, (), "ph.download-simple",
            group=4,
        ),
        command("export", tr("Exp&ort to a folder…"), screen.files.export_folder, (), "ph.export",
                group=4),
    ]  # fmt: skip


MORE = ("share", "versions", "import", "export")
"""What the button with three dots offers."""
