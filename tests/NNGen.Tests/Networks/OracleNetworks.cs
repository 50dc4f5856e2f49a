namespace NNGen.Tests;

// Networks for comparison with the oracle, declared for float; the build writes the twins for double (tests/Directory.Build.targets). Every activation
// and loss, widths around those of tiles and vectors, layers without bias, activations of inputs and of activations.

#pragma warning disable NNG2010, NNG2013 // Activations of activations, binary cross-entropy of a softmax: odd, but they compile.

[Network]
[Input(1)]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class Line : ICompiledNetwork<Line, float>;

[Network]
[Input(129)]
[Dense(100), ReLU]
[Dense(65), ELU(0.5)]
[Dense(33), SELU]
[Dense(17), GELU]
[Dense(7)]
[Huber(0.5)]
internal sealed partial class Funnel : ICompiledNetwork<Funnel, float>;

[Network]
[Input(2)]
[Dense(3), Tanh]
[Dense(5), Sigmoid]
[Dense(15), SiLU]
[Dense(31), Mish]
[Dense(16), Softsign]
[Dense(6)]
[MeanAbsoluteError]
internal sealed partial class Fan : ICompiledNetwork<Fan, float>;

[Network]
[Input(33)]
[Dense(17), GELU(Approximation.Tanh)]
[Dense(15), Softplus]
[Dense(7), Softmax]
[CrossEntropy]
internal sealed partial class Classifier : ICompiledNetwork<Classifier, float>;

[Network]
[Input(16)]
[Dense(16), HardSigmoid]
[Dense(3), LogSoftmax]
[CrossEntropy]
internal sealed partial class LogClassifier : ICompiledNetwork<LogClassifier, float>;

[Network]
[Input(6)]
[Dense(65), LeakyReLU(0.3)]
[Dense(5)]
[CrossEntropy(FromLogits = true)]
internal sealed partial class LogitClassifier : ICompiledNetwork<LogitClassifier, float>;

[Network]
[Input(5)]
[Dense(31), LeakyReLU(-0.5)]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class Binary : ICompiledNetwork<Binary, float>;

[Network]
[Input(7)]
[Dense(6), ReLU]
[Dense(7), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class MultiLabel : ICompiledNetwork<MultiLabel, float>;

[Network]
[Input(3)]
[Dense(2), Softplus]
[Dense(1), Linear]
[BinaryCrossEntropy(FromLogits = true)]
internal sealed partial class LogitBinary : ICompiledNetwork<LogitBinary, float>;

[Network]
[Input(5)]
[Dense(7), Tanh]
[Dense(3), HardSigmoid]
[BinaryCrossEntropy]
internal sealed partial class HardBinary : ICompiledNetwork<HardBinary, float>;

[Network]
[Input(4)]
[Dense(3), Softmax]
[BinaryCrossEntropy]
internal sealed partial class SoftBinary : ICompiledNetwork<SoftBinary, float>;

[Network]
[Input(15), Tanh]
[Dense(33), ReLU, Sigmoid]
[Dense(2), ELU]
[MeanSquaredError]
internal sealed partial class Activated : ICompiledNetwork<Activated, float>;

[Network]
[Input(17)]
[Dense(6), Softmax]
[Dense(5), Tanh]
[Dense(4), LogSoftmax]
[MeanSquaredError]
internal sealed partial class SoftmaxInside : ICompiledNetwork<SoftmaxInside, float>;

[Network]
[Input(2)]
[Dense(129, Bias = false), Softmax]
[MeanSquaredError]
internal sealed partial class SoftmaxError : ICompiledNetwork<SoftmaxError, float>;

[Network]
[Input(31)]
[Dense(16, Bias = false), SiLU]
[Dense(100, Bias = false), Softsign]
[Dense(3, Bias = false), Softmax]
[CrossEntropy]
internal sealed partial class NoBias : ICompiledNetwork<NoBias, float>;

[Network]
[Input(6)]
[Dense(8), Tanh]
[Dense(7), Sigmoid]
[Dense(9), GELU]
[Dense(6), Softplus]
[Dense(10), Mish]
[Dense(5), SiLU]
[Dense(11), ELU]
[Dense(8), SELU]
[Dense(12), Softsign]
[Dense(7), HardSigmoid]
[Dense(6), HardSwish]
[Dense(9), ReLU6]
[Dense(2), Tanh]
[MeanSquaredError]
internal sealed partial class Deep : ICompiledNetwork<Deep, float>;

[Network]
[Input(9)]
[Dense(5), Tanh]
[Dense(4), Softmax]
internal sealed partial class LossLess : ICompiledNetwork<LossLess, float>;

[Network]
[Input(7)]
[Dropout(0.2)]
[Dense(33), ReLU]
[Dropout(0.5)]
[Dense(18)]
[Dropout(0.3)]
[Tanh]
[Dense(5), Softmax]
[CrossEntropy]
internal sealed partial class Dropped : ICompiledNetwork<Dropped, float>;

[Network]
[Input(5)]
[GaussianNoise(0.3)]
[Dense(6), Tanh]
[GaussianNoise(0.1), Dropout(0.25), Dropout(0)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class Noisy : ICompiledNetwork<Noisy, float>;

[Network]
[Input(9)]
[Dense(20), ReLU]
[Dense(7), Softmax]
[CrossEntropy(LabelSmoothing = 0.1)]
internal sealed partial class Smooth : ICompiledNetwork<Smooth, float>;

[Network]
[Input(3)]
[Dense(4), Tanh]
[Dense(1), Sigmoid]
[BinaryCrossEntropy(LabelSmoothing = 0.25)]
internal sealed partial class SmoothBinary : ICompiledNetwork<SmoothBinary, float>;

[Network]
[Input(12)]
[Dense(40), Tanh]
[Dense(5)]
[BinaryCrossEntropy(FromLogits = true, LabelSmoothing = 0.3)]
internal sealed partial class SmoothLogits : ICompiledNetwork<SmoothLogits, float>;

[Network]
[Input(9)]
[Dense(33)]
[ActivityRegularization(L2 = 0.02)]
[Tanh]
[Dense(18), SiLU]
[ActivityRegularization(L1 = 0.03, L2 = 0.01)]
[Dropout(0.2)]
[Dense(7), Softmax]
[CrossEntropy]
internal sealed partial class Active : ICompiledNetwork<Active, float>;

[Network]
[Input(3)]
[Dense(4), Tanh]
[ActivityRegularization(L1 = 0.1)]
[Dense(2)]
[ActivityRegularization(L2 = 0.2)]
[MeanSquaredError]
internal sealed partial class ActiveTiny : ICompiledNetwork<ActiveTiny, float>;

[Network]
[Input(9)]
[Dense(33), Activation("x - tanh(x)")]
[Dense(18), Activation("x / sqrt(1 + x^2)")]
[Dense(10), Activation("x >= 0 ? log1p(x) : -pow(x, 2) * exp(x)")]
[Dense(5)]
[Loss("log(1 + (p - t)^2)")]
internal sealed partial class OwnFormulas : ICompiledNetwork<OwnFormulas, float>;

[Network]
[Input(3)]
[Dense(1), Activation("x / sqrt(1 + x^2)")]
[Loss("p > t ? 3 * (p - t) : t - p")]
internal sealed partial class OwnQuantile : ICompiledNetwork<OwnQuantile, float>;

[Network]
[Tokens(7, 23)]
[Embedding(5, PaddingId = 2), Conv1D(4, 3), Tanh, Flatten]
[Dense(3), Softmax]
[CrossEntropy]
internal sealed partial class Words : ICompiledNetwork<Words, float>;

[Network]
[Tokens(1, 40)]
[Embedding(1), Dense(9), Sigmoid, Flatten]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class OneWord : ICompiledNetwork<OneWord, float>;
