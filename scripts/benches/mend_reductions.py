"""The benchmarks of "Mend" on reductions."""


def benchmarks(folder):
    """A function from a number of rounds to a Line for each, by name."""
    return {}
