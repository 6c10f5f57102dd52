/* Two linear congruential generators, modulo a power of two and modulo a prime: lcg SEED N */
#include "clock.h"

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    long seed = atol(argv[1]), n = atol(argv[2]);
    double began = now();
    long x = seed, y = seed, odd = 0;
    for (long i = 0; i < n; i++) {
        x = (1103515245 * x + 12345) % 2147483648;
        odd += x / 16 % 2;
    }
    for (long i = 0; i < n; i++) {
        y = 48271 * y % 2147483647;
        odd += y / 16 % 2;
    }
    report(began);
    printf("%ld %ld %ld\n", x, y, odd);
}
