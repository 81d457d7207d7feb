# Every way in. `make` alone lists them; a line's `##` is its help.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test build bootstrap check lint examples bench bench-skew bench-keys differential \
  conformance fuzz sanitize faults torture airflow clean

JOBS ?= 2
RELEASE := -c release --static-swift-stdlib -j $(JOBS)
# Evaluated only in recipes that run the binary, after it was built.
BINARY = $$(swift build $(RELEASE) --show-bin-path)/sluice

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: build ## build, then load a good month, halt on a broken one, and compare two feature logs
	@SLUICE="$(BINARY)" examples/flights/demo.sh
	@printf '\n'
	@SLUICE="$(BINARY)" examples/skew/demo.sh

test: build lint examples ## everything: release build, format lint, examples, all tests
	@echo "== swift test"
	@SLUICE_BINARY="$(BINARY)" swift test --parallel --disable-xctest -j $(JOBS)

build: bootstrap ## the release binary, .build/release/sluice
	swift build $(RELEASE) --product sluice

bootstrap: ## install the system libraries that are missing (apt)
	@Scripts/bootstrap.sh

check: bootstrap ## the gate before a commit: format lint, debug build, unit tests
	@Scripts/check.sh

lint: ## swift format, strict
	@echo "== format lint"
	@Scripts/lint.sh

examples: build ## re-run every example and lint every contract, asserting exit codes
	@SLUICE="$(BINARY)" Scripts/examples.sh

bench: build ## all that is promised of speed and memory, against DuckDB and Polars (python3, pip, 12 GB, half an hour)
	@command -v igzip zstd >/dev/null || apt-get install -y -qq --no-install-recommends isal zstd >/dev/null
	@SLUICE="$(BINARY)" python3 Benchmarks/run.py $(BENCH_FLAGS)

bench-skew: build ## compare skew with the joins of DuckDB and Polars on two logs of 0.5 GB
	@SLUICE="$(BINARY)" python3 Benchmarks/skew.py $(BENCH_FLAGS)

bench-keys: build ## the part of bench about exact keys of 20 million rows
	@SLUICE="$(BINARY)" python3 Benchmarks/run.py --only keys --label keys $(BENCH_FLAGS)

differential: build ## compare with Python on random batches and logs (needs pyarrow, duckdb, polars, scipy)
	@SLUICE="$(BINARY)" python3 Scripts/differential.py $(DIFFERENTIAL_FLAGS)
	@SLUICE="$(BINARY)" python3 Scripts/skew_differential.py

airflow: build ## run the example DAG in a real Airflow (installs it the first time, 2 minutes)
	@SLUICE="$(BINARY)" Scripts/airflow.sh

PYTHON_TOOLS = .build/python
conformance: build ## hold lint against the official schemas, some 24,000 mutants (needs python3 and pip)
	@test -x $(PYTHON_TOOLS)/bin/python || python3 -m venv $(PYTHON_TOOLS)
	@$(PYTHON_TOOLS)/bin/python -c 'import jsonschema, yaml' 2>/dev/null || \
	  $(PYTHON_TOOLS)/bin/pip install -q jsonschema pyyaml
	@SLUICE="$(BINARY)" $(PYTHON_TOOLS)/bin/python Scripts/conformance.py

FUZZ_SECONDS ?= 60
fuzz: bootstrap ## every fuzz target for FUZZ_SECONDS (60)
	@for target in csv numbers dates contracts expressions; do Scripts/fuzz.sh $$target $(FUZZ_SECONDS); done

sanitize: bootstrap ## the unit tests under the address and the thread sanitizer (two more builds, an hour)
	@Scripts/sanitize.sh

faults: build ## make every fault of docs/faults.md happen (needs root, strace, a C compiler)
	@command -v strace >/dev/null || apt-get install -y -qq --no-install-recommends strace >/dev/null
	@SLUICE="$(BINARY)" python3 Scripts/faults.py

torture: build ## inputs made to break readers: exit code, finding and memory of each (some minutes, 2 GB of --tmp-dir)
	@SLUICE="$(BINARY)" python3 Scripts/torture.py

clean: ## remove what was built
	rm -rf .build build
