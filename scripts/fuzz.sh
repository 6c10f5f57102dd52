#!/bin/sh
# Runs each fuzzer of each package for a while: scripts/fuzz.sh [TIME]
set -eu
cd "$(dirname "$0")/.."
time=${1:-60s}
go list -f '{{.ImportPath}} {{.Dir}}' ./... | while read -r package folder; do
    for fuzzer in $(cat "$folder"/*_test.go 2>/dev/null | sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p'); do
        echo "$package $fuzzer"
        go test -run '^$' -fuzz "^$fuzzer\$" -fuzztime "$time" -fuzzminimizetime 2s "$package"
    done
done
