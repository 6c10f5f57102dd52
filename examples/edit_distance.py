"""Costs of edits are learned through the table of an edit distance, which is filled in place.

The least cost of making one word of another is a minimum over all ways; with a soft minimum it has a gradient, which
says how often each kind of edit is made.
"""

import numpy as np
from myia import grad, value_and_grad

PAIRS = [("kitten", "sitting"), ("flaw", "lawn"), ("saturday", "sunday"), ("intention", "execution")]


def soft_min(a, b, c, heat):
    """About min(a, b, c); exactly that as the heat goes to zero."""
    least = min(a, b, c)
    return least - heat * np.log(np.exp((least - a) / heat) + np.exp((least - b) / heat) + np.exp((least - c) / heat))


def distance(costs, s, t, heat):
    """The soft edit distance from s to t. costs: of inserting, of deleting, of replacing a letter."""
    insert, delete, replace = costs
    table = np.zeros((len(s) + 1, len(t) + 1))
    for i in range(len(s)):
        table[i + 1, 0] = table[i, 0] + delete
    for j in range(len(t)):
        table[0, j + 1] = table[0, j] + insert
    for i in range(len(s)):
        for j in range(len(t)):
            kept = table[i, j] if s[i] == t[j] else table[i, j] + replace
            table[i + 1, j + 1] = soft_min(kept, table[i, j + 1] + delete, table[i + 1, j] + insert, heat)
    return table[len(s), len(t)]


def edits(s, t):
    """How many insertions, deletions and replacements make t of s, on average over the cheapest ways."""
    return grad(distance)(np.ones(3), s, t, 0.02)


def misfit(costs, observed):
    """The squared difference from the distances that somebody observed."""
    total = 0.0
    for (s, t), wanted in zip(PAIRS, observed):
        total += (distance(costs, s, t, 0.1) - wanted) ** 2
    return total / len(PAIRS)


def main():
    for s, t in PAIRS:
        insertions, deletions, replacements = edits(s, t)
        d = distance(np.ones(3), s, t, 0.001)
        print(f"{s} to {t}: {d:.3f}, inserted {insertions:.3f}, deleted {deletions:.3f}, replaced {replacements:.3f}")
    truth = np.array([0.8, 1.3, 1.7])
    observed = [distance(truth, s, t, 0.1) for s, t in PAIRS]
    costs = np.ones(3)
    for i in range(400):
        error, slope = value_and_grad(misfit)(costs, observed)
        if i % 50 == 0:
            print(f"step {i:3d}  misfit {error:.3e}  costs {costs}")
        costs -= 0.05 * slope
    print(f"costs found {costs}, true {truth}")
    if np.max(np.abs(costs - truth)) < 1e-3:
        print("recovered to 0.001")


if __name__ == "__main__":
    main()
