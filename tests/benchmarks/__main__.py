"""Runs all benchmarks, or those named: ``python -m tests.benchmarks search leads``.

Some can run one of their parts alone: ``window.first``, ``leads.typing``,
``leads.palette``.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import traceback
from collections.abc import Iterator

from tests import benchmarks
from tests.benchmarks.harness import Figure


def main(wanted: list[str]) -> int:
    names = [
        module.name.removeprefix("bench_")
        for module in pkgutil.iter_modules(benchmarks.__path__)
        if module.name.startswith("bench_")
    ]
    unknown = {name.partition(".")[0] for name in wanted} - set(names)
    if unknown:
        sys.exit(f"no such benchmark: {', '.join(sorted(unknown))} (there are {', '.join(names)})")
    failed = over = 0
    for name in wanted or names:
        print(f"-- {name}", flush=True)
        try:
            for figure in _figures(*name.split(".", 1)):
                print(figure, flush=True)
                over += figure.over
        except Exception:
            traceback.print_exc()
            failed += 1
    if over:
        print(f"{over} figures are over their limits")
    return 1 if failed or over else 0


def _figures(name: str, part: str = "") -> Iterator[Figure]:
    module = importlib.import_module(f"tests.benchmarks.bench_{name}")
    figures: Iterator[Figure] = module.PARTS[part]() if part else module.run()
    return figures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
