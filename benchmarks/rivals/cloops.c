/* Plain fixed-size C loops, in the style of generated C: what the compiler makes of them with -O3 -march=native -ffast-math
   is the figure. Forward in two forms: "axpy" (weights [in][out], the inner loop runs over the outputs) and "dot" (weights
   [out][in]); training uses [in][out]. Every model is checked against PyTorch's reference output first. */
#include <math.h>
#include "bench.h"

#define PEER "C loops"
#ifndef VARIANT
#define VARIANT "native"
#endif
#define ALIGN __attribute__((aligned(64)))
#define NOINLINE __attribute__((noinline))

#define DENSE(P, K, N)                                                                            \
    static inline void P##_axpy(const float *restrict x, const float *restrict w,                 \
                                const float *restrict b, float *restrict y, int rows) {           \
        for (int r = 0; r < rows; r++) {                                                          \
            float acc[N];                                                                         \
            for (int j = 0; j < N; j++) acc[j] = b[j];                                            \
            for (int i = 0; i < K; i++) {                                                         \
                float a = x[r * K + i];                                                           \
                for (int j = 0; j < N; j++) acc[j] += a * w[i * N + j];                           \
            }                                                                                     \
            for (int j = 0; j < N; j++) y[r * N + j] = acc[j];                                    \
        }                                                                                         \
    }                                                                                             \
    static inline void P##_dot(const float *restrict x, const float *restrict w,                  \
                               const float *restrict b, float *restrict y, int rows) {            \
        for (int r = 0; r < rows; r++)                                                            \
            for (int j = 0; j < N; j++) {                                                         \
                float s = b[j];                                                                   \
                for (int i = 0; i < K; i++) s += x[r * K + i] * w[j * K + i];                     \
                y[r * N + j] = s;                                                                 \
            }                                                                                     \
    }                                                                                             \
    static inline void P##_bwdw(const float *restrict x, const float *restrict dy,                \
                                float *restrict dw, float *restrict db, int rows) {               \
        for (int i = 0; i < K * N; i++) dw[i] = 0;                                                \
        for (int j = 0; j < N; j++) db[j] = 0;                                                    \
        for (int r = 0; r < rows; r++) {                                                          \
            for (int i = 0; i < K; i++) {                                                         \
                float a = x[r * K + i];                                                           \
                for (int j = 0; j < N; j++) dw[i * N + j] += a * dy[r * N + j];                   \
            }                                                                                     \
            for (int j = 0; j < N; j++) db[j] += dy[r * N + j];                                   \
        }                                                                                         \
    }                                                                                             \
    static inline void P##_bwdx(const float *restrict dy, const float *restrict w,                \
                                float *restrict dx, int rows) {                                   \
        for (int r = 0; r < rows; r++)                                                            \
            for (int i = 0; i < K; i++) {                                                         \
                float s = 0;                                                                      \
                for (int j = 0; j < N; j++) s += dy[r * N + j] * w[i * N + j];                    \
                dx[r * K + i] = s;                                                                \
            }                                                                                     \
    }

static inline void relu(float *restrict x, int n) { for (int i = 0; i < n; i++) x[i] = x[i] > 0 ? x[i] : 0; }
static inline void relu_bwd(const float *restrict y, float *restrict d, int n) { for (int i = 0; i < n; i++) d[i] = y[i] > 0 ? d[i] : 0; }
static inline void sigmoid(float *restrict x, int n) { for (int i = 0; i < n; i++) x[i] = 1.0f / (1.0f + expf(-x[i])); }
static inline float softmax_ce(const float *restrict z, const int *restrict t, float *restrict d, int rows, int n) {
    float loss = 0, inv = 1.0f / rows;
    for (int r = 0; r < rows; r++) {
        const float *zr = z + r * n;
        float m = zr[0], s = 0, e[16];
        for (int j = 1; j < n; j++) m = zr[j] > m ? zr[j] : m;
        for (int j = 0; j < n; j++) { e[j] = expf(zr[j] - m); s += e[j]; }
        float k = inv / s;
        for (int j = 0; j < n; j++) d[r * n + j] = e[j] * k;
        d[r * n + t[r]] -= inv;
        loss += logf(s) - (zr[t[r]] - m);
    }
    return loss * inv;
}
static void sgd(float *restrict w, const float *restrict g, int n) { for (int i = 0; i < n; i++) w[i] -= 0.01f * g[i]; }
static void adam(float *restrict w, const float *restrict g, float *restrict m, float *restrict v, int n, double *b1t, double *b2t) {
    *b1t *= 0.9; *b2t *= 0.999;
    float a = (float)(1e-3 / (1 - *b1t)), c = (float)(1 / sqrt(1 - *b2t));
    for (int i = 0; i < n; i++) {
        m[i] = 0.9f * m[i] + 0.1f * g[i];
        v[i] = 0.999f * v[i] + 0.001f * g[i] * g[i];
        w[i] -= a * m[i] / (sqrtf(v[i]) * c + 1e-8f);
    }
}

enum { MAXB = 256, POOLB = 32 };
typedef struct { float *w, *wt, *w0, *g, *m, *v; float *x; int *t; float *tf; long count; double b1t, b2t; int batch, pool, params, in; float loss; } model;
static volatile float sink;

/* ---- three-layer MLP: relu, relu, output --------------------------------------------------- */
#define MLP3(P, I, H1, H2, O, BCE)                                                                \
    DENSE(P##1, I, H1) DENSE(P##2, H1, H2) DENSE(P##3, H2, O)                                     \
    enum { P##_o1 = I * H1, P##_o2 = P##_o1 + H1, P##_o3 = P##_o2 + H1 * H2, P##_o4 = P##_o3 + H2,\
           P##_o5 = P##_o4 + H2 * O, P##_params = P##_o5 + O };                                   \
    static float P##_a1[MAXB * H1] ALIGN, P##_a2[MAXB * H2] ALIGN, P##_a3[MAXB * O] ALIGN,        \
        P##_d1[MAXB * H1] ALIGN, P##_d2[MAXB * H2] ALIGN, P##_d3[MAXB * O] ALIGN;                 \
    static NOINLINE void P##_fwd_axpy(const float *x, const float *w, float *y, int rows) {       \
        P##1_axpy(x, w, w + P##_o1, P##_a1, rows); relu(P##_a1, rows * H1);                       \
        P##2_axpy(P##_a1, w + P##_o2, w + P##_o3, P##_a2, rows); relu(P##_a2, rows * H2);         \
        P##3_axpy(P##_a2, w + P##_o4, w + P##_o5, y, rows);                                       \
        if (BCE) sigmoid(y, rows * O);                                                            \
    }                                                                                             \
    static NOINLINE void P##_fwd_dot(const float *x, const float *w, float *y, int rows) {        \
        P##1_dot(x, w, w + P##_o1, P##_a1, rows); relu(P##_a1, rows * H1);                        \
        P##2_dot(P##_a1, w + P##_o2, w + P##_o3, P##_a2, rows); relu(P##_a2, rows * H2);          \
        P##3_dot(P##_a2, w + P##_o4, w + P##_o5, y, rows);                                        \
        if (BCE) sigmoid(y, rows * O);                                                            \
    }                                                                                             \
    static NOINLINE float P##_grad(const float *x, const int *t, const float *tf, const float *w, float *g, int rows) { \
        float loss = 0;                                                                           \
        P##_fwd_axpy(x, w, P##_a3, rows);                                                         \
        if (BCE) {                                                                                \
            float inv = 1.0f / rows;                                                              \
            for (int r = 0; r < rows; r++) {                                                      \
                float p = P##_a3[r];                                                              \
                loss -= inv * (tf[r] * logf(p) + (1 - tf[r]) * logf(1 - p));                      \
                P##_d3[r] = inv * (p - tf[r]);                                                    \
            }                                                                                     \
        } else loss = softmax_ce(P##_a3, t, P##_d3, rows, O);                                     \
        P##3_bwdw(P##_a2, P##_d3, g + P##_o4, g + P##_o5, rows);                                  \
        P##3_bwdx(P##_d3, w + P##_o4, P##_d2, rows); relu_bwd(P##_a2, P##_d2, rows * H2);         \
        P##2_bwdw(P##_a1, P##_d2, g + P##_o2, g + P##_o3, rows);                                  \
        P##2_bwdx(P##_d2, w + P##_o2, P##_d1, rows); relu_bwd(P##_a1, P##_d1, rows * H1);         \
        P##1_bwdw(x, P##_d1, g, g + P##_o1, rows);                                                \
        return loss;                                                                              \
    }                                                                                             \
    BENCHFNS(P, I, O)

/* ---- two-layer MLP: relu, logits ----------------------------------------------------------- */
#define MLP2(P, I, H1, O)                                                                         \
    DENSE(P##1, I, H1) DENSE(P##2, H1, O)                                                         \
    enum { P##_o1 = I * H1, P##_o2 = P##_o1 + H1, P##_o3 = P##_o2 + H1 * O, P##_params = P##_o3 + O }; \
    static float P##_a1[MAXB * H1] ALIGN, P##_a2[MAXB * O] ALIGN, P##_d1[MAXB * H1] ALIGN, P##_d2[MAXB * O] ALIGN; \
    static NOINLINE void P##_fwd_axpy(const float *x, const float *w, float *y, int rows) {       \
        P##1_axpy(x, w, w + P##_o1, P##_a1, rows); relu(P##_a1, rows * H1);                       \
        P##2_axpy(P##_a1, w + P##_o2, w + P##_o3, y, rows);                                       \
    }                                                                                             \
    static NOINLINE void P##_fwd_dot(const float *x, const float *w, float *y, int rows) {        \
        P##1_dot(x, w, w + P##_o1, P##_a1, rows); relu(P##_a1, rows * H1);                        \
        P##2_dot(P##_a1, w + P##_o2, w + P##_o3, y, rows);                                        \
    }                                                                                             \
    static NOINLINE float P##_grad(const float *x, const int *t, const float *tf, const float *w, float *g, int rows) { \
        (void)tf;                                                                                 \
        P##_fwd_axpy(x, w, P##_a2, rows);                                                         \
        float loss = softmax_ce(P##_a2, t, P##_d2, rows, O);                                      \
        P##2_bwdw(P##_a1, P##_d2, g + P##_o2, g + P##_o3, rows);                                  \
        P##2_bwdx(P##_d2, w + P##_o2, P##_d1, rows); relu_bwd(P##_a1, P##_d1, rows * H1);         \
        P##1_bwdw(x, P##_d1, g, g + P##_o1, rows);                                                \
        return loss;                                                                              \
    }                                                                                             \
    BENCHFNS(P, I, O)

#define BENCHFNS(P, I, O)                                                                         \
    static float P##_y[MAXB * O] ALIGN;                                                           \
    static void P##_run_axpy(void *c, long n) { model *q = c; long k = 0;                         \
        for (long i = 0; i < n; i++) { P##_fwd_axpy(q->x + k * q->batch * I, q->w, P##_y, q->batch); sink = P##_y[0]; if (++k == q->pool) k = 0; } } \
    static void P##_run_dot(void *c, long n) { model *q = c; long k = 0;                          \
        for (long i = 0; i < n; i++) { P##_fwd_dot(q->x + k * q->batch * I, q->wt, P##_y, q->batch); sink = P##_y[0]; if (++k == q->pool) k = 0; } } \
    static void P##_run_sgd(void *c, long n) { model *q = c; long k = 0;                          \
        for (long i = 0; i < n; i++) { q->loss = P##_grad(q->x + k * q->batch * I, q->t + k * q->batch, q->tf + k * q->batch, q->w, q->g, q->batch); \
            sgd(q->w, q->g, P##_params); if (++k == q->pool) k = 0; } }                           \
    static void P##_run_adam(void *c, long n) { model *q = c; long k = 0;                         \
        for (long i = 0; i < n; i++) { q->loss = P##_grad(q->x + k * q->batch * I, q->t + k * q->batch, q->tf + k * q->batch, q->w, q->g, q->batch); \
            adam(q->w, q->g, q->m, q->v, P##_params, &q->b1t, &q->b2t); if (++k == q->pool) k = 0; } }

MLP3(w2, 20, 32, 32, 1, 1)
MLP2(w3, 64, 32, 10)
MLP2(w4, 784, 128, 10)
MLP3(w5, 784, 512, 512, 10, 0)

static void reset(void *c) {
    model *q = c;
    memcpy(q->w, q->w0, q->params * 4);
    memset(q->m, 0, q->params * 4); memset(q->v, 0, q->params * 4);
    q->b1t = q->b2t = 1;
}

/* torch file order: for each layer weight [out][in], bias; wt keeps that, w0 has [in][out] */
static void load_mlp(model *q, const char *file, const int *sizes, int layers) {
    int n = 0;
    for (int l = 0; l < layers; l++) n += sizes[l] * sizes[l + 1] + sizes[l + 1];
    q->params = n;
    q->in = sizes[0];
    q->wt = bench_load(file, n);
    q->w0 = bench_random(n); q->w = bench_random(n); q->g = bench_random(n); q->m = bench_random(n); q->v = bench_random(n);
    int o = 0;
    for (int l = 0; l < layers; l++) {
        int k = sizes[l], m = sizes[l + 1];
        for (int j = 0; j < m; j++) for (int i = 0; i < k; i++) q->w0[o + i * m + j] = q->wt[o + j * k + i];
        o += k * m;
        memcpy(q->w0 + o, q->wt + o, m * 4);
        o += m;
    }
    reset(q);
}

static void set_data(model *q, int batch, int pool) {
    q->batch = batch; q->pool = pool;
    q->x = bench_random((long)batch * pool * q->in);
    q->t = malloc(batch * pool * 4); q->tf = malloc(batch * pool * 4);
    for (int i = 0; i < batch * pool; i++) { q->t[i] = (int)((bench_rand() + 1) * 5); if (q->t[i] > 9) q->t[i] = 9; q->tf[i] = q->t[i] & 1; }
}
static void free_data(model *q) { free(q->x); free(q->t); free(q->tf); }

/* ten SGD and ten Adam steps on the reference batch against torch's weights (W2, W3) */
static void check_training(model *q, const char *name, float (*grad)(const float *, const int *, const float *, const float *, float *, int)) {
    if (q->params > 10000) return;
    char f[128];
    snprintf(f, sizeof f, "%s.input.f32", name); float *x = bench_load(f, 32 * q->in);
    snprintf(f, sizeof f, "%s.targets.f32", name); float *tf = bench_load(f, 32);
    int t[32];
    for (int i = 0; i < 32; i++) t[i] = (int)tf[i];
    for (int a = 0; a < 2; a++) {
        snprintf(f, sizeof f, "%s.after10.%s.f32", name, a ? "adam" : "sgd"); float *want = bench_load(f, q->params);
        double sw = 0, sg = 0, d;
        reset(q);
        for (int i = 0; i < 10; i++) {
            grad(x, t, tf, q->w, q->g, 32);
            if (a) adam(q->w, q->g, q->m, q->v, q->params, &q->b1t, &q->b2t); else sgd(q->w, q->g, q->params);
        }
        for (int i = 0; i < q->params; i++) { sw += fabsf(want[i]); sg += fabsf(q->w[i]); }
        d = fabs(sw - sg) / sw;
        if (!(d < 1e-5)) { fprintf(stderr, "%s: training differs from torch by %g\n", name, d); exit(1); }
    }
    reset(q);
}

static double times[64];
static void w3_epochs(model *q);
#define RUN_MLP(WL, P, NAME, O, FWDB, NFWD, TRB, NTR, DO_SGD, MACSV, MACS1, ...)              \
    if (bench_wants(WL)) {                                                                        \
        static const int sizes[] = {__VA_ARGS__};                                                 \
        model q; char fig[64], note[64];                                                          \
        load_mlp(&q, NAME ".weights.f32", sizes, sizeof sizes / sizeof *sizes - 1);           \
        float *xi = bench_load(NAME ".input.f32", 32 * sizes[0]), *yo = bench_load(NAME ".output.f32", 32 * O); \
        P##_fwd_axpy(xi, q.w, P##_y, 32); double e1 = bench_maxdiff(P##_y, yo, 32 * O);           \
        P##_fwd_dot(xi, q.wt, P##_y, 32); double e2 = bench_maxdiff(P##_y, yo, 32 * O);           \
        if (e1 > 1e-4 || e2 > 1e-4) { fprintf(stderr, "%s: wrong output %g %g\n", WL, e1, e2); exit(1); } \
        check_training(&q, NAME, P##_grad);                                                       \
        static const int fb[] = FWDB, tb[] = TRB;                                                 \
        for (int i = 0; i < NFWD; i++) {                                                          \
            set_data(&q, fb[i], fb[i] == 1 ? 256 : 512 / fb[i] > 4 ? 512 / fb[i] : 4);            \
            sprintf(fig, "forward b%d", fb[i]);                                                   \
            bench_measure(P##_run_axpy, 0, &q, times); bench_emit(WL, PEER, VARIANT " axpy", fig, times, 2.0 * MACSV * fb[i], ""); \
            bench_measure(P##_run_dot, 0, &q, times); bench_emit(WL, PEER, VARIANT " dot", fig, times, 2.0 * MACSV * fb[i], ""); \
            free_data(&q);                                                                        \
        }                                                                                         \
        for (int a = DO_SGD ? 0 : 1; a < 2; a++)                                                  \
            for (int i = 0; i < NTR; i++) {                                                       \
                set_data(&q, tb[i], POOLB);                                                       \
                sprintf(fig, "train %s b%d", a ? "adam" : "sgd", tb[i]);                          \
                bench_measure(a ? P##_run_adam : P##_run_sgd, reset, &q, times);                  \
                sprintf(note, "loss %.4f", q.loss);                                               \
                bench_emit(WL, PEER, VARIANT, fig, times, (6.0 * MACSV - 2.0 * MACS1) * tb[i], note);   \
                free_data(&q);                                                                    \
            }                                                                                     \
        reset(&q);                                                                                \
        if (!strcmp(WL, "W3")) w3_epochs(&q);                                                     \
    }
/* ---- W3: 50 epochs on the digits (files of export_models.py), 5 seeds --------------------------- */
static unsigned char *load_u8(const char *name, long n) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", bench.models, name);
    FILE *f = fopen(path, "rb");
    unsigned char *p = malloc(n);
    if (!f || (long)fread(p, 1, n, f) != n) { fprintf(stderr, "%s: not found or too short\n", path); exit(1); }
    fclose(f);
    return p;
}
static void w3_epochs(model *q) {
    enum { NTR = 1437, NTE = 360 };
    unsigned char *xa = load_u8("w3_digits.train_x.u8", NTR * 64), *ya = load_u8("w3_digits.train_y.u8", NTR),
                  *xb = load_u8("w3_digits.test_x.u8", NTE * 64), *yb = load_u8("w3_digits.test_y.u8", NTE);
    static float x[NTR * 64] ALIGN, xs[32 * 64] ALIGN, xt[NTE * 64] ALIGN, yt[NTE * 10] ALIGN;
    static int t[32], order[NTR];
    for (int i = 0; i < NTR * 64; i++) x[i] = xa[i] / 16.0f;
    for (int i = 0; i < NTE * 64; i++) xt[i] = xb[i] / 16.0f;
    double acc[5], mean = 0;
    for (int s = 0; s < 5; s++) {
        bench_rng = 88172645463325252ull + 7919 * s;
        for (int i = 0; i < w3_params; i++) q->w0[i] = bench_rand() * (i < w3_o2 ? 0.125f : 0.17677669f);
        reset(q);
        double t0 = bench_now();
        for (int e = 0; e < 50; e++) {
            for (int i = 0; i < NTR; i++) order[i] = i;
            for (int i = NTR - 1; i > 0; i--) { int j = (int)((bench_rand() + 1) * 0.5f * (i + 1)), o = order[i]; if (j > i) j = i; order[i] = order[j]; order[j] = o; }
            for (int i = 0; i < NTR; i += 32) {
                int rows = NTR - i < 32 ? NTR - i : 32;
                for (int r = 0; r < rows; r++) { memcpy(xs + r * 64, x + order[i + r] * 64, 256); t[r] = ya[order[i + r]]; }
                w3_grad(xs, t, 0, q->w, q->g, rows);
                adam(q->w, q->g, q->m, q->v, q->params, &q->b1t, &q->b2t);
            }
        }
        times[s] = bench_now() - t0;
        int ok = 0;
        for (int i = 0; i < NTE; i += 60) w3_fwd_axpy(xt + i * 64, q->w, yt + i * 10, 60);
        for (int i = 0; i < NTE; i++) { int b = 0; for (int j = 1; j < 10; j++) if (yt[i * 10 + j] > yt[i * 10 + b]) b = j; ok += b == yb[i]; }
        acc[s] = ok / (double)NTE; mean += acc[s] / 5;
    }
    char note[128];
    sprintf(note, "test accuracy mean %.4f (5 seeds: %.4f %.4f %.4f %.4f %.4f)", mean, acc[0], acc[1], acc[2], acc[3], acc[4]);
    int reps = bench.reps;
    bench.reps = 5;
    bench_emit("W3", PEER, VARIANT, "50 epochs", times, (6.0 * 2368 - 2 * 2048) * NTR * 50, note);
    bench.reps = reps;
}
#define L(...) {__VA_ARGS__}

/* ---- W1: 2-3-1 sigmoid, sigmoid, 1000 full-batch iterations ---------------------------------- */
typedef struct { float *x, *y, *w0; float w[13]; float loss; } w1ctx;
static float w1_h[3][1000] ALIGN, w1_x[2][1000] ALIGN, w1_d[1000] ALIGN;
static NOINLINE float w1_iterate(float *restrict p, const float *restrict y) {
    /* p: W1[3][2] b1[3] W2[3] b2; data and activations column-wise so that the loops vectorise over the points */
    float g[13] = {0}, loss = 0;
    for (int i = 0; i < 1000; i++) {
        float z = p[12];
        for (int j = 0; j < 3; j++) {
            float h = 1.0f / (1.0f + expf(-(p[2 * j] * w1_x[0][i] + p[2 * j + 1] * w1_x[1][i] + p[6 + j])));
            w1_h[j][i] = h;
            z += p[9 + j] * h;
        }
        float o = 1.0f / (1.0f + expf(-z));
        loss -= y[i] * logf(o) + (1 - y[i]) * logf(1 - o);
        w1_d[i] = (o - y[i]) * (1.0f / 1000);
    }
    for (int j = 0; j < 3; j++) {
        float w = p[9 + j], g0 = 0, g1 = 0, gb = 0, gw = 0;
        for (int i = 0; i < 1000; i++) {
            float h = w1_h[j][i], d = w1_d[i], dz = d * w * h * (1 - h);
            gw += d * h; g0 += dz * w1_x[0][i]; g1 += dz * w1_x[1][i]; gb += dz;
        }
        g[2 * j] = g0; g[2 * j + 1] = g1; g[6 + j] = gb; g[9 + j] = gw;
    }
    for (int i = 0; i < 1000; i++) g[12] += w1_d[i];
    for (int i = 0; i < 13; i++) p[i] -= 0.01f * g[i];
    return loss * (1.0f / 1000);
}
static void w1_run(void *c, long n) {
    w1ctx *q = c;
    for (long k = 0; k < n; k++) {
        memcpy(q->w, q->w0, sizeof q->w);
        for (int i = 0; i < 1000; i++) q->loss = w1_iterate(q->w, q->y);
    }
}

/* ---- W7: one step of a stream; gates computed side by side, the inner loops run over the units --- */
#define LSTM(P, H)                                                                                \
    static struct { float wx[4 * H], b[4 * H], wh[H][4 * H], wd[H], bd, h[H], c[H]; } P ALIGN;    \
    static inline float P##_step(float x) {                                                       \
        float g[4 * H] ALIGN, y = P.bd;                                                           \
        for (int j = 0; j < 4 * H; j++) g[j] = P.b[j] + x * P.wx[j];                              \
        for (int i = 0; i < H; i++) { float a = P.h[i]; for (int j = 0; j < 4 * H; j++) g[j] += a * P.wh[i][j]; } \
        for (int j = 0; j < H; j++) {                                                             \
            float in = 1 / (1 + expf(-g[j])), forget = 1 / (1 + expf(-g[H + j]));                 \
            float cell = tanhf(g[2 * H + j]), out = 1 / (1 + expf(-g[3 * H + j]));                \
            P.c[j] = forget * P.c[j] + in * cell;                                                 \
            P.h[j] = out * tanhf(P.c[j]);                                                         \
        }                                                                                         \
        for (int j = 0; j < H; j++) y += P.h[j] * P.wd[j];                                        \
        return y;                                                                                 \
    }                                                                                             \
    static void P##_load(void) {                                                                  \
        float *w = bench_load("w7_" #P ".weights.f32", 4 * H + 4 * H * H + 8 * H + H + 1);        \
        float *wh = w + 4 * H, *b1 = wh + 4 * H * H, *b2 = b1 + 4 * H, *wd = b2 + 4 * H;          \
        for (int j = 0; j < 4 * H; j++) {                                                         \
            P.wx[j] = w[j]; P.b[j] = b1[j] + b2[j];                                               \
            for (int i = 0; i < H; i++) P.wh[i][j] = wh[j * H + i];                               \
        }                                                                                         \
        memcpy(P.wd, wd, sizeof P.wd); P.bd = wd[H];                                              \
    }
#define GRU(P, H)                                                                                 \
    static struct { float wx[3 * H], b[3 * H], wh[H][3 * H], bh[3 * H], wd[H], bd, h[H]; } P ALIGN; \
    static inline float P##_step(float x) {                                                       \
        float g[3 * H] ALIGN, u[3 * H] ALIGN, y = P.bd;                                           \
        for (int j = 0; j < 3 * H; j++) { g[j] = P.b[j] + x * P.wx[j]; u[j] = P.bh[j]; }          \
        for (int i = 0; i < H; i++) { float a = P.h[i]; for (int j = 0; j < 3 * H; j++) u[j] += a * P.wh[i][j]; } \
        for (int j = 0; j < H; j++) {                                                             \
            float r = 1 / (1 + expf(-(g[j] + u[j]))), z = 1 / (1 + expf(-(g[H + j] + u[H + j]))); \
            float n = tanhf(g[2 * H + j] + r * u[2 * H + j]);                                     \
            P.h[j] = (1 - z) * n + z * P.h[j];                                                    \
        }                                                                                         \
        for (int j = 0; j < H; j++) y += P.h[j] * P.wd[j];                                        \
        return y;                                                                                 \
    }                                                                                             \
    static void P##_load(void) {                                                                  \
        float *w = bench_load("w7_" #P ".weights.f32", 3 * H + 3 * H * H + 6 * H + H + 1);        \
        float *wh = w + 3 * H, *b1 = wh + 3 * H * H, *b2 = b1 + 3 * H, *wd = b2 + 3 * H;          \
        for (int j = 0; j < 3 * H; j++) {                                                         \
            P.wx[j] = w[j]; P.b[j] = b1[j]; P.bh[j] = b2[j];                                      \
            for (int i = 0; i < H; i++) P.wh[i][j] = wh[j * H + i];                               \
        }                                                                                         \
        memcpy(P.wd, wd, sizeof P.wd); P.bd = wd[H];                                              \
    }
LSTM(lstm20, 20)
LSTM(lstm40, 40)
GRU(gru20, 20)
GRU(gru40, 40)

/* causal convolutions with dilations 1, 2 and 4: rings of the latest inputs of each layer */
enum { CH = 8 };
static struct {
    float w1[3][CH], b1[CH], w2[3][CH][CH], b2[CH], w3[3][CH][CH], b3[CH], wd[CH], bd, x[16], h1[16][CH], h2[16][CH];
    int p;
} conv1d ALIGN;
static inline float conv1d_step(float x) {
    int p = conv1d.p = (conv1d.p + 1) & 15;
    float a[CH], b[CH], y = conv1d.bd;
    conv1d.x[p] = x;
    for (int j = 0; j < CH; j++) a[j] = conv1d.b1[j];
    for (int k = 0; k < 3; k++) for (int j = 0; j < CH; j++) a[j] += conv1d.w1[k][j] * conv1d.x[(p - (2 - k)) & 15];
    for (int j = 0; j < CH; j++) conv1d.h1[p][j] = tanhf(a[j]);
    for (int j = 0; j < CH; j++) b[j] = conv1d.b2[j];
    for (int k = 0; k < 3; k++) {
        const float *h = conv1d.h1[(p - 2 * (2 - k)) & 15];
        for (int i = 0; i < CH; i++) for (int j = 0; j < CH; j++) b[j] += conv1d.w2[k][i][j] * h[i];
    }
    for (int j = 0; j < CH; j++) conv1d.h2[p][j] = tanhf(b[j]);
    for (int j = 0; j < CH; j++) a[j] = conv1d.b3[j];
    for (int k = 0; k < 3; k++) {
        const float *h = conv1d.h2[(p - 4 * (2 - k)) & 15];
        for (int i = 0; i < CH; i++) for (int j = 0; j < CH; j++) a[j] += conv1d.w3[k][i][j] * h[i];
    }
    for (int j = 0; j < CH; j++) y += tanhf(a[j]) * conv1d.wd[j];
    return y;
}
static void conv1d_load(void) {
    float *q = bench_load("w7_conv1d.weights.f32", 24 + 8 + 192 + 8 + 192 + 8 + 8 + 1);
    for (int o = 0; o < CH; o++) for (int k = 0; k < 3; k++) conv1d.w1[k][o] = *q++;
    memcpy(conv1d.b1, q, 32); q += CH;
    for (int o = 0; o < CH; o++) for (int i = 0; i < CH; i++) for (int k = 0; k < 3; k++) conv1d.w2[k][i][o] = *q++;
    memcpy(conv1d.b2, q, 32); q += CH;
    for (int o = 0; o < CH; o++) for (int i = 0; i < CH; i++) for (int k = 0; k < 3; k++) conv1d.w3[k][i][o] = *q++;
    memcpy(conv1d.b3, q, 32); q += CH;
    memcpy(conv1d.wd, q, 32); conv1d.bd = q[CH];
}

#define STREAM(P)                                                                                 \
    static void P##_run(void *c, long n) { const float *s = c; for (long i = 0; i < n; i++) sink = P##_step(s[i & 2047]); }
STREAM(lstm20) STREAM(lstm40) STREAM(gru20) STREAM(gru40) STREAM(conv1d)

/* FIRST: the first step with a reference output */
#define RUN_STREAM(P, FIGURE, FIRST)                                                              \
    {                                                                                             \
        P##_load();                                                                               \
        float *want = bench_load("w7_" #P ".output.f32", 2048), got[2048];                        \
        for (int i = 0; i < 2048; i++) got[i] = P##_step(stream[i]);                              \
        double e = bench_maxdiff(got + FIRST, want + FIRST, 2048 - FIRST);                        \
        if (!(e < 1e-5)) { fprintf(stderr, #P ": wrong output %g\n", e); exit(1); }               \
        bench_measure(P##_run, 0, stream, times);                                                 \
        bench_emit("W7", PEER, VARIANT, FIGURE " per sample", times, 0, "");                      \
    }

int main(int argc, char **argv) {
    bench_args(argc, argv);
    bench.versions = "gcc " __VERSION__;
    if (bench_wants("W1")) {
        w1ctx q; float *x = bench_load("w1_circles.x.f32", 2000);
        q.y = bench_load("w1_circles.y.f32", 1000); q.w0 = bench_load("w1_circles.weights.f32", 13);
        for (int i = 0; i < 1000; i++) { w1_x[0][i] = x[2 * i]; w1_x[1][i] = x[2 * i + 1]; }
        bench_measure(w1_run, 0, &q, times);
        char note[64]; sprintf(note, "loss %.6f", q.loss);
        bench_emit("W1", PEER, VARIANT, "1000 iterations", times, (6.0 * 9 - 2 * 6) * 1e6, note);
    }
    RUN_MLP("W2", w2, "w2_tabular", 1, L(1, 32, 256), 3, L(32, 256), 2, 1, 1696, 640, 20, 32, 32, 1)
    RUN_MLP("W3", w3, "w3_digits", 10, L(1, 32, 128, 256), 4, L(32), 1, 0, 2368, 2048, 64, 32, 10)
    RUN_MLP("W4", w4, "w4_mnist", 10, L(1, 32, 128, 256), 4, L(32, 128, 256), 3, 1, 101632, 100352, 784, 128, 10)
    RUN_MLP("W5", w5, "w5_large", 10, L(1, 32, 128, 256), 4, L(32, 128, 256), 3, 1, 668672, 401408, 784, 512, 512, 10)
    if (bench_wants("W7")) {
        float *stream = bench_load("w7_stream.f32", 2048);
        RUN_STREAM(lstm20, "lstm 20", 0) RUN_STREAM(lstm40, "lstm 40", 0) RUN_STREAM(gru20, "gru 20", 0) RUN_STREAM(gru40, "gru 40", 0)
        RUN_STREAM(conv1d, "conv1d stack", 14)
    }
    return 0;
}
