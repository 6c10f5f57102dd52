"""The benchmarks of what changes in place: lists, arrays, dicts and objects beside C and CPython, their gradients, their compilation."""

import math
import statistics
import sys

from benches.measure import MYIA, ROOT, Line, in_turn, measure_all, myia, run, same, seconds

# Arguments, and how many times the time of C is allowed. The C of the first four is plain; the others make the checks of
# indices and of overflow that Python's meaning asks for; that of the last is a std::unordered_map.
PROGRAMS = {
    "sieve": ([1_000_000], 1.5),
    "fill": ([1000], 1.5),
    "stencil": ([300, 20], 1.5),
    "edit_array": ([2000], 1.5),
    "edit_lists": ([2000], 2),
    "bubble": ([3000], 2),
    "fannkuch": ([9], 2),
    "eliminate": ([300], 2),
    "queens": ([9], 2),
    "nbody": ([20_000], 2),
    "heap": ([1_000_000], 2),
    "unionfind": ([1_000_000], 2),
    "words": ([1_000_000], 3),
}
IN_C = {"words"}  # what CPython itself does in C

# Arguments of two sizes, and how many numbers are written at each.
GRADIENTS = {
    "dynamic": ([0.7, 500], 500**2, [0.7, 1000], 1000**2),
    "elimination": ([0.7, 150], 150**3 / 3, [0.7, 250], 250**3 / 3),
    "adam_steps": ([0.01, 2000, 200], 2000 * 200, [0.01, 2000, 800], 2000 * 800),
}


def python(name, args, result):
    """The processor time of CPython, once."""
    out, err, _ = run([sys.executable, "bench/python.py", f"bench/objects/{name}.py", *args])
    same(result, out, "CPython")
    return seconds(err)


def program(folder, name, args, limit):
    """A program beside C, CPython and, for its compilation, the start of Python with NumPy."""

    def measure(rounds):
        ours, theirs = in_turn(folder, f"objects/{name}", args, min(rounds, 3))
        took, c = statistics.median(got["run_cpu_s"] for got in ours), statistics.median(theirs)
        lines = [Line(f"{name}, beside C", took / c, "x", limit, f"{took * 1e3:.4g} ms, C {c * 1e3:.4g} ms")]
        if name not in IN_C:
            other = python(name, args, ours[-1]["result"])
            lines.append(Line(f"{name}, CPython beside it", other / took, "x", 15, f"CPython {other * 1e3:.4g} ms", least=True))
        return [*lines, first_run(name, [got["compile_s"] for got in ours])]

    return measure


def first_run(name, compiled):
    """Compile times of new processes beside the start of Python with NumPy."""
    starts = [run([sys.executable, "-c", "import numpy"])[2] for _ in compiled]
    a, b = statistics.median(compiled), statistics.median(starts)
    return Line(f"{name}, first compile", a / b, "x", 1.5, f"{a * 1e3:.4g} ms, python3 -c 'import numpy' {b * 1e3:.4g} ms")


def gradient(name, small, less, large, more):
    """A gradient beside the function, and how its memory grows with what is written."""

    def measure(rounds):
        tiny = [x if isinstance(x, float) else 2 for x in large]
        least = statistics.median(peak(name, tiny) for _ in range(3))
        runs = [(myia(f"objects/{name}", *small), myia(f"objects/{name}", *large)) for _ in range(min(rounds, 3))]
        ratio = statistics.median(b["gradient_cpu_s"] / b["run_cpu_s"] for _, b in runs)
        took = statistics.median(b["run_cpu_s"] for _, b in runs)
        a, b = (statistics.median(peak(name, args) for _ in range(3)) - least for args in (small, large))
        exponent = math.log(b / a) / math.log(more / less)
        return [
            Line(f"gradient of {name}", ratio, "x", 5, f"the function takes {took * 1e3:.3g} ms"),
            Line(f"gradient of {name}, growth of memory", exponent, "", 1.15, f"the exponent; {b / more:.3g} bytes for each number that is written"),
            first_run(name, [b["compile_s"] for _, b in runs]),
        ]

    return measure


def peak(name, args):
    """The peak memory of a process that compiles a function and its gradient and runs both."""
    return myia(f"objects/{name}", *args)["gradient_peak_bytes"]


def example(name):
    """The first run of an example, as a whole, beside the start of Python with NumPy."""

    def measure(rounds):
        ours, theirs = [], []
        for _ in range(rounds):
            theirs.append(run([sys.executable, "-c", "import numpy"])[2])
            ours.append(run([MYIA, "run", ROOT / "examples" / f"{name}.py"])[2])
        a, b = statistics.median(ours), statistics.median(theirs)
        return Line(f"examples/{name}.py", a / b, "x", 4, f"{a * 1e3:.4g} ms, python3 -c 'import numpy' {b * 1e3:.4g} ms")

    return measure


def benchmarks(folder):
    """Every measurement by its name."""
    return (
        {name: program(folder, name, *rest) for name, rest in PROGRAMS.items()}
        | {name: gradient(name, *rest) for name, rest in GRADIENTS.items()}
        | {f"example-{name}": example(name) for name in ("adam", "edit_distance", "lanes")}
    )


def measure(rounds, names=()):
    return measure_all(benchmarks, names, rounds)


def rows(rounds=3, names=()):
    """Name, figure and limit of each line; a limit of None is only reported."""
    return [(line.name, line.figure, line.limit) for line in measure(rounds, names)]
