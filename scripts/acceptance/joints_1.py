"""The requirements of "Joints I"."""

import collections
import json
import re
import statistics

from acceptance.report import ROOT, cases, run, tests, why
from benches import first_light, mend
from benches.measure import worse


def mutants(report):
    """Each declaration without one of its parts: `make mutants-registry` tells what notices."""
    status, out, err, wall = run("make", "mutants-registry")
    ends = collections.Counter(re.findall(r"^mutant: .*?  +(killed by \w+|not tried here|LIVED)", out, re.M))
    told = ", ".join(f"{count} {end}" for end, count in sorted(ends.items()))
    ok = status == 0 and not ends["LIVED"] and ends["killed by construction"] > 500
    report.line("deleted traits, evaluations, derivatives, rules, identities, steps are noticed", ok, f"{told or why(err)} ({wall:.0f} s)")


def operations(report):
    tests(
        report,
        {
            "every operation: VM and native give the same bits, derivatives of both orders, text; memory as declared": "TestEveryOp",
            "an operation that is not declared whole is no operation": "TestRegistry TestMutantsOfDeclarations TestMutantsOfReductions",
            "what ad, kernels, the VM and the backend list is what is declared": "TestRules TestMutantsOfRules",
            "what is declared about memory is what compiled programs do, and released memory is poisoned": "TestMutantsOfMemory TestPoison",
            "the loops spelled out are those made of a reduction's step": "TestSpelledLoops",
        },
    )
    mutants(report)


def names(report):
    tests(
        report,
        {
            "each name is declared once, its signature parsed": "TestTable TestSignatures",
            "each form that is declared is implemented": "TestForms",
            "names of Python, NumPy, SciPy, jax, torch that are not there say what to write; typos get the nearest": "TestInstead TestForeign TestNearest",
            "docs/ops.md is what is declared": "TestOpsDocument",
        },
    )


def library_time(report):
    """What 1,000 functions more cost a compilation of a program that uses three, and the first one of a process."""
    bench = ("go", "test", "./infer", "-run", "^$", "-bench", "BenchmarkLibrary", "-count", "5", "-benchtime", "200x")
    status, out, err, _ = run(*bench, env={"CGO_ENABLED": "0", "GOMAXPROCS": "1"})
    took = collections.defaultdict(list)
    for name, ns in re.findall(r"^(Benchmark\w+/\d+)\S*\s+\d+\s+(\d+) ns/op", out, re.M):
        took[name].append(int(ns) / 1e6)
    for claim, name in {
        "1,000 functions more in the library cost a compilation": "BenchmarkLibrary",
        "and the first compilation of a process": "BenchmarkLibraryFirst",
    }.items():
        few, many = (statistics.median(took[f"{name}/{n}"] or [float("nan")]) for n in (0, 1000))
        limit = 1 if name == "BenchmarkLibrary" else 4
        report.line(claim, status == 0 and many - few < limit, f"{many - few:.2f} ms of {many:.2f} ms (limit {limit} ms) {why(err)}")


def library(report):
    tests(
        report,
        {
            "the library is built once, and lazily": "TestLibrary TestLibraryStays TestLibraryDefines",
            "what it wants known is declared": "TestDemands",
            "1,000 functions cost a compilation no more allocations": "TestThousandFunctions",
            "a program's surface module serves all types of arguments": "TestSurfaceIsShared",
        },
    )
    library_time(report)


def elements(report):
    tests(
        report,
        {
            "rows are whole, and names their own": "TestRows TestNames",
            "promotion of all pairs and Python's numbers is NumPy's": "TestPromotion",
            "operators, casts, reductions, overflow of all types are NumPy's and ml_dtypes'": "TestConformance",
            "small floats are packed and converted as their formats say, in Go and in compiled code": "TestSmall TestSmallFloats",
            "operations of small ints and floats follow one rule on both backends": "TestEveryOp TestWrongNarrow",
            "derivatives of functions on small floats to 2 ulp, and gradients of programs": "TestSmallDerivatives TestSmallGradients",
            "matrix products": "TestMatmul TestMatmulTiles TestMatmulFloat",
            "files": "TestNpy",
            "compiled code resolves a few functions of libc and nothing else, so nothing of compiler-rt": "TestErrors",
        },
    )
    cases(report, "lang", {"printing, promotion of programs": "element_text element_bfloat16 dtype_compare"})


def speed(report):
    """What is worse than the baseline is measured three times more: the best counts."""
    baseline, rounds = json.loads((ROOT / "bench" / "baseline.json").read_text()), 3
    lines = [(line, family) for family in (first_light, mend) for line in family.measure(rounds)]
    for line, family in lines:
        if line.problem or not worse(line, baseline):
            continue
        again = min((next(family.measure(rounds, [line.key])) for _ in range(3)), key=lambda other: (bool(other.problem), other.figure))
        told = again.problem or worse(again, baseline)
        report.line(f"{line.name}, measured again", not told, told or f"{again.figure:.3g}{again.unit}, {line.figure:.3g}{line.unit} at first")
    missing = {before["name"] for before in baseline["lines"]} - {line.name for line, _ in lines}
    report.line("each figure of the baseline is measured", not missing, f"{len(lines)} figures" + (f", not {sorted(missing)}" if missing else ""))
