"""The requirements of "Mend" on robustness."""

import re
import sys

from acceptance.report import MYIA, run, tests, why


def stress(report):
    """A million calls for each backend; `make stress` prints how many of them were cancelled."""
    status, out, err, wall = run("make", "stress", limit=3600)
    figures = re.findall(r"(vm|native): (\d+) calls, (\d+) of them cancelled", out)
    told = "; ".join(f"{backend} {calls} calls, {ended} cancelled" for backend, calls, ended in figures)
    enough = len(figures) == 2 and all(int(calls) >= 999_000 and int(ended) > 0 for _, calls, ended in figures)
    report.line("64 goroutines, random cancellations, race detector: no ordinary call disturbed", status == 0 and enough, f"{told or why(err)} ({wall:.0f} s)")


def outcomes(report, claim, script, least):
    """A script that compares with CPython and NumPy and prints how many there are of each kind that it compares."""
    status, out, err, _ = run(sys.executable, f"scripts/{script}.py", "--check")
    first = out.strip().splitlines()[0] if out.strip() else why(err)
    count = min(map(int, re.findall(r"(\d+) (?:outcomes|specifications|arrays)", first)), default=0)
    report.line(claim, status == 0 and count >= least, first)


def options(report):
    """What --llvm and --stage do."""
    status, _, err, _ = run(MYIA, "run", "--llvm", "/dev/null/none.so", "examples/newton.py")
    report.line("--llvm PATH that cannot be opened is an error", status == 2 and "E0706" in err, f"status {status}")
    status, _, err, _ = run(MYIA, "run", "--stage", "opt", "--time", "examples/newton.py")
    report.line("--stage opt runs on the VM", status == 0 and not re.search(r"^llvm ", err, re.M), f"status {status}")


def fuzzers(report):
    """What generated programs are made of, and a short run of each fuzzer; `make fuzz FUZZTIME=10m` runs them longer."""
    status, out, err, wall = run("make", "fuzz", "FUZZTIME=10s", limit=1200)
    for kind, told in re.findall(r"^generated (.*?): (.*)$", out, re.M):
        least = min(map(float, re.findall(r"(\d+) %", told)), default=0)
        report.line(f"generated {kind}: each kind in at least 2 %", least >= 2, told)
    found = len(re.findall("^finding: ", out, re.M))
    names = " ".join(re.findall(r"(\S+ Fuzz\w+)", out)).replace("github.com/myia-lang/myia/", "")
    report.line("make fuzz passes", status == 0, f"{found} findings in 10 s each of {names} ({wall:.0f} s) {why(err) if status and not found else ''}".strip())


def section(report):
    stress(report)
    outcomes(report, "lengths, sizes and indices at the edges of 64 bits", "edges", 30_000)
    outcomes(report, "format specifications and printed arrays", "formats", 10_000)
    options(report)
    fuzzers(report)
    tests(
        report,
        {
            "a cancelled call disturbs no other; few versions are kept for 10^4 lengths": "TestCancel TestVersions",
            "fuzzing compares as documented; the generator makes each kind of program": "TestUnlikeEndings TestNotions",
            "edges and formats on the VM and natively": "TestEdges TestFormats",
            "MemoryError under ulimit -v, no fatal error of Go's": "TestAddressSpace",
        },
    )
