#!/bin/sh
# Installs what is missing, and says nothing about what is there. Can be run again at any time.
#
#   scripts/setup.sh demo    libLLVM; without it the demo runs on the VM, so its absence is no failure
#   scripts/setup.sh test    libLLVM, llc, gcc and the C headers, Python 3.11, and .venv with the pinned NumPy
#
# With CI=true whatever cannot be installed is a failure.
set -eu
cd "$(dirname "$0")/.."
what=${1:-test}
missing=""
failed=0

say() { echo "setup: $*" >&2; }

# lacks MESSAGE: what is missing and cannot be had. Fatal for tests and under CI.
lacks() {
    say "$1"
    if [ "$what" = test ] || [ "${CI:-}" = true ]; then failed=1; fi
}

# The newest major version of libLLVM in the usual places, or 0.
llvm_version() {
    newest=0
    for file in /usr/lib/llvm-*/lib/libLLVM*.so* /usr/lib/*/libLLVM*.so* /usr/lib64/libLLVM*.so* \
        /usr/local/lib/libLLVM*.so* /usr/lib/libLLVM*.so* /opt/homebrew/opt/llvm/lib/libLLVM*.dylib; do
        [ -e "$file" ] || continue
        version=$(echo "${file##*/}" | sed -n 's/^libLLVM[-.a-z]*\([0-9][0-9]*\).*/\1/p')
        [ -n "$version" ] || version=$(echo "$file" | sed -n 's|.*/llvm-\([0-9][0-9]*\)/.*|\1|p')
        if [ -n "$version" ] && [ "$version" -gt "$newest" ]; then newest=$version; fi
    done
    echo "$newest"
}

# Whether there is an llc that the test of package emit can use.
has_llc() {
    for version in 21 20 19 18 17 16 15; do
        if command -v "llc-$version" >/dev/null; then return 0; fi
    done
    return 1
}

# The path of a Python 3.11, or nothing.
python311() {
    for name in python3.11 python3; do
        if "$name" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
}

want() { missing="$missing $*"; }

install() {
    [ -n "$missing" ] || return 0
    if ! command -v apt-get >/dev/null; then
        lacks "please install:$missing"
        return 0
    fi
    as=""
    if [ "$(id -u)" != 0 ]; then
        if sudo -n true 2>/dev/null; then
            as="sudo -n"
        else
            lacks "to install what is missing, type: sudo apt-get install -y$missing"
            return 0
        fi
    fi
    say "installing$missing"
    log=$(mktemp)
    if $as apt-get update -qq >"$log" 2>&1 &&
        $as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >>"$log" 2>&1; then
        rm -f "$log"
        return 0
    fi
    tail -n 5 "$log" >&2
    rm -f "$log"
    lacks "that failed; type: sudo apt-get install -y$missing"
}

if ! command -v go >/dev/null; then
    say "Go 1.26 is needed: https://go.dev/dl/"
    exit 1
fi
if [ "$(llvm_version)" -lt 15 ]; then want libllvm19; fi
if [ "$what" = test ]; then
    command -v gcc >/dev/null || want gcc
    has_llc || want llvm-15
    [ -e /usr/include/stdio.h ] || [ "$(uname)" != Linux ] || want libc6-dev
    if [ ! -e .venv/bin/python ] && [ -z "$(python311)" ]; then want python3 python3-venv; fi
fi
install

# Python and NumPy, in a virtual environment of their own. A copy of the requirements says that it is done.
if [ "$what" = test ] && ! cmp -s scripts/requirements.txt .venv/requirements.txt; then
    python=$(python311)
    if [ -z "$python" ]; then
        lacks "Python 3.11 is needed for the oracle"
    else
        if [ ! -x .venv/bin/pip ] && ! "$python" -m venv .venv >/dev/null 2>&1; then
            missing=" python3-venv"
            install
            rm -rf .venv
            "$python" -m venv .venv || lacks "cannot make .venv"
        fi
        if .venv/bin/pip install -q --disable-pip-version-check -r scripts/requirements.txt; then
            cp scripts/requirements.txt .venv/requirements.txt
        else
            lacks "cannot install $(tr '\n' ' ' <scripts/requirements.txt)from PyPI"
        fi
    fi
fi
if [ "$what" = demo ] && [ "$(llvm_version)" -lt 15 ]; then
    say "no libLLVM: training runs on the VM; for native code type: sudo apt-get install -y libllvm19"
fi
exit "$failed"
