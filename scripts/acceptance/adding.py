"""What adding costs: each patch of testdata/adding adds one thing, as ARCHITECTURE.md says, and a program uses it.

The patches are applied to a copy of the tree. Files and places of each are counted, without what `make docs` writes;
then all are built together, the programs run on both backends, and the tests run that demand that a declaration is whole.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from acceptance.report import BACKENDS, ROOT, why

FOLDER = ROOT / "testdata" / "adding"

# What is added, by which patch, and the limit on files and places.
ADDITIONS = {
    "elementwise function with derivative": ("rsqrt", 3, 3),
    "reduction with derivative": ("compound", 2, 3),
    "built-in": ("hex", 2, 2),
    "method of str": ("removeprefix", 2, 2),
    "element type": ("float16_e6", 1, 1),
    "rewrite rule": ("floor_floor", 1, 1),
    "pass": ("checks", 2, 2),
    "diagnostic": ("axis_twice", 3, 4),
}

ONE_LINE = ("float16_e6", "floor_floor")

TESTS = """TestEveryOp TestDiagnostics TestHelps TestInstead TestCodesAreNamed TestRows TestNames TestTable TestRegistry TestRules TestSpelledLoops
    TestOpsDocument TestDocuments TestErrorsDoc TestSound TestMutantsOfDeclarations TestMutantsOfReductions TestMutantsOfRules TestPasses
    TestForms TestForeign TestSignatures TestDemands TestCatalogue TestCodeExamples TestSmall TestSmallFloats""".split()
PACKAGES = "./dtype ./emit ./backend/llvm/native ./names ./ops/... ./rewrite ./opt ./diag ./library ./kernels ./ad ./backend/llvm ./vm ./infer ./compiler .".split()


class Copy:
    """A copy of the tree, with what is not committed."""

    def __init__(self, folder):
        self.root = Path(folder)
        self.began = time.time()
        listed = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True, text=True)
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.root / name)

    def run(self, *command, told=True):
        """Runs a command in the copy; returns its status and its two outputs."""
        if told:
            print(f"      {time.time() - self.began:4.0f} s  {shlex.join(command)[:100]}", file=sys.stderr, flush=True)
        env = os.environ | {"CGO_ENABLED": "0", "GIT_CEILING_DIRECTORIES": str(self.root.parent)}
        done = subprocess.run(command, cwd=self.root, env=env, capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr

    def files(self):
        return {p.relative_to(self.root).as_posix(): p.read_bytes() for p in self.root.rglob("*") if p.is_file() and p.parts[-2] != "bin"}


def patch(name):
    return str(FOLDER / f"{name}.patch")


def counted(name):
    """How many files, places and lines a patch changes."""
    text = Path(patch(name)).read_text()
    places = len(re.findall(r"^@@ ", text, re.M))
    return len(re.findall(r"^\+\+\+ ", text, re.M)), places, len(re.findall(r"^\+(?!\+\+ )|^-(?!-- )", text, re.M))


def sections(name):
    """The parts of the program's file by their names."""
    parts = re.split(r"^-- (\S+) --\n", (FOLDER / f"{name}.txtar").read_text(), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2]))


def problems(copy, name):
    """Runs a program; tells what differs from what is expected."""
    want = sections(name)
    (copy.root / "main.py").write_text(want["main.py"])
    for backend in BACKENDS:
        _, out, err = copy.run("bin/myia", "run", "--backend", backend, "main.py", told=False)
        if out != want["stdout"]:
            yield f"{backend} prints {out!r} {why(err)}"
        yield from (f"{backend} does not say {line}" for line in want.get("stderr", "").splitlines() if line not in err)
    if "ir" in want:
        args, *lines = want["ir"].splitlines()
        _, out, err = copy.run("bin/myia", "ir", *shlex.split(args), told=False)
        for line in lines:
            times, op = line.split()
            if (found := len(re.findall(rf"^ +(?:%\S+ = )?{op}\b", out, re.M))) != int(times):
                yield f"{found} {op} in the IR {why(err)}"
    (copy.root / "main.py").unlink()


def cost(report, copy, what, name, most_files, most_places):
    files, places, lines = counted(name)
    wrong = list(problems(copy, name))
    ok = files <= most_files and places <= most_places and not wrong and (name not in ONE_LINE or lines == 1)
    limit = f"limit {most_files}, {most_places}" + (", one line" if name in ONE_LINE else "")
    report.line(f"{what} ({name})", ok, "; ".join([f"files {files}, places {places}, lines {lines} ({limit})", *wrong]))


def tested(report, copy):
    """The tests that demand completeness, with everything added."""
    status, out, err = copy.run("go", "test", "-v", "-run", f"^({'|'.join(TESTS)})$", *PACKAGES)
    ran = set(re.findall(r"^--- PASS: (\w+)", out, re.M))
    failed = sorted(set(re.findall(r"^--- FAIL: (\w+)", out, re.M)) | set(TESTS) - ran)
    report.line("the tests that demand completeness pass with all of them", status == 0 and not failed, f"{len(ran)} passed" + (f", not {failed}" if failed else "") + f" {why(err)}")


def section(report):
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(Path(folder).resolve())
        names = [name for name, *_ in ADDITIONS.values()]
        stale = [n for n in names if copy.run("git", "apply", "--check", "-C1", patch(n), told=False)[0]]
        stale += [n for n in names if n not in stale and copy.run("git", "apply", "-C1", patch(n), told=False)[0]]
        report.line("each patch applies alone, and all together", not stale, f"{len(names)} patches" + (f", not {stale}" if stale else ""))
        before = copy.files()
        steps = [copy.run("make", "docs"), copy.run("make", "build")]
        generated = sorted(n for n, data in copy.files().items() if before.get(n) != data)
        report.line("all build together, and `make docs` writes the rest", not any(status for status, *_ in steps), ", ".join(generated) + "".join(f" {why(err or out)}" for status, out, err in steps if status))
        for what, (name, files, places) in ADDITIONS.items():
            cost(report, copy, what, name, files, places)
        tested(report, copy)
