#include "../clock.h"

/* Runs work once to warm up, then a few times by the clock, and prints the result with a format. */
#define MEASURE(format, work)                                    \
    do {                                                         \
        work;                                                    \
        double began = now(), spent;                             \
        long runs = 0;                                           \
        do {                                                     \
            work;                                                \
            runs++;                                              \
            spent = now() - began;                               \
        } while (spent < 0.3);                                   \
        fprintf(stderr, "seconds %.9f\n", spent / runs);         \
        printf(format "\n", work);                               \
    } while (0)
