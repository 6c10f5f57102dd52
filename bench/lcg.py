"""Two linear congruential generators, modulo a power of two and modulo a prime. Arguments: seed n."""


def main(seed, n):
    x, y, odd = seed, seed, 0
    for _ in range(n):
        x = (1103515245 * x + 12345) % 2147483648
        odd += x // 16 % 2
    for _ in range(n):
        y = 48271 * y % 2147483647
        odd += y // 16 % 2
    return x, y, odd
