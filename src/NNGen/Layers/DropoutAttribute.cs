namespace NNGen;

/// <summary>
/// While training, sets a random part of the values to zero and multiplies the others by <c>1 / (1 − rate)</c>, so that no unit leans on a
/// single other one; afterwards it does nothing. Keras's and PyTorch's <c>Dropout</c>.
/// </summary>
/// <remarks>
/// <para>
/// Every value of every sample is dropped by itself, anew in each step (Srivastava et al., 2014). <c>Fit</c> and <see cref="Trainer{TNetwork, T}"/> drop;
/// <c>Predict</c>, <c>Evaluate</c>, validation, <c>Gradients</c> and <c>Forward</c> do not. The training metrics of an epoch are those of the disturbed
/// network, as in Keras: the validation loss may well be the lower one.
/// </para>
/// <para>
/// Which values are dropped follows from the seed of <c>Fit</c>, the step, the layer, the sample's place in the batch and the value's in the layer, by a
/// counter-based generator: the same on every machine, at any number of threads, and in a training that was stopped and resumed.
/// </para>
/// </remarks>
/// <example>
/// Behind the activation of each hidden layer:
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
