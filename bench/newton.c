/* Value and gradient of Newton's square root at N points, with a tape written by hand: newton A H N */
#include <math.h>

#include "clock.h"

typedef struct {
    double *x;
    long len, cap;
} Tape;

static void push(Tape *t, double x) {
    if (t->len == t->cap) {
        t->cap = t->cap ? 2 * t->cap : 16;
        t->x = realloc(t->x, t->cap * sizeof *t->x);
    }
    t->x[t->len++] = x;
}

static double forward(double a, Tape *t) {
    double x = 0.5 * (a + 1.0);
    for (;;) {
        push(t, x);
        double y = 0.5 * (x + a / x);
        if (fabs(y - x) <= 1e-15 * y) return y;
        x = y;
    }
}

static double backward(double a, const Tape *t) {
    double ct = 1.0, da = 0.0;
    for (long k = t->len - 1; k >= 0; k--) {
        double x = t->x[k], half = 0.5 * ct;
        da += half / x;
        ct = half - half * a / (x * x);
    }
    return da + 0.5 * ct;
}

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    double a0 = atof(argv[1]), h = atof(argv[2]), values = 0.0, slopes = 0.0;
    long n = atol(argv[3]);
    Tape t = {0};
    double began = now();
    for (long i = 0; i < n; i++) {
        double a = a0 + i * h;
        t.len = 0;
        values += forward(a, &t);
        slopes += backward(a, &t);
    }
    report(began);
    printf("(%.17g, %.17g)\n", values, slopes);
}
