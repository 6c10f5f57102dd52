/* Lists of ints with the checks that Python's meaning asks for: indices in range, sums and products that fit. */
#include "measure.h"
#include <string.h>

static void fail(const char *what) {
    fprintf(stderr, "%s\n", what);
    exit(1);
}

static inline long at(long i, long n) {
    if ((unsigned long)i >= (unsigned long)n) fail("IndexError");
    return i;
}

static inline long add(long a, long b) {
    long c;
    if (__builtin_add_overflow(a, b, &c)) fail("OverflowError");
    return c;
}

static inline long sub(long a, long b) {
    long c;
    if (__builtin_sub_overflow(a, b, &c)) fail("OverflowError");
    return c;
}

static inline long mul(long a, long b) {
    long c;
    if (__builtin_mul_overflow(a, b, &c)) fail("OverflowError");
    return c;
}

typedef struct {
    long *p, n, cap;
} list;

static list list_of(long n, long x) {
    list l = {malloc((n ? n : 1) * sizeof(long)), n, n ? n : 1};
    for (long i = 0; i < n; i++) l.p[i] = x;
    return l;
}

static inline long get(const list *l, long i) { return l->p[at(i, l->n)]; }

static inline void set(list *l, long i, long x) { l->p[at(i, l->n)] = x; }

static inline void push(list *l, long x) {
    if (l->n == l->cap) l->p = realloc(l->p, (l->cap *= 2) * sizeof(long));
    l->p[l->n++] = x;
}

static inline long pop(list *l) {
    if (!l->n) fail("IndexError");
    return l->p[--l->n];
}

static inline void swap(list *l, long i, long j) {
    long x = get(l, i), y = get(l, j);
    set(l, i, y);
    set(l, j, x);
}

static inline long next(long seed) { return add(mul(seed, 1103515245), 12345) % 2147483648; }
