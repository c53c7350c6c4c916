"""What another program gave us to open: files to bring in, an address to write to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop_app.domain.language import tr
from desktop_app.domain.mailto import read_mailto
from desktop_app.ui.shell.workspace import Workspace


def open_given(workspace: Workspace, given: Sequence[str]) -> None:
    """Open it, as if the user had dropped the files or pressed the link. Nothing is brought in or
    sent without their saying so where it is a list of leads, or a mail.

    Args:
        given: absolute paths, and links of the scheme mailto.
    """
    paths = []
    for each in given:
        if (asked := read_mailto(each)) is not None:
            from desktop_app.ui.composer.actions import open_asked

            open_asked(workspace.ctx, asked)
        elif Path(each).exists():
            paths.append(Path(each))
        else:
            workspace.notices.warn(tr("That file is not there any more"), each)
    if paths:
        workspace.import_paths(paths)
