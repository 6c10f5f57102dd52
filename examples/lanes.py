"""Cars on a road of two lanes follow and overtake each other; how eager they are is fitted through 200 steps.

Each car is an object that the world changes in place. A car closes up to the one ahead of it by the intelligent driver
model, and changes lanes if the other one has more room.
"""

import math

from myia import value_and_grad

STEP = 0.25  # seconds
STEPS = 200
ROAD = 1000.0  # metres, a ring


class Car:
    def __init__(self, place, lane, wish):
        self.place = place
        self.lane = lane
        self.wish = wish  # the speed on a free road
        self.speed = 0.5 * wish

    def gap(self, other):
        """The way to another car ahead, along the ring; to itself once around."""
        way = other.place - self.place
        return way if way > 0.0 else way + ROAD


class World:
    def __init__(self, eagerness, n):
        self.eagerness = eagerness  # metres per second squared
        self.cars = [Car(ROAD * i / n, i % 2, 25.0 + 2.0 * (i % 5)) for i in range(n)]

    def ahead(self, car, lane):
        """How far the next car in a lane is, and how fast."""
        gap, speed = ROAD, car.wish
        for other in self.cars:
            if other.lane == lane and car.gap(other) < gap:
                gap, speed = car.gap(other), other.speed
        return gap, speed

    def step(self):
        for car in self.cars:
            gap, speed = self.ahead(car, car.lane)
            room, _ = self.ahead(car, 1 - car.lane)
            if room > 1.5 * gap:
                car.lane = 1 - car.lane
                gap, speed = self.ahead(car, car.lane)
            wanted = 4.0 + 1.5 * car.speed + car.speed * (car.speed - speed) / (2.0 * math.sqrt(2.0 * self.eagerness))
            push = 1.0 - (car.speed / car.wish) ** 4 - (wanted / max(gap, 1.0)) ** 2
            car.speed = max(0.0, car.speed + STEP * self.eagerness * push)
        for car in self.cars:
            car.place = (car.place + STEP * car.speed) % ROAD


def speeds(eagerness, n=8):
    """The mean speed of the cars after each ten steps."""
    world = World(eagerness, n)
    noted = []
    for i in range(STEPS):
        world.step()
        if i % 10 == 9:
            noted.append(sum(car.speed for car in world.cars) / n)
    return noted


def misfit(eagerness, observed):
    return sum([(a - b) ** 2 for a, b in zip(speeds(eagerness), observed)]) / len(observed)


def main():
    truth = 1.2
    observed = speeds(truth)
    eagerness = 0.8
    for i in range(30):
        error, slope = value_and_grad(misfit)(eagerness, observed)
        if i % 5 == 0:
            print(f"step {i:2d}  misfit {error:.3e}  eagerness {eagerness:.6f}")
        eagerness -= 0.02 * slope
    print(f"eagerness found {eagerness:.6f}, true {truth}")
    if abs(eagerness - truth) < 1e-4:
        print("recovered to 0.0001")


if __name__ == "__main__":
    main()
