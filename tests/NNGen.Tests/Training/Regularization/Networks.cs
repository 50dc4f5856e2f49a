namespace NNGen.Tests;

// Networks whose parameters training keeps small, within a norm, or positive; and the same networks without penalties and constraints.

[Network]
[Input(20)]
[Dense(300, L1 = 0.002, L2 = 0.01, BiasL2 = 0.1), Tanh]
[Dense(4, L2 = 0.003, BiasL1 = 0.05), Softmax]
[CrossEntropy]
internal sealed partial class Penalized : ICompiledNetwork<Penalized, float>;

[Network(Precision = Precision.Double)]
[Input(20)]
[Dense(300, L1 = 0.002, L2 = 0.01, BiasL2 = 0.1), Tanh]
[Dense(4, L2 = 0.003, BiasL1 = 0.05), Softmax]
[CrossEntropy]
internal sealed partial class PenalizedDouble : ICompiledNetwork<PenalizedDouble, double>;

[Network(Precision = Precision.Double)]
[Input(20)]
[Dense(300), Tanh]
[Dense(4), Softmax]
[CrossEntropy]
internal sealed partial class FreeDouble : ICompiledNetwork<FreeDouble, double>;

[Network]
[Input(21)]
[Dense(33, MaxNorm = 0.8), ReLU]
[Dense(18, NonNegative = true), ReLU]
[Dense(3, NonNegative = true, MaxNorm = 0.5), Softmax]
[CrossEntropy]
internal sealed partial class Constrained : ICompiledNetwork<Constrained, float>;
