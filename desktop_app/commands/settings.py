"""``outpost settings``: what this computer, or the database, keeps for the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop_app.commands.arguments import Commands, text
from desktop_app.commands.call import Invocation, Outcome, password_from_stdin

if TYPE_CHECKING:
    from desktop_app.system.settings import Settings


def register(commands: Commands) -> None:
    settings = commands.family("settings", "settings of this workspace")
    settings.add("list", list_settings, "all settings")
    settings.add("get", get, "one setting").add_argument("name")
    settings.add("secret", keep_secret, "keep a secret: stdin").add_argument("name", type=text)
    change = settings.add("set", set_, "change a setting")
    change.add_argument("name")
    change.add_argument("value")


def list_settings(call: Invocation) -> Outcome:
    from desktop_app.domain.model_settings import USER_SETTINGS
    from desktop_app.services.workspace_settings import WORKSPACE_SETTINGS

    items = _of(call).list()
    lines = [f"{item.setting.name} = {item.value}\n    {item.setting.help}" for item in items]
    # A list must not need a database: it is where one looks when that cannot be reached.
    kept = [(each.name, each.help) for each in WORKSPACE_SETTINGS]
    kept += [(each.name, each.help) for each in USER_SETTINGS]
    lines += [f"{name} (kept in the database)\n    {help_}" for name, help_ in kept]
    return Outcome({item.setting.name: item.value for item in items}, "\n".join(lines))


def get(call: Invocation) -> Outcome:
    from desktop_app.domain.model_settings import is_user_setting
    from desktop_app.services.workspace_settings import is_workspace_setting

    name = call.arguments.name
    if is_workspace_setting(name):
        with call.opened() as opened:
            value: Any = opened.services().settings.get(name)
    elif is_user_setting(name):
        with call.opened() as opened:
            value = opened.services().for_user(call.user(opened)).writing.setting(name)
    else:
        value = _of(call).get(name)
    return Outcome({name: value}, str(value))


def set_(call: Invocation) -> Outcome:
    from desktop_app.domain.model_settings import is_user_setting
    from desktop_app.services.workspace_settings import is_workspace_setting

    name = call.arguments.name
    if is_workspace_setting(name):
        with call.opened() as opened:
            value: Any = opened.services().settings.set(name, call.arguments.value)
    elif is_user_setting(name):
        with call.opened() as opened:
            writing = opened.services().for_user(call.user(opened)).writing
            value = writing.set_setting(name, call.arguments.value)
    else:
        value = _of(call).set(name, call.arguments.value)
    return Outcome({name: value}, f"{name} = {value}")


def keep_secret(call: Invocation) -> Outcome:
    from desktop_app.commands import providers

    name = call.arguments.name
    kept = providers.keep_secret(call, name, password_from_stdin("secret"))
    return Outcome({"name": name, "kept": kept}, "The secret was kept." if kept else "Removed.")


def _of(call: Invocation) -> Settings:
    from desktop_app.system.paths import Workspace
    from desktop_app.system.settings import Settings

    return Settings(Workspace(call.home).settings_file)
