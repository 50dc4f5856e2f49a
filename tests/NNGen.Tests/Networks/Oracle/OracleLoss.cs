namespace NNGen.Tests;

/// <summary>The loss of one sample, and its gradient with respect to the values that it reads.</summary>
/// <param name="ReadsLogits">
/// Whether it reads the values before the last activation (a sigmoid or softmax), as losses of probabilities do: their gradient p − t
/// is then exact even if that of the activation alone vanishes.
/// </param>
/// <param name="Evaluate">Computes the loss and the gradient from the values and the targets.</param>
internal sealed record OracleLoss(bool ReadsLogits, Func<double[], double[], (double Loss, double[] Gradient)> Evaluate)
{
    public static OracleLoss? Of(LossFunctionAttribute? loss, LayerAttribute last) => loss switch
    {
        null => null,
        MeanSquaredErrorAttribute => Mean((y, t) => (y - t) * (y - t), (y, t) => 2 * (y - t)),
        MeanAbsoluteErrorAttribute => Mean((y, t) => Math.Abs(y - t), (y, t) => Math.Sign(y - t)),
        HuberAttribute huber => Huber(huber.Delta),
        ErrorToSignalRatioAttribute ratio => new OracleLoss(false, (y, t) =>
        {
            double energy = t.Sum(value => value * value) + ratio.Epsilon;
            return (y.Zip(t, (a, b) => (b - a) * (b - a)).Sum() / energy, [.. y.Zip(t, (a, b) => 2 * (a - b) / energy)]);
        }),
        BinaryCrossEntropyAttribute { LabelSmoothing: > 0 } binary => Smoothed(
            new BinaryCrossEntropyAttribute { FromLogits = binary.FromLogits }, last, binary.LabelSmoothing, _ => 2),
        CrossEntropyAttribute { LabelSmoothing: > 0 } cross => Smoothed(
            new CrossEntropyAttribute { FromLogits = cross.FromLogits }, last, cross.LabelSmoothing, outputs => outputs),
        BinaryCrossEntropyAttribute binary when binary.FromLogits || last is SigmoidAttribute =>
            BinaryFromLogits(readsLogits: !binary.FromLogits),
        BinaryCrossEntropyAttribute => Mean(
            (p, t) => -(t * Math.Max(Math.Log(p), -100)) - ((1 - t) * Math.Max(OracleFunctions.Log1p(-p), -100)),
            (p, t) => (p - t) / Math.Max(p * (1 - p), 1e-12)),
        CrossEntropyAttribute cross => new OracleLoss(!cross.FromLogits, CrossEntropy),
        LossAttribute { Formula: "log(1 + (p - t)^2)" } => Mean((y, t) => Math.Log(1 + ((y - t) * (y - t))), (y, t) => 2 * (y - t) / (1 + ((y - t) * (y - t)))),
        LossAttribute { Formula: "p > t ? 3 * (p - t) : t - p" } => Mean((y, t) => y > t ? 3 * (y - t) : t - y, (y, t) => y > t ? 3 : -1),
        _ => throw new NotSupportedException($"The oracle does not know {loss.GetType().Name}."),
    };

    /// <summary>Keras's label smoothing: t (1 − s) + s / answers.</summary>
    private static OracleLoss Smoothed(LossFunctionAttribute plain, LayerAttribute last, double smoothing, Func<int, int> answers)
    {
        OracleLoss inner = Of(plain, last)!;
        return inner with
        {
            Evaluate = (y, t) => inner.Evaluate(y, Array.ConvertAll(t, target => (target * (1 - smoothing)) + (smoothing / answers(t.Length)))),
        };
    }

    private static OracleLoss Huber(double delta) => Mean(
        (y, t) => Math.Abs(y - t) <= delta ? (y - t) * (y - t) / 2 : delta * (Math.Abs(y - t) - (delta / 2)),
        (y, t) => Math.Clamp(y - t, -delta, delta));

    private static OracleLoss BinaryFromLogits(bool readsLogits)
    {
        OracleLoss loss = Mean((z, t) => OracleFunctions.Softplus(z) - (z * t), (z, t) => OracleFunctions.Sigmoid(z) - t);
        return loss with { ReadsLogits = readsLogits };
    }

    /// <summary>A loss that is a mean over the outputs.</summary>
    private static OracleLoss Mean(Func<double, double, double> loss, Func<double, double, double> slope) => new(
        false,
        (y, t) => (y.Zip(t, loss).Average(), y.Zip(t, slope).Select(d => d / y.Length).ToArray()));

    private static (double Loss, double[] Gradient) CrossEntropy(double[] logits, double[] targets)
    {
        double total = targets.Sum();
        double loss = -OracleLogSoftmax.Of(logits).Zip(targets, (logP, t) => logP * t).Sum();
        return (loss, OracleSoftmax.Of(logits).Zip(targets, (p, t) => (total * p) - t).ToArray());
    }
}
