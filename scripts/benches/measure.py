"""What every benchmark uses: runs on one core, the line of the report, a program beside C of the same name."""

import json
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent.parent
MYIA = ROOT / "bin" / "myia"


@dataclass
class Line:
    """One line of the report. A limit of None is reported without a verdict; with `least` it is one from below."""

    name: str
    figure: float
    unit: str
    limit: float | None
    beside: str
    problem: str = ""
    key: str = ""  # the name by which measure_all is asked for it
    least: bool = False

    def verdict(self):
        if self.problem:
            return "MISS"
        if self.limit is None:
            return ""
        return "pass" if (self.figure >= self.limit if self.least else self.figure <= self.limit) else "MISS"

    def __str__(self):
        if self.problem:
            return f"MISS  {self.name}: {self.problem}"
        limit = "no limit" if self.limit is None else f"{'at least' if self.least else 'limit'} {self.limit:g}{self.unit}"
        return f"{self.verdict():5} {self.name}: {self.figure:.3g}{self.unit} ({limit}; {self.beside})"


class Failed(Exception):
    """A command that did not do what is measured."""


def one_core(command):
    return ["taskset", "-c", "0", *command] if shutil.which("taskset") else command


def run(command):
    """Runs a command on one core; returns its output, its error output, and the wall time of the process."""
    began = time.perf_counter()
    done = subprocess.run(one_core(list(map(str, command))), capture_output=True, text=True, cwd=ROOT)
    wall = time.perf_counter() - began
    if done.returncode:
        raise Failed(f"{Path(command[0]).name} ended with {done.returncode}: {done.stderr.strip()[-200:]}")
    return done.stdout, done.stderr, wall


def myia(file, *args):
    """What `myia bench` measured; compiled code only."""
    out, _, wall = run([MYIA, "bench", "--json", "--backend", "native", f"bench/{file}.py:main", *args])
    return json.loads(out) | {"wall_s": wall}


def numbers(text):
    return [float(x) for x in re.findall(r"-?\d+\.?\d*(?:e[-+]?\d+)?", text)]


def seconds(text):
    return float(re.search(r"seconds (\S+)", text)[1])


def same(result, other, who):
    """Checks that results agree."""
    if not np.allclose(numbers(result), numbers(other), rtol=1e-9, atol=0):
        raise Failed(f"the result is {result}, {who}'s is {other.strip()}")


def in_turn(folder, file, args, rounds, myia_args=None):
    """Runs a program and C (or C++, FILE.cc) of the same name in turn: what `myia bench` measured, and the processor times of C."""
    source = ROOT / "bench" / f"{file}.c"
    compiler, source = ("gcc", source) if source.exists() else ("g++", source.with_suffix(".cc"))
    program = Path(folder, Path(file).name)
    subprocess.run([compiler, "-O2", "-o", program, source, "-lm"], check=True)
    ours, theirs = [], []
    for _ in range(rounds):
        out, err, _ = run([program, *args])
        theirs.append(seconds(err))
        ours.append(myia(file, *(myia_args or args)))
        same(ours[-1]["result"], out, "C")
    return ours, theirs


def against_c(folder, file, limit, args, myia_args=None):
    """A program beside C of the same name, in processor time; their results must agree."""

    def measure(rounds):
        ours, theirs = in_turn(folder, file, args, rounds, myia_args)
        a, b = statistics.median(got["run_cpu_s"] for got in ours), statistics.median(theirs)
        return Line(file, a / b, "x", limit, f"{a * 1e3:.4g} ms, gcc -O2 {b * 1e3:.4g} ms")

    return measure


def measure_all(benchmarks, names, rounds):
    """Yields the lines of each benchmark that is asked for; one that cannot be measured is a MISS with its reason.

    `benchmarks` makes, in a folder of its own, the functions from a number of rounds to a Line, or a list of them, by name.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name, measure in benchmarks(folder).items():
            if names and name not in names:
                continue
            try:
                lines = measure(rounds)
                for line in lines if isinstance(lines, list) else [lines]:
                    line.key = name
                    yield line
            except (Failed, KeyError, ValueError, OSError, subprocess.SubprocessError) as problem:
                yield Line(name, float("nan"), "", None, "", f"{problem}", name)


NOISE = 0.15  # of figures of one commit on a machine that others use


def worse(line, baseline):
    """Tells if a line is worse than what `bench.py --json` has stored; or gives ""."""
    for before in baseline["lines"]:
        a, b = (before["figure"], line.figure) if line.least else (line.figure, before["figure"])
        if before["name"] == line.name and a > b * (1 + NOISE):
            return f"{line.name}: {line.figure:.3g}{line.unit}, {before['figure']:.3g}{line.unit} at {baseline['commit']}"
    return ""
