/* Timing and reporting shared by the C and C++ rivals: the method and the JSON fields of benchlib.py. */
#ifndef BENCH_H
#define BENCH_H
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct {
    const char *workload;
    int reps, threads;
    double min_time, warm;
    const char *versions, *models;
} bench = {"W1,W2,W3,W4,W5,W6,W7,W8,W9,W10", 11, 1, 0.1, 0.2, "", "models"};

static void bench_args(int argc, char **argv) {
    for (int i = 1; i + 1 < argc; i += 2) {
        if (!strcmp(argv[i], "--workload")) bench.workload = argv[i + 1];
        else if (!strcmp(argv[i], "--reps")) bench.reps = atoi(argv[i + 1]);
        else if (!strcmp(argv[i], "--threads")) bench.threads = atoi(argv[i + 1]);
        else if (!strcmp(argv[i], "--min-time")) bench.min_time = atof(argv[i + 1]);
        else if (!strcmp(argv[i], "--warm")) bench.warm = atof(argv[i + 1]);
        else if (!strcmp(argv[i], "--models")) bench.models = argv[i + 1];
        else { fprintf(stderr, "unknown argument %s\n", argv[i]); exit(2); }
    }
    if (bench.reps > 64) bench.reps = 64;
}

__attribute__((unused)) static int bench_wants(const char *w) {
    size_t n = strlen(w);
    for (const char *at = bench.workload; (at = strstr(at, w)); at += n)
        if (at[n] == 0 || at[n] == ',') return 1; /* W1 is not W10 */
    return 0;
}

static double bench_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

typedef void (*bench_fn)(void *ctx, long n);

/* Starts a repetition, untimed: the first operation after a setup touches new memory. */
static void bench_begin(bench_fn fn, void (*setup)(void *), void *ctx) {
    if (!setup) return;
    setup(ctx);
    fn(ctx, 1);
}

/* fn(ctx, n) runs the operation n times; setup (may be null) runs untimed before each repetition. */
static void bench_measure(bench_fn fn, void (*setup)(void *), void *ctx, double *out) {
    long n = 1;
    double dt, spent = 0;
    bench_begin(fn, setup, ctx);
    for (;;) {
        double t = bench_now();
        fn(ctx, n);
        dt = bench_now() - t;
        spent += dt;
        if (dt >= bench.min_time * 0.5) break;
        long m = (long)(n * bench.min_time * 0.6 / (dt > 1e-9 ? dt : 1e-9));
        n = m > 2 * n ? m : 2 * n;
        if (n > 400000000) n = 400000000;
    }
    n = (long)(n * bench.min_time / dt);
    if (n < 1) n = 1;
    while (spent < bench.warm) {
        double t = bench_now();
        fn(ctx, n);
        spent += bench_now() - t;
    }
    for (int r = 0; r < bench.reps; r++) {
        bench_begin(fn, setup, ctx);
        double t = bench_now();
        fn(ctx, n);
        out[r] = (bench_now() - t) / n;
    }
}

static int bench_cmp(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void bench_emit(const char *workload, const char *peer, const char *variant, const char *figure, double *times,
                       double flops, const char *note) {
    int r = bench.reps;
    qsort(times, r, sizeof *times, bench_cmp);
    double lo = times[0], med = r % 2 ? times[r / 2] : 0.5 * (times[r / 2 - 1] + times[r / 2]);
    printf("{\"workload\": \"%s\", \"peer\": \"%s\", \"variant\": \"%s\", \"figure\": \"%s\", \"min_us\": %.6g, \"median_us\": %.6g, "
           "\"reps\": %d, \"threads\": %d, \"versions\": \"%s\"",
           workload, peer, variant, figure, lo * 1e6, med * 1e6, r, bench.threads, bench.versions);
    if (flops > 0) printf(", \"gflops_min\": %.6g, \"gflops_median\": %.6g", flops / lo * 1e-9, flops / med * 1e-9);
    if (*note) printf(", \"note\": \"%s\"", note);
    printf("}\n");
    fflush(stdout);
}

__attribute__((unused)) static float *bench_load(const char *name, long expect) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", bench.models, name);
    FILE *f = fopen(path, "rb");
    if (!f) { fprintf(stderr, "cannot open %s (run export_models.py)\n", path); exit(1); }
    float *p = (float *)aligned_alloc(64, (expect * 4 + 127) / 64 * 64);
    long got = (long)fread(p, 4, expect, f);
    fclose(f);
    if (got != expect) { fprintf(stderr, "%s: %ld floats instead of %ld\n", path, got, expect); exit(1); }
    return p;
}

static unsigned long long bench_rng = 88172645463325252ull;
static float bench_rand(void) { /* uniform (-1,1) */
    bench_rng ^= bench_rng << 13; bench_rng ^= bench_rng >> 7; bench_rng ^= bench_rng << 17;
    return (float)((bench_rng >> 40) * (1.0 / 8388608.0) - 1.0);
}
__attribute__((unused)) static float *bench_random(long n) {
    float *p = (float *)aligned_alloc(64, (n * 4 + 127) / 64 * 64);
    for (long i = 0; i < n; i++) p[i] = 1.7320508f * bench_rand(); /* unit variance */
    return p;
}
__attribute__((unused)) static double bench_maxdiff(const float *a, const float *b, long n) {
    double m = 0;
    for (long i = 0; i < n; i++) { double d = (double)a[i] - b[i]; if (d < 0) d = -d; if (!(d <= m)) m = d; }
    return m;
}
#endif
