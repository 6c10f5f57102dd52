"""The requirements of "Joints I"."""

import collections
import re

from acceptance.report import run, tests, why


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
