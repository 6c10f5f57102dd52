"""The benchmarks of "Mend" on gradients."""


def benchmarks(folder):
    """A function from a number of rounds to a Line for each, by name."""
    return {}
