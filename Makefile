# `make run` serves the product and `make test` checks all of it. Both need Python 3.11 or newer and nothing else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NODE := $(BIN)/python tools/node.py
COMPILE := $(BIN)/uv pip compile --quiet --generate-hashes --no-header --universal --python-version 3.11 \
	--extra build --extra postgresql

.PHONY: help run test check bench css translations lock clean tools

help:
	@echo "make run           install what is needed, make demo data when there is none, and serve"
	@echo "make test          every check, on both databases and in a real browser"
	@echo "make check         the quick checks: style, types, imports, and the tests on SQLite without a browser"
	@echo "make bench         the benchmarks"
	@echo "make css           build the stylesheet anew"
	@echo "make translations  bring the catalogues up to date with the code"
	@echo "make lock          choose the newest versions of the dependencies and write their hashes"
	@echo "make clean         remove what the other targets installed (var/, with the data, stays)"

run: $(VENV)/runtime.stamp
	@$(BIN)/uu run

test: tools
	@$(BIN)/python tools/checks.py all

check: $(VENV)/dev.stamp node_modules/installed.stamp
	@$(BIN)/python tools/checks.py quick

bench: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.bench

css: node_modules/installed.stamp
	$(NODE) npm run css

translations: $(VENV)/dev.stamp
	@$(BIN)/python tools/translations.py

tools: $(VENV)/dev.stamp node_modules/installed.stamp
	@$(BIN)/python tools/chromium.py

lock: $(VENV)/dev.stamp
	$(COMPILE) --upgrade pyproject.toml -o requirements.txt
	$(COMPILE) --upgrade --extra dev --constraint requirements.txt --no-annotate pyproject.toml -o requirements-dev.txt

clean:
	rm -rf $(VENV) node_modules .cache build *.egg-info

$(VENV)/created.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "UU På Vej needs Python 3.11 or newer. Say which: make PYTHON=/path/to/python3")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/runtime.stamp: $(VENV)/created.stamp requirements.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/runtime.stamp requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

node_modules/installed.stamp: $(VENV)/dev.stamp package.json package-lock.json
	$(NODE) npm ci --no-fund --no-audit --loglevel=error
	@touch $@
