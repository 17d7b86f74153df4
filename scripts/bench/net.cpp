// The limit by hand: a training step of a network (batch looked up by number, forward, loss, backward, update) in C++ with every size known
// when it is compiled. Activations lie [feature][sample] in whole vectors, weights [out][in]; a wide first layer takes the
// samples as they lie. One process per case and precision; "run N" on standard input is answered by the nanoseconds of
// processor time, "loss" by the mean loss over all samples.
// -DVB=16 bytes per vector, -DREAL=float|double, -DSPEC_LAYERS=2,8,8,1 or -DCNN, -DBATCH=32, -DTANH, -DADAM.
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
static long long now_ns() { timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return t.tv_sec * 1000000000LL + t.tv_nsec; }
#include <vector>
#include <string>
#include <type_traits>
#ifndef REAL
#define REAL float
#endif
#ifndef VB
#define VB 32
#endif
typedef REAL real;
constexpr int VL = VB / sizeof(real);
typedef real vf __attribute__((vector_size(VB), aligned(VB), may_alias));
typedef real vu __attribute__((vector_size(VB), aligned(sizeof(real)), may_alias));
constexpr int B = BATCH, NV = (B + VL - 1) / VL, BP = NV * VL;
#if VB == 64
constexpr int MAXACC = 24;
#else
constexpr int MAXACC = 12;
#endif
#define UNR _Pragma("GCC unroll 32")
// Functions of the lab's own accuracy (libm, one at a time); with -DLOOSE the compiler's vector versions, up to 4 ulp.
#ifdef LOOSE
#define EXACT static inline
#else
#define EXACT static __attribute__((noinline, noclone, optimize("no-fast-math")))
#endif
EXACT double exp_(double x) { return std::exp(x); }
EXACT double log_(double x) { return std::log(x); }
EXACT double log1p_(double x) { return std::log1p(x); }
EXACT double tanh1_(double x) { return std::tanh(x); }
static inline float exp_(float x) { return std::exp(x); }
static inline float log_(float x) { return std::log(x); }
static inline float log1p_(float x) { // for 0 <= x <= 1
  float s = x / (2 + x), z = s * s;
  return s * (2 + z * (0.66666640f + z * (0.40007561f + z * (0.28236620f + z * 0.26851498f))));
}
static inline vf splat(real x) { vf r = {}; return r + x; }
static inline real hsum(vf v) { real s = 0; UNR for (int k = 0; k < VL; k++) s += v[k]; return s; }
static real LR; static double b1t = 1, b2t = 1; static real c1 = 1, c2 = 1;
constexpr real BETA1 = 0.9, BETA2 = 0.999, EPS = 1e-8;

constexpr int cdiv(int a, int b) { return (a + b - 1) / b; }
// largest block <= cap that divides n, else cap with a tail
constexpr int blk(int n, int cap) { for (int k = cap; k > cap / 2; k--) if (n % k == 0) return k; return n < cap ? n : cap; }

template <int OB, int BV, int NK, bool TR> static inline __attribute__((always_inline)) void
mm_tile(const real *W, int ws, const vf *X, const real *bias, vf *Z) {
  // Z[o][v] = bias[o] + sum_k W(o,k) X[k][v];  TR: W(o,k) = W[k*ws+o]
  vf acc[OB][BV];
  UNR for (int o = 0; o < OB; o++) UNR for (int v = 0; v < BV; v++) acc[o][v] = bias ? splat(bias[o]) : vf{};
  for (int k = 0; k < NK; k++) {
    vf x[BV];
    UNR for (int v = 0; v < BV; v++) x[v] = X[k * NV + v];
    UNR for (int o = 0; o < OB; o++) {
      vf w = splat(TR ? W[k * ws + o] : W[o * ws + k]);
      UNR for (int v = 0; v < BV; v++) acc[o][v] += w * x[v];
    }
  }
  UNR for (int o = 0; o < OB; o++) UNR for (int v = 0; v < BV; v++) Z[o * NV + v] = acc[o][v];
}
template <int NO, int NK, bool TR> static void mm(const real *W, int ws, const vf *X, const real *bias, vf *Z) {
  constexpr int BV = NV % 4 == 0 ? (MAXACC >= 24 ? 4 : 2) : NV % 3 == 0 ? 3 : NV % 2 == 0 ? 2 : (NV == 1 ? 1 : 1);
  constexpr int OB = blk(NO, MAXACC / BV);
  constexpr int TAIL = NO % OB;
  for (int v = 0; v < NV; v += BV) {
    int o = 0;
    for (; o + OB <= NO; o += OB) mm_tile<OB, BV, NK, TR>(TR ? W + o : W + o * ws, ws, X + v, bias ? bias + o : nullptr, Z + o * NV + v);
    if constexpr (TAIL > 0) mm_tile<TAIL, BV, NK, TR>(TR ? W + o : W + o * ws, ws, X + v, bias ? bias + o : nullptr, Z + o * NV + v);
  }
}
static bool dwg = false; static ptrdiff_t DM, DV; // distance of the Adam moments from the parameters (one arena)
static inline void adam1(real *p, real g) {
  const real lr = LR / c1, ic2 = 1 / c2; real m = p[DM] = BETA1 * p[DM] + (1 - BETA1) * g, v = p[DV] = BETA2 * p[DV] + (1 - BETA2) * g * g;
  *p -= lr * m / (std::sqrt(v * ic2) + EPS);
}
template <int OB, int IB, int NR> static inline __attribute__((always_inline)) void dw_tile(const vf *D, const vf *X, real *G, int gs) {
  vf acc[OB][IB] = {};
  for (int r = 0; r < NR; r++) {
    vf x[IB];
    UNR for (int i = 0; i < IB; i++) x[i] = X[i * NR + r];
    UNR for (int o = 0; o < OB; o++) { vf d = D[o * NR + r]; UNR for (int i = 0; i < IB; i++) acc[o][i] += d * x[i]; }
  }
  UNR for (int o = 0; o < OB; o++) UNR for (int i = 0; i < IB; i++) {
#ifdef ADAM
    if (dwg) G[o * gs + i] = hsum(acc[o][i]); else adam1(G + o * gs + i, hsum(acc[o][i]));
#else
    G[o * gs + i] -= LR * hsum(acc[o][i]);
#endif
  }
}
// Layout S for a wide first layer: rows of the data set as they are, weights [panel][in][PVS vectors]; no horizontal sums.
#if VB == 64
constexpr int BBS = 8, IBS = 8, PVS = 1;
#elif VB == 32
constexpr int BBS = 8, IBS = 8, PVS = 1;
#else
constexpr int BBS = 4, IBS = 4, PVS = 2;
#endif
template <int NI, int NO, int BB> static inline __attribute__((always_inline)) void fwdS_rows(const real *const *X, const real *W, const real *bias, real *Z, int p, int b) {
  vf acc[BB][PVS]; const vu *w = (const vu *)(W + p * NI * PVS * VL); const real *const *x = X + b;
  UNR for (int q = 0; q < BB; q++) UNR for (int v = 0; v < PVS; v++) acc[q][v] = *(const vu *)(bias + (p * PVS + v) * VL);
  for (int k = 0; k < NI; k++) {
    vf ww[PVS]; UNR for (int v = 0; v < PVS; v++) ww[v] = w[k * PVS + v];
    UNR for (int q = 0; q < BB; q++) { vf xx = splat(x[q][k]); UNR for (int v = 0; v < PVS; v++) acc[q][v] += xx * ww[v]; }
  }
  UNR for (int q = 0; q < BB; q++) UNR for (int v = 0; v < PVS; v++) { vf a = acc[q][v]; for (int j = 0; j < VL; j++) Z[((p * PVS + v) * VL + j) * BP + b + q] = a[j]; }
}
template <int NI, int NO> static void fwdS(const real *const *X, const real *W, const real *bias, real *Z) {
  constexpr int TAIL = B % BBS;
  for (int p = 0; p < NO / (PVS * VL); p++) {
    int b = 0;
    for (; b + BBS <= B; b += BBS) fwdS_rows<NI, NO, BBS>(X, W, bias, Z, p, b);
    if constexpr (TAIL > 0) fwdS_rows<NI, NO, TAIL>(X, W, bias, Z, p, b);
  }
}
template <int NI, int NO> static void dwS(const real *const *X, const real *DS, real *W) {
  const vf b1 = splat(BETA1), b2 = splat(BETA2), lr = splat(LR / c1), ic2 = splat(1 / c2), one_b1 = splat(1 - BETA1), one_b2 = splat(1 - BETA2), eps = splat(EPS), vlr = splat(LR);
  for (int i = 0; i < NI; i += IBS) for (int p = 0; p < NO / (PVS * VL); p++) {
    vf acc[IBS][PVS] = {};
    for (int b = 0; b < B; b++) {
      vf d[PVS]; UNR for (int v = 0; v < PVS; v++) d[v] = *(const vf *)(DS + b * NO + (p * PVS + v) * VL);
      UNR for (int q = 0; q < IBS; q++) { vf xx = splat(X[b][i + q]); UNR for (int v = 0; v < PVS; v++) acc[q][v] += xx * d[v]; }
    }
    UNR for (int q = 0; q < IBS; q++) UNR for (int v = 0; v < PVS; v++) {
      real *w = W + p * NI * PVS * VL + (i + q) * PVS * VL + v * VL; vf g = acc[q][v];
#ifdef ADAM
      vf m = b1 * *(vu *)(w + DM) + one_b1 * g, s = b2 * *(vu *)(w + DV) + one_b2 * g * g, t = s * ic2, r; *(vu *)(w + DM) = m; *(vu *)(w + DV) = s;
      for (int j = 0; j < VL; j++) r[j] = std::sqrt(t[j]);
      *(vu *)w -= lr * m / (r + eps);
#else
      *(vu *)w -= vlr * g;
#endif
    }
  }
}
template <int NO, int NI, int NR> static void dw(const vf *D, const vf *X, real *G) {
  constexpr int IB = NI >= 4 ? (NI % 4 == 0 ? 4 : NI % 3 == 0 ? 3 : NI % 5 == 0 ? 5 : 1) : NI;
  constexpr int OB = blk(NO, MAXACC / IB < 1 ? 1 : MAXACC / IB);
  constexpr int TAIL = NO % OB;
  int o = 0;
  for (; o + OB <= NO; o += OB) for (int i = 0; i < NI; i += IB) dw_tile<OB, IB, NR>(D + o * NR, X + i * NR, G + o * NI + i, NI);
  if constexpr (TAIL > 0) for (int i = 0; i < NI; i += IB) dw_tile<TAIL, IB, NR>(D + o * NR, X + i * NR, G + o * NI + i, NI);
}
static void adam(real *p, const real *g, real *m, real *v, int n) {
  const real lr = LR / c1, ic2 = 1 / c2;
  for (int i = 0; i < n; i++) {
    real gi = g[i], mi = m[i] = BETA1 * m[i] + (1 - BETA1) * gi, vi = v[i] = BETA2 * v[i] + (1 - BETA2) * gi * gi;
    p[i] -= lr * mi / (std::sqrt(vi * ic2) + EPS);
  }
}
// 2^x - 1 for x >= 0, and as good as infinite where a tanh of it is 1
static inline vf expm1_of_power(vf x) {
  typedef std::conditional_t<sizeof(real) == 4, int, long long> whole; typedef whole vi __attribute__((vector_size(VB)));
  vf n, p; x = x < real(26.5) ? x : splat(26.5);
  UNR for (int k = 0; k < VL; k++) n[k] = std::rint(x[k]);
  vf f = x - n, scale = (vf)((__builtin_convertvector(n, vi) + whole(127)) << whole(23));
  p = f * (real(0.69314719) + f * (real(0.24022651) + f * (real(0.055503571) + f * (real(0.0096180826) + f * (real(0.0013390863) + f * real(0.00015453163))))));
  return scale * p + (scale - 1);
}
template <int N> static void tanh_(real *z) {
  if constexpr (sizeof(real) == 8) { for (int i = 0; i < N; i++) z[i] = tanh1_(z[i]); }
  else for (int i = 0; i < N / VL; i++) { // within 4 ulp, as the lab's own
    vf *v = (vf *)z + i, x = *v, m = expm1_of_power((x < 0 ? -x : x) * real(2 * 1.4426950408889634)), t = m / (m + 2);
    *v = x < 0 ? -t : t;
  }
}

static std::vector<real> X; static std::vector<int> Y; static int N, D, OUT, CL;
// Samples are looked up by number, as in a shuffled batch; LABELS and ROWS are those of the batch.
static std::vector<int> ORDER; static int LABELS[BP]; static const real *ROWS[BP];
static void look_up(int s) { for (int b = 0; b < B; b++) { int i = ORDER[s + b]; LABELS[b] = Y[i]; ROWS[b] = &X[(size_t)i * D]; } }
static real *alloc(size_t n) { void *p = aligned_alloc(64, (n * sizeof(real) + 63) / 64 * 64 + 64); memset(p, 0, n * sizeof(real)); return (real *)p; }

template <int NO> static real ce(const vf *Z, const int *y, vf *Dz) { // softmax or sigmoid cross-entropy; Dz = (p - y)/B
  real loss = 0; const real inv = real(1) / B;
  const real *z = (const real *)Z; real *d = (real *)Dz;
  alignas(64) real mx[BP], sm[BP];
  if constexpr (NO == 1) {
    for (int b = 0; b < BP; b++) { real e = exp_(-std::fabs(z[b])), s = 1 / (1 + e); real p = z[b] >= 0 ? s : e * s; d[b] = p; sm[b] = log1p_(e) + (z[b] > 0 ? z[b] : 0); }
    for (int b = 0; b < B; b++) { loss += sm[b] - (y[b] ? z[b] : 0); d[b] = (d[b] - y[b]) * inv; }
    for (int b = B; b < BP; b++) d[b] = 0;
  } else {
    for (int b = 0; b < BP; b++) mx[b] = z[b];
    for (int k = 1; k < NO; k++) for (int b = 0; b < BP; b++) mx[b] = z[k * BP + b] > mx[b] ? z[k * BP + b] : mx[b];
    for (int b = 0; b < BP; b++) sm[b] = 0;
    for (int k = 0; k < NO; k++) for (int b = 0; b < BP; b++) { real e = exp_(z[k * BP + b] - mx[b]); d[k * BP + b] = e; sm[b] += e; }
    alignas(64) real sc[BP], lg[BP];
    for (int b = 0; b < BP; b++) { sc[b] = inv / sm[b]; lg[b] = log_(sm[b]) + mx[b]; }
    for (int b = B; b < BP; b++) sc[b] = 0;
    for (int k = 0; k < NO; k++) for (int b = 0; b < BP; b++) d[k * BP + b] *= sc[b];
    for (int b = 0; b < B; b++) { loss += lg[b] - z[y[b] * BP + b]; d[y[b] * BP + b] -= inv; }
  }
  return loss * inv;
}

#ifndef CNN
constexpr int LY[] = {SPEC_LAYERS}; constexpr int NL = sizeof(LY) / sizeof(int) - 1;
constexpr bool WIDE = LY[0] >= 64 && LY[1] % (PVS * VL) == 0;
static real *W[NL], *bb[NL]; static vf *A[NL + 1], *DZ[NL + 1];
template <int l> static void forward() {
  if constexpr (l < NL) {
    if constexpr (l == 0 && WIDE) fwdS<LY[0], LY[1]>(ROWS, W[0], bb[0], (real *)A[1]);
    else mm<LY[l + 1], LY[l], false>(W[l], LY[l], A[l], bb[l], A[l + 1]);
    real *z = (real *)A[l + 1];
    if constexpr (l + 1 < NL) {
#ifdef TANH
      tanh_<LY[l + 1] * BP>(z);
#else
      for (int i = 0; i < LY[l + 1] * BP; i++) z[i] = z[i] > 0 ? z[i] : 0;
#endif
    }
    forward<l + 1>();
  }
}
template <int l> static void backward() { // DZ[l+1] is ready
  if constexpr (l >= 0) {
    if constexpr (l > 0) {
      mm<LY[l], LY[l + 1], true>(W[l], LY[l], DZ[l + 1], nullptr, DZ[l]);
      real *d = (real *)DZ[l]; const real *a = (const real *)A[l];
#ifdef TANH
      for (int i = 0; i < LY[l] * BP; i++) d[i] *= 1 - a[i] * a[i];
#else
      for (int i = 0; i < LY[l] * BP; i++) d[i] = a[i] > 0 ? d[i] : 0;
#endif
    }
    const real *dz = (const real *)DZ[l + 1];
    if constexpr (l == 0 && WIDE) {
      alignas(64) static real DS[BP * LY[1]];
      for (int o = 0; o < LY[1]; o++) for (int b = 0; b < B; b++) DS[b * LY[1] + o] = dz[o * BP + b];
      dwS<LY[0], LY[1]>(ROWS, DS, W[0]);
    } else dw<LY[l + 1], LY[l], NV>(DZ[l + 1], A[l], W[l]);
    for (int o = 0; o < LY[l + 1]; o++) {
      real s = 0; for (int b = 0; b < BP; b++) s += dz[o * BP + b];
#ifdef ADAM
      adam1(bb[l] + o, s);
#else
      bb[l][o] -= LR * s;
#endif
    }
    backward<l - 1>();
  }
}
static void gather(int s) {
  look_up(s); if (WIDE) return;
  real *a = (real *)A[0];
  for (int b = 0; b < B; b++) for (int i = 0; i < LY[0]; i++) a[i * BP + b] = ROWS[b][i];
}
static real step(int s) {
  gather(s);
  forward<0>();
  real loss = ce<LY[NL]>(A[NL], LABELS, DZ[NL]);
#ifdef ADAM
  b1t *= BETA1; b2t *= BETA2; c1 = 1 - b1t; c2 = 1 - b2t;
#endif
  backward<NL - 1>();
  return loss;
}
static double full() { double t = 0; for (int s = 0; s < N; s += B) { gather(s); forward<0>(); t += ce<LY[NL]>(A[NL], LABELS, DZ[NL]); } return t / (N / B); }
static void init(FILE *f) {
  for (int l = 0; l < NL; l++) {
    int ni = LY[l], no = LY[l + 1]; std::vector<float> w(ni * no), q(no);
    if (fread(w.data(), 4, ni * no, f) != (size_t)ni * no || fread(q.data(), 4, no, f) != (size_t)no) exit(2);
    auto up = [](size_t k) { return (k + 15) / 16 * 16; };
    if (l == 0) {
      size_t tot = 0; for (int q = 0; q < NL; q++) tot += up(LY[q] * LY[q + 1]) + up(LY[q + 1]);
      DM = tot; DV = 2 * tot; W[0] = alloc(3 * tot);
    }
    bb[l] = W[l] + up(ni * no); if (l + 1 < NL) W[l + 1] = bb[l] + up(no);
    for (int i = 0; i < ni; i++) for (int o = 0; o < no; o++) W[l][l == 0 && WIDE ? o / (PVS * VL) * ni * PVS * VL + i * PVS * VL + o % (PVS * VL) : o * ni + i] = w[o * ni + i];
    for (int o = 0; o < no; o++) bb[l][o] = q[o];
  }
  for (int l = 0; l <= NL; l++) { A[l] = (vf *)alloc(LY[l] * BP); DZ[l] = (vf *)alloc(LY[l] * BP); }
}
#else
// CNN: [c][y][x][batch]. conv 5x5x8, relu, pool, conv 5x5x16, relu, pool, dense.
static real *W1, *B1, *W2, *B2, *W3, *B3, *G1, *G2, *G3, *g1, *g2, *g3, *mm_[6], *vv_[6];
static vf *A0, *C1, *P1, *C2, *P2, *Z3, *D3, *DP2, *DC2, *DP1, *DC1;
// C[co][y][x][v] = b + sum W[co][ci][5][5] A[ci][..]
template <int CI, int CO, int H> static void conv(const vf *A, const real *W, const real *b, vf *C) {
  constexpr int OH = H - 4, XB = OH % 3 == 0 ? 3 : 4, OB = MAXACC / XB >= 4 ? (MAXACC / XB >= 8 ? 8 : 4) : 2;
  for (int v = 0; v < NV; v++) for (int o = 0; o < CO; o += OB) for (int y = 0; y < OH; y++) for (int x = 0; x < OH; x += XB) {
    vf acc[OB][XB];
    UNR for (int q = 0; q < OB; q++) UNR for (int k = 0; k < XB; k++) acc[q][k] = splat(b[o + q]);
    for (int c = 0; c < CI; c++) for (int ky = 0; ky < 5; ky++) {
      const vf *a = A + ((c * H + y + ky) * H + x) * NV + v; const real *w = W + ((o * CI + c) * 25 + ky * 5);
      UNR for (int kx = 0; kx < 5; kx++) UNR for (int q = 0; q < OB; q++) { vf ww = splat(w[q * CI * 25 + kx]); UNR for (int k = 0; k < XB; k++) acc[q][k] += ww * a[(k + kx) * NV]; }
    }
    UNR for (int q = 0; q < OB; q++) UNR for (int k = 0; k < XB; k++) { vf z = acc[q][k]; C[(((o + q) * OH + y) * OH + x + k) * NV + v] = z > 0 ? z : vf{}; }
  }
}
template <int CI, int CO, int H> static void conv_dx(const vf *D, const real *W, vf *DA) { // full correlation of D (OH) with W
  constexpr int OH = H - 4;
  constexpr int IB = CI >= 4 ? 4 : CI, XB = 3;
  static_assert(H % XB == 0);
  // pad D by 4 on each side
  constexpr int PH = OH + 8;
  static vf *PD = (vf *)alloc((size_t)CO * PH * PH * BP);
  for (int o = 0; o < CO; o++) for (int y = 0; y < OH; y++) memcpy(PD + ((o * PH + y + 4) * PH + 4) * NV, D + (o * OH + y) * OH * NV, OH * NV * sizeof(vf));
  for (int v = 0; v < NV; v++) for (int c = 0; c < CI; c += IB) for (int y = 0; y < H; y++) for (int x = 0; x < H; x += XB) {
    vf acc[IB][XB] = {};
    for (int o = 0; o < CO; o++) for (int ky = 0; ky < 5; ky++) {
      const vf *d = PD + ((o * PH + y + 4 - ky) * PH + x + 4) * NV + v; const real *w = W + (o * CI + c) * 25 + ky * 5;
      UNR for (int kx = 0; kx < 5; kx++) UNR for (int q = 0; q < IB; q++) { vf ww = splat(w[q * 25 + kx]); UNR for (int k = 0; k < XB; k++) acc[q][k] += ww * d[(k - kx) * NV]; }
    }
    UNR for (int q = 0; q < IB; q++) UNR for (int k = 0; k < XB; k++) DA[((c + q) * H * H + y * H + x + k) * NV + v] = acc[q][k];
  }
}
template <int CI, int CO, int H> static void conv_dw(const vf *D, const vf *A, real *G, real *gb) {
  constexpr int OH = H - 4, OB = MAXACC >= 24 ? 4 : 2;
  for (int o = 0; o < CO; o += OB) for (int c = 0; c < CI; c++) for (int ky = 0; ky < 5; ky++) {
    vf acc[OB][5] = {};
    for (int y = 0; y < OH; y++) {
      const vf *d = D + (o * OH + y) * OH * NV, *a = A + (c * H + y + ky) * H * NV;
      for (int x = 0; x < OH * NV; x++) UNR for (int q = 0; q < OB; q++) { vf dd = d[q * OH * OH * NV + x]; UNR for (int kx = 0; kx < 5; kx++) acc[q][kx] += dd * a[x + kx * NV]; }
    }
    UNR for (int q = 0; q < OB; q++) UNR for (int kx = 0; kx < 5; kx++) G[((o + q) * CI + c) * 25 + ky * 5 + kx] = hsum(acc[q][kx]);
  }
  for (int o = 0; o < CO; o++) { vf s = {}; for (int k = 0; k < OH * OH * NV; k++) s += D[o * OH * OH * NV + k]; gb[o] = hsum(s); }
}
template <int C, int H> static void pool(const vf *A, vf *P) {
  for (int c = 0; c < C; c++) for (int y = 0; y < H / 2; y++) for (int x = 0; x < H / 2; x++) for (int v = 0; v < NV; v++) {
    const vf *a = A + ((c * H + 2 * y) * H + 2 * x) * NV + v; vf p = a[0], q = a[NV], r = a[H * NV], s = a[(H + 1) * NV];
    p = p > q ? p : q; r = r > s ? r : s; P[((c * (H / 2) + y) * (H / 2) + x) * NV + v] = p > r ? p : r;
  }
}
template <int C, int H> static void unpool(const vf *A, const vf *P, const vf *DP, vf *D) { // first maximum takes it; relu mask: A > 0
  for (int c = 0; c < C; c++) for (int y = 0; y < H / 2; y++) for (int x = 0; x < H / 2; x++) for (int v = 0; v < NV; v++) {
    int o = ((c * H + 2 * y) * H + 2 * x) * NV + v, k = ((c * (H / 2) + y) * (H / 2) + x) * NV + v;
    vf g = DP[k], p = P[k], z = {}; g = p > 0 ? g : z;
    int off[4] = {0, NV, H * NV, (H + 1) * NV};
    UNR for (int q = 0; q < 4; q++) { vf a = A[o + off[q]]; vf t = a == p ? g : z; g = a == p ? z : g; D[o + off[q]] = t; }
  }
}
static void upd(real *p, real *g, int n, int k) {
#ifdef ADAM
  adam(p, g, mm_[k], vv_[k], n);
#else
  for (int i = 0; i < n; i++) p[i] -= LR * g[i];
#endif
}
static void gather(int s) { look_up(s); real *a = (real *)A0; for (int b = 0; b < B; b++) for (int i = 0; i < 784; i++) a[i * BP + b] = ROWS[b][i]; }
static void fwd() { conv<1, 8, 28>(A0, W1, B1, C1); pool<8, 24>(C1, P1); conv<8, 16, 12>(P1, W2, B2, C2); pool<16, 8>(C2, P2); mm<10, 256, false>(W3, 256, P2, B3, Z3); }
static real step(int s) {
  gather(s); fwd();
  real loss = ce<10>(Z3, LABELS, D3);
  b1t *= BETA1; b2t *= BETA2; c1 = 1 - b1t; c2 = 1 - b2t;
  mm<256, 10, true>(W3, 256, D3, nullptr, DP2);
  unpool<16, 8>(C2, P2, DP2, DC2);
  conv_dx<8, 16, 12>(DC2, W2, DP1);
  unpool<8, 24>(C1, P1, DP1, DC1);
#ifdef ADAM
  memset(G3, 0, 2560 * sizeof(real)); dwg = true; dw<10, 256, NV>(D3, P2, G3); dwg = false; upd(W3, G3, 2560, 4);
#else
  dw<10, 256, NV>(D3, P2, W3);
#endif
  for (int o = 0; o < 10; o++) { real t = 0; for (int b = 0; b < BP; b++) t += ((real *)D3)[o * BP + b]; g3[o] = t; }
  conv_dw<8, 16, 12>(DC2, P1, G2, g2); conv_dw<1, 8, 28>(DC1, A0, G1, g1);
  upd(B3, g3, 10, 5); upd(W2, G2, 3200, 2); upd(B2, g2, 16, 3); upd(W1, G1, 200, 0); upd(B1, g1, 8, 1);
  return loss;
}
static double full() { double t = 0; for (int s = 0; s < N; s += B) { gather(s); fwd(); t += ce<10>(Z3, LABELS, D3); } return t / (N / B); }
static void init(FILE *f) {
  auto rd = [&](int n) { std::vector<float> w(n); if (fread(w.data(), 4, n, f) != (size_t)n) exit(2); return w; };
  auto w1 = rd(200), b1 = rd(8), w2 = rd(3200), b2 = rd(16), w3 = rd(2560), b3 = rd(10);
  W1 = alloc(200); B1 = alloc(8); W2 = alloc(3200); B2 = alloc(16); W3 = alloc(2560); B3 = alloc(10);
  G1 = alloc(200); g1 = alloc(8); G2 = alloc(3200); g2 = alloc(16); G3 = alloc(2560); g3 = alloc(10);
  int ns[6] = {200, 8, 3200, 16, 2560, 10}; for (int k = 0; k < 6; k++) { mm_[k] = alloc(ns[k]); vv_[k] = alloc(ns[k]); }
  for (int k = 0; k < 200; k++) W1[k] = w1[k];
  for (int k = 0; k < 3200; k++) W2[k] = w2[k];
  for (int k = 0; k < 2560; k++) W3[k] = w3[k];
  for (int i = 0; i < 8; i++) B1[i] = b1[i]; for (int i = 0; i < 16; i++) B2[i] = b2[i]; for (int i = 0; i < 10; i++) B3[i] = b3[i];
  auto A = [](size_t n) { return (vf *)alloc(n * BP); };
  A0 = A(784); C1 = A(8 * 576); P1 = A(8 * 144); C2 = A(16 * 64); P2 = A(256); Z3 = A(10); D3 = A(10); DP2 = A(256); DC2 = A(1024); DP1 = A(1152); DC1 = A(4608);
}
#endif
int main(int argc, char **argv) { // argv[1]: binary dump: int32 n d out classes, f64 lr, X f32, Y i32, params f32
  FILE *f = fopen(argv[1], "rb"); int h[4]; double lr;
  if (!f || fread(h, 4, 4, f) != 4 || fread(&lr, 8, 1, f) != 1) return 2;
  N = h[0]; D = h[1]; OUT = h[2]; CL = h[3]; LR = lr;
  std::vector<float> x((size_t)N * D); Y.resize(N + BP);
  if (fread(x.data(), 4, x.size(), f) != x.size() || fread(Y.data(), 4, N, f) != (size_t)N) return 2;
  ORDER.resize(N + BP); for (int i = 0; i < N + BP; i++) ORDER[i] = i < N ? i : 0;
  X.assign(x.begin(), x.end()); init(f); fclose(f);
  char line[256]; int at = 0; real last = 0;
  while (fgets(line, sizeof line, stdin)) {
    long n;
    if (sscanf(line, "run %ld", &n) == 1) {
      long long t0 = now_ns();
      for (long i = 0; i < n; i++) { last = step(at); at += B; if (at >= N) at = 0; }
      printf("%lld\n", now_ns() - t0);
    } else if (line[0] == 'l') printf("%.17g\n", full());
    else break;
    fflush(stdout);
  }
  return last > 1e30;
}
