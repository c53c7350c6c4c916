"""Time zones by their names."""

from __future__ import annotations

import pytest

from desktop_app.domain.zones import zone_named, zone_or_utc


def test_a_zone_is_found_by_its_name() -> None:
    assert zone_or_utc(" Europe/Berlin ").key == "Europe/Berlin"
    assert zone_named("Europe/Berlin") is zone_named("Europe/Berlin")


@pytest.mark.parametrize(
    "name", ["", None, "America", "../etc/passwd", "/etc/localtime", "x" * 999]
)
def test_what_names_none_is_utc(name: str | None) -> None:
    assert zone_or_utc(name).key == "UTC"
    assert zone_named(name or "") is None
