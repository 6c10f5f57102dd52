/* Bubble sort of n ints: bubble N */
#include "checked.h"

static long sort(long n) {
    list xs = list_of(0, 0);
    long seed = 1;
    for (long i = 0; i < n; i++) push(&xs, seed = next(seed));
    for (long i = 0; i < n; i++)
        for (long j = 0; j < sub(sub(n, 1), i); j++)
            if (get(&xs, j) > get(&xs, add(j, 1))) swap(&xs, j, add(j, 1));
    long out = add(add(get(&xs, 0), get(&xs, n / 2)), get(&xs, n - 1));
    free(xs.p);
    return out;
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    MEASURE("%ld", sort(atol(argv[1])));
}
