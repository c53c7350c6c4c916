"""``outpost settings``: what this computer, the user or the database keeps for the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.commands.arguments import Commands, text
from desktop_app.commands.call import Invocation, Outcome, password_from_stdin

if TYPE_CHECKING:
    from desktop_app.services.writing import WritingService
    from desktop_app.system.settings import Settings


def register(commands: Commands) -> None:
    settings = commands.family("settings", "settings of this workspace")
    settings.add("list", list_settings, "all settings")
    settings.add("get", get, "one setting").add_argument("name")
    settings.add("secret", keep_secret, "keep a secret: stdin").add_argument("name", type=text)
    change = settings.add("set", set_, "change a setting")
    change.add_argument("name")
    change.add_argument("value")
    back = settings.add("reset", reset, "let a setting be as it is by itself")
    back.add_argument("name", nargs="?", default="")
    back.add_argument("--all", action="store_true", help="all of this computer and of the user")
    out = settings.add("export", export, "settings and keys in one file, without secrets")
    out.add_argument("file", metavar="FILE")
    bring = settings.add("import", import_, "take up the settings of another computer")
    bring.add_argument("file", metavar="FILE")


def list_settings(call: Invocation) -> Outcome:
    from desktop_app.domain.setting_kinds import Place
    from desktop_app.domain.setting_table import ALL_SETTINGS

    values = {item.setting.name: item.value for item in _of(call).list()}
    lines, data = [], []
    for each in ALL_SETTINGS:
        one: dict[str, Any] = {
            "name": each.name, "kind": each.kind, "default": each.default, "help": each.help,
            "kept": str(each.place), "choices": list(each.choices),
        }  # fmt: skip
        # A list must not need a database: it is where one looks when that cannot be reached.
        if each.place is Place.DESKTOP:
            one["value"] = values[each.name] = _of_desktop(call, each.name)
            lines.append(f"{each.name} = {one['value']}\n    {each.help}")
        elif each.place is Place.COMPUTER:
            one["value"] = values[each.name]
            shown = values[each.name] if values[each.name] != "" or each.kind != "keys" else "none"
            lines.append(f"{each.name} = {shown}\n    {each.help}")
        else:
            lines.append(f"{each.name} (kept in the database)\n    {each.help}")
        data.append(one)
    return Outcome({**values, "settings": data}, "\n".join(lines))


def get(call: Invocation) -> Outcome:
    from desktop_app.services.account_settings import is_account_setting
    from desktop_app.services.workspace_settings import is_workspace_setting

    name = call.arguments.name
    if is_workspace_setting(name):
        with call.opened() as opened:
            value: Any = opened.services().settings.get(name)
    elif is_account_setting(name):
        with call.opened() as opened:
            value = opened.services().for_user(call.user(opened)).account_settings.get(name)
    elif _is_of_desktop(name):
        value = _of_desktop(call, name)
    else:
        value = _of(call).get(name)
    return Outcome({name: value}, str(value))


def set_(call: Invocation) -> Outcome:
    from desktop_app.services.account_settings import is_account_setting
    from desktop_app.services.workspace_settings import is_workspace_setting

    name, more = call.arguments.name, ""
    if is_workspace_setting(name):
        with call.opened() as opened:
            value: Any = opened.services().settings.set(name, call.arguments.value)
    elif is_account_setting(name):
        with call.opened() as opened:
            mine = opened.services().for_user(call.user(opened))
            value = mine.account_settings.set(name, call.arguments.value)
            if name.startswith("model."):
                more = _what_is_not_agreed(mine.writing)
    elif _is_of_desktop(name):
        value = _set_of_desktop(call, name, call.arguments.value)
    else:
        value = _of(call).set(name, call.arguments.value)
    return Outcome({name: value}, f"{name} = {value}{more}")


def _what_is_not_agreed(writing: WritingService) -> str:
    """That a model is set up and nothing leaves for it yet, on a line of its own; "" otherwise."""
    provider = writing.provider()
    if not provider.is_ready or provider.is_local or provider.host in writing.agreed():
        return ""
    return (
        f"\nNothing leaves for {provider.host} before you agree to it: “outpost insights summary "
        "--lead EMAIL --show” shows what would, and --agree in its place lets it."
    )


def reset(call: Invocation) -> Outcome:
    from desktop_app.domain.errors import KnownError
    from desktop_app.services.account_settings import is_account_setting
    from desktop_app.services.workspace_settings import AUTO, is_workspace_setting

    name = call.arguments.name
    if bool(name) == call.arguments.all:
        raise KnownError("Either a name or --all.", "“outpost settings list” shows the names.")
    if call.arguments.all:
        return _reset_all(call)
    if is_workspace_setting(name):
        with call.opened() as opened:
            value: Any = opened.services().settings.set(name, AUTO)
    elif is_account_setting(name):
        with call.opened() as opened:
            mine = opened.services().for_user(call.user(opened))
            value = mine.account_settings.reset(name)
    elif _is_of_desktop(name):
        value = _set_of_desktop(call, name, False)
    else:
        _require_not_sealed(call, name)
        _of(call).reset(name)
        value = _of(call).get(name)
    return Outcome({name: value}, f"{name} = {value}")


def _reset_all(call: Invocation) -> Outcome:
    """All but what is no matter of taste: which database this is, and that backups are sealed;
    what the team shares; and who one is."""
    from desktop_app.domain.setting_table import ACCOUNT_SETTINGS, SETTINGS

    names = [each.name for each in SETTINGS if each.travels]
    account = {e.name: e.default for e in ACCOUNT_SETTINGS if e.section != "profile"}
    with call.opened() as opened:
        mine = opened.services().for_user(call.user(opened))
        mine.account_settings.take_up(account, None, dict.fromkeys(names))
    done = [*names, *account]
    return Outcome({"reset": done}, f"{len(done):,} settings are as they are by themselves.")


def _require_not_sealed(call: Invocation, name: str) -> None:
    from desktop_app.domain.errors import KnownError

    if name == "backup.sealed" and _of(call).get(name):
        raise KnownError(
            "Backups are sealed by a passphrase, which this alone would not forget.",
            "An empty line for “outpost db passphrase” forgets both.",
        )


def export(call: Invocation) -> Outcome:
    from desktop_app.domain.setting_files import document
    from desktop_app.services.setting_files import write_settings

    target = Path(call.arguments.file).expanduser()
    with call.opened() as opened:
        mine = opened.services().for_user(call.user(opened)).account_settings
        account, table = mine.all(), mine.table()
    computer = {item.setting.name: item.value for item in _of(call).list()}
    write_settings(target, document(computer, account, table=table))
    return Outcome({"file": str(target)}, f"The settings are in {target}. No secret is in it.")


def import_(call: Invocation) -> Outcome:
    from desktop_app.domain.setting_files import read_document
    from desktop_app.domain.setting_table import SETTINGS
    from desktop_app.services.setting_files import read_settings

    carried = read_document(read_settings(Path(call.arguments.file).expanduser()))
    with call.opened() as opened:
        mine = opened.services().for_user(call.user(opened))
        # Keys that the file does not name are as they are by themselves: no two are left with one.
        keys = [each.name for each in SETTINGS if each.kind == "keys"]
        computer = {**dict.fromkeys(keys), **carried.computer}
        mine.account_settings.take_up(carried.account, carried.table, computer)
    left = list(carried.left_out)
    if carried.sizes:
        left.append("The sizes of the window’s parts: the window takes them up.")
    said = f"{carried.count - carried.sizes:,} settings were taken up."
    data = {"computer": carried.computer, "account": carried.account,
            "table": carried.table, "left_out": left}  # fmt: skip
    return Outcome(data, "\n".join((said, *(f"Left out: {each}" for each in left))))


def keep_secret(call: Invocation) -> Outcome:
    from desktop_app.commands import providers

    name = call.arguments.name
    kept = providers.keep_secret(call, name, password_from_stdin("secret"))
    return Outcome({"name": name, "kept": kept}, "The secret was kept." if kept else "Removed.")


def _is_of_desktop(name: str) -> bool:
    from desktop_app.domain.setting_table import DESKTOP_SETTINGS

    return any(each.name == name for each in DESKTOP_SETTINGS)


def _of_desktop(call: Invocation, name: str) -> bool:
    """The value of a setting of the desktop, of which there is one."""
    from desktop_app.domain.about import SessionStart

    return call.session_start().look() is SessionStart.ON


def _set_of_desktop(call: Invocation, name: str, value: str | bool) -> bool:
    from desktop_app.domain.setting_kinds import check
    from desktop_app.domain.setting_table import BY_NAME

    autostart = call.session_start()
    if check(BY_NAME[name], value):
        autostart.turn_on()
    else:
        autostart.turn_off()
    return _of_desktop(call, name)


def _of(call: Invocation) -> Settings:
    from desktop_app.system.paths import Workspace
    from desktop_app.system.settings import Settings

    return Settings(Workspace(call.home).settings_file)
