#!/usr/bin/env python3
"""Measures the programs of bench/ beside what they are compared with, and prints figure, limit, and pass or MISS.

    scripts/bench.py [NAME…] [--rounds 7] [--json FILE]

Each round runs both sides, one after the other, on one core; the figure is the median over the rounds. A C program
prints the seconds of its own work on standard error; `myia bench --json` prints one object with the fields
`backend`, `result` (as print would show it), `compile_s`, `run_s` and `peak_bytes`.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
MYIA = ROOT / "bin" / "myia"
N = 10_000_000
MLP = ["rand:f32[784,128]", "rand:f32[128]", "rand:f32[128,10]", "rand:f32[10]", "rand:f32[32,784]", "rand:f32[32,10]"]
STEP = [
    *("rand:f32[784,512]", "rand:f32[512]", "rand:f32[512,512]", "rand:f32[512]", "rand:f32[512,10]", "rand:f32[10]"),
    *("rand:f32[128,784]", "rand:f32[128,10]", "0.1"),
]


@dataclass
class Line:
    """One line of the report. A limit of None is reported without a verdict."""

    name: str
    figure: float
    unit: str
    limit: float | None
    beside: str
    problem: str = ""

    def verdict(self):
        if self.problem:
            return "MISS"
        return "" if self.limit is None else "pass" if self.figure <= self.limit else "MISS"

    def __str__(self):
        if self.problem:
            return f"MISS  {self.name}: {self.problem}"
        limit = "no limit" if self.limit is None else f"limit {self.limit:g}{self.unit}"
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


def against_c(folder, file, limit, args, myia_args=None):
    """A program beside C of the same name; their results must agree."""

    def measure(rounds):
        program = Path(folder, file)
        subprocess.run(["gcc", "-O2", "-o", program, ROOT / "bench" / f"{file}.c", "-lm"], check=True)
        ours, theirs = [], []
        for _ in range(rounds):
            out, err, _ = run([program, *args])
            theirs.append(seconds(err))
            got = myia(file, *(myia_args or args))
            ours.append(got["run_s"])
            if not np.allclose(numbers(got["result"]), numbers(out), rtol=1e-9, atol=0):
                raise Failed(f"the result is {got['result']}, C's is {out.strip()}")
        a, b = statistics.median(ours), statistics.median(theirs)
        return Line(file, a / b, "x", limit, f"{a * 1e3:.4g} ms, gcc -O2 {b * 1e3:.4g} ms")

    return measure


def first_compile(rounds):
    """The compile time of one MLP in a new process, beside the start of Python with NumPy."""
    ours, theirs = [], []
    for _ in range(rounds):
        theirs.append(run([sys.executable, "-c", "import numpy"])[2])
        ours.append(myia("mlp", *MLP)["compile_s"])
    a, b = statistics.median(ours), statistics.median(theirs)
    return Line("mlp first compile", a / b, "x", 0.7, f"{a * 1e3:.4g} ms, python3 -c 'import numpy' {b * 1e3:.4g} ms")


def ten_models(rounds):
    one, ten = [], []
    for _ in range(rounds):
        one.append(myia("mlp", *MLP)["compile_s"])
        ten.append(myia("mlp_ten", "rand:f32[32,784]", "rand:f32[32,10]")["compile_s"])
    a, b = statistics.median(ten), statistics.median(one)
    return Line("ten mlps compile", a / b, "x", 12, f"{a * 1e3:.4g} ms, one {b * 1e3:.4g} ms")


def long_loop(rounds):
    peaks = [myia("loop", "28.0", 1_000_000)["peak_bytes"] / 1e6 for _ in range(rounds)]
    return Line("loop gradient, peak memory", statistics.median(peaks), " MB", 200, "10^6 trips, three carried f64")


def loop_nodes(rounds):
    """The size of the gradient's IR, for a long loop and for a short one."""
    sizes = []
    for trips in (1_000_000, 10):
        out, _, _ = run([MYIA, "ir", "bench/loop.py:main", "28.0", trips, "--stage", "opt"])
        sizes.append(sum(" = " in line for line in out.splitlines()))
    if not sizes[1]:
        raise Failed("no nodes in the IR text")
    return Line("loop gradient, IR nodes", sizes[0] / sizes[1], "x", 1, f"{sizes[0]} for 10^6 trips, {sizes[1]} for 10")


def training_step(rounds):
    ours, theirs = [], []
    for _ in range(rounds):
        theirs.append(seconds(run([sys.executable, "bench/blas.py"])[0]))
        ours.append(myia("mlp_step", *STEP)["run_s"])
    a, b = statistics.median(ours), statistics.median(theirs)
    return Line("mlp 512-512 step", a / b, "x", None, f"{a * 1e3:.4g} ms, its products in OpenBLAS {b * 1e3:.4g} ms")


def benchmarks(folder):
    """Every measurement by its name."""
    array = Path(folder, "x.npy")
    np.save(array, (np.arange(N) * 7919 % 1000) / 1000.0)
    return {
        "logistic": against_c(folder, "logistic", 1.5, [3.7, 0.3, N]),
        "sinsum": against_c(folder, "sinsum", 1.5, [0.001, N]),
        "reversed_dot": against_c(folder, "reversed_dot", 1.5, [N], [f"@{array}"]),
        "newton": against_c(folder, "newton", 4, [0.5, 0.00001, 1_000_000]),
        "mlp": first_compile,
        "mlp_ten": ten_models,
        "loop": long_loop,
        "loop_nodes": loop_nodes,
        "mlp_step": training_step,
    }


def measure_all(names, rounds):
    """Yields the line of each benchmark that is asked for; one that cannot be measured is a MISS with its reason."""
    with tempfile.TemporaryDirectory() as folder:
        for name, measure in benchmarks(folder).items():
            if names and name not in names:
                continue
            try:
                yield measure(rounds)
            except (Failed, KeyError, ValueError, OSError, subprocess.SubprocessError) as problem:
                yield Line(name, float("nan"), "", None, "", f"{problem}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="*")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    lines = []
    for line in measure_all(given.name, given.rounds):
        print(line, flush=True)
        lines.append(line)
    if given.json:
        given.json.write_text(json.dumps([vars(line) | {"verdict": line.verdict()} for line in lines], indent=1))


if __name__ == "__main__":
    main()
