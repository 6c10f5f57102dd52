#!/usr/bin/env python3
"""NumPy as the oracle of signatures: what docs/ops.md gives by position must be at that position in NumPy too.

A parameter that has a default here has NumPy's name and place; one without is an operand, whose name does not matter.
What NumPy has behind ours, or between them by name only, may be missing.
"""

import inspect
import re
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
ROW = re.compile(r"^\| (np\.[\w.]+|x\.\w+)\((.*?)\) \|")

# Methods and functions of C that inspect cannot read: their signature is that of the function of this name without its
# first parameter, or this text.
TEXTS = {
    "x.astype": "dtype", "x.item": "*args", "x.reshape": "*shape", "x.transpose": "*axes", "x.dot": "b", "x.copy": "order",
    "x.flatten": "order", "x.ravel": "order", "x.fill": "value", "x.tolist": "",
    "np.copyto": "dst, src, casting='same_kind', where=True", "np.add.at": "a, indices, b", "np.subtract.at": "a, indices, b",
    "np.random.seed": "seed=None", "np.random.normal": "loc=0.0, scale=1.0, size=None", "np.random.randint": "low, high=None, size=None, dtype=int",
    "np.random.uniform": "low=0.0, high=1.0, size=None", "np.random.permutation": "x", "np.random.rand": "*d", "np.random.randn": "*d",
    "np.random.random": "size=None", "np.random.choice": "a, size=None, replace=True, p=None",
}  # fmt: skip


def positional(params):
    """Names by position, and whether any number may follow."""
    names = []
    for p in params:
        if p.kind is p.VAR_POSITIONAL:
            return names, True
        if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD):
            names.append(p.name)
    return names, False


def parse(text):
    """The signature that a text such as 'a, b=1, *, c=2' has."""
    space = {}
    exec(f"def f({text}): pass", {"float": float, "int": int, "np": np}, space)
    return inspect.signature(space["f"]).parameters.values()


def theirs(name):
    if name in TEXTS:
        return positional(parse(TEXTS[name]))
    module, _, attr = name.rpartition(".")
    if module == "x":
        names, more = positional(inspect.signature(getattr(np, attr)).parameters.values())
        return names[1:], more
    found = getattr(getattr(np, module[3:]) if module.startswith("np.") else np, attr)
    return positional(inspect.signature(found).parameters.values())


def ours(text):
    """Names by position, each with whether it has a default."""
    out = []
    for p in parse(text.replace("\\*", "§").replace("*", "").replace("§", "*").replace("*, *", "*")):
        if p.kind is p.VAR_POSITIONAL:
            return out, True
        if p.kind is p.POSITIONAL_OR_KEYWORD:
            out.append((p.name, p.default is not p.empty))
    return out, False


def differences():
    count = 0
    for line in (ROOT / "docs" / "ops.md").read_text().splitlines():
        row = ROW.match(line)
        if not row:
            continue
        count += 1
        name, text = row.groups()
        try:
            there, more = theirs(name)
        except ValueError as error:
            yield f"{name}: {error}"
            continue
        here, star = ours(text)
        for i, (param, default) in enumerate(here):
            if i >= len(there) and not more or i < len(there) and default and there[i] != param:
                yield f"{name}({text}): argument {i + 1} is {param}; in NumPy {', '.join(there)}"
        if star and not more and len(there) <= len(here):
            yield f"{name}({text}): takes any number of arguments; in NumPy {', '.join(there)}"
    yield count


def main():
    *lines, count = differences()
    print(*lines, sep="\n", end="\n" if lines else "")
    print(f"signatures: {count} functions and methods of NumPy's, {len(lines)} differ (NumPy {np.__version__})")
    sys.exit(1 if lines else 0)


if __name__ == "__main__":
    main()
