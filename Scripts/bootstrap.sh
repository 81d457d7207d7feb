#!/usr/bin/env bash
# Installs what a fresh Debian 12 with Swift 6.3 lacks to build and try Sluice.
#
# Safe to run at any time: it asks dpkg first, and touches neither apt nor the network when nothing is missing.
set -euo pipefail

build=(libyaml-dev libpcre2-dev libmd-dev libisal-dev libzstd-dev libsqlite3-dev libstdc++-12-dev libboost1.81-dev make)
demo=(sqlite3 gzip tzdata)

say() { printf 'bootstrap: %s\n' "$*"; }
die() {
  printf 'bootstrap: %s\n' "$*" >&2
  exit 1
}

command -v swift >/dev/null ||
  die "swift is not on the PATH; install Swift 6.3 from https://www.swift.org/install/linux/debian/12/"

# One line for each package that is not wholly installed.
missing_packages() {
  local package
  for package in "$@"; do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || echo "$package"
  done
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  die "this is not a Debian-like system (no apt); install the equivalents of: ${build[*]} pkg-config ${demo[*]}"
fi

mapfile -t missing < <(missing_packages "${build[@]}" "${demo[@]}")
# The package was renamed to pkgconf; either provides the command.
command -v pkg-config >/dev/null || missing+=(pkg-config)

if ((${#missing[@]} == 0)); then
  say "nothing is missing"
  exit 0
fi

as_root=()
if ((EUID != 0)); then
  command -v sudo >/dev/null ||
    die "these packages are missing and need root, and there is no sudo: apt-get install ${missing[*]}"
  as_root=(sudo)
fi

say "installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
say "done"
