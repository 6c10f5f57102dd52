/* Gaussian elimination of a system of n equations, a list of rows, with row swaps: eliminate N */
#include "checked.h"
#include <math.h>

typedef struct {
    double *p;
    long n;
} row;

typedef struct {
    row *p;
    long n;
} matrix;

static inline row *line(matrix *m, long i) { return &m->p[at(i, m->n)]; }

static inline double *cell(row *r, long i) { return &r->p[at(i, r->n)]; }

static inline double over(double a, double b) {
    if (b == 0) fail("ZeroDivisionError");
    return a / b;
}

static double solve(long n) {
    matrix m = {malloc(n * sizeof(row)), n};
    long seed = 1;
    for (long i = 0; i < n; i++) {
        m.p[i] = (row){malloc((n + 1) * sizeof(double)), n + 1};
        for (long j = 0; j <= n; j++) {
            seed = next(seed);
            *cell(line(&m, i), j) = seed / 2147483648.0 - 0.5;
        }
    }
    for (long k = 0; k < n; k++) {
        long best = k;
        for (long i = k + 1; i < n; i++)
            if (fabs(*cell(line(&m, i), k)) > fabs(*cell(line(&m, best), k))) best = i;
        row swapped = *line(&m, k);
        *line(&m, k) = *line(&m, best);
        *line(&m, best) = swapped;
        for (long i = k + 1; i < n; i++) {
            double f = over(*cell(line(&m, i), k), *cell(line(&m, k), k));
            for (long j = k; j <= n; j++) *cell(line(&m, i), j) -= f * *cell(line(&m, k), j);
        }
    }
    row x = {calloc(n, sizeof(double)), n};
    for (long i = n - 1; i >= 0; i--) {
        double s = *cell(line(&m, i), n);
        for (long j = i + 1; j < n; j++) s -= *cell(line(&m, i), j) * *cell(&x, j);
        *cell(&x, i) = over(s, *cell(line(&m, i), i));
    }
    double out = *cell(&x, 0) + *cell(&x, n / 2) + *cell(&x, n - 1);
    for (long i = 0; i < n; i++) free(m.p[i].p);
    free(m.p);
    free(x.p);
    return out;
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    MEASURE("%.17g", solve(atol(argv[1])));
}
