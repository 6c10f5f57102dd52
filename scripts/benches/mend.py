"""The benchmarks of "Mend"."""

from benches import mend_compiling, mend_gradients, mend_reductions, mend_runtime
from benches.measure import measure_all


def benchmarks(folder):
    """Every measurement by its name."""
    modules = (mend_gradients, mend_runtime, mend_reductions, mend_compiling)
    return {name: f for module in modules for name, f in module.benchmarks(folder).items()}


def measure(rounds, names=()):
    return measure_all(benchmarks, names, rounds)
