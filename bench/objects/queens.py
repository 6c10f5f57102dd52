"""The ways to place n queens, found by pushes to a list and pops from it. Arguments: n."""


def safe(columns, c):
    row = len(columns)
    for r in range(row):
        d = columns[r] - c
        if d == 0 or d == row - r or d == r - row:
            return False
    return True


def ways(n, columns):
    if len(columns) == n:
        return 1
    total = 0
    for c in range(n):
        if safe(columns, c):
            columns.append(c)
            total += ways(n, columns)
            columns.pop()
    return total


def main(n):
    return ways(n, [])
