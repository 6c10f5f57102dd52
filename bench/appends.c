/* A string that grows by the digits of 0, 1, …: appends N */
#include "clock.h"
#include <string.h>

static size_t build(long n) {
    size_t len = 0, cap = 64;
    char *s = malloc(cap), digits[24];
    for (long i = 0; i < n; i++) {
        size_t k = snprintf(digits, sizeof digits, "%ld", i);
        if (len + k > cap) s = realloc(s, cap *= 2);
        memcpy(s + len, digits, k);
        len += k;
    }
    size_t sum = len + s[len / 2] - '0';
    free(s);
    return sum;
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    long n = atol(argv[1]);
    size_t sum = build(n);
    enum { RUNS = 20 };
    double began = now();
    for (int k = 0; k < RUNS; k++) sum = build(n);
    fprintf(stderr, "seconds %.9f\n", (now() - began) / RUNS);
    printf("%zu\n", sum);
}
