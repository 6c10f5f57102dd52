"""The requirements of "Mend" on diagnostics and the command."""

import re

from acceptance.report import ROOT, cases, run, tests


def section(report):
    cases(report, "lang", {"NumPy's functions take lists, tuples and ranges as arrays": "numpy_sequences_as_arrays"})
    tests(
        report,
        {
            "help that shows code: put in place, the program runs; each such text of the compiler is in a case": "TestDiagnostics",
            "help without code shows none, is listed and counted; no text has more than 100 columns": "TestHelps TestCodeExamples",
            "repairs are edits that can be put in place together": "TestRepaired",
            "a first run shows all refusals; the command, its short forms, --setup, near names, the doctor": "TestDiagnostics TestScripts",
            "Ctrl-C prints where the program was; a pipe gets each line": "TestInterruptProcess TestPipeLines",
        },
    )
    repairs(report)


def repairs(report):
    """Beside CPython: what a repaired program prints, and the program itself where CPython takes it."""
    folder = ROOT / "testdata" / "diag"
    programs = list(folder.glob("*.txtar"))
    repaired = [path for path in programs if "\n-- repaired.py --\n" in path.read_text()]
    status, out, _, _ = run(".venv/bin/python", "scripts/oracle.py", "--check", "testdata/diag")
    words = f"{len(repaired)} of {len(programs)} wrong programs have one; {out.strip().splitlines()[-1]}"
    report.line("a repaired program prints what CPython prints for the one that was wrong", status == 0, words)
    without = len((ROOT / "testdata" / "helps_without_code.txt").read_text().splitlines())
    limit = int(re.search(r"mostWithoutCode = (\d+)", (ROOT / "compiler" / "helps_test.go").read_text()).group(1))
    report.line("texts of help without code", without <= limit, f"{without}, limit {limit}, beside 207 before, 31 of them with code")
