#!/usr/bin/env bash
# The formatter's strict lint over every Swift source: the one definition that check.sh and make share.
set -euo pipefail
cd "$(dirname "$0")/.."

swift format lint --recursive --strict --parallel Sources Tests Package.swift
