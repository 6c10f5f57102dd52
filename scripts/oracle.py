#!/usr/bin/env python3
"""CPython and NumPy as the oracle of the language suite.

    scripts/oracle.py --check     runs every case and compares with what is stored
    scripts/oracle.py --update    rewrites the sections stdout, stderr and status

Runs testdata/lang, testdata/grad and testdata/objects, and of testdata/diag the programs that a diagnostic repaired (with scripts/oracle_shim as `myia`) in the Python that runs this script, which must
be 3.11 with NumPy 2.4. A case with the option `oracle none` keeps what its author wrote; what CPython prints instead
stands in its section stdout.python, if it has one. A program of testdata/diag that CPython accepts prints what the
repaired one prints. One process is forked per case, from a parent that has NumPy loaded.
"""

import argparse
import difflib
import math
import os
import re
import signal
import sys
import tempfile
import time
from pathlib import Path

for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[threads] = "1"

import ml_dtypes  # noqa: F401 (it gives NumPy the name bfloat16)
import numpy as np

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parent.parent
SHIM = ROOT / "scripts" / "oracle_shim"
LIMIT = 60  # seconds a case may take
DERIVED = ("stdout", "stderr", "status")
REPAIRED = "repaired.py"
PYTHON = "stdout.python"  # of a case whose stdout is Myia's own


def parse(text):
    """A txtar archive as its comment and its files in order."""
    parts = re.split(r"^-- (.+) --\n", text, flags=re.M)
    return parts[0], dict(zip(parts[1::2], parts[2::2]))


def render(comment, files):
    return comment + "".join(f"-- {name} --\n{body}" for name, body in files.items())


def options(files):
    """The lines of the section options, by their first word."""
    lines = [line.split(maxsplit=1) for line in files.get("options", "").splitlines() if line.strip()]
    return {words[0]: words[1] if len(words) > 1 else "" for words in lines}


def child(files, args, traceback):
    """Runs a case as `python main.py` would. Writes its outcome to the open files 1 and 2, and exits."""
    import runpy
    import threading
    import warnings

    warnings.simplefilter("ignore")
    sys.setrecursionlimit(10**7)
    threading.stack_size(1 << 30)
    status = 0

    def run():
        nonlocal status
        try:
            runpy.run_path("main.py", run_name="__main__")
        except BaseException as error:
            status = 1
            sys.stdout.flush()
            sys.stderr.write(describe(error, traceback))

    sys.path.insert(0, os.getcwd())
    if any(re.search(r"^\s*(from|import) myia\b", body, re.M) for body in files.values()):
        sys.path.insert(1, str(SHIM))
        import myia  # patches math and NumPy before the program imports names from them
    sys.argv = ["main.py", *args]
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def describe(error, traceback):
    """The last line of a traceback, after the frames of the case's own files if they are asked for."""
    lines = []
    frame = error.__traceback__
    while traceback and frame is not None:
        code = frame.tb_frame.f_code
        if "/" not in os.path.relpath(os.path.abspath(code.co_filename)) and "<" not in code.co_filename:
            lines.append(f"line {frame.tb_lineno} in {code.co_name}\n")
        frame = frame.tb_next
    text = str(error)
    kind = type(error)
    name = kind.__name__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__name__}"
    return "".join(lines) + name + (f": {text}" if text else "") + "\n"


def start(path, files):
    """Forks a process that runs a case; returns its id and the folder with its output."""
    folder = tempfile.TemporaryDirectory()
    for name, body in files.items():
        if "." in name and name != PYTHON:
            target = Path(folder.name, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(body)
    given = options(files)
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        os.chdir(folder.name)
        for descriptor, name in ((1, "out"), (2, "err")):
            os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), descriptor)
        sys.stdout = open(1, "w", closefd=False)
        sys.stderr = open(2, "w", closefd=False)
        signal.alarm(LIMIT)
        child(files, given.get("args", "").split(), "traceback" in given)
    return pid, folder


def outcome(status, folder):
    """What the case did, as the sections that store it."""
    got = {"stdout": Path(folder.name, "out").read_text()}
    error = Path(folder.name, "err").read_text()
    if os.WIFSIGNALED(status):
        error += f"killed by signal {os.WTERMSIG(status)}\n"
    code = os.waitstatus_to_exitcode(status)
    if error:
        got["stderr"] = error
    if code:
        got["status"] = f"{code}\n"
    return got


NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*(?:e[-+]?\d+)?|\.\d+)", re.I)


def same(want, got, tolerance):
    """Whether two texts agree: to the letter, or in all but numbers that are near."""
    if want == got:
        return True
    if not tolerance or NUMBER.sub("#", want) != NUMBER.sub("#", got):
        return False
    for a, b in zip(NUMBER.findall(want), NUMBER.findall(got)):
        a, b = float(a), float(b)
        if tolerance.endswith("ulp"):
            near = abs(a - b) <= float(tolerance[:-3]) * math.ulp(max(abs(a), abs(b)))
        else:
            near = abs(a - b) <= float(tolerance) * max(1.0, abs(a), abs(b))
        if not near:
            return False
    return True


def results(cases, jobs):
    """Runs the cases, a few at a time; yields each with what it did."""
    waiting, running = list(reversed(cases)), {}
    while waiting or running:
        while waiting and len(running) < jobs:
            case = waiting.pop()
            pid, folder = start(*case)
            running[pid] = (case, folder)
        pid, status = os.wait()
        (path, files), folder = running.pop(pid)
        yield path, files, outcome(status, folder)
        folder.cleanup()


def stored(files):
    """The sections of a case that CPython gives."""
    if PYTHON in files:
        return {"stdout": files[PYTHON]}
    return {k: files[k] for k in DERIVED if k in files}


def updated(files, got):
    """The files of a case with what CPython gave."""
    if PYTHON in files:
        return files | {PYTHON: got["stdout"]}
    return {k: v for k, v in files.items() if k not in DERIVED} | got


def refused(pattern):
    """The cases of testdata/diag that a diagnostic repaired."""
    cases = [(path, parse(path.read_text())[1]) for path in sorted(ROOT.glob("testdata/diag/*.txtar"))]
    return [(p, files) for p, files in cases if REPAIRED in files and (not pattern or any(x in str(p) for x in pattern))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true")
    mode.add_argument("--update", action="store_true")
    parser.add_argument("--jobs", type=int, default=min(4, os.cpu_count() or 1))
    parser.add_argument("pattern", nargs="*", help="only cases whose path contains one of these")
    given = parser.parse_args()
    if sys.version_info[:2] != (3, 11) or not np.__version__.startswith("2.4."):
        sys.exit(f"oracle: needs Python 3.11 and NumPy 2.4, this is {sys.version.split()[0]} and {np.__version__}")

    began = time.time()
    cases, kept = [], 0
    for path in [path for folder in ("lang", "grad", "objects") for path in sorted(ROOT.glob(f"testdata/{folder}/*.txtar"))]:
        if given.pattern and not any(p in str(path) for p in given.pattern):
            continue
        _, files = parse(path.read_text())
        if options(files).get("oracle") == "none" and PYTHON not in files:
            kept += 1
        else:
            cases.append((path, files))
    originals = refused(given.pattern)
    cases += [(path, files | {"main.py": files[REPAIRED]}) for path, files in originals]
    wrong = changed = 0
    for path, files, got in results(cases, given.jobs):
        want = stored(files)
        tolerance = options(files).get("tolerance")
        if want.keys() == got.keys() and all(same(want[k], got[k], tolerance) for k in want):
            continue
        if given.update:
            comment, files = parse(path.read_text())
            path.write_text(render(comment, updated(files, got)))
            changed += 1
            continue
        wrong += 1
        print(f"{path.relative_to(ROOT)}: stored and CPython's differ")
        for section in DERIVED:
            diff = difflib.unified_diff(
                want.get(section, "").splitlines(), got.get(section, "").splitlines(), "stored", section, lineterm="", n=1
            )
            print("".join(f"    {line}\n" for line in diff), end="")
    for path, files, got in results(originals, given.jobs):
        if "status" not in got and got["stdout"] != parse(path.read_text())[1].get("stdout"):
            wrong += 1
            print(f"{path.relative_to(ROOT)}: the program prints other than the repaired one\n    {got['stdout']}")
    word = f"{changed} rewritten" if given.update else f"{wrong} differ"
    print(
        f"oracle: {len(cases)} cases run, {word}, {kept} keep their own expectation "
        f"(CPython {sys.version.split()[0]}, NumPy {np.__version__}, {time.time() - began:.1f} s)"
    )
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
