/* The limit by hand: surface runs with their record, and basin maps, in plain C. One process per kind of machine code;
   "surface FN OPTIMIZER STEPS TIMES" or "basin OPTIMIZER SIDE STEPS TIMES" on standard input is answered by the nanoseconds
   of processor time and a sum of the results. Basin maps use vectors of BITS bits, GROUPS of them side by side. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifndef BITS
#define BITS 128
#endif

static long long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/* Numbers that are written in from outside, as in a program whose knobs can be turned. */
struct numbers {
  double a, b, lr, momentum, beta1, beta2, eps, weight_decay;
};
struct record {
  double *x, *loss, *gradient;
};

typedef double (*surface)(double x, double y, const struct numbers *n, double *gx, double *gy);
#define INLINE static inline __attribute__((always_inline))

INLINE double rosenbrock(double x, double y, const struct numbers *n, double *gx, double *gy) {
  double a = n->a - x, b = y - x * x;
  *gx = -2 * a - 4 * n->b * x * b;
  *gy = 2 * n->b * b;
  return a * a + n->b * b * b;
}

INLINE double beale(double x, double y, const struct numbers *n, double *gx, double *gy) {
  (void)n;
  double y2 = y * y, y3 = y2 * y, a = 1.5 - x + x * y, b = 2.25 - x + x * y2, c = 2.625 - x + x * y3;
  *gx = 2 * (a * (y - 1) + b * (y2 - 1) + c * (y3 - 1));
  *gy = 2 * x * (a + 2 * b * y + 3 * c * y2);
  return a * a + b * b + c * c;
}

INLINE double ackley(double x, double y, const struct numbers *n, double *gx, double *gy) {
  (void)n;
  const double turn = 2 * M_PI;
  double r = sqrt(0.5 * (x * x + y * y)), e1 = exp(-0.2 * r), e2 = exp(0.5 * (cos(turn * x) + cos(turn * y)));
  double k = 2 * e1 / r;
  *gx = k * x + M_PI * sin(turn * x) * e2;
  *gy = k * y + M_PI * sin(turn * y) * e2;
  return -20 * e1 - e2 + M_E + 20;
}

INLINE double run_momentum(surface f, const struct numbers *given, double x, double y, long steps, struct record r) {
  struct numbers n = *given;
  double bx = 0, by = 0;
  for (long i = 0; i < steps; i++) {
    double gx, gy, loss = f(x, y, &n, &gx, &gy);
    r.x[2 * i] = x;
    r.x[2 * i + 1] = y;
    r.loss[i] = loss;
    r.gradient[2 * i] = gx;
    r.gradient[2 * i + 1] = gy;
    bx = n.momentum * bx + gx;
    by = n.momentum * by + gy;
    x -= n.lr * bx;
    y -= n.lr * by;
  }
  return x + y;
}

INLINE double run_adam(surface f, const struct numbers *given, double x, double y, long steps, struct record r) {
  struct numbers n = *given;
  double mx = 0, my = 0, vx = 0, vy = 0, p1 = 1, p2 = 1;
  for (long i = 0; i < steps; i++) {
    double gx, gy, loss = f(x, y, &n, &gx, &gy);
    r.x[2 * i] = x;
    r.x[2 * i + 1] = y;
    r.loss[i] = loss;
    r.gradient[2 * i] = gx;
    r.gradient[2 * i + 1] = gy;
    gx += n.weight_decay * x;
    gy += n.weight_decay * y;
    mx = n.beta1 * mx + (1 - n.beta1) * gx;
    my = n.beta1 * my + (1 - n.beta1) * gy;
    vx = n.beta2 * vx + (1 - n.beta2) * gx * gx;
    vy = n.beta2 * vy + (1 - n.beta2) * gy * gy;
    p1 *= n.beta1;
    p2 *= n.beta2;
#ifdef DIVIDE
    x -= n.lr * (mx / (1 - p1)) / (sqrt(vx / (1 - p2)) + n.eps);
    y -= n.lr * (my / (1 - p1)) / (sqrt(vy / (1 - p2)) + n.eps);
#else
    double c1 = n.lr / (1 - p1), c2 = 1 / (1 - p2);
    x -= c1 * mx / (sqrt(vx * c2) + n.eps);
    y -= c1 * my / (sqrt(vy * c2) + n.eps);
#endif
  }
  return x + y;
}

/* Kept out of line, so that the numbers are as unknown to it as they are to a compiled program. */
#define RUN(name, f, optimizer)                                                                                       \
  __attribute__((noinline)) static double name(const struct numbers *n, double x, double y, long steps,              \
                                               struct record r) {                                                     \
    return optimizer(f, n, x, y, steps, r);                                                                           \
  }
RUN(rosenbrock_momentum, rosenbrock, run_momentum)
RUN(rosenbrock_adam, rosenbrock, run_adam)
RUN(beale_momentum, beale, run_momentum)
RUN(beale_adam, beale, run_adam)
RUN(ackley_momentum, ackley, run_momentum)
RUN(ackley_adam, ackley, run_adam)

#define LANES (BITS / 64)
typedef double vector __attribute__((vector_size(BITS / 8)));
INLINE vector root(vector a) {
  for (int i = 0; i < LANES; i++) a[i] = sqrt(a[i]);
  return a;
}

struct map {
  int points;
  double *x, *y;
};

/* All steps of a few groups of points with their state in registers, then the next few. */
#define BASIN(name, GROUPS)                                                                                           \
  __attribute__((noinline)) static void momentum_##name(struct map m, const struct numbers *given, long steps) {      \
    struct numbers n = *given;                                                                                        \
    for (int at = 0; at < m.points; at += GROUPS * LANES) {                                                           \
      vector x[GROUPS], y[GROUPS], bx[GROUPS], by[GROUPS];                                                            \
      for (int u = 0; u < GROUPS; u++) {                                                                              \
        x[u] = *(vector *)(m.x + at + u * LANES);                                                                     \
        y[u] = *(vector *)(m.y + at + u * LANES);                                                                     \
        bx[u] = by[u] = (vector){0};                                                                                  \
      }                                                                                                               \
      for (long step = 0; step < steps; step++)                                                                       \
        _Pragma("GCC unroll 8") for (int u = 0; u < GROUPS; u++) {                                                    \
          vector a = x[u] * x[u] + y[u] - 11.0, b = x[u] + y[u] * y[u] - 7.0;                                         \
          bx[u] = n.momentum * bx[u] + (4.0 * x[u] * a + 2.0 * b);                                                    \
          by[u] = n.momentum * by[u] + (2.0 * a + 4.0 * y[u] * b);                                                    \
          x[u] -= n.lr * bx[u];                                                                                       \
          y[u] -= n.lr * by[u];                                                                                       \
        }                                                                                                             \
      for (int u = 0; u < GROUPS; u++) {                                                                              \
        *(vector *)(m.x + at + u * LANES) = x[u];                                                                     \
        *(vector *)(m.y + at + u * LANES) = y[u];                                                                     \
      }                                                                                                               \
    }                                                                                                                 \
  }                                                                                                                   \
  __attribute__((noinline)) static void adam_##name(struct map m, const struct numbers *given, long steps) {          \
    struct numbers n = *given;                                                                                        \
    double *first = malloc(steps * sizeof(double)), *second = malloc(steps * sizeof(double)), p1 = 1, p2 = 1;         \
    for (long step = 0; step < steps; step++) {                                                                       \
      p1 *= n.beta1;                                                                                                  \
      p2 *= n.beta2;                                                                                                  \
      first[step] = n.lr / (1 - p1);                                                                                  \
      second[step] = 1 / (1 - p2);                                                                                    \
    }                                                                                                                 \
    for (int at = 0; at < m.points; at += GROUPS * LANES) {                                                           \
      vector x[GROUPS], y[GROUPS], mx[GROUPS], my[GROUPS], vx[GROUPS], vy[GROUPS];                                    \
      for (int u = 0; u < GROUPS; u++) {                                                                              \
        x[u] = *(vector *)(m.x + at + u * LANES);                                                                     \
        y[u] = *(vector *)(m.y + at + u * LANES);                                                                     \
        mx[u] = my[u] = vx[u] = vy[u] = (vector){0};                                                                  \
      }                                                                                                               \
      for (long step = 0; step < steps; step++)                                                                       \
        _Pragma("GCC unroll 8") for (int u = 0; u < GROUPS; u++) {                                                    \
          vector a = x[u] * x[u] + y[u] - 11.0, b = x[u] + y[u] * y[u] - 7.0;                                         \
          vector gx = 4.0 * x[u] * a + 2.0 * b, gy = 2.0 * a + 4.0 * y[u] * b;                                        \
          mx[u] = n.beta1 * mx[u] + (1 - n.beta1) * gx;                                                               \
          my[u] = n.beta1 * my[u] + (1 - n.beta1) * gy;                                                               \
          vx[u] = n.beta2 * vx[u] + (1 - n.beta2) * gx * gx;                                                          \
          vy[u] = n.beta2 * vy[u] + (1 - n.beta2) * gy * gy;                                                          \
          x[u] -= first[step] * mx[u] / (root(vx[u] * second[step]) + n.eps);                                         \
          y[u] -= first[step] * my[u] / (root(vy[u] * second[step]) + n.eps);                                         \
        }                                                                                                             \
      for (int u = 0; u < GROUPS; u++) {                                                                              \
        *(vector *)(m.x + at + u * LANES) = x[u];                                                                     \
        *(vector *)(m.y + at + u * LANES) = y[u];                                                                     \
      }                                                                                                               \
    }                                                                                                                 \
    free(first);                                                                                                      \
    free(second);                                                                                                     \
  }
BASIN(1, 1)
BASIN(2, 2)
BASIN(4, 4)
BASIN(6, 6)

typedef void (*basin)(struct map, const struct numbers *, long);
static const basin basins[2][4] = {
  {momentum_1, momentum_2, momentum_4, momentum_6},
  {adam_1, adam_2, adam_4, adam_6},
};

static void *numbers_of(size_t count) {
  void *memory = aligned_alloc(64, (count * sizeof(double) + 63) / 64 * 64);
  memset(memory, 0, count * sizeof(double));
  return memory;
}

int main(void) {
  typedef double (*run)(const struct numbers *, double, double, long, struct record);
  const run runs[3][2] = {
    {rosenbrock_momentum, rosenbrock_adam},
    {beale_momentum, beale_adam},
    {ackley_momentum, ackley_adam},
  };
  char line[256], what[16];
  while (fgets(line, sizeof line, stdin)) {
    int which, optimizer, side, choice;
    long steps, times;
    double lr, x, y, sum = 0;
    long long begin = 0, end = 0;
    if (sscanf(line, "%15s", what) != 1) continue;
    struct numbers n = {1, 100, 0, 0.9, 0.9, 0.999, 1e-8, 0};
    if (!strcmp(what, "surface") &&
        sscanf(line, "%*s %d %d %lf %lf %lf %ld %ld", &which, &optimizer, &lr, &x, &y, &steps, &times) == 7) {
      n.lr = lr;
      struct record r = {numbers_of(2 * steps), numbers_of(steps), numbers_of(2 * steps)};
      begin = now();
      for (long i = 0; i < times; i++) sum = runs[which][optimizer](&n, x, y, steps, r);
      end = now();
      free(r.x);
      free(r.loss);
      free(r.gradient);
    } else if (!strcmp(what, "basin") &&
               sscanf(line, "%*s %d %d %lf %d %ld %ld", &optimizer, &choice, &lr, &side, &steps, &times) == 6) {
      n.lr = lr;
      struct map m = {side * side, numbers_of(side * side + 64), numbers_of(side * side + 64)};
      begin = now();
      for (long i = 0; i < times; i++) {
        for (int p = 0; p < m.points; p++) {
          m.x[p] = -5 + 10. * (p % side) / (side - 1);
          m.y[p] = -5 + 10. * (p / side) / (side - 1);
        }
        /* Groups may reach beyond the last point: there is room for them. */
        basins[optimizer][choice](m, &n, steps);
      }
      end = now();
      for (int p = 0; p < m.points; p++) sum += m.x[p] + m.y[p];
      free(m.x);
      free(m.y);
    }
    printf("%lld %.17g\n", end - begin, sum);
    fflush(stdout);
  }
  return 0;
}
