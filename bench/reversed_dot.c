/* The product of an array with its reverse: reversed_dot N */
#include "clock.h"

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    long n = atol(argv[1]);
    double *x = malloc(n * sizeof *x), s = 0.0;
    for (long i = 0; i < n; i++) x[i] = (i * 7919 % 1000) / 1000.0;
    double began = now();
    for (long i = 0; i < n; i++) s += x[i] * x[n - 1 - i];
    report(began);
    printf("%.17g\n", s);
}
