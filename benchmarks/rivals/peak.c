/* The machine: multiply-adds a second of one core, at the vector widths that the compiler's target has. */
#include <immintrin.h>
#include "bench.h"
static double times[64];
static volatile float sink;

/* Twelve chains hide the latency of four cycles on two units. */
#define FMA12(T, SET, FMA, ADD)                                                                                        \
    T x = SET(0.999999f), y = SET(1e-9f), a = SET(0), b = SET(1), c = SET(2), d = SET(3), e = SET(4), f = SET(5),      \
      g = SET(6), h = SET(7), i = SET(8), j = SET(9), l = SET(10), m = SET(11);                                        \
    for (long k = 0; k < n * 1000; k++) {                                                                              \
        a = FMA(a, x, y); b = FMA(b, x, y); c = FMA(c, x, y); d = FMA(d, x, y); e = FMA(e, x, y); f = FMA(f, x, y);    \
        g = FMA(g, x, y); h = FMA(h, x, y); i = FMA(i, x, y); j = FMA(j, x, y); l = FMA(l, x, y); m = FMA(m, x, y);    \
    }                                                                                                                  \
    a = ADD(ADD(ADD(a, b), ADD(c, d)), ADD(ADD(e, f), ADD(g, ADD(ADD(h, i), ADD(j, ADD(l, m))))));                     \
    sink = a[0];
static void run(long bits, long n) {
#ifdef __AVX512F__
    if (bits == 512) { FMA12(__m512, _mm512_set1_ps, _mm512_fmadd_ps, _mm512_add_ps) }
#endif
#ifdef __FMA__
    if (bits == 256) { FMA12(__m256, _mm256_set1_ps, _mm256_fmadd_ps, _mm256_add_ps) }
#endif
}
static void fma256(void *p, long n) { (void)p; run(256, n); }
static void fma512(void *p, long n) { (void)p; run(512, n); }

int main(int argc, char **argv) {
    bench_args(argc, argv);
    bench.versions = "gcc " __VERSION__;
    (void)fma256; (void)fma512;
#ifdef __FMA__
    bench_measure(fma256, 0, 0, times);
    bench_emit("PEAK", "FMA peak", "256-bit", "256", times, 12000.0 * 16, "");
#endif
#ifdef __AVX512F__
    bench_measure(fma512, 0, 0, times);
    bench_emit("PEAK", "FMA peak", "512-bit", "512", times, 12000.0 * 32, "");
#endif
    return 0;
}
