"""The requirements of "Mend" on speed."""

from acceptance.report import benchmarks
from benches import mend


def section(report):
    benchmarks(report, mend)
