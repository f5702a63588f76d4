# Needs make and Python 3.11 or newer with venv, nothing else.

PYTHON ?= python3
VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 7860
TORCH ?= torch
BIN := $(VENV)/bin
ASSISTANT := $(BIN)/policy-assistant

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

# The question reaches the command through the environment, untouched by make and the shell: quotes, $ and all.
override Q := $(value Q)
export Q

.DEFAULT_GOAL := help
.PHONY: help run ask index test extras test-extras check lint types imports format docs gate golden bench lock clean

help:  ## show this list
	@echo 'make TARGET'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 16

run: index  ## set up, index the corpus and serve the page on HOST and PORT (127.0.0.1:7860)
	@exec $(ASSISTANT) serve --host $(HOST) --port $(PORT)

ask: index  ## answer one question: make ask Q="…"
	@[ -n "$$Q" ] || { echo 'usage: make ask Q="câu hỏi của bạn"' >&2; exit 2; }
	@$(ASSISTANT) ask -- "$$Q"

index: $(VENV)/.installed  ## build or update the index of the corpus
	@$(ASSISTANT) index

test: $(VENV)/.developed  ## run the tests, on up to four processors
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

extras: $(VENV)-extras/.installed

test-extras: extras  ## test the extras sentence-transformers, on a real model, and cluster, and training; TORCH names a build, such as torch==2.13.0+cpu
	@$(VENV)-extras/bin/python -m pytest tests/index/test_encoders.py tests/index/test_reranking.py tests/test_cluster.py tests/training

check: lint types imports test  ## everything that a change must pass

lint: $(VENV)/.developed
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.developed
	@$(BIN)/mypy

imports: $(VENV)/.developed
	@$(BIN)/lint-imports

format: $(VENV)/.developed  ## put the code into the project's format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: $(VENV)/.installed  ## write answers, settings and figures into the documentation as they are now
	@$(BIN)/python -m docs.refresh

gate: index  ## fail where the answers became worse than the recorded baseline
	@$(ASSISTANT) eval gate

golden: index  ## write answers, clauses and registers to the file NEW, compare them with OLD: make golden NEW=… OLD=… FOLDERS='…'
	@[ -n '$(NEW)' ] || { echo 'usage: make golden NEW=file [OLD=earlier file] [FOLDERS=further folders of documents]' >&2; exit 2; }
	@$(BIN)/python -m evals.golden $(if $(OLD),--against '$(OLD)') '$(NEW)' $(FOLDERS)

bench: index  ## measure latency, indexing time and memory
	@$(BIN)/python -m benchmarks.latency

clean:  ## remove the environment and everything that was built
	rm -rf $(VENV) $(VENV)-extras build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'error: Python 3.11 or newer is needed' >&2; \
		     echo 'hint: name one, for example: make run PYTHON=python3.12' >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo 'error: the environment cannot be created' >&2; \
		     echo 'hint: install the venv module of Python (python3-venv on Debian and Ubuntu)' >&2; exit 2; }

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo 'installing the locked versions (once, about a minute)'
	@$(BIN)/python -m pip install --quiet --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.developed: requirements-dev.lock $(VENV)/.installed
	@echo 'installing the locked versions for development'
	@$(BIN)/python -m pip install --quiet --no-deps -r requirements-dev.lock
	@touch $@

# An environment of its own, so that `make test` goes on testing what the default install does; it sees the packages of
# the other one.
$(VENV)-extras/.installed: requirements-extras.lock $(VENV)/.developed
	@echo 'installing sentence-transformers, distributed and $(TORCH)'
	@$(BIN)/python -m venv --without-pip $(VENV)-extras
	@$(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' \
		> $$($(VENV)-extras/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/default.pth
	@$(BIN)/python -m pip --python $(VENV)-extras/bin/python install --quiet '$(TORCH)' -r requirements-extras.lock \
		-c requirements.lock
	@touch $@

# One file serves every supported Python: what a single version or system needs alone gets its marker here.
# Resolved with the oldest Python, since newer versions of a package may leave it out; what only newer ones need is added.
MARKERS := -e '/^uvloop==/s/$$/; sys_platform != "win32"/'
NEWER := 's/.*audioop_lts-([^-]*)-.*/audioop-lts==\1; python_version >= "3.13"/p'

lock:  ## resolve the ranges of pyproject.toml anew (with PYTHON=python3.11) and write both lock files
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' \
		|| { echo 'error: run it as make lock PYTHON=python3.11' >&2; exit 2; }
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/pip install --quiet . hatchling
	build/lock/bin/pip freeze --exclude policy-assistant > build/lock/default.txt
	build/lock/bin/pip install --quiet '.[dev]'
	build/lock/bin/pip freeze --exclude policy-assistant > build/lock/all.txt
	build/lock/bin/pip download --quiet --no-deps --only-binary=:all: --python-version 3.13 --dest build/lock audioop-lts
	@{ echo '# Exact versions for `make run`: the default install and what builds it. `make lock` writes this file.'; \
	   { sed $(MARKERS) build/lock/default.txt; ls build/lock/*.whl | sed -nE $(NEWER); } | LC_ALL=C sort -f -t= -k1,1; } > requirements.lock
	@{ echo '# Exact versions for `make test` and `make check`, beside requirements.lock. `make lock` writes this file.'; \
	   grep -vxF -f build/lock/default.txt build/lock/all.txt; } > requirements-dev.lock
