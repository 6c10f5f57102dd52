"""The edit distance of two texts of n letters, its table a list of lists. Arguments: n."""


def letters(n, seed):
    out = ""
    for i in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        out += "acgt"[seed // 65536 % 4]
    return out


def main(n):
    s, t = letters(n, 1), letters(n, 2)
    table = [[0] * (n + 1) for i in range(n + 1)]
    for i in range(n + 1):
        table[i][0] = i
        table[0][i] = i
    for i in range(1, n + 1):
        for j in range(1, n + 1):
            if s[i - 1] == t[j - 1]:
                table[i][j] = table[i - 1][j - 1]
            else:
                table[i][j] = 1 + min(table[i - 1][j - 1], table[i - 1][j], table[i][j - 1])
    return table[n][n]
