# make run    the window, on a workspace in your user data folder
# make test   the whole suite
# make check  style, types, and the house's contracts
# make bench  speed, each figure as a ratio to a floor measured in the same run
# make package  what this system's users install, in dist/; make smoke tries it
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# Two workers, one cluster each: the suite fits a laptop's two cores.
WORKERS ?= 2

.PHONY: run test check bench package smoke format clean

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
		{ echo 'Outpost needs Python 3.11, 3.12 or 3.13. Name one: make PYTHON=python3.12'; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo 'Making .venv failed. On Debian and Ubuntu: sudo apt install python3-venv'; exit 1; }
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@$(BIN)/python -m compileall -q desktop_app  # as pip does with what it copies
	@touch $@

run: $(READY)
	@$(BIN)/python -m desktop_app

test: $(READY)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks $(BENCH)

$(VENV)/.package: $(READY)
	$(BIN)/python -m pip install --quiet --editable '.[package]'
	@touch $@

package: $(VENV)/.package
	$(BIN)/python packaging/build.py

smoke: $(VENV)/.package
	$(BIN)/python packaging/smoke.py dist/outpost/outpost --compare

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
