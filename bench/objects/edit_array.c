/* The edit distance of two sequences of n letters: edit_array N */
#include "measure.h"

static long *letters(long n, long seed) {
    long *out = malloc(n * sizeof(long));
    for (long i = 0; i < n; i++) {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        out[i] = seed / 65536 % 4;
    }
    return out;
}

static inline long min(long a, long b) { return b < a ? b : a; }

static long distance(long n) {
    long *s = letters(n, 1), *t = letters(n, 2), w = n + 1, *table = calloc(w * w, sizeof(long));
    for (long i = 0; i <= n; i++) table[i * w] = table[i] = i;
    for (long i = 1; i <= n; i++)
        for (long j = 1; j <= n; j++)
            if (s[i - 1] == t[j - 1])
                table[i * w + j] = table[(i - 1) * w + j - 1];
            else
                table[i * w + j] = 1 + min(min(table[(i - 1) * w + j - 1], table[(i - 1) * w + j]), table[i * w + j - 1]);
    long out = table[n * w + n];
    free(s);
    free(t);
    free(table);
    return out;
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    MEASURE("%ld", distance(atol(argv[1])));
}
