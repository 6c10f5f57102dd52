#!/bin/sh
# Formatting and vet; prints what is wrong and nothing else.
set -eu
cd "$(dirname "$0")/.."
unformatted=$(gofmt -l $(git ls-files -co --exclude-standard '*.go'))
if [ -n "$unformatted" ]; then
    echo "not formatted (gofmt -w):"
    echo "$unformatted"
    exit 1
fi
go vet ./...
