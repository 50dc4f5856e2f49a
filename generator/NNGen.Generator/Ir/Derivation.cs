namespace NNGen.Generator.Ir;

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
