#!/usr/bin/env bash
# Takes a contract through its versions in a repository of git, as pull requests would, and asks what each breaks.
#
# `make test` runs it. SLUICE names the binary.
set -euo pipefail

cd "$(dirname "$0")"
here=$PWD
sluice=$(realpath "${SLUICE:-../../.build/release/sluice}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
git init -q -b main
mkdir contracts

publish() { # FILE: the contract of main from now on
  cp "$here/$1" contracts/trips.odcs.yaml
  git add contracts
  git -c user.name=demo -c user.email=demo@example.org -c commit.gpgsign=false commit -q -m "$1"
}

propose() { # FILE EXPECTED-CODE WORDS...: the contract of a pull request, held against main
  cp "$here/$1" contracts/trips.odcs.yaml
  local code=0
  printf '$ sluice %s   # %s\n' "${*:3}" "$1"
  "$sluice" "${@:3}" || code=$?
  printf 'exit code %d\n\n' "$code"
  if ((code != $2)); then
    echo "demo: $1 must end with $2" >&2
    exit 1
  fi
}

publish 1-published.odcs.yaml
propose 2-hasty.odcs.yaml 1 breaking --against main contracts/trips.odcs.yaml
propose 2-hasty.odcs.yaml 0 diff --against main contracts --markdown
propose 3-deprecated.odcs.yaml 0 breaking --against main contracts
publish 3-deprecated.odcs.yaml
propose 4-removed.odcs.yaml 0 breaking --against main contracts
publish 4-removed.odcs.yaml
propose 5-agreed.odcs.yaml 0 breaking --against main contracts --as-of 2026-12-31
propose 5-agreed.odcs.yaml 1 breaking --against main contracts --as-of 2027-01-01 --format github
