"""The requirements of "Objects I"."""

import importlib.util
import json
import re

from acceptance.report import BACKENDS, ROOT, benchmarks, run, tests

CASES = ROOT.parent / "shared" / "cases"
FAMILIES = ("objects", "language", "models", "programs")
PROGRESS = ROOT / ".cache" / "aliases" / "progress.json"

# Programs that wait for what other milestones bring, each for the reason that was found by reading it. A program that only
# makes names of objects, however many, is none of them.
STORES = "an object in two containers, or objects that hold each other, which need a store"
EXCEPTIONS = "try"
GENERATORS = "yield"
WAITING = {
    "objects/p05_path_maybe_end": STORES,  # a row is named while one at an index that may be the same is replaced
    "objects/p07_sort_then_row": STORES,  # a row is named while the rows are sorted
    "objects/p26_append_alias_loop": STORES,  # one list is put into a list three times
    "objects/p30_ll_reverse": STORES,  # nodes are relinked while they are named
    "objects/p31_ll_append": STORES,  # head and tail lead to one node
    "objects/p33_parent": STORES,  # parents and children hold each other
    "objects/p34_observer": STORES,  # a subject holds its observers, which others name
    "objects/p41_exc_partial": EXCEPTIONS,
    "objects/p42_exc_aug": EXCEPTIONS,
    "objects/p43_gen_self": GENERATORS,
    "objects/p49_comp_alias": STORES,  # one list is put into a list twice
    "objects/p50_self_contain": STORES,  # a list holds itself
    "language/generator_function": GENERATORS,
    "language/generator_lazy_order": GENERATORS,
    "language/try_except_value": EXCEPTIONS,
    "programs/r01_orbit": STORES,  # bodies are in a dict and in pairs, and change
}
MAY_BE_REFUSED = {"language/big_integers", "language/complex_basics"}  # by the README of the cases


def programs(report):
    """All programs of the families on both backends. Those that wait are named; one of them that runs should not."""
    if not (CASES / "run").exists():
        for family in FAMILIES:
            report.line(f"programs of {family} equal CPython on both backends", False, f"not measured: there is no {CASES}")
        return
    for family in FAMILIES:
        names = {f"{family}/{path.stem}" for path in (CASES / family).glob("*.py")}
        _, out, _, _ = run(CASES / "run", ROOT / "bin" / "myia", family)
        ends = {}  # of a program that fails how it ends, on each backend
        for name, end in re.findall(r"^(\S+) (?:native|vm): (exit \d+|more than \d+ s)", out, re.M):
            ends.setdefault(name, []).append(end)
        counted = re.search(r"^(\d+) of (\d+) agree$", out, re.M)
        waiting = {name for name in names if name in WAITING}
        wrong = sorted(name.split("/")[1] for name in ends.keys() - waiting - MAY_BE_REFUSED)
        wanted = len(names - waiting - MAY_BE_REFUSED)
        ok = counted and int(counted[2]) == len(names) * len(BACKENDS) and not wrong
        told = f"{wanted - len(wrong)} of {wanted}" + (f", not {' '.join(wrong)}" if wrong else "")
        report.line(f"programs of {family} equal CPython on both backends", bool(ok), told)
        for name in sorted(waiting):
            refused = ends.get(name) == ["exit 2"] * len(BACKENDS)
            told = ", ".join(ends.get(name, ["it runs: take it out of WAITING"]))
            report.line(f"{name} waits for {WAITING[name]}", refused, "refused" if refused else told)


def meaning(report):
    tests(
        report,
        {
            "programs that change objects mean in all stages what they mean in CPython": "TestObjects TestObjectsSuite TestSuite",
            "random programs that make aliases: typed, VM and native do what the surface interpreter does": "TestAliases",
            "and the surface interpreter what CPython does, in 1,000 of them": "TestAliasesPython",
            "arrays share memory where NumPy's do": "TestSharing TestSharingTable",
            "assignments to elements, slices, masks and places of arrays are NumPy's": "TestAssigned TestAssignedNumbers",
            "updates of lists are Python's": "TestListUpdates",
            "what cannot be followed is refused with its places, and help that is right": "TestDiagnostics TestHelps TestRules",
            "what takes memory or copies is declared; released memory is poisoned": "TestMutantsOfMemory TestPoison",
        },
    )


def derivatives(report):
    tests(
        report,
        {
            "gradients of 32 functions that change objects, of both orders in both modes, by differences": "TestObjectGradients",
            "loops that change objects, and their gradients, copy nothing: time and memory as what is written": "TestInPlace",
        },
    )


def fuzz(report):
    """What the last campaign (`make fuzz-objects`) found."""
    found = json.loads(PROGRESS.read_text()) if PROGRESS.exists() else {}
    judged, problems = found.get("Programs", 0), len(found.get("Problems") or [])
    report.line("random programs that make aliases", judged >= 100_000, f"{judged} (limit 100000)")
    report.line("that do other than the surface interpreter", judged > 0 and problems == 0, f"{problems} (limit 0)")
    taken, native = found.get("Taken", 0), found.get("Native", 0)
    commonest = sorted((found.get("Refused") or {}).items(), key=lambda item: -item[1])[:3]
    told = "; ".join(f"{count} for {what}" for what, count in commonest)
    report.line("of them inference takes", taken > 0, f"{taken / max(judged, 1):.0%}, {native} natively; refused are {told}")


def speed(report):
    """The benchmarks of programs that change objects, benches/objects.py."""
    if importlib.util.find_spec("benches.objects") is None:
        report.line("programs that change objects beside C", False, "not measured: there is no benches/objects.py")
        return
    from benches import objects

    benchmarks(report, objects)
