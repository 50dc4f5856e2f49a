// libtorch, the C++ front end of PyTorch: the eager operators of torch_bench.py without Python between them.
// Forward under InferenceMode, training with torch::optim.
#include <torch/torch.h>
#include <functional>
#include <string>
#include <vector>
#include "bench.h"

namespace nn = torch::nn;
static double times[64];

struct Net : nn::Module {
    std::vector<nn::Linear> fc;
    bool sigmoid_out;
    Net(bool sigmoid_out, std::vector<int> s) : sigmoid_out(sigmoid_out) {
        for (size_t i = 0; i + 1 < s.size(); i++)
            fc.push_back(register_module("fc" + std::to_string(i + 1), nn::Linear(s[i], s[i + 1])));
    }
    torch::Tensor forward(torch::Tensor x) {
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

struct Work { const char *wl, *name; bool bce; std::vector<int> sizes, fwd, train; bool sgd; };

int main(int argc, char **argv) {
    bench_args(argc, argv);
    at::set_num_threads(bench.threads);
    bench.versions = "libtorch " TORCH_VERSION;
    std::vector<Work> works = {
        {"W2", "w2_tabular", true, {20, 32, 32, 1}, {1, 32, 256}, {32, 256}, true},
        {"W3", "w3_digits", false, {64, 32, 10}, {1, 32, 128, 256}, {32}, false},
        {"W4", "w4_mnist", false, {784, 128, 10}, {1, 32, 128, 256}, {32, 128, 256}, true},
        {"W5", "w5_large", false, {784, 512, 512, 10}, {1, 32, 128, 256}, {32, 128, 256}, true},
    };
    for (auto &w : works) {
        if (!bench_wants(w.wl)) continue;
        int in = w.sizes.front(), outs = w.sizes.back();
        double first = (double)in * w.sizes[1], macs = 0;
        long weight_count = 0;
        for (size_t i = 0; i + 1 < w.sizes.size(); i++) {
            macs += (double)w.sizes[i] * w.sizes[i + 1];
            weight_count += (w.sizes[i] + 1) * w.sizes[i + 1];
        }
        auto net = std::make_shared<Net>(w.bce, w.sizes);
        std::string name = w.name;
        float *weights = bench_load((name + ".weights.f32").c_str(), weight_count);
        net->load(weights);
        {
            torch::InferenceMode g;
            float *x = bench_load((name + ".input.f32").c_str(), 32 * in), *y = bench_load((name + ".output.f32").c_str(), 32 * outs);
            auto got = net->forward(torch::from_blob(x, {32, in})).contiguous();
            double e = bench_maxdiff(got.data_ptr<float>(), y, 32 * outs);
            if (!(e < 1e-4)) { fprintf(stderr, "%s: wrong output %g\n", w.wl, e); return 1; }
        }
        char fig[64];
        for (int b : w.fwd) {
            torch::InferenceMode g;
            std::vector<torch::Tensor> xs;
            int pool = b == 1 ? 256 : std::max(4, 512 / b);
            for (int i = 0; i < pool; i++) xs.push_back(torch::randn({b, in}));
            std::function<void(long)> f = [&](long n) { for (long i = 0, k = 0; i < n; i++) { net->forward(xs[k]); if (++k == pool) k = 0; } };
            bench_measure(call, 0, &f, times);
            snprintf(fig, sizeof fig, "forward b%d", b);
            bench_emit(w.wl, "libtorch", "", fig, times, 2 * macs * b, "");
        }
        for (int adam = w.sgd ? 0 : 1; adam < 2; adam++)
            for (int b : w.train) {
                    std::vector<torch::Tensor> xs, ts;
                for (int i = 0; i < 32; i++) {
                    xs.push_back(torch::randn({b, in}));
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
