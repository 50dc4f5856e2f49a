namespace NNGen.Plots.Tests;

[Network]
[Input(8)]
[Dense(16), ReLU]
[Residual, Dense(16), ReLU, Dense(16), EndResidual, ReLU]
[Dense(3), Softmax]
[CrossEntropy]
internal sealed partial class ResidualBlock;

[Network]
[Input(8)]
[Residual, Dense(16), ReLU, Dense(16)]
[Shortcut, Dense(16, Bias = false), EndResidual, ReLU]
[Dense(3), Softmax]
[CrossEntropy]
internal sealed partial class ResidualBlockWithShortcut;

[Network]
[Input(16, 16, 8), As("image")]
[Conv2D(4, 1), ReLU, As("points")]
[From("image"), Conv2D(4, 1), ReLU, Conv2D(8, 3, Padding = Padding.Same), ReLU, As("small")]
[From("image"), Conv2D(2, 1), ReLU, Conv2D(4, 5, Padding = Padding.Same), ReLU, As("large")]
[From("image"), MaxPool2D(3, Stride = 1, Padding = Padding.Same), Conv2D(4, 1), ReLU]
[Concat("points", "small", "large")]
[GlobalAveragePool, Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class InceptionBlock;

[Network]
[Input(32, 32, 1)]
[Conv2D(8, 3, Padding = Padding.Same), ReLU, As("fine")]
[MaxPool2D(2), Conv2D(16, 3, Padding = Padding.Same), ReLU, As("coarse")]
[MaxPool2D(2), Conv2D(32, 3, Padding = Padding.Same), ReLU]
[Conv2DTranspose(16, 2, Stride = 2), Concat("coarse"), Conv2D(16, 3, Padding = Padding.Same), ReLU]
[Conv2DTranspose(8, 2, Stride = 2), Concat("fine"), Conv2D(8, 3, Padding = Padding.Same), ReLU]
[Conv2D(1, 1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class SmallUNet;

[Network]
[Input(4)]
[Dense(64), ReLU, As("hidden")]
[Dense(2), Softmax, Output("policy"), CrossEntropy]
[From("hidden"), Dense(1), Output("value"), MeanSquaredError(Weight = 0.5)]
internal sealed partial class ActorCritic;

[Network]
[Input(12), As("left")]
[Dense(16), Tanh, Dense(8), Tanh, As("one")]
[Input(12), As("right")]
[Dense(16), Tanh, Dense(8), Tanh]
[Subtract("one")]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class Siamese;

[Network]
[Input(10), As("wide")]
[Input(6), As("deep")]
[Dense(32), ReLU, Dense(16), ReLU]
[Concat("wide"), Dense(1)]
[MeanSquaredError]
internal sealed partial class WideAndDeep;

[Network]
[Input(28, 28, 1)]
[Conv2D(8, 3, Stride = 2), ReLU]
[As("early"), GlobalAveragePool, Dense(10), Softmax, Output("early"), CrossEntropy(Weight = 0.3)]
[From("early"), Residual, Conv2D(8, 3, Padding = Padding.Same), ReLU, Conv2D(8, 3, Padding = Padding.Same), EndResidual, ReLU]
[Flatten, Dense(10), Softmax, Output("classes"), CrossEntropy]
internal sealed partial class EarlyExit;

[Block, Residual]
[Conv2D(Width.Input, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
[Conv2D(Width.Input, 3, Padding = Padding.Same, Bias = false), BatchNorm]
[EndResidual, ReLU]
internal sealed partial class Basic;

[Block, Residual]
[Conv2D(2 * Width.Input, 3, Stride = 2, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
[Conv2D(Width.Input, 3, Padding = Padding.Same, Bias = false), BatchNorm]
[Shortcut, Conv2D(2 * Width.Input, 1, Stride = 2, Bias = false), BatchNorm]
[EndResidual, ReLU]
internal sealed partial class Down;

[Network]
[Input(32, 32, 3)]
[Conv2D(16, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
[Block<Basic>(Repeat = 3)]
[Block<Down>, Block<Basic>(Repeat = 2)]
[Block<Down>, Block<Basic>(Repeat = 2)]
[GlobalAveragePool, Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class ResNet20;

[Network]
[Input(40, 1), As("signal")]
[LSTM(6, ReturnSequences = true, Bidirectional = true)]
[GRU(12, ReturnSequences = true)]
[Dense(1)]
[Add("signal")]
[MeanSquaredError]
internal sealed partial class Amplifier;
