"""The requirements of "Mend" on speed."""

from acceptance.report import benchmarks, tests
from benches import mend


def section(report):
    tests(
        report,
        {
            "the function of an entry is compiled once": "TestEntryOnce",
            "sums and products follow the stated order, to the bit, on both backends": "TestOrder TestOrderOfMany TestZeroSums",
            "extremes are the leftmost, or the first nan; so are their places": "TestExtremes TestPlaceOfInts",
            "// and % by constants give the VM's bits": "TestDivideByConstants",
            "strings grow in place, unless they are shared": "TestConcatGrows TestStringGrowth",
            "the second run of a program of 100 MB has under 100 page faults": "TestMemoryIsKept",
            "IR of call graphs and long literals grows as the program does": "TestGrowth",
            "memory is kept up to its limit, goes back when not used, and is shared": "TestPoolKeeps TestPoolBudget TestPoolShared",
        },
    )
    benchmarks(report, mend)
