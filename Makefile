# One entry for people and for continuous integration. Each target brings the environment that
# it needs; when nothing changed that costs nothing. `make` alone lists the targets.

VENV ?= .venv
PYTHON ?= $(shell scripts/find_python.sh 2>/dev/null)
BIN := $(VENV)/bin
ARGS ?=
# One worker more than there are processors, up to four: while one waits for a disk or a child
# process, another works. On two processors three took 629 s where two took 654 s for fewer tests.
WORKERS ?= $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1); echo $$((n < 4 ? n + 1 : 4)))
PYTEST = $(BIN)/python -m pytest --numprocesses=$(WORKERS)

# A virtual environment whose interpreter went away (an upgrade, a move) is made anew.
ifeq ($(shell $(BIN)/python -c "print(1)" 2>/dev/null),)
STALE := anew
endif

.DEFAULT_GOAL := help
.PHONY: help demo test test-browser test-postgres screenshots bench lint types imports docs reference format check lock clean anew

##@ Look at it
demo: $(VENV)/.runtime ## Play a day of three sites; DEMO_EXIT=1 checks itself and exits
	@$(if $(DEMO_EXIT),DEMO_EXIT=$(DEMO_EXIT) )$(BIN)/dayline demo

##@ Test it
test: $(VENV)/.dev ## Run all tests on SQLite; ARGS="tests/laws -x" narrows
	@[ -x /usr/bin/chromium ] || echo "Chromium is not on this machine: tests/browser will be skipped."
	@$(PYTEST) $(ARGS)

test-browser: $(VENV)/.dev ## Run the tests in a real browser: Chromium at /usr/bin/chromium
	@[ -x /usr/bin/chromium ] || echo "Chromium is not on this machine: tests/browser will be skipped."
	@$(PYTEST) --dist=loadfile tests/browser $(ARGS)

test-postgres: $(VENV)/.dev ## Run what reaches a database on a private PostgreSQL 15, then thrown away
	@scripts/pg_cluster.sh run $(PYTEST) -m database $(ARGS)

screenshots: $(VENV)/.dev ## Save pictures of every page in build/screenshots; ARGS=/board narrows
	@$(BIN)/python scripts/screenshots.py $(ARGS)

bench: $(VENV)/.dev ## Print every benchmark's figures; ARGS="bench/hours.py --peers 0" picks one
	@scripts/bench.sh $(BIN)/python $(ARGS)

##@ Check it
lint: $(VENV)/.dev ## Rules of style and form (ruff)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev ## Types, strict (mypy)
	@$(BIN)/mypy

imports: $(VENV)/.dev ## Layers: who may import whom (import-linter)
	@$(BIN)/lint-imports

docs: $(VENV)/.dev ## Links, commands, generated pages and versions in the documentation
	@$(BIN)/python -m pytest tests/laws/test_docs.py

check: lint types imports docs test ## All of the above but PostgreSQL and the benchmarks

##@ Change it
format: $(VENV)/.dev ## Mend what ruff can mend
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

reference: $(VENV)/.dev ## Write the generated pages of docs/reference again
	@$(BIN)/python scripts/make_reference.py

lock: $(VENV)/.dev ## Resolve the dependencies of pyproject.toml again, with hashes
	@scripts/lock.sh $(BIN)/uv $(ARGS)

clean: ## Remove the environment, caches and build products
	rm -rf $(VENV) build dist .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests bench scripts -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## This list
	@awk -f scripts/make_help.awk $(MAKEFILE_LIST)

# The environment. A stamp is newer than what it was made from, or it is made again.
PROJECT := pyproject.toml src/dayline/__init__.py

$(VENV)/.made: $(STALE)
	@scripts/environment.sh create "$(VENV)" "$(PYTHON)"
	@touch $@

$(VENV)/.runtime: $(VENV)/.made requirements/runtime.lock requirements/build.lock $(PROJECT)
	@scripts/environment.sh install "$(VENV)" requirements/runtime.lock requirements/build.lock
	@touch $@

$(VENV)/.dev: $(VENV)/.made requirements/dev.lock $(PROJECT)
	@scripts/environment.sh install "$(VENV)" requirements/dev.lock
	@touch $(VENV)/.runtime $@
