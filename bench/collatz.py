"""The steps of all Collatz sequences that start below a limit. Arguments: limit."""


def main(limit):
    steps = 0
    for start in range(1, limit):
        n = start
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
    return steps
