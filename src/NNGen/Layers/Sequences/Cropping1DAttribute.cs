namespace NNGen;

/// <summary>A sequence without its first and last steps. Keras's <c>Cropping1D</c>.</summary>
/// <remarks>Takes <c>[steps, features]</c> and gives <c>[steps − first − last, features]</c>, at least one step.</remarks>
/// <example>
/// The loss leaves out the first ten steps, in which the recurrence has seen too little:
/// <code>
/// [Network]
/// [Input(50, 1)]
/// [GRU(8, ReturnSequences = true)]
/// [Cropping1D(10, 0)]
/// [Dense(1)]
/// [MeanSquaredError]
/// public partial class Filter;
/// </code>
/// </example>
public sealed class Cropping1DAttribute : LayerAttribute
{
    /// <summary>Removes steps at the ends of a sequence.</summary>
    /// <param name="cropping">One number for both ends; or two: how many of the first and how many of the last steps.</param>
    public Cropping1DAttribute(params int[] cropping) => Cropping = cropping;

    /// <summary>The steps that are removed as they are stated: one number, or two.</summary>
    public IReadOnlyList<int> Cropping { get; }
}
