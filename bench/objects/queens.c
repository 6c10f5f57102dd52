/* The ways to place n queens, found by pushes and pops: queens N */
#include "checked.h"

static int safe(list *columns, long c) {
    long row = columns->n;
    for (long r = 0; r < row; r++) {
        long d = sub(get(columns, r), c);
        if (d == 0 || d == sub(row, r) || d == sub(r, row)) return 0;
    }
    return 1;
}

static long ways(long n, list *columns) {
    if (columns->n == n) return 1;
    long total = 0;
    for (long c = 0; c < n; c++)
        if (safe(columns, c)) {
            push(columns, c);
            total = add(total, ways(n, columns));
            pop(columns);
        }
    return total;
}

static long all(long n) {
    list columns = list_of(0, 0);
    long out = ways(n, &columns);
    free(columns.p);
    return out;
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    MEASURE("%ld", all(atol(argv[1])));
}
