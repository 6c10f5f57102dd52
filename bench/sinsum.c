/* A sum of damped sines: sinsum H N */
#include <math.h>

#include "clock.h"

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    double h = atof(argv[1]), s = 0.0;
    long n = atol(argv[2]);
    double began = now();
    for (long i = 0; i < n; i++) s += sin(i * h) / (1 + i);
    report(began);
    printf("%.17g\n", s);
}
