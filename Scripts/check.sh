#!/usr/bin/env bash
# The gate before each commit, under four minutes: format lint, debug build, unit tests.
#
# The floors of the engine are one of the unit tests. The end-to-end tests need the release binary
# and belong to `make test`; their suites are named EndToEnd….
set -euo pipefail
cd "$(dirname "$0")/.."

jobs=${JOBS:-2}
started=$SECONDS

step() { printf '\n== %s (%d s)\n' "$*" "$((SECONDS - started))"; }

step "format lint"
Scripts/lint.sh

step "debug build, warnings are errors"
swift build --build-tests -j "$jobs"

step "unit tests"
swift test --skip-build --parallel --disable-xctest --skip EndToEnd

step "clean"
