# `make run` serves the site, `make test` runs every test, `make check` is what CI runs.
# Each sets up what it needs; a second run needs no network.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
export PORT ?= 8000
SHELL := $(shell command -v bash)
# Python is compiled once, and not by each of the hundred processes that the tests start
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run api-examples test test-quick test-server test-rest test-fresh test-cluster check style types bench bench-quick bench-worst bench-relevance mutants soak messages pictures format lock clean

help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

## make setup            a virtual environment with the `searchroom` command in .venv/bin
setup: $(VENV)/.ready

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Searchroom needs Python 3.11 or newer; none was found" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# the marks are dated like what they were made from, so that nothing is installed twice
$(VENV)/.ready: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.ready-dev: requirements-dev.txt $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

## make run              load the samples if there is nothing yet, and serve on 127.0.0.1:$PORT
run: $(VENV)/.ready
	@$(BIN)/searchroom load collection-page samples/collections/*.txt --source samples --if-empty
	@exec $(BIN)/searchroom serve

## make test             every test; Elasticsearch and a browser where they are in reach
test: test-quick
	$(MAKE) -j 2 test-server test-rest

# what asks an Elasticsearch waits for it half its time, so the rest runs beside it
test-server: $(VENV)/.ready-dev
	$(PIPED) $(BIN)/python -u -m pytest -v -m "server and not cluster" $(UNASKED) $(BESIDE)

test-rest: $(VENV)/.ready-dev
	$(PIPED) $(BIN)/python -u -m pytest -q -m "(browser or real_data or slow) and not (server or cluster)" $(BESIDE)

# each line of what runs beside another says whose it is, and is seen as it is written
PIPED := set -o pipefail;
BESIDE = 2>&1 | sed -u 's/^/$@: /'

## make test-quick       what needs no server, no browser and no real data, in under 90 seconds
test-quick: $(VENV)/.ready-dev
	$(BIN)/python -m pytest -q -n 2 -m "$(QUICK)" $(UNASKED)

# schemathesis takes seconds to collect, and its plugin looks at every test; none of its tests is
# quick, and none asks a server
UNASKED := --ignore=tests/test_schemathesis.py -p no:schemathesis

QUICK := not (cluster or server or browser or real_data or slow)

## make test-fresh       the property tests with examples that have not been tried before
test-fresh: $(VENV)/.ready-dev
	HYPOTHESIS_PROFILE=fresh $(BIN)/python -m pytest -m "hypothesis and not (cluster or server)"

## make test-cluster     lose the nodes of an Elasticsearch cluster; takes minutes
test-cluster: $(VENV)/.ready-dev
	$(PIPED) $(BIN)/python -u -m pytest -v -m cluster tests/test_cluster.py $(BESIDE)

## make check            lint, types, import rules, tests: what CI runs
check: $(VENV)/.ready-dev
	$(MAKE) -j 2 style types
	$(MAKE) test

style: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(PIPED) $(BIN)/lint-imports $(BESIDE)

types: $(VENV)/.ready-dev
	$(PIPED) $(BIN)/mypy $(BESIDE)

## make bench            every measurement, beside what a user would pick instead
bench: $(VENV)/.ready-dev $(VENV)-bench/.ready
	$(BIN)/python -m bench

## make bench-quick      the same in two minutes: that it works, not how fast it is
bench-quick: $(VENV)/.ready-dev $(VENV)-bench/.ready
	$(BIN)/python -m bench --quick

# what is measured beside ours has dependencies of its own
$(VENV)-bench/.ready: requirements-bench.txt | $(VENV)/bin/python
	$(BIN)/python -m venv $(VENV)-bench
	$(VENV)-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	touch $@

## make bench-worst      look for ten minutes for the request that takes longest
bench-worst: $(VENV)/.ready-dev
	$(BIN)/python -m bench.climbing

## make mutants          change the code in small ways, and list the changes that no test finds
mutants: $(VENV)/.ready-mutants
	$(BIN)/python -m bench.mutants --size $(SIZE)

SIZE ?= 150

$(VENV)/.ready-mutants: requirements-mutants.txt $(VENV)/.ready-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-mutants.txt
	touch $@

## make soak             ten minutes of readers while the catalogue changes; ELASTIC=1 on an Elasticsearch
soak: $(VENV)/.ready-dev
	$(BIN)/python -m bench.soak --seconds $(SECONDS) $(if $(ELASTIC),--elasticsearch)

SECONDS ?= 600

## make bench-relevance how well records are found, on both engines
bench-relevance: $(VENV)/.ready-dev
	$(BIN)/python -m bench.relevance

## make messages         renew the catalogues of the pages' texts, and compile them
messages: $(VENV)/.ready-dev
	$(BIN)/python -m bench.messages $(LANGUAGE)

## make api-examples     ask the sample catalogue for the examples that /api/docs shows
api-examples: $(VENV)/.ready-dev
	$(BIN)/python -m bench.api_examples

## make pictures         take the pictures of docs/pictures anew, from the sample collections
pictures: $(VENV)/.ready-dev
	$(BIN)/python -m bench.pictures

## make format           bring the code into the one form
format: $(VENV)/.ready-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

## make lock             resolve the dependencies anew
lock: $(VENV)/.ready-dev
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--upgrade pyproject.toml --extra build -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--upgrade pyproject.toml --extra build --group dev -c requirements.txt -o requirements-dev.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--upgrade --group bench -o requirements-bench.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--upgrade --group mutants -c requirements.txt -c requirements-dev.txt -o requirements-mutants.txt

## make clean            remove what the other targets made, the index apart
clean:
	rm -rf $(VENV) $(VENV)-bench mutants .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info build
