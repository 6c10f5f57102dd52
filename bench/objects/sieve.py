"""The primes up to n, by the sieve of Eratosthenes on a list. Arguments: n."""


def main(n):
    prime = [True] * (n + 1)
    prime[0] = prime[1] = False
    i = 2
    while i * i <= n:
        if prime[i]:
            for j in range(i * i, n + 1, i):
                prime[j] = False
        i += 1
    count = 0
    for p in prime:
        if p:
            count += 1
    return count
