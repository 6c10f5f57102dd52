"""The requirements of "Mend" on robustness."""

from acceptance.report import cases, tests


def section(report):
    cases(report, "lang", {})
    tests(report, {})
