/* The processor time that a benchmark's own work took, printed as `seconds 0.0351` on standard error. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

static void report(double began) { fprintf(stderr, "seconds %.6f\n", now() - began); }
