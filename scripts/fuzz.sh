#!/bin/sh
# Runs each fuzzer of each package for a while: scripts/fuzz.sh [TIME [NAME]]
#
# TIME is per fuzzer, such as 30s, 10m or 1h; NAME runs only the fuzzers with it in "PACKAGE FUZZER". A finding does not
# end the run: it is put into .cache/fuzz, the fuzzer goes on, and the end lists the findings with the commands that show
# them. A slow input is none. The run may be interrupted and started again: Go's cache keeps the inputs that reached new
# code, where each fuzzer goes on, and .cache/fuzz keeps the findings until they are deleted.
set -eu
cd "$(dirname "$0")/.."
if [ "${1:-}" = -h ] || [ "${1:-}" = --help ]; then
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0"
    exit 0
fi
time=${1:-60s}
name=${2:-}
kept=$PWD/.cache/fuzz
mkdir -p "$kept"

# seconds TIME: the number of seconds.
seconds() {
    case $1 in
    *h) echo $((${1%h} * 3600)) ;;
    *m) echo $((${1%m} * 60)) ;;
    *) echo "${1%s}" ;;
    esac
}

# fuzz PACKAGE FOLDER FUZZER: runs it until its time is over, through at most 10 findings.
fuzz() {
    end=$(($(date +%s) + $(seconds "$time")))
    found=0
    while left=$((end - $(date +%s))) && [ "$left" -gt 0 ] && [ "$found" -lt 10 ]; do
        if go test -run '^$' -fuzz "^$3\$" -fuzztime "${left}s" -fuzzminimizetime 2s -timeout 0 "$1" >"$kept/log" 2>&1; then
            break
        fi
        input=$(sed -n 's/^ *Failing input written to //p' "$kept/log")
        if [ -n "$input" ] && go test -run "^$3\$/^${input##*/}\$" "$1" >/dev/null 2>&1; then
            rm "$2/$input" # it was stopped after ten seconds, on a machine that had other work
        elif [ -n "$input" ]; then
            found=$((found + 1))
            mkdir -p "$kept/findings/$2/testdata/fuzz/$3"
            mv "$2/$input" "$kept/findings/$2/$input"
            cp "$kept/log" "$kept/findings/$2/$input.log"
        elif ! grep -q 'context deadline exceeded' "$kept/log"; then # an input that was still running at the end
            cat "$kept/log"
            echo "$1 $3" >>"$kept/broken"
            break
        fi
    done
    grep -h -e '^fuzz: elapsed.*execs' "$kept/log" | tail -n 1
    if [ "$found" -gt 0 ]; then echo "$found findings"; fi
}

rm -f "$kept/broken"
case "compiler FuzzPrograms FuzzGradients" in
*"$name"*) go test -v -run '^TestNotions$' ./compiler | sed -n 's/^ *generate_notion_test.go:[0-9]*: //p' ;; # what programs are made of
esac
go list -f '{{.ImportPath}} {{.Dir}}' ./... | while read -r package folder; do
    folder=${folder#"$PWD/"}
    for fuzzer in $(cat "$folder"/*_test.go 2>/dev/null | sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p'); do
        case "$package $fuzzer" in
        *"$name"*)
            echo "$package $fuzzer"
            fuzz "$package" "$folder" "$fuzzer"
            ;;
        esac
    done
done
(cd "$kept" && mkdir -p findings && find findings -type f ! -name '*.log') | sort >"$kept/list"
if [ -s "$kept/list" ] || [ -s "$kept/broken" ]; then
    while read -r input; do
        input=${input#findings/}
        folder=${input%%/testdata/*}
        inside=${input#*/testdata/fuzz/}
        echo "finding: cp -r .cache/fuzz/findings/$folder/testdata $folder && go test ./$folder -run '$inside'"
    done <"$kept/list"
    exit 1
fi
echo "no findings"
