namespace NNGen;

/// <summary>What a network's training minimizes.</summary>
public enum LossKind
{
    /// <summary>No loss is declared: the network predicts, and trains with the caller's own loss.</summary>
    None,

    /// <summary>Mean of squared differences.</summary>
    MeanSquaredError,

    /// <summary>Mean of absolute differences.</summary>
    MeanAbsoluteError,

    /// <summary>Quadratic near zero, linear beyond a threshold.</summary>
    Huber,

    /// <summary>Cross-entropy of independent probabilities.</summary>
    BinaryCrossEntropy,

    /// <summary>Cross-entropy of one distribution over classes.</summary>
    CrossEntropy,

    /// <summary>A custom formula, averaged over the outputs: <see cref="NetworkDescription.LossFormula"/>.</summary>
    Formula,

    /// <summary>The weighted sum of the losses of several outputs: <see cref="NetworkDescription.Outputs"/>.</summary>
    Sum,

    /// <summary>The energy of the error relative to that of the target.</summary>
    ErrorToSignalRatio,
}
