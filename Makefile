# The five verbs: run, test, check, bench, evaluate. `make help` lists them.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
CORPUS ?= ../shared/quotes/dev
DATA := $(shell find credibility_db/data credibility_db/edition credibility_db/models credibility_db/migrations -type f -not -name '*.pyc' 2>/dev/null)

# Node.js comes pinned from requirements-dev.txt, whatever the machine has or lacks.
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := help
.PHONY: help run publish test test-python test-javascript check bench soak soak-desk fuzz-api evaluate extension clean

help: ## List the targets.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-16s %s\n", $$1, $$2}'

$(VENV)/runtime: requirements.txt
	@command -v "$(PYTHON)" >/dev/null || { echo "Python 3.11 or newer is needed: apt-get install python3.11 python3.11-venv"; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; this is $$("$(PYTHON)" --version)."; exit 1; }
	@[ -x $(BIN)/python ] || "$(PYTHON)" -m venv $(VENV) || { echo "venv is missing: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/development: requirements-dev.txt $(VENV)/runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

var/published: $(VENV)/runtime $(DATA)
	@mkdir -p var
	$(BIN)/python -m credibility_db load
	$(BIN)/python -m credibility_db publish
	@touch $@

var/bundle-key.pem: $(VENV)/runtime
	$(BIN)/python -m server create-bundle-key

run: var/published var/bundle-key.pem ## Load the bundled database, publish an edition, serve the API and the try-it page.
	$(BIN)/python -m server serve --host $(HOST) --port $(PORT)

publish: var/published ## Load the bundled database and publish an edition.

test: $(VENV)/development ## Install what the tests need, then run every test: Python, JavaScript, browsers.
	sh tests/provision.sh
	$(MAKE) --no-print-directory test-python test-javascript

test-python: $(VENV)/development
	$(BIN)/python -m pytest -q -n 2 --dist loadscope

test-javascript: node_modules/ready var/published
	npm test --silent

node_modules/ready: package.json package-lock.json $(VENV)/development
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

check: $(VENV)/development node_modules/ready ## Lint, types, import contracts, extension lint, documentation.
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	npm run --silent typecheck
	npm run --silent lint
	$(BIN)/python -m credibility_db validate
	$(BIN)/python -m pytest -q tests/documentation

bench: $(VENV)/development node_modules/ready var/published ## Measure: every figure as a ratio to a baseline of the same run.
	$(BIN)/python -m pytest -q --benchmark-enable --benchmark-only tests -o python_files='bench_*.py'
	npm run --silent measure

soak-desk: $(VENV)/development ## 50 contributors and 5 curators for a minute on both databases; a server killed 100 times.
	SIDENOTE_SOAK_SECONDS=60 SIDENOTE_KILLS=100 $(BIN)/python -m pytest -q -s tests/faults/desk

fuzz-api: $(VENV)/development ## Hold the served API to its own description with more than 5,000 generated requests.
	SIDENOTE_FUZZ_EXAMPLES=200 $(BIN)/python -m pytest -q -s tests/contracts/test_openapi.py

soak: $(VENV)/development var/published ## Annotate 24,000 distinct pages and hold the memory of two server processes to ± 5 %.
	$(BIN)/python -m tests.soak

evaluate: $(VENV)/development var/published ## Measure quality: make evaluate CORPUS=../shared/quotes/dev; writes docs/quality.md
	$(BIN)/python -m tests.quality $(CORPUS)

extension: ## Pack the extension for both stores into dist/: make extension [SERVER=https://… KEY=…]
	"$(PYTHON)" packaging/extension.py $(if $(SERVER),--server "$(SERVER)" --key "$(KEY)")

clean: ## Remove what was made here: environment, node packages, packages, database, editions.
	rm -rf $(VENV) node_modules dist var .mypy_cache .ruff_cache .pytest_cache
