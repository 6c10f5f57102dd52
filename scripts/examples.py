#!/usr/bin/env python3
"""Runs under CPython the part of each example that does not differentiate, and checks what it gives."""

import math
import sys
import types
from pathlib import Path

import numpy as np

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "examples"))


def refuse(*args, **kwargs):
    raise AssertionError("this part was not meant to differentiate")


sys.modules["myia"] = types.SimpleNamespace(grad=refuse, value_and_grad=refuse, stop_gradient=refuse)


def check_digits():
    import digits

    X, labels = digits.load_digits()
    assert X.shape == (1797, 64) and X.min() == 0 and X.max() == 1
    assert sorted(set(labels.tolist())) == list(range(10))
    assert abs(digits.cross_entropy(np.zeros((5, 10)), np.arange(5)) - math.log(10)) < 1e-12
    np.random.seed(0)
    params = digits.init_layer(64, digits.HIDDEN), digits.init_layer(digits.HIDDEN, 10)
    assert digits.accuracy(params, X, labels) < 0.4
    same = digits.step(params, params, 0.0)
    assert digits.loss(same, X, labels) == digits.loss(params, X, labels)


def check_treenet():
    import treenet

    def depth(tree):
        return 0 if tree.left is None else 1 + max(depth(t) for t in (tree.left, tree.right) if t is not None)

    def text(tree):
        if tree.left is None:
            return str(tree.op == treenet.TRUE)
        if tree.right is None:
            return f"(not {text(tree.left)})"
        return f"({text(tree.left)} {'and' if tree.op == treenet.AND else 'or'} {text(tree.right)})"

    np.random.seed(0)
    for i in range(200):
        tree = treenet.grow(i % 7)
        assert depth(tree) == i % 7
        assert treenet.evaluate(tree) == eval(text(tree))
        assert treenet.evaluate(treenet.grow_class(3, i % 2 == 0)) == (i % 2 == 0)
    model = treenet.init_model()
    trees = [treenet.grow(2) for _ in range(20)]
    assert treenet.loss(model, trees) > 0 and 0 <= treenet.accuracy(model, trees) <= 1


def check_newton():
    import newton

    for a in (0.01, 2.0, 12345.0):
        assert abs(newton.newton_sqrt(a) / math.sqrt(a) - 1) < 1e-14
        assert newton.steps(a) > 0


def check_pendulum():
    import pendulum

    angles = pendulum.simulate(1.3)
    assert len(angles) == pendulum.SAMPLES and max(map(abs, angles)) <= 0.5 + 1e-6
    assert pendulum.misfit(1.3, angles) == 0 and pendulum.misfit(1.2, angles) > 1e-3


def check_adam():
    import adam

    np.random.seed(0)
    x = np.linspace(-3.0, 3.0, 64).reshape(64, 1)
    params = adam.init_params()
    before = params["b2"]
    optimiser = adam.Adam(params)
    gradient = {name: np.zeros_like(p) for name, p in params.items()} | {"b2": np.full(1, -3.0)}
    optimiser.step(params, gradient)  # the first step is one of the rate, against the sign
    assert params["b2"] is before and abs(before[0] - 0.01) < 1e-9 and optimiser.t == 1
    assert adam.predict(params, x).shape == (64, 1) and adam.loss(params, x, np.sin(x)) > 0


def check_edit_distance():
    import edit_distance

    for (s, t), least in zip(edit_distance.PAIRS, (3, 2, 3, 5)):
        assert abs(edit_distance.distance(np.ones(3), s, t, 0.001) - least) < 1e-2
    assert abs(edit_distance.distance(np.array([1.0, 1.0, 9.0]), "ab", "ac", 0.001) - 2) < 1e-2
    truth = [edit_distance.distance(np.ones(3), s, t, 0.1) for s, t in edit_distance.PAIRS]
    assert edit_distance.misfit(np.ones(3), truth) == 0 < edit_distance.misfit(np.full(3, 1.1), truth)


def check_lanes():
    import lanes

    world = lanes.World(1.2, 8)
    cars = list(world.cars)
    for _ in range(lanes.STEPS):
        world.step()
        assert all(0 <= car.place < lanes.ROAD and 0 <= car.speed < 40 for car in world.cars)
    assert all(a is b for a, b in zip(cars, world.cars)) and {car.lane for car in cars} == {0, 1}
    observed = lanes.speeds(1.2)
    assert len(observed) == lanes.STEPS // 10 and lanes.misfit(1.2, observed) == 0 < lanes.misfit(0.8, observed)


def main():
    checks = (check_digits, check_treenet, check_newton, check_pendulum, check_adam, check_edit_distance, check_lanes)
    for check in checks:
        check()
    print(f"examples: {len(checks)} run under CPython")


if __name__ == "__main__":
    main()
