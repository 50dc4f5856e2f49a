using NNGen;

namespace Tabular;

/// <summary>Logistic regression: a network without hidden layers.</summary>
[Network]
[Input(30)]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
public partial class LogisticRegression;

/// <summary>The same with one hidden layer.</summary>
[Network]
[Input(30)]
[Dense(16), Tanh]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
public partial class TumorNetwork;

/// <summary>Linear regression: least squares, found step by step.</summary>
[Network]
[Input(10)]
[Dense(1)]
[MeanSquaredError]
public partial class LinearRegression;

/// <summary>The same with one hidden layer.</summary>
[Network]
[Input(10)]
[Dense(8), Tanh]
[Dense(1)]
[MeanSquaredError]
public partial class ProgressionNetwork;
