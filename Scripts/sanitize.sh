#!/usr/bin/env bash
# Runs the unit tests under the address sanitizer (leaks too) and under the thread sanitizer: sanitize.sh [KIND…]
#
# Each has a build of its own beside the usual one, optimised: the thread sanitizer takes hours for a debug one. Nothing is
# suppressed but what decision 0016 names.
set -euo pipefail
cd "$(dirname "$0")/.."

jobs=${JOBS:-2}
kinds=("$@")
((${#kinds[@]})) || kinds=(address thread)

# Without these the runtime would explain a crash in its own words, and hide the sanitizer's.
export SWIFT_BACKTRACE=enable=no
export ASAN_OPTIONS=detect_leaks=1 LSAN_OPTIONS=suppressions=$PWD/Scripts/leaks.txt:print_suppressions=0
export TSAN_OPTIONS=halt_on_error=0:exitcode=66

for kind in "${kinds[@]}"; do
  printf '\n== %s sanitizer\n' "$kind"
  # In whole modules the compiler takes C's `stat` for Dispatch's, which tests do not import: hence the feature is off.
  options=(-c release --sanitize="$kind" --scratch-path ".build/sanitize-$kind" -j "$jobs" -Xswiftc -enable-testing
    -Xswiftc -disable-upcoming-feature -Xswiftc MemberImportVisibility)
  swift build --build-tests "${options[@]}"
  swift test --skip-build "${options[@]}" --disable-xctest --skip EndToEnd ${SANITIZE_FILTER:+--filter "$SANITIZE_FILTER"}
done
