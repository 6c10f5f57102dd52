/* The steps of all Collatz sequences that start below N: collatz N */
#include "clock.h"

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    long limit = atol(argv[1]), steps = 0;
    double began = now();
    for (long start = 1; start < limit; start++)
        for (long n = start; n != 1; steps++) n = n % 2 == 0 ? n / 2 : 3 * n + 1;
    report(began);
    printf("%ld\n", steps);
}
