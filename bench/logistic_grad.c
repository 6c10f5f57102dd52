/* Value and gradient of the logistic map by a tape written by hand: logistic_grad R X N */
#include "clock.h"

static double tape_of(double r, double x, long n, double *tape, double *dr) {
    for (long i = 0; i < n; i++) {
        tape[i] = x;
        x = r * x * (1.0 - x);
    }
    double dx = 1.0, d = 0.0;
    for (long i = n - 1; i >= 0; i--) {
        double y = tape[i];
        d += dx * y * (1.0 - y);
        dx = dx * r * (1.0 - 2.0 * y);
    }
    *dr = d;
    return x;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

enum { RUNS = 15 };

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    double r = atof(argv[1]), x = atof(argv[2]), d = 0.0, y = 0.0, took[RUNS];
    long n = atol(argv[3]);
    double *tape = malloc(n * sizeof *tape); /* kept between runs, of which the first is not counted */
    for (int k = -1; k < RUNS; k++) {
        double began = now();
        y = tape_of(r, x, n, tape, &d);
        if (k >= 0) took[k] = now() - began;
    }
    qsort(took, RUNS, sizeof *took, ascending);
    fprintf(stderr, "seconds %.6f\n", took[RUNS / 2]);
    printf("%.17g %.17g\n", y, d);
    free(tape);
}
