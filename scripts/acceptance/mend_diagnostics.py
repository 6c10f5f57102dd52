"""The requirements of "Mend" on diagnostics and the command."""

from acceptance.report import cases, tests


def section(report):
    cases(report, "lang", {})
    tests(report, {})
