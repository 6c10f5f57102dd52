/* The edit distance of two texts of n letters, its table a list of lists: edit_lists N */
#include "checked.h"

typedef struct {
    char *p;
    long n;
} text;

static text letters(long n, long seed) {
    text out = {malloc(n), n};
    for (long i = 0; i < n; i++) {
        seed = next(seed);
        out.p[i] = "acgt"[seed / 65536 % 4];
    }
    return out;
}

static inline char letter(const text *t, long i) { return t->p[at(i, t->n)]; }

typedef struct {
    list *p;
    long n;
} table;

static inline list *row(table *t, long i) { return &t->p[at(i, t->n)]; }

static inline long min(long a, long b) { return b < a ? b : a; }

static long distance(long n) {
    text s = letters(n, 1), u = letters(n, 2);
    table t = {malloc((n + 1) * sizeof(list)), n + 1};
    for (long i = 0; i <= n; i++) t.p[i] = list_of(n + 1, 0);
    for (long i = 0; i <= n; i++) {
        set(row(&t, i), 0, i);
        set(row(&t, 0), i, i);
    }
    for (long i = 1; i <= n; i++)
        for (long j = 1; j <= n; j++)
            if (letter(&s, sub(i, 1)) == letter(&u, sub(j, 1)))
                set(row(&t, i), j, get(row(&t, sub(i, 1)), sub(j, 1)));
            else
                set(row(&t, i), j, add(1, min(min(get(row(&t, sub(i, 1)), sub(j, 1)), get(row(&t, sub(i, 1)), j)), get(row(&t, i), sub(j, 1)))));
    long out = get(row(&t, n), n);
    for (long i = 0; i <= n; i++) free(t.p[i].p);
    free(t.p);
    free(s.p);
    free(u.p);
    return out;
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    MEASURE("%ld", distance(atol(argv[1])));
}
