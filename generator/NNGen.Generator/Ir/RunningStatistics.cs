namespace NNGen.Generator.Ir;

/// <summary>Running statistics that follow those of the batches: they are not trained.</summary>
/// <param name="Mean">The mean of the batch.</param>
/// <param name="Variance">The biased variance of the batch.</param>
/// <param name="RunningMean">The running mean.</param>
/// <param name="RunningVariance">The running variance.</param>
/// <param name="Batches">The number of batches.</param>
/// <param name="Momentum">The share of the new value.</param>
/// <param name="Pixels">The values of a sample that a statistic is over.</param>
/// <param name="IsUnbiased">Whether the running variance follows n / (n − 1) times that of the batch, as in PyTorch.</param>
internal sealed record RunningStatistics(
    Tensor Mean, Tensor Variance, Parameter RunningMean, Parameter RunningVariance, Parameter Batches, double Momentum, int Pixels, bool IsUnbiased);
