"""Gaussian elimination of a system of n equations, a list of rows, with row swaps. Arguments: n."""


def system(n):
    rows = []
    seed = 1
    for i in range(n):
        row = []
        for j in range(n + 1):
            seed = (seed * 1103515245 + 12345) % 2147483648
            row.append(seed / 2147483648 - 0.5)
        rows.append(row)
    return rows


def solve(rows):
    n = len(rows)
    for k in range(n):
        best = k
        for i in range(k + 1, n):
            if abs(rows[i][k]) > abs(rows[best][k]):
                best = i
        rows[k], rows[best] = rows[best], rows[k]
        for i in range(k + 1, n):
            m = rows[i][k] / rows[k][k]
            for j in range(k, n + 1):
                rows[i][j] -= m * rows[k][j]
    x = [0.0] * n
    for i in range(n - 1, -1, -1):
        s = rows[i][n]
        for j in range(i + 1, n):
            s -= rows[i][j] * x[j]
        x[i] = s / rows[i][i]
    return x


def main(n):
    x = solve(system(n))
    return x[0] + x[n // 2] + x[-1]
