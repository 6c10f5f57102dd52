"""Flips of all permutations of n, and the most that one takes. Arguments: n."""


def main(n):
    p = list(range(n))
    q = [0] * n
    count = [0] * n
    checksum, most, trips = 0, 0, 0
    r = n
    while True:
        while r != 1:
            count[r - 1] = r
            r -= 1
        for i in range(n):
            q[i] = p[i]
        flips = 0
        k = q[0]
        while k != 0:
            i, j = 0, k
            while i < j:
                q[i], q[j] = q[j], q[i]
                i += 1
                j -= 1
            flips += 1
            k = q[0]
        most = max(most, flips)
        checksum += flips if trips % 2 == 0 else -flips
        while True:
            if r == n:
                return checksum * 1000 + most
            first = p[0]
            for i in range(r):
                p[i] = p[i + 1]
            p[r] = first
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1
        trips += 1
