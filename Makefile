# make run    installs into .venv and opens the window; without a display: redacts sample_docs/ into out/
# make samples                     redacts sample_docs/ into out/ in any case
# make test   installs what tests need and runs every check
# make test-cluster   of them, the batch on a real Dask scheduler and workers alone
# make test-s3        and from and to an S3 server on this machine, behind a line that stutters
# make bench  times one 12-megapixel photo, per stage
# make bench-recall N=600 SEED=…   the whole road over what people send: leaks, holds, harms
#                                  (CASES=word,word chooses; DECK=odd: screens, mirrors, bent pages;
#                                  DECK=tuned: the captures used while working)
# make bench-check                 150 of them against the committed result; fails where it got worse
# make bench-batch N=1000 MINUTES=… a batch of mixed files to its end: rate, memory, nothing done twice;
#                                  goes on where it stopped
# make bench-cluster N=200         the same files by processes and by a Dask cluster: all the same?
# make bench-gui                   times the window: start, drop to proposal, longest silence
# make screens                     the documentation's pictures of the window
# make translations                renews and compiles the window's catalogues
# make bench-specimens             the official specimens, where they are there, as they are
# make bench-specimen-captures     the same through the captures
# make bench-compare               ours beside PassportEye and Presidio on the same 100 pictures
# make clean  removes what was built (make distclean: the environment too)
# Another interpreter: make run PYTHON=python3.12.  No system packages: make run SYSTEM=no.
SHELL := bash
.DEFAULT_GOAL := run
PYTHON ?=
SYSTEM ?= yes
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install -q
# Everything is installed by hash; what has no wheel is built with the pinned tools, not with fetched ones.
LOCKED := $(PIP) --no-build-isolation --require-hashes
OUT := out
N ?= 600
# How many processes run the tests, each with one thread; they hold the models once each, 1.2 GB. One more than
# a two-core machine has cores, as some tests wait.
TESTERS ?= 3
SAMPLES := $(wildcard $(foreach ending,jpg jpeg png webp tif tiff bmp heic pdf,sample_docs/*.$(ending)))
# Packages where a line never run is a line that can leak.
GATES := cover verify export intake
GATES_LOG := .cache/gates.log
LOG := .cache/pytest.log

BENCHES := bench bench-recall bench-check bench-specimens bench-specimen-captures bench-compare \
	bench-batch bench-cluster
.PHONY: run samples window bench-gui screens translations test test-cluster test-s3 checks lint types layers pytest perfect $(BENCHES) lock clean distclean system

# A window where there is a screen to show it on; macOS has one unless someone came in from afar.
HAS_SCREEN := $(if $(filter Darwin,$(shell uname)),$(if $(SSH_CONNECTION),,yes),$(DISPLAY)$(WAYLAND_DISPLAY))

run: $(if $(HAS_SCREEN),window,samples)

window: $(VENV)/.run system
	@if [ "$(SYSTEM)" = yes ]; then scripts/window.sh; fi
	@$(BIN)/redactor-gui

samples: $(VENV)/.run system
	@if [ -z "$(SAMPLES)" ]; then echo "sample_docs/ holds no documents; try: $(BIN)/redactor redact FILE"; exit 1; fi
	@mkdir -p $(OUT)
	@# Code 3 says that a copy was held for a person's look: that is a fair result, not a failure.
	@$(BIN)/redactor redact $(SAMPLES) -o $(OUT)/ --overwrite --recipient "Voorbeeld BV" --purpose "proef" \
		|| { code=$$?; [ $$code = 3 ] || exit $$code; }
	@echo "The copies are in $(CURDIR)/$(OUT)"

# The type checker keeps one core busy: what tests the gates has the other meanwhile.
test: $(VENV)/.test system
	@$(MAKE) --no-print-directory -j2 checks perfect
	@$(MAKE) --no-print-directory pytest
	@for log in $(GATES_LOG) $(LOG); do grep -E '^=+ .*(passed|failed|error)' $$log | tail -n 1; done

checks: lint types layers

lint: $(VENV)/.test
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.test
	$(BIN)/mypy

layers: $(VENV)/.test
	$(BIN)/lint-imports --cache-dir .cache/import_linter

# Several processes: one alone leaves half of a two-core machine idle. A file stays with one of them;
# tests/conftest.py says which come first.
PYTEST := $(BIN)/pytest -n $(TESTERS) --dist loadfile --no-loadscope-reorder

pytest: $(VENV)/.test system
	@mkdir -p .cache
	@if [ "$(SYSTEM)" = yes ]; then scripts/window.sh tests; fi
	set -o pipefail; $(PYTEST) $(GATES:%=--ignore=tests/%) 2>&1 | tee $(LOG)

# These packages' own tests run every line and branch of them; the tests of the rest need no counting,
# which costs a fifth of their time and half of that of the worker processes they start.
perfect: $(VENV)/.test system
	@mkdir -p .cache
	set -o pipefail; $(PYTEST) $(GATES:%=--cov=redactor.%) --cov-report= $(GATES:%=tests/%) 2>&1 | tee $(GATES_LOG)
	$(BIN)/coverage report --fail-under=100

test-cluster: $(VENV)/.test
	$(BIN)/pytest tests/batch/test_batch_cluster.py

# What talks to S3 does not go with our locked packages: an environment over ours, used for this alone.
S3 := .cache/s3
test-s3: $(VENV)/.test $(S3)/.done
	$(S3)/bin/python -m pytest tests/batch/test_batch_remote.py

$(S3)/.done: tests/batch/s3-requirements.txt
	$(BIN)/python -m venv --clear $(S3)
	$(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' \
		> $$(echo $(S3)/lib/python*/site-packages)/ours.pth
	$(S3)/bin/python -m pip --disable-pip-version-check install -q -r $<
	@touch $@

bench: $(VENV)/.test
	$(BIN)/python -m tests.bench.speed

bench-gui: $(VENV)/.test
	$(BIN)/python -m tests.bench.gui

screens: $(VENV)/.test
	$(BIN)/python -m tests.bench.screens

translations: $(VENV)/.test
	scripts/translations.sh $(VENV)

bench-recall: $(VENV)/.test
	@scripts/bench_fonts.sh
	$(BIN)/python -m tests.bench.board --n $(N) --docs $(if $(SEED),--seed $(SEED)) $(if $(CASES),--cases $(CASES)) $(if $(DECK),--deck $(DECK))

bench-check: $(VENV)/.test
	@scripts/bench_fonts.sh
	$(BIN)/python -m tests.bench.check

bench-specimens: $(VENV)/.test
	$(BIN)/python -m tests.bench.specimens

bench-specimen-captures: $(VENV)/.test
	$(BIN)/python -m tests.bench.board --specimens --n 240 --docs $(if $(SEED),--seed $(SEED))

bench-batch: $(VENV)/.test
	@scripts/bench_fonts.sh
	$(BIN)/python -m tests.bench.batch --n $(N) $(if $(SEED),--seed $(SEED)) $(if $(MINUTES),--minutes $(MINUTES))

bench-cluster: $(VENV)/.test
	@scripts/bench_fonts.sh
	$(BIN)/python -m tests.bench.batch_cluster --n $(N) $(if $(SEED),--seed $(SEED)) $(if $(MINUTES),--minutes $(MINUTES))

# Tools to compare with live in an environment of their own and are never installed with the program.
COMPARE := .cache/compare
bench-compare: $(VENV)/.test $(COMPARE)/.done
	@scripts/bench_fonts.sh
	$(BIN)/python -m tests.bench.compare --presidio $(COMPARE)/bin/python --docs

$(COMPARE)/.done: tests/bench/compare-requirements.txt
	$(BIN)/python -m venv $(COMPARE)
	$(COMPARE)/bin/python -m pip --disable-pip-version-check install -q -r $<
	@touch $@

system:
	@if [ "$(SYSTEM)" = yes ]; then scripts/tesseract.sh; fi

$(VENV)/.base: requirements-build.lock
	@echo "Installing into $(VENV); the first time takes some minutes."
	scripts/venv.sh $(VENV) $(PYTHON)
	$(PIP) --require-hashes -r requirements-build.lock
	@touch $@

$(VENV)/.run: $(VENV)/.base requirements.lock pyproject.toml
	$(LOCKED) -r requirements.lock
	$(PIP) --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.test: $(VENV)/.base requirements-dev.lock pyproject.toml
	$(LOCKED) -r requirements-dev.lock
	$(PIP) --no-build-isolation --no-deps -e .
	@touch $@

# Renews the locks (needs pip-tools); on the oldest Python we support, so that the newer ones can follow.
COMPILE := pip-compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-emit-trusted-host \
	--no-emit-find-links --no-header --no-annotate --no-strip-extras --allow-unsafe
lock:
	$(COMPILE) -o requirements-build.lock requirements-build.in
	$(COMPILE) -o requirements.lock pyproject.toml
	$(COMPILE) -c requirements.lock --extra dev -o requirements-dev.lock pyproject.toml
	@# Comments go: a lock is names, versions and hashes.
	for lock in requirements*.lock; do sed '/^#/d;/^$$/d' $$lock > $$lock.new && mv $$lock.new $$lock; done

clean:
	rm -rf $(OUT) .cache build dist .coverage htmlcov
	find redactor tests -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean
	rm -rf $(VENV)
