"""``outpost settings``: what this computer keeps for the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.commands.arguments import Commands
from desktop_app.commands.call import Invocation, Outcome

if TYPE_CHECKING:
    from desktop_app.system.settings import Settings


def register(commands: Commands) -> None:
    settings = commands.family("settings", "settings of this workspace")
    settings.add("list", list_settings, "all settings")
    settings.add("get", get, "one setting").add_argument("name")
    change = settings.add("set", set_, "change a setting")
    change.add_argument("name")
    change.add_argument("value")


def list_settings(call: Invocation) -> Outcome:
    items = _of(call).list()
    lines = (f"{item.setting.name} = {item.value}\n    {item.setting.help}" for item in items)
    return Outcome({item.setting.name: item.value for item in items}, "\n".join(lines))


def get(call: Invocation) -> Outcome:
    value = _of(call).get(call.arguments.name)
    return Outcome({call.arguments.name: value}, str(value))


def set_(call: Invocation) -> Outcome:
    value = _of(call).set(call.arguments.name, call.arguments.value)
    return Outcome({call.arguments.name: value}, f"{call.arguments.name} = {value}")


def _of(call: Invocation) -> Settings:
    from desktop_app.system.paths import Workspace
    from desktop_app.system.settings import Settings

    return Settings(Workspace(call.home).settings_file)
