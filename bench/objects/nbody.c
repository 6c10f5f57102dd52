/* Sun and planets: nbody STEPS */
#include "checked.h"
#include <math.h>

typedef struct {
    double x, y, z, vx, vy, vz, mass;
} body;

static const body FIRST[] = {
    {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.47841760435743},
    {4.841431442464721, -1.1603200440274284, -0.10362204447112311, 0.606326392995832, 2.81198684491626, -0.02521836165988763, 0.03769367487038949},
    {8.34336671824458, 4.124798564124305, -0.4035234171143214, -1.0107743461787924, 1.8256623712304119, 0.008415761376584154, 0.011286326131968767},
    {12.894369562139131, -15.111151401698631, -0.22330757889265573, 1.0827910064415354, 0.8687130181696082, -0.010832637401363636, 0.0017237240570597112},
    {15.379697114850917, -25.919314609987964, 0.17925877295037118, 0.979090732243898, 0.5946989986476762, -0.034755955504078104, 0.0020336868699246304},
};

typedef struct {
    body **p;
    long n;
} system_;

static inline body *nth(system_ *s, long i) { return s->p[at(i, s->n)]; }

static inline double over(double a, double b) {
    if (b == 0) fail("ZeroDivisionError");
    return a / b;
}

static void advance(system_ *s, double dt) {
    for (long i = 0; i < s->n; i++) {
        body *a = nth(s, i);
        for (long j = i + 1; j < s->n; j++) {
            body *b = nth(s, j);
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            double d = dx * dx + dy * dy + dz * dz, mag = over(dt, d * sqrt(d));
            a->vx -= dx * b->mass * mag;
            a->vy -= dy * b->mass * mag;
            a->vz -= dz * b->mass * mag;
            b->vx += dx * a->mass * mag;
            b->vy += dy * a->mass * mag;
            b->vz += dz * a->mass * mag;
        }
    }
    for (long i = 0; i < s->n; i++) {
        body *b = nth(s, i);
        b->x += dt * b->vx;
        b->y += dt * b->vy;
        b->z += dt * b->vz;
    }
}

static double energy(system_ *s) {
    double e = 0.0;
    for (long i = 0; i < s->n; i++) {
        body *a = nth(s, i);
        e += 0.5 * a->mass * (a->vx * a->vx + a->vy * a->vy + a->vz * a->vz);
        for (long j = i + 1; j < s->n; j++) {
            body *b = nth(s, j);
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            e -= over(a->mass * b->mass, sqrt(dx * dx + dy * dy + dz * dz));
        }
    }
    return e;
}

static double run(long steps) {
    system_ s = {malloc(5 * sizeof(body *)), 5};
    for (long i = 0; i < 5; i++) {
        s.p[i] = malloc(sizeof(body));
        *s.p[i] = FIRST[i];
    }
    for (long k = 0; k < steps; k++) advance(&s, 0.01);
    double e = energy(&s);
    for (long i = 0; i < 5; i++) free(s.p[i]);
    free(s.p);
    return e;
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    MEASURE("%.17g", run(atol(argv[1])));
}
