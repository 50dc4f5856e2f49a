/* ONNX Runtime inference through its C API, opened with dlopen: no header of ONNX Runtime is needed, since OrtApi is a table of
   function pointers whose order is fixed. The environment variable ORT_LIB names the library. Two ways of calling: Run (values made
   once, the input copied into its buffer before each call, output preallocated) and RunWithBinding (the same with IoBinding). */
#include <dlfcn.h>
#include <stdint.h>
#include "bench.h"

enum { /* position in OrtApi */
    GetErrorMessage = 2, CreateEnv = 3, CreateSession = 7, Run = 9, CreateSessionOptions = 10,
    SetSessionGraphOptimizationLevel = 23, SetIntraOpNumThreads = 24, SetInterOpNumThreads = 25,
    CreateTensorWithDataAsOrtValue = 49, CreateCpuMemoryInfo = 69, ReleaseSession = 95, ReleaseValue = 96,
    AddSessionConfigEntry = 130, RunWithBinding = 133, CreateIoBinding = 134, ReleaseIoBinding = 135,
    BindInput = 136, BindOutput = 137
};
static void *const *api;
#define CALL(f, ...) check(((void *(*)())api[f])(__VA_ARGS__), #f)
static void check(void *status, const char *what) {
    if (!status) return;
    fprintf(stderr, "%s: %s\n", what, ((const char *(*)(void *))api[GetErrorMessage])(status));
    exit(1);
}
static void *env, *meminfo;

static void *open_session(const char *file) {
    void *opt, *s;
    char path[512];
    snprintf(path, sizeof path, "%s/%s", bench.models, file);
    CALL(CreateSessionOptions, &opt);
    CALL(SetIntraOpNumThreads, opt, bench.threads);
    CALL(SetInterOpNumThreads, opt, 1);
    CALL(SetSessionGraphOptimizationLevel, opt, 99);
    CALL(CreateSession, env, path, opt, &s);
    return s;
}
typedef struct { int rank; int64_t size[3]; } shape; /* of a sample */
static long values(shape s) {
    long n = 1;
    for (int i = 0; i < s.rank; i++) n *= s.size[i];
    return n;
}
static void *tensor(float *data, int batch, shape s) {
    void *v;
    int64_t size[4] = {batch};
    memcpy(size + 1, s.size, sizeof s.size);
    CALL(CreateTensorWithDataAsOrtValue, meminfo, data, (size_t)(batch * values(s) * 4), size, (size_t)s.rank + 1, 1 /* float */, &v);
    return v;
}

typedef struct {
    void *session, *binding, *xv, *yv;
    const float *pool; float *x, *y;
    long in, k, pools;
} fwd;
static const char *const XN[] = {"x"}, *const YN[] = {"y"};
static void next_input(fwd *f) {
    memcpy(f->x, f->pool + f->k * f->in, f->in * 4);
    if (++f->k == f->pools) f->k = 0;
}
static void run_plain(void *c, long n) {
    fwd *f = c;
    for (long i = 0; i < n; i++) {
        next_input(f);
        CALL(Run, f->session, (void *)0, XN, (const void *const *)&f->xv, (size_t)1, YN, (size_t)1, &f->yv);
    }
}
static void run_bound(void *c, long n) {
    fwd *f = c;
    for (long i = 0; i < n; i++) {
        next_input(f);
        CALL(RunWithBinding, f->session, (void *)0, f->binding);
    }
}

static double times[64];

static void forward(const char *wl, const char *name, shape sample, int outs, const int *batches, double macs) {
    long in = values(sample);
    char file[128];
    snprintf(file, sizeof file, "%s.onnx", name);
    fwd f;
    f.session = open_session(file);
    snprintf(file, sizeof file, "%s.input.f32", name);
    float *rx = bench_load(file, 32 * in);
    snprintf(file, sizeof file, "%s.output.f32", name);
    float *ry = bench_load(file, 32L * outs);
    for (; *batches; batches++) {
        int batch = *batches;
        f.in = in * batch; f.k = 0;
        f.pools = batch == 1 ? 256 : 512 / batch > 4 ? 512 / batch : 4;
        f.pool = bench_random(f.in * f.pools);
        f.x = bench_random(f.in); f.y = bench_random((long)batch * outs);
        f.xv = tensor(f.x, batch, sample); f.yv = tensor(f.y, batch, (shape){1, {outs}});
        CALL(CreateIoBinding, f.session, &f.binding);
        CALL(BindInput, f.binding, "x", f.xv);
        CALL(BindOutput, f.binding, "y", f.yv);
        for (int way = 0; way < 2; way++) {
            int k = batch < 32 ? batch : 32;
            memcpy(f.x, rx, k * in * 4);
            memset(f.y, 0, (long)batch * outs * 4);
            if (way) CALL(RunWithBinding, f.session, (void *)0, f.binding);
            else CALL(Run, f.session, (void *)0, XN, (const void *const *)&f.xv, (size_t)1, YN, (size_t)1, &f.yv);
            double e = bench_maxdiff(f.y, ry, (long)k * outs);
            if (!(e < 1e-4)) { fprintf(stderr, "%s: wrong output %g\n", name, e); exit(1); }
            char fig[64];
            snprintf(fig, sizeof fig, "forward b%d", batch);
            bench_measure(way ? run_bound : run_plain, 0, &f, times);
            bench_emit(wl, "ONNX Runtime", way ? "RunWithBinding" : "Run", fig, times, 2 * macs * batch, "");
        }
        ((void (*)(void *))api[ReleaseIoBinding])(f.binding);
        ((void (*)(void *))api[ReleaseValue])(f.xv); ((void (*)(void *))api[ReleaseValue])(f.yv);
        free((void *)f.pool); free(f.x); free(f.y);
    }
    ((void (*)(void *))api[ReleaseSession])(f.session);
}

int main(int argc, char **argv) {
    bench_args(argc, argv);
    const char *lib = getenv("ORT_LIB");
    void *so = dlopen(lib ? lib : "libonnxruntime.so.1", RTLD_NOW);
    if (!so) { fprintf(stderr, "%s\n", dlerror()); return 1; }
    struct { void *const *(*get)(uint32_t); const char *(*version)(void); } *base = ((void *(*)(void))dlsym(so, "OrtGetApiBase"))();
    api = base->get(17);
    static char v[128];
    snprintf(v, sizeof v, "ONNX Runtime %s", base->version());
    bench.versions = v;
    CALL(CreateEnv, 3 /* error */, "bench", &env);
    CALL(CreateCpuMemoryInfo, 1 /* arena */, 0 /* default */, &meminfo);
    if (bench_wants("W1")) forward("W1", "w1_circles", (shape){1, {2}}, 1, (int[]){1, 0}, 9);
    if (bench_wants("W2")) forward("W2", "w2_tabular", (shape){1, {20}}, 1, (int[]){1, 32, 256, 0}, 1696);
    if (bench_wants("W3")) forward("W3", "w3_digits", (shape){1, {64}}, 10, (int[]){1, 32, 128, 256, 0}, 2368);
    if (bench_wants("W4")) forward("W4", "w4_mnist", (shape){1, {784}}, 10, (int[]){1, 32, 128, 256, 0}, 101632);
    if (bench_wants("W5")) forward("W5", "w5_large", (shape){1, {784}}, 10, (int[]){1, 32, 128, 256, 0}, 668672);
    if (bench_wants("W6")) forward("W6", "w6_lenet5", (shape){3, {1, 28, 28}}, 10, (int[]){1, 32, 128, 0}, 416520);
    if (bench_wants("W8")) forward("W8", "w8_convnet", (shape){3, {3, 32, 32}}, 10, (int[]){1, 32, 128, 0}, 2802304);
    if (bench_wants("W9")) forward("W9", "w9_resnet20", (shape){3, {3, 32, 32}}, 10, (int[]){1, 32, 128, 0}, 40813184);
    return 0;
}
