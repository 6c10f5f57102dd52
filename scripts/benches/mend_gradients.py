"""The benchmarks of "Mend" on gradients."""

import json
import re
import statistics
import subprocess
import time
from pathlib import Path

from benches.measure import MYIA, ROOT, Failed, Line, one_core, run

READS = ("elements", "rows", "slices", "columns", "cube")
MATRIX = "rand:f64[800,800]"


def ratio(name):
    """The processor time of value and gradient beside that of the function, of reads of a matrix.

    Where others want the processor, the wall time would judge unlike things: of milliseconds that fit in a slice of the
    scheduler the median is undisturbed, longer runs are interrupted.
    """

    def measure(rounds):
        figures = []
        for _ in range(min(rounds, 3)):
            out, _, _ = run([MYIA, "bench", "--json", "--backend", "native", f"bench/matrix_reads.py:{name}", MATRIX])
            figures.append(json.loads(out))
        figure = statistics.median(f["gradient_cpu_s"] / f["run_cpu_s"] for f in figures)
        primal = statistics.median(f["run_cpu_s"] for f in figures)
        wall = statistics.median(f["gradient_over_primal"] for f in figures)
        beside = f"the function takes {primal * 1e3:.3g} ms at n = 800; in wall time {wall:.3g}x"
        return Line(f"gradient of matrix reads, {name}", figure, "x", 6, beside)

    return measure


def peak(name):
    """The peak memory in MB of a process that compiles a function, and gives its value and gradient."""
    command = one_core([str(MYIA), "grad", "--backend", "native", f"bench/matrix_reads.py:{name}", MATRIX])
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0.0
    while process.poll() is None:  # rusage would count this process before it becomes the other
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process.pid}/status").read_text())
        if found and Path(f"/proc/{process.pid}/comm").read_text().strip() == MYIA.name:
            most = float(found[1]) / 1e3
        time.sleep(0.001)
    if process.returncode:
        raise Failed(f"myia grad ended with {process.returncode}")
    return most


def memory(rounds):
    peaks = {name: peak(name) for name in READS}
    most = max(peaks, key=peaks.get)
    return Line("memory of gradients of matrix reads", peaks[most], " MB", 150, f"most of {len(peaks)}: {most}, n = 800, with compiling")


def benchmarks(folder):
    """A function from a number of rounds to a Line for each, by name."""
    return {f"reads_{name}": ratio(name) for name in READS} | {"reads_memory": memory}
