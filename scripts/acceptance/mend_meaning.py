"""The requirements of "Mend" on what programs mean."""

from acceptance.report import cases, tests


def section(report):
    cases(report, "lang", {})
    tests(report, {})
