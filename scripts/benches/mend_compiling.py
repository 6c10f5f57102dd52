"""The benchmarks of "Mend" on compile time: processor seconds of whole processes on one core, start and run included."""

import os
import resource
import statistics
import tempfile
from pathlib import Path

from benches.measure import MYIA, ROOT, Line, run

ORDERS = ("arrays", "branches", "lists", "loops", "many", "recursion", "tree")


def processor(command):
    """The processor time of a command on one core; a backend that compiles modules side by side would gain nothing."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    os.environ["GOMAXPROCS"] = "1"
    try:
        run(command)
    finally:
        del os.environ["GOMAXPROCS"]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compiled(source, rounds, backend="native", command="run"):
    """The median of what it takes to compile f of a program and to call it once."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "generated.py")
        file.write_text(source)
        return statistics.median(processor([MYIA, command, "--backend", backend, f"{file}:f", "0.7"]) for _ in range(min(rounds, 3)))


def empty(rounds):
    """What the smallest program takes, for comparison."""
    return compiled("def f(x):\n    return x\n", rounds)


def calls(kind, n):
    """n one-line functions; those of a graph where each calls the one before twice are compiled and not run."""
    names = [f"f{i}" for i in range(n)]
    if kind == "wide":
        lines = [f"def {name}(x):\n    return (x * {i}.5) * x + {i}.0\n" for i, name in enumerate(names)]
        return "\n".join(lines) + "\ndef f(x):\n    s = 0.0\n" + "".join(f"    s = s + {name}(x)\n" for name in names) + "    return s\n"
    body = {"chain": "{0}(x) * 0.999 + 0.001", "twice": "0.5 * {0}(x * 0.9) + 0.5 * {0}(x)"}[kind]
    lines = ["def f0(x):\n    return x * x\n"]
    lines += [f"def {name}(x):\n    return {body.format(before)}\n" for before, name in zip(names, names[1:])]
    return "\n".join(lines) + f"\ndef f(x):\n    return {names[-1]}(x) if x > 100.0 else x\n"


def graph(kind, command, limit):
    def measure(rounds):
        name = f"1,000 one-line functions, {kind}" + (", with gradient" if command == "grad" else "")
        return Line(name, compiled(calls(kind, 1000), rounds, command=command), " s", limit, f"an empty program {empty(rounds):.2g} s")

    return measure


def literal(kind, backend):
    n = 100_000
    text = {"numbers": lambda i: f"{i}.5", "pairs": lambda i: f"({i}, {i}.5)"}[kind]
    loop = {"numbers": "for v in XS:\n        s = s + v", "pairs": "for k, v in XS:\n        s = s + k * v"}[kind]
    count = n if kind == "numbers" else n // 2
    source = f"XS = [{', '.join(text(i) for i in range(count))}]\n\n\ndef f(x):\n    s = x\n    {loop}\n    return s\n"

    def measure(rounds):
        name = f"a literal of 100,000 numbers, {kind}, {backend}"
        return Line(name, compiled(source, rounds, backend), " s", 0.3, f"an empty program {empty(rounds):.2g} s")

    return measure


def order(program, k):
    """The gradient of order k, and how many times longer than that of order k - 1 it takes."""
    source = (ROOT / "bench" / f"order_{program}.py").read_text().replace("def f(x)", "def g(x)")

    def at(k, rounds):
        derivative = "grad(" * k + "g" + ")" * k
        return compiled(f"from myia import grad\n{source}\n\ndef f(x):\n    return {derivative}(x)\n", rounds)

    def measure(rounds):
        seconds, before = at(k, rounds), at(k - 1, rounds)
        return Line(f"order {k} of {program}", seconds, " s", {2: 0.4, 3: 1.2}[k], f"{seconds / before:.2g}x order {k - 1}")

    return measure


def benchmarks(folder):
    """A function from a number of rounds to a Line for each, by name."""
    out = {}
    for kind in ("chain", "twice", "wide"):
        out[f"calls-{kind}"] = graph(kind, "run", 1.0)
        out[f"calls-{kind}-gradient"] = graph(kind, "grad", None)
    for kind in ("numbers", "pairs"):
        for backend in ("native", "vm"):
            out[f"literal-{kind}-{backend}"] = literal(kind, backend)
    for program in ORDERS:
        for k in (2, 3):
            out[f"order-{k}-{program}"] = order(program, k)
    return out
