"""The words of the real window: in every language, legible, and whole at every size."""

from __future__ import annotations

from typing import Any

import pytest

from tests.end_to_end.test_command_line import PASSWORD
from tests.end_to_end.test_window import take


def test_all_that_the_window_says_can_be_translated(program: Any) -> None:
    program("user", "add", "robin@rep.example", "--name", "Robin Reed", stdin=PASSWORD + "\n")
    take("language_journey.py", program, PASSWORD)


def test_what_the_engine_wrote_is_said_in_the_language_of_the_window(program: Any) -> None:
    program("user", "add", "robin@rep.example", "--name", "Robin Reed", stdin=PASSWORD + "\n")
    take("language_work_journey.py", program, PASSWORD)


def test_all_that_the_window_says_can_be_read(program: Any) -> None:
    program("demo", "--leads", "60", "--messages", "400")
    take("contrast_journey.py", program, "outpost sample")


@pytest.mark.parametrize(("language", "scale"), [("", "1.5"), ("de", "1.25")])
def test_words_are_whole_at_every_size_and_scale(program: Any, language: str, scale: str) -> None:
    program("demo", "--leads", "60", "--messages", "400")
    take("sizes_journey.py", program, "outpost sample", language, QT_SCALE_FACTOR=scale)
