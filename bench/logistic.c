/* The logistic map: logistic R X N */
#include "clock.h"

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    double r = atof(argv[1]), x = atof(argv[2]);
    long n = atol(argv[3]);
    double began = now();
    for (long i = 0; i < n; i++) x = r * x * (1.0 - x);
    report(began);
    printf("%.17g\n", x);
}
