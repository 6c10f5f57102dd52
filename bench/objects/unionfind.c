/* n unions of n elements, with halving of paths: unionfind N */
#include "checked.h"

static long find(list *parent, long x) {
    while (get(parent, x) != x) {
        set(parent, x, get(parent, get(parent, x)));
        x = get(parent, x);
    }
    return x;
}

static inline long over(long a, long b) {
    if (b == 0) fail("ZeroDivisionError");
    return a % b;
}

static long parts(long n) {
    list parent = list_of(n, 0), size = list_of(n, 1);
    for (long i = 0; i < n; i++) set(&parent, i, i);
    long left = n, seed = 1;
    for (long i = 0; i < n; i++) {
        long a = find(&parent, over(seed = next(seed), n)), b = find(&parent, over(seed = next(seed), n));
        if (a == b) continue;
        if (get(&size, a) < get(&size, b)) {
            long c = a;
            a = b;
            b = c;
        }
        set(&parent, b, a);
        set(&size, a, add(get(&size, a), get(&size, b)));
        left = sub(left, 1);
    }
    free(parent.p);
    free(size.p);
    return left;
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    MEASURE("%ld", parts(atol(argv[1])));
}
