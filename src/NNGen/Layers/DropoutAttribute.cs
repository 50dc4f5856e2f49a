namespace NNGen;

/// <summary>
/// During training, sets a random part of the values to zero and multiplies the others by <c>1 / (1 − rate)</c>, so that no unit relies on a
/// single other one; otherwise it does nothing. Keras's and PyTorch's <c>Dropout</c>.
/// </summary>
/// <remarks>
/// <para>
/// Every value of every sample is dropped independently in each step (Srivastava et al., 2014). <c>Fit</c> and
/// <see cref="Trainer{TNetwork, T}"/> drop; <c>Predict</c>, <c>Evaluate</c>, validation, <c>Gradients</c> and <c>Forward</c> do not. The
/// training metrics of an epoch are measured with dropout, as in Keras: the validation loss may be lower.
/// </para>
/// <para>
/// Which values are dropped depends on the seed of <c>Fit</c>, the step, the layer, the sample's position in the batch and the value's position in
/// the layer, by a counter-based generator: the same on every machine, with any number of threads, and in resumed training.
/// </para>
/// </remarks>
/// <example>
/// After the activation of each hidden layer:
/// <code>
/// [Network]
/// [Input(64)]
/// [Dense(128), ReLU]
/// [Dropout(0.5)]
/// [Dense(10), Softmax]
/// [CrossEntropy]
/// public partial class DigitClassifier;
/// </code>
/// </example>
public sealed class DropoutAttribute : LayerAttribute
{
    /// <summary>Adds a dropout.</summary>
    /// <param name="rate">The part that is dropped, at least 0 and below 1.</param>
    public DropoutAttribute(double rate) => Rate = rate;

    /// <summary>The part that is dropped.</summary>
    public double Rate { get; }
}
