/* The primes up to n: sieve N */
#include "measure.h"
#include <string.h>

static long primes(long n) {
    char *prime = malloc(n + 1);
    memset(prime, 1, n + 1);
    prime[0] = prime[1] = 0;
    for (long i = 2; i * i <= n; i++)
        if (prime[i])
            for (long j = i * i; j <= n; j += i) prime[j] = 0;
    long count = 0;
    for (long i = 0; i <= n; i++)
        if (prime[i]) count++;
    free(prime);
    return count;
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    MEASURE("%ld", primes(atol(argv[1])));
}
