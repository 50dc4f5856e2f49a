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
static const char *const XN[] = {"x", "h", "c"}, *const YN[] = {"y", "h_out", "c_out"};
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

/* W7: what is remembered goes out of one call into the next, between two buffers in turn; the convolutions compute a window of 15 values anew. */
typedef struct {
    void *session, *binding[2], *in[2][3], *out[2][3];
    float *stream, *want, *x, y, *state[2][2];
    double error;
    long at;
    int window, states, bound;
} stream;
static void run_stream(void *c, long n) {
    stream *s = c;
    for (long k = 0; k < n; k++) {
        int p = s->at & 1;
        memcpy(s->x, s->stream + s->at, s->window * 4);
        if (s->bound) CALL(RunWithBinding, s->session, (void *)0, s->binding[p]);
        else CALL(Run, s->session, (void *)0, XN, (const void *const *)s->in[p], (size_t)(1 + s->states), YN, (size_t)(1 + s->states), s->out[p]);
        if (s->want) {
            double e = bench_maxdiff(&s->y, s->want + s->at + s->window - 1, 1);
            if (!(e <= s->error)) s->error = e;
        }
        if (++s->at + s->window > 2048) s->at = 0;
    }
}
static void run_streams(const char *name, const char *figure, int states, int units) {
    stream s = {.states = states, .window = states ? 1 : 15};
    char text[64];
    snprintf(text, sizeof text, "w7_%s.onnx", name);
    s.session = open_session(text);
    s.stream = bench_load("w7_stream.f32", 2048);
    snprintf(text, sizeof text, "w7_%s.output.f32", name);
    float *want = bench_load(text, 2048);
    s.x = bench_random(s.window);
    for (int p = 0; p < 2; p++) for (int i = 0; i < states; i++) s.state[p][i] = bench_random(units);
    for (int p = 0; p < 2; p++) {
        s.in[p][0] = tensor(s.x, 1, (shape){2, {1, s.window}});
        s.out[p][0] = tensor(&s.y, 1, states ? (shape){2, {1, 1}} : (shape){1, {1}});
        for (int i = 0; i < states; i++) {
            s.in[p][1 + i] = tensor(s.state[p][i], 1, (shape){2, {1, units}});
            s.out[p][1 + i] = tensor(s.state[1 - p][i], 1, (shape){2, {1, units}});
        }
        CALL(CreateIoBinding, s.session, &s.binding[p]);
        for (int i = 0; i <= states; i++) {
            CALL(BindInput, s.binding[p], XN[i], s.in[p][i]);
            CALL(BindOutput, s.binding[p], YN[i], s.out[p][i]);
        }
    }
    for (s.bound = 0; s.bound < 2; s.bound++) {
        for (int p = 0; p < 2; p++) for (int i = 0; i < states; i++) memset(s.state[p][i], 0, units * 4);
        s.at = 0; s.error = 0; s.want = want;
        run_stream(&s, 2049 - s.window);
        s.want = 0;
        if (!(s.error < 1e-5)) { fprintf(stderr, "%s: wrong output %g\n", name, s.error); exit(1); }
        snprintf(text, sizeof text, "%s per sample", figure);
        bench_measure(run_stream, 0, &s, times);
        bench_emit("W7", "ONNX Runtime", s.bound ? "RunWithBinding" : "Run", text, times, 0, "");
    }
    for (int p = 0; p < 2; p++) {
        ((void (*)(void *))api[ReleaseIoBinding])(s.binding[p]);
        for (int i = 0; i <= states; i++) { ((void (*)(void *))api[ReleaseValue])(s.in[p][i]); ((void (*)(void *))api[ReleaseValue])(s.out[p][i]); }
    }
    ((void (*)(void *))api[ReleaseSession])(s.session);
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
    if (bench_wants("W7")) {
        run_streams("lstm20", "lstm 20", 2, 20); run_streams("lstm40", "lstm 40", 2, 40);
        run_streams("gru20", "gru 20", 1, 20); run_streams("gru40", "gru 40", 1, 40);
        run_streams("conv1d", "conv1d stack", 0, 0);
    }
    if (bench_wants("W8")) forward("W8", "w8_convnet", (shape){3, {3, 32, 32}}, 10, (int[]){1, 32, 128, 0}, 2802304);
    if (bench_wants("W9")) forward("W9", "w9_resnet20", (shape){3, {3, 32, 32}}, 10, (int[]){1, 32, 128, 0}, 40813184);
    if (bench_wants("W10")) forward("W10", "w10_lstm64", (shape){2, {64, 16}}, 10, (int[]){32, 128, 0}, 1311360);
    return 0;
}
