"""What the window remembers between runs, and what waits there until it is safe elsewhere."""

from __future__ import annotations

import pytest

from desktop_app.ui.shell.state import UiState


@pytest.mark.parametrize("is_file", [True, False])
def test_precious_texts_are_kept_by_name_until_they_are_dropped(tmp_path, is_file) -> None:
    file = tmp_path / "window" / "state.ini" if is_file else None
    precious = UiState(file).precious
    assert precious.all("a.") == {}
    precious.put("a.1", "Grüße")
    precious.put("a.1", "Grüße, again")
    precious.put("b.1", "another's")
    if is_file:
        precious = UiState(file).precious
    assert precious.all("a.") == {"a.1": "Grüße, again"}
    precious.drop("a.1")
    precious.drop("a.1")
    assert precious.all("a.") == {}
    assert precious.all("b.") == {"b.1": "another's"}


def test_one_that_cannot_be_read_hides_no_other(tmp_path) -> None:
    precious = UiState(tmp_path / "state.ini").precious
    precious.put("a.1", "whole")
    (tmp_path / "unsaved" / "a.2").write_bytes(b"\xff")
    (tmp_path / "unsaved" / "a.3.7.part").write_bytes(b"half")
    assert precious.all("a.") == {"a.1": "whole"}
