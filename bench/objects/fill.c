/* A matrix that is filled: fill N */
#include "measure.h"

static double fill(long n) {
    double *a = calloc(n * n, sizeof(double));
    for (long i = 0; i < n; i++)
        for (long j = 0; j < n; j++) a[i * n + j] = 0.5 * i + j;
    double sum = a[n / 2 * n + n / 3] + a[n * n - 1];
    free(a);
    return sum;
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    MEASURE("%.17g", fill(atol(argv[1])));
}
