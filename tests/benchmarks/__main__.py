"""Runs all benchmarks, or those named: ``python -m tests.benchmarks search leads``."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import traceback

from tests import benchmarks


def main(wanted: list[str]) -> int:
    names = [
        module.name
        for module in pkgutil.iter_modules(benchmarks.__path__)
        if module.name.startswith("bench_")
        and (not wanted or module.name.removeprefix("bench_") in wanted)
    ]
    failed = over = 0
    for name in names:
        print(f"-- {name.removeprefix('bench_')}", flush=True)
        try:
            for figure in importlib.import_module(f"tests.benchmarks.{name}").run():
                print(figure, flush=True)
                over += figure.over
        except Exception:
            traceback.print_exc()
            failed += 1
    if over:
        print(f"{over} figures are over their limits")
    return 1 if failed or over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
