"""The list of scenes, of which pictures are made, against the real window."""

from __future__ import annotations

from typing import Any

import pytest

from tests.end_to_end.test_window import take
from tests.screenshots.sample_desk import make_desk
from tests.screenshots.scenes import SCENES

_AT_DESK = {"today", "inbox", "templates", "sequences"}


@pytest.mark.parametrize("at_desk", [True, False], ids=["mail and work", "leads and settings"])
def test_every_scene_shows_what_it_is_to_show(program: Any, at_desk: bool) -> None:
    make_desk(program.home, 60, 400)
    wanted = [scene.name for scene in SCENES if (scene.screen in _AT_DESK) is at_desk]
    assert len(wanted) > 20
    take("scenes_journey.py", program, *wanted)
