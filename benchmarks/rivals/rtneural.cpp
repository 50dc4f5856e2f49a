// RTNeural (github.com/jatinchowdhury18/RTNeural), its layers fixed at compile time, on W7. The Makefile builds it with each of its two
// libraries for vectors, for AVX2 and for this processor, by each compiler; the fastest counts.
#if defined(__AVX512F__) && RTNEURAL_USE_XSIMD
#define RTNEURAL_DEFAULT_ALIGNMENT 64
#else
#define RTNEURAL_DEFAULT_ALIGNMENT 32
#endif
#include <RTNeural/RTNeural.h>
#include <string>
#include <vector>
#include "bench.h"

using Row = std::vector<float>;
using Rows = std::vector<Row>;
static double times[64];

// The weights of a file, taken one after another.
struct Weights {
    const float *next;
    Row row(int count) {
        Row values(next, next + count);
        next += count;
        return values;
    }
    Rows rows(int count, int length) {
        Rows values;
        for (int i = 0; i < count; i++) values.push_back(row(length));
        return values;
    }
};

static Rows transposed(const Rows &rows) {
    Rows columns(rows[0].size(), Row(rows.size()));
    for (size_t i = 0; i < rows.size(); i++)
        for (size_t j = 0; j < rows[i].size(); j++) columns[j][i] = rows[i][j];
    return columns;
}

// PyTorch's gates are r, z, n, RTNeural's z, r, n.
static Rows gates_swapped(Rows rows, int units) {
    for (auto &row : rows) std::swap_ranges(row.begin(), row.begin() + units, row.begin() + units);
    return rows;
}

template <int Units> using Lstm = RTNeural::ModelT<float, 1, 1, RTNeural::LSTMLayerT<float, 1, Units>, RTNeural::DenseT<float, Units, 1>>;
template <int Units> using Gru = RTNeural::ModelT<float, 1, 1, RTNeural::GRULayerT<float, 1, Units>, RTNeural::DenseT<float, Units, 1>>;
using Tanh = RTNeural::TanhActivationT<float, 8>;
using Conv = RTNeural::ModelT<float, 1, 1, RTNeural::Conv1DT<float, 1, 8, 3, 1>, Tanh, RTNeural::Conv1DT<float, 8, 8, 3, 2>, Tanh,
                              RTNeural::Conv1DT<float, 8, 8, 3, 4>, Tanh, RTNeural::DenseT<float, 8, 1>>;

template <class Layer> static void load_dense(Layer &layer, Weights &w, int units) {
    layer.setWeights(w.rows(1, units));
    layer.setBias(w.row(1).data());
}

template <class Layer> static void load_conv(Layer &layer, Weights &w, int inputs) {
    std::vector<Rows> filters;
    for (int o = 0; o < 8; o++) {
        filters.push_back(w.rows(inputs, 3));
        for (auto &taps : filters.back()) std::reverse(taps.begin(), taps.end()); // the latest value first
    }
    layer.setWeights(filters);
    layer.setBias(w.row(8));
}

template <int Units> static void load(Lstm<Units> &model, Weights w) {
    auto &layer = model.template get<0>();
    layer.setWVals(transposed(w.rows(4 * Units, 1)));
    layer.setUVals(transposed(w.rows(4 * Units, Units)));
    Row bias = w.row(4 * Units), other = w.row(4 * Units);
    for (int i = 0; i < 4 * Units; i++) bias[i] += other[i];
    layer.setBVals(bias);
    load_dense(model.template get<1>(), w, Units);
}

template <int Units> static void load(Gru<Units> &model, Weights w) {
    auto &layer = model.template get<0>();
    layer.setWVals(gates_swapped(transposed(w.rows(3 * Units, 1)), Units));
    layer.setUVals(gates_swapped(transposed(w.rows(3 * Units, Units)), Units));
    layer.setBVals(gates_swapped(w.rows(2, 3 * Units), Units));
    load_dense(model.template get<1>(), w, Units);
}

static void load(Conv &model, Weights w) {
    load_conv(model.get<0>(), w, 1);
    load_conv(model.get<2>(), w, 8);
    load_conv(model.get<4>(), w, 8);
    load_dense(model.get<6>(), w, 8);
}

static float *stream;
static volatile float sink;
template <class Model> static void steps(void *context, long n) {
    auto &model = *static_cast<Model *>(context);
    for (long i = 0; i < n; i++) sink = model.forward(stream + (i & 2047));
}

// Steps before `first` have no reference output.
template <class Model> static void run(const std::string &name, const std::string &figure, long parameters, int first) {
    static Model model;
    load(model, Weights{bench_load(("w7_" + name + ".weights.f32").c_str(), parameters)});
    model.reset();
    float *want = bench_load(("w7_" + name + ".output.f32").c_str(), 2048), got[2048];
    for (int i = 0; i < 2048; i++) got[i] = model.forward(stream + i);
    double error = bench_maxdiff(got + first, want + first, 2048 - first);
    if (!(error < 1e-5)) {
        fprintf(stderr, "%s: wrong output %g\n", name.c_str(), error);
        exit(1);
    }
    bench_measure(steps<Model>, nullptr, &model, times);
    bench_emit("W7", "RTNeural", VARIANT, (figure + " per sample").c_str(), times, 0, "");
}

int main(int argc, char **argv) {
    bench_args(argc, argv);
    bench.versions = "RTNeural";
    if (!bench_wants("W7")) return 0;
    stream = bench_load("w7_stream.f32", 2048);
    run<Lstm<20>>("lstm20", "lstm 20", 4 * 20 * (1 + 20 + 2) + 21, 0);
    run<Lstm<40>>("lstm40", "lstm 40", 4 * 40 * (1 + 40 + 2) + 41, 0);
    run<Gru<20>>("gru20", "gru 20", 3 * 20 * (1 + 20 + 2) + 21, 0);
    run<Gru<40>>("gru40", "gru 40", 3 * 40 * (1 + 40 + 2) + 41, 0);
    run<Conv>("conv1d", "conv1d stack", 24 + 8 + 2 * (192 + 8) + 9, 14);
    return 0;
}
