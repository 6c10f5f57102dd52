"""The requirements of the first milestone, "First light"."""

import re
import sys
import tempfile
from pathlib import Path

from acceptance.report import BACKENDS, MYIA, ROOT, benchmarks, cases, log, run, tests, why
from benches import first_light


def section_1(report):
    status, out, err, wall = run("make", "demo")
    found = re.search(r"^test accuracy: (\d\.\d+)", out, re.M)
    report.line("make demo ends well", status == 0 and found is not None, f"status {status} {why(err)}")
    report.line("make demo, time", wall < 180, f"{wall:.0f} s, limit 180 s (tools already installed)")
    accuracy = float(found[1]) if found else 0.0
    report.line("make demo, test accuracy", accuracy >= 0.965, f"{accuracy:.4f}, limit 0.965")
    status, _, err, wall = run("make", "test", limit=1800)
    report.line("make test passes", status == 0, f"status {status}")
    report.line("make test, time", wall < 900, f"{wall:.0f} s, limit 900 s")
    status, out, err, _ = run("go", "run", "./cmd/myia", "run", "--llvm", "none", "examples/newton.py")
    said = len([line for line in err.splitlines() if "VM" in line or "vm" in line])
    report.line("run --llvm none works on the VM and says so once", status == 0 and said == 1, f"status {status}, {said} times")


def section_2(report):
    for line in sorted(set(re.findall(r"^cases: .*", log(), re.M))):
        print(f"      {line}")
    gaps = (ROOT / "testdata" / "known_gaps.txt").read_text()
    count = len(re.findall(r"^(?:lang|grad)/", gaps, re.M))
    report.line("cases of the suite that are known gaps", count == 0, f"{count}, limit 0; see testdata/known_gaps.txt")
    tests(
        report,
        {
            "Python's grammar is parsed, CPython's ast is the oracle": "TestOracle TestAgainstPython",
            "the language suite, on each backend, stage and level": "TestSuite",
            "what is refused is named": "TestDiagnostics TestRefused TestUnsupported",
        },
    )


def section_3(report):
    cases(
        report,
        "grad",
        {
            "by position, name, *": "grad_wrt_position grad_wrt_name grad_wrt_star grad_stop_gradient grad_return_value",
            "of arrays, tuples, lists, dicts, dataclasses, trees": "grad_matmul grad_tuple_argument grad_list_argument "
            "grad_dict_argument grad_dataclass_argument grad_tree_recursion grad_tree_tuples grad_union_class",
            "a captured value in a while with break, and its second order": "grad_while_closure_break "
            "grad_while_closure_break_second",
            "recursion over an inferred tree, to the tree and a captured scalar, and second order": "grad_tree_recursion "
            "grad_tree_recursion_second grad_tree_tuples",
            "grad inside a function that is differentiated": "grad_nested_inside grad_perturbation_confusion",
            "a loop of 1,000,000 iterations, and its second order": "grad_loop_million grad_loop_million_second",
            "a recursion 100,000 deep, and its second order": "grad_recursion_deep grad_recursion_deep_second",
        },
    )
    tests(
        report,
        {
            "k reads of n through a call, a nested loop, a tree path: O(k + n), counted": "TestReadsCost",
            "gradients against finite differences, forward mode and tangent programs": "TestDerivatives TestDerivativesAtKinks TestTangents TestGradients",
        },
    )


def section_4(report):
    with tempfile.TemporaryDirectory() as folder:
        programs = {"good": "print(1)\n", "raises": "x = 0\nprint(1 // x)\n", "wrong": "print(cuont)\n", "binary": "\0\1"}
        for name, text in programs.items():
            Path(folder, f"{name}.py").write_text(text)
        for name, want in (("good", 0), ("raises", 1), ("wrong", 2), ("binary", 2), ("absent", 2)):
            status, out, err, _ = run(MYIA, "run", Path(folder, f"{name}.py"))
            trace = "goroutine " in err
            report.line(f"exit status, {name} program", status == want and not trace, f"{status}, wanted {want}")
    for command in ("run", "grad", "check", "ir", "opt", "bench", "explain", "doctor", "version"):
        status, out, err, _ = run(MYIA, command, "--help")
        report.line(f"myia {command} --help", status == 0 and bool(out), f"status {status}")


    tests(
        report,
        {
            "Ctrl-C: 130 within 0.5 s in loops, recursion, products, kernels": "TestInterruptProcess TestInterrupt",
            "commands, options, arguments, bad input": "TestScripts TestStatus TestParseArg TestNpy TestTextFiles",
            "a closed pipe ends quietly": "TestClosedPipe",
            "the examples of --help and of the documents run": "TestDocs TestDocuments",
        },
    )


def numbers_agree(a, b):
    number = re.compile(r"-?\d+\.?\d*(?:e[-+]?\d+)?")
    if number.sub("#", a) != number.sub("#", b):
        return False
    return all(abs(float(x) - float(y)) <= 1e-4 * max(1, abs(float(x))) for x, y in zip(number.findall(a), number.findall(b)))


def section_5(report):
    ends = {
        "newton": r"every derivative is within 1e-12",
        "pendulum": r"recovered to 1e-6",
        "treenet": r"test accuracy: (0\.9[7-9]\d*|1\.0+)$",
        "digits": r"test accuracy: 0\.9\d+$",
    }
    for name, end in ends.items():
        outs = []
        for backend in BACKENDS:
            status, out, err, wall = run(MYIA, "run", "--backend", backend, f"examples/{name}.py")
            last = out.strip().splitlines()[-1] if out.strip() else why(err)
            report.line(f"{name}.py, {backend}", status == 0 and re.search(end, out, re.M) is not None, f"{last} ({wall:.1f} s)")
            outs.append(out)
        report.line(f"{name}.py, same lines on both backends", bool(outs[0]) and numbers_agree(*outs), "to 1e-4")
    status, out, err, wall = run(MYIA, "run", "examples/digits.py:main", "5")
    found = re.findall(r"^test accuracy: (\d\.\d+)", out, re.M)
    mean = float(found[-1]) if found else 0.0
    report.line("digits.py, mean of five seeds", mean >= 0.965, f"{mean:.4f}, limit 0.965 ({wall:.1f} s) {why(err) if status else ''}")
    status, out, err, _ = run(sys.executable, "scripts/examples.py")
    report.line("examples under CPython", status == 0, out.strip() or why(err))


def section_6(report):
    status, out, err, _ = run("make", "--no-print-directory", "oracle")
    report.line("stored expectations are CPython's", status == 0, out.strip().splitlines()[0] if out else why(err))
    tests(
        report,
        {
            "primitives against NumPy, vm and native": "TestConformance TestConformanceCalls",
            "first and second derivatives of primitives; reverse is the transpose of forward": "TestDerivatives TestDerivativesAtKinks TestTangents",
            "each rewrite rule is sound, planted ones are found": "TestSound TestSoundCatches",
            "golden passes": "TestPasses",
            "IR text: printed then parsed is the identity; the verifier finds planted faults": "TestRoundTrip TestParsePrint "
            "TestVerifyText TestVerifyGraph",
            "generated programs agree across backends and stages": "TestPrograms TestRandom",
            "two compilations give the same bytes": "TestDeterminism",
            "layers, file sizes, doc comments, skips": "TestImports TestFileLengths TestDocComments TestSkips",
        },
    )
    text = log()
    failed, skipped = text.count("--- FAIL"), text.count("--- SKIP")
    report.line("no test fails", bool(text) and not failed, f"{text.count('--- PASS')} passed, {failed} failed")
    report.line("no test is skipped", bool(text) and not skipped, f"{skipped} skipped")


def section_7(report):
    benchmarks(report, first_light)


SECTIONS = {
    "1": section_1,
    "2": section_2,
    "3": section_3,
    "4": section_4,
    "5": section_5,
    "6": section_6,
    "7": section_7,
}
