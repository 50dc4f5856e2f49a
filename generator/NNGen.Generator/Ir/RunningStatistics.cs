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

/// <summary>
/// Weights and a bias for prediction, computed once from parameters: a normalization by running statistics is x · scale + shift, and after a product it
/// is a product with other weights and another bias.
/// </summary>
/// <param name="Weights">The scale, or the weights times the scale of their row.</param>
/// <param name="Bias">The shift, or the bias times the scale plus the shift.</param>
/// <param name="From">The product's weights, or null.</param>
/// <param name="FromBias">The product's bias, or null.</param>
/// <param name="Gain">The learned factor, or null.</param>
/// <param name="Shift">The learned summand, or null.</param>
/// <param name="Mean">The running mean.</param>
/// <param name="Variance">The running variance.</param>
/// <param name="Epsilon">What is added to the variance.</param>
internal sealed record Derivation(
    Tensor Weights, Tensor Bias, Parameter? From, Parameter? FromBias, Parameter? Gain, Parameter? Shift, Parameter Mean, Parameter Variance, double Epsilon);
