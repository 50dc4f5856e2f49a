namespace NNGen;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter, 2019).</summary>
/// <remarks>
/// w ← w · (1 - learningRate · weightDecay), then the step of <see cref="Adam"/>. Every parameter decays, biases too, as in PyTorch.
/// </remarks>
public sealed class AdamW : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The step size.</param>
    /// <param name="weightDecay">How fast parameters shrink; 0.01 as in PyTorch (Keras has 0.004).</param>
    /// <param name="beta1">Decay rate of the mean gradient, from 0 to below 1.</param>
    /// <param name="beta2">Decay rate of the mean squared gradient, from 0 to below 1.</param>
    /// <param name="epsilon">Keeps the division finite; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public AdamW(
        double learningRate = 1e-3, double weightDecay = 0.01, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
        : base(learningRate)
    {
        WeightDecay = NotNegative(weightDecay, nameof(weightDecay));
        Beta1 = Decay(beta1, nameof(beta1));
        Beta2 = Decay(beta2, nameof(beta2));
        Epsilon = Positive(epsilon, nameof(epsilon));
    }

    /// <summary>Decay rate of the mean gradient.</summary>
    public double Beta1 { get; }

    /// <summary>Decay rate of the mean squared gradient.</summary>
    public double Beta2 { get; }

    /// <summary>Keeps the division finite.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public override int SlotCount => 2;

    /// <inheritdoc/>
    protected internal override bool HasOwnWeightDecay => true;

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, double Value)> OwnSettings =>
        [(nameof(Beta1), Beta1), (nameof(Beta2), Beta2), (nameof(Epsilon), Epsilon)];

    /// <inheritdoc/>
    protected internal override bool Update<V, S, T>(OptimizerStep<T> step)
    {
        var update = new AdamUpdate<V, S, T, On, On>(LearningRate, WeightDecay, Beta1, Beta2, Epsilon, step.Number);
        return step.Apply<V, S, AdamUpdate<V, S, T, On, On>>(update);
    }
}
