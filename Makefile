# Everything a person or CI does with this project. `make help` lists it.
.DEFAULT_GOAL := help
.PHONY: help check examples test lint format bench docs dist bench-projection fuzz clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AS_OF := 2026-05-31# the repository's figures were gathered up to May 2026

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

check: $(VENV)/installed ## Print the table of this repository's strategies, as of May 2026
	@echo "Judged as of $(AS_OF), the month to which this repository's figures were gathered." >&2
	@$(BIN)/logframe check --as-of $(AS_OF)

examples: $(VENV)/installed-dev ## Write one of each output for this repository's strategies into examples/
	$(BIN)/logframe check --quiet --as-of $(AS_OF) --output examples/check.txt
	$(BIN)/logframe check --quiet --as-of $(AS_OF) --sdg --width 140 --output examples/check-sdg.txt kent-medway-ics
	$(BIN)/logframe report --quiet --as-of $(AS_OF) --output examples/report.txt
	$(BIN)/logframe report --quiet --as-of $(AS_OF) --format markdown --output examples/report.md
	$(BIN)/logframe report --quiet --as-of $(AS_OF) --format html --output examples/report.html
	$(BIN)/logframe report --quiet --as-of $(AS_OF) --format xlsx --output examples/report.xlsx
	$(BIN)/logframe matrix kent-medway-ics --output examples/matrix.txt
	$(BIN)/logframe matrix kent-medway-ics --status --as-of $(AS_OF) --format markdown --output examples/matrix.md
	$(BIN)/logframe matrix kent-medway-ics --status --as-of $(AS_OF) --format html --output examples/matrix.html
	$(BIN)/logframe align --output examples/align.txt
	$(BIN)/logframe show pupil-absence --as-of $(AS_OF) --output examples/show.txt

test: $(VENV)/installed-dev ## Run the tests
	@$(BIN)/python -m pytest -q -n auto

lint: $(VENV)/installed-dev ## Check style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/installed-dev ## Put the code in format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/installed ## Write the pages that are made from the code: messages, schemas, commands, fields
	$(BIN)/logframe explain --format markdown --output docs/rules.md
	$(BIN)/logframe schema strategy --output docs/strategy.schema.json
	$(BIN)/logframe schema extracts --output docs/extracts.schema.json
	$(BIN)/python -m tests.reference

bench: $(VENV)/installed-dev ## Measure start-up and speed
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/scale.py

bench-projection: $(VENV)/installed-dev ## Measure the projection on the M1, M3 and Tourism series
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --group bench
	$(BIN)/python benchmarks/projection.py

dist: $(VENV)/installed-dev ## Build the wheel and the sdist
	@rm -rf dist
	$(BIN)/python -m hatchling build

fuzz: $(VENV)/installed-dev ## Try mutants of strategies and extracts on the command line, for some minutes
	$(BIN)/python -m tests.fuzz.campaign --yaml 20000 --tables 1000

clean: ## Remove what the targets made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "logframe needs Python 3.11 or later: make PYTHON=/path/to/python3.12" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV)

# The package is installed as a link to src/, so that a change of the code needs no new installation.
$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing logframe into $(VENV) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	@echo "Installing what the tests need ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --group dev
	@touch $@
