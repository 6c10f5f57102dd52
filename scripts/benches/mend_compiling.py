"""The benchmarks of "Mend" on compile time."""


def benchmarks(folder):
    """A function from a number of rounds to a Line for each, by name."""
    return {}
