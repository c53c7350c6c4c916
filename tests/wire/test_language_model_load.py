"""What a call of a model takes can be loaded before there is one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.model_server import model_server, says

_ROOT = Path(__file__).parents[2]

# Whatever the first call still has to load is named.
_ASKS = """
import sys
from desktop_app.domain.model_settings import Provider
from desktop_app.wire.language_model import LanguageModel, load
assert "openai" not in sys.modules, "loaded for nobody"
load()
before = set(sys.modules)
answer = LanguageModel(Provider(True, sys.argv[1], "m")).ask({"stream": True}, 100)
print(answer.text, *sorted(set(sys.modules) - before))
"""


def test_the_first_call_has_little_left_to_load() -> None:
    with model_server([says("Hello")]) as server:
        made = subprocess.run(
            [sys.executable, "-c", _ASKS, server.url], cwd=_ROOT, capture_output=True, text=True,
            timeout=120, check=True,
        )  # fmt: skip
        assert len(server.calls) == 1
    text, *late = made.stdout.split()
    assert text == "Hello"
    assert len(late) < 20, late
