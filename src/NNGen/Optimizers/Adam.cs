namespace NNGen;

/// <summary>Adam (Kingma and Ba, 2015): steps scaled by running means of the gradient and of its square.</summary>
/// <remarks>
/// m ← β₁m + (1 - β₁)g; v ← β₂v + (1 - β₂)g²; w ← w - learningRate · m̂ / (√v̂ + ε), where m̂ and v̂ are m and v corrected for their bias
/// toward their initial value of zero. PyTorch's form: ε outside the bias correction (Keras puts it inside and takes 1e-7).
/// <see cref="Optimizer.WeightDecay"/> is added to the gradient; see <see cref="AdamW"/> for the decoupled form.
/// </remarks>
public sealed class Adam : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The step size.</param>
    /// <param name="beta1">Decay rate of the mean gradient, from 0 to below 1.</param>
    /// <param name="beta2">Decay rate of the mean squared gradient, from 0 to below 1.</param>
    /// <param name="epsilon">Keeps the division finite; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Adam(double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
        : base(learningRate)
    {
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
        if (WeightDecay == 0)
        {
            var update = new AdamUpdate<V, S, T, Off, Off>(LearningRate, WeightDecay, Beta1, Beta2, Epsilon, step.Number);
            return step.Apply<V, S, AdamUpdate<V, S, T, Off, Off>>(update);
        }
        else
        {
            var update = new AdamUpdate<V, S, T, On, Off>(LearningRate, WeightDecay, Beta1, Beta2, Epsilon, step.Number);
            return step.Apply<V, S, AdamUpdate<V, S, T, On, Off>>(update);
        }
    }
}
