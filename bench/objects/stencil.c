/* Gauss and Seidel's method, in place: stencil N SWEEPS */
#include "measure.h"

static double stencil(long n, long sweeps) {
    double *a = calloc(n * n, sizeof(double));
    for (long j = 0; j < n; j++) a[j] = 1.0;
    for (long k = 0; k < sweeps; k++)
        for (long i = 1; i < n - 1; i++)
            for (long j = 1; j < n - 1; j++)
                a[i * n + j] = 0.25 * (a[(i - 1) * n + j] + a[(i + 1) * n + j] + a[i * n + j - 1] + a[i * n + j + 1]);
    double out = a[n / 8 * n + n / 2];
    free(a);
    return out;
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    MEASURE("%.17g", stencil(atol(argv[1]), atol(argv[2])));
}
