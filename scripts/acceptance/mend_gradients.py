"""The requirements of "Mend" on gradients."""

from acceptance.report import cases, tests


def section(report):
    cases(report, "lang", {})
    tests(report, {})
