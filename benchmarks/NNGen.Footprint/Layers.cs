namespace NNGen.Footprint;

// One layer and two layers of a kind: the difference is the cost of one more layer.
[Network, Input(64), Dense(64), Linear, Dense(10), MeanSquaredError] public partial class Linear64x1;
[Network, Input(64), Dense(64), Linear, Dense(64), Linear, Dense(10), MeanSquaredError] public partial class Linear64x2;
[Network, Input(64), Dense(64), ReLU, Dense(10), MeanSquaredError] public partial class ReLU64x1;
[Network, Input(64), Dense(64), ReLU, Dense(64), ReLU, Dense(10), MeanSquaredError] public partial class ReLU64x2;
[Network, Input(64), Dense(64), LeakyReLU(0.01), Dense(10), MeanSquaredError] public partial class LeakyReLU64x1;
[Network, Input(64), Dense(64), LeakyReLU(0.01), Dense(64), LeakyReLU(0.01), Dense(10), MeanSquaredError] public partial class LeakyReLU64x2;
[Network, Input(64), Dense(64), ELU, Dense(10), MeanSquaredError] public partial class ELU64x1;
[Network, Input(64), Dense(64), ELU, Dense(64), ELU, Dense(10), MeanSquaredError] public partial class ELU64x2;
[Network, Input(64), Dense(64), GELU, Dense(10), MeanSquaredError] public partial class GELU64x1;
[Network, Input(64), Dense(64), GELU, Dense(64), GELU, Dense(10), MeanSquaredError] public partial class GELU64x2;
[Network, Input(64), Dense(64), SiLU, Dense(10), MeanSquaredError] public partial class SiLU64x1;
[Network, Input(64), Dense(64), SiLU, Dense(64), SiLU, Dense(10), MeanSquaredError] public partial class SiLU64x2;
[Network, Input(64), Dense(64), Mish, Dense(10), MeanSquaredError] public partial class Mish64x1;
[Network, Input(64), Dense(64), Mish, Dense(64), Mish, Dense(10), MeanSquaredError] public partial class Mish64x2;
[Network, Input(64), Dense(64), Sigmoid, Dense(10), MeanSquaredError] public partial class Sigmoid64x1;
[Network, Input(64), Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(10), MeanSquaredError] public partial class Sigmoid64x2;
[Network, Input(64), Dense(64), Tanh, Dense(10), MeanSquaredError] public partial class Tanh64x1;
[Network, Input(64), Dense(64), Tanh, Dense(64), Tanh, Dense(10), MeanSquaredError] public partial class Tanh64x2;
[Network, Input(64), Dense(64), Softplus, Dense(10), MeanSquaredError] public partial class Softplus64x1;
[Network, Input(64), Dense(64), Softplus, Dense(64), Softplus, Dense(10), MeanSquaredError] public partial class Softplus64x2;
[Network, Input(64), Dense(64), Softmax, Dense(10), MeanSquaredError] public partial class Softmax64x1;
[Network, Input(64), Dense(64), Softmax, Dense(64), Softmax, Dense(10), MeanSquaredError] public partial class Softmax64x2;

// The same layer in other widths: tiny ones are unrolled, odd ones end in a smaller tile, large ones loop.
[Network, Input(4), Dense(4), ReLU, Dense(1), MeanSquaredError] public partial class ReLU4x1;
[Network, Input(4), Dense(4), ReLU, Dense(4), ReLU, Dense(1), MeanSquaredError] public partial class ReLU4x2;
[Network, Input(16), Dense(16), ReLU, Dense(10), MeanSquaredError] public partial class ReLU16x1;
[Network, Input(16), Dense(16), ReLU, Dense(16), ReLU, Dense(10), MeanSquaredError] public partial class ReLU16x2;
[Network, Input(101), Dense(101), ReLU, Dense(10), MeanSquaredError] public partial class ReLU101x1;
[Network, Input(101), Dense(101), ReLU, Dense(101), ReLU, Dense(10), MeanSquaredError] public partial class ReLU101x2;
[Network, Input(1024), Dense(1024), ReLU, Dense(10), MeanSquaredError] public partial class ReLU1024x1;
[Network, Input(1024), Dense(1024), ReLU, Dense(1024), ReLU, Dense(10), MeanSquaredError] public partial class ReLU1024x2;
