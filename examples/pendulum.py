"""A pendulum is watched for five seconds; gradient descent through the simulation finds its length."""

import math
from dataclasses import dataclass

from myia import value_and_grad

GRAVITY = 9.81
STEP = 0.01
SAMPLES = 50  # observations
EVERY = 10  # steps between two of them


@dataclass(frozen=True)
class State:
    angle: float
    speed: float


def advance(state, length):
    """One step of the leapfrog method."""
    half = state.speed - 0.5 * STEP * GRAVITY / length * math.sin(state.angle)
    angle = state.angle + STEP * half
    return State(angle, half - 0.5 * STEP * GRAVITY / length * math.sin(angle))


def simulate(length):
    """The angles that an observer notes, from rest at 0.5 radians."""
    state = State(0.5, 0.0)
    angles = []
    for _ in range(SAMPLES):
        for _ in range(EVERY):
            state = advance(state, length)
        angles = angles + [state.angle]
    return angles


def misfit(length, observed):
    """The mean squared difference from what was observed."""
    state = State(0.5, 0.0)
    total = 0.0
    for angle in observed:
        for _ in range(EVERY):
            state = advance(state, length)
        total += (state.angle - angle) ** 2
    return total / len(observed)


def main():
    true_length = 1.3
    observed = simulate(true_length)
    length = 1.0
    rate = 0.1
    for i in range(100):
        error, slope = value_and_grad(misfit)(length, observed)
        if i % 10 == 0:
            print(f"step {i:3d}  misfit {error:.3e}  length {length:.8f}")
        length -= rate * slope
    print(f"length found {length:.8f}, true {true_length:.8f}")
    if abs(length - true_length) < 1e-6:
        print("recovered to 1e-6")


if __name__ == "__main__":
    main()
