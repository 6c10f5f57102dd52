"""The benchmarks of "Mend" on the run-time library: memory, division, strings."""


def benchmarks(folder):
    """A function from a number of rounds to a Line for each, by name."""
    return {}
