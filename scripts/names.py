"""Writes names/python.txt: what Python, NumPy and SciPy have, a line for each module and each type.

The modules are those that are installed: python -m pip install numpy scipy. The names that jax and torch have are kept
by hand, in names/others.txt.
"""

import builtins
import importlib
import inspect
import sys
import warnings
from pathlib import Path

import numpy as np

OUT = Path(__file__).resolve().parent.parent / "names" / "python.txt"
MODULES = """math functools dataclasses itertools operator os.path sys numpy numpy.random numpy.linalg numpy.fft numpy.testing scipy
    scipy.special scipy.linalg scipy.optimize scipy.stats scipy.integrate scipy.interpolate scipy.signal
    scipy.sparse scipy.fft scipy.spatial scipy.ndimage scipy.constants""".split()
TYPES = {"str": str, "list": list, "tuple": tuple, "dict": dict, "int": int, "float": float, "array": np.ndarray}


def public(thing):
    return [name for name in dir(thing) if not name.startswith("_")]


def foreign(package, thing):
    """Whether a thing is a module that a package imports from elsewhere."""
    return inspect.ismodule(thing) and not thing.__name__.startswith(package.__name__ + ".")


def lines():
    yield "builtins", [name for name in dir(builtins) if not name.startswith("_")]
    yield "modules", [name for name in sys.stdlib_module_names if not name.startswith("_")]
    for name in MODULES:
        module = importlib.import_module(name)
        inner = [k for k in public(module) if not foreign(module, getattr(module, k, None))]
        parts = [m[len(name) + 1:] for m in MODULES if m.startswith(name + ".")]
        yield name, sorted(set(inner + parts))
    for name, kind in TYPES.items():
        yield "." + name, public(kind)


def main():
    warnings.simplefilter("ignore")
    out = [f"{name}: {' '.join(sorted(names))}" for name, names in lines()]
    OUT.write_text("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
