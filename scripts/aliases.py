#!/usr/bin/env python3
"""CPython as the oracle of generated programs that make aliases and change objects.

    scripts/aliases.py --check      runs the programs and compares with what is stored
    scripts/aliases.py --update     rewrites testdata/conformance/aliases.json
    scripts/aliases.py --show SEED  prints a program and what it does

The programs are those of the first seeds of the generator (compiler/generate_alias_test.go). All run in one process. What
is stored of each is a hash of what it prints and of the exception that ends it; compiler/alias_python_test.go compares it with
what the interpreter of surface IR does.
"""

import argparse
import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
import warnings
from contextlib import redirect_stdout
from pathlib import Path

warnings.simplefilter("ignore")
ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "testdata" / "conformance" / "aliases.json"


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def programs():
    """The text of the programs, as the generator gives them in JSON."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "programs.json")
        command = ["go", "test", "./compiler", "-count=1", "-run", "^TestAliasesPython$", f"-alias-texts={path}"]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env=os.environ | {"CGO_ENABLED": "0"})
        return path.read_text()


def outcome(program):
    """What a program prints, and the exception that ends it."""
    out, end = io.StringIO(), ""
    try:
        with redirect_stdout(out):
            exec(compile(program, "main.py", "exec"), {"__name__": "__main__"})
    except Exception as error:
        end = type(error).__name__ + (f": {error}" if str(error) else "")
    return out.getvalue() + end


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true")
    mode.add_argument("--update", action="store_true")
    mode.add_argument("--show", type=int, metavar="SEED")
    given = parser.parse_args()
    text = programs()
    all_of_them = json.loads(text)
    if given.show is not None:
        print(all_of_them[given.show] + "\n" + outcome(all_of_them[given.show]))
        return
    fresh = {"programs": digest(text), "outcomes": [digest(outcome(p)) for p in all_of_them]}
    if given.update:
        FILE.write_text(json.dumps(fresh, indent=0) + "\n")
    stored = json.loads(FILE.read_text())
    wrong = [str(seed) for seed, (a, b) in enumerate(zip(fresh["outcomes"], stored["outcomes"])) if a != b]
    if stored["programs"] != fresh["programs"]:
        wrong.append("the programs have changed")
    print(f"aliases: {len(all_of_them)} programs, {len(wrong)} differ {', '.join(wrong[:9])}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
