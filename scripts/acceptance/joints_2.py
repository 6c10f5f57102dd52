"""The requirements of "Joints II"."""

import json
import re

from acceptance.report import ROOT, run, tests, why

# Families whose compilation is to grow as n·log n, with the size that is measured; of those that are mistakes, the diagnostic
# is to come in under a second.
FAMILIES = {
    "calls in a chain": 3200,
    "an axis down a chain": 4000,
    "an axis for each function": 4000,
    "calls in a ring": 3200,
    "calls in a bridged ring": 3200,
    "one of many classes": 3200,
    "a recursive union of classes": 3200,
    "a ring of many types": 3200,
    "classes in a chain": 3200,
    "nested tuples": 3200,
    "a growing tuple": 3200,
    "undefined names": 3200,
    "undefined functions": 3200,
    "unknown attributes": 3200,
    "lines of the generator": 10000,
}
STEEPEST = 1.35  # the exponent that a fit to n·log n between 400 and 3,200 gives, and the noise of a shared machine
PATIENCE = 60  # seconds for all sizes of a family

MUTANTS = ROOT / ".cache" / "mutants" / "results.jsonl"


def inference(report):
    tests(
        report,
        {
            "a demand repeats the call or loop that it is in, not the program": "TestDemandsAreLocal TestDemands",
            "random queue orders give equal text and diagnostics": "TestOrders",
            "nothing is left to do at the end, and running a context again changes nothing": "TestAtRest TestLastRun TestSettle",
            "forgetting what rests on a thing learned late gives what starting over gives": "TestForgettingGivesWhatStartingOverGives",
            "nodes walked for each function of a ring are bounded": "TestRings",
            "keys of contexts are IDs of types": "TestContextKeys",
            "nodes of all stages grow as generated programs do": "TestGrowth",
        },
    )


def growth(report):
    """Processor time up to the text that LLVM gets, derivatives included, at the largest of four sizes, each twice the one before."""
    for family, size in FAMILIES.items():
        pattern = f"TestGrowth/^{family.replace(' ', '_')}$"
        command = ("go", "test", "./compiler", "-count=1", "-timeout=0", "-v", "-run", pattern, f"-growth={size}", "-growth-text")
        status, out, err, wall = run(*command, limit=PATIENCE, env={"CGO_ENABLED": "0", "GOMAXPROCS": "1"})
        rows = re.findall(r"^ +(\d+) .* ([\d.]+) +\d+ MB\b", out, re.M)
        slope = re.search(r"^  exponent.* (-?[\d.]+)$", out, re.M)
        told = f"{float(rows[-1][1]):.2f} s at {rows[-1][0]}, exponent {slope[1]}" if rows and slope else f"no result in {wall:.0f} s"
        refused = "refused with" in out
        limit = "1 s" if refused else "4 s" if family == "lines of the generator" else f"exponent {STEEPEST}"
        ok = status == 0 and bool(rows) and bool(slope) and (refused or float(slope[1]) <= STEEPEST)
        if limit.endswith(" s"):
            ok = ok and float(rows[-1][1]) < int(limit[0])
        report.line(f"{family}, {'told' if refused else 'up to the text of LLVM'}", ok, f"{told} (limit {limit})")


def ownership(report):
    tests(
        report,
        {
            "retain, release, move and reuse are in the IR; a checker finds each that is left out or doubled": "TestFaults TestTypeRules",
            "compiled code takes them as they stand: in place as declared, released memory poisoned": "TestMutantsOfMemory TestPoison",
            "LLVM IR is instructions: their text, what is refused, equality, what a module needs": "TestText TestRefused TestEqual TestModule",
            "a kernel captures nothing": "TestClosed",
            "kernels are emitted, launched and kept without a program": "TestLoneKernels TestFaultsOfKernels TestKeptKernels TestKey",
        },
    )


def clean(report):
    tests(
        report,
        {
            "verifiers of all stages refuse what is wrong": "TestVerifyText TestVerifyGraph TestVerify",
            "small tests of infer, lower, ad, opt, kernels, own, vm, rewrite": "TestPasses",
            "IR text of all stages reads back": "TestRoundTrip TestRoundTripEarly",
            "names of operations follow one rule": "TestPolicyOfNames",
        },
    )


def mutants(report):
    """What the last campaign (`make mutants`) found."""
    lines = [json.loads(text) for text in MUTANTS.read_text().splitlines() if text.startswith("{")] if MUTANTS.exists() else []
    verdicts = [line["Result"]["Verdict"] for line in lines if "Result" in line]
    judged = [verdict for verdict in verdicts if verdict != "not built"]
    killed = sum(verdict != "lived" for verdict in judged) / max(len(judged), 1)
    own = sum(verdict == "own tests" for verdict in judged) / max(len(judged), 1)
    report.line("mutants that have been tried", len(judged) >= 300, f"{len(judged)} (limit 300)")
    report.line("killed", killed >= 0.9, f"{killed:.1%} (limit 90 %)")
    report.line("killed by the package's own tests", own >= 0.75, f"{own:.1%} (limit 75 %)")
