namespace NNGen;

/// <summary>What a pass over a batch computes.</summary>
[Flags]
public enum PassMode
{
    /// <summary>Values of every layer.</summary>
    Forward = 1,

    /// <summary>The network's outputs, row-major, in <see cref="Workspace{T}.Outputs"/>.</summary>
    Outputs = 2,

    /// <summary>The loss of every sample, in <see cref="Workspace{T}.Losses"/>.</summary>
    Loss = 4,

    /// <summary>
    /// Gradients with respect to every layer's values, from the network's loss, or from <see cref="Batch{T}.OutputGradients"/> if given. A separate pass
    /// follows one with <see cref="Forward"/> and without this: a pass with both does not keep what only it reads.
    /// </summary>
    Backward = 8,

    /// <summary>With <see cref="Backward"/>: also the gradient with respect to the inputs, in <see cref="Workspace{T}.InputGradients"/>.</summary>
    InputGradients = 16,

    /// <summary>
    /// With <see cref="Forward"/>: the pass of a training step, in which <c>[Dropout]</c>, <c>[SpatialDropout]</c> and <c>[GaussianNoise]</c> are active, with random
    /// numbers from <see cref="Batch{T}.NoiseSeed"/> and <see cref="Batch{T}.NoiseStep"/>.
    /// </summary>
    Training = 32,

    /// <summary>
    /// With <see cref="Forward"/>: layers that normalize by the statistics of a batch use those of this batch, not the running ones. A
    /// <see cref="Backward"/> needs it: its gradients include those of the statistics, and recurrent layers keep all steps for it.
    /// </summary>
    BatchStatistics = 64,
}
