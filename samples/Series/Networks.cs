using NNGen;

namespace Forecasting;

/// <summary>Every hour of the forecast is a weighted sum of all values of the week.</summary>
[Network]
[Input(Demand.Week, 4)]
[Flatten]
[Dense(Demand.Day)]
[MeanAbsoluteError]
internal partial class Linear;

/// <summary>A recurrent network reads the week hour by hour; the forecast is made of what it remembers in the end.</summary>
[Network]
[Input(Demand.Week, 4)]
[LSTM(32)]
[Dense(Demand.Day)]
[MeanAbsoluteError]
internal partial class Recurrent;

/// <summary>
/// The first convolution looks back over a day; the second one over the same hour of seven days: 24 + 6 · 24 = 168 hours. Without padding, exactly one step is
/// left, that of the last hour, so nothing is computed that the forecast does not need.
/// </summary>
[Network]
[Input(Demand.Week, 4)]
[Conv1D(16, Demand.Day), ReLU]
[Conv1D(32, 7, Dilation = Demand.Day), ReLU]
[Dense(Demand.Day)]
[MeanAbsoluteError]
internal partial class Convolutional;
