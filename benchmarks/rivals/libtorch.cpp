// libtorch, the C++ front end of PyTorch: the eager operators of torch_bench.py without Python between them.
// Forward under InferenceMode, training with torch::optim.
#include <torch/torch.h>
#include <array>
#include <functional>
#include <string>
#include <vector>
#include "bench.h"

namespace nn = torch::nn;
static double times[64];

struct Net : nn::Module {
    std::vector<nn::Conv2d> conv; // before the parameters of fc in parameters()
    nn::LSTM lstm = nullptr;
    std::vector<nn::Linear> fc;
    bool sigmoid_out, average;
    // filters: inputs, outputs, size and padding of each convolution; features: of a step that goes into an LSTM
    Net(bool sigmoid_out, bool average, std::vector<std::array<int, 4>> filters, int features, std::vector<int> s) : sigmoid_out(sigmoid_out), average(average) {
        if (features > 0) lstm = register_module("lstm", nn::LSTM(nn::LSTMOptions(features, s[0]).batch_first(true)));
        for (size_t i = 0; i < filters.size(); i++) {
            auto [in, out, size, padding] = filters[i];
            conv.push_back(register_module("conv" + std::to_string(i + 1), nn::Conv2d(nn::Conv2dOptions(in, out, size).padding(padding))));
        }
        for (size_t i = 0; i + 1 < s.size(); i++)
            fc.push_back(register_module("fc" + std::to_string(i + 1), nn::Linear(s[i], s[i + 1])));
    }
    torch::Tensor forward(torch::Tensor x) {
        for (size_t i = 0; i < conv.size(); i++) {
            x = torch::relu(conv[i](x));
            if (i < 2) x = torch::max_pool2d(x, 2);
        }
        if (average) x = torch::adaptive_avg_pool2d(x, {1, 1});
        if (!conv.empty()) x = x.flatten(1);
        if (lstm) x = std::get<0>(lstm(x)).select(1, -1);
        for (size_t i = 0; i + 1 < fc.size(); i++) x = torch::relu(fc[i](x));
        x = fc.back()(x);
        return sigmoid_out ? torch::sigmoid(x) : x;
    }
    void load(const float *w) {
        torch::NoGradGuard g;
        for (auto &p : parameters()) {
            p.copy_(torch::from_blob(const_cast<float *>(w), p.sizes()));
            w += p.numel();
        }
    }
};

static void call(void *c, long n) { (*static_cast<std::function<void(long)> *>(c))(n); }
static std::function<void()> *the_setup;
static void call_setup(void *) { (*the_setup)(); }

struct Work {
    const char *wl, *name; bool bce; std::vector<int> sizes, fwd, train; bool sgd; // sizes: inputs and units of the dense layers
    std::vector<int64_t> sample = {};
    std::vector<std::array<int, 4>> filters = {};
    bool average = false;
    double conv_macs = 0, first = 0; // of the convolutions or the LSTM, and of the first product
    int features = 0; // of the steps of an LSTM
};

int main(int argc, char **argv) {
    bench_args(argc, argv);
    at::set_num_threads(bench.threads);
    bench.versions = "libtorch " TORCH_VERSION;
    std::vector<Work> works = {
        {"W2", "w2_tabular", true, {20, 32, 32, 1}, {1, 32, 256}, {32, 256}, true},
        {"W3", "w3_digits", false, {64, 32, 10}, {1, 32, 128, 256}, {32}, false},
        {"W4", "w4_mnist", false, {784, 128, 10}, {1, 32, 128, 256}, {32, 128, 256}, true},
        {"W5", "w5_large", false, {784, 512, 512, 10}, {1, 32, 128, 256}, {32, 128, 256}, true},
        {"W6", "w6_lenet5", false, {400, 120, 84, 10}, {1, 32, 128}, {32, 128}, true, {1, 28, 28}, {{1, 6, 5, 2}, {6, 16, 5, 0}}, false, 357600, 117600},
        {"W8", "w8_convnet", false, {64, 10}, {1, 32, 128}, {32, 128}, true, {3, 32, 32}, {{3, 16, 3, 1}, {16, 32, 3, 1}, {32, 64, 3, 1}}, true, 2801664, 442368},
        {"W10", "w10_lstm64", false, {64, 10}, {32, 128}, {32, 128}, false, {64, 16}, {}, false, 1310720, 262144, 16},
    };
    for (auto &w : works) {
        if (!bench_wants(w.wl)) continue;
        if (w.sample.empty()) w.sample = {w.sizes[0]};
        auto batch_of = [&](int b) {
            std::vector<int64_t> shape = {b};
            shape.insert(shape.end(), w.sample.begin(), w.sample.end());
            return shape;
        };
        int in = 1, outs = w.sizes.back();
        for (auto size : w.sample) in *= size;
        double first = w.first > 0 ? w.first : (double)in * w.sizes[1], macs = w.conv_macs;
        long weight_count = 0;
        for (size_t i = 0; i + 1 < w.sizes.size(); i++) {
            macs += (double)w.sizes[i] * w.sizes[i + 1];
            weight_count += (w.sizes[i] + 1) * w.sizes[i + 1];
        }
        for (auto [in, out, size, padding] : w.filters) weight_count += (in * size * size + 1) * out;
        if (w.features > 0) weight_count += 4 * w.sizes[0] * (w.features + w.sizes[0] + 2);
        auto net = std::make_shared<Net>(w.bce, w.average, w.filters, w.features, w.sizes);
        std::string name = w.name;
        float *weights = bench_load((name + ".weights.f32").c_str(), weight_count);
        net->load(weights);
        {
            torch::InferenceMode g;
            float *x = bench_load((name + ".input.f32").c_str(), 32 * in), *y = bench_load((name + ".output.f32").c_str(), 32 * outs);
            auto got = net->forward(torch::from_blob(x, batch_of(32))).contiguous();
            double e = bench_maxdiff(got.data_ptr<float>(), y, 32 * outs);
            if (!(e < 1e-4)) { fprintf(stderr, "%s: wrong output %g\n", w.wl, e); return 1; }
        }
        char fig[64];
        for (int b : w.fwd) {
            torch::InferenceMode g;
            std::vector<torch::Tensor> xs;
            int pool = b == 1 ? 256 : std::max(4, 512 / b);
            for (int i = 0; i < pool; i++) xs.push_back(torch::randn(batch_of(b)));
            std::function<void(long)> f = [&](long n) { for (long i = 0, k = 0; i < n; i++) { net->forward(xs[k]); if (++k == pool) k = 0; } };
            bench_measure(call, 0, &f, times);
            snprintf(fig, sizeof fig, "forward b%d", b);
            bench_emit(w.wl, "libtorch", "", fig, times, 2 * macs * b, "");
        }
        for (int adam = w.sgd ? 0 : 1; adam < 2; adam++)
            for (int b : w.train) {
                    std::vector<torch::Tensor> xs, ts;
                for (int i = 0; i < 32; i++) {
                    xs.push_back(torch::randn(batch_of(b)));
                    ts.push_back(w.bce ? torch::randint(0, 2, {b, 1}).to(torch::kFloat) : torch::randint(0, 10, {b}, torch::kLong));
                }
                std::unique_ptr<torch::optim::Optimizer> opt;
                std::function<void()> setup = [&] {
                    net->load(weights);
                    if (adam) opt = std::make_unique<torch::optim::Adam>(net->parameters(), torch::optim::AdamOptions(1e-3));
                    else opt = std::make_unique<torch::optim::SGD>(net->parameters(), torch::optim::SGDOptions(0.01));
                };
                the_setup = &setup;
                auto params = net->parameters();
                float last = 0;
                std::function<void(long)> f = [&](long n) {
                    torch::Tensor loss;
                    for (long i = 0, k = 0; i < n; i++) {
                        for (auto &p : params) p.mutable_grad().reset();
                        auto y = net->forward(xs[k]);
                        loss = w.bce ? torch::binary_cross_entropy(y, ts[k]) : torch::cross_entropy_loss(y, ts[k]);
                        loss.backward();
                        opt->step();
                        if (++k == 32) k = 0;
                    }
                    last = loss.item<float>();
                };
                bench_measure(call, call_setup, &f, times);
                snprintf(fig, sizeof fig, "train %s b%d", adam ? "adam" : "sgd", b);
                bench_emit(w.wl, "libtorch", "", fig, times, (6 * macs - 2 * first) * b, "");
                (void)last;
            }
    }
    return 0;
}
