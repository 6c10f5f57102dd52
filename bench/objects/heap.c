/* n pushes to a heap and n pops: heap N */
#include "checked.h"

static void put(list *heap, long x) {
    push(heap, x);
    long i = sub(heap->n, 1);
    while (i > 0) {
        long up = sub(i, 1) / 2;
        if (get(heap, up) <= get(heap, i)) break;
        swap(heap, up, i);
        i = up;
    }
}

static long take(list *heap) {
    long last = pop(heap);
    if (heap->n == 0) return last;
    long least = get(heap, 0), i = 0;
    set(heap, 0, last);
    for (;;) {
        long down = add(mul(2, i), 1);
        if (down >= heap->n) break;
        if (add(down, 1) < heap->n && get(heap, add(down, 1)) < get(heap, down)) down = add(down, 1);
        if (get(heap, i) <= get(heap, down)) break;
        swap(heap, down, i);
        i = down;
    }
    return least;
}

static long check(long n) {
    list heap = list_of(0, 0);
    long seed = 1, sum = 0;
    for (long i = 0; i < n; i++) put(&heap, seed = next(seed));
    for (long i = 0; i < n; i++) sum = add(mul(sum, 31), take(&heap)) % 1000000007;
    free(heap.p);
    return sum;
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    MEASURE("%ld", check(atol(argv[1])));
}
