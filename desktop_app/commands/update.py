"""``outpost update``: newer versions, looked for and fetched when somebody says so.

No database is needed for either: this also works where the present version cannot open it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from desktop_app.commands.arguments import Commands
from desktop_app.commands.call import Invocation, Outcome


def register(commands: Commands) -> None:
    update = commands.family("update", "newer versions")
    update.add("check", check, "look for a newer version now")
    fetch = update.add("download", download, "fetch the newest version's package; installs nothing")
    fetch.add_argument("--to", metavar="DIR", help="the folder; else your downloads")


def check(call: Invocation) -> Outcome:
    from desktop_app.domain.updates import is_newer
    from desktop_app.engine.updates import UpdateDesk, updates_of
    from desktop_app.system.paths import Workspace

    here = updates_of(Workspace(call.home))
    release = UpdateDesk(here).check()
    newer = is_newer(release.version, here.current)
    document = {
        "current": here.current, "newer": newer, **release.document(),
        "package": release.files.get(here.kind, "") if newer else "",
    }  # fmt: skip
    if not newer:
        return Outcome(document, f"Outpost {here.current} is the newest version.")
    lines = [f"Outpost {release.version} is out; this is {here.current}."]
    lines += [f"  {note}" for note in release.notes]
    lines += [release.page] if release.page else []
    lines.append("To fetch its package: outpost update download")
    return Outcome(document, "\n".join(lines))


def download(call: Invocation) -> Outcome:
    from desktop_app.engine.updates import UpdateDesk, updates_of
    from desktop_app.system.paths import Workspace, given_path
    from desktop_app.system.updates import downloads_folder

    folder = given_path(call.arguments.to) if call.arguments.to else downloads_folder()
    shown = sys.stderr.isatty()

    def on_bytes(done: int, total: int) -> None:
        if shown:
            print(f"\r{done / 1e6:,.0f} of {total / 1e6:,.0f} MB", end="", file=sys.stderr)

    try:
        release, path = UpdateDesk(updates_of(Workspace(call.home))).fetch(Path(folder), on_bytes)
    finally:
        if shown:
            print(file=sys.stderr)
    said = f"Outpost {release.version} is in {path}, as its makers signed it. Install it as usual."
    return Outcome({"version": release.version, "path": str(path)}, said)
