"""What every section of the acceptance report uses: commands, the lines of the report, claims that tests check."""

import os
import re
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MYIA = "bin/myia"
BACKENDS = ("native", "vm")
LOG = ROOT / ".cache" / "test" / "go-test.log"


def run(*command, limit=900, env=None):
    """Runs a command in the repository; returns its status, its two outputs, and its wall time."""
    began = time.time()
    try:
        done = subprocess.run(
            list(map(str, command)), cwd=ROOT, capture_output=True, text=True, timeout=limit, env=os.environ | (env or {})
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        return -1, "", str(problem), time.time() - began
    return done.returncode, done.stdout, done.stderr, time.time() - began


class Report:
    """Prints the lines and counts what was missed."""

    def __init__(self):
        self.missed = self.lines = 0

    def line(self, claim, ok, figure):
        self.lines += 1
        self.missed += not ok
        print(f"{'pass' if ok else 'MISS':5} {claim}: {figure}", flush=True)


def why(error):
    return error.strip().splitlines()[-1][:160] if error.strip() else ""


def log():
    return LOG.read_text(errors="replace") if LOG.exists() else ""


def tests(report, claims):
    """Claims that Go tests check: each passed in the last `make test`, and none was skipped."""
    text = log()
    for claim, names in claims.items():
        results = {n: re.findall(rf"^--- (PASS|FAIL|SKIP): {n} \(([\d.]+)s\)", text, re.M) for n in names.split()}
        ok = all(r and all(status == "PASS" for status, _ in r) for r in results.values())
        told = ", ".join(f"{n} {r[0][0].lower() + ' ' + r[0][1] + ' s' if r else 'did not run'}" for n, r in results.items())
        report.line(claim, ok, told)


def cases(report, folder, claims):
    """Claims that cases of the language suite check: they exist, are no known gap, and TestSuite passed."""
    gaps = (ROOT / "testdata" / "known_gaps.txt").read_text()
    passed = "--- PASS: TestSuite " in log()
    for claim, names in claims.items():
        lacking = [n for n in names.split() if not (ROOT / "testdata" / folder / f"{n}.txtar").exists() or f"/{n} " in gaps]
        report.line(claim, passed and not lacking, f"{len(names.split())} cases" + (f", lacking {lacking}" if lacking else ""))


def benchmarks(report, family, rounds=7):
    """Claims that benchmarks measure: a line for each benchmark of the family, with its figure and its limit."""
    for line in family.measure(rounds):
        report.line(line.name, line.verdict() != "MISS", str(line).split(": ", 1)[1])
