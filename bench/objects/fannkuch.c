/* Flips of all permutations of n, and the most that one takes: fannkuch N */
#include "checked.h"

static long flipped(long n) {
    list p = list_of(n, 0), q = list_of(n, 0), count = list_of(n, 0);
    for (long i = 0; i < n; i++) set(&p, i, i);
    long checksum = 0, most = 0, trips = 0, r = n;
    for (;;) {
        while (r != 1) {
            set(&count, sub(r, 1), r);
            r = sub(r, 1);
        }
        for (long i = 0; i < n; i++) set(&q, i, get(&p, i));
        long flips = 0, k = get(&q, 0);
        while (k) {
            long i = 0, j = k;
            while (i < j) {
                swap(&q, i, j);
                i = add(i, 1);
                j = sub(j, 1);
            }
            flips = add(flips, 1);
            k = get(&q, 0);
        }
        most = flips > most ? flips : most;
        checksum = add(checksum, trips % 2 == 0 ? flips : -flips);
        for (;;) {
            if (r == n) {
                free(p.p);
                free(q.p);
                free(count.p);
                return add(mul(checksum, 1000), most);
            }
            long first = get(&p, 0);
            for (long i = 0; i < r; i++) set(&p, i, get(&p, add(i, 1)));
            set(&p, r, first);
            set(&count, r, sub(get(&count, r), 1));
            if (get(&count, r) > 0) break;
            r = add(r, 1);
        }
        trips = add(trips, 1);
    }
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    MEASURE("%ld", flipped(atol(argv[1])));
}
