#!/bin/sh
# Every test, linter and check: one line per step, the log of a step that fails, and a summary. The logs stay in
# .cache/test. With CI=true a test that skips itself is a failure.
set -u
cd "$(dirname "$0")/.."
logs=.cache/test
mkdir -p "$logs"
began=$(date +%s)
failed=""

# step NAME COMMAND...: runs a command; its output goes to a log, which is shown if it fails.
step() {
    name=$1
    shift
    start=$(date +%s)
    if "$@" >"$logs/$name.log" 2>&1; then
        echo "ok    $name ($(($(date +%s) - start)) s)"
    else
        echo "FAIL  $name ($(($(date +%s) - start)) s), see $logs/$name.log"
        grep -a -v -e '^=== ' -e '^ *--- PASS' -e '^PASS' -e '^ok ' "$logs/$name.log" | tail -n 60 | sed 's/^/      /'
        failed="$failed $name"
    fi
}

# What runs on several goroutines: calls of one program, compilations side by side, the memory that runs share.
RACE='^(TestCancel|TestVersions|TestCompileFile|Example.*|TestSuite|TestDeterminism|TestLinkTogether|TestPool.*|TestPark.*)$'
race() {
    CGO_ENABLED=1 go test -vet=off -race -short -run "$RACE" . ./compiler ./backend/llvm/jit ./backend/llvm/rt
}

cross() {
    for system in darwin windows; do
        echo "GOOS=$system"
        CGO_ENABLED=0 GOOS=$system go build ./... || return 1
    done
}

skips() {
    grep -a -h -A 3 -e '^ *--- SKIP' "$logs/go-test.log" && return 1
    return 0
}

step setup scripts/setup.sh test
step lint scripts/lint.sh
step build make --no-print-directory build
step cross-build cross
# The step lint vets.
step go-test env CGO_ENABLED=0 go test -v -vet=off -timeout 18m ./...
step race race
if [ "${CI:-}" = true ]; then step no-skips skips; fi

echo
grep -ahoE 'cases: backend=.*' "$logs/go-test.log" | sort | uniq
echo "tests: $(grep -ac -e '^ *--- PASS' "$logs/go-test.log") passed," \
    "$(grep -ac -e '^ *--- FAIL' "$logs/go-test.log") failed, $(grep -ac -e '^ *--- SKIP' "$logs/go-test.log") skipped" \
    "($(($(date +%s) - began)) s)"
if [ -n "$failed" ]; then
    echo "FAILED:$failed"
    exit 1
fi
echo "all passed"
