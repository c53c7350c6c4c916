"""What can be done with sequences, as data."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desktop_app.domain.language import tr
from desktop_app.ui.actions import Action
from desktop_app.ui.sequences.words import STATE_WORDS

if TYPE_CHECKING:
    from desktop_app.ui.sequences.screen import SequencesScreen

CONTEXT = "sequences"
_MENU = tr("&Sequence")


def sequence_actions(screen: SequencesScreen) -> list[Action]:
    """The commands of the screen of sequences."""
    editor, leads = screen.editor, screen.leads

    def command(
        name: str, text: str, run: Callable[[], object], keys: tuple[str, ...] = (),
        icon: str = "", **more: Any,
    ) -> Action:  # fmt: skip
        return Action(f"{CONTEXT}.{name}", text, run, keys, icon, _MENU, CONTEXT, **more)

    def there() -> bool:
        return editor.sequence_id is not None

    def some() -> bool:
        return leads.some

    return [
        # The key C is the window's: it makes what the screen is about.
        command("new", tr("&New sequence"), screen.create, (), "ph.plus", words=("add", "make")),
        command("delete", tr("&Delete sequence"), screen.delete, (), "ph.trash",
                enabled_when=there),
        command("rename", tr("Re&name"), screen.rename, ("F2",), "ph.pencil-simple",
                enabled_when=there),
        command("next", tr("Ne&xt in the list"), lambda: screen.move_by(1), ("J",), "ph.arrow-down",
                group=1),
        command("previous", tr("&Previous in the list"), lambda: screen.move_by(-1), ("K",),
                "ph.arrow-up", group=1),
        command("add_mail", tr("Add a &mail step…"), screen.add_mail, ("M",), "ph.envelope-simple",
                enabled_when=there, group=2, words=("template", "email")),
        command("add_action", tr("Add an &action step"), screen.add_action, ("A",),
                "ph.check-square", enabled_when=there, group=2, words=("call", tr("follow up"))),
        command("step_up", tr("Move the step &up"), lambda: editor.move_step(-1), ("Alt+Up",),
                "ph.arrow-up", enabled_when=lambda: editor.can_move(-1), group=2),
        command("step_down", tr("Move the step d&own"), lambda: editor.move_step(1), ("Alt+Down",),
                "ph.arrow-down", enabled_when=lambda: editor.can_move(1), group=2),
        command("delete_step", tr("Delete the s&tep"), editor.delete_step, (), "ph.trash",
                enabled_when=lambda: editor.has_step, group=2),
        command("pause", tr("Pa&use"), leads.pause, ("P",), "ph.pause", enabled_when=some, group=3,
                words=("hold", "lead")),
        command("resume", tr("&Resume"), leads.resume, ("R",), "ph.play",
                enabled_when=some, group=3,
                words=(tr("go on"), "lead")),
        command("skip", tr("S&kip the present step"), leads.skip, ("S",), "ph.skip-forward",
                enabled_when=some, group=3, words=(tr("pass over"), "lead")),
        command("stop", tr("Stop for t&hem"), leads.stop, (), "ph.stop", enabled_when=some, group=3,
                words=("end", tr("take out"), "lead")),
        command("open_lead", tr("&Open lead"), leads.open_lead, ("Enter",), "ph.users-three",
                enabled_when=lambda: leads.row is not None and leads.row.lead_id is not None,
                keys_by_view=True, group=3),
        command("check", tr("Chec&k"), leads.checking.toggle_current, ("X",), "ph.check-square",
                enabled_when=some, group=4, words=("select",)),
        command("check_all", tr("Check a&ll"), leads.checking.toggle_all, ("Ctrl+A",), "ph.checks",
                enabled_when=some, group=4, words=(tr("select all"),)),
        command("extend_down", tr("Check downwards"), lambda: leads.checking.extend(1),
                ("Shift+J",),
                enabled_when=some, group=4, words=("select",)),
        command("extend_up", tr("Check upwards"), lambda: leads.checking.extend(-1), ("Shift+K",),
                enabled_when=some, group=4, words=("select",)),
        command("all_states", tr("Show all states"), lambda: leads.show_state(None), (),
                checkable=True, checked_when=lambda: leads.state is None, group=5),
        *(
            command(f"only_{state}", tr("Show only {said}", said=said.lower()),
                    lambda which=state: leads.show_state(which), (), checkable=True,
                    checked_when=lambda which=state: leads.state is which, group=5,
                    words=("filter",))
            for state, said in STATE_WORDS.items()
        ),
    ]  # fmt: skip
